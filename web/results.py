"""A Result as the search page shows it: everything the template prints, with its links made.

Each link is the address of another Request (`web/state.py`); nothing here asks the engine.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from search.answer import CountedFacet, CountedValue, Found, Fragment, Request, Result
from search.article import Article

from . import state as urls
from . import words
from .links import Named, only
from .marking import Span

# Values of a facet on the search page; the rest is one click away. Eight lines of four facets fit beside
# ten results.
SHOWN_VALUES = 8
# Facets in the order in which readers narrow: who printed it, then who and what is in it, then who speaks.
SHOWN_FACETS = ("outlet", "person", "organisation", "place", "speaker", "language")
_PER_PAGE = (10, 20, 50, 100)
# Names under a result: one line on a wide screen.
_NAMES = 4

Link = Callable[[Request], str]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address without it."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of a facet; `toggle` excludes it, or ends its exclusion; `share` is its bar, 0 to 100."""

    value: str
    label: str
    count: int
    selected: bool
    excluded: bool
    toggle: str
    share: float


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet beside the results; `more` lists all of its values."""

    field: str
    title: str
    values: tuple[ValueView, ...]
    other: int
    missing: int
    more: str
    plural: str
    without: str
    open: bool

    @property
    def chosen(self) -> int:
        """How many of its values are in force, chosen or excluded."""
        return sum(value.selected or value.excluded for value in self.values)


@dataclass(frozen=True, slots=True)
class HitView:
    """A result; its title carries the marks of its title fragment."""

    article: Article
    href: str
    title: str
    title_marks: tuple[Span, ...]
    fragments: tuple[Fragment, ...]
    names: tuple[Named, ...]
    copies: Named | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to show the same result."""

    title: str
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the result; `gap` stands for those left out."""

    number: int
    href: str
    here: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages around this one, the first and the last."""

    last: int
    around: tuple[PageLink, ...]
    previous: str | None
    next: str | None


def chips(request: Request, labels: dict[tuple[str, str], str], link: Link) -> tuple[Chip, ...]:
    """The filters in force, each with the address that lifts it."""
    found = []
    for lists, sign in ((request.filters, ""), (request.excluded, "not ")):
        for field, values in lists.items():
            for value in values:
                label = words.value_label(field, value, labels.get((field, value)))
                text = f"{words.FIELD_TITLES[field]}: {sign}{label}"
                found.append(Chip(text, link(urls.without_value(request, field, value))))
    if request.date_from:
        text = f"from {words.date(request.date_from)}"
        found.append(Chip(text, link(urls.changed(request, date_from=None))))
    if request.date_to:
        text = f"to {words.date(request.date_to)}"
        found.append(Chip(text, link(urls.changed(request, date_to=None))))
    if request.dated:
        text = "only undated" if request.dated == "no" else "only dated"
        found.append(Chip(text, link(urls.changed(request, dated=None))))
    return tuple(found)


def labels(result: Result) -> dict[tuple[str, str], str]:
    """What each counted value is called."""
    return {(f.field, v.value): v.label for f in result.facets for v in f.values}


def facet_view(facet: CountedFacet, request: Request, link: Link, more: str) -> FacetView:
    """A facet with its links; closed if it is long in coming to and nothing of it is chosen."""
    peak = max((value.count for value in facet.values), default=0) or 1
    values = tuple(_value_view(facet.field, value, peak, request, link) for value in facet.values)
    busy = any(value.selected or value.excluded for value in values)
    return FacetView(
        field=facet.field,
        title=words.FIELD_TITLES[facet.field],
        values=values,
        other=facet.other,
        missing=facet.missing,
        more=more,
        plural=words.PLURALS[facet.field],
        without=words.WITHOUT[facet.field],
        open=busy or facet.field != "language",
    )


def _value_view(
    field: str, value: CountedValue, peak: int, request: Request, link: Link
) -> ValueView:
    if value.excluded:
        toggled = urls.without_value(request, field, value.value)
    else:
        toggled = urls.with_value(request, field, value.value, exclude=True)
    return ValueView(
        value=value.value,
        label=words.value_label(field, value.value, value.label),
        count=value.count,
        selected=value.selected,
        excluded=value.excluded,
        toggle=link(toggled),
        share=round(100 * value.count / peak, 1),
    )


def hit_view(found: Found, href: str, request: Request, link: Link) -> HitView:
    """A result with its title marked, a few of its names, and the articles folded into it."""
    article = found.article
    title = article.title or "Without a headline"
    whole = [f for f in found.fragments if f.field == "title" and len(f.text) == len(title)]
    names = [
        (kind, name) for kind in ("person", "organisation", "place") for name in article.names(kind)
    ]
    return HitView(
        article=article,
        href=href,
        title=title,
        title_marks=whole[0].marks if whole else (),
        fragments=tuple(f for f in found.fragments if f.field != "title"),
        names=tuple(Named(name, only(kind, name), 1) for kind, name in names[:_NAMES]),
        copies=_copies(found, request, link),
    )


def sorts(request: Request, link: Link) -> tuple[Choice, ...]:
    """The orders to choose from; without words to match, there is no best match."""
    orders = list(words.SORT_TITLES)
    if not request.query.strip():
        orders.remove("relevance")
    return tuple(
        Choice(words.SORT_TITLES[o], link(urls.changed(request, sort=o)), o == request.sort)
        for o in orders
    )


def _copies(found: Found, request: Request, link: Link) -> Named | None:
    """The other articles of the result with the same text: how many, and where they are listed."""
    cluster = found.article.cluster
    if not (found.copies and cluster):
        return None
    unfolded = urls.changed(request, collapse=False)
    label = words.count(found.copies, "more article") + " with this text"
    return Named(label, link(urls.with_value(unfolded, "cluster", cluster)), found.copies)


def fold(request: Request, link: Link) -> Choice:
    """Folds near-copies, or shows them again."""
    title = "Show all copies" if request.collapse else "Fold copies"
    return Choice(
        title, link(urls.changed(request, collapse=not request.collapse)), request.collapse
    )


def sizes(request: Request, link: Link) -> tuple[Choice, ...]:
    """How many results a page may hold."""
    return tuple(
        Choice(str(n), link(urls.changed(request, limit=n)), n == request.limit) for n in _PER_PAGE
    )


def pages(request: Request, total: int, link: Link) -> Pages:
    """The pages of a result around the one shown."""
    size = max(request.limit, 1)

    def href(page: int) -> str:
        return link(dataclasses.replace(request, offset=(page - 1) * size, limit=size))

    return pages_around(request.offset // size + 1, -(-total // size), href)


def pages_around(here: int, last: int, href: Callable[[int], str]) -> Pages:
    """The first page, the last, and two on either side of the one shown, with gaps between."""
    wanted = sorted({1, last, *range(max(here - 2, 1), min(here + 2, last) + 1)} - {0})
    around: list[PageLink] = []
    for page in wanted:
        if around and page > around[-1].number + 1:
            around.append(PageLink(page - 1, "", gap=True))
        around.append(PageLink(page, href(page), here=page == here))
    return Pages(
        last=last,
        around=tuple(around),
        previous=href(here - 1) if 1 < here <= last + 1 else None,
        next=href(here + 1) if here < last else None,
    )
