"""Several `article` elements side by side on one page: each is an article of its own.

Cautious: an element counts that stands in no other `article`, has a heading and paragraphs under it, and the page
has no headline of its own above them all, as running reports and lists under one headline have.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .kinds import Verdict
from .lines import Line
from .segment import is_prose

_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
# Paragraphs of prose that an article has at least; less is a teaser or a comment.
_LEAST = 2
# Lines of an article above its first paragraph in which its heading stands: kicker, heading, byline, date.
_HEAD_LINES = 6


def find_siblings(lines: Sequence[Line], verdicts: list[Verdict]) -> list[tuple[int, str]]:
    """The lines at which a second and further `article` element begins, with the reason; the headings of
    these get their kind. Empty where the page is one article."""
    known: dict[Any, Any] = {}
    texts = {
        _outermost(line.element, known)
        for line, verdict in zip(lines, verdicts, strict=True)
        if verdict.is_text and "article" in line.zones
    }
    if len(texts - {None}) < 2:
        return []
    places: dict[Any, list[int]] = {}
    for at, line in enumerate(lines):
        element = _outermost(line.element, known) if "article" in line.zones else None
        if element is not None:
            places.setdefault(element, []).append(at)
    headings = {own[0]: _heading(lines, verdicts, own) for own in places.values()}
    headed = {start: at for start, at in headings.items() if at is not None}
    inside = {at for own in places.values() if own[0] in headed for at in own}
    above = any("titled" in line.zones and at not in inside for at, line in enumerate(lines))
    if len(headed) < 2 or above:
        return []
    starts = sorted(headed)[1:]
    for start in starts:
        verdicts[headed[start]] = Verdict("title", "the heading of an article element")
    return [(start, "an article element of its own begins here") for start in starts]


def _outermost(element: Any, known: dict[Any, Any]) -> Any:
    """The article element around an element that stands in no other; `known` keeps what was found before."""
    path = []
    while element is not None and element not in known:
        path.append(element)
        element = element.getparent()
    outermost = known.get(element)
    for inner in reversed(path):
        outermost = inner if outermost is None and inner.tag == "article" else outermost
        known[inner] = outermost
    return outermost


def _heading(lines: Sequence[Line], verdicts: Sequence[Verdict], own: Sequence[int]) -> int | None:
    """The heading above the paragraphs of an article element; None where it is no article."""
    prose = [at for at in own if verdicts[at].is_text and is_prose(lines[at])]
    if len(prose) < _LEAST:
        return None
    head = range(max(own[0], prose[0] - _HEAD_LINES), prose[0])
    return next((at for at in head if lines[at].tag in _HEADINGS), None)
