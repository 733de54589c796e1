"""An article taken apart: its words, where they stand, and what lies between two of them.

Words are those of `search.analysis`; spans are code points of `Article.text`.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from search.analysis import Token, tokens, words
from search.article import Article

_MARKS = re.compile(r"[\"＂“”„‟«»「」『』〝〞]|''|``|´´|’’|‘‘")
_PARAGRAPH = re.compile(r"\n[ \t\u00a0]*\n|\n(?=[ \t\u00a0]{2,}\S)")


class Taken:
    """An article and its words. Where words stand is found out only when it is asked, line by line."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.words = words(self.text)
        self._firsts: list[int] = []  # number of the first word of each line that has words
        self._lines: list[tuple[int, int]] = []
        self._located: dict[int, list[Token]] = {}

    def span(self, number: int) -> tuple[int, int]:
        """Where a word stands in the text."""
        if not self._firsts:
            self._number_lines()
        line = bisect_right(self._firsts, number) - 1
        start, end = self._lines[line]
        if line not in self._located:
            self._located[line] = tokens(self.text[start:end])
        token = self._located[line][number - self._firsts[line]]
        return start + token.start, start + token.end

    def _number_lines(self) -> None:
        at = count = 0
        for line in self.text.split("\n"):
            if found := words(line):
                self._firsts.append(count)
                self._lines.append((at, at + len(line)))
                count += len(found)
            at += len(line) + 1

    def between(self, one: int, other: int) -> str:
        """The text after one word and before another; empty where the other is not later."""
        return self.text[self.span(one)[1] : self.span(other)[0]] if one < other else ""


def quotation_marks(text: str) -> list[tuple[int, int]]:
    """The double quotation marks of a text, in order, '' and `` included: their spans."""
    return [match.span() for match in _MARKS.finditer(text)]


def paragraph_breaks(text: str) -> int:
    """How many paragraphs end in a text."""
    return len(_PARAGRAPH.findall(text))
