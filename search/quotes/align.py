"""The words of a quotation laid beside the words of articles.

A local alignment (T. F. Smith, M. S. Waterman, 1981) by dynamic programming: all of the quotation, any
part of the article. A step takes a word on both sides, leaves a word of the quotation without partner,
or passes over words of the article, near by at a price for each word, or to anywhere at one price: so
one table finds an interrupted quotation, an ellipsis of any length and parts of different passages.
What the steps mean is said elsewhere (`verdict.py`); here nothing is decided, only laid side by side.

The tables of several articles are filled at once, as one array of (words of the quotation, articles,
places in the article), and only over the regions of each article that have anything of the quotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .passages import Taken
from .regions import Region, regions
from .spelling import contracted, joined, look_alikes

# Prices and gains in tenths of the gain of a common word, set so that: a replaced word is cheaper than one
# added and one passed over (an edit at an end stays in the passage); a jump takes three to four words to pay
# off, one that is openly marked one or two. Not fitted: on every third development case -5 to -9 for
# _REPLACED moves the span overlap by 0.2 points and no verdict.
_COMMON = 10
_RARE = 24  # the gain of a word that one article in 1,000 has, or fewer
_RARE_BITS = 10.0
_REPLACED = -7
_ADDED = -9
_PASSED = 4
_JUMP = 45
_PASSED_MARKED = 1
_JUMP_MARKED = 16
# A word in brackets, or beside the quotation, needs no partner; it takes one where that is at hand.
_FREE = 2
_FREE_REPLACED = -1
_ALIKE = 0.6
# A contraction beside the words in full, or the other way round.
_IN_FULL = 0.8
_NEVER = -(10**6)
# An alignment is looked at closely where it lacks at most this share of a perfect one more than the best
# does; look-alikes are sought in so many of them, and so many are given back beside the best. Wide enough
# that a quotation found word for word still shows where it stood in other words before: with 0.3 and 3 the
# demonstration archive lost the earlier wordings, with these it shows them at the same speed and scores.
_WORTH = 0.45
_SPELLED = 3
_MOST = 6
# Where the best has less than this share of a perfect alignment, nobody's wordings are at stake and so many
# beside it do: 1 to 5 give the same verdicts, and reading each costs as much as aligning it.
_NEARLY = 0.8
_MOST_UNCLEAR = 1
# An article is aligned where its best region has at least this share of what the best article's has.
_PROMISING = 0.5
# Cells of one table filled at once: 4 million of its three arrays take 48 MB.
_MOST_CELLS = 4_000_000


_Article = tuple[Taken, list[Region]]
Cells = npt.NDArray[np.int32]


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

    One word each, but where one side writes as two words what the other writes as one. `same` says that
    the letters and digits are the same.
    """

    first: int
    last: int
    start: int
    end: int
    same: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """The words laid beside each other, in the quotation's order, and what the table gave for it."""

    taken: Taken
    pairs: tuple[Pair, ...]
    score: int


def align(side: Side, articles: Sequence[Taken]) -> list[Alignment]:
    """The best alignments of a quotation with each of some articles, best first.

    All that are as good as the best, and a few more; articles whose alignment is far worse are left out.
    Look-alikes are sought only where no alignment is perfect, in the few best: it takes longer than the
    alignment itself.
    """
    placed = _placed(side, articles)
    if not placed:
        return []
    rows = len(side.words) + 1
    perfect = sum(gain(side.bits[n]) for n in range(len(side.words)) if n not in side.free)
    plain = [_Tables(side, batch, spelled=False) for batch in _batches(rows, placed)]
    scores = [score for tables in plain for score in tables.scores()]
    least = max(scores) - _WORTH * perfect
    if max(scores) >= perfect:
        done = [alignment for tables in plain for alignment in tables.alignments(least)]
    else:
        # With all that equal the last of them: copies of one text are looked at together.
        worst = nlargest(_SPELLED, scores)[-1]
        kept = [
            place for place, score in zip(placed, scores, strict=True) if score >= max(worst, least)
        ]
        spelled = (_Tables(side, batch, spelled=True) for batch in _batches(rows, kept))
        done = [alignment for tables in spelled for alignment in tables.alignments(least)]
    done.sort(key=lambda alignment: -alignment.score)
    equal = sum(alignment.score >= done[0].score for alignment in done)
    most = _MOST if done and done[0].score >= _NEARLY * perfect else _MOST_UNCLEAR
    return done[: equal + most]


