"""Who wrote an article: names of persons, each once, in the order of the byline.

Asked in this order, the first source that gives a name wins: JSON-LD authors, meta tags, elements and
blocks marked as bylines, a byline that opens the text, biographical notes ("X is a reporter ..."), a signature
under the text. Names of outlets, addresses, labels and roles are no authors. Where neither a cue ("by") nor
markup speaks for a name, its first word must be a known given name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .entities.authority import built_in
from .entities.fold import fold
from .entities.lexicon import lexicon
from .outlets import name_key
from .page import Draft, Parsed, Signals
from .titles import split_title

_META = (
    "author", "article:author", "article:author_name", "citation_author", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator", "byl", "author-name", "cxenseparse:author",
)  # fmt: skip
_BY = re.compile(
    r"^\W*(?:(?:written |posted |words |story |published |reporting |words and (?:pictures|photos) )?by|about the author|"
    r"(?:(?:text|ein \w+|veröffentlicht|geschrieben|erstellt|verfasst) )?von|text:|autor(?:in)?:?|(?:publié |écrit |rédigé )?par|"
    r"(?:publicado |escrito |texto )?por|di|da|door|av|af|autor(?:a|es)?:|автор(?:ы|ка)?:?|текст:|yazan:?|yazar:?|"
    r"(?:scritto|pubblicato) da|a cura di|redazione di|szerző:?|"
    r"tekst:|napisał(?:a)?|oleh|بقلم:?|كتب:?|作者[:：]?|文[/／:：]|記者)[:\s]+",
    re.I,
)
# "Автор — Олена Ковач": a dash for the colon.
_CUE_DASH = re.compile(r"^\W*(автор\w*|autor\w*|authors?|text|texte)\s+[—–-]\s+", re.I)
# What follows a name in its byline: a place, a day, the pictures' makers.
_BEHIND = re.compile(
    r"\s+(?:in|from|aus|en|à|am|on|at|le|el|il|vom|den|the)\s+[\dA-ZÀ-Þ].*$|"
    r"\s+(?i:fotos?|photos?|bilder|illustration(?:en)?|ilustraciones|images?|pictures)\b.*$"
)
_SEGMENT = re.compile(r"\s*[/|·•]\s*|\s+[-–—]\s+")
_LIST = re.compile(r"\s*(?:,|;| and | und | et | y | e | og | och | en | и | & )\s*")
_PARTICLE = r"(?:al|ben|bin|da|dal|de|del|della|den|der|di|dos|du|el|ibn|la|le|san|ten|ter|van|vom|von|zu|und|y|of)"
_PART = r"(?:[^\W\d_a-zß-öø-ÿа-я][^\W\d_]*(?:[’'.-][^\W\d_]+)*\.?)"
_PERSON = re.compile(rf"^{_PART}(?:[ ](?:{_PARTICLE}[ ])*(?:d[’'])?{_PART}){{1,4}}$")
_ROLE = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|redaktion|newsdesk|desk|team|bureau|wire|agency|agenc|press|news|"
    r"redac|rédac|redaz|admin|contributor|guest|online|media|magazine|journal|tv|radio|gmbh|inc|ltd|group|"
    r"association|institut|university|department|office|network|newspaper|zeitung|редакц|comments?|share|"
    r"published|updated|posted|minutes?|read|uhr|photo|foto|image|getty|reuters|afp|dpa|ap|read more|follow|"
    r"website|facebook|twitter|themes?|wordpress|sponsored|video)\b|συντακτικ|"
    r"https?:|www\.|@|\.(?:com|org|net|de|fr|ru|az)\b",
    re.I,
)
_BIO = re.compile(
    rf"^(?:About the authors?:?\s*)?(?P<name>{_PART}(?:[ ](?:{_PARTICLE}[ ])*{_PART}){{1,3}})"
    r"(?:,.{0,60}?,)?\s+(?:is|was|has|writes|works|covers|reports|ist|arbeitet|schreibt|est|es|è|é|является|работает|пишет)\b"
)
# A byline and a dateline that open one paragraph: "By Ada Berg KESSIN - The ferry ...".
_OPENING = re.compile(
    rf"^(?:By|Von|Par|Por|Di)\s+(?P<name>{_PART}(?: (?:{_PARTICLE} )*{_PART}){{1,2}}?)\s+(?=[^\W\d_a-zß-öø-ÿа-я]{{3,}}\b)"
)
_DATEISH = re.compile(r"\d")
_MOST = 12  # authors of one article
_SIGNATURE_WORDS = 5
_LINE = 300  # characters of a byline that are read
_BYLINE = 120  # longer lines of text are sentences
_HEAD = 2  # paragraphs in which a byline may stand: the first, or the one behind a standfirst


def find_authors(
    parsed: Parsed, draft: Draft, signals: Signals, outlet: str | None = None
) -> tuple[str, ...]:
    """The authors' names as printed; empty where none is shown. `outlet` is the name of the page's outlet."""
    sources: tuple[Iterable[str], ...] = (
        _block_bylines(draft), _opening(draft), _bios(draft), _signature(draft),
    )  # fmt: skip
    if parsed.kind == "html" and not draft.boundary:
        sources = (_linked(signals), _meta(signals), _marked(signals), *sources)
    banned = _site_names(signals, outlet)
    for source in sources:
        names = dict.fromkeys(n for n in source if name_key(n) not in banned)
        kept = [n for n in names if not any(n != m and n.startswith(m + " ") for m in names)]
        if kept:
            return tuple(kept)[:_MOST]
    return ()


def _site_names(signals: Signals, outlet: str | None) -> set[str]:
    """The names of the page's site, folded: content systems put them where the author belongs."""
    publishers = [node.get("publisher") for node in signals.linked_data]
    names = [
        outlet or "", *signals.meta.get("og:site_name", ()), *signals.meta.get("application-name", ()),
        *signals.meta.get("dc.publisher", ()), *signals.logos, *split_title(signals.title_tag or "")[1:],
        *(name for publisher in publishers if isinstance(publisher, dict)
          for name in [publisher.get("name")] if isinstance(name, str)),
    ]  # fmt: skip
    return set(map(name_key, names)) - {""}


