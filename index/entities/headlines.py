"""Headlines inside a text: lines whose capitals say nothing about names."""

from __future__ import annotations

import re
from bisect import bisect_right

from index.entities.runs import wrapped

_LINE = re.compile(r"[^\n]+")
# A headline: at least so many words, this share of them capitalised, at most so long. Read on captures.
_WORDS, _SHARE, _LENGTH = 4, 0.6, 160
_SENTENCE_ENDS = (".", ";", ",")
# One with a full stop behind it, as texts that were joined by machines have: more words, nearly all capitalised,
# no comma, which the names and places of a credit or a list have.
_STOPPED_WORDS, _STOPPED_SHARE = 6, 0.8


class Headlines:
    """The lines of one text that are in headline case or in capitals."""

    def __init__(self, text: str) -> None:
        spans = [line.span() for line in _LINE.finditer(text) if headline_case(line[0])]
        if spans and wrapped(text):  # a line may begin and end in mid-sentence there
            spans = [(a, b) for a, b in spans if _apart(text, a, b)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __contains__(self, position: int) -> bool:
        i = bisect_right(self._starts, position) - 1
        return i >= 0 and position < self._ends[i]


def _apart(text: str, start: int, end: int) -> bool:
    """Whether empty lines, or the ends of the text, are on both sides of a line."""
    return text[start - 2 : start] in ("", "\n\n") and text[end : end + 2] in ("", "\n", "\n\n")


def headline_case(line: str) -> bool:
    """Whether a line is short and capitalises most of its words, or nearly all where it ends like a sentence."""
    if len(line) > _LENGTH:
        return False
    words = [w for w in line.split() if w[0].isalpha()]
    capital = sum(w[0].isupper() for w in words)
    if line.rstrip()[-1:] in _SENTENCE_ENDS:
        return (
            "," not in line
            and len(words) >= _STOPPED_WORDS
            and capital >= _STOPPED_SHARE * len(words)
        )
    return len(words) >= _WORDS and capital >= _SHARE * len(words)
