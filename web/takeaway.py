"""A search's whole result to take away: CSV, RIS, JSON Lines; its page as JSON; and a feed of it.

The files are complete, never capped, and streamed, so that a result of any size costs little memory.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator

from flask import Blueprint, Response, render_template, request

from search.answer import Found, Request, answer, every_article, result_json
from search.article import Article, dumps

from . import export, finding
from . import state as urls
from .links import address, link
from .reading import web_address
from .shelf import shelf

blueprint = Blueprint("takeaway", __name__)

# Entries of one page of a feed: what feed readers show of one fetch.
ENTRIES = 50


@blueprint.get("/search.csv")
def csv() -> Response:
    """The whole result, one row an article."""
    return _file(export.csv_rows, "text/csv; charset=utf-8; header=present", "pressmark.csv")


@blueprint.get("/search.ris")
def ris() -> Response:
    """The whole result as citations."""

    def records(articles: Iterable[Article]) -> Iterator[str]:
        return map(export.ris, articles)

    return _file(records, "application/x-research-info-systems; charset=utf-8", "pressmark.ris")


@blueprint.get("/search.jsonl")
def jsonl() -> Response:
    """The whole result, one article object a line: what `index` reads back."""

    def lines(articles: Iterable[Article]) -> Iterator[str]:
        return (dumps(article.to_json()) + "\n" for article in articles)

    return _file(lines, "application/jsonl; charset=utf-8", "pressmark.jsonl")


@blueprint.get("/search.json")
def json() -> Response:
    """The search page as the API's object."""
    state = urls.from_url(request.args.items(multi=True))
    return Response(dumps(result_json(answer(shelf().engine, state))), mimetype="application/json")


@blueprint.get("/search.atom")
def atom() -> Response:
    """The result as an Atom feed, newest first unless the address says otherwise.

    An entry's `updated` is when the page was captured, else when it was published; an article of which
    neither is known has no true one and is left out, which the feed's subtitle says.
    """
    state = urls.from_url(request.args.items(multi=True))
    state = dataclasses.replace(
        state,
        sort=state.sort if "sort" in request.args else "date_desc",
        facets=(),
        offset=state.offset // max(state.limit, 1) * ENTRIES,
        limit=ENTRIES,
    )
    result = answer(shelf().engine, state)
    entries = [(found, moment) for found in result.hits if (moment := _updated(found))]
    text = render_template(
        "feed.xml",
        state=state,
        understood=finding.understood(result),
        total=result.total.value,
        entries=entries,
        left_out=len(result.hits) - len(entries),
        updated=max((moment for _, moment in entries), default="1970-01-01T00:00:00Z"),
        here=_absolute(state),
        alternate=request.url_root.rstrip("/") + link(urls.changed(state, limit=10)),
        pages=_around(state, result.total.value),
        web_address=web_address,
    )
    return Response(text, mimetype="application/atom+xml")


def _file(
    write: Callable[[Iterable[Article]], Iterator[str]], content_type: str, filename: str
) -> Response:
    state = urls.from_url(request.args.items(multi=True))
    response = Response(write(every_article(shelf().engine, state)), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _updated(found: Found) -> str | None:
    """RFC 3339, to the second; a year or a month counts from its first day."""
    article = found.article
    if article.fetched and len(article.fetched) >= 19:
        return f"{article.fetched[:19].replace(' ', 'T')}Z"
    day = article.fetched or article.published.value
    return f"{(day + '-01-01')[:10]}T00:00:00Z" if day else None


def _absolute(state: Request) -> str:
    return request.url_root.rstrip("/") + address("takeaway.atom", _paged(state))


def _paged(state: Request) -> Request:
    """The state with the feed's page in terms of the default size, so that addresses stay short."""
    return dataclasses.replace(state, offset=state.offset // ENTRIES * 10, limit=10)


def _around(state: Request, total: int) -> dict[str, str]:
    """RFC 5005: first, previous, next and last page of the feed."""
    last = max((total - 1) // ENTRIES * ENTRIES, 0)
    pages = {"first": 0, "last": last}
    if state.offset:
        pages["previous"] = state.offset - ENTRIES
    if state.offset + ENTRIES < total:
        pages["next"] = state.offset + ENTRIES
    return {
        rel: _absolute(dataclasses.replace(state, offset=offset)) for rel, offset in pages.items()
    }
