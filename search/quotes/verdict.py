"""The verdict on one passage, from the operations of its alignment; never from how similar it looks.

Neighbouring pairs of the alignment are linked. A link says what lies between: nothing, a narrator, an
openly marked omission, words dropped, added or replaced, or the seam of a splice, where the parts belong
to different passages. Parts too slight to tell a passage are given up, and their words count as added.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from search.analysis import words

from .align import Alignment, Pair, Side
from .flags import flags
from .passages import Taken, quotation_marks
from .pasted import ELLIPSIS, Pasted
from .result import MARKED, SILENT, Edit, Op, Verdict
from .seams import interrupted, one_passage
from .spelling import likeness

# A part of a splice has at least so many of the quotation's words, and so many bits: chance finds three
# common words in a row in nearly every long article.
_PART_WORDS = 4
_PART_BITS = 12.0
# What a word of the article counts that was left out without a mark, beside one of the quotation. Enough
# to tell four words scattered over a sentence from a quotation, too little to lose an omission.
_DROPPED = 0.3
# What a word counts that stands in the passage in another place.
_MOVED = 0.75
# A quotation of fewer words is nothing but their order.
_MOVED_FROM = 6
# A single word with fewer bits, this many words off at an end of a part, is there by chance.
_LOOSE = 2
_LOOSE_BITS = 4.0
_APOSTROPHE = re.compile(r"['’‘ʼ´`′＇]")
_SEPARATOR = re.compile(r"[-‐‑‒–—­\n]|\d[.,’' \u00a0\u2009\u202f]\d{3}(?!\d)")


@dataclass(slots=True)
class Reading:
    """What one article has of a quotation: parts in the quotation's order, and the words found there.

    `covered` and `whole` are bits, `count` and `length` numbers of words: of the quotation's words that
    stand in the article, and of all of them.
    """

    alignment: Alignment
    side: Side
    parts: list[list[Pair]]
    edits: list[Edit] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    covered: float = 0.0
    whole: float = 0.0
    count: float = 0.0
    length: int = 0
    dropped: int = 0  # words of the article left out between them without a mark
    bits: dict[int, float] = field(default_factory=dict)  # of the quotation's words, by number

    @property
    def taken(self) -> Taken:
        return self.alignment.taken

    @property
    def same(self) -> set[int]:
        """The numbers of the quotation's words that stand in the article as they are."""
        pairs = (pair for part in self.parts for pair in part if pair.same)
        return {n for pair in pairs for n in range(pair.first, pair.last) if n in self.bits}

    @property
    def share(self) -> float:
        """What of the quotation stands in the article, from 0 to 1: the mean of the share of its words
        and the share of their weights, less where words of the article were dropped."""
        if not self.length:
            return 1.0
        found = (self.covered / self.whole + self.count / self.length) / 2
        return found * self.length / (self.length + _DROPPED * self.dropped)

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
    reader = _Reader(pasted, side, alignment.taken, bits, elsewhere)
    left_out = elsewhere | pasted.outside
    pairs = [pair for pair in alignment.pairs if pair.first not in left_out]
    reading = Reading(alignment, side, reader.parts(pairs))
    reader.cover(reading)
    reader.edit(reading)
    return reading