def gain(bits: float) -> int:
    """What a word gains that stands on both sides."""
    share = min(1.0, (bits - 1) / (_RARE_BITS - 1))
    return round(_COMMON + share * (_RARE - _COMMON))


def _placed(side: Side, articles: Sequence[Taken]) -> list[_Article]:
    """Articles with the regions to look at; without those that have far less than the best."""
    bits = dict(zip(side.words, side.bits, strict=True))
    found = [(*regions(taken.words, side.words, bits), taken) for taken in articles]
    least = max((best for best, _, _ in found), default=0.0) * _PROMISING
    return [(taken, places) for best, places, taken in found if places and best >= least]


def _batches(rows: int, placed: list[_Article]) -> Iterator[list[_Article]]:
    batch: list[_Article] = []
    width = 0
    for item in placed:
        size = _size(item[1])
        if batch and rows * max(width, size) * (len(batch) + 1) > _MOST_CELLS:
            yield batch
            batch, width = [], 0
        batch.append(item)
        width = max(width, size)
    if batch:
        yield batch


def _size(found: Sequence[Region]) -> int:
    return sum(end - start + 1 for start, end in found)


class _Join(NamedTuple):
    """A step over several words on one side: from a row and a column of an article to a column."""

    article: int
    first: int
    start: int
    end: int
    same: bool


