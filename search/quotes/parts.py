"""An alignment cut into parts: stretches that belong to one passage of the article.

Two neighbouring pairs belong together where nothing lies between them, or what lies between is a
narrator, an openly marked omission, or few words of the same passage (`seams.py`). Otherwise two
passages were put together, and a part that is too slight to tell one is given up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from search.sentences import sentences

from .align import Pair, Side
from .candidates import breaks
from .claimed import may_be_one
from .passages import Taken, paragraph_breaks, quotation_marks
from .pasted import Pasted
from .seams import interrupted, neighbours, one_passage
from .spelling import likeness

Part = list[Pair]

# A part has at least so many of the quotation's words as they are, so many bits, and so much of its
# length: chance finds three common words in a row in nearly every long article.
_WORDS = 4
_BITS = 12.0
# Or so many in a row, however common they are, fewer where they are a whole clause of the quotation: in a
# large archive every word is common, and in a small one few are rare.
IN_A_ROW = 7
CLAUSE = 5
_SAME = 0.6
# A single word with fewer bits, this many words off at an end of a part, is there by chance.
_LOOSE = 2
_LOOSE_BITS = 4.0
# And so unlike words are there by chance: "ever" and "whenever" are at 0.5, "will" and "still" at 0.6.
_ALIKE = 0.7


class Cutter:
    """Cuts alignments of one pasted text with one article."""

    def __init__(self, pasted: Pasted, side: Side, taken: Taken) -> None:
        self.pasted = pasted
        self.side = side
        self.taken = taken

    def parts(self, pairs: Iterable[Pair]) -> list[Part]:
        """The parts, in the quotation's order, without loose ends and without slight parts."""
        parts: list[Part] = []
        for pair in pairs:
            if parts and not self._far(parts[-1][-1], pair):
                parts[-1].append(pair)
            else:
                parts.append([pair])
        tight = (self._tight(part) for part in parts if any(pair.same for pair in part))
        parts = self._turned(tight)
        if len(parts) > 1:
            best = max(parts, key=self._part_bits)
            parts = [part if part is best else list(core(part)) for part in parts]
            parts = [part for part in parts if part is best or self._tells(part)]
        return parts

    def _turned(self, parts: Iterable[Part]) -> list[Part]:
        """The parts; as one those that are neighbours in the article too, only in another order."""
        found: list[Part] = []
        for part in parts:
            if found and self._turns(found[-1], part):
                found[-1].extend(part)
            else:
                found.append(part)
        return found

    def _turns(self, one: Part, other: Part) -> bool:
        end, start = max(pair.end for pair in other), min(pair.start for pair in one)
        return end <= start and neighbours(self.taken.between(end - 1, start))

    def marked(self, last: int, first: int) -> bool:
        """Whether the quotation marks an omission or has brackets between two of its words."""
        gaps = any(number in self.side.gaps for number in range(last, first + 1))
        around = range(max(last - 1, 0), min(first + 1, len(self.side.words)))
        return gaps or any(n in self.pasted.bracketed for n in around)

    def _far(self, one: Pair, other: Pair) -> bool:
        if other.start == one.end:
            return False
        if other.start < one.end:  # words of one passage in another order are no splice
            return not one_passage(self.taken.between(other.end - 1, one.start), marked=False)
        between = self.taken.between(one.end - 1, other.start)
        if interrupted(between):
            return self._two_mouths(one, other)
        return not one_passage(between, marked=self.marked(one.last, other.first))

    def _two_mouths(self, one: Pair, other: Pair) -> bool:
        """Whether what stands on both sides of a narrator was said by two people, and the pasted text has it as
        said by one: without quotation marks between."""
        spans = self.pasted.spans
        if quotation_marks(self.pasted.text[spans[one.last - 1][1] : spans[other.first][0]]):
            return False
        first, second = self.taken.speaker(one.end - 1), self.taken.speaker(other.start)
        return first is not None and second is not None and not may_be_one(first, second)

    def _tight(self, part: Part) -> Part:
        """A part without loose ends: a common word some way off its neighbours is there by chance, and
        what was replaced beyond a quotation mark or in another sentence replaces nothing."""
        del part[self._bounded(part) :]
        part.reverse()
        del part[self._bounded(part) :]
        part.reverse()
        while len(part) > 1 and self._loose(part[-1], part[-2].end, part[-1].start):
            last, before = part.pop(), part[-1]
            if last.same and last.first == before.last and last.start > before.end:
                part.append(Pair(last.first, last.last, before.end, before.end + 1, False))
        while len(part) > 1 and self._loose(part[0], part[0].end, part[1].start):
            first, after = part.pop(0), part[0]
            if first.same and first.last == after.first and after.start > first.end:
                part.insert(0, Pair(first.first, first.last, after.start - 1, after.start, False))
        return part

    def _bounded(self, part: Sequence[Pair]) -> int:
        """How many pairs, from one end of a part on, are left without what lies at the other end beyond a
        quotation mark or sentence, was changed, and says next to nothing."""
        kept = len(part)
        said, changed = 0.0, False
        for number in range(len(part) - 1, 0, -1):
            changed = changed or not part[number].same
            said += self._says(part[number])
            if said >= _LOOSE_BITS:
                break
            one, other = sorted((part[number - 1], part[number]), key=lambda pair: pair.start)
            if changed and self._ends_between(one, other):
                kept = number
        return kept

    def _ends_between(self, one: Pair, other: Pair) -> bool:
        """Whether a quotation, a paragraph or a sentence ends or begins between two pairs."""
        between = self.taken.between(one.end - 1, other.start)
        if not between.strip(" "):  # as between most words: nothing can end there
            return False
        if quotation_marks(between) or paragraph_breaks(between):
            return True
        start, end = self.taken.span(one.end - 1)[0], self.taken.span(other.start)[1]
        return len(sentences(self.taken.text, start, end)) > 1

    def _says(self, pair: Pair) -> float:
        """The bits of a pair of which the article has something."""
        if pair.same:
            return self._bits(pair)
        alike = likeness(self.side.words[pair.first], self.taken.words[pair.start])
        return self._bits(pair) * alike if alike >= _ALIKE else 0.0

    def _loose(self, pair: Pair, one: int, other: int) -> bool:
        """Whether a pair at an end, with the words from `one` to before `other` between it and the rest,
        is no part of the passage."""
        if other < one:
            return self._bits(pair) < _LOOSE_BITS
        off = other - one >= _LOOSE and not self.marked(pair.first, pair.last)
        return pair.same and off and self._bits(pair) < _LOOSE_BITS

    def _bits(self, pair: Pair) -> float:
        side = self.side
        return sum(side.bits[n] for n in range(pair.first, pair.last) if n not in side.free)

    def _part_bits(self, part: Part) -> float:
        return sum(self._bits(pair) for pair in part if pair.same)

    def _tells(self, part: Part) -> bool:
        same = sum(pair.same for pair in part)
        length = part[-1].last - part[0].first
        if same < max(_WORDS, _SAME * length):
            return False
        whole = part[0].first in self._ends and part[-1].last in self._ends
        in_a_row = CLAUSE if whole else IN_A_ROW
        return self._part_bits(part) >= _BITS or intact(part) >= in_a_row

    @cached_property
    def _ends(self) -> set[int]:
        """The numbers of words before which a clause of the quotation begins or ends."""
        return clause_ends(self.pasted)


