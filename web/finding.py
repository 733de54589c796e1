"""The search page put together: two answers of the core, and all that is shown of them.

The second answer counts years and months without a limit, for the chart; it fetches no hit.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from dataclasses import dataclass

from search.analysis import words as folded
from search.answer import CountedFacet, Found, Request, Result, answer
from search.article import Article
from search.engine import Facet, Total
from search.explain import explain
from search.holdings import Holdings
from search.marks import Marks, marks
from search.parse import parse
from search.plan import plan, widen

from . import results, widening, words
from . import state as urls
from .links import address, link, only
from .shelf import Shelf
from .timeline import Timeline, timeline

FORMATS = ("csv", "ris", "jsonl", "json", "atom")
# Values on one page of a facet's whole list: about four screens, in columns.
VALUES_PER_PAGE = 200
# Years offered as checkboxes beside the results; a longer archive is better served by the two inputs.
_MOST_YEARS = 12


@dataclass(frozen=True, slots=True)
class WayView:
    """A way to widen a search that found nothing."""

    label: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class DatesView:
    """The result over time: the chart, what it leaves out, and the controls of the filters' form."""

    chart: Timeline | None
    note: str
    href: Callable[[str], str]
    all_years: str | None
    years: tuple[results.ValueView, ...]
    undated: int
    form_kept: list[urls.Pair]


@dataclass(frozen=True, slots=True)
class SearchView:
    """All that the search page prints. `kept` is the state that the search box does not hold
    itself and must carry along, `dates.form_kept` that of the filters' form."""

    understood: str
    notes: tuple[str, ...]
    total: Total
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
    by_year, by_month = _by_date(held, state)
    took = time.perf_counter() - started
    nothing = not result.total.value
    return SearchView(
        understood=understood(result),
        notes=result.notes,
        total=result.total,
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
        pages=results.pages(state, result.total.value, link),
        first_page=link(urls.changed(state)),
        formats={name: address(f"takeaway.{name}", urls.changed(state)) for name in FORMATS},
        kept=_without(state, {"q", "scope"}),
        wider=_wider(held, state, result) if nothing else (),
        searched=searched(held.holdings()),
        dates=_dates(state, by_year, by_month),
    )


def all_values(held: Shelf, state: Request, field: str) -> ValuesView:
    """The values of a facet, A to Z, the page that the state names."""
    asked = dataclasses.replace(
        urls.changed(state), facets=(field,), facet_limit=urls.MAX_FACET_LIMIT, limit=0
    )
    result = answer(held.engine, asked)
    (facet,) = result.facets
    view = results.facet_view(facet, state, link, "")
    order = sorted(view.values, key=lambda value: (folded(value.label), value.label))
    paged = dataclasses.replace(
        state, offset=state.offset // max(state.limit, 1) * VALUES_PER_PAGE, limit=VALUES_PER_PAGE
    )
    shown = tuple(order[paged.offset : paged.offset + VALUES_PER_PAGE])
    on_page = {value.value for value in shown}
    kept = [
        (key, value)
        for key, value in _without(state, set())
        if not (key == field and value in on_page)
    ]
    return ValuesView(
        field=field,
        title=view.title,
        understood=understood(result),
        values=shown,
        total=len(order),
        unlisted=facet.other,
        missing=facet.missing,
        pages=results.pages(paged, len(order), lambda r: _values_page(state, field, r)),
        kept=kept,
        back=link(urls.changed(state)),
    )


def _values_page(state: Request, field: str, paged: Request) -> str:
    number = paged.offset // VALUES_PER_PAGE
    return address(
        "pages.values", dataclasses.replace(state, offset=number * 10, limit=10), field=field
    )


def hit(found: Found, state: Request) -> results.HitView:
    """A result whose links keep the search, so that its matches are marked and the way back is known."""
    return results.hit_view(found, address("reading.article", state, name=found.article.id), link)


def matches(held: Shelf, article: Article, state: Request) -> Marks:
    """Where a search's query matches in an article."""
    if not state.query.strip():
        return Marks((), (), ())
    typed = parse(state.query)
    query = widen(typed) if state.scope == "all" else typed
    return marks(article, plan(query, held.engine.stats().languages))


def newest_of(value: str) -> str:
    """Everything of a month or year, newest first."""
    return only("month" if "-" in value else "year", value)


def counts(facet: Facet | CountedFacet) -> dict[str, int]:
    """A facet's counts by value."""
    return {value.value: value.count for value in facet.values if value.count}


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


def _by_date(held: Shelf, state: Request) -> tuple[CountedFacet, CountedFacet]:
    """Counts by year and by month as if neither were chosen, so that the chart stands still."""
    asked = dataclasses.replace(
        _any_time(state), facets=("year", "month"), facet_limit=urls.MAX_FACET_LIMIT, limit=0
    )
    by_year, by_month = answer(held.engine, asked).facets
    return by_year, by_month


def _dates(state: Request, by_year: CountedFacet, by_month: CountedFacet) -> DatesView:
    chosen = frozenset(v for name in ("year", "month") for v in state.filters.get(name, ()))
    chart = timeline(counts(by_month), counts(by_year), chosen)
    unit = chart.unit if chart else "year"
    left_out = by_month.missing if unit == "month" else by_year.missing
    zoomed = (
        chart and chart.bars[0].value[:4] == chart.bars[-1].value[:4] and len(by_year.values) > 1
    )
    years = _year_boxes(state, by_year)
    controls = {"date_from", "date_to", *results.SHOWN_FACETS}
    controls |= {"year"} if years else set()
    controls |= {"dated"} if state.dated != "yes" else set()
    note = f"Not in the chart: {words.count(left_out, 'article')} with no {unit} known."
    return DatesView(
        chart=chart,
        note=note if chart and left_out else "",
        href=lambda value: link(_at(state, value)),
        all_years=link(_any_time(state)) if zoomed else None,
        years=years,
        undated=by_year.missing,
        form_kept=_without(state, controls),
    )


def _year_boxes(state: Request, by_year: CountedFacet) -> tuple[results.ValueView, ...]:
    """The years as checkboxes, unless they are too many."""
    chosen = state.filters.get("year", ())
    if len(by_year.values) > _MOST_YEARS:
        return ()
    values = [
        dataclasses.replace(value, selected=value.value in chosen)
        for value in by_year.values
        if value.value not in state.excluded.get("year", ())
    ]
    view = results.facet_view(dataclasses.replace(by_year, values=tuple(values)), state, link, "")
    return tuple(sorted(view.values, key=lambda value: value.value))


def _any_time(state: Request) -> Request:
    """Without a year or month chosen."""
    kept = {name: v for name, v in state.filters.items() if name not in ("year", "month")}
    return urls.changed(state, filters=kept)


def _at(state: Request, value: str) -> Request:
    """With this year or month alone; without it, if it was alone already."""
    field = "month" if "-" in value else "year"
    if state.filters.get(field) == (value,):
        return _any_time(state)
    return urls.with_value(_any_time(state), field, value)


def _more(state: Request, field: str) -> str:
    return address("pages.values", urls.changed(state), field=field)


def _without(state: Request, keys: set[str]) -> list[urls.Pair]:
    """The state's pairs for hidden inputs, back on the first page."""
    return [pair for pair in urls.to_pairs(urls.changed(state)) if pair[0] not in keys]


def _wider(held: Shelf, state: Request, result: Result) -> tuple[WayView, ...]:
    found = widening.ways(held.engine, state, result.query)
    return tuple(WayView(way.label, link(way.request), way.count) for way in found)


def _duration(seconds: float) -> str:
    """ "12 ms", "1.4 s"."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
