"""Comments that the markup of an HTML page holds: one entry a comment, by structure, not by class names.

Inside an element named for comments each dated line belongs to one comment: the highest element around it
that holds no other dated line. So a reply nested in another comment is a comment of its own, whatever the
elements are called; headings, forms and buttons beside the comments belong to none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from .comments import is_dated
from .cues import cues_of
from .lines import Line
from .walk import claims


def marked_entries(lines: Sequence[Line]) -> dict[int, int]:
    """The number of the comment that each line belongs to, by the line's index; empty where the markup
    does not tell the comments apart."""
    threads: defaultdict[Any, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if "comment" in line.zones and (thread := _thread(line.element)) is not None:
            threads[thread].append(at)
    for places in threads.values():
        for at in places:
            # Far from the text lines are muted (`Line.mute`); here their dates are wanted.
            lines[at].__dict__["cues"] = cues_of(lines[at].text)
    found: dict[int, int] = {}
    for thread, places in threads.items():
        entries = _entries(lines, thread, places)
        numbers = {entry: number for number, entry in enumerate(entries, start=len(found))}
        for at in places:
            entry = next((e for e in _upwards(lines[at].element, thread) if e in numbers), None)
            if entry is not None:
                found[at] = numbers[entry]
    return found if _holds_words(lines, found) else {}


def _entries(lines: Sequence[Line], thread: Any, places: Sequence[int]) -> list[Any]:
    """The element of each comment, in page order."""
    dated = [lines[at].element for at in places if is_dated(lines[at])]
    held = Counter(element for own in dated for element in _upwards(own, thread))
    entries = []
    for own in dated:
        alone = [element for element in _upwards(own, thread) if held[element] == 1]
        if alone:
            entries.append(alone[-1])
    return entries


def _holds_words(lines: Sequence[Line], found: dict[int, int]) -> bool:
    """Whether most entries hold words beside their date: where dates and texts are siblings without an
    element of their own around them, the markup tells nothing."""
    spoken = {number for at, number in found.items() if not is_dated(lines[at])}
    return 2 * len(spoken) > len(set(found.values()))


def _thread(element: Any) -> Any:
    """The outermost element around a line that is named for comments."""
    outermost = None
    while element is not None:
        if "comment" in claims(element.tag, element):
            outermost = element
        element = element.getparent()
    return outermost


def _upwards(element: Any, end: Any) -> Iterator[Any]:
    """The element and those around it, below `end`."""
    while element is not None and element is not end:
        yield element
        element = element.getparent()
