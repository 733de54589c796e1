"""Request to Result: the one way a question is answered, for the command line, the pages and the API alike.

The parser says what the query means, the engine finds and counts, `facets.py` keeps the counts beside a
chosen value, `snippets.py` cuts fragments whose marks are the real matches.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from . import query as q
from .article import Article
from .engine import Engine, Hit
from .facets import counted
from .filters import Conditions, check, conditions, narrowed
from .folding import Folded, folded
from .holdings import unplaced
from .outlets import unknown_outlets
from .parse import as_typed, notes, parse
from .plan import Plan, plan, widen
from .result import (
    CountedFacet,
    CountedValue,
    Found,
    Fragment,
    Mode,
    Request,
    Result,
    Scope,
)
from .snippets import fragments

__all__ = [
    "CountedFacet", "CountedValue", "Found", "Fragment", "Mode", "Request", "Result",
    "Scope", "answer", "every_article", "result_json", "understood",
]  # fmt: skip


# Articles fetched at once for a whole result: enough that the cost of a call does not show, about half a
# megabyte of text.
BATCH = 100


def answer(engine: Engine, request: Request) -> Result:
    """Answers a request. Raises RequestError (QueryError for the query's text), or what the engine raises."""
    check(request)
    typed, query = understood(request)
    given = conditions(request)
    asked = narrowed(query, given)
    fold = folded(engine, asked, request) if request.collapse else None
    window = (0, 0) if fold else (request.offset, request.limit)
    ranking = engine.search(asked, sort=request.sort, offset=window[0], limit=window[1])
    return Result(
        request=request,
        query=typed,
        interpreted=str(typed),
        notes=(
            *_notes(request),
            *unknown_outlets(engine, request),
            *_left_out(engine, query, given),
        ),
        total=ranking.total,
        hits=_found(engine, fold.hits if fold else ranking.hits, query, fold),
        facets=counted(engine, query, given, request),
        independent=fold.independent if fold else None,
    )


def every_article(engine: Engine, request: Request) -> Iterator[Article]:
    """All articles that answer a request, in its order, copies too; its offset, limit and facets are not
    looked at.

    The ids are taken at once, so that what is written meanwhile moves nothing, and so that whatever
    `answer` raises is raised here and not at the first article.
    """
    check(request)
    query = narrowed(understood(request)[1], conditions(request))
    total = engine.search(query, limit=0).total.value
    hits = engine.search(query, sort=request.sort, limit=total).hits
    return _fetched(engine, hits)


def understood(request: Request) -> tuple[q.Query, q.Query]:
    """The query as it was typed, and as it is searched: over the scope. Raises QueryError."""
    typed = as_typed(request.query) if request.mode == "verbatim" else parse(request.query)
    return typed, widen(typed) if request.scope == "all" else typed


def _notes(request: Request) -> tuple[str, ...]:
    return notes(request.query) if request.mode == "query" else ()


def _fetched(engine: Engine, hits: tuple[Hit, ...]) -> Iterator[Article]:
    for start in range(0, len(hits), BATCH):
        yield from engine.fetch([hit.id for hit in hits[start : start + BATCH]])


def result_json(result: Result) -> dict[str, Any]:
    """The `search` object of the JSON contract."""
    return {
        "query": {
            "raw": result.request.query,
            "mode": result.request.mode,
            "interpreted": result.interpreted,
            "notes": list(result.notes),
        },
        "total": {"value": result.total.value, "relation": result.total.relation},
        "independent": result.independent,
        "hits": [_hit_json(hit) for hit in result.hits],
        "facets": {facet.field: _facet_json(facet) for facet in result.facets},
    }


def _found(
    engine: Engine, hits: tuple[Hit, ...], query: q.Query, fold: Folded | None
) -> tuple[Found, ...]:
    if not hits:
        return ()
    matched: Plan = plan(query, engine.stats().languages)
    articles = engine.fetch([hit.id for hit in hits])
    sizes = fold.sizes if fold else {}
    return tuple(
        Found(
            article,
            hit.score if math.isfinite(hit.score) else 0.0,
            fragments(article, matched),
            copies=sizes.get(hit.cluster or "", 1) - 1,
        )
        for hit, article in zip(hits, articles, strict=True)
    )


def _left_out(engine: Engine, query: q.Query, given: Conditions) -> tuple[str, ...]:
    """Notes on articles that match but for the dates asked for, being undated or dated less closely."""
    if "date" not in given or "dated" in given:
        return ()
    (asked,) = given["date"]
    assert isinstance(asked, q.Range)
    found = unplaced(engine, narrowed(query, given, without="date"), asked)
    told = (
        (found.coarse, " dated only to the month or year", "may belong to the dates asked for"),
        (found.undated, " without a date", "cannot be placed in the dates asked for"),
    )
    return tuple(
        f"{number:,} article{which} matches too, and {why}"
        if number == 1
        else f"{number:,} articles{which} match too, and {why}"
        for number, which, why in told
        if number
    )


def _hit_json(hit: Found) -> dict[str, Any]:
    article = hit.article
    return {
        "id": article.id,
        "title": article.title,
        "outlet": {"id": article.outlet.id, "name": article.outlet.name},
        "published": article.published.value,
        "published_evidence": article.published.evidence,
        "url": article.url,
        "score": hit.score,
        "cluster": article.cluster,
        "copies": hit.copies,
        "fragments": [
            {"field": f.field, "text": f.text, "marks": [list(mark) for mark in f.marks]}
            for f in hit.fragments
        ],
    }


def _facet_json(facet: CountedFacet) -> dict[str, Any]:
    return {
        "exact": facet.exact,
        "values": [
            {"value": v.value, "label": v.label, "count": v.count, "selected": v.selected}
            for v in facet.values
        ],
        "other": facet.other,
        "missing": facet.missing,
    }
