"""When something is wrong: the same four errors as a page for readers and as problem+json for scripts.

Scripts get RFC 9457: type, title, status, detail, and for a mistake in a query also its position (code
points, from 0) and a suggestion. Nothing of the inside of the program is shown.
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, NotFound

from search.article import dumps
from search.errors import ArchiveMissing, EngineFailure, PressmarkError, QueryError
from search.holdings import Holdings

from .shelf import shelf

API = "/api/"
_TITLES = {
    400: "This cannot be asked",
    404: "Not found",
    405: "This address only answers GET",
    500: "Something broke on our side",
    503: "The archive is away",
}
# What the boxes under the search line say.
_TICKS = ("scope", "mode")
_LOG = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Makes an application answer errors in this way."""
    app.register_error_handler(PressmarkError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def holdings_or_none() -> Holdings | None:
    """What the archive holds, or None while it cannot say: an error page must not fail itself."""
    try:
        return shelf().holdings()
    except Exception as error:
        _LOG.warning("the masthead goes without figures: %s", error)
        return None


def _ours(error: PressmarkError) -> Response:
    if isinstance(error, EngineFailure):
        _LOG.error("the engine failed", exc_info=error)
    return _answer(error.status, error.code, error.message, error)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:  # a redirect is no problem
        return Response(status=status, headers=error.get_headers())
    told = error.description or ""
    if status == 404 and told == NotFound.description:
        told = "There is nothing at this address."
    response = _answer(status, "http", told)
    for header, value in error.get_headers():
        if header.lower() == "allow":
            response.headers[header] = value
    return response


def _unforeseen(error: Exception) -> Response:
    _LOG.error("unforeseen error at %s", request.path, exc_info=error)
    return _answer(500, "internal", "The server's log says more.")


def _answer(status: int, code: str, detail: str, error: PressmarkError | None = None) -> Response:
    title = _TITLES.get(status, "Error")
    if request.path.startswith(API) or request.path.endswith((".json", ".jsonl")):
        return problem(status, code, title, detail, error)
    html = render_template(
        "error.html",
        noindex=True,
        status=status,
        heading=title,
        detail=detail,
        fault=error if isinstance(error, QueryError) else None,
        query=request.args.get("q", ""),
        suggestion_href=_repaired(error),
        ticked={key: request.args.get(key) for key in _TICKS},
        kept=_rest() if isinstance(error, QueryError) else (),
        missing=isinstance(error, ArchiveMissing),
    )
    return _away(Response(html, status, mimetype="text/html"))


def _repaired(error: PressmarkError | None) -> str | None:
    """The same address with the suggested query."""
    if not isinstance(error, QueryError) or error.suggestion is None:
        return None
    return f"{request.path}?{urlencode([('q', error.suggestion), *_rest(), *_ticked()])}"


def _rest() -> list[tuple[str, str]]:
    """What the search box does not hold of the address's state."""
    held = ("q", *_TICKS, "page", "offset")
    return [pair for pair in request.args.items(multi=True) if pair[0] not in held]


def _ticked() -> list[tuple[str, str]]:
    return [(key, value) for key in _TICKS for value in request.args.getlist(key)]


def problem(
    status: int, code: str, title: str, detail: str, error: PressmarkError | None = None
) -> Response:
    """An answer of media type application/problem+json."""
    found: dict[str, Any] = {
        "type": f"urn:pressmark:{code}",
        "title": title,
        "status": status,
        "detail": detail,
    }
    if isinstance(error, QueryError):
        found |= {
            "position": error.start,
            "end": error.end,
            "suggestion": error.suggestion,
        }
    return _away(Response(dumps(found), status, mimetype="application/problem+json"))


def _away(response: Response) -> Response:
    if response.status_code == 503:
        # Half a minute: about as long as a rebuild or a lock of a small archive lasts.
        response.headers["Retry-After"] = "30"
    return response