def persons(text: str) -> Iterator[str]:
    """The persons' names in a byline, without cue words, roles, places and dates.

    Of a line in several parts ("Ana Ruiz | Daily Quay") the parts with a cue count, else the first.
    """
    segments = _SEGMENT.split(_CUE_DASH.sub(r"\1: ", text.strip()[:_LINE]))
    cued = [segment for segment in segments if _BY.match(segment)]
    for segment in cued or segments[:1]:
        for part in _LIST.split(_BY.sub("", _BY.sub("", segment))):
            name = _BEHIND.sub("", _BY.sub("", part)).strip(" .,:;()[]*—–-")
            if _is_person(name) and not _is_label(name, all):
                yield name


def _is_given(name: str) -> bool:
    """Whether the first word of a name is a known given name, or an initial."""
    first = name.split()[0].partition("-")[0]
    return fold(first) in lexicon(None).given or (first.endswith(".") and len(first) == 2)


def _is_label(name: str, many: Callable[[Iterable[bool]], bool]) -> bool:
    """Whether the words of a name, all or any of them, are common words or organisations': "Most Popular"."""
    lists, known = lexicon(None), built_in()

    def impersonal(word: str) -> bool:
        entry = known.word(word)
        folded = fold(word)
        common = (
            word.lower() in lists.common or folded in lists.org_end or folded in lists.org_topic
        )
        return common or (entry is not None and entry.kind == "organisation")

    last = fold(name.split()[-1])
    thing = last in lists.things and last not in lists.surnames  # "Davis Cup"
    return thing or (not _is_given(name) and many(map(impersonal, name.split())))


def _is_person(name: str) -> bool:
    if not 4 < len(name) < 60 or _ROLE.search(name) or _DATEISH.search(name):
        return False
    if name.isupper():
        name = name.title()
    if _PERSON.match(name):
        return True
    # Scripts without capitals: two to four words, none long.
    return not re.search(r"[A-Za-zА-Яа-я]", name) and 2 <= len(name.split()) <= 4


def _linked(signals: Signals) -> Iterator[str]:
    for node in signals.linked_data:
        if re.search(r"article|posting|report|review", str(node.get("@type")), re.I):
            for name in _author_names(node.get("author") or node.get("creator")):
                yield from persons(name)


def _author_names(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict) and "Organization" not in str(item.get("@type")):
            name = item.get("name")
            yield from (
                n for n in (name if isinstance(name, list) else [name]) if isinstance(n, str)
            )


def _meta(signals: Signals) -> Iterator[str]:
    for key in _META:
        for content in signals.meta.get(key, ()):
            yield from persons(content)


def _marked(signals: Signals) -> Iterator[str]:
    for text in signals.bylines[:4]:
        cued = _BY.match(text)
        yield from (name for name in persons(text) if cued or not _is_label(name, any))


def _block_bylines(draft: Draft) -> Iterator[str]:
    for block in draft.blocks:
        for line in block.text.split("\n") if block.kind in ("byline", "dateline") else ():
            cued = any(map(_BY.match, _SEGMENT.split(line[:_LINE])))
            if block.kind == "byline" or cued:
                yield from (name for name in persons(line) if cued or not _is_label(name, any))


def _opening(draft: Draft) -> Iterator[str]:
    """A byline that cleaning left in the text: a short line with a cue, or one before a dateline."""
    body = [block.text for block in draft.blocks if block.kind == "body"]
    for text in body[:_HEAD]:
        if len(text) < _BYLINE and _BY.match(text):
            yield from filter(_is_given, persons(text))
    match = _OPENING.match(body[0]) if body else None
    if match and _is_given(match["name"]):
        yield match["name"]


def _bios(draft: Draft) -> Iterator[str]:
    for block in draft.blocks:
        if block.kind == "bio":
            match = _BIO.match(block.text.strip())
            if match and _is_person(match["name"]):
                yield match["name"]


def _signature(draft: Draft) -> Iterator[str]:
    """A name alone on the line below the last paragraph, or a cue and a name above the first."""
    kinds = [block.kind for block in draft.blocks]
    if "body" not in kinds:
        return
    last = len(kinds) - 1 - kinds[::-1].index("body")
    below = [b.text.strip().split("\n")[0] for b in draft.blocks[last + 1 : last + 2]]
    above = [b.text.strip() for b in draft.blocks[: kinds.index("body")][-4:]]
    for line in below:
        name = line.strip(" —–-")
        if len(name.split()) <= _SIGNATURE_WORDS and _is_person(name) and _is_given(name):
            yield name
    for line in above:
        if _BY.match(line) and len(line) < _BYLINE:
            yield from persons(line)
