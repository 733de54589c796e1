"""How much a word tells: from the number of articles that have it, asked of the engine once.

Weights are in bits: log2 of how many times rarer than "in every article" a word is (inverse document
frequency; K. Sparck Jones, 1972), at least 1, since the order even of common words tells something.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from search.query import Phrase, Query

# Words whose counts are kept for an archive: 100,000 take about 12 MB.
_MOST = 100_000
_LEAST_BITS = 1.0


def in_a_row(words: Sequence[str]) -> Query:
    """Articles whose text has these words one right after the other."""
    return Phrase(" ".join(words), "body")


class Weights:
    """Counts and weights of the words of one state of an archive."""

    def __init__(self, total: Callable[[Sequence[str]], int], articles: int) -> None:
        self._total = total
        self._articles = articles
        self._counts: dict[str, int] = {}

    @property
    def articles(self) -> int:
        return self._articles

    def count(self, word: str) -> int:
        """How many articles have the word in their text."""
        found = self._counts.get(word)
        if found is None:
            found = self._total((word,))
            if len(self._counts) >= _MOST:
                self._counts.clear()
            self._counts[word] = found
        return found

    def bits(self, word: str) -> float:
        """The weight of a word; of one that no article has, that of a word in a single article."""
        return max(_LEAST_BITS, math.log2((self._articles + 1) / (self.count(word) + 0.5)))
