"""When an article was published: every date that its page offers, ranked, and the one to trust or none.

Candidates come from the page's tags (meta, JSON-LD), its visible date lines, its address, the feed and
the capture. Where tag and visible line agree they are nearly always right; where they differ both stay
as candidates and `conflict` is set. Dates of comments, copyright lines, related links and bodies are
never the date of publication; the earliest comment and the capture only bound it. No trusted date is
an answer: value None.
"""

from __future__ import annotations

import re
from datetime import date
from collections.abc import Iterator
from typing import Any

from search.article import Candidate, Published

from ..language import detect_language
from ..page import Draft, Parsed, Signals
from ..titles import find_title
from .ranking import BELIEVED, BELIEVED_ALONE, is_update, score
from .reading import Order, read_dates
from .sightings import Sighting, page_sightings, text_sightings

# Meta names of a date of publication, best first (the order of share of right days on meta-html).
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "dc.date.created", "dc.date", "dcterms.date", "publishdate", "publish-date", "publish_date", "pubdate",
    "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "article.published",
    "article_date_original", "originalpublicationdate", "displaydate", "ptime", "pub_date", "published",
    "publication_date", "vr:published_time", "rnews:datepublished", "shareaholic:article_published_time",
    "bt:pubdate", "published-date", "date", "article:date", "created", "datecreated", "og:pubdate",
    "last-modified-date-original",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "og:updated_time", "article:updated_time", "datemodified", "lastmod",
    "dcterms.modified", "dc.date.modified", "last-modified", "revised", "updated_time",
)  # fmt: skip
_ADDRESS = re.compile(
    r"[/_-](?P<y>(?:19|20)\d\d)(?:(?P<s>[/_.-])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])"
    r"|(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01]))(?=\D|$)"
)
_UTC = re.compile(r"\d(?:\.\d+)?\s?(?:Z|UTC|GMT|[+-]00:?00)\s*$")
_ARTICLE_TYPES = re.compile(r"article|posting|report|review|webpage|creativework|videoobject", re.I)
_TAGS_KEPT, _VISIBLE_KEPT = 6, 10  # candidates kept of each kind: enough to judge, little to store


def find_published(
    parsed: Parsed, draft: Draft, signals: Signals, fetched: str | None = None
) -> Published:
    """The date of publication of one article of a page, with all candidates and their sources.

    `fetched` is the time of capture (ISO 8601), which bounds the date.
    """
    text = "\n".join(block.text for block in draft.blocks if block.kind in ("title", "body"))
    language = detect_language(text, signals.language)
    captured = _day(fetched)
    title = find_title(parsed, draft, signals)
    order = _order(signals, draft, language, parsed.page.url or signals.canonical)
    if parsed.kind == "html":
        sightings = page_sightings(signals, title, language, order)
    else:
        sightings = text_sightings(draft, title, language, order)
    visible, updates = _visible(sightings, captured)
    tags, tag_updates = _tags(signals, captured)
    address = list(_address(parsed.page.url or signals.canonical))
    candidates = [*tags, *visible, *address, *updates]
    if captured:
        candidates.append(Candidate(captured, "day", "capture", "time of capture", fetched or ""))
    chosen, evidence, conflict = _choose(tags, visible, updates, address)
    commented = _earliest_comment(draft, language, order)
    if commented and chosen and commented < chosen.value:
        commented = None  # a comment older than its article is no comment, or no comment's date
    bound = min(filter(None, (captured, commented)), default=None)
    if chosen is None:
        return Published(
            candidates=tuple(candidates), bound=bound, updated=_first(tag_updates, updates)
        )
    ranked = [chosen, *(c for c in candidates if c is not chosen)]
    return Published(
        chosen.value, chosen.precision, evidence, tuple(ranked), conflict, bound,
        _first(tag_updates, updates),
    )  # fmt: skip


def _first(*groups: list[Candidate]) -> str | None:
    return next((c.value for group in groups for c in group), None)


def _day(stamp: str | None) -> str | None:
    """The day of an ISO time stamp."""
    found = read_dates(stamp[:64]) if stamp else []
    return found[0].value if found and found[0].precision == "day" else None


def _choose(
    tags: list[Candidate],
    visible: list[Candidate],
    updates: list[Candidate],
    address: list[Candidate],
) -> tuple[Candidate | None, str | None, bool]:
    """The candidate to trust, the evidence in words, and whether good candidates disagree."""
    tag, seen = (tags or [None])[0], (visible or [None])[0]
    if tag and seen:
        if _agree(tag, seen):
            return tag, f"{tag.source} and {seen.source} agree", False
        if any(_agree(tag, other) for other in visible):
            return tag, f"{tag.source}, also printed on the page", False
        local = next((c for c in visible if _same_night(tag, c)), None)
        if local:
            return local, f"{local.source}; {tag.source} gives the day in UTC", False
        return tag, f"{tag.source}; {seen.source} differs", True
    if tag:
        local = next((c for c in updates if _same_night(tag, c)), None)
        if local:
            return local, f"{local.source}; {tag.source} gives the day in UTC", False
        return tag, tag.source, any(not _agree(tag, other) for other in address)
    if seen:
        conflict = any(not _agree(seen, other) for other in (*visible[1:2], *address))
        return seen, seen.source, conflict
    if address:
        return address[0], address[0].source, False
    if updates:
        return updates[0], f"{updates[0].source}, the only date shown", False
    return None, None, False


