"""What the texts of a page say of their own outlet, and of the outlet that had an article first.

Newspapers name themselves in copyright lines, in conditions of use ("a hyperlink to X"), in what people
"told X", and at the edges of the page. One such line is no proof: the copyright names an owner, other
papers are told things too. A name counts where two places agree, or where the outlet table knows it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .outlets import Outlets, name_key, plausible
from .page import Draft

_LEGAL = re.compile(
    r"[,.]?\s*\b(?:inc|llc|ltd|limited|gmbh(?: & co\.? kg)?|ag|s\.?a\.?|s\.?r\.?l\.?|plc|corp(?:oration)?|"
    r"company|verlag|media group|e\.?\s?v)\b\.?.*$",
    re.I,
)
_RIGHTS = re.compile(
    r"[.,|·–—-]?\s*(?:all rights?\b|alle recht|tous droits|todos los|todos os|tutti i diritti|все права|tüm hak|"
    r"minden jog|rights reserved|privacy|terms|impressum|datenschutz|kontakt|powered|designed).*$",
    re.I,
)
_OWNER_END = re.compile(
    r"[,|]|\s[–—-]\s|\b(?:a member|member of|part of|eine marke|un(?:a)? march?)\b", re.I
)
_COPYRIGHT_AFTER = re.compile(
    r"(?:©|\(c\)|copyright)[\s,:©]*(?:by\s)?(?:\d{4}(?:\s?[-–,]\s?\d{4})?)?[\s,·:–-]*(.*)", re.I
)
_COPYRIGHT_BEFORE = re.compile(r"^(.{2,60}?)\s*(?:©|\(c\)\s)", re.I)
_TOOL = re.compile(r"powered by|theme by|phpbb|wordpress|designed by", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
# A full stop ends a name, save inside it ("Caliber.az", "U.S. News").
_CAPITALISED = r"(?:[A-ZÀ-ÞĀ-ŽА-ЯІЇЄ][\w&'’-]*(?:\.[\w&'’-]+)*)"
_TOLD = re.compile(
    rf"\b(?:told|tells|interview (?:with|to)|dijo a|declaró a|сказал[аи]? |рассказал[аи]? )\s*"
    rf"(?:the )?({_CAPITALISED}(?:[ ]{_CAPITALISED}){{0,3}})"
)
_LINKED = re.compile(
    rf"(?:hyper)?link to (?:the )?({_CAPITALISED}(?:[ ]{_CAPITALISED}){{0,3}})|"
    rf"(?:authors|journalists|editors|newsroom|materials) (?:of|at) (?:the )?({_CAPITALISED}(?:[ ]{_CAPITALISED}){{0,3}})"
)
# People tell agencies and broadcasters things in everybody's articles; folded as `name_key` folds.
AGENCIES = frozenset(
    ("", "reuters", "ap", "associatedpress", "afp", "agencefrancepresse", "dpa", "ansa", "efe", "tass",
     "rianovosti", "ria", "interfax", "xinhua", "anadolu", "upi", "bloomberg", "bbc", "bbcnews", "cnn",
     "npr", "foxnews", "nbcnews", "cbsnews", "abcnews", "aljazeera", "skynews", "police", "congress")
)  # fmt: skip
_NAME = (
    rf"(?P<name>(?:(?:The|Der|Die|Das|Le|La|El|Il) )?{_CAPITALISED}"
    rf"(?: (?:(?:of|de|la|le|du|des|der|und|and|&) )*{_CAPITALISED})*)"
)
_FIRST = re.compile(
    r"(?i:(?:first|originally|initially)\s+(?:published|appeared|posted|ran)(?:\s+\w+ \d+)?\s+(?:by|in|on|at|with)|"
    r"(?:re-?published|reprinted|reproduced|cross-?posted)\s+(?:with (?:kind )?permission )?(?:from|by courtesy of)|"
    r"(?:zuerst|ursprünglich|erstmals)\s+(?:erschienen|veröffentlicht)?\s*(?:in|bei|auf|im|von)|"
    r"(?:publié|paru)e?\s+(?:initialement|d['’]abord|à l['’]origine)\s+(?:par|dans|sur|en)|"
    r"(?:publicad[oa]|aparecid[oa])\s+(?:originalmente|por primera vez|originariamente)\s+(?:en|por)|"
    r"(?:publicad[oa])\s+(?:originalmente|originariamente)\s+(?:em|por|no|na|pel[oa])|"
    r"(?:pubblicato|apparso)\s+(?:originariamente|originalmente|per la prima volta)\s+(?:su|in|da)|"
    r"(?:впервые|первоначально)\s+опубликован[оа]?\s+(?:в|на))"
    rf"\s+(?:the (?=[A-Z]))?[“\"«„‘]?{_NAME}"
)  # fmt: skip
# "writes X" names a source only where X is a newspaper's name; surnames stand there as often.
_WRITES = re.compile(
    r"(?:\bwrites|\bschreibt|\bécrit|\bescribe|\bscrive|\bпишет|\breports)\s+(?:the |die |das |der |le |la |el |газета )?"
    r"[“\"«„]?(?P<name>[A-ZÀ-ÞА-Я][\w’-]*(?: [A-ZÀ-Þ][\w’-]*){0,2})[”\"»]?(?=[.,;]|$)"
)
_PRESS = re.compile(
    r"(?:blatt|zeitung|anzeiger|presse|post|times|journal|herald|gazett[ea]|tribune|telegra[pf]h?|courier|kurier|"
    r"chronicle|observer|examiner|monitor|standard|guardian|nachrichten|rundschau|gazeta|газета|известия|news|today|"
    r"express|diario|monde|figaro|spiegel|magazine?|review|daily|weekly|allgemeine|dagblad|corriere|repubblica)$",
    re.I,
)
_ITSELF = re.compile(
    r"article|artikel|beitrag|piece|\bstory|artículo|статья|\btexte?\b|articolo|artigo", re.I
)
_OPENS = 5  # characters before "First published in" where the sentence is about the article
_NEAR_HEAD = 600  # characters of a body's head in which a translation names its source
_EDGE = 5  # lines from the first and the last in which a masthead stands
_LINE = 400  # longer lines are prose
_WORDS = 6  # words of an outlet's name


def copyright_names(line: str) -> Iterator[str]:
    """The names in a copyright line that has a year or claims rights: owners, often the outlet."""
    if _TOOL.search(line) or not (_YEAR.search(line) or _RIGHTS.search(line)):
        return
    for pattern in (_COPYRIGHT_AFTER, _COPYRIGHT_BEFORE):
        match = pattern.search(line)
        if match:
            claim = _RIGHTS.sub("", _YEAR.sub("", match.group(1))).strip(" ,.|")
            name = _LEGAL.sub("", _OWNER_END.split(claim)[0]).strip(' .,|·:–—-®™“”"')
            if plausible(name) and len(name.split()) <= _WORDS:
                yield name


def self_names(drafts: tuple[Draft, ...], outlets: Outlets) -> Iterator[tuple[str, str]]:
    """Names by which the texts of a page call their own outlet, with the evidence, best first."""
    edges = [line for d in drafts for b in d.blocks for line in b.text.split("\n") if line.strip()]
    for line in (*edges[:_EDGE], *edges[-_EDGE:]):
        if outlets.by_name(line[:_LINE]):
            yield line.strip(), "a line at the edge of the page that the outlet table knows"
    yield from _agreed(drafts)
    told = Counter[str]()
    for draft in drafts:
        text = "\n".join(b.text for b in draft.blocks if b.kind == "body")
        names = {_trimmed(match[1]) for match in _TOLD.finditer(text)}
        told.update(name for name in names if name_key(name) not in AGENCIES)
    ranked = [*told.most_common(2), ("", 0), ("", 0)]
    if ranked[0][1] >= 2 and ranked[0][1] > ranked[1][1]:
        yield ranked[0][0], f"“told {ranked[0][0]}” in {ranked[0][1]} of the page's articles"


def _agreed(drafts: tuple[Draft, ...]) -> Iterator[tuple[str, str]]:
    """Names in copyright lines and conditions of use that another cut line repeats."""
    cut = [b.text for d in drafts for b in d.blocks if b.kind in ("boilerplate", "note", "related")]
    lines = list(
        dict.fromkeys(line for text in cut for line in text.split("\n") if len(line) < _LINE)
    )
    keys = [name_key(line) for line in lines]
    claims = [line for line in lines if "©" in line or "opyright" in line]
    owners = [name for line in claims for name in copyright_names(line)]
    linked = [m[1] or m[2] for line in lines for m in _LINKED.finditer(line)]
    for names, where in ((linked, "conditions of use"), (owners, "copyright")):
        repeated = Counter[str]()
        for name in filter(None, map(_trimmed, names)):
            key = name_key(name)
            if len(key) > 1:
                repeated[name] = sum(key in other for other in keys)
        for name, count in repeated.most_common(1):
            if count >= 2:
                yield name, f"{count} of the page's own lines name it ({where})"


def _trimmed(name: str) -> str:
    return name.strip(" .,’'")


def find_original(draft: Draft) -> str | None:
    """The outlet that published an article first, or None where the page does not say."""
    for block in draft.blocks:
        if block.kind in ("note", "bio", "byline", "dateline"):
            match = _FIRST.search(block.text)
            if match:
                return _trimmed(match["name"])
    body = [block.text for block in draft.blocks if block.kind == "body"]
    # In running text only the first and the last paragraphs speak about the article itself.
    for text in (*body[:1], *body[-2:]):
        match = _FIRST.search(text) if len(text) < _NEAR_HEAD else None
        if match and (match.start() < _OPENS or _ITSELF.search(text)):
            return _trimmed(match["name"])
    head = body[0][:_NEAR_HEAD] if body else ""
    return next(
        (_trimmed(m["name"]) for m in _WRITES.finditer(head) if _PRESS.search(m["name"])), None
    )
