"""What an archive, or a part of it, holds in figures: for `stats`, mastheads, and "what was searched"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from .document import period
from .engine import Ask, Engine, Sort
from .fields import SCHEMA_VERSION
from .filters import together
from .query import EVERYTHING, OneOf, Query, Range

_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Holdings:
    """Articles, distinct outlets, the first and last date of publication, and the articles without one.

    `bytes` are those of the whole archive, also where a part of it is counted.
    """

    articles: int
    outlets: int
    first: str | None
    last: str | None
    undated: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Articles that a date filter leaves out though they may belong there: `coarse` are those dated only to
    a month or year that reaches into the dates, `undated` those without a date."""

    coarse: int
    undated: int


def unplaced(engine: Engine, query: Query, asked: Range) -> Unplaced:
    """Counts what a date filter leaves out of the articles that a query matches without it.

    Of the dated ones that are those neither inside nor certainly before or after.
    """

    def count(*conditions: Query) -> int:
        return engine.search(together(query, *conditions), limit=0).total.value

    dated = OneOf("dated", ("yes",))
    sure = [asked, *_certainly_outside(asked)]
    within_reach = count(dated) - sum(count(part) for part in sure)
    return Unplaced(coarse=within_reach, undated=count(OneOf("dated", ("no",))))


def _certainly_outside(asked: Range) -> Iterator[Range]:
    """The days before and the days after."""
    low, high = period(asked.low), period(asked.high)
    if low and low[0] > _FIRST_DAY:
        yield Range(asked.field, None, date.fromordinal(low[0] - 1).isoformat())
    if high and high[1] < _LAST_DAY:
        yield Range(asked.field, date.fromordinal(high[1] + 1).isoformat(), None)


def holdings(engine: Engine, within: Query = EVERYTHING) -> Holdings:
    """Counts an archive, or the articles of it that `within` matches, exactly."""
    (outlets,) = engine.facet(within, [Ask("outlet", None)])
    articles = engine.search(within, limit=0).total.value
    dated = together(OneOf("dated", ("yes",)), within)
    count = engine.search(dated, limit=0).total.value
    return Holdings(
        articles=articles,
        outlets=len(outlets.values),
        first=_edge(engine, dated, "date_asc"),
        last=_edge(engine, dated, "date_desc"),
        undated=articles - count,
        bytes=engine.stats().bytes,
    )


def holdings_json(engine: Engine, name: str) -> dict[str, Any]:
    """The `stats` object of the JSON contract; `name` is the engine's."""
    found = holdings(engine)
    return {
        "articles": found.articles,
        "outlets": found.outlets,
        "from": found.first,
        "to": found.last,
        "undated": found.undated,
        "engine": name,
        "schema_version": SCHEMA_VERSION,
        "bytes": found.bytes,
    }


def _edge(engine: Engine, dated: Query, sort: Sort) -> str | None:
    hits = engine.search(dated, sort=sort, limit=1).hits
    return engine.fetch([hits[0].id])[0].published.value if hits else None
