"""Which lines of an HTML page are the article: trafilatura's judgement, laid on the page's own lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from trafilatura import bare_extraction

from index.page import Parsed

from . import body
from .lines import Line
from .walk import html_lines

# Past this depth libraries that recurse over the tree may exhaust the stack; real pages stay under 100.
_DEEPEST = 400
_NOT_LETTERS = re.compile(r"[\W_]+")
# A line this long stands in the extracted text once; shorter ones may occur by chance.
_ANCHOR = 30


def judge(parsed: Parsed) -> tuple[list[Line], list[bool], list[float]]:
    """The page's lines, whether each is text of the article, and each line's score."""
    lines, depth = html_lines(parsed.tree)
    if not lines:
        return [], [], []
    extracted = _extract(parsed.tree) if depth <= _DEEPEST else ""
    if not extracted:
        scores = body.weigh(lines)
        return lines, body.inside(lines, scores), scores
    inside = found_in(lines, extracted)
    return lines, inside, [1.0 if kept else -1.0 for kept in inside]


def _extract(tree: Any) -> str:
    document = bare_extraction(tree, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    return (document.text or "") if document is not None else ""


def _key(text: str) -> str:
    return _NOT_LETTERS.sub("", text)


def found_in(lines: Sequence[Line], extracted: str) -> list[bool]:
    """Whether each line stands in the extracted text: long lines anywhere, short ones in their order."""
    whole = _key(extracted)
    keys = [_key(line.text) for line in lines]
    places: list[tuple[int, int] | None] = [None] * len(lines)
    for at, key in enumerate(keys):
        if len(key) >= _ANCHOR:
            start = whole.find(key)
            if start >= 0:
                places[at] = (start, start + len(key))
    inside = [place is not None for place in places]
    anchors = [at for at, kept in enumerate(inside) if kept]
    for above, below in zip([None, *anchors], [*anchors, None], strict=True):
        low = places[above][1] if above is not None else 0
        high = places[below][0] if below is not None else len(whole)
        if low >= high:
            continue
        first = above + 1 if above is not None else max(0, (below or 0) - 12)
        last = below if below is not None else min(len(lines), (above or 0) + 13)
        for at in range(first, last):
            start = whole.find(keys[at], low, high) if keys[at] else -1
            if start >= 0:
                inside[at] = True
                low = start + len(keys[at])
    return inside
