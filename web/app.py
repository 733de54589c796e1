"""The web application: its rooms put together, its headers, its errors, and what templates may use.

No page needs a script. Every answer forbids scripts, frames and foreign content by its
Content-Security-Policy; every text of a page is escaped once, by the template that shows it.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, url_for
from jinja2 import Environment
from werkzeug.routing import BaseConverter

from search.engine import Engine

from . import (
    api,
    browse,
    export,
    machine,
    marking,
    pages,
    problems,
    quote,
    reading,
    takeaway,
    telling,
    words,
)
from .shelf import put_on_shelf

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # What a reader searches for must not travel to the newspapers' sites with a click.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_NAVIGATION = (
    ("Search", "pages.search"),
    ("Check a quotation", "quote.page"),
    ("Outlets", "browse.outlets"),
    ("People", "browse.people"),
    ("Organisations", "browse.organisations"),
    ("Places", "browse.places"),
    ("Help", "pages.help_page"),
)


class AnyText(BaseConverter):
    """A part of an address that may hold anything, slashes too: ids are whatever the archive was given."""

    regex = r".+"
    part_isolating = False


def create_app(engine: Engine, *, name: str = "Pressmark") -> Flask:
    """The WSGI application that shows an open archive. The caller opens and closes the engine."""
    app = Flask(__name__)
    put_on_shelf(app, engine)
    # A year: static files carry their digest in their address (`_asset`).
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000
    app.url_map.converters["any_text"] = AnyText
    # An id may hold two slashes in a row; it must not be redirected to one.
    app.url_map.merge_slashes = False
    app.json.sort_keys = False  # type: ignore[attr-defined]
    dress(app.jinja_env)
    app.jinja_env.globals.update(site=name, nav=_NAVIGATION, asset=_asset)
    app.context_processor(_held)
    for room in (pages, reading, quote, browse, api, takeaway, machine):
        app.register_blueprint(room.blueprint)
    problems.register(app)
    app.after_request(_guard)
    return app


def _guard(response: Response) -> Response:
    for header, value in HEADERS.items():
        response.headers.setdefault(header, value)
    return response


def dress(env: Environment) -> None:
    """What templates may use, served or not."""
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(
        number=words.number,
        count=words.count,
        date=words.date,
        years=words.years,
        moment=words.moment,
        language=words.language,
        pieces=marking.pieces,
        coins=export.coins,
        xml=words.for_xml,
        change=telling.change,
        sureness=telling.sureness,
        doubt=telling.doubt,
        flagged=telling.flagged,
        caution=telling.caution,
        unplaced=telling.unplaced,
        unsure=telling.unsure,
        spelled=telling.spelled,
    )


def _held() -> dict[str, Any]:
    return {"holdings": problems.holdings_or_none()}


@lru_cache(maxsize=16)
def _digest(name: str) -> str:
    return hashlib.sha256((Path(__file__).parent / "static" / name).read_bytes()).hexdigest()[:10]


def _asset(name: str) -> str:
    """The address of a static file, with its digest, so that browsers never show an old style sheet."""
    return url_for("static", filename=name, v=_digest(name))
