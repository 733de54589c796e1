"""What was pasted: the words of the quotation, the marks of its editing, and what only stands beside it.

A quotation reaches a fact-checker with outer quotation marks, with an attribution ("..., said X"), with
openly marked edits (the forms of ellipsis, [brackets], [T]he) and with traces of where it was copied.
Here that is told apart, without asking the archive. Numbers of words and spans of the pasted text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from search.analysis import tokens
from search.errors import RequestError

from .attribution import Span, beside
from .copied import readable

# The longest text that is compared word by word. Three pages of print are about 1,500 words; the table
# that compares them with an article of as many words takes about 10 MB for each thousand squared.
MAX_WORDS = 2000

ELLIPSIS = re.compile(
    r"[\[(]\s*(?:\.{2,}|…|\.\s\.\s\.)\s*[\])]|…|\.{3,}|\.(?:[\s\u00a0]\.){2,}|(?<=\w)\.\.(?=\s|$)"
)
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_IN_WORD = re.compile(r"[\[\]]+")
# Words that must be left to compare when those in brackets are set aside.
_LEAST_COMPARED = 2


@dataclass(frozen=True, slots=True)
class Pasted:
    """The words of a pasted text, in order, folded as `search.analysis` folds them.

    `text` is the pasted text as it reads (`copied.py`), of the same length; `spans` are code points of it.
    `ellipses` holds, for each mark of omission between two words, the number of words before it.
    `bracketed` are the words inside square brackets, `partly` those with brackets inside the word
    ([t]he), `outside` those pasted along with it, as an attribution, `doubtful` those that look so, by what
    they look like.
    """

    text: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    ellipses: frozenset[int]
    bracketed: frozenset[int]
    partly: frozenset[int]
    outside: frozenset[int]
    doubtful: tuple[frozenset[int], ...] = ()

    def without(self, numbers: frozenset[int]) -> Pasted:
        """The same, with these words taken for an attribution, and no doubt left."""
        return replace(self, outside=self.outside | numbers, doubtful=())

    def part(self, first: int, last: int) -> Pasted:
        """The words from `first` to before `last`, as if they alone had been pasted from the text."""
        inside = range(first, last)

        def moved(numbers: frozenset[int]) -> frozenset[int]:
            return frozenset(n - first for n in numbers if n in inside)

        return Pasted(
            self.text, self.words[first:last], self.spans[first:last],
            frozenset(n - first for n in self.ellipses if first < n < last),
            moved(self.bracketed), moved(self.partly), moved(self.outside),
        )  # fmt: skip


def parse(text: str) -> Pasted:
    """Reads a pasted text. Raises RequestError where it has no word, or too many."""
    text = readable(text)
    found, partly = _words(text)
    if not found:
        raise RequestError(
            "There is nothing to check: paste the words of a quotation, for instance "
            "pressmark quote 'no minister signs this alone'."
        )
    if len(found) > MAX_WORDS:
        raise RequestError(
            f"This is a text of {len(found):,} words; up to {MAX_WORDS:,} can be compared word by word. "
            "Paste the passage that is in question, or check it in parts."
        )
    spans = tuple((start, end) for _, start, end in found)
    outside, doubtful = beside(text, spans)
    ellipses = {_before(spans, match.start()) for match in ELLIPSIS.finditer(text)}
    bracketed = _bracketed(text, spans) - partly - outside
    if len(spans) - len(bracketed) - len(outside) < _LEAST_COMPARED:
        bracketed = set()  # brackets around everything edit nothing
    return Pasted(
        text=text,
        words=tuple(word for word, _, _ in found),
        spans=spans,
        ellipses=frozenset(n for n in ellipses if 0 < n < len(spans)),
        bracketed=frozenset(bracketed),
        partly=frozenset(partly),
        outside=outside,
        doubtful=tuple(doubtful),
    )


def _bracketed(text: str, spans: tuple[Span, ...]) -> set[int]:
    return {
        number
        for match in _BRACKETS.finditer(text)
        for number, (start, end) in enumerate(spans)
        if match.start() < start and end < match.end()
    }


def _words(text: str) -> tuple[list[tuple[str, int, int]], set[int]]:
    """The words; those that brackets cut ("[t]he", "want[ed]") made whole, and their numbers."""
    found: list[tuple[str, int, int]] = []
    partly: set[int] = set()
    for word, start, end in tokens(text):
        between = text[found[-1][2] : start] if found else ""
        if between and _IN_WORD.fullmatch(between) and _cut(text, found[-1], start, end):
            before = found.pop()
            partly.add(len(found))
            found.append((before[0] + word, before[1], end))
        else:
            found.append((word, start, end))
    return found, partly


def _cut(text: str, before: tuple[str, int, int], start: int, end: int) -> bool:
    """Whether brackets stand inside one word: "[t]he" and "want[ed]", but not "[t][he]"."""
    opens = text[before[1] - 1 : before[1]] == "["
    return (opens and text[start - 1] == "]") or (
        text[start - 1] == "[" and text[end : end + 1] == "]"
    )


def _before(spans: tuple[Span, ...], at: int) -> int:
    return sum(1 for start, _ in spans if start < at)
