"""What could not be searched, in words: the days of which the archive has no article."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import pairwise

from search.quotes import Coverage

from . import telling, words


def gaps(coverage: Coverage) -> tuple[tuple[str, str, str], ...]:
    """The outlets concerned, each with the days without an article of it: which they are where they are
    few, else how many; nothing where there is none. Then what may be of these days all the same."""
    return tuple(
        (
            gap.outlet.name or gap.outlet.id or "",
            _in_words(gap.missing) or _number(gap.without, coverage.days),
            telling.unsure(gap.unsure) if gap.without else "",
        )
        for gap in coverage.outlets
    )


def window(coverage: Coverage) -> str:
    """The days that were looked at."""
    return _run(coverage.first, coverage.last)


def _number(without: int, days: int) -> str:
    return f"{words.number(without)} of the {words.count(days, 'day')}" if without else ""


def _in_words(days: Sequence[str]) -> str:
    """ "1 to 7 and 9 to 15 June 2022"."""
    runs: list[list[str]] = [list(days[:1])] if days else []
    for one, other in pairwise(days):
        if _ordinal(other) == _ordinal(one) + 1:
            runs[-1].append(other)
        else:
            runs.append([other])
    said = [_run(run[0], run[-1]) for run in runs]
    return " and ".join(filter(None, (", ".join(said[:-1]), *said[-1:])))


def _ordinal(day: str) -> int:
    return datetime.date.fromisoformat(day).toordinal()


def _run(first: str, last: str) -> str:
    end = words.date(last)
    if first == last:
        return end
    begin = words.date(first)
    # What both dates share is said once: "1 to 7 June 2022".
    for shared in (f" {end.split(' ', 1)[1]}", f" {end.rsplit(' ', 1)[1]}"):
        if begin.endswith(shared):
            begin = begin.removesuffix(shared)
            break
    return f"{begin} to {end}"
