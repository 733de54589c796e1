"""How the articles of a part of an archive are dated: to the day, less closely, or not at all.

Counted by facets, once for all windows of days that are asked about afterwards.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from search.document import period
from search.engine import Ask, Engine, FacetValue
from search.filters import together
from search.query import And, Query, Range


@dataclass(frozen=True, slots=True)
class Dated:
    """`days` are those, as ordinals, that articles are dated to; `coarse` the months and years that others are
    dated to, as first and last day, with their number; `undated` have no date."""

    days: frozenset[int]
    coarse: tuple[tuple[int, int, int], ...]
    undated: int

    def without(self, days: range) -> int:
        """On how many of these days no article is dated."""
        if len(days) < len(self.days):
            return sum(day not in self.days for day in days)
        return len(days) - sum(day in days for day in self.days)

    def unsure(self, days: range) -> int:
        """How many articles may be of these days and are not known to be of any day."""
        low, high = days[0], days[-1]
        reaching = (number for first, last, number in self.coarse if first <= high and low <= last)
        return sum(reaching) + self.undated


def dated(engine: Engine, query: Query) -> Dated:
    """How the articles that a query matches are dated."""
    asks = [Ask(field, limit=None) for field in ("year", "month", "day")]
    years, months, days = engine.facet(query, asks)
    coarse = [*_less(months.values, days.values), *_less(years.values, months.values)]
    spans = ((period(value), number) for value, number in coarse)
    return Dated(
        days=frozenset(_ordinal(value.value) for value in days.values),
        coarse=tuple((span[0], span[1], number) for span, number in spans if span),
        undated=years.missing,
    )


def split(within: Query) -> tuple[Range | None, Query]:
    """The dates that conditions ask for, and the other conditions."""
    parts = within.children if isinstance(within, And) else (within,)
    asked = next((part for part in parts if isinstance(part, Range)), None)
    return asked, together(*(part for part in parts if part is not asked))


def _less(counted: Iterable[FacetValue], closer: Iterable[FacetValue]) -> Iterable[tuple[str, int]]:
    """Months, or years, with the number of articles that are not dated more closely."""
    known: Counter[str] = Counter()
    for value in closer:
        known[value.value.rpartition("-")[0]] += value.count
    return ((v.value, v.count - known[v.value]) for v in counted if v.count > known[v.value])


def _ordinal(day: str) -> int:
    return datetime.date.fromisoformat(day).toordinal()
