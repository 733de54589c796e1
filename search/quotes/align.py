"""The words of a quotation laid beside the words of an article.

A local alignment (T. F. Smith, M. S. Waterman, 1981) by dynamic programming: all of the quotation, any
part of the article. A step takes a word on both sides, leaves a word of the quotation without partner,
or passes over words of the article, near by at a price for each word, or to anywhere at one price: so
one table finds an interrupted quotation, an ellipsis of any length and parts of different passages.
What the steps mean is said elsewhere (`verdict.py`); here nothing is decided, only laid side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from .passages import Taken

# Prices and gains in tenths of the gain of a common word. Swept together on half of the development
# cases (every second one) in steps of a half: any of them may change by a third without a verdict
# changing in more than 0.5 % of the cases.
_COMMON = 10
_RARE = 24  # the gain of a word in one article of 1,000 or rarer
_REPLACED = -7
_ADDED = -9
_PASSED = 4
_JUMP = 45
_PASSED_MARKED = 1
_JUMP_MARKED = 16
# From which similarity on (1 - Levenshtein / longer) two words can be the same one garbled.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Side:
    """The quotation's side: words, weights in bits, and where it marks its own edits.

    `gaps` are numbers of words before which something is openly left out, `free` the words that stand
    in brackets or beside the quotation, which need no partner.
    """

    words: tuple[str, ...]
    bits: tuple[float, ...]
    gaps: frozenset[int] = frozenset()
    free: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """`first` to before `last` of the quotation's words beside `start` to before `end` of the article's.

    One word each, but where one side writes as two words what the other writes as one.
    """

    first: int
    last: int
    start: int
    end: int
    same: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """The words laid beside each other, in the quotation's order, and what the table gave for it."""

    pairs: tuple[Pair, ...]
    score: float


def align(side: Side, taken: Taken) -> Alignment:
    """The best alignment of a quotation with an article."""
    table = _Table(side, taken)
    table.fill()
    return table.traced()


class _Table:
    def __init__(self, side: Side, taken: Taken) -> None:
        self.side = side
        self.size = len(taken.words)
        self.where = taken.where(side.words)
        self.alike = _alike(side, taken, self.where)
        self.joined = _joined(side.words, taken)
        rows = len(side.words) + 1
        self.before = np.zeros((rows, self.size + 1), np.int32)  # before words of the article are passed
        self.after = np.zeros((rows, self.size + 1), np.int32)
        self.columns = np.arange(self.size + 1, dtype=np.int32)

    def gain(self, number: int) -> int:
        if number in self.side.free:
            return 2
        bits = self.side.bits[number]
        return round(min(_RARE, _COMMON + (bits - 1) * (_RARE - _COMMON) / 9))

    def added(self, number: int) -> int:
        return 0 if number in self.side.free else _ADDED

    def replaced(self, number: int) -> int:
        return -1 if number in self.side.free else _REPLACED

    def passing(self, number: int) -> tuple[int, int]:
        """The price of a passed word and of a jump, after so many words of the quotation."""
        words = self.side.words
        marked = number in self.side.gaps or number in self.side.free or number - 1 in self.side.free
        if 0 < number < len(words) and marked:
            return _PASSED_MARKED, _JUMP_MARKED
        return _PASSED, _JUMP

    def fill(self) -> None:
        for row in range(1, len(self.side.words) + 1):
            self._fill(row)

    def _fill(self, row: int) -> None:
        number = row - 1
        last = self.after[row - 1]
        gains = self._gains(number)
        cells = last + self.added(number)
        np.maximum(cells[1:], last[:-1] + gains, out=cells[1:])
        for first, start, end in self.joined.get(row, ()):
            value = self.after[first][start] + self.gain(number)
            cells[end] = max(cells[end], value)
        self.before[row] = cells
        each, jump = self.passing(row)
        slope = self.columns * each
        near = np.maximum.accumulate(cells + slope) - slope
        self.after[row] = np.maximum(near, cells.max() - jump)

    def _gains(self, number: int) -> Any:
        gains = np.full(self.size, self.replaced(number), np.int32)
        for likeness, places in self.alike.get(number, ()):
            gains[places] = round(self.gain(number) * likeness * 0.6)
        places = self.where[self.side.words[number]]
        if places:
            gains[places] = self.gain(number)
        return gains

    def traced(self) -> Alignment:
        rows = len(self.side.words)
        pairs: list[Pair] = []
        row, column = rows, int(self.before[rows].argmax())
        score = int(self.before[rows][column])
        while row > 0:
            step = self._step(row, column)
            if step is None:
                row -= 1
            else:
                pairs.append(step)
                row, column = step.first, step.start
            if row > 0:
                column = self._origin(row, column)
        return Alignment(tuple(reversed(pairs)), score)

    def _step(self, row: int, column: int) -> Pair | None:
        """The pair that a cell (before passing) came from, or None where a word found no partner."""
        number, value = row - 1, self.before[row][column]
        if column > 0:
            gains = self._gains(number)
            if value == self.after[row - 1][column - 1] + gains[column - 1]:
                same = column - 1 in self.where[self.side.words[number]]
                return Pair(number, row, column - 1, column, same)
        for first, start, end in self.joined.get(row, ()):
            if end == column and value == self.after[first][start] + self.gain(number):
                return Pair(first, row, start, end, True)
        return None

    def _origin(self, row: int, column: int) -> int:
        """The column from which words of the article were passed over."""
        value = self.after[row][column]
        if value == self.before[row][column]:
            return column
        each, jump = self.passing(row)
        near = self.before[row][:column] - (column - self.columns[:column]) * each
        found = np.flatnonzero(near == value)
        if len(found):
            return int(found[-1])
        return int(self.before[row].argmax()) if value == self.before[row].max() - jump else column


