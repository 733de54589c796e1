"""Where the words of a quotation begin and end: quotation marks of all styles, told from apostrophes.

`stretches(text)` gives one Stretch for each run of words between two marks, sorted and disjoint, with
the marks left out. Marks inside a quotation belong to it. A quotation never runs past the end of its
paragraph: where the next paragraph opens again without a closing mark before, that paragraph is a
Stretch of its own with `continues` set; else an unclosed one just ends there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
        reopened = bool(
            unclosed and marks and marks[0][0] == unclosed and not text[start : marks[0][1]].strip()
        )
        unclosed = _scan(text, (start, end), number, marks, reopened, found) if marks else ""
    return found


def _scan(
    text: str,
    span: tuple[int, int],
    number: int,
    marks: list[tuple[str, int, int]],
    reopened: bool,
    found: list[Stretch],
) -> str:
    """Adds one paragraph's quotations to `found`; gives the mark that stays open at its end, or ""."""
    at = 0
    while at < len(marks):
        mark, left, right = marks[at]
        if not _opens(text, span, mark, left, right):
            at += 1
            continue
        close = _closing(text, span, marks, at)
        if close is None:
            if _runs_to_the_end(text, span, marks, at):
                _keep(text, right, span[1], number, False, reopened and at == 0, found)
                return mark if _cut(found, number) else ""
            at += 1
            continue
        _keep(text, right, marks[close][1], number, True, reopened and at == 0, found)
        at = close + 1
    return ""


def _cut(found: list[Stretch], number: int) -> bool:
    """Whether the last stretch kept is the one that this paragraph's end cuts off."""
    return bool(found) and found[-1].paragraph == number and not found[-1].closed


def _keep(
    text: str,
    start: int,
    end: int,
    number: int,
    closed: bool,
    continues: bool,
    found: list[Stretch],
) -> None:
    """Adds a stretch without the spaces at its ends (French sets « and » off), unless it holds no word."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if any(c.isalnum() for c in text[start:end]):
        found.append(Stretch(start, end, number, closed, continues))


def _opens(text: str, span: tuple[int, int], mark: str, left: int, right: int) -> bool:
    """Whether a mark that stands outside any quotation can open one."""
    if mark not in CLOSERS or right >= span[1]:
        return False
    before = text[left - 1] if left > span[0] else " "
    after = text[right]
    if mark in ("“", "„", "‟", "「", "『", "«", "‹", "``"):
        return True
    apart = not (before.isalnum() or before in ".,!?…;")
    if mark in SINGLES:
        return (
            apart
            and (after.isalnum() or after in '[“"¿¡…(@#$£€')
            and not CLIPPED.match(text, right)
        )
    return apart and (not after.isspace() or mark in "»›")


def _closing(
    text: str, span: tuple[int, int], marks: list[tuple[str, int, int]], at: int
) -> int | None:
    """The index of the mark that closes the one at `at`, or None."""
    opener = marks[at][0]
    if opener in SINGLES:
        return _single_closing(text, span, marks, at)
    closers, depth = CLOSERS[opener], 0
    for index in range(at + 1, min(len(marks), at + LOOK)):
        mark, left, right = marks[index]
        after = text[right] if right < span[1] else " "
        before = text[left - 1]
        if mark == opener and opener not in closers:
            if not before.isspace() and not after.isalnum() and opener == "“":
                return index  # an opening mark set where a closing one was meant
            depth += 1
        elif mark in closers or (mark == '"' and opener in "“„" and not before.isspace()):
            if mark == opener and before.isspace() and not after.isspace():
                return None  # it opens again: the mark that closes this one is missing
            if depth == 0:
                return index
            depth -= 1
    if depth:
        return _first_closer(marks, at, closers)
    return None


def _first_closer(
    marks: list[tuple[str, int, int]], at: int, closers: tuple[str, ...]
) -> int | None:
    """Where marks are nested but one is missing: the last closing mark, if nothing opened after it."""
    opener = marks[at][0]
    second = next(i for i in range(at + 1, len(marks)) if marks[i][0] == opener)
    window = range(at + 1, min(len(marks), at + LOOK))
    last = max((i for i in window if marks[i][0] in closers), default=None)
    return None if last is None or last > second else last


def _single_closing(
    text: str, span: tuple[int, int], marks: list[tuple[str, int, int]], at: int
) -> int | None:
    """The closing single mark: after punctuation for sure, after a word unless a plural's apostrophe."""
    maybe = None
    for index in range(at + 1, min(len(marks), at + LOOK)):
        mark, left, right = marks[index]
        if mark not in "’'":
            continue
        before = text[left - 1]
        after = text[right] if right < span[1] else " "
        if after.isalnum() or before.isspace():
            continue  # an apostrophe inside or before a word
        if before in '.,!?…;:)]”"' or before.isdigit() or before not in "sS":
            return index
        if maybe is None:
            maybe = index
        if not after.isspace():
            return index
        if any(m[0] in "‘" for m in marks[at + 1 : index]):
            break
    return maybe


def _runs_to_the_end(
    text: str, span: tuple[int, int], marks: list[tuple[str, int, int]], at: int
) -> bool:
    """Whether an unclosed mark opens a quotation that its paragraph's end cuts off."""
    opener, _, right = marks[at]
    if opener in SINGLES or (opener in "»›" and text[right].isspace()):
        return False
    return not any(m[0] == opener for m in marks[at + 1 : at + LOOK])
