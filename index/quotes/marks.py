"""Where the words of a quotation begin and end: quotation marks of all styles, told from apostrophes.

`stretches(text)` gives one Stretch for each run of words between two marks, sorted and disjoint, with
the marks left out. Marks inside a quotation belong to it. A quotation never runs past the end of its
paragraph: where the next paragraph opens again without a closing mark before, that paragraph is a
Stretch of its own with `continues` set; else an unclosed one just ends there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

# What closes a quotation, by what opened it. „ is closed by “ (German) or ” (Polish, Dutch); ” opens in
# Swedish and Finnish; « and » open in French and in German.
CLOSERS: dict[str, tuple[str, ...]] = {
    "“": ("”",), "„": ("“", "”"), "”": ("”",), "‟": ("”",), "«": ("»",), "»": ("«",), "‹": ("›",),
    "›": ("‹",), "「": ("」",), "『": ("』",), '"': ('"', "”"), "＂": ("＂",), "''": ("''",),
    "``": ("''",), "‘": ("’",), "'": ("'",),
}  # fmt: skip
SINGLES = frozenset("‘'’")
MARK = re.compile(r"''|``|[“”„‟«»‹›「」『』\"＂‘’']")
# A text without a longer line than this may be set in lines of fixed width (80 columns and the slack
# that mail and wire services leave); in others each line is a paragraph.
WRAPPED = 100
# Set lines are not always filled to the last column.
SLACK = 3
# So many marks after an opening one are searched for its closing one; no quotation holds more.
LOOK = 200
# Clipped words that begin with an apostrophe: never an opening mark.
CLIPPED = re.compile(
    r"(?:\d0s|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|n\b|round\b|bout\b|cuz\b)", re.I
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between two marks: offsets into the text, the paragraph's number, and how it is bounded."""

    start: int
    end: int
    paragraph: int
    closed: bool = True
    continues: bool = False


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text as half-open spans, blank ones left out.

    Each line is one, unless the text is set in lines of fixed width: then a line that the next line's
    first word would not have fitted goes on there, and so does one before a small letter.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    spans: list[tuple[int, int]] = []
    start = at = 0
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        end = at + len(line)
        if width > WRAPPED or end == len(text) or not _goes_on(line, below, width):
            if text[start:end].strip():
                spans.append((start, end))
            start = end + 1
        at = end + 1
    return spans


def _goes_on(line: str, below: str, width: int) -> bool:
    """Whether a line set to a width was only broken off before the line below it."""
    if not line.strip() or not below.strip() or below[0].isspace():
        return False
    filled = len(line) + 1 + len(below.split(None, 1)[0]) >= width - SLACK
    return filled or below[0].islower()


def stretches(text: str, spans: list[tuple[int, int]] | None = None) -> list[Stretch]:
    """All quotations of a text, by their marks alone."""
    spans = paragraphs(text) if spans is None else spans
    found: list[Stretch] = []
    unclosed = ""
    for number, (start, end) in enumerate(spans):
        marks = [(m[0], *m.span()) for m in MARK.finditer(text, start, end)]
        if marks:
            reopened = marks[0][0] == unclosed and not text[start : marks[0][1]].strip()
            paragraph = _Paragraph(text, (start, end), number, marks)
            unclosed = paragraph.scan(reopened, found)
        else:
            unclosed = ""
    return found


