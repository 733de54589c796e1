"""A search's whole result to take away: CSV, RIS, JSON Lines and a feed; and its page as JSON.

The files are complete, never capped: ids are asked for in slices and articles are streamed, so that a
result of any size costs little memory.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from itertools import batched  # type: ignore[attr-defined]

from flask import Blueprint, Response, render_template, request, url_for

from search.answer import Request, answer, result_json
from search.article import Article, dumps
from search.engine import Engine

from . import export
from . import state as urls
from .links import address, link
from .shelf import shelf

blueprint = Blueprint("takeaway", __name__)

# Ids of one slice of a result: engines sort offset + limit hits for each slice, so slices are long; one
# of 20,000 holds about 2 MB of ids.
SLICE = 20_000
# Articles fetched at once: about half a megabyte of text.
BATCH = 100
# Entries of a feed: what feed readers show of one fetch.
_ENTRIES = 50
