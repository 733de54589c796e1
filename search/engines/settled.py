"""What an engine's library does not match as we define it, settled on the text of candidates.

The library proposes, `matching.py` decides, and what is left is a plan that the library can answer: so hits,
totals, facets and orders all come of the same articles. Candidates are read one by one and only their ids
kept, so that memory does not grow with their texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeAlias, TypeVar

from search.article import Article
from search.document import key, words_in
from search.matching import occurs, printed
from search.plan import (
    AllOf,
    AnyOf,
    Keys,
    Near,
    Nothing,
    Plan,
    Verbatim,
    Weighted,
    Without,
    Words,
    all_of,
)

# The leaves that may need it.
Checked: TypeAlias = Near | Verbatim
Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
# Ids kept of leaves that are settled, about 60 bytes each, and leaves: a page asks the same for its hits, its
# counts and its histogram, and is followed by its next page.
_KEPT_IDS = 1_000_000
_KEPT = 64


def settled(node: Plan, settle: Callable[[Checked], Plan]) -> Plan:
    """The plan with each leaf that no library answers replaced by what it comes to."""
    match node:
        case AllOf(children) | AnyOf(children):
            return type(node)(tuple(settled(child, settle) for child in children))
        case Without(child):
            return Without(settled(child, settle))
        case Weighted(child, factor):
            return Weighted(settled(child, settle), factor)
        case Near() | Verbatim():
            return settle(node)
    return node


def near_found(near: Near, candidates: Iterable[Article]) -> Plan:
    """The words of a Near, in those of the candidates that truly match."""
    found = tuple(
        key(article.id) for article in candidates if occurs(near, words_in(article, near.field))
    )
    return AllOf((Keys("id", found), near_words(near))) if found else Nothing()


def verbatim_found(leaf: Verbatim, candidates: Iterable[Article]) -> Plan:
    """What is likely, in those articles that truly match; `candidates` are all that is likely.

    Of the ids, those that match or those that do not are kept, whichever are fewer: of "The", which
    most articles have, those few that have only "the".
    """
    found: list[str] = []
    others: list[str] = []
    for article in candidates:
        (found if printed(leaf, article) else others).append(key(article.id))
    if not found:
        return Nothing()
    if not others:
        return leaf.likely
    if len(others) < len(found):
        return AllOf((leaf.likely, Without(Keys("id", tuple(others)))))
    return AllOf((leaf.likely, Keys("id", tuple(found))))


def near_words(near: Near) -> Plan:
    """All of the words, wherever they stand: what every match of a Near has, and what scores it."""
    return all_of([Words(near.field, (word,)) for word in dict.fromkeys(near.words)])


def ids_in(node: Plan) -> int:
    """How many ids a settled leaf names."""
    match node:
        case Keys("id", values):
            return len(values)
        case AllOf(children):
            return sum(map(ids_in, children))
        case Without(child):
            return ids_in(child)
    return 0


class Kept(Generic[Asked, Answer]):
    """Answers kept until they are too many or too heavy; then all are forgotten. For any number of
    threads: what two work out at once comes out the same."""

    def __init__(self) -> None:
        self._answers: dict[Asked, Answer] = {}
        self._weight = 0

    def get(self, asked: Asked) -> Answer | None:
        """The answer, if it is kept."""
        return self._answers.get(asked)

    def keep(self, asked: Asked, answer: Answer, ids: int) -> None:
        """Keeps an answer that holds so many ids."""
        if len(self._answers) >= _KEPT or self._weight + ids > _KEPT_IDS:
            self._answers, self._weight = {}, 0
        self._answers[asked] = answer
        self._weight += ids