class _Paragraph:
    """The marks of one paragraph as (mark, start, end), and what closes what; each is looked at a few times."""

    def __init__(
        self, text: str, span: tuple[int, int], number: int, marks: list[tuple[str, int, int]]
    ) -> None:
        self.text, self.span, self.number, self.marks = text, span, number, marks
        self._pairs: dict[str, dict[int, int]] = {}

    def scan(self, reopened: bool, found: list[Stretch]) -> str:
        """Adds the paragraph's quotations to `found`; gives the mark that stays open at its end, or ""."""
        at = 0
        while at < len(self.marks):
            mark, _, right = self.marks[at]
            if not self._opens(at):
                at += 1
                continue
            continues = reopened and at == 0
            close = self._closing(at)
            if close is not None:
                self._keep(right, self.marks[close][1], True, continues, found)
                at = close + 1
            elif self._runs_to_the_end(at):
                kept = self._keep(right, self.span[1], False, continues, found)
                return mark if kept else ""
            else:
                at += 1
        return ""

    def _keep(
        self, start: int, end: int, closed: bool, continues: bool, found: list[Stretch]
    ) -> bool:
        """Adds a stretch without the spaces at its ends (French sets « and » off), unless it holds no word."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        kept = any(c.isalnum() for c in self.text[start:end])
        if kept:
            found.append(Stretch(start, end, self.number, closed, continues))
        return kept

    def _before(self, at: int) -> str:
        """The character before a mark, a blank at the paragraph's beginning."""
        left = self.marks[at][1]
        return self.text[left - 1] if left > self.span[0] else " "

    def _after(self, at: int) -> str:
        """The character after a mark, a blank at the paragraph's end."""
        right = self.marks[at][2]
        return self.text[right] if right < self.span[1] else " "

    def _opens(self, at: int) -> bool:
        """Whether a mark that stands outside any quotation can open one."""
        mark, _, right = self.marks[at]
        if mark not in CLOSERS or right >= self.span[1]:
            return False
        if mark in ("“", "„", "‟", "「", "『", "«", "‹", "``"):
            return True
        before, after = self._before(at), self._after(at)
        apart = not (before.isalnum() or before in ".,!?…;")
        if mark in SINGLES:
            return (
                apart
                and (after.isalnum() or after in '[“"¿¡…(@#$£€')
                and not CLIPPED.match(self.text, right)
            )
        return apart and (not after.isspace() or mark in "»›")

    def _closing(self, at: int) -> int | None:
        """The index of the mark that closes the one at `at`, or None."""
        opener = self.marks[at][0]
        if opener in SINGLES:
            return self._single_closing(at)
        if opener not in self._pairs:
            self._pairs[opener] = self._paired(opener)
        close = self._pairs[opener].get(at)
        return close if close is not None and close < at + LOOK else None

    def _paired(self, opener: str) -> dict[int, int]:
        """What closes each mark like `opener`, in one pass: nested ones close first."""
        closers = CLOSERS[opener]
        pairs: dict[int, int] = {}
        waiting: list[int] = []
        for at, (mark, _, _) in enumerate(self.marks):
            if mark == opener and opener not in closers:
                if opener == "“" and not (self._before(at).isspace() or self._after(at).isalnum()):
                    # An opening mark set where a closing one was meant: it ends all that wait.
                    pairs.update(dict.fromkeys(waiting, at))
                    waiting.clear()
                waiting.append(at)
            elif mark in closers or (
                mark == '"' and opener in "“„" and not self._before(at).isspace()
            ):
                if waiting:
                    left = waiting.pop()
                    if mark != opener or not self._reopens(at):
                        pairs[left] = at
                if mark == opener:
                    waiting.append(at)
        return pairs

    def _reopens(self, at: int) -> bool:
        """Whether a mark that opens and closes opens: the one that closes what stands open is missing."""
        return self._before(at).isspace() and not self._after(at).isspace()

    def _single_closing(self, at: int) -> int | None:
        """The closing single mark: after punctuation for sure, after a word unless a plural's apostrophe.

        A plural's is taken where no sure one follows, or where a quotation opens before that.
        """
        sure, plural, opening = self._singles
        last = at + LOOK
        first = _next(plural, at, last)
        certain = _next(sure, at, last)
        if first is None or (certain is not None and certain < first):
            return certain
        opened = _next(opening, at, last)
        doubt = None if opened is None else _next(plural, opened, last)
        if certain is None or (doubt is not None and doubt < certain):
            return first
        return certain

    @cached_property
    def _singles(self) -> tuple[list[int], list[int], list[int]]:
        """The single marks that close for sure, those that may be a plural's, and those that open."""
        sure: list[int] = []
        plural: list[int] = []
        for at, (mark, _, _) in enumerate(self.marks):
            before, after = self._before(at), self._after(at)
            if mark not in "’'" or after.isalnum() or before.isspace():
                continue  # an apostrophe inside or before a word
            (plural if before in "sS" and after.isspace() else sure).append(at)
        return sure, plural, [at for at, mark in enumerate(self.marks) if mark[0] == "‘"]

    def _runs_to_the_end(self, at: int) -> bool:
        """Whether an unclosed mark opens a quotation that its paragraph's end cuts off."""
        opener, _, right = self.marks[at]
        if opener in SINGLES or (opener in "»›" and self.text[right].isspace()):
            return False
        near = range(at + 1, min(len(self.marks), at + LOOK))
        return all(self.marks[index][0] != opener for index in near)


def _next(places: list[int], at: int, last: int) -> int | None:
    """The first of sorted places after `at` and before `last`."""
    index = bisect_right(places, at)
    return places[index] if index < len(places) and places[index] < last else None