def _alike(
    side: Side, taken: Taken, where: dict[str, list[int]]
) -> dict[int, list[tuple[float, list[int]]]]:
    """For words that the article has not: the places of words that look like them."""
    unknown = {w for w in side.words if not where[w] and len(w) > 1}
    if not unknown:
        return {}
    vocabulary = [w for w in taken.vocabulary if len(w) > 1]
    likeness: dict[str, list[tuple[float, list[int]]]] = {}
    for word in unknown:
        near = process.extract(
            word, vocabulary, scorer=Levenshtein.normalized_similarity, processor=None,
            score_cutoff=_ALIKE, limit=8,
        )  # fmt: skip
        places = taken.where(found for found, _, _ in near)
        likeness[word] = [(score, places[found]) for found, score, _ in reversed(near)]
    return {n: likeness[w] for n, w in enumerate(side.words) if w in likeness}


def _joined(words: Sequence[str], taken: Taken) -> dict[int, list[tuple[int, int, int]]]:
    """Where one side has as one word what the other has as two or three ("1,000", a hyphen at a line's
    end): by the number of the quotation's words so far, (first word, start, end)."""
    found: dict[int, list[tuple[int, int, int]]] = {}
    for size in (2, 3):
        ends = range(size, len(words) + 1)
        whole = {row: "".join(words[row - size : row]) for row in ends}
        places = taken.where(set(whole.values()))
        for row, word in whole.items():
            for place in places[word]:
                found.setdefault(row, []).append((row - size, place, place + 1))
    rows: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        if len(word) > 3 and (word.isdecimal() or not taken.where((word,))[word]):
            rows.setdefault(word, []).append(number + 1)
    for start, end in _split(rows, taken.words):
        for row in rows["".join(taken.words[start:end])]:
            found.setdefault(row, []).append((row - 1, start, end))
    return found


def _split(wanted: dict[str, list[int]], words: list[str]) -> list[tuple[int, int]]:
    """Where two or three words in a row make up one of those wanted."""
    found = []
    if wanted:
        for start, (one, other) in enumerate(zip(words, words[1:], strict=False)):
            two = one + other
            if two in wanted:
                found.append((start, start + 2))
            elif start + 2 < len(words) and two.isdecimal() and two + words[start + 2] in wanted:
                found.append((start, start + 3))
    return found
