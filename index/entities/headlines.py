"""Headlines inside a text: lines whose capitals say nothing about names."""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE = re.compile(r"[^\n]+")
# A headline: at least so many words, this share of them capitalised, at most so long. Read on captures.
_WORDS, _SHARE, _LENGTH = 4, 0.6, 160
_SENTENCE_ENDS = (".", ";", ",")


class Headlines:
    """The lines of one text that are in headline case or in capitals."""

    def __init__(self, text: str) -> None:
        spans = [line.span() for line in _LINE.finditer(text) if headline_case(line[0])]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __contains__(self, position: int) -> bool:
        i = bisect_right(self._starts, position) - 1
        return i >= 0 and position < self._ends[i]


def headline_case(line: str) -> bool:
    """Whether a line is short, does not end like a sentence, and capitalises most of its words."""
    if len(line) > _LENGTH or line.rstrip()[-1:] in _SENTENCE_ENDS:
        return False
    words = [w for w in line.split() if w[0].isalpha()]
    capital = sum(w[0].isupper() for w in words)
    return len(words) >= _WORDS and capital >= _SHARE * len(words)
