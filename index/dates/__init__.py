"""When an article was published: every date that its page offers, ranked, and the one to trust or none.

Candidates come from the page's tags (meta, JSON-LD), its visible date lines, its address and the
capture. Where tag and visible line agree they are nearly always right; where they differ both stay as
candidates and `conflict` is set. Dates of comments, copyright lines, related links and bodies are never
the date of publication; the earliest comment and the capture only bound it. No trusted date is an
answer: value None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from search.article import TEXT_KINDS, Candidate, Published

from ..page import Draft, Parsed, Signals
from .beside import HEADLINE
from .declared import WEAK, address_dates, published_tags, updated_tags
from .ranking import BELIEVED, BELIEVED_ALONE, BELIEVED_ISSUE, is_issue_line, is_update, score
from .reading import Order, read_dates
from .sightings import Sighting, page_sightings, text_sightings

_KEPT = 10  # visible candidates kept of each kind: enough to judge, little to store
_PRINTED = 200  # characters kept of a date's line
_COMMENT_LINE = 60  # longer lines of a comment are what it says, not when it was said
_COMMENT_LINES = 4000  # lines of comments read
_UTC = re.compile(r"\d(?:\.\d+)?\s?(?:Z|UTC|GMT|[+-]00:?00)\s*$")
_NUMERIC = re.compile(r"(\d(?<!\d\d)\d?)[/-](\d\d?)[/-](?:20)?\d\d(?!\d)")


def find_published(
    parsed: Parsed, draft: Draft, signals: Signals, title: str | None, language: str | None
) -> Published:
    """The date of publication of one article of a page, with all candidates and their sources.

    `title` and `language` are the article's, where they are known. The page's time of capture bounds the date.
    """
    fetched = parsed.page.fetched
    url = parsed.page.url or signals.canonical
    order, decided = _order(signals, draft, language, url)
    if parsed.kind == "html":
        sightings = page_sightings(signals, draft, title, language, order)
    else:
        sightings = text_sightings(draft, title, language, order)
    captured = _day(fetched)
    found = _Found(
        [
            tag
            for tag in published_tags(signals)
            if not captured or tag.value <= _next_day(captured)
        ],
        updated_tags(signals),
        address_dates(url),
    )
    found.see(sightings, captured, decided)
    chosen, evidence, conflict = found.choose()
    commented = _earliest_comment(draft, language, order)
    if commented and chosen and commented < chosen.value:
        commented = None  # a comment older than its article is no comment, or no comment's date
    return Published(
        value=chosen.value if chosen else None,
        precision=chosen.precision if chosen else None,
        evidence=evidence,
        candidates=found.ranked(chosen, captured, fetched),
        conflict=conflict,
        bound=min(filter(None, (captured, commented)), default=None),
        updated=next((c.value for c in (*found.updated, *found.update_lines)), None),
    )


@dataclass(slots=True)
class _Found:
    """The candidates of one article by kind, each kind best first."""

    tags: list[Candidate]
    updated: list[Candidate]
    address: list[Candidate]
    lines: list[Candidate] = field(default_factory=list)
    update_lines: list[Candidate] = field(default_factory=list)
    # Numeric dates that may be read either way: the day as read -> the other day.
    open: dict[str, str] = field(default_factory=dict)

    def see(self, sightings: list[Sighting], captured: str | None, decided: bool) -> None:
        """Sorts the dates that the page shows into believed date lines and update lines."""
        best: dict[str, tuple[float, Sighting]] = {}
        marked = {s.reading.value for s in sightings if s.machine and is_update(s)}
        for sighting in sightings:
            value, points = sighting.reading.value, score(sighting)
            if value in marked and sighting.reading_from and not sighting.machine:
                continue  # the line's markup is that of its first date, the element knows better
            if captured and value > _next_day(captured)[: len(value)]:
                continue
            if value not in best or points > best[value][0]:
                best[value] = (points, sighting)
        ranked = sorted(best.values(), key=lambda pair: -pair[0])
        likely = [points for points, _ in ranked if points > BELIEVED_ALONE - BELIEVED]
        enough = BELIEVED if len(likely) > 1 else BELIEVED_ALONE
        for points, sighting in ranked:
            if points >= enough and not _beside(sighting):
                group = self.update_lines if is_update(sighting) else self.lines
                group.append(self._candidate(sighting, decided))
        if not self.lines:
            issues = [s for points, s in ranked if points >= BELIEVED_ISSUE and is_issue_line(s)]
            self.lines = [self._candidate(sighting, decided) for sighting in issues[:1]]
        del self.lines[_KEPT:], self.update_lines[_KEPT:]

    def _candidate(self, sighting: Sighting, decided: bool) -> Candidate:
        reading = sighting.reading
        source = "update line" if is_update(sighting) else "date line"
        kind = "text" if sighting.block in TEXT_KINDS else "visible"
        if sighting.machine:
            source = f"time element, {source}"
        elif kind == "text":
            source = f"{source} in the text"
        seen = Candidate(reading.value, reading.precision, kind, source, sighting.line[:_PRINTED])
        if reading.other and not decided:
            # Another source that gives the other reading settles what the print leaves open.
            if any(reading.other == c.value for c in (*self.tags, *self.address)):
                return replace(seen, value=reading.other)
            self.open[reading.value] = reading.other
        return seen

    def choose(self) -> tuple[Candidate | None, str | None, bool]:
        """The candidate to trust, the evidence in words, and whether good candidates disagree."""
        if self.tags:
            return self._weigh_tag(self.tags[0])
        if self.lines:
            seen = self.lines[0]
            rivals = (*self.lines[1:2], *self.address)
            conflict = seen.value in self.open or any(not _agree(seen, c) for c in rivals)
            return seen, seen.source, conflict
        if self.address:
            return self.address[0], self.address[0].source, False
        if self.update_lines:
            seen = self.update_lines[0]
            return seen, f"{seen.source}, the only date shown", seen.value in self.open
        return None, None, False

    def _weigh_tag(self, tag: Candidate) -> tuple[Candidate, str, bool]:
        """A tag against the date lines: they agree, or a time zone parts them, or they differ."""
        for seen in self.lines:
            if _agree(tag, seen):
                return tag, f"{tag.source} and {seen.source} agree", False
        for seen in (*self.lines, *self.update_lines):
            if _midnight_between(tag, seen):
                return seen, f"{seen.source}; {tag.source} gives the day in UTC", False
        if self.lines and tag.source in WEAK:
            return self.lines[0], f"{self.lines[0].source}; {tag.source} differs", True
        if self.lines:
            return tag, f"{tag.source}; {self.lines[0].source} differs", True
        return tag, tag.source, any(not _agree(tag, c) for c in self.address)

    def ranked(
        self, chosen: Candidate | None, captured: str | None, fetched: str | None
    ) -> tuple[Candidate, ...]:
        """All candidates, the chosen one first."""
        others = [
            Candidate(other, "day", "visible", "date line, read day and month swapped", value)
            for value, other in self.open.items()
        ]
        if captured:
            others.append(Candidate(captured, "day", "capture", "time of capture", fetched or ""))
        rest = (*self.tags, *self.lines, *self.address, *self.update_lines, *others)
        return tuple(([chosen] if chosen else []) + [c for c in rest if c is not chosen])


def _beside(sighting: Sighting) -> bool:
    """Whether a date belongs to another article's entry in a list beside or below the text."""
    if sighting.titled or not (sighting.after_prose or 0) > 0:
        return False
    words = sighting.line[: sighting.reading.start].split()
    return len(words) >= HEADLINE and {"li", "in-related"} <= set(sighting.hint.split())


