"""A result over time: the chart with its links, what it leaves out, and the date filters beside it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from search.answer import CountedFacet, CountedValue, Request, answer
from search.engine import Engine, Facet

from . import results, words
from . import state as urls
from .links import link, only
from .timeline import Timeline, timeline

# Years offered as checkboxes beside the results; a longer archive is better served by the two inputs.
_MOST_YEARS = 12


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


def newest_of(value: str) -> str:
    """Everything of a month or year, newest first."""
    return only("month" if "-" in value else "year", value)


def counts(facet: Facet | CountedFacet) -> dict[str, int]:
    """A facet's counts by value."""
    return {value.value: value.count for value in facet.values if value.count}


def over_time(engine: Engine, state: Request) -> DatesView:
    """Counts by year and month as if neither were chosen, so that the chart stands still."""
    asked = dataclasses.replace(
        _any_time(state), facets=("year", "month"), facet_limit=urls.MAX_FACET_LIMIT, limit=0
    )
    by_year, by_month = answer(engine, asked).facets
    chosen = frozenset(v for name in ("year", "month") for v in state.filters.get(name, ()))
    chart = timeline(counts(by_month), counts(by_year), chosen)
    unit = chart.unit if chart else "year"
    left_out = by_month.missing if unit == "month" else by_year.missing
    years = _year_boxes(state, by_year)
    note = f"Not in the chart: {words.count(left_out, 'article')} with no {unit} known."
    return DatesView(
        chart=chart,
        note=note if chart and left_out else "",
        href=lambda value: link(_at(state, value)),
        all_years=link(_any_time(state)) if chart and _is_one_of_many(chart, by_year) else None,
        years=years,
        undated=by_year.missing,
        form_kept=urls.pairs_without(state, _controls(state, years)),
    )


def _is_one_of_many(chart: Timeline, by_year: CountedFacet) -> bool:
    """Whether the chart shows one year and there are others."""
    return len({bar.value[:4] for bar in chart.bars}) == 1 and len(by_year.values) > 1


def _controls(state: Request, years: tuple[results.ValueView, ...]) -> set[str]:
    """The keys that the filters' form has controls for."""
    found = {"date_from", "date_to", *results.SHOWN_FACETS}
    if years:
        found.add("year")
    if state.dated != "yes":
        found.add("dated")
    return found


def _year_boxes(state: Request, by_year: CountedFacet) -> tuple[results.ValueView, ...]:
    """The years as checkboxes, unless they are too many."""
    if len(by_year.values) > _MOST_YEARS:
        return ()
    chosen = state.filters.get("year", ())
    found = {value.value: value for value in by_year.values}
    # A year in force must have its box even where it finds nothing, or the form would drop it.
    found |= {year: CountedValue(year, year, 0) for year in chosen if year not in found}
    values = [
        dataclasses.replace(value, selected=year in chosen)
        for year, value in found.items()
        if year not in state.excluded.get("year", ())
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