def clause_ends(pasted: Pasted) -> set[int]:
    """The numbers of words before which a clause of a quotation begins or ends, its ends included."""
    return {0, len(pasted.words), *pasted.ellipses, *breaks(pasted.text, pasted.spans)}


def intact(pairs: Iterable[Pair]) -> int:
    """How many words of the quotation stand in the article in a row, at most."""
    longest = length = 0
    last: Pair | None = None
    for pair in pairs:
        follows = last is not None and (last.last, last.end) == (pair.first, pair.start)
        length = (length if follows else 0) + pair.last - pair.first if pair.same else 0
        longest = max(longest, length)
        last = pair
    return longest


def core(part: Sequence[Pair]) -> Sequence[Pair]:
    """The stretch of a part that holds together: what same words on both sides carry.

    The stretch of the greatest sum (J. Bentley, 1984), a same word counting 1, any other word of the
    quotation -1: a tail of chance words is no part of a passage.
    """
    best = (0, 0, len(part))
    total = start = 0
    for number, pair in enumerate(part):
        total -= pair.first - part[number - 1].last if number > start else 0
        if total <= 0:
            total, start = 0, number
        total += 1 if pair.same else -1
        if total > best[0]:
            best = (total, start, number + 1)
    return part[best[1] : best[2]]
