"""What an archive, or a part of it, holds in figures: for `stats`, mastheads, and "what was searched"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .engine import Ask, Engine, Sort
from .fields import SCHEMA_VERSION
from .filters import together
from .query import EVERYTHING, OneOf, Query


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