def _day(stamp: str | None) -> str | None:
    """The day of an ISO time stamp."""
    found = read_dates(stamp[:64]) if stamp else []
    return found[0].value if found and found[0].precision == "day" else None


def _next_day(day: str) -> str:
    """A capture's clock may be hours behind the newsroom's, so its morrow is still possible."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _agree(a: Candidate, b: Candidate) -> bool:
    """Whether two dates are the same day, as far as both are precise."""
    length = min(len(a.value), len(b.value))
    return a.value[:length] == b.value[:length]


def _midnight_between(tag: Candidate, seen: Candidate) -> bool:
    """Whether a tag in UTC and a printed date are neighbours: the newsroom's clock shows another day."""
    if not _UTC.search(tag.text) or seen.precision != "day":
        return False
    return abs((date.fromisoformat(tag.value) - date.fromisoformat(seen.value)).days) == 1


def _earliest_comment(draft: Draft, language: str | None, order: Order) -> str | None:
    """The earliest day at the head of a comment: the article is no younger."""
    lines = [
        line
        for block in draft.blocks
        if block.kind == "comment"
        for line in block.text.split("\n")
        if len(line) < _COMMENT_LINE
    ]
    days = [
        reading.value
        for line in lines[:_COMMENT_LINES]
        for reading in read_dates(line, language, order)[:1]
        if reading.precision == "day"
    ]
    return min(days, default=None)


def _order(
    signals: Signals, draft: Draft, language: str | None, url: str | None
) -> tuple[Order, bool]:
    """Which number of a numeric date is the day, and whether that is certain.

    Other dates of the page tell, where one has a number above 12; else the language and country.
    """
    lines = [stamp.text for stamp in signals.stamps] or [
        line for block in draft.blocks for line in block.text.split("\n") if len(line) < 120
    ]
    votes = 0
    for line in lines:
        for first, second in _NUMERIC.findall(line):
            votes += (int(first) > 12) - (int(second) > 12)
    if votes:
        return ("dmy" if votes > 0 else "mdy"), True
    region = (signals.language or "").lower().replace("_", "-")
    if region in ("en-us", "en-ph"):
        return "mdy", True
    if language == "en" and region in ("", "en"):
        return ("mdy" if _american(url) else "dmy"), False
    # Of the world's countries the United States and few others put the month first.
    return "dmy", bool(language) and language != "en"


def _american(url: str | None) -> bool:
    """Whether the address leaves an English page to the United States: no country of its own."""
    match = re.match(r"https?://[^/]*\.([a-z]{2})(?:[:/]|$)", url or "")
    return not match or match.group(1) == "us"
