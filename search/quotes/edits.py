"""What was changed: the differences between a quotation and the passages it was laid beside.

Every difference gives an edit; what changes nothing (a narrator, an apostrophe) is said as well, so that
the text of the article and the edits together give the quotation's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from search.analysis import words

from .align import Pair
from .copied import PADDING
from .flags import begins, denies, flags
from .parts import Cutter, Part
from .passages import quotation_marks
from .pasted import ELLIPSIS
from .result import MARKED, Edit, Op
from .seams import interrupted
from .spelling import likeness

Span = tuple[int, int]

# Signs that fold away inside or beside a word and may yet mean something: its, it's; 5, 5 %.
_SIGNS = re.compile(r"['’‘ʼ´`′＇%‰°$€£¥]")
_APOSTROPHES = re.compile(r"['’‘ʼ´`′＇]")
# Between the two halves of a word: what a hyphen, a line's end or a separator of thousands leaves there.
_HYPHEN = re.compile(r"[-‐‑‒–—\u00ad\n]")
_THOUSANDS = re.compile(r"\d[.,’' \u00a0\u2009\u202f]\d{3}(?!\d)")
_WORDY: frozenset[Op] = frozenset({"added", "dropped", "replaced"})
_FLAGGED: frozenset[Op] = _WORDY | {"garbled"}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
# What is openly left out or put in brackets may well hold a negation; one that is all of so few words was the point.
_FEW = 6
# From which likeness on a replaced word is the same one garbled.
_GARBLED = 0.5


class Differences:
    """The edits and spans of the parts of one pasted text in one article."""

    def __init__(self, cutter: Cutter, parts: Sequence[Part], elsewhere: frozenset[int]) -> None:
        self.cutter = cutter
        self.parts = parts
        self.elsewhere = elsewhere
        self.pasted = cutter.pasted
        self.taken = cutter.taken
        self._edits: list[Edit] = []

    def edits(self) -> tuple[Edit, ...]:
        """The differences, in the quotation's order; neighbouring ones of words as one."""
        last: Pair | None = None
        for part in self.parts:
            for run in self._runs(part):
                self._link(last, run[0], seam=run[0] is part[0])
                self._run(run)
                last = run[-1]
        if last is not None:
            end = self.taken.span(last.end - 1)[1]
            self._missing(last.last, len(self.pasted.words), end)
        found = _joined(self._edits, self.pasted.text, self.taken.text)
        if PADDING in self.pasted.text:
            found = [replace(edit, quoted=edit.quoted.replace(PADDING, "")) for edit in found]
        return tuple(map(self._flagged, found))

    def _flagged(self, edit: Edit) -> Edit:
        if edit.op in MARKED and len(words(edit.printed)) <= _FEW:
            turned = denies(edit.printed) and not denies(edit.quoted)
            return replace(edit, flags=("negation",) if turned else ())
        if edit.op not in _FLAGGED:
            return edit
        first = begins(self.taken.text, edit.start) or begins(self.pasted.text, edit.at[0])
        language = self.taken.article.language
        return replace(
            edit, flags=flags(edit.printed, edit.quoted, begins=first, language=language)
        )

    def spans(self) -> tuple[Span, ...]:
        """The passages of the article: whole, but for narrators and seams."""
        found: list[Span] = []
        for part in self.parts:
            low, high = part[0].start, part[0].end
            for last, pair in pairwise(part):
                if self._interrupted(last, pair):
                    found.append(self._words(low, high))
                    low, high = pair.start, pair.end
                low, high = min(low, pair.start), max(high, pair.end)
            found.append(self._words(low, high))
        return tuple(sorted(set(found)))

    def _interrupted(self, one: Pair, other: Pair) -> bool:
        """Whether a narrator, or what an ellipsis leaves out with one, stands between two pairs."""
        if other.start <= one.end:
            return False
        return bool(quotation_marks(self.taken.between(one.end - 1, other.start)))

    # Pairs

    def _runs(self, part: Part) -> Iterator[list[Pair]]:
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

    def _run(self, run: list[Pair]) -> None:
        """Looks closer at the words of a run only where the signs that were folded away differ."""
        printed, quoted = self._printed(run[0], run[-1]), self._quoted(run[0].first, run[-1].last)
        if len(run) == 1 or self._signs(printed, quoted):
            for pair in run:
                self._pair(pair)

    def _pair(self, pair: Pair) -> None:
        printed, quoted = self._printed(pair, pair), self._quoted(pair.first, pair.last)
        edited = self.pasted.bracketed | self.pasted.partly
        bracketed = any(n in edited for n in range(pair.first, pair.last))
        if not pair.same:
            op = "bracket" if bracketed else self._replaced(pair, printed, quoted)
            self._add(op, printed, quoted)
        elif bracketed and "[" not in self.taken.text[max(printed[0] - 1, 0) : printed[1] + 1]:
            self._add("bracket", printed, quoted)
        elif spelling := self._spelling(printed, quoted):
            self._add(spelling, printed, quoted)

    def _replaced(self, pair: Pair, printed: Span, quoted: Span) -> Op:
        if pair.last - pair.first != pair.end - pair.start:  # a contraction, or the words in full
            return "replaced"
        if _umlauts_apart(self.taken.text[slice(*printed)], self.pasted.text[slice(*quoted)]):
            return "note"
        alike = likeness(self.pasted.words[pair.first], self.taken.words[pair.start])
        return "garbled" if alike >= _GARBLED else "replaced"

    def _spelling(self, printed: Span, quoted: Span) -> Op | None:
        """How two spellings of the same letters and digits differ: not at all (a line's end, 1,000), in a
        way to note (a hyphen, an apostrophe), or garbled (a space inside)."""
        halves = [
            text
            for text in (self.taken.text[slice(*printed)], self.pasted.text[slice(*quoted)])
            if re.search(r"[^\w\[\]]", _APOSTROPHES.sub("", text))
        ]
        if len(halves) == 1 and "\n" not in halves[0] and not _THOUSANDS.search(halves[0]):
            return "note" if _HYPHEN.search(halves[0]) else "garbled"
        return "note" if self._signs(printed, quoted) else None

    def _signs(self, printed: Span, quoted: Span) -> bool:
        """Whether the signs inside and right beside two stretches differ, one apostrophe like another."""
        return _signs(self.taken.text, printed) != _signs(self.pasted.text, quoted)

    # What lies between pairs

    def _link(self, one: Pair | None, other: Pair, *, seam: bool) -> None:
        at = self.taken.span(other.start)[0]
        if one is None:
            self._missing(0, other.first, at)
            return
        end, point = self.taken.span(one.end - 1)[1], self.pasted.spans[one.last - 1][1]
        if seam:
            self._add("far", (at, at), (point, point))
        elif other.start < one.end:
            self._add("moved", self._printed(other, other), self._quoted(other.first, other.last))
        elif other.start > one.end and interrupted(self.taken.text[end:at]):
            self._add("narrator", _stripped(self.taken.text, end, at), (point, point))
        elif other.start > one.end:
            self._left_out(one, other)
            return
        self._missing(one.last, other.first, at)

    def _left_out(self, one: Pair, other: Pair) -> None:
        """Words of the article passed over, and what the quotation has in their place."""
        printed = (self.taken.span(one.end)[0], self.taken.span(other.start - 1)[1])
        quoted = self._quoted(one.last, other.first)
        between = [n for n in range(one.last, other.first) if n not in self.pasted.outside]
        bracketed = any(n in self.pasted.bracketed for n in between)
        gaps = self.cutter.side.gaps
        if not all(n in self.pasted.bracketed for n in between):
            self._add("replaced", printed, quoted)
        elif not self.cutter.marked(one.last, other.first):
            self._add("dropped", printed, quoted)
        elif not bracketed and any(n in gaps for n in range(one.last, other.first + 1)):
            self._add("ellipsis", printed, quoted)
        else:
            self._add("bracket", printed, quoted)

    def _missing(self, first: int, last: int, at: int) -> None:
        """Words of the quotation without partner, at a place of the article."""
        for n in range(first, last):
            if n in self.elsewhere:
                self._add("far", (at, at), self.pasted.spans[n])
            elif n not in self.pasted.outside:
                op: Op = "bracket" if n in self.pasted.bracketed else "added"
                self._add(op, (at, at), self.pasted.spans[n])

    def _printed(self, first: Pair, last: Pair) -> Span:
        return self._words(first.start, last.end)

    def _words(self, start: int, end: int) -> Span:
        """Where words of the article stand, half-open."""
        return self.taken.span(start)[0], self.taken.span(end - 1)[1]

    def _quoted(self, first: int, last: int) -> Span:
        spans = self.pasted.spans
        if first < last:
            return spans[first][0], spans[last - 1][1]
        return (spans[first - 1][1], spans[first - 1][1]) if first else (0, 0)

    def _add(self, op: Op, printed: Span, quoted: Span) -> None:
        one, other = self.taken.text[slice(*printed)], self.pasted.text[slice(*quoted)]
        self._edits.append(Edit(op, one, other, *printed, quoted))


