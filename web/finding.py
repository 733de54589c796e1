"""The search page put together: two answers of the core, and all that is shown of them.

The second answer counts years and months without a limit, for the chart; it fetches no hit.
"""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass

from search.analysis import words as folded
from search.answer import Found, Request, Result, answer
from search.engine import Total
from search.explain import explain
from search.holdings import Holdings

from . import results, widening, words
from . import state as urls
from .links import address, link
from .overtime import DatesView, over_time
from .shelf import Shelf

FORMATS = ("csv", "ris", "jsonl", "json", "atom")
# Values on one page of a facet's whole list: about four screens, in columns.
VALUES_PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class WayView:
    """A way to widen a search that found nothing."""

    label: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchView:
    """All that the search page prints. `kept` is the state that the search box does not hold
    itself and must carry along, `dates.form_kept` that of the filters' form."""

    understood: str
    notes: tuple[str, ...]
    total: Total
    independent: int | None
    fold: results.Choice
    took: str
    hits: tuple[results.HitView, ...]
    facets: tuple[results.FacetView, ...]
    chips: tuple[results.Chip, ...]
    cleared: str
    sorts: tuple[results.Choice, ...]
    sizes: tuple[results.Choice, ...]
    pages: results.Pages
    first_page: str
    formats: dict[str, str]
    kept: list[urls.Pair]
    dates: DatesView
    searched: str
    wider: tuple[WayView, ...]


@dataclass(frozen=True, slots=True)
class ValuesView:
    """A facet's whole list, one page of it."""

    field: str
    title: str
    without: str
    understood: str
    values: tuple[results.ValueView, ...]
    total: int
    unlisted: int
    missing: int
    pages: results.Pages
    kept: list[urls.Pair]
    back: str


def find(held: Shelf, state: Request) -> SearchView:
    """Asks, counts, and puts the page together. Raises QueryError for a mistake in the query."""
    started = time.perf_counter()
    asked = dataclasses.replace(
        state, facets=results.SHOWN_FACETS, facet_limit=results.SHOWN_VALUES
    )
    result = answer(held.engine, asked)
    dates = over_time(held.engine, state)
    took = time.perf_counter() - started
    nothing = not result.total.value
    return SearchView(
        understood=understood(result),
        notes=result.notes,
        total=result.total,
        independent=result.independent,
        fold=results.fold(state, link),
        took=_duration(took),
        hits=tuple(hit(found, state) for found in result.hits),
        facets=tuple(
            results.facet_view(facet, state, link, _more(state, facet.field))
            for facet in result.facets
        ),
        chips=results.chips(state, results.labels(result), link),
        cleared=link(urls.unfiltered(state)),
        sorts=results.sorts(state, link),
        sizes=results.sizes(state, link),
        pages=results.pages(
            state,
            result.total.value if result.independent is None else result.independent,
            link,
        ),
        first_page=link(urls.changed(state)),
        formats={name: address(f"takeaway.{name}", urls.changed(state)) for name in FORMATS},
        kept=urls.pairs_without(state, {"q", "scope", "mode"}),
        wider=_wider(held, state, result) if nothing else (),
        searched=searched(held.holdings()),
        dates=dates,
    )


def all_values(held: Shelf, state: Request, field: str) -> ValuesView:
    """The values of a facet, A to Z, the page that the state names."""
    asked = dataclasses.replace(
        urls.changed(state), facets=(field,), facet_limit=urls.MAX_FACET_LIMIT, limit=0
    )
    result = answer(held.engine, asked)
    (facet,) = result.facets
    view = results.facet_view(facet, state, link, "")
    order = sorted(view.values, key=lambda value: _alphabetical(field, value))
    paged = dataclasses.replace(
        state, offset=state.offset // max(state.limit, 1) * VALUES_PER_PAGE, limit=VALUES_PER_PAGE
    )
    shown = tuple(order[paged.offset : paged.offset + VALUES_PER_PAGE])
    on_page = {value.value for value in shown}
    kept = [
        (key, value)
        for key, value in urls.pairs_without(state, set())
        if not (key == field and value in on_page)
    ]
    return ValuesView(
        field=field,
        title=view.plural,
        without=view.without,
        understood=understood(result),
        values=shown,
        total=len(order),
        unlisted=facet.other,
        missing=facet.missing,
        pages=results.pages(paged, len(order), lambda r: _values_page(state, field, r)),
        kept=kept,
        back=link(urls.changed(state)),
    )


def _alphabetical(field: str, value: results.ValueView) -> tuple[list[str], str]:
    """By label without accents and case; years, months and days in order of time."""
    label = value.value if field in ("year", "month", "day") else value.label
    return folded(label), label


def _values_page(state: Request, field: str, paged: Request) -> str:
    number = paged.offset // VALUES_PER_PAGE
    return address(
        "pages.values", dataclasses.replace(state, offset=number * 10, limit=10), field=field
    )


def hit(found: Found, state: Request) -> results.HitView:
    """A result whose links keep the search, so that its matches are marked and the way back is known."""
    href = address("reading.article", state, name=found.article.id)
    return results.hit_view(found, href, state, link)


def searched(held: Holdings) -> str:
    """What a search looks through, in words."""
    text = f"{words.count(held.articles, 'article')} of {words.count(held.outlets, 'outlet')}"
    if held.first:
        text += f", {words.date(held.first)} to {words.date(held.last)}"
    if held.undated:
        text += f"; {held.undated:,} {'is' if held.undated == 1 else 'are'} undated"
    return text


def understood(result: Result) -> str:
    """The query said back, as a sentence without its full stop."""
    said = explain(result.query)
    return said[:1].upper() + said[1:]


def _more(state: Request, field: str) -> str:
    return address("pages.values", urls.changed(state), field=field)


def _wider(held: Shelf, state: Request, result: Result) -> tuple[WayView, ...]:
    found = widening.ways(held.engine, state, result.query)
    return tuple(WayView(way.label, link(way.request), way.count) for way in found)


def _duration(seconds: float) -> str:
    """ "12 ms", "1.4 s"."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
