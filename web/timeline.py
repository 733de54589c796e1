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
# Years named under the bars: eight of four digits fit 320 px.
MOST_TICKS = 8
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
class Tick:
    """A year or month under the bars: a link with its count where it has any articles."""

    value: str
    label: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A chart: bars in order of time without gaps. `ends` is set where the ticks are only the first and
    the last year."""

    unit: Literal["month", "year"]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    ends: bool = False


def timeline(
    months: Mapping[str, int], years: Mapping[str, int], selected: frozenset[str] = frozenset()
) -> Timeline | None:
    """The chart for counts by month ("2022-06") and year ("2022"); None where nothing has a date.

    `selected` are the years and months in force. A span of years too long for months is drawn by year,
    unless all that is selected lies in one year: then that year is drawn by month.
    """
    span = _years(set(years))
    if not span:
        return None
    chosen = {value[:4] for value in selected} & set(span)
    if len(span) * 12 > MOST_MONTHS and len(chosen) != 1:
        return _by_year(span, years, selected)
    shown = span if len(span) * 12 <= MOST_MONTHS else sorted(chosen)
    order = [f"{year}-{month:02d}" for year in shown for month in range(1, 13)]
    counts, names = (years, shown) if len(shown) > 1 else (months, order)
    ticks = tuple(_tick(value, counts) for value in names)
    return Timeline("month", _bars(order, months, selected), ticks)


def _by_year(span: list[str], years: Mapping[str, int], selected: frozenset[str]) -> Timeline:
    ends = len(span) > MOST_TICKS
    shown = [span[0], span[-1]] if ends else span
    ticks = tuple(_tick(year, years) for year in shown)
    return Timeline("year", _bars(span, years, selected), ticks, ends)


def _years(found: set[str]) -> list[str]:
    """Every year from the first to the last."""
    return [f"{y:04d}" for y in range(int(min(found)), int(max(found)) + 1)] if found else []


def _tick(value: str, counts: Mapping[str, int]) -> Tick:
    name = words.date(value)
    label = name[:3] if "-" in value else value
    return Tick(value, label, name, counts.get(value, 0))


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
