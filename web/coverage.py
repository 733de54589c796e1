"""What was searched, and what could not be: days of which the archive has nothing from an outlet.

That a quotation was not found, or first found on some day, means little where the outlets concerned have
no article here of the days around it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.article import Article, Outlet
from search.document import period
from search.engine import Ask, Engine
from search.holdings import Holdings
from search.query import And, OneOf, Range

from . import words
from .shelf import Shelf

# Days looked at before and after the first appearance: dailies and weeklies print within a week what
# they print at all.
_AROUND = 7
# Outlets spoken of, those of the earliest appearances: more is a table that nobody reads.
_OUTLETS = 4


@dataclass(frozen=True, slots=True)
class Gap:
    """An outlet, and in words the days around a date of which the archive has no article of it; `days` is
    empty where it has some of every day."""

    outlet: str
    days: str


@dataclass(frozen=True, slots=True)
class Days:
    """How many days lie between the first and the last article, both included, and to how many of them no
    article is dated."""

    all: int
    without: int


def days(held: Shelf, searched: Holdings) -> Days | None:
    """The days of an archive; None where nothing in it has a date."""
    first, last = period(searched.first), period(searched.last)
    if first is None or last is None:
        return None
    number = last[1] - first[0] + 1
    return Days(number, max(number - len(held.facet("day").values), 0))


def gaps(engine: Engine, articles: Iterable[Article], around: str) -> tuple[Gap, ...]:
    """For the outlets of these articles, in order: the days around a date (YYYY-MM-DD) without articles."""
    outlets = {a.outlet.id: a.outlet for a in articles if a.outlet.id}
    middle = datetime.date.fromisoformat(around).toordinal()
    window = [datetime.date.fromordinal(middle + n) for n in range(-_AROUND, _AROUND + 1)]
    return tuple(_gap(engine, outlet, window) for outlet in list(outlets.values())[:_OUTLETS])


def window(around: str) -> str:
    """The days that `gaps` looks at, in words."""
    middle = datetime.date.fromisoformat(around)
    reach = datetime.timedelta(_AROUND)
    return _run(middle - reach, middle + reach)


def _gap(engine: Engine, outlet: Outlet, window: Sequence[datetime.date]) -> Gap:
    query = And(
        (
            OneOf("outlet", (outlet.id or "",)),
            Range("date", window[0].isoformat(), window[-1].isoformat()),
        )
    )
    (facet,) = engine.facet(query, [Ask("day", limit=None)])
    there = {value.value for value in facet.values}
    missing = [day for day in window if day.isoformat() not in there]
    return Gap(outlet.name or outlet.id or "", _in_words(missing))


def _in_words(days: Sequence[datetime.date]) -> str:
    """ "1 to 7 and 9 to 15 June 2022"."""
    runs: list[list[datetime.date]] = [list(days[:1])] if days else []
    for one, other in pairwise(days):
        if other.toordinal() == one.toordinal() + 1:
            runs[-1].append(other)
        else:
            runs.append([other])
    said = [_run(run[0], run[-1]) for run in runs]
    return " and ".join(filter(None, (", ".join(said[:-1]), *said[-1:])))


def _run(first: datetime.date, last: datetime.date) -> str:
    end = words.date(last.isoformat())
    if first == last:
        return end
    begin = words.date(first.isoformat())
    # What both dates share is said once: "1 to 7 June 2022".
    for shared in (f" {end.split(' ', 1)[1]}", f" {end.rsplit(' ', 1)[1]}"):
        if begin.endswith(shared):
            begin = begin.removesuffix(shared)
            break
    return f"{begin} to {end}"
