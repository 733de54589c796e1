"""An article taken apart: its words, where they stand, and what lies between two of them.

Words are those of `search.analysis`; spans are code points of `Article.text`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from search.analysis import Token, tokens, words
from search.article import Article

_OPENING = "“„‟«「『〝"
_CLOSING = "”»」』〞"
_DOUBLED = re.compile(r"''|``|´´|’’|‘‘")
_MARKS = re.compile(r"[\"＂“”„‟«»「」『』〝〞]")
_PARAGRAPH = re.compile(r"\n[ \t\u00a0]*\n|\n(?=[ \t\u00a0]{2,}\S)")


class Taken:
    """An article and its words; the words of a line are located only when they are asked for."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.words: list[str] = []
        self._firsts: list[int] = []  # number of the first word of each line that has words
        self._lines: list[tuple[int, int]] = []
        self._located: dict[int, list[Token]] = {}
        at = 0
        for line in self.text.split("\n"):
            found = words(line)
            if found:
                self._firsts.append(len(self.words))
                self._lines.append((at, at + len(line)))
                self.words.extend(found)
            at += len(line) + 1
        self._where: dict[str, list[int]] | None = None

    def where(self, wanted: Iterable[str]) -> dict[str, list[int]]:
        """The positions of each of these words."""
        if self._where is None:
            self._where = {}
            for number, word in enumerate(self.words):
                self._where.setdefault(word, []).append(number)
        return {word: self._where.get(word, []) for word in wanted}

    @property
    def vocabulary(self) -> Iterable[str]:
        self.where(())
        assert self._where is not None
        return self._where

    def span(self, number: int) -> tuple[int, int]:
        """Where a word stands in the text."""
        line = bisect_right(self._firsts, number) - 1
        start, end = self._lines[line]
        if line not in self._located:
            self._located[line] = tokens(self.text[start:end])
        token = self._located[line][number - self._firsts[line]]
        return start + token.start, start + token.end

    def between(self, one: int, other: int) -> str:
        """The text after one word and before another; empty where the other is not later."""
        return self.text[self.span(one)[1] : self.span(other)[0]] if one < other else ""


def quotation_marks(text: str) -> list[tuple[int, int]]:
    """The double quotation marks of a text, in order, '' and `` included: their spans."""
    found = [m.span() for m in _MARKS.finditer(text)]
    found += [m.span() for m in _DOUBLED.finditer(text)]
    return sorted(found)


def paragraph_breaks(text: str) -> int:
    """How many paragraphs end in a text."""
    return len(_PARAGRAPH.findall(text))
