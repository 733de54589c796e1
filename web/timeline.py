"""Counts by month or year as the geometry of a bar chart, with the same numbers for a table.

Units are those of the drawing's own viewBox (WIDTH by HEIGHT); the page stretches it. An archive of few
years is drawn by month, a longer one by year, until one year is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from . import words

WIDTH, HEIGHT = 720, 64
# Five years of months: 60 bars of 12 units, still wide enough to aim at on a telephone (320 px: 5 px each;
# the table beside the chart has full-size targets).
MOST_MONTHS = 60
# A bar for one article must be seen beside a bar for thousands.
_LOWEST = 2
_GAP = 0.14  # of a bar's width; looked at with 12, 36 and 60 bars


@dataclass(frozen=True, slots=True)
class Bar:
    """One month or year: its value as a filter, its label, its count, and the rectangle that shows it."""

    value: str
    label: str
    count: int
    x: float
    width: float
    y: float
    height: float
    selected: bool
    step: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """A chart: bars in order of time without gaps, and the years they span with their share of the width."""

    unit: Literal["month", "year"]
    bars: tuple[Bar, ...]
    years: tuple[str, ...]

    @property
    def peak(self) -> int:
        """The highest count."""
        return max(bar.count for bar in self.bars)


def timeline(
    months: Mapping[str, int], years: Mapping[str, int], selected: frozenset[str] = frozenset()
) -> Timeline | None:
    """The chart for counts by month ("2022-06") and year ("2022"); None where nothing has a date.

    Months are drawn where their span is short enough, else years. `selected` are values in force.
    """
    by_month = _span_months(months)
    if by_month and len(by_month) <= MOST_MONTHS:
        span = tuple(dict.fromkeys(month[:4] for month in by_month))
        # A year known only from year dates must not fall off the chart, unless months were asked for.
        if selected or set(years) <= set(span):
            return Timeline("month", _bars(by_month, months, selected), span)
    if not years:
        return None
    order = [f"{y:04d}" for y in range(int(min(years)), int(max(years)) + 1)]
    return Timeline("year", _bars(order, years, selected), (order[0], order[-1]))


def _span_months(months: Mapping[str, int]) -> list[str]:
    """Every month of the years that the counts touch."""
    if not months:
        return []
    first, last = int(min(months)[:4]), int(max(months)[:4])
    return [f"{y:04d}-{m:02d}" for y in range(first, last + 1) for m in range(1, 13)]


def _bars(order: list[str], counts: Mapping[str, int], selected: frozenset[str]) -> tuple[Bar, ...]:
    peak = max(counts.values(), default=0) or 1
    step = WIDTH / len(order)
    bars = []
    for i, value in enumerate(order):
        n = counts.get(value, 0)
        height = max(_LOWEST, round(n / peak * (HEIGHT - 2), 1)) if n else 0
        bars.append(
            Bar(
                value=value,
                label=words.date(value),
                count=n,
                x=round((i + _GAP / 2) * step, 2),
                width=round(step * (1 - _GAP), 2),
                y=round(HEIGHT - height, 1),
                height=height,
                selected=value in selected or value[:4] in selected,
                step=round(step, 2),
            )
        )
    return tuple(bars)