class _Tables:
    """The tables of a batch. A column stands for a place between words of an article: so many words
    before it; its gain is for the word just before, and none for the first place of a region."""

    def __init__(self, side: Side, batch: list[_Article], *, spelled: bool) -> None:
        self.side = side
        self.batch = batch
        codes = {word: code for code, word in enumerate(dict.fromkeys(side.words))}
        self.gains = [
            _FREE if number in side.free else gain(bits) for number, bits in enumerate(side.bits)
        ]
        self.codes = [codes[word] for word in side.words]
        width = max(_size(found) for _, found in batch)
        self.word = np.full((len(batch), width), -2, np.int32)
        self.place = np.zeros((len(batch), width), np.int32)
        for number, (taken, found) in enumerate(batch):
            self._lay(number, taken.words, found, codes)
        self.paired = self._paired()
        self.slopes = {each: self.place * each for each in (_PASSED, _PASSED_MARKED)}
        self.alike: dict[int, list[tuple[int, int, int]]] = {}  # by row: article, column, gain
        self.joins: dict[int, list[_Join]] = {}  # by the row that they lead to
        if spelled:
            for number, (taken, found) in enumerate(batch):
                self._spellings(number, taken.words, found)
        shape = (len(side.words) + 1, len(batch), width)
        self.before = np.zeros(shape, np.int32)  # before words of the article are passed over
        self.after = np.zeros(shape, np.int32)
        for row in range(1, len(side.words) + 1):
            self._fill(row)

    def _lay(
        self, number: int, words: list[str], found: list[Region], codes: dict[str, int]
    ) -> None:
        at = 0
        for start, end in found:
            size = end - start
            self.place[number, at : at + size + 1] = range(start, end + 1)
            self.word[number, at + 1 : at + size + 1] = [codes.get(w, -1) for w in words[start:end]]
            at += size + 1
        self.place[number, at:] = self.place[number, at - 1]

    def _paired(self) -> Cells:
        """What a word of the quotation and the word before a column gain as a pair, by row and column."""
        numbers = range(len(self.side.words))
        codes, gains, replaced = (
            np.array(values, np.int32)[:, None, None]
            for values in (self.codes, self.gains, list(map(self._replaced, numbers)))
        )
        paired: Cells = np.where(self.word == codes, gains, replaced)
        paired[:, self.word == -2] = _NEVER
        return paired

    def _spellings(self, number: int, words: list[str], found: list[Region]) -> None:
        columns: dict[int, int] = {}  # of the place before a word
        for start, end in found:
            first = len(columns)
            columns.update((place, first + place - start) for place in range(start, end + 1))
        for row, place, likeness in look_alikes(self.side.words, words, found):
            gain = round(self._gain(row) * likeness * _ALIKE)
            self.alike.setdefault(row, []).append((number, columns[place + 1], gain))
        for spelled, same in ((joined, True), (contracted, False)):
            for first, last, start, end in spelled(self.side.words, words, found):
                join = _Join(number, first, columns[start], columns[end], same)
                self.joins.setdefault(last, []).append(join)

    # Prices

    def _gain(self, number: int) -> int:
        return self.gains[number]

    def _added(self, number: int) -> int:
        return 0 if number in self.side.free else _ADDED

    def _replaced(self, number: int) -> int:
        return _FREE_REPLACED if number in self.side.free else _REPLACED

    def _passing(self, row: int) -> tuple[int, int]:
        """The price of a passed word and of a jump, after so many words of the quotation."""
        side = self.side
        marked = row in side.gaps or row in side.free or row - 1 in side.free
        if 0 < row < len(side.words) and marked:
            return _PASSED_MARKED, _JUMP_MARKED
        return _PASSED, _JUMP

    # Filling

    def scores(self) -> list[int]:
        """What the best alignment with each article comes to."""
        return [int(score) for score in self.before[-1].max(axis=1)]

    def alignments(self, least: float) -> list[Alignment]:
        """The best alignment with each article, where it comes to at least so much."""
        return [self._traced(n) for n, score in enumerate(self.scores()) if score >= least]

    def _fill(self, row: int) -> None:
        number = row - 1
        last = self.after[number]
        gains = self.paired[number]
        for article, column, gain in self.alike.get(number, ()):
            gains[article, column] = max(gain, gains[article, column])
        cells = self.before[row]
        np.add(last, self._added(number), out=cells)
        np.maximum(cells[:, 1:], last[:, :-1] + gains[:, 1:], out=cells[:, 1:])
        for join in self.joins.get(row, ()):
            value = self._joined(join, number)
            cells[join.article, join.end] = max(cells[join.article, join.end], value)
        each, jump = self._passing(row)
        slope = self.slopes[each]
        near = np.maximum.accumulate(cells + slope, axis=1)
        near -= slope
        np.maximum(near, cells.max(axis=1, keepdims=True) - jump, out=self.after[row])

    # Tracing

    def _traced(self, article: int) -> Alignment:
        row = len(self.side.words)
        column = int(self.before[row, article].argmax())
        score = int(self.before[row, article, column])
        pairs: list[Pair] = []
        while row > 0:
            step = self._step(row, article, column)
            if step is None:
                row -= 1
            else:
                pair, column = step
                pairs.append(pair)
                row = pair.first
            if row > 0:
                column = self._origin(row, article, column)
        return Alignment(self.batch[article][0], tuple(reversed(pairs)), score)

    def _step(self, row: int, article: int, column: int) -> tuple[Pair, int] | None:
        """The pair that a cell (before passing) came from, and the column before it; None where a word
        found no partner."""
        number, value = row - 1, self.before[row, article, column]
        if column > 0 and self.word[article, column] != -2:
            same = bool(self.word[article, column] == self.codes[number])
            gain = self.paired[number, article, column]
            if value == self.after[number, article, column - 1] + gain:
                place = int(self.place[article, column])
                return Pair(number, row, place - 1, place, same), column - 1
        for join in self.joins.get(row, ()):
            here = (join.article, join.end) == (article, column)
            if here and value == self._joined(join, number):
                places = (int(self.place[article, join.start]), int(self.place[article, column]))
                return Pair(join.first, row, *places, join.same), join.start
        return None

    def _joined(self, join: _Join, number: int) -> int:
        gain = self._gain(number) if join.same else round(self._gain(number) * _IN_FULL)
        return int(self.after[join.first, join.article, join.start]) + gain

    def _origin(self, row: int, article: int, column: int) -> int:
        """The column from which words of the article were passed over."""
        cells = self.before[row, article]
        value = self.after[row, article, column]
        if value == cells[column]:
            return column
        each, _ = self._passing(row)
        places = self.place[article]
        near = np.flatnonzero(cells[:column] - (places[column] - places[:column]) * each == value)
        return int(near[-1]) if len(near) else int(cells.argmax())
