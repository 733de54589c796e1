"""Who published a page: a name with the evidence for it, or unknown. Unknown is never guessed.

Asked in this order, the first answer wins: the name the user gave; the page's address in the outlet
table; what the page declares (`og:site_name`, JSON-LD publisher, application name); what it shows (its
title tag, logos, links, copyright lines), where these speak for one name enough; what its texts say of
themselves (`imprint`); and last the domain of its address. A copyright line alone names an owner, not an
outlet, and is not believed; nor is a publisher where the page shows another name that its address agrees with,
or a site's name that is a section's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from search.article import Outlet

from .imprint import AGENCIES, copyright_names, find_original, self_names
from .outlets import Outlets, domain, host, name_key, plausible
from .page import Draft, Parsed, Signals
from .titles import likeness, split_title, words

__all__ = ["Outlets", "find_original", "find_outlet"]

# Names on logos and front page links that are no outlet's.
_GENERIC = frozenset(
    ("home", "homepage", "startseite", "start", "zurstartseite", "accueil", "inicio", "portada", "capa",
     "ballina", "menu", "logo", "login", "signin", "search", "suche", "shop", "more", "mehr", "news",
     "nachrichten", "noticias", "back", "top", "english", "deutsch", "facebook", "twitter", "instagram",
     "youtube", "rss", "newsletter", "abo", "blog", "forum", "index", "main", "frontpage",
     "visithomepage", "backtohomepage", "linktohomepage", "retouraccueil", "retouralaccueil", "главная",
     "домой", "anasayfa", "ホーム", "首页", "الرئيسية")
)  # fmt: skip
# Names of sections, folded, that pages give for the site's.
_SECTIONS = frozenset(
    ("politics", "business", "world", "local", "opinion", "sport", "sports", "culture", "health", "science",
     "technology", "tech", "money", "travel", "lifestyle", "entertainment", "video", "videos", "article", "articles",
     "politik", "wirtschaft", "panorama", "kultur", "regional", "lokales", "politique", "économie", "monde",
     "política", "economía", "economia", "deportes", "cultura", "sociedad", "esporte", "mundo", "cronaca",
     "политика", "общество", "экономика", "спорт")
)  # fmt: skip
_PUBLISHER = "JSON-LD publisher (may be the agency or the owner)"
_WRAPPING = re.compile(
    r"^(?:zur|back to|visit|link to|retour à la page d['’]accueil(?: de)?|go to|logo(?: von| of| de)?:?)\s+|"
    r"\s*[-–|:]?\s*(?:logo|homepage|home page|startseite|home)$",
    re.I,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.I)
_ENOUGH = 2.0  # votes that make a name believed: links of the page alone, or two weaker signs
_SAME = 0.8  # likeness above which a heading is the whole title tag
_WORDS = 6  # words of an outlet's name; of 110 names in meta-html two have more


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
    address = domain(page.url) or domain(signals.canonical)
    doubted = False
    for name, evidence in chain(_declared(signals), islice(_shown(signals, outlets), 1)):
        if evidence == _PUBLISHER and _is_owner(name, signals, outlets, address):
            doubted = True
        elif not doubted or _alike(name, address):
            return outlets.named(name, evidence)
    if doubted:  # the page is another's, whose address is surer than what is left
        return outlets.named(address, "domain of the address")
    for name, evidence in self_names(drafts, outlets):
        return outlets.named(name, evidence)
    return outlets.named(address, "domain of the address") if address else Outlet()


def _is_owner(name: str, signals: Signals, outlets: Outlets, address: str) -> bool:
    """Whether a publisher is the agency or the owner: the address is another's, whom the page shows, too."""
    if not address or _alike(name, address):
        return False
    shown = next(_shown(signals, outlets), None)
    seen = shown is not None and _alike(shown[0], address) and not _alike(shown[0], name)
    return seen or name_key(name) in AGENCIES


def _is_section(name: str, signals: Signals) -> bool:
    """Whether a site's name is a section's: a word for one, or what the page itself calls its section."""
    key = name_key(name)
    sections = map(name_key, signals.meta.get("article:section", ()))
    return key in _GENERIC or key in _SECTIONS or key in sections


def _declared(signals: Signals) -> Iterator[tuple[str, str]]:
    """Names that the page's metadata gives, best first."""
    for name in signals.meta.get("og:site_name", ()):
        if plausible(name) and not _is_section(name, signals):
            yield _bare(name), "meta og:site_name"
    for key, evidence in (
        ("publisher", _PUBLISHER),
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
            # Some sites put the page's title into the application's name.
            titled = key == "application-name" and len(name.split()) > _WORDS
            if plausible(name) and not titled:
                yield name, f"meta {key}"


def _names(value: object) -> Iterator[str]:
    """The names of a JSON-LD organisation: a node, a list of nodes, or a bare string."""
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and plausible(name):
            yield _bare(name)


def _bare(name: str) -> str:
    """A name as printed; an address given as name is cut to its host."""
    return host(name) or name.strip()


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
    if _ADDRESS.match(bare):
        bare = domain(bare if "//" in bare else f"//{bare}")
    named = plausible(bare) and name_key(bare) not in _GENERIC and len(bare.split()) <= _WORDS
    return bare if named else None


def _title_name(signals: Signals) -> str | None:
    """The site's name in the title tag: what stands after (or before) the headline and is short.

    A heading must repeat the rest, or logos, links or copyright lines the name.
    """
    title = signals.title_tag or ""
    for heading in signals.headings:
        rest = title.removeprefix(heading)
        if rest != title and re.match(r"\s*[:|–—-]\s*\S", rest):
            name = split_title(rest.strip(" :|–—-"))[-1]
            if plausible(name) and len(name.split()) <= _WORDS:
                return name
    parts = split_title(title)
    if len(parts) < 2:
        return None
    site = domain(f"//{signals.link_host}")
    witnesses = [*signals.logos, *signals.site_names, *signals.copyright, site]
    for name, rest in ((parts[-1], parts[0]), (parts[0], parts[1])):
        if len(name.split()) > _WORDS or not plausible(name):
            continue
        likest = max((likeness(title, h) - likeness(rest, h) for h in signals.headings), default=0)
        if likest > 0 and any(likeness(title, h) > _SAME for h in signals.headings):
            continue  # the heading holds the name too: it is a part of the headline
        if any(_alike(name, witness) for witness in witnesses if witness):
            return name
        if name == parts[-1] and any(words(rest)[:4] == words(h)[:4] for h in signals.headings):
            return name
    return None
