"""The verdict on one passage, from the operations of its alignment; never from how similar it looks.

Neighbouring pairs of the alignment are linked. A link says what lies between: nothing, a narrator, an
openly marked omission, words dropped, added or replaced, or the seam of a splice, where the parts belong
to different passages. Parts too slight to tell a passage are given up, and their words count as added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .align import Alignment, Pair, Side
from .flags import flags
from .passages import Taken
from .pasted import ELLIPSIS, Pasted
from .result import MARKED, SILENT, Edit, Op, Verdict
from .seams import interrupted, one_passage

# A part of a splice has at least so many of the quotation's words, and so many bits: chance finds three
# common words in a row in nearly every long article.
_PART_WORDS = 3
_PART_BITS = 9.0
_APOSTROPHE = re.compile(r"['’‘ʼ´`′＇]")
_SEPARATOR = re.compile(r"[-‐‑‒–—­\n]|\d[.,’' \u00a0\u2009\u202f]\d{3}(?!\d)")


@dataclass(slots=True)
class Reading:
    """What one article has of a quotation: parts in the quotation's order, and the words found there.

    `covered` and `whole` are bits: of the quotation's words that stand in the article, and of all.
    """

    taken: Taken
    parts: list[list[Pair]]
    edits: list[Edit] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    covered: float = 0.0
    whole: float = 0.0
    same: int = 0

    @property
    def share(self) -> float:
        return self.covered / self.whole if self.whole else 0.0

    @property
    def words(self) -> set[int]:
        """The numbers of the quotation's words that found a partner here."""
        return {n for part in self.parts for pair in part for n in range(pair.first, pair.last)}

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


def read(pasted: Pasted, side: Side, taken: Taken, alignment: Alignment) -> Reading:
    """Reads an alignment of a pasted text with one article."""
    reader = _Reader(pasted, side, taken)
    parts = reader.parts(list(alignment.pairs))
    reading = Reading(taken, parts)
    reader.cover(reading)
    reader.edit(reading)
    return reading


class _Reader:
    def __init__(self, pasted: Pasted, side: Side, taken: Taken) -> None:
        self.pasted = pasted
        self.side = side
        self.taken = taken

    # Parts

    def parts(self, pairs: list[Pair]) -> list[list[Pair]]:
        """The pairs cut where two passages were put together; slight parts and loose ends left out."""
        parts: list[list[Pair]] = []
        for pair in pairs:
            if parts and not self._far(parts[-1][-1], pair):
                parts[-1].append(pair)
            else:
                parts.append([pair])
        parts = [trimmed for part in parts if (trimmed := _trimmed(part))]
        if len(parts) > 1:
            best = max(parts, key=self._bits)
            parts = [part for part in parts if part is best or self._tells(part)]
        return parts

    def _far(self, one: Pair, other: Pair) -> bool:
        if other.start < one.end:
            return True
        if other.start == one.end:
            return False
        between = self.taken.between(one.end - 1, other.start)
        if interrupted(between):
            return False
        return not one_passage(between, marked=self._marked(one.last, other.first))

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
            len(same) >= _PART_WORDS and len(same) >= 0.6 * length and self._bits(part) >= _PART_BITS
        )

    # Coverage

    def cover(self, reading: Reading) -> None:
        side = self.side
        counted = [n for n in range(len(side.words)) if n not in side.free]
        reading.whole = sum(side.bits[n] for n in counted)
        for part in reading.parts:
            for pair in part:
                if pair.same:
                    reading.covered += self._pair_bits(pair)
                    reading.same += sum(n not in side.free for n in range(pair.first, pair.last))
                else:
                    reading.covered += self._alike(pair) * self._pair_bits(pair)

    def _alike(self, pair: Pair) -> float:
        one = self.side.words[pair.first]
        other = self.taken.words[pair.start]
        return likeness(one, other)

    # Edits

    def edit(self, reading: Reading) -> None:
        last: Pair | None = None
        for part in reading.parts:
            self._between(reading, last, part[0])
            for pair in part:
                if last is not None and pair is not part[0]:
                    self._between(reading, last, pair)
                self._pair(reading, pair)
                last = pair
        if last is not None:
            self._missing(reading, last.last, len(self.side.words), self.taken.span(last.end - 1)[1])
        reading.edits = _joined(reading.edits, self.pasted.text, self.taken.text)
        reading.spans = self._spans(reading.parts)

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
            self._add(reading, op, (at, at), self.pasted.spans[n])

    def _pair(self, reading: Reading, pair: Pair) -> None:
        printed = (self.taken.span(pair.start)[0], self.taken.span(pair.end - 1)[1])
        quoted = self._quoted(pair.first, pair.last)
        if any(n in self.pasted.outside for n in range(pair.first, pair.last)):
            return
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
        spaced = [text for text in (one, other) if re.search(r"[^\w\[\]]", _APOSTROPHE.sub("", text))]
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

    def _add(self, reading: Reading, op: Op, printed: tuple[int, int], quoted: tuple[int, int]) -> None:
        reading.edits.append(
            Edit(op, self.taken.text[slice(*printed)], self.pasted.text[slice(*quoted)], *printed, quoted)
        )

    def _spans(self, parts: list[list[Pair]]) -> list[tuple[int, int]]:
        """The passages of the article: whole, but for narrators and seams."""
        found: list[tuple[int, int]] = []
        for part in parts:
            last: Pair | None = None
            for pair in part:
                start, end = self.taken.span(pair.start)[0], self.taken.span(pair.end - 1)[1]
                if last is not None and not interrupted(self.taken.between(last.end - 1, pair.start)):
                    found[-1] = (found[-1][0], end)
                else:
                    found.append((start, end))
                last = pair
        return sorted(set(found))


def likeness(one: str, other: str) -> float:
    """How far two words look like one garbled: 1 - edits / length, 0 below a half."""
    from rapidfuzz.distance import Levenshtein

    found: float = Levenshtein.normalized_similarity(one, other, score_cutoff=0.5)
    return found


def _trimmed(part: list[Pair]) -> list[Pair]:
    """A part without pairs of different words far from a same one at its ends."""
    first = next((i for i, pair in enumerate(part) if pair.same), None)
    if first is None:
        return []
    return part


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
