"""What trafilatura takes for the main text of a page, in its fast mode: the strongest witness of `extract.py`.

It is asked about a copy in which what it throws away first itself (scripts, menus, side matter) is gone or is bare
text: it looks at each element it is given many times, and half of a page's elements stand in those.
"""

from __future__ import annotations

import re
from copy import copy
from typing import Any

from lxml import etree
from trafilatura import bare_extraction
from trafilatura.settings import MANUALLY_CLEANED, Extractor

# Trafilatura is not asked about pages of more elements. The largest page of the development sets had 14,000.
_MOST = 100_000
# Past this depth libraries that recurse over the tree may exhaust the stack; real pages stay under 100.
_DEEPEST = 400
# Level by level, so one look at each element; elements without text count too.
_DEEP = etree.XPath(f"boolean({'/*' * (_DEEPEST + 1)})")
_COUNT = etree.XPath("count(//*)")
# What goes at once, with all it holds, and scripts.
_GONE = ("aside", "footer", "style", "svg", "link", "meta", "img")
# What is thrown away later stays as bare text: of a page that yields next to nothing trafilatura reads all that
# is there. The head has no text, and forms are judged by what they hold.
_EMPTIED = tuple(sorted({*MANUALLY_CLEANED} - {*_GONE, "script", "head", "form"}))
_DROPPED = "dropped"
# Around these blanks say nothing. They are half of the nodes of a tree, of which trafilatura makes four copies.
_BLOCKS = (
    "article", "blockquote", "div", "figure", "form", "h1", "h2", "h3", "h4", "h5", "header", "li", "main", "nav", "ol",
    "p", "section", "table", "tbody", "td", "th", "tr", "ul",
)  # fmt: skip
# What lxml reads from HTML (form feeds), but does not take as text when it is set: no characters of XML.
UNFIT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A text of fewer characters, and of a smaller share of the page's, is asked for once more, in the mode that keeps
# more, and the answer is taken where it is longer by half: trafilatura's own three figures.
_LITTLE, _SHARE, _LONGER = 3000, 0.2, 1.5


def _options(recall: bool) -> Extractor:
    options = Extractor(
        output_format="python", fast=True, comments=False, tables=True, recall=recall
    )
    if not recall:
        # In the mode named "balanced" trafilatura would measure the page's text itself, on another copy of its
        # tree, before it asks once more: that took 4 to 5 % of a page's ingest, and `judge` has the measure.
        options.focus = "strict"
    return options


# Built once: each one reads a configuration file's values.
_STRICT, _GENEROUS = _options(recall=False), _options(recall=True)


def extracted_text(tree: Any, size: int) -> str:
    """The main text of a page whose whole text has `size` characters; empty where there is none, or where the
    page is too large or too deep to ask."""
    if _DEEP(tree) or _COUNT(tree) > _MOST:
        return ""
    pruned = _pruned(tree)
    text = _ask(pruned, _STRICT)
    if 0 < len(text) < min(_LITTLE, _SHARE * size):
        more = _ask(pruned, _GENEROUS)
        return more if len(more) > _LONGER * len(text) else text
    return text


def _ask(tree: Any, options: Extractor) -> str:
    document = bare_extraction(tree, options=options)
    return str(getattr(document, "text", None) or "")


def _pruned(tree: Any) -> Any:
    """A copy of a tree without the elements that are thrown away, closed up."""
    tree = copy(tree)
    etree.strip_elements(tree, *_GONE, with_tail=False)
    for element in list(tree.iter("script")):
        # JSON-LD is read where a page has no other text.
        if "ld+json" not in (element.get("type") or ""):
            element.tag = _DROPPED
    etree.strip_elements(tree, _DROPPED, with_tail=False)
    for element in list(tree.iter(*_EMPTIED)):
        # Tables in figures are kept.
        if len(element) and not (element.tag == "figure" and element.find(".//table") is not None):
            text = " ".join(element.itertext())
            del element[:]
            element.text = UNFIT.sub(" ", text)
    _close_up(tree)
    return tree


def _close_up(tree: Any) -> None:
    """Takes out empty blocks, and blanks between blocks."""
    empty = []
    for element in tree.iter(*_BLOCKS):
        # One without anything but blanks is judged as one with text.
        if len(element) and (text := element.text) and text.isspace():
            element.text = None
        if (text := element.tail) and text.isspace():
            element.tail = None
        if not len(element) and element.text is None and element.tail is None:
            empty.append(element)
    for element in empty:
        element.getparent().remove(element)