def _umlauts_apart(one: str, other: str) -> bool:
    """Whether two words differ only in ä and ae, ö and oe, ü and ue."""
    if one.isascii() == other.isascii():
        return False
    return words(one.translate(_UMLAUTS)) == words(other.translate(_UMLAUTS))


def _signs(text: str, span: Span) -> list[str]:
    inside = _SIGNS.findall(text[slice(*span)])
    beside = text[max(span[0] - 1, 0) : span[0]] + text[span[1] : span[1] + 1]
    outer = [sign for sign in beside if not _APOSTROPHES.match(sign) and _SIGNS.match(sign)]
    return sorted(_APOSTROPHES.sub("'", sign) for sign in (*inside, *outer))


def _stripped(text: str, start: int, end: int) -> Span:
    """A stretch without the space around it."""
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - (len(inside) - len(inside.rstrip()))


def _joined(edits: list[Edit], quoted: str, printed: str) -> list[Edit]:
    """Neighbouring edits of words as one."""
    found: list[Edit] = []
    for edit in edits:
        if found and _touch(found[-1], edit, quoted, printed):
            found[-1] = _both(found[-1], edit, quoted, printed)
        else:
            found.append(edit)
    return found


def _touch(one: Edit, other: Edit, quoted: str, printed: str) -> bool:
    if not ((one.op in _WORDY and other.op in _WORDY) or one.op == other.op == "far"):
        return False
    between = quoted[one.at[1] : other.at[0]]
    apart = re.search(r"\w", between + printed[one.end : other.start])
    return not apart and not ELLIPSIS.search(between)


def _both(one: Edit, other: Edit, quoted: str, printed: str) -> Edit:
    start, end = min(one.start, other.start), max(one.end, other.end)
    at = (min(one.at[0], other.at[0]), max(one.at[1], other.at[1]))
    op: Op = one.op
    if op in _WORDY:
        op = "added" if start == end else "dropped" if at[0] == at[1] else "replaced"
    return Edit(op, printed[start:end], quoted[slice(*at)], start, end, at)
