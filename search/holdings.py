"""What an archive holds, in figures: for `stats`, the mastheads of pages, and "what was searched"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .engine import Ask, Engine, Sort
from .fields import SCHEMA_VERSION
from .query import All, OneOf


@dataclass(frozen=True, slots=True)
class Holdings:
    """Articles, distinct outlets, the first and last date of publication, and the articles without one."""

    articles: int
    outlets: int
    first: str | None
    last: str | None
    undated: int
    bytes: int


def holdings(engine: Engine) -> Holdings:
    """Counts an archive, exactly."""
    stats = engine.stats()
    (outlets,) = engine.facet(All(), [Ask("outlet", None)])
    dated = OneOf("dated", ("yes",))
    count = engine.search(dated, limit=0).total.value
    return Holdings(
        articles=stats.articles,
        outlets=len(outlets.values),
        first=_edge(engine, dated, "date_asc"),
        last=_edge(engine, dated, "date_desc"),
        undated=stats.articles - count,
        bytes=stats.bytes,
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


def _edge(engine: Engine, dated: OneOf, sort: Sort) -> str | None:
    hits = engine.search(dated, sort=sort, limit=1).hits
    return engine.fetch([hits[0].id])[0].published.value if hits else None