class _Reader:
    def __init__(
        self,
        pasted: Pasted,
        side: Side,
        taken: Taken,
        bits: Callable[[str], float],
        elsewhere: frozenset[int],
    ) -> None:
        self.elsewhere = elsewhere
        self.bits = bits
        self.pasted = pasted
        self.side = side
        self.taken = taken

    # Parts

    def parts(self, pairs: list[Pair]) -> list[list[Pair]]:
        """The pairs cut where two passages were put together; slight parts left out."""
        parts: list[list[Pair]] = []
        for pair in pairs:
            if parts and not self._far(parts[-1][-1], pair):
                parts[-1].append(pair)
            else:
                parts.append([pair])
        parts = [self._tight(part) for part in parts if any(pair.same for pair in part)]
        if len(parts) > 1:
            best = max(parts, key=self._bits)
            parts = [part if part is best else list(core(part)) for part in parts]
            parts = [part for part in parts if part is best or self._tells(part)]
        return parts

    def _tight(self, part: list[Pair]) -> list[Pair]:
        """A part without loose ends: a common word some way off its neighbours is there by chance, and
        what was replaced beyond a quotation mark replaces nothing."""
        while len(part) > 1 and self._loose(part[-1], part[-2].end, part[-1].start):
            last = part.pop()
            if last.same and last.first == part[-1].last:
                part.append(Pair(last.first, last.last, part[-1].end, part[-1].end + 1, False))
        while len(part) > 1 and self._loose(part[0], part[0].end, part[1].start):
            first = part.pop(0)
            if first.same and first.last == part[0].first and part[0].start > 0:
                part.insert(
                    0, Pair(first.first, first.last, part[0].start - 1, part[0].start, False)
                )
        return part

    def _loose(self, pair: Pair, one: int, other: int) -> bool:
        """Whether a pair at an end, with the words from `one` to before `other` between it and the rest,
        is no part of the passage."""
        between = self.taken.between(one - 1, other)
        if not pair.same:
            return bool(quotation_marks(between))
        marked = self._marked(pair.first, pair.last)
        return other - one >= _LOOSE and not marked and self._pair_bits(pair) < _LOOSE_BITS

    def _far(self, one: Pair, other: Pair) -> bool:
        if other.start == one.end:
            return False
        if other.start < one.end:  # words of one passage in another order are no splice
            return not one_passage(self.taken.between(other.end - 1, one.start), marked=False)
        between = self.taken.between(one.end - 1, other.start)
        if interrupted(between):
            return False
        return not one_passage(between, marked=self._marked(one.last, other.first))

    def _passed(self, one: Pair, other: Pair) -> str:
        """The text between two pairs where words of the article were passed over, or paragraphs end."""
        between = self.taken.between(one.end - 1, other.start)
        return between if other.start > one.end or interrupted(between) else ""

    def _marked(self, last: int, first: int) -> bool:
        """Whether the quotation marks an omission or has brackets between two of its words."""
        side = self.side
        gaps = any(number in side.gaps for number in range(last, first + 1))
        around = range(max(last - 1, 0), min(first + 1, len(side.words)))
        return gaps or any(n in self.pasted.bracketed for n in around)

    def _bits(self, part: Sequence[Pair]) -> float:
        return sum(self._pair_bits(pair) for pair in part if pair.same)

    def _pair_bits(self, pair: Pair) -> float:
        return sum(
            self.side.bits[n] for n in range(pair.first, pair.last) if n not in self.side.free
        )

    def _tells(self, part: Sequence[Pair]) -> bool:
        same = [pair for pair in part if pair.same]
        length = part[-1].last - part[0].first
        return (
            len(same) >= _PART_WORDS
            and len(same) >= 0.6 * length
            and self._bits(part) >= _PART_BITS
        )

    # Coverage

    def cover(self, reading: Reading) -> None:
        """Counts what of the quotation stands in the article, in bits.

        A garbled word weighs what the word weighs that it was, not what its letters by chance do. Words
        that stand in the passage, but not in their place, count in part.
        """
        side = self.side
        weigh = {n: side.bits[n] for n in range(len(side.words)) if n not in side.free}
        found: dict[int, float] = {}
        left = self._unpaired(reading)
        for pair in (pair for part in reading.parts for pair in part):
            alike = 1.0 if pair.same else self._alike(pair)
            found.update((n, alike) for n in range(pair.first, pair.last) if n in weigh and alike)
            if alike and not pair.same and pair.first in weigh:
                weigh[pair.first] = min(weigh[pair.first], self.bits(self.taken.words[pair.start]))
        for number in sorted(weigh.keys() - found.keys()):
            if len(weigh) >= _MOVED_FROM and side.words[number] in left:
                left.remove(side.words[number])
                found[number] = _MOVED
        reading.covered = sum(weigh[n] * alike for n, alike in found.items())
        reading.whole = sum(weigh.values())
        reading.count = sum(found.values())
        reading.length = len(weigh)
        reading.bits = weigh

    def _unpaired(self, reading: Reading) -> list[str]:
        """The article's words within the parts that stand for no word of the quotation."""
        taken = {
            place
            for part in reading.parts
            for pair in part
            if pair.same
            for place in range(pair.start, pair.end)
        }
        return [
            self.taken.words[place]
            for part in reading.parts
            for place in range(part[0].start, part[-1].end)
            if place not in taken
        ]

    def _alike(self, pair: Pair) -> float:
        return likeness(self.side.words[pair.first], self.taken.words[pair.start])

    # Edits

    def edit(self, reading: Reading) -> None:
        last: Pair | None = None
        for part in reading.parts:
            self._between(reading, last, part[0])
            for run in self._runs(part):
                if run[0] is not part[0] and last is not None:
                    self._between(reading, last, run[0])
                self._run(reading, run)
                last = run[-1]
        if last is not None:
            self._missing(
                reading, last.last, len(self.side.words), self.taken.span(last.end - 1)[1]
            )
        reading.dropped = sum(
            max(0, len(words(edit.printed)) - len(words(edit.quoted)))
            for edit in reading.edits
            if edit.op in ("dropped", "replaced")
        )
        reading.edits = _joined(reading.edits, self.pasted.text, self.taken.text)
        reading.spans = self._spans(reading.parts)

    def _runs(self, part: list[Pair]) -> Iterator[list[Pair]]:
        """Pairs of one word each, same and unmarked, that follow each other; any other pair alone."""
        edited = self.pasted.bracketed | self.pasted.partly

        def plain(pair: Pair) -> bool:
            single = pair.last - pair.first == pair.end - pair.start == 1
            return pair.same and single and pair.first not in edited

        run: list[Pair] = []
        for pair in part:
            follows = run and (run[-1].last, run[-1].end) == (pair.first, pair.start)
            if run and not (follows and plain(pair) and plain(run[-1])):
                yield run
                run = []
            run.append(pair)
        if run:
            yield run

    def _run(self, reading: Reading, run: list[Pair]) -> None:
        """Looks closer at the words of a run only where the signs dropped inside them can differ."""
        printed = (self.taken.span(run[0].start)[0], self.taken.span(run[-1].end - 1)[1])
        quoted = self._quoted(run[0].first, run[-1].last)
        one = _APOSTROPHE.findall(self.taken.text[slice(*printed)])
        other = _APOSTROPHE.findall(self.pasted.text[slice(*quoted)])
        if len(run) == 1 or len(one) != len(other):
            for pair in run:
                self._pair(reading, pair)

    def _between(self, reading: Reading, one: Pair | None, other: Pair) -> None:
        at = self.taken.span(other.start)[0]
        if one is None:
            self._missing(reading, 0, other.first, at)
            return
        seam = (self.taken.span(one.end - 1)[1], at)
        point = self.pasted.spans[one.last - 1][1]
        if self._apart(reading, one, other):
            self._add(reading, "far", (at, at), (point, point))
            self._missing(reading, one.last, other.first, at)
        elif other.start < one.end:
            printed = (at, self.taken.span(other.end - 1)[1])
            self._add(reading, "moved", printed, self._quoted(other.first, other.last))
            self._missing(reading, one.last, other.first, at)
        elif other.start == one.end:
            self._missing(reading, one.last, other.first, at)
        elif interrupted(self.taken.text[slice(*seam)]):
            self._add(reading, "narrator", _inner(self.taken.text, *seam), (point, point))
            self._missing(reading, one.last, other.first, at)
        else:
            self._left_out(reading, one, other)

    def _apart(self, reading: Reading, one: Pair, other: Pair) -> bool:
        return any(part[0] is other for part in reading.parts) and one is not other

    def _left_out(self, reading: Reading, one: Pair, other: Pair) -> None:
        printed = (self.taken.span(one.end)[0], self.taken.span(other.start - 1)[1])
        quoted = self._quoted(one.last, other.first)
        between = range(one.last, other.first)
        if self._marked(one.last, other.first) and all(n in self.side.free for n in between):
            bracketed = any(n in self.pasted.bracketed for n in between) or not any(
                n in self.side.gaps for n in range(one.last, other.first + 1)
            )
            self._add(reading, "bracket" if bracketed else "ellipsis", printed, quoted)
        elif all(n in self.pasted.outside for n in between):
            self._add(reading, "dropped", printed, quoted)
        else:
            self._add(reading, "replaced", printed, quoted)

    def _missing(self, reading: Reading, first: int, last: int, at: int) -> None:
        """Words of the quotation without partner, at a place of the article."""
        numbers = [n for n in range(first, last) if n not in self.pasted.outside]
        for n in numbers:
            op: Op = "bracket" if n in self.pasted.bracketed else "added"
            op = "far" if n in self.elsewhere else op
            self._add(reading, op, (at, at), self.pasted.spans[n])

    def _pair(self, reading: Reading, pair: Pair) -> None:
        printed = (self.taken.span(pair.start)[0], self.taken.span(pair.end - 1)[1])
        quoted = self._quoted(pair.first, pair.last)
        bracketed = any(
            n in self.pasted.bracketed or n in self.pasted.partly
            for n in range(pair.first, pair.last)
        )
        if not pair.same:
            op: Op = "bracket" if bracketed else "replaced"
            if op == "replaced" and self._alike(pair) >= 0.5:
                op = "garbled"
            self._add(reading, op, printed, quoted)
        elif bracketed and "[" not in self.taken.text[max(printed[0] - 1, 0) : printed[1] + 1]:
            self._add(reading, "bracket", printed, quoted)
        elif not self._one_spelling(printed, quoted):
            self._add(reading, "garbled", printed, quoted)
        elif self._apostrophes(printed, quoted):
            self._add(reading, "note", printed, quoted)

    def _one_spelling(self, printed: tuple[int, int], quoted: tuple[int, int]) -> bool:
        """Whether two spellings of the same letters are typography: a hyphen, a line end, 1,000."""
        one = self.taken.text[slice(*printed)]
        other = self.pasted.text[slice(*quoted)]
        spaced = [
            text for text in (one, other) if re.search(r"[^\w\[\]]", _APOSTROPHE.sub("", text))
        ]
        return all(_SEPARATOR.search(text) for text in spaced)

    def _apostrophes(self, printed: tuple[int, int], quoted: tuple[int, int]) -> bool:
        one = _APOSTROPHE.search(self.taken.text[slice(*printed)])
        other = _APOSTROPHE.search(self.pasted.text[slice(*quoted)])
        return (one is None) != (other is None)

    def _quoted(self, first: int, last: int) -> tuple[int, int]:
        spans = self.pasted.spans
        if first >= last:
            return (spans[first - 1][1], spans[first - 1][1]) if first else (0, 0)
        return spans[first][0], spans[last - 1][1]

    def _add(
        self, reading: Reading, op: Op, printed: tuple[int, int], quoted: tuple[int, int]
    ) -> None:
        reading.edits.append(
            Edit(
                op,
                self.taken.text[slice(*printed)],
                self.pasted.text[slice(*quoted)],
                *printed,
                quoted,
            )
        )

    def _spans(self, parts: list[list[Pair]]) -> list[tuple[int, int]]:
        """The passages of the article: whole, but for narrators and seams."""
        found: list[tuple[int, int]] = []
        for part in parts:
            last: Pair | None = None
            for pair in part:
                start, end = self.taken.span(pair.start)[0], self.taken.span(pair.end - 1)[1]
                if last is not None and not interrupted(
                    self.taken.between(last.end - 1, pair.start)
                ):
                    found[-1] = (found[-1][0], end)
                else:
                    found.append((start, end))
                last = pair
        return sorted(set(found))


