"""Text cut at spans, so that a template can wrap the pieces and escape each. Never makes HTML.

Spans are half-open and count code points; they come in order and do not overlap.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.article import BLOCK_BREAK, TEXT_KINDS, Article

from .words import CUT_TITLES

Span = tuple[int, int]
# Cut blocks that go with the text around them; the others are folded.
_UNFOLDED = frozenset({"caption", "note"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `mark` is the number of the match that it belongs to, `first` says
    whether the match begins in it (a quotation may cut it in two); `said` is inside a quotation."""

    text: str
    mark: int | None = None
    first: bool = False
    said: bool = False


Paragraphs = tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A block that cleaning cut: its kind, what that is called, why, and its text."""

    kind: str
    reason: str
    paragraphs: Paragraphs

    @property
    def label(self) -> str:
        """What it is called."""
        return CUT_TITLES.get(self.kind, self.kind)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an article as it is shown: a block of its text, or all that was cut in one place."""

    kind: str
    paragraphs: Paragraphs = ()
    cut: tuple[Cut, ...] = ()

    @property
    def label(self) -> str:
        """What was cut here: each kind once."""
        return ", ".join(dict.fromkeys(block.label for block in self.cut))

    @property
    def open(self) -> bool:
        """Whether what was cut is shown unfolded: it goes with the text, or a match lies in it."""
        return all(block.kind in _UNFOLDED for block in self.cut) or any(
            piece.mark for block in self.cut for par in block.paragraphs for piece in par
        )


def pieces(text: str, marks: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """The text in order, each piece with whether it is marked."""
    at = 0
    for start, end in marks:
        if at < start:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False


class Numbering:
    """Numbers the matches of an article in reading order, from 1."""

    def __init__(self) -> None:
        self.count = 0

    def number(self, marks: Iterable[Span]) -> list[tuple[int, int, int]]:
        """Each span with its number."""
        numbered = []
        for start, end in marks:
            self.count += 1
            numbered.append((start, end, self.count))
        return numbered


def cut_at(
    text: str, marks: Sequence[tuple[int, int, int]], said: Sequence[Span] = ()
) -> tuple[Piece, ...]:
    """The text cut wherever a match or a quotation begins or ends."""
    edges = {0, len(text)}
    for start, end, *_ in (*marks, *said):
        edges |= {min(max(start, 0), len(text)), min(max(end, 0), len(text))}
    found = []
    starts = [mark[0] for mark in marks]
    quoted = [quote[0] for quote in said]
    for start, end in pairwise(sorted(edges)):
        # Spans do not overlap, so only the last one that begins by here can cover the stretch.
        nearest = marks[bisect_right(starts, start) - 1] if marks else (0, 0, 0)
        mark = nearest if nearest[0] <= start and end <= nearest[1] else None
        quote = said[bisect_right(quoted, start) - 1] if said else (0, 0)
        found.append(
            Piece(
                text=text[start:end],
                mark=mark[2] if mark else None,
                first=mark is not None and mark[0] == start,
                said=quote[0] <= start and end <= quote[1],
            )
        )
    return tuple(found)


def parts(
    article: Article,
    numbering: Numbering,
    body: Sequence[Span],
    cut: Sequence[Sequence[Span]],
) -> tuple[Part, ...]:
    """An article's blocks in page order, but for its title. `body` are spans of `Article.text`,
    `cut` those of each block of `Article.cut`, or nothing."""
    shown: list[Part] = []
    offset = 0
    index = 0
    said = [(quote.start, quote.end) for quote in article.quotes]
    for block in article.blocks:
        if block.kind == "title":
            continue
        if block.kind in TEXT_KINDS:
            inside = numbering.number(_within(body, offset, len(block.text)))
            whole = cut_at(block.text, inside, _within(said, offset, len(block.text)))
            offset += len(block.text) + len(BLOCK_BREAK)
            shown.append(Part(block.kind, _paragraphs(whole)))
        else:
            whole = cut_at(block.text, numbering.number(cut[index] if cut else ()))
            index += 1
            before = shown.pop().cut if shown and shown[-1].cut else ()
            found = Cut(block.kind, block.reason, _paragraphs(whole))
            shown.append(Part("cut", cut=(*before, found)))
    return tuple(shown)


def _within(spans: Iterable[Span], offset: int, length: int) -> list[Span]:
    """The spans that touch a block, counted from its beginning and cut off at its ends."""
    return [
        (max(start - offset, 0), min(end - offset, length))
        for start, end in spans
        if start < offset + length and end > offset
    ]


def _paragraphs(whole: Iterable[Piece]) -> Paragraphs:
    """Pieces by paragraph: a blank line in the text parts two."""
    found: list[list[Piece]] = [[]]
    for piece in whole:
        lines = piece.text.split(BLOCK_BREAK)
        for i, line in enumerate(lines):
            if i:
                found.append([])
            if line.strip() or (line and found[-1]):
                found[-1].append(
                    Piece(
                        line,
                        piece.mark,
                        piece.first and i == 0,
                        piece.said,
                    )
                )
    return tuple(tuple(paragraph) for paragraph in found if paragraph)
