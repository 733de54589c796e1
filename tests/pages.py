"""Builds pages for the tests of what ingest reads from them: HTML or text in, Parsed and Draft out."""

from __future__ import annotations

import lxml.html

from index.page import Draft, Page, Parsed
from search.article import Block


def html(source: str, url: str | None = None, outlet: str | None = None) -> Parsed:
    """An HTML page, parsed; `source` may be a body alone."""
    page = Page("p", "p.html", "p.html", source.encode(), url=url, outlet=outlet)
    return Parsed(page, "html", source, "utf-8", lxml.html.document_fromstring(source))


def text(source: str = "", url: str | None = None, outlet: str | None = None) -> Parsed:
    """A text dump."""
    page = Page("p", "p.txt", "p.txt", source.encode(), url=url, outlet=outlet)
    return Parsed(page, "text", source, "utf-8")


def draft(*blocks: tuple[str, str], boundary: str = "") -> Draft:
    """An article's blocks, each given as kind and text."""
    return Draft(tuple(Block(kind, words) for kind, words in blocks), boundary)
