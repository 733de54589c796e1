"""Browsing without a question: outlets with their calendars, people, organisations and places A to Z."""

from __future__ import annotations

import dataclasses
import unicodedata
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request, url_for

from search.answer import CountedFacet, Request, answer
from search.article import MENTION_KINDS
from search.engine import FacetValue
from search.errors import RequestError

from . import finding, overtime, results, words
from . import state as urls
from .links import Named, link, only
from .shelf import Shelf, shelf

blueprint = Blueprint("browse", __name__)

# Names on one page of a letter: about four screens, in columns.
NAMES_PER_PAGE = 200
# Names shown before a letter is chosen: the most mentioned, a screenful.
MOST_NAMED = 60
_NEWEST = 5
_TOP_VALUES = 10
# Shades of the calendar, from one article to the busiest month.
_SHADES = 4
DIGITS, OTHERS = "0–9", "#"


@dataclass(frozen=True, slots=True)
class OutletView:
    """An outlet, its page's id, its name, its articles."""

    id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A month of an outlet's calendar; `shade` from 0 (nothing) to 4 (its busiest months)."""

    month: str
    label: str
    count: int
    shade: int
    href: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year of an outlet's calendar: twelve months, the year's articles, and those of no known month."""

    year: str
    href: str
    count: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter under which names stand, and how many."""

    letter: str
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one kind that most articles mention, and the address of all of them."""

    title: str
    all: str
    values: tuple[Named, ...]


def outlet_views(held: Shelf) -> list[OutletView]:
    """Every outlet, most articles first."""
    asked = Request(facets=("outlet",), facet_limit=urls.MAX_FACET_LIMIT, limit=0)
    (facet,) = answer(held.engine, asked).facets
    return [OutletView(v.value, v.label, v.count) for v in facet.values]


def named_most(held: Shelf) -> list[Group]:
    """The names that most articles mention, by kind; kinds that nothing names are left out."""
    groups = []
    for field in MENTION_KINDS:
        top = held.facet(field).values[:_TOP_VALUES]
        names = tuple(Named(v.value, only(field, v.value), v.count) for v in top)
        if names:
            title = words.PLURALS[field]
            groups.append(Group(title, url_for(f"browse.{title.lower()}"), names))
    return groups


@blueprint.get("/outlets")
def outlets() -> str:
    """All outlets."""
    held = shelf()
    order = sorted(outlet_views(held), key=lambda o: (_sort_key(o.name), o.id))
    missing = held.facet("outlet").missing
    return render_template("outlets.html", outlets=order, missing=missing)


@blueprint.get("/outlet/<any_text:outlet_id>")
def outlet(outlet_id: str) -> str:
    """One outlet: its calendar, whom it names, its newest articles."""
    request_ = Request(filters={"outlet": (outlet_id,)}, sort="date_desc")
    asked = dataclasses.replace(
        request_, facets=MENTION_KINDS, facet_limit=_TOP_VALUES, limit=_NEWEST
    )
    result = answer(shelf().engine, asked)
    if not result.total.value:
        abort(404, f"There is no outlet {outlet_id!r} in this archive.")
    return render_template(
        "outlet.html",
        outlet=result.hits[0].article.outlet,
        total=result.total.value,
        everything=link(request_),
        hits=[finding.hit(found, request_) for found in result.hits],
        facets=[results.facet_view(f, request_, link, "") for f in result.facets if f.values],
        only=lambda field, value: link(urls.with_value(request_, field, value)),
        **_calendar(request_),
    )


@blueprint.get("/people")
def people() -> str:
    """The people named in the archive."""
    return _names("person")


@blueprint.get("/organisations")
def organisations() -> str:
    """The organisations named in the archive."""
    return _names("organisation")


@blueprint.get("/places")
def places() -> str:
    """The places named in the archive."""
    return _names("place")


def letter_of(name: str) -> str:
    """The letter under which a name stands: its first letter without accents, "0–9", or "#"."""
    for char in unicodedata.normalize("NFKD", name):
        if char.isalpha():
            return char.upper()[0]
        if char.isdigit():
            return DIGITS
    return OTHERS


def _names(field: str) -> str:
    """Names of one kind: letters with counts, and the names of the letter asked for."""
    letter, page = _letter_asked()
    facet = shelf().facet(field)
    by_letter: dict[str, list[FacetValue]] = {}
    for value in facet.values:
        by_letter.setdefault(letter_of(value.value), []).append(value)
    if letter and letter not in by_letter:
        abort(404, f"No name here begins with {letter!r}.")
    chosen = (
        sorted(by_letter[letter], key=lambda v: (_sort_key(v.value), v.value))
        if letter
        else list(facet.values[:MOST_NAMED])
    )
    first = (page - 1) * NAMES_PER_PAGE
    return render_template(
        "names.html",
        field=field,
        title=words.PLURALS[field],
        letters=[Letter(key, len(by_letter[key])) for key in sorted(by_letter)],
        letter=letter,
        names=chosen[first : first + NAMES_PER_PAGE],
        total=len(facet.values),
        pages=results.pages_around(
            page,
            -(-len(chosen) // NAMES_PER_PAGE),
            lambda number: url_for(str(request.endpoint), letter=letter, page=number),
        ),
        only=only,
    )


def _letter_asked() -> tuple[str, int]:
    for key in request.args:
        if key not in ("letter", "page"):
            raise RequestError(f"There is no parameter {key!r} here. Known are: letter, page.")
    letter = request.args.get("letter", "")
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text)):
        raise RequestError(f"page={text} is not a whole number from 1.")
    return (letter if letter in (DIGITS, OTHERS) else letter.upper()), int(text)


def _sort_key(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def _calendar(request_: Request) -> dict[str, object]:
    """An outlet's years, newest first, with months shaded by their share of the busiest month."""
    asked = urls.changed(
        request_, facets=("year", "month"), facet_limit=urls.MAX_FACET_LIMIT, limit=0
    )
    by_year, by_month = answer(shelf().engine, asked).facets
    months = overtime.counts(by_month)
    peak = max(months.values(), default=1)
    years = [_year(request_, year, n, months, peak) for year, n in overtime.counts(by_year).items()]
    return {
        "years": sorted(years, key=lambda year: year.year, reverse=True),
        "undated": by_year.missing,
        "no_month": _only_years(by_year, by_month),
        "month_names": words.MONTHS,
    }


def _year(request_: Request, year: str, count: int, months: dict[str, int], peak: int) -> Year:
    cells = []
    for number, name in enumerate(words.MONTHS, 1):
        month = f"{year}-{number:02d}"
        n = months.get(month, 0)
        cells.append(
            Cell(
                month=month,
                label=f"{name} {year}",
                count=n,
                shade=-(-n * _SHADES // peak),
                href=link(urls.with_value(request_, "month", month)),
            )
        )
    return Year(year, link(urls.with_value(request_, "year", year)), count, tuple(cells))


def _only_years(by_year: CountedFacet, by_month: CountedFacet) -> int:
    """Articles whose year is known but not their month."""
    return by_month.missing - by_year.missing
