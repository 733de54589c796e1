"""The URL of a search and the Request it stands for, both ways. No Flask in here.

The whole state of a search is in its address: a repeated key means OR inside a field, different keys mean
AND, `not_FIELD` excludes. Pages and the JSON API read the same keys, so one address can be turned into the
other. Empty values are what forms send for untouched controls, and mean "not given". Every Request that
`from_url` returns survives `from_url(parse(to_url(request)))` unchanged.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Container, Iterable, Mapping
from typing import Any, cast
from urllib.parse import urlencode

from search.answer import Mode, Request, Scope
from search.document import period
from search.engine import SORTS, Sort
from search.errors import RequestError
from search.fields import FACETS
from search.result import MODES

EXCLUDED = "not_"
KEYS: tuple[str, ...] = (
    "q", *FACETS, *(EXCLUDED + name for name in FACETS), "date_from", "date_to", "dated", "scope",
    "mode", "collapse", "sort", "page", "per_page", "facet", "limit", "offset", "facet_limit",
)  # fmt: skip
_REPEATABLE = frozenset({*FACETS, *(EXCLUDED + name for name in FACETS), "facet"})
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")

# A page of results holds at most this many: a page that still opens at once, and what catalogues offer
# (10, 20, 50, 100).
MAX_PER_PAGE = 100
# An answer of the API holds at most this many hits. The exports have no such limit: they are streamed.
MAX_LIMIT = 1000
# No archive meant for one machine has more articles; past it an engine's own integers would overflow.
MAX_OFFSET = 1_000_000_000
MAX_FACET_LIMIT = 10_000

Pair = tuple[str, str]


def from_url(pairs: Iterable[Pair]) -> Request:
    """The Request of an address, given its decoded keys and values in order.

    Raises RequestError for an unknown key (naming the nearest one that is known) and for a bad value.
    """
    given = _grouped(pairs)
    query = given.get("q", ("",))[0]
    offset, limit = _window(given)
    date_from, date_to = _date(given, "date_from"), _date(given, "date_to")
    if date_from and date_to and _first(date_from) > _last(date_to):
        raise RequestError(
            f"date_from {date_from} is after date_to {date_to}: nothing can lie between. Swap them."
        )
    return Request(
        query=query,
        filters={name: given[name] for name in FACETS if name in given},
        excluded={name: given[EXCLUDED + name] for name in FACETS if EXCLUDED + name in given},
        date_from=date_from,
        date_to=date_to,
        dated=_choice(given, "dated", ("yes", "no"), None),
        scope=cast(Scope, _choice(given, "scope", ("body", "all"), "body")),
        mode=cast(Mode, _choice(given, "mode", MODES, "query")),
        sort=cast(Sort, _choice(given, "sort", SORTS, default_sort(query))),
        facets=_facets(given),
        facet_limit=_number(given, "facet_limit", 20, 0, MAX_FACET_LIMIT),
        offset=offset,
        limit=limit,
        collapse=_choice(given, "collapse", ("1",), None) is not None,
    )


def default_sort(query: str) -> Sort:
    """Best match first; where nothing was typed no article matches better, so the newest comes first."""
    return "relevance" if query.strip() else "date_desc"


def to_pairs(request: Request) -> list[Pair]:
    """The keys and values of a Request, in one fixed order, without what is default."""
    pairs: list[Pair] = [("q", request.query)] if request.query else []
    pairs += [(name, v) for name in FACETS for v in request.filters.get(name, ())]
    pairs += [(EXCLUDED + name, v) for name in FACETS for v in request.excluded.get(name, ())]
    optional: tuple[tuple[str, str | None], ...] = (
        ("date_from", request.date_from),
        ("date_to", request.date_to),
        ("dated", request.dated),
        ("scope", None if request.scope == "body" else request.scope),
        ("mode", None if request.mode == "query" else request.mode),
        ("collapse", "1" if request.collapse else None),
        ("sort", None if request.sort == default_sort(request.query) else request.sort),
    )
    pairs += [(key, value) for key, value in optional if value is not None]
    pairs += [("facet", name) for name in request.facets]
    if request.facet_limit != 20:
        pairs.append(("facet_limit", str(request.facet_limit)))
    return pairs + _window_pairs(request)


def pairs_without(request: Request, keys: Container[str]) -> list[Pair]:
    """The state for a form that has controls of its own for these keys; back on the first page."""
    return [pair for pair in to_pairs(changed(request)) if pair[0] not in keys]


def to_url(request: Request) -> str:
    """The query string of a Request, without the question mark; empty for a Request of only defaults."""
    return urlencode(to_pairs(request))


def changed(request: Request, **changes: Any) -> Request:
    """The Request with fields replaced, back on its first page. A sort that was only the default
    follows the new query."""
    if "query" in changes and request.sort == default_sort(request.query):
        changes.setdefault("sort", default_sort(changes["query"]))
    return dataclasses.replace(request, **{"offset": 0, **changes})


def with_value(request: Request, name: str, value: str, *, exclude: bool = False) -> Request:
    """The Request with one more value chosen (or excluded); it leaves the opposite list."""
    request = without_value(request, name, value)
    lists = request.excluded if exclude else request.filters
    values = (*lists.get(name, ()), value)
    return changed(request, **{"excluded" if exclude else "filters": {**lists, name: values}})


def without_value(request: Request, name: str, value: str) -> Request:
    """The Request with a value neither chosen nor excluded."""
    return changed(
        request,
        filters=_dropped(request.filters, name, value),
        excluded=_dropped(request.excluded, name, value),
    )


def unfiltered(request: Request) -> Request:
    """The Request with its query and order only."""
    return changed(request, filters={}, excluded={}, date_from=None, date_to=None, dated=None)


def is_filtered(request: Request) -> bool:
    """Whether anything besides the query narrows the result."""
    return unfiltered(request) != changed(request)


def _dropped(
    lists: Mapping[str, tuple[str, ...]], name: str, value: str
) -> dict[str, tuple[str, ...]]:
    kept = {**lists, name: tuple(v for v in lists.get(name, ()) if v != value)}
    return {key: values for key, values in kept.items() if values}


def _grouped(pairs: Iterable[Pair]) -> dict[str, tuple[str, ...]]:
    """Values by key, in order, each once; raises for keys that are unknown or given twice."""
    given: dict[str, list[str]] = {}
    for key, value in pairs:
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, n=1)
            hint = f" Did you mean {near[0]}?" if near else f" Known are: {', '.join(KEYS)}."
            raise RequestError(f"There is no parameter {key!r}.{hint}")
        if value and value not in given.setdefault(key, []):
            given[key].append(value)
    for key, values in given.items():
        if len(values) > 1 and key not in _REPEATABLE:
            raise RequestError(f"{key} is given more than once: {', '.join(values)}. Keep one.")
    return {key: tuple(values) for key, values in given.items() if values}


def _window(given: Mapping[str, tuple[str, ...]]) -> tuple[int, int]:
    """Offset and limit, from page and per_page or as they stand."""
    paged = {"page", "per_page"} & given.keys()
    counted = {"offset", "limit"} & given.keys()
    if paged and counted:
        raise RequestError(
            f"{min(paged)} and {min(counted)} exclude each other: use page and per_page, or offset and limit."
        )
    if counted:
        limit = _number(given, "limit", 10, 0, MAX_LIMIT)
        return _number(given, "offset", 0, 0, MAX_OFFSET), limit
    size = _number(given, "per_page", 10, 1, MAX_PER_PAGE)
    return (_number(given, "page", 1, 1, MAX_OFFSET // size + 1) - 1) * size, size


def _window_pairs(request: Request) -> list[Pair]:
    offset, limit = request.offset, request.limit
    if 1 <= limit <= MAX_PER_PAGE and offset % limit == 0:
        found = (("page", offset // limit + 1, 1), ("per_page", limit, 10))
    else:
        found = (("offset", offset, 0), ("limit", limit, 10))
    return [(key, str(value)) for key, value, default in found if value != default]


def _facets(given: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    for name in given.get("facet", ()):
        if name not in FACETS:
            raise RequestError(f"facet={name} cannot be counted. Use one of: {', '.join(FACETS)}.")
    return given.get("facet", ())


def _choice(
    given: Mapping[str, tuple[str, ...]], key: str, allowed: tuple[str, ...], default: str | None
) -> str | None:
    value = given[key][0] if key in given else default
    if value is not None and value not in allowed:
        raise RequestError(f"{key}={value} is not possible. Use one of: {', '.join(allowed)}.")
    return value


def _number(
    given: Mapping[str, tuple[str, ...]], key: str, default: int, low: int, high: int
) -> int:
    text = given[key][0] if key in given else str(default)
    # Ten digits hold every bound above; int() itself would accept signs, spaces and other digits.
    if not re.fullmatch(r"[0-9]{1,10}", text) or not low <= int(text) <= high:
        raise RequestError(f"{key}={text} is not a whole number from {low} to {high}.")
    return int(text)


def _date(given: Mapping[str, tuple[str, ...]], key: str) -> str | None:
    if key not in given:
        return None
    text = given[key][0].strip()
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        period(text)
    except ValueError:
        raise RequestError(
            f"{key}={text} is not a date. Write a year, month or day: 2022, 2022-06 or 2022-06-08."
        ) from None
    return text


def _first(date: str) -> int:
    return (period(date) or (0, 0))[0]


def _last(date: str) -> int:
    return (period(date) or (0, 0))[1]
