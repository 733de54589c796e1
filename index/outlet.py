"""Who published a page: a name with the evidence for it, or unknown. Unknown is never guessed.

Asked in this order, the first answer wins: the name the user gave; the page's address in the outlet
table; what the page declares (`og:site_name`, JSON-LD publisher, application name); what it shows (the
last part of its title tag, logos, links to its front page, copyright lines), where two of these agree;
what its texts say of themselves ("told X" in several articles, "hyperlink to X"); and last the domain
of its address. A copyright line alone names an owner, not an outlet, and is not believed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from search.article import Outlet

from .outlets import Outlets, domain, host, name_key
from .page import Draft, Parsed, Signals
from .titles import likeness, split_title, words

_GENERIC = frozenset(
    [
        "home",
        "homepage",
        "startseite",
        "start",
        "zurstartseite",
        "accueil",
        "inicio",
        "portada",
        "capa",
        "ballina",
        "menu",
        "logo",
        "login",
        "signin",
        "search",
        "suche",
        "shop",
        "more",
        "mehr",
        "news",
        "nachrichten",
        "noticias",
        "back",
        "top",
        "english",
        "deutsch",
        "facebook",
        "twitter",
        "instagram",
        "youtube",
        "rss",
        "newsletter",
        "abo",
        "blog",
        "forum",
        "index",
        "main",
        "frontpage",
        "visithomepage",
        "backtohomepage",
        "linktohomepage",
        "retouraccueil",
        "retouralaccueil",
        "главная",
        "домой",
        "anasayfa",
        "ホーム",
        "首页",
        "الرئيسية",
    ]
)
_WRAPPING = re.compile(
    r"^(?:zur|back to|visit|link to|retour à la page d['’]accueil(?: de)?|go to|logo(?: von| of| de)?:?)\s+|"
    r"\s*[-–|:]?\s*(?:logo|homepage|home page|startseite|home)$",
    re.I,
)
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
_YEAR = re.compile(r"(?:19|20)\d\d")
_CAPITALISED = r"(?:[A-ZÀ-ÞĀ-ŽА-Я][\w.&'’-]*)"
_TOLD = re.compile(
    rf"\b(?:told|tells|interview (?:with|to)|dijo a|declaró a|сказал[аи]? |рассказал[аи]? )\s*"
    rf"(?:the )?({_CAPITALISED}(?:[ ]{_CAPITALISED}){{0,3}})"
)
_LINKED = re.compile(
    rf"(?:hyper)?link to (?:the )?({_CAPITALISED}(?:[ ]{_CAPITALISED}){{0,3}})|"
    rf"(?:authors|journalists|editors|newsroom|materials) (?:of|at) (?:the )?({_CAPITALISED}(?:[ ]{_CAPITALISED}){{0,3}})"
)
_NAME = r"(?P<name>(?:(?:The|Der|Die|Das|Le|La|El|Il) )?[A-ZÀ-ÞĀ-ŽА-Я][\w.&’'-]*(?: (?:of|de|la|le|du|des|der|und|and|[A-ZÀ-ÞĀ-ŽА-Я&][\w.&’'-]*))*)"
_FIRST = re.compile(
    r"(?:(?:first|originally|initially)\s+(?:published|appeared|posted|ran)(?:\s+\w+ \d+)?\s+(?:by|in|on|at|with)|"
    r"(?:re-?published|reprinted|reproduced|cross-?posted)\s+(?:with permission )?(?:from|by courtesy of)|"
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
_ENOUGH = 2.0  # votes that make a name believed: links of the page alone, or two weaker signs
_MASTHEAD = 5  # lines from the first and the last in which a masthead stands
_SAME = 0.8  # likeness above which a heading is the whole title tag
_NAME_LIMIT = 80  # characters; names met in outlet tables stay below 60


def find_outlet(
    parsed: Parsed, drafts: tuple[Draft, ...], signals: Signals, outlets: Outlets
) -> Outlet:
    """The outlet of a page, for all of its articles; `original` is left to `find_original`."""
    page = parsed.page
    if page.outlet:
        return outlets.named(page.outlet, "named by the user")
    for url in (page.url, signals.canonical):
        if outlets.by_address(url):
            return outlets.at(url)
    for name, evidence in chain(
        _declared(signals), _shown(signals, outlets), _told(drafts, outlets)
    ):
        return outlets.named(name, evidence)
    address = domain(page.url) or domain(signals.canonical)
    return outlets.named(address, "domain of the address") if address else Outlet()


def _declared(signals: Signals) -> Iterator[tuple[str, str]]:
    """Names that the page's metadata gives, best first."""
    for name in signals.meta.get("og:site_name", ()):
        if _plausible(name):
            yield _bare(name), "meta og:site_name"
    for key, evidence in (
        ("publisher", "JSON-LD publisher (may be the agency or the owner)"),
        ("sourceOrganization", "JSON-LD source organisation"),
    ):
        for node in signals.linked_data:
            for name in _names(node.get(key)):
                yield name, evidence
    for node in signals.linked_data:
        if node.get("@type") in ("WebSite", "NewsMediaOrganization"):
            for name in _names(node):
                yield name, f"JSON-LD {node['@type']}"
    for key in ("application-name", "dc.publisher", "citation_journal_title"):
        for name in signals.meta.get(key, ()):
            if _plausible(name):
                yield name, f"meta {key}"


def _names(value: object) -> Iterator[str]:
    """The names of a JSON-LD organisation: a node, a list of nodes, or a bare string."""
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and _plausible(name):
            yield _bare(name)


def _bare(name: str) -> str:
    """A name as printed; an address given as name is cut to its host."""
    return host(name) or name.strip()


