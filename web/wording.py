"""Two wordings above each other: the pasted one and the printed one, cut where they differ. No HTML here.

Both sides come from the edits of the check, never from comparing again. Spans are half-open and count
code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from search.article import BLOCK_BREAK
from search.quotes import Edit, Passage
from search.quotes.result import MARKED, SILENT, Op

from .marking import Span

# What a stretch is beside the other wording: the same, changed, a place where the other has words (gap) or
# where two passages were joined (seam), the narrator's or other text between (soft), openly marked as left
# out or bracketed (marked), not of this passage (elsewhere), a match in its surroundings (match).
Kind = Literal["same", "changed", "gap", "seam", "soft", "marked", "elsewhere", "match"]
# Kinds of no width.
_POINTS = frozenset({"gap", "seam"})
Stretch = tuple[int, int, Kind]

# What each side shows of an edit.
_QUOTED: dict[Op, Kind] = {
    "added": "changed", "dropped": "gap", "replaced": "changed", "garbled": "changed",
    "moved": "changed", "bracket": "marked", "far": "elsewhere",
}  # fmt: skip
_PRINTED: dict[Op, Kind] = {
    "added": "gap", "dropped": "changed", "replaced": "changed", "garbled": "changed",
    "moved": "changed", "bracket": "marked", "ellipsis": "marked", "narrator": "soft",
}  # fmt: skip
# Characters kept around a passage and at each end of what lies between two stretches of one: about three
# lines of print, enough to see who speaks and what goes on.
_AROUND = 220
_BETWEEN = 90


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of a wording."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Difference:
    """Two wordings of one passage, and what was changed, in words' order. `marked` are openly marked
    edits, `notes` differences that change no word."""

    quoted: tuple[Bit, ...]
    printed: tuple[Bit, ...]
    changes: tuple[Edit, ...]
    marked: tuple[Edit, ...]
    notes: tuple[Edit, ...]

    @property
    def plain(self) -> bool:
        """Whether both wordings are the same, one word after the other."""
        return not (self.changes or self.marked or self.notes) and len(self.printed) == 1

    @property
    def flags(self) -> tuple[str, ...]:
        """What weighs more about what differs, each once."""
        edits = (*self.changes, *self.marked)
        return tuple(dict.fromkeys(flag for edit in edits for flag in edit.flags))


def difference(pasted: str, within: Span, passage: Passage, spans: Sequence[Span]) -> Difference:
    """The pasted text `within` a span beside the `spans` of a passage that stand for it."""
    text = passage.article.text
    low, high = spans[0][0], spans[-1][1]
    edits = [e for e in passage.edits if low <= e.start and e.end <= high and _inside(e.at, within)]
    printed = _cut(text, (low, high), _printed(edits, spans))
    return Difference(
        quoted=_cut(pasted, within, _quoted(edits)),
        printed=tuple(_shortened(bit) for bit in printed),
        changes=tuple(e for e in edits if e.op not in SILENT | MARKED | {"far"}),
        marked=tuple(e for e in edits if e.op in MARKED),
        notes=tuple(e for e in edits if e.op == "note"),
    )


def surroundings(text: str, spans: Sequence[Span]) -> tuple[Bit, ...]:
    """A passage in its paragraph, its stretches as matches, cut at words a few lines off."""
    low, high = spans[0][0], spans[-1][1]
    before = text[:low].rpartition(BLOCK_BREAK)[2]
    after = text[high:].partition(BLOCK_BREAK)[0]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    matches: list[Stretch] = [(*span, "match") for span in spans]
    middle = _cut(text, (low, high), [*matches, *_printed((), spans)])
    return (Bit(before, "same"), *(_shortened(bit) for bit in middle), Bit(after, "same"))


def shared(passage: Passage) -> tuple[Span, ...]:
    """The stretches of a passage that the quotation has too: its spans without what differs."""
    found: list[Span] = []
    for start, end in passage.spans:
        at = start
        for edit in sorted(passage.edits, key=lambda e: e.start):
            if edit.end > at and edit.start < end and edit.op != "note":
                found.append((at, edit.start))
                at = edit.end
        found.append((at, end))
    trimmed = (_trimmed(passage.article.text, *span) for span in found)
    return tuple((start, end) for start, end in trimmed if start < end)


def _inside(one: Span, other: Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _quoted(edits: Iterable[Edit]) -> list[Stretch]:
    found: list[Stretch] = [(*e.at, _QUOTED[e.op]) for e in edits if e.op in _QUOTED]
    return [
        (start, end, "seam" if kind == "elsewhere" and start == end else kind)
        for start, end, kind in found
    ]


def _printed(edits: Iterable[Edit], spans: Sequence[Span]) -> list[Stretch]:
    """What differs on the printed side; what lies between two spans is the narrator's, if nothing else."""
    found: list[Stretch] = [(e.start, e.end, _PRINTED[e.op]) for e in edits if e.op in _PRINTED]
    found += [(one[1], other[0], "soft") for one, other in pairwise(spans) if one[1] < other[0]]
    return found


def _cut(text: str, within: Span, stretches: Sequence[Stretch]) -> tuple[Bit, ...]:
    """A span of a text cut at the ends of stretches; the first that covers a piece says its kind."""
    low, high = within
    edges = {low, high}
    for start, end, _ in stretches:
        edges |= {min(max(start, low), high), min(max(end, low), high)}
    points = {start: kind for start, end, kind in stretches if kind in _POINTS and start == end}
    found: list[Bit] = []
    for start, end in pairwise(sorted(edges)):
        if start in points:
            found.append(Bit("", points[start]))
        kinds = (k for first, last, k in stretches if first <= start and end <= last)
        found.append(Bit(text[start:end], next(kinds, "same")))
    return (*found, Bit("", points[high])) if high in points else tuple(found)


def _shortened(bit: Bit) -> Bit:
    """What lies between two stretches, without its middle where it is long."""
    if bit.kind not in ("soft", "marked") or len(bit.text) <= 3 * _BETWEEN:
        return bit
    head, tail = bit.text[:_BETWEEN].rpartition(" ")[0], bit.text[-_BETWEEN:].partition(" ")[2]
    return Bit(f"{head} […] {tail}", bit.kind)


def _trimmed(text: str, start: int, end: int) -> Span:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip(" \n\t,.;:!?”“\"'’"))
    inside = text[start:end]
    return start, start + len(inside.rstrip(" \n\t,.;:!?”“\"'’"))
