"""Where dates stand on a page: every line that holds one, with what its place and markup say.

HTML gives the lines that `signals` marked; a text dump gives the lines of the article's blocks. Both
become Sightings, which `ranking` weighs alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from search.article import TEXT_KINDS

from ..page import Draft, Signals
from .beside import captions, entries, packed, spoken
from .reading import MAX_LINE, Order, Reading, read_dates

_TITLE_WORDS = 4  # fewer words than these stand in many lines by chance
# A date inside a body counts as a date line only at the very opening ("Berlin, 3 June 2022 (Agency) -").
_OPENING = 80


@dataclass(frozen=True, slots=True)
class Sighting:
    """A date in its line.

    `after_title` and `after_prose` count lines from the headline and from the first paragraph (negative:
    before it, None: there is none); `twins` counts other dates in lines of the same shape (a list of
    other articles); `titled`: the line holds the headline; `reading_from`: where the words before the
    date begin, past an earlier date in the line; `machine`: the date is an attribute for machines.
    """

    reading: Reading
    line: str
    hint: str = ""
    block: str = ""
    after_title: int | None = None
    after_prose: int | None = None
    twins: int = 0
    titled: bool = False
    reading_from: int = 0
    machine: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    order: int
    hint: str = ""
    block: str = ""
    machine: str | None = None


def page_sightings(
    signals: Signals, draft: Draft, title: str | None, language: str | None, order: Order
) -> list[Sighting]:
    """The dates that an HTML page shows; comments and entries of other articles below this one left out."""
    lines = [_Line(s.text, s.order, s.hint, "", s.machine) for s in signals.stamps]
    at = _title_place(signals, title)
    prose = next((p for p in signals.prose_at if at is None or p > at), None)
    return list(_sightings(lines, at, prose, title, language, order, draft))


def text_sightings(
    draft: Draft, title: str | None, language: str | None, order: Order
) -> list[Sighting]:
    """The dates that the blocks of an article show, comments left out.

    Of running text only short lines are read, which cleaning may have taken for paragraphs, and the
    opening, where agencies put place and day.
    """
    lines: list[_Line] = []
    at = prose = None
    number = 0
    for block in draft.blocks:
        if block.kind == "comment":
            continue
        for text in filter(None, map(str.strip, block.text.split("\n"))):
            number += 1
            if block.kind == "title" and at is None:
                at = number
            if block.kind in TEXT_KINDS and len(text) > _OPENING:
                text = text[:_OPENING] if prose is None else ""
                prose = prose or number
            if text:
                lines.append(_Line(text, number, "", block.kind))
    return list(_sightings(lines, at, prose, title, language, order, draft))


def _others(lines: list[_Line], prose: int, draft: Draft, title: str | None) -> set[_Line]:
    """Of dated lines those of captions, and those below the first paragraph that are of comments, of sentences, or of other
    articles' entries.

    Where an entry shows no more than its day, the last lines that show that day are the entries'.
    """
    shown = captions(draft, {packed(line.text) for line in lines})
    pictured = {line for line in lines if shown and packed(line.text) in shown}
    below = [line for line in lines if line.order > prose]
    if not below:
        return pictured
    texts = {packed(line.text) for line in below}
    said, wanted = spoken(draft, texts), _words(title)
    entered = entries(draft, texts, title, not below[0].block)
    places = {(line.order, packed(line.text)): line.text for line in below}
    dropped = set()
    for order, text in sorted(places, reverse=True):
        if (text in said or entered[text] > 0) and not _names(places[order, text], wanted):
            entered[text] -= 1
            dropped.add(order)  # with the element for machines that stands in the line
    return pictured | {line for line in below if line.order in dropped}


def _title_place(signals: Signals, title: str | None) -> int | None:
    """The heading that is the title; without a match the first heading of several words."""
    wanted = _words(title)
    best: tuple[float, int] | None = None
    for text, at in zip(signals.headings, signals.headings_at, strict=False):
        have = _words(text)
        share = 2 * len(wanted & have) / max(1, len(wanted) + len(have))
        if best is None or share > best[0]:
            best = (share, at)
    return best[1] if best else None


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"\w+", (text or "").casefold()))


def _sightings(
    lines: list[_Line],
    at: int | None,
    prose: int | None,
    title: str | None,
    language: str | None,
    order: Order,
    draft: Draft,
) -> Iterator[Sighting]:
    dated = []
    wanted = _words(title)
    shapes = Counter[str]()
    for line in lines:
        if len(line.text) > MAX_LINE:
            continue
        readings = read_dates(line.text, language, order)
        machine = read_dates(line.machine, language, "mdy") if line.machine else []
        if readings or machine:
            shape = _shape(line)
            shapes[shape] += len({r.value for r in [*machine[:1], *readings]})
            dated.append((line, shape, machine, readings))
    seen = [line for line, *_ in dated]
    others = _others(seen, prose, draft, title) if prose is not None else set()
    for line, shape, machine, readings in dated:
        titled = _names(line.text, wanted)
        for number, reading in enumerate([*machine[:1], *readings]):
            if line in others:
                continue  # it still makes a list of the lines of its shape
            yield Sighting(
                reading,
                line.text,
                line.hint,
                line.block,
                None if at is None else line.order - at,
                None if prose is None else line.order - prose,
                shapes[shape] - 1,
                titled,
                max((r.end for r in readings if r.end <= reading.start), default=0),
                machine=bool(machine) and number == 0,
            )


def _names(line: str, title: set[str]) -> bool:
    """Whether a line holds a headline of some length, as the article's own entry in a list does."""
    return len(title) >= _TITLE_WORDS and len(title - _words(line)) <= len(title) // _TITLE_WORDS


def _shape(line: _Line) -> str:
    """Lines of one list look alike: the same markup, or in a dump the same form of line."""
    if line.hint:
        return line.hint
    return re.sub(r"\d+", "0", re.sub(r"[^\W\d_]+", "a", line.text))[:60]
