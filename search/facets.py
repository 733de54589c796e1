"""Facets as shown: counts beside a chosen value stay, so that the next choice can be weighed.

Each field is counted over the query and all conditions but its own; fields without a condition of their
own share one call of the engine. Values in force are listed whatever their rank.
"""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from . import query as q
from .engine import Ask, Engine, Facet
from .filters import Conditions, narrowed
from .result import CountedFacet, CountedValue, Request

# Names of outlets kept for each engine: an archive of a country's press has some thousand.
_MAX_NAMES = 10_000
_names: WeakKeyDictionary[Engine, dict[str, str]] = WeakKeyDictionary()


def counted(
    engine: Engine, query: q.Query, given: Conditions, request: Request
) -> tuple[CountedFacet, ...]:
    """The facets asked for, in that order."""
    fields = tuple(dict.fromkeys(request.facets))
    free = [name for name in fields if name not in given]
    found = {f.field: f for f in _count(engine, narrowed(query, given), free, request)}
    for name in fields:
        if name in given:
            own = narrowed(query, given, without=name)
            found |= {f.field: f for f in _count(engine, own, [name], request)}
    return tuple(_shown(engine, found[name], request) for name in fields)


def _count(
    engine: Engine, query: q.Query, fields: Iterable[str], request: Request
) -> tuple[Facet, ...]:
    asks = [Ask(name, request.facet_limit, _in_force(name, request)) for name in fields]
    return engine.facet(query, asks) if asks else ()


def _in_force(name: str, request: Request) -> tuple[str, ...]:
    both = (*request.filters.get(name, ()), *request.excluded.get(name, ()))
    return tuple(dict.fromkeys(both))


def _shown(engine: Engine, facet: Facet, request: Request) -> CountedFacet:
    selected = request.filters.get(facet.field, ())
    excluded = request.excluded.get(facet.field, ())
    labels = (
        outlet_names(engine, (v.value for v in facet.values)) if facet.field == "outlet" else {}
    )
    values = tuple(
        CountedValue(
            value=v.value,
            label=labels.get(v.value, v.value),
            count=v.count,
            selected=v.value in selected,
            excluded=v.value in excluded,
        )
        for v in facet.values
    )
    return CountedFacet(facet.field, values, facet.other, facet.missing, facet.exact)


def outlet_names(engine: Engine, ids: Iterable[str]) -> dict[str, str]:
    """The names of outlets by id, each from one of its articles; those without a name are left out."""
    known = _names.setdefault(engine, {})
    if len(known) > _MAX_NAMES:
        known.clear()
    wanted = list(ids)
    for outlet in wanted:
        if outlet not in known and (name := _look_up(engine, outlet)):
            known[outlet] = name
    return {outlet: name for outlet in wanted if (name := known.get(outlet))}


def _look_up(engine: Engine, outlet: str) -> str | None:
    hits = engine.search(q.OneOf("outlet", (outlet,)), limit=1).hits
    return engine.fetch([hits[0].id])[0].outlet.name if hits else None
