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
from search.query import And, Query, Range

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
    low, high = _asked(within)
    found = [hit for hit in hits if hit.verdict != "not_found"]
    around = None if verdict == "spliced" else _first_day(found)
    if around is not None:
        days = range(
            max(around - _AROUND, low or 0), min(around + _AROUND, high or around + _AROUND) + 1
        )
    else:
        days = range(low or first[0], (high or last[1]) + 1)
    there = state.days(None, within)
    return Coverage(
        first=_iso(days[0]),
        last=_iso(days[-1]),
        around=None if around is None else _iso(around),
        days=len(days),
        without=len(days) - _held(days, there),
        outlets=tuple(
            _gap(outlet, days, state.days(outlet.id, within))
            for outlet in _concerned(found or hits)
        ),
    )


def _asked(within: Query) -> tuple[int | None, int | None]:
    """The first and the last day of the dates asked for, as ordinals; None where they are open."""
    parts = within.children if isinstance(within, And) else (within,)
    asked = next((part for part in parts if isinstance(part, Range)), None)
    low, high = (period(asked.low), period(asked.high)) if asked else (None, None)
    return low and low[0], high and high[1]


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


def _gap(outlet: Outlet, days: range, there: frozenset[int]) -> Gap:
    without = len(days) - _held(days, there)
    few = len(days) <= 2 * _AROUND + 1
    missing = tuple(_iso(day) for day in days if day not in there) if few and without else ()
    return Gap(outlet, without, missing)


def _held(days: range, there: frozenset[int]) -> int:
    """How many of these days are among those that an outlet has articles of."""
    if len(days) < len(there):
        return sum(day in there for day in days)
    return sum(day in days for day in there)


def _iso(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()
