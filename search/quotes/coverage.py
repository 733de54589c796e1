"""What could not be searched: days of which the archive has no article.

That a quotation was not found, or first found on some day, means little where the outlets concerned have
no article here of the days around it. Concerned are the outlets of the passages shown; the days are those
around the first appearance, or all that was searched where nothing was found or nothing is dated. A check
that only looks in some outlets or dates is told the days of what it looked in: days outside the dates asked
for were not searched, and are not spoken of.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from search.article import Outlet
from search.document import period
from search.query import Query

from .dated import Dated, split
from .result import Coverage, Gap, Passage, Verdict
from .state import State

# Days looked at before and after the first appearance: dailies and weeklies print within a week what
# they print at all.
_AROUND = 7
# Outlets spoken of, those of the closest passages: more is a table that nobody reads.
_OUTLETS = 4


def coverage(
    state: State, within: Query, verdict: Verdict, hits: Sequence[Passage]
) -> Coverage | None:
    """The days without articles that weigh on an answer; None where nothing that was searched has a date.

    A splice has no first appearance: each of its parts has its own.
    """
    held = state.holdings(within)
    first, last = period(held.first), period(held.last)
    if first is None or last is None:
        return None
    asked, _ = split(within)
    low, high = (period(asked.low), period(asked.high)) if asked else (None, None)
    found = [hit for hit in hits if hit.verdict != "not_found"]
    around = None if verdict == "spliced" else _first_day(found)
    if around is not None:
        begin, end = around - _AROUND, around + _AROUND
        days = range(max(begin, low[0] if low else 0), min(end, high[1] if high else end) + 1)
    else:
        days = range(low[0] if low else first[0], (high[1] if high else last[1]) + 1)
    there = state.dated(None, within)
    return Coverage(
        first=_iso(days[0]),
        last=_iso(days[-1]),
        around=None if around is None else _iso(around),
        days=len(days),
        without=there.without(days),
        unsure=there.unsure(days),
        outlets=tuple(
            _gap(outlet, days, state.dated(outlet.id, within))
            for outlet in _concerned(found or hits)
        ),
    )


def _first_day(found: Sequence[Passage]) -> int | None:
    """The day of the first appearance, as an ordinal: of the printing that was certainly out first; None
    where that is not known to the day."""
    exact = [hit for hit in found if hit.verdict in ("verbatim", "marked")]
    published = (hit.article.published.value for hit in exact or found)
    spans = (span for value in published if (span := period(value)))
    first = min(spans, key=lambda span: (span[1], span[0]), default=None)
    return first[0] if first and first[0] == first[1] else None


def _concerned(hits: Iterable[Passage]) -> list[Outlet]:
    outlets = {hit.article.outlet.id: hit.article.outlet for hit in hits if hit.article.outlet.id}
    return list(outlets.values())[:_OUTLETS]


def _gap(outlet: Outlet, days: range, there: Dated) -> Gap:
    without = there.without(days)
    few = len(days) <= 2 * _AROUND + 1
    missing = tuple(_iso(day) for day in days if day not in there.days) if few and without else ()
    return Gap(outlet, without, there.unsure(days), missing)


def _iso(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()
