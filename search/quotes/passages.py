"""An article taken apart: its words, where they stand, and what lies between two of them.

Words are those of `search.analysis`; spans are code points of `Article.text`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from search.analysis import Token, tokens, words
from search.article import Article
from search.engine import Engine
from search.errors import NotFound

_MARKS = re.compile(r"[\"＂“”„‟«»「」『』〝〞]|''|``|´´|’’|‘‘")
_PARAGRAPH = re.compile(r"\n[ \t\u00a0]*\n|\n(?=[ \t\u00a0]{2,}\S)")


# Words are located piece by piece, each of about so many characters that it takes no time to speak of;
# white space is never inside a word.
_PIECE = re.compile(r"\S[^\n]{0,300}(?!\S)|\S+")


class Taken:
    """An article by name, with its words. The article itself is fetched, and where a word stands is found
    out, only when it is asked: most articles are laid aside for their words alone.

    Raises NotFound where the archive has changed since, and the article is gone or reads otherwise.
    """

    def __init__(self, engine: Engine, name: str, words: list[str]) -> None:
        self.name = name
        self.words = words
        self._engine = engine
        self._firsts: list[int] = []  # number of the first word of each piece so far
        self._spans: list[tuple[int, int]] = []  # of the pieces
        self._counted = 0
        self._located: dict[int, list[Token]] = {}

    @cached_property
    def article(self) -> Article:
        return self._engine.fetch([self.name])[0]

    @cached_property
    def text(self) -> str:
        return self.article.text

    @cached_property
    def _pieces(self) -> Iterator[re.Match[str]]:
        return _PIECE.finditer(self.text)

    def span(self, number: int) -> tuple[int, int]:
        """Where a word stands in the text."""
        while number >= self._counted:
            piece = next(self._pieces, None)
            if piece is None:
                raise self._changed()
            self._firsts.append(self._counted)
            self._spans.append(piece.span())
            self._counted += len(words(piece.group()))
        at = bisect_right(self._firsts, number) - 1
        start, end = self._spans[at]
        found = self._located.get(at)
        if found is None:
            found = self._located[at] = tokens(self.text[start:end])
        token = found[number - self._firsts[at]]
        if token.word != self.words[number]:
            raise self._changed()
        return start + token.start, start + token.end

    def speaker(self, number: int) -> str | None:
        """Whom the article gives the quotation to that a word stands in."""
        start, end = self.span(number)
        quotes = self.article.quotes
        return next((q.speaker for q in quotes if q.start <= start and end <= q.end), None)

    def _changed(self) -> NotFound:
        return NotFound(f"The article {self.name} was written anew while it was read; ask again.")

    def between(self, one: int, other: int) -> str:
        """The text after one word and before another; empty where the other is not later."""
        return self.text[self.span(one)[1] : self.span(other)[0]] if one < other else ""


def quotation_marks(text: str) -> list[tuple[int, int]]:
    """The double quotation marks of a text, in order, '' and `` included: their spans."""
    return [match.span() for match in _MARKS.finditer(text)]


def paragraph_breaks(text: str) -> int:
    """How many paragraphs end in a text."""
    return len(_PARAGRAPH.findall(text))
