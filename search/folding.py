"""Near-copies in a result: each text once, shown by the best placed of its articles, and counted.

Articles that share a text have the same key in the field `cluster`; most have none, and stand for
themselves. Facets go on counting articles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .engine import Ask, Engine, Hit
from .query import Query
from .result import Request

# Hits looked at beyond those asked for, so that a few copies among them cost no second search.
_SPARE = 20


@dataclass(frozen=True, slots=True)
class Folded:
    """A page of texts: `independent` is how many there are in all, `sizes` how many of the articles that
    match have the text of each cluster."""

    hits: tuple[Hit, ...]
    independent: int
    sizes: Mapping[str, int]


def folded(engine: Engine, query: Query, request: Request) -> Folded:
    """The page that a request asks for, of texts instead of articles."""
    (facet,) = engine.facet(query, [Ask("cluster", None)])
    independent = facet.missing + len(facet.values)
    last = min(request.offset + request.limit, independent) if request.limit else 0
    firsts = _firsts(engine, query, request, last) if request.offset < last else []
    sizes = {value.value: value.count for value in facet.values}
    return Folded(tuple(firsts[request.offset : last]), independent, sizes)


def _firsts(engine: Engine, query: Query, request: Request, wanted: int) -> list[Hit]:
    """The first articles of the first so many texts, in the order asked for."""
    found: list[Hit] = []
    seen: set[str] = set()
    at = 0
    while len(found) < wanted:
        size = wanted - len(found) + _SPARE
        hits = engine.search(query, sort=request.sort, offset=at, limit=size).hits
        if not hits:  # the archive has changed since it was counted
            break
        for hit in hits:
            if hit.cluster not in seen:
                found.append(hit)
            if hit.cluster:
                seen.add(hit.cluster)
        at += len(hits)
    return found