def core(part: Sequence[Pair]) -> Sequence[Pair]:
    """The stretch of a part that holds together: what same words on both sides carry.

    The stretch of the greatest sum (J. Bentley, 1984), a same word counting 1, any other word of the
    quotation -1: a tail of chance words is no part of a passage.
    """
    best = (0.0, 0, len(part))
    total, start = 0.0, 0
    for number, pair in enumerate(part):
        total -= pair.first - part[number - 1].last if number > start else 0
        if total <= 0:
            total, start = 0.0, number
        total += 1.0 if pair.same else -1.0
        if total > best[0]:
            best = (total, start, number + 1)
    return part[best[1] : best[2]]


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the space around it."""
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - (len(inside) - len(inside.rstrip()))


def _joined(edits: list[Edit], quoted: str, printed: str) -> list[Edit]:
    """Neighbouring words added, dropped or replaced as one edit, with its flags."""
    found: list[Edit] = []
    wordy = {"added", "dropped", "replaced"}
    for edit in edits:
        last = found[-1] if found else None
        if (
            last is not None
            and last.op in wordy
            and edit.op in wordy
            and not re.search(r"\w", quoted[last.at[1] : edit.at[0]])
            and not re.search(r"\w", printed[last.end : edit.start])
            and not ELLIPSIS.search(quoted[last.at[1] : edit.at[0]])
        ):
            found[-1] = _both(last, edit, quoted, printed)
        else:
            found.append(edit)
    changing = wordy | {"garbled"}
    return [
        Edit(e.op, e.printed, e.quoted, e.start, e.end, e.at, flags(e.printed, e.quoted))
        if e.op in changing else e
        for e in found
    ]  # fmt: skip


def _both(one: Edit, other: Edit, quoted: str, printed: str) -> Edit:
    start, end = min(one.start, other.start), max(one.end, other.end)
    at = (min(one.at[0], other.at[0]), max(one.at[1], other.at[1]))
    op: Op = "replaced"
    if start == end:
        op = "added"
    elif at[0] == at[1]:
        op = "dropped"
    return Edit(op, printed[start:end], quoted[slice(*at)], start, end, at)
