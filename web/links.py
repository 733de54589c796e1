"""Addresses of pages that carry a search's state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from search.answer import Request

from . import state as urls


@dataclass(frozen=True, slots=True)
class Named:
    """A name, the search for it, and a count: of articles, or of places in one article."""

    name: str
    href: str
    times: int


def link(state: Request) -> str:
    """The search page of a Request."""
    return address("pages.search", state)


def address(endpoint: str, state: Request, **parts: Any) -> str:
    """Any endpoint that takes the state of a search."""
    text = urls.to_url(state)
    return url_for(endpoint, **parts) + (f"?{text}" if text else "")


def only(field: str, value: str) -> str:
    """The search for everything that has one value, newest first."""
    return link(Request(filters={field: (value,)}, sort="date_desc"))
