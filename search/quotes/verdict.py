"""The verdict on one passage: from the edits of its alignment, never from how similar it looks.

How much of the quotation stands in the article is counted beside it; that decides only which passage is
the closest, and whether an altered quotation can have come from it at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from search.analysis import words

from .align import Alignment, Side
from .edits import Differences
from .parts import Cutter, Part, intact
from .passages import Taken
from .pasted import Pasted
from .result import MARKED, SILENT, Edit, Verdict
from .spelling import likeness

# What a word of the article counts that was left out without a mark, beside one of the quotation. Enough
# to tell four words scattered over a sentence from a quotation, too little to lose an omission.
_DROPPED = 0.3
# What a word counts that stands in the passage in another place.
_MOVED = 0.75
# A quotation of fewer words is nothing but their order; and where more of its words than this share are in
# another place, it is their jumble.
_MOVED_FROM = 6
_MOVED_MOST = 0.25


@dataclass(frozen=True)
class Reading:
    """What one article has of a quotation: `parts` in the quotation's order, with edits and spans.

    `bits` weighs the quotation's words by number, those beside it and in brackets left out; `found` says
    how much of each stands in the article, from 0 to 1.
    """

    pasted: Pasted
    alignment: Alignment
    side: Side
    parts: tuple[Part, ...]
    edits: tuple[Edit, ...]
    spans: tuple[tuple[int, int], ...]
    bits: dict[int, float]
    found: dict[int, float]

    @property
    def taken(self) -> Taken:
        return self.alignment.taken

    @property
    def length(self) -> int:
        """How many words of the quotation are compared."""
        return len(self.bits)

    @cached_property
    def same(self) -> set[int]:
        """The numbers of the quotation's words that stand in the article as they are."""
        pairs = (pair for part in self.parts for pair in part if pair.same)
        return {n for pair in pairs for n in range(pair.first, pair.last) if n in self.bits}

    @cached_property
    def intact(self) -> int:
        """How many of them stand there in a row, at most."""
        return intact(pair for part in self.parts for pair in part)

    @cached_property
    def covered(self) -> float:
        """Bits of the quotation that stand in the article."""
        return sum(self.bits[n] * share for n, share in self.found.items())

    @cached_property
    def share(self) -> float:
        """What of the quotation stands in the article, from 0 to 1: the mean of the share of its words
        and the share of their weights, less where words of the article were dropped."""
        if not self.bits:
            return 1.0
        shares = (
            self.covered / sum(self.bits.values()) + sum(self.found.values()) / self.length
        ) / 2
        return shares * self.length / (self.length + _DROPPED * self._dropped)

    @property
    def _dropped(self) -> int:
        return sum(
            max(0, len(words(edit.printed)) - len(words(edit.quoted)))
            for edit in self.edits
            if edit.op in ("dropped", "replaced")
        )

    @cached_property
    def verdict(self) -> Verdict:
        """What the edits come to."""
        ops = {edit.op for edit in self.edits}
        if not self.parts:
            return "not_found"
        if len(self.parts) > 1:
            return "spliced"
        if ops - SILENT - MARKED:
            return "altered"
        return "marked" if ops & MARKED else "verbatim"


def read(
    pasted: Pasted,
    side: Side,
    alignment: Alignment,
    bits: Callable[[str], float],
    elsewhere: frozenset[int] = frozenset(),
) -> Reading:
    """Reads an alignment of a pasted text with one article; `bits` weighs any word, `elsewhere` are the
    numbers of words that belong to other articles."""
    cutter = Cutter(pasted, side, alignment.taken)
    left_out = elsewhere | pasted.outside
    parts = tuple(cutter.parts(pair for pair in alignment.pairs if pair.first not in left_out))
    differences = Differences(cutter, parts, elsewhere)
    weighed = {n: bits_ for n, bits_ in enumerate(side.bits) if n not in side.free}
    found = _found(side, alignment.taken, parts, weighed, bits)
    edits, spans = differences.edits(), differences.spans()
    return Reading(pasted, alignment, side, parts, edits, spans, weighed, found)


def _found(
    side: Side,
    taken: Taken,
    parts: tuple[Part, ...],
    weighed: dict[int, float],
    bits: Callable[[str], float],
) -> dict[int, float]:
    """How much of each word stands in the article.

    A garbled word comes to weigh what the word weighs that it was, not what its letters by chance do.
    Words that stand in the passage, but not in their place, count in part.
    """
    found: dict[int, float] = {}
    for pair in (pair for part in parts for pair in part):
        if pair.same or pair.last - pair.first != pair.end - pair.start:
            found.update((n, 1.0) for n in range(pair.first, pair.last) if n in weighed)
        elif pair.first in weighed:
            alike = likeness(side.words[pair.first], taken.words[pair.start])
            if alike:
                found[pair.first] = alike
                weighed[pair.first] = min(weighed[pair.first], bits(taken.words[pair.start]))
    if len(weighed) >= _MOVED_FROM:
        left = _unpaired(taken, parts)
        moved = 0
        for number in sorted(weighed.keys() - found.keys()):
            if side.words[number] in left and moved < _MOVED_MOST * len(weighed):
                left.remove(side.words[number])
                found[number] = _MOVED
                moved += 1
    return found


def _unpaired(taken: Taken, parts: tuple[Part, ...]) -> list[str]:
    """The article's words within the parts that stand for no word of the quotation."""
    pairs = [pair for part in parts for pair in part if pair.same]
    paired = {place for pair in pairs for place in range(pair.start, pair.end)}
    places = (place for part in parts for place in range(part[0].start, part[-1].end))
    return [taken.words[place] for place in places if place not in paired]
