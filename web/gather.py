"""Every article of a result, in order, however many: what the files to take away are made of."""

from __future__ import annotations

from collections.abc import Iterator

from search.answer import Request
from search.article import Article
from search.engine import Engine
from search.filters import check, conditions, narrowed
from search.parse import parse
from search.plan import widen
from search.query import Query

# Ids of one slice of a result: engines sort offset + limit hits for each slice, so slices are long; one
# of 20,000 holds about 2 MB of ids.
SLICE = 20_000
# Articles fetched at once: about half a megabyte of text.
BATCH = 100


def every(engine: Engine, request: Request) -> Iterator[Article]:
    """The whole result of a request; its offset and limit take no part.

    Raises what `search.answer.answer` raises, at once and not at the first article.
    """
    query = _query(request)
    first = _slice(engine, query, request, 0)
    return _articles(engine, query, request, first)


def _query(request: Request) -> Query:
    check(request)
    typed = parse(request.query)
    query = widen(typed) if request.scope == "all" else typed
    return narrowed(query, conditions(request))


def _slice(engine: Engine, query: Query, request: Request, offset: int) -> list[str]:
    ranking = engine.search(query, sort=request.sort, offset=offset, limit=SLICE)
    return [hit.id for hit in ranking.hits]


def _articles(engine: Engine, query: Query, request: Request, ids: list[str]) -> Iterator[Article]:
    offset = 0
    while ids:
        for start in range(0, len(ids), BATCH):
            yield from engine.fetch(ids[start : start + BATCH])
        if len(ids) < SLICE:
            return
        offset += SLICE
        ids = _slice(engine, query, request, offset)