def _plausible(name: str) -> bool:
    return 1 < len(name.strip()) <= _NAME_LIMIT and bool(name_key(name))


def _shown(signals: Signals, outlets: Outlets) -> Iterator[tuple[str, str]]:
    """The name for which the visible parts of the page speak best, where they speak enough."""
    votes = _votes(signals, outlets)
    for name, reasons in sorted(votes.items(), key=lambda item: -sum(item[1].values()))[:1]:
        if sum(reasons.values()) >= _ENOUGH:
            yield name, ", ".join(reasons)


def _votes(signals: Signals, outlets: Outlets) -> dict[str, dict[str, float]]:
    """Every name that the page shows as a site's, with what speaks for it and how much.

    The weights were swept on the meta-hard development set; only their order is to be trusted.
    """
    suffix = _title_name(signals)
    logos = [n for n in map(_unwrapped, signals.logos) if n]
    links = [n for n in map(_unwrapped, signals.site_names) if n]
    owners = [n for line in signals.copyright for n in copyright_names(line)]
    known = outlets.by_address(f"//{signals.link_host}") if signals.link_host else None
    site = known.name if known else domain(f"//{signals.link_host}") if signals.link_host else ""
    votes: dict[str, dict[str, float]] = {}
    for name in dict.fromkeys(filter(None, (suffix, *logos, *links, *owners, site))):
        reasons = {"title tag": 3.0} if name == suffix else {}
        if name in logos:
            reasons["logo"] = 2.0
        elif name in links:
            reasons["link to the front page"] = 1.0
        if site and _alike(name, site):
            reasons["the page's links"] = 2.5 if name_key(name) == name_key(site) else 2.0
        if any(_alike(name, owner) for owner in owners):
            reasons["copyright line"] = 1.0
        if outlets.by_name(name):
            reasons["outlet table"] = 3.0
        votes[name] = reasons
    return votes


def _alike(a: str, b: str) -> bool:
    """Whether one name holds the other; names of two letters must be equal."""
    one, other = name_key(a), name_key(b)
    if min(len(one), len(other)) < 3:
        return one == other and bool(one)
    return one in other or other in one


def _unwrapped(name: str) -> str | None:
    """A name on a logo without "Logo", "Visit ... homepage"; None where nothing else is left."""
    bare = _WRAPPING.sub("", _WRAPPING.sub("", name)).strip()
    return (
        bare
        if _plausible(bare) and name_key(bare) not in _GENERIC and len(bare.split()) < 7
        else None
    )


def _title_name(signals: Signals) -> str | None:
    """The site's name in the title tag: what stands after (or before) the headline and is short.

    A heading must repeat the rest, or logos, links or copyright lines the name.
    """
    title = signals.title_tag or ""
    for heading in signals.headings:
        rest = title.removeprefix(heading)
        if rest != title and re.match(r"\s*[:|–—-]\s*\S", rest):
            name = split_title(rest.strip(" :|–—-"))[-1]
            if _plausible(name) and len(name.split()) <= 6:
                return name
    parts = split_title(title)
    if len(parts) < 2:
        return None
    witnesses = [
        *signals.logos,
        *signals.site_names,
        *signals.copyright,
        domain(f"//{signals.link_host}"),
    ]
    for name, rest in ((parts[-1], parts[0]), (parts[0], parts[1])):
        if len(name.split()) > 6 or not _plausible(name):
            continue
        likest = max((likeness(title, h) - likeness(rest, h) for h in signals.headings), default=0)
        if likest > 0 and any(likeness(title, h) > _SAME for h in signals.headings):
            continue  # the heading holds the name too: it is a part of the headline
        if any(_alike(name, witness) for witness in witnesses if witness):
            return name
        if name == parts[-1] and any(words(rest)[:4] == words(h)[:4] for h in signals.headings):
            return name
    return None


def copyright_names(line: str) -> Iterator[str]:
    """The names in a copyright line that has a year or claims rights: owners, often the outlet."""
    if not _YEAR.search(line) and not _RIGHTS.search(line):
        return
    for pattern in (_COPYRIGHT_AFTER, _COPYRIGHT_BEFORE):
        match = pattern.search(line)
        if match:
            owner = _OWNER_END.split(_RIGHTS.sub("", _YEAR.sub("", match.group(1))).strip(" ,.|"))[
                0
            ]
            name = _LEGAL.sub("", owner).strip(' .,|·:–—-®™“”"')
            if _plausible(name) and len(name.split()) <= 6:
                yield name


def _told(drafts: tuple[Draft, ...], outlets: Outlets) -> Iterator[tuple[str, str]]:
    """Names by which the texts of a page call their own outlet, from two places that agree."""
    cut = [b.text for d in drafts for b in d.blocks if b.kind in ("boilerplate", "note", "related")]
    lines = [line for text in cut for line in text.split("\n") if len(line) < 400]
    owners = [
        n for line in lines if "©" in line or "opyright" in line for n in copyright_names(line)
    ]
    linked = [m[1] or m[2] for line in lines for m in _LINKED.finditer(line)]
    for name in map(_trimmed, owners + linked):
        if name and sum(name_key(name) in name_key(line) for line in lines if line) >= 2:
            yield name, "the page's own lines (copyright, links, authors) agree"
    told = Counter[str]()
    for draft in drafts:
        text = "\n".join(b.text for b in draft.blocks if b.kind == "body")
        told.update({_trimmed(m[1]) for m in _TOLD.finditer(text)} - {""})
    for name, articles in told.most_common(3):
        if articles >= 2 and len(drafts) > 1:
            yield name, f"“told {name}” in {articles} of the page's articles"


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
