"""The conditions of a request beside its query: filters, exclusions, dates. Wrong ones are named.

Each condition belongs to one field, so that a facet can be counted without its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from . import query as q
from .document import period
from .engine import SORTS
from .errors import RequestError
from .fields import FACETS, FIELDS, Kind
from .result import MODES, Request

# Hits of one page at most: they come back whole, and 1,000 articles of 5 KB are 5 MB.
MAX_LIMIT = 1000
FILTERS: tuple[str, ...] = tuple(f.name for f in FIELDS.values() if f.kind in (Kind.KEY, Kind.NAME))
Conditions: TypeAlias = Mapping[str, tuple[q.Query, ...]]


def check(request: Request) -> None:
    """Refuses a request that cannot be answered. Raises RequestError naming the parameter."""
    _check_names("filter", (*request.filters, *request.excluded), FILTERS)
    _check_names("facet", request.facets, FACETS)
    _check_names("sort", (request.sort,), SORTS)
    _check_names("scope", (request.scope,), ("body", "all"))
    _check_names("mode", (request.mode,), MODES)
    if request.dated is not None:
        _check_names("value of dated", (request.dated,), ("yes", "no"))
    for name, number in (
        ("limit", request.limit),
        ("offset", request.offset),
        ("facet_limit", request.facet_limit),
    ):
        if number < 0:
            raise RequestError(f"{name} must be 0 or more, not {number}.")
    if request.limit > MAX_LIMIT:
        raise RequestError(
            f"limit must be at most {MAX_LIMIT}, not {request.limit}; read on with offset."
        )


def conditions(request: Request) -> Conditions:
    """The conditions by field. Raises RequestError for a date that is none."""
    found: dict[str, tuple[q.Query, ...]] = {}
    for name, values in request.filters.items():
        if values:
            found[name] = (q.OneOf(name, _clean(name, values)),)
    for name, values in request.excluded.items():
        if values:
            exclusion = q.Not(q.OneOf(name, _clean(name, values)))
            found[name] = (*found.get(name, ()), exclusion)
    if request.dated is not None:
        found["dated"] = (*found.get("dated", ()), q.OneOf("dated", (request.dated,)))
    if request.date_from or request.date_to:
        found["date"] = (_range(request.date_from or None, request.date_to or None),)
    return found


def narrowed(query: q.Query, given: Conditions, *, without: str | None = None) -> q.Query:
    """The query together with the conditions, but for those of one field."""
    parts = [part for name, parts in given.items() if name != without for part in parts]
    return together(query, *parts)


def within(request: Request) -> q.Query:
    """The articles that meet a request's conditions, whatever its query. Raises RequestError."""
    check(request)
    return narrowed(q.EVERYTHING, conditions(request))


def together(*queries: q.Query) -> q.Query:
    """What all of these match."""
    parts = tuple(query for query in queries if not isinstance(query, q.All))
    return q.And(parts) if len(parts) > 1 else parts[0] if parts else q.All()


def _check_names(what: str, given: tuple[str, ...], allowed: tuple[str, ...]) -> None:
    for name in given:
        if name not in allowed:
            raise RequestError(f"Unknown {what} {name!r}; there are: {', '.join(allowed)}.")


def _clean(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if not value.isprintable() and any("\ud800" <= c <= "\udfff" for c in value):
            raise RequestError(f"A value of the filter {name!r} holds half a character.")
    return tuple(dict.fromkeys(values))


def _range(first: str | None, last: str | None) -> q.Range:
    low, high = _days("date_from", first), _days("date_to", last)
    if low and high and low[0] > high[1]:
        raise RequestError(f"date_from {first} lies after date_to {last}; swap them.")
    return q.Range("date", first, last)


def _days(name: str, value: str | None) -> tuple[int, int] | None:
    try:
        return period(value)
    except ValueError:
        message = f"{name} must be a date like 2022, 2022-06 or 2022-06-08, not {value!r}."
        raise RequestError(message) from None
