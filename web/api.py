"""The JSON API, version 1: the objects of the house, unwrapped, the same that `--json` prints.

`GET /api/v1/search`, `/api/v1/quote`, `/api/v1/doc/<id>`, `/api/v1/stats`. Errors are
application/problem+json. Nothing is opened to other origins: an archive on a reader's own machine must not
be read by the sites that the reader visits.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, request

from search.answer import answer, result_json
from search.article import dumps
from search.errors import RequestError
from search.filters import within
from search.holdings import holdings_json
from search.outlets import check_outlets
from search.quotes import check, checked_json

from . import state as urls
from .shelf import shelf
from .within import asked

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

# Passages of one check: each is compared word by word, about a millisecond.
MOST_PASSAGES = 100


@blueprint.get("/search")
def search() -> Response:
    """Searches; parameters as in the pages' addresses, and `facet`, `limit`, `offset`, `facet_limit`."""
    state = urls.from_url(request.args.items(multi=True))
    return _json(result_json(answer(shelf().engine, state)))


@blueprint.get("/quote")
def quote() -> Response:
    """Checks a quotation: `q`, where to look (`outlet`, `date_from`, `date_to`), and how many passages at
    most, `limit`."""
    state = asked(request.args.items(multi=True), also=("limit",))
    given = request.args.get("limit", "10")
    if not re.fullmatch("[0-9]{1,4}", given) or int(given) > MOST_PASSAGES:
        raise RequestError(f"limit={given} is not a whole number from 0 to {MOST_PASSAGES}.")
    engine = shelf().engine
    check_outlets(engine, state)
    found = check(engine, state.query, limit=int(given), within=within(state))
    return _json(checked_json(found))


@blueprint.get("/doc/<any_text:name>")
def doc(name: str) -> Response:
    """One article, whole."""
    _no_parameters()
    (article,) = shelf().engine.fetch([name])
    return _json(article.to_json())


@blueprint.get("/stats")
def stats() -> Response:
    """What the archive holds."""
    _no_parameters()
    return _json(holdings_json(shelf().engine, shelf().engine_name))


def _no_parameters() -> None:
    for key in request.args:
        raise RequestError(f"There is no parameter {key!r} here: this address takes none.")


def _json(value: Any) -> Response:
    return Response(dumps(value), mimetype="application/json")
