"""Comment threads: where one begins under an article, and which lines make up each comment.

A thread is told by its form, in any language: a heading that counts or invites, then stamps (a line with
a date and a time, "3 hours ago", "NAME says:") that recur at short intervals, each with a name, a number
or votes above it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from .cues import TIME
from .lines import Line

# "2. -5", "1. 123": a numbered entry whose own line holds only a vote or a name.
_NUMBERED = re.compile(r"^\d{1,4}[.)]\s+\S.{0,40}$")
_VOTES = re.compile(r"^[+\-−–]?\d{1,5}$")
# A stamp has hardly more than a date, a time and a name: twelve words is "Posted by A. B. C. on Monday,
# 24 January 2022 at 09:43".
_STAMP_WORDS = 12
# Lines above a stamp that belong to its comment: number, name, votes.
_HEAD_LINES = 3
# Without a heading it takes this many signed entries: a story may print two dated letters.
_ENTRIES = 3
# Or this many that can be answered: no letter in a story has a button for it.
_ANSWERABLE = 2
# Lines after a heading within which a thread must show its first stamp.
_PATIENCE = 14


def find_thread(lines: Sequence[Line], first: int, last: int) -> tuple[int, list[int]] | None:
    """The index where the thread under the article begins, and where each comment begins, or None.

    `first` is the first line of the article's text, `last` its last as judged by the line scores: a
    thread may begin above `last`, since comments read like prose, but never above `first`.
    """
    stamps = [at for at in range(first + 1, len(lines)) if is_stamp(lines, at)]
    for at in range(first + 1, len(lines)):
        if "comments" in lines[at].cues and lines[at].words <= _STAMP_WORDS:
            later = bisect_right(stamps, at)
            near = later < len(stamps) and stamps[later] - at <= _PATIENCE
            if near and _opens_entry(lines, stamps[later]):
                return at, _openers(lines, stamps[later:], at + 1)
    entries = [stamp for stamp in stamps if _opens_entry(lines, stamp) and _is_signed(lines, stamp)]
    answerable = sum(_is_answerable(lines, stamp) for stamp in entries)
    enough = len(entries) >= _ENTRIES or answerable >= _ANSWERABLE
    if enough and entries[0] > first + 2:
        starts = _openers(lines, entries, first + 1)
        return starts[0], starts
    return None


def is_stamp(lines: Sequence[Line], at: int) -> bool:
    """Whether a line dates an entry: short, with a date and time, a time told from now, or "says:"."""
    line = lines[at]
    if line.words > _STAMP_WORDS:
        return False
    cues = line.cues
    if "says" in cues and line.words <= 8:
        # Where the next line dates the entry, that line is the stamp.
        return not (at + 1 < len(lines) and is_dated(lines[at + 1]))
    return is_dated(line)


def is_dated(line: Line) -> bool:
    """Whether a line dates an entry: it is short and holds a date with a time, or a time told from now."""
    if line.words > _STAMP_WORDS or line.cues & {"byline", "legal", "credit"}:
        return False
    return (
        "time" in line.cues
        or "ago" in line.cues
        or ("date" in line.cues and bool(TIME.search(line.text)))
    )


def _opens_entry(lines: Sequence[Line], stamp: int) -> bool:
    """Whether text follows the stamp: a comment has words of its own."""
    return any(line.words >= 3 for line in lines[stamp + 1 : stamp + 4])


def _is_signed(lines: Sequence[Line], stamp: int) -> bool:
    """Whether a name, number or votes stand above the stamp, or a reply link below its text."""
    above = lines[stamp - 1] if stamp else None
    if "says" in lines[stamp].cues or (above is not None and "says" in above.cues):
        return True
    if above is not None and (_VOTES.match(above.text) or _NUMBERED.match(above.text)):
        return True
    return _is_answerable(lines, stamp)


def _is_answerable(lines: Sequence[Line], stamp: int) -> bool:
    """Whether a reply link stands below an entry's text."""
    return any("reply" in line.cues for line in lines[stamp + 1 : stamp + 8])


def _openers(lines: Sequence[Line], stamps: Sequence[int], floor: int) -> list[int]:
    """The first line of each comment: the head lines above its stamp, back to a number or a name."""
    starts: list[int] = []
    for stamp in stamps:
        start, named = stamp, False
        top = max(starts[-1] + 2 if starts else floor, stamp - _HEAD_LINES)
        for at in range(stamp - 1, top - 1, -1):
            line = lines[at]
            if _NUMBERED.match(line.text):
                start = at
                break
            sign = not any(map(str.isalnum, line.text))
            if not (sign or _VOTES.match(line.text) or "says" in line.cues):
                if named or at < start - 1 or not _is_name(line):
                    break
                named = True
            start = at
        starts.append(start)
    return starts


def _is_name(line: Line) -> bool:
    """Whether a line could be a user's name: one to four words, no sentence, no label of the page."""
    return line.words <= 4 and not line.sentence and not line.cues - {"says"}