def _same_night(tag: Candidate, seen: Candidate) -> bool:
    """Whether a tag in UTC and a printed date are neighbours: midnight lies between the time zones."""
    if not _UTC.search(tag.text) or tag.precision != "day" or seen.precision != "day":
        return False
    apart = date.fromisoformat(tag.value) - date.fromisoformat(seen.value)
    return abs(apart.days) == 1


def _agree(a: Candidate, b: Candidate) -> bool:
    """Whether two dates are the same day, as far as both are precise."""
    length = min(len(a.value), len(b.value))
    return a.value[:length] == b.value[:length]


def _visible(
    sightings: list[Sighting], bound: str | None
) -> tuple[list[Candidate], list[Candidate]]:
    """Believed dates of publication and of updates that the page shows, best first, each day once."""
    scored: dict[str, tuple[float, Sighting]] = {}
    for sighting in sightings:
        points = score(sighting)
        value = sighting.reading.value
        if bound and value[:10] > bound[: len(value)]:
            continue
        if value not in scored or points > scored[value][0]:
            scored[value] = (points, sighting)
    ranked = sorted(scored.values(), key=lambda pair: -pair[0])
    published: list[Candidate] = []
    updates: list[Candidate] = []
    likely = [points for points, _ in ranked if points > BELIEVED_ALONE - 2]
    enough = BELIEVED if len(likely) > 1 else BELIEVED_ALONE
    for points, sighting in ranked:
        if points < enough:
            continue
        group = updates if is_update(sighting) else published
        group.append(_candidate(sighting))
    return published[:_VISIBLE_KEPT], updates[:_VISIBLE_KEPT]


def _candidate(sighting: Sighting) -> Candidate:
    reading = sighting.reading
    source = "update line" if is_update(sighting) else "date line"
    if sighting.hint and sighting.machine:
        source = f"time element {source}"
    return Candidate(reading.value, reading.precision, "visible", source, sighting.line[:200])


def _tags(signals: Signals, captured: str | None) -> tuple[list[Candidate], list[Candidate]]:
    """Dates that tags give: of publication, and of updates."""
    published = [*_linked(signals, ("datePublished", "dateCreated", "uploadDate"))]
    for name in _PUBLISHED_META:
        published += _read_tag(signals.meta.get(name, ())[:1], f"meta {name}")
    updated = [*_linked(signals, ("dateModified",))]
    for name in _UPDATED_META:
        updated += _read_tag(signals.meta.get(name, ())[:1], f"meta {name}")
    if captured:
        published = [c for c in published if c.value <= captured]
    return published[:_TAGS_KEPT], updated[:_TAGS_KEPT]


def _linked(signals: Signals, keys: tuple[str, ...]) -> Iterator[Candidate]:
    for key in keys:
        for node in signals.linked_data:
            if _ARTICLE_TYPES.search(str(node.get("@type"))) and isinstance(node.get(key), str):
                yield from _read_tag((node[key],), f"JSON-LD {key}")


def _read_tag(values: Any, source: str) -> Iterator[Candidate]:
    for value in values:
        for reading in read_dates(value[:64], "en", "mdy")[:1]:
            if reading.precision == "day" and reading.value > "1980":
                yield Candidate(reading.value, reading.precision, "tag", source, value[:64])


def _address(url: str | None) -> Iterator[Candidate]:
    """A date in the path of the page's address."""
    match = _ADDRESS.search(url or "")
    if match:
        parts = {**match.groupdict(), "y2": None}
        year, month, day = (int(parts[k] or parts[k + "2"]) for k in ("y", "m", "d"))
        for reading in read_dates(f"{year}-{month:02d}-{day:02d}"):
            yield Candidate(reading.value, "day", "address", "the page's address", match.group())


def _earliest_comment(draft: Draft, language: str | None, order: Order) -> str | None:
    """The earliest day printed in the comments: the article is not younger."""
    days = [
        reading.value
        for block in draft.blocks
        if block.kind == "comment"
        for line in block.text.split("\n")[:400]
        for reading in read_dates(line, language, order)[:1]
        if reading.precision == "day" and len(line) < 120
    ]
    return min(days, default=None)


def _order(signals: Signals, draft: Draft, language: str | None, url: str | None) -> Order:
    """Which number of a numeric date is the day: other dates of the page tell, else its country."""
    lines = [s.text for s in signals.stamps] or [
        line for block in draft.blocks for line in block.text.split("\n") if len(line) < 120
    ]
    votes = 0
    for line in lines:
        for a, b in re.findall(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](?:20)?\d\d(?!\d)", line):
            votes += (int(a) > 12) - (int(b) > 12)
    if votes:
        return "dmy" if votes > 0 else "mdy"
    region = (signals.language or "").lower().replace("_", "-")
    if region in ("en-us", "en-ph") or (
        language == "en" and region in ("", "en") and _american(url)
    ):
        return "mdy"
    return "dmy"


def _american(url: str | None) -> bool:
    """Whether the address leaves an English page to the United States: no country of its own."""
    match = re.match(r"https?://[^/]*\.([a-z]{2})(?:[:/]|$)", url or "")
    return not match or match.group(1) == "us"
