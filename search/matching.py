"""The plain truth: whether a document matches a plan, and which of its words do.

Everything here is brute force over the words of one document, so that it can be checked by eye. The
memory engine is made of it, the other engines are tested against it and settle with it what their
library cannot match, and snippets take their marks from it.

Spans count words (half-open): `body_words` and `body_stems` of one document have equal positions, so
spans of either stand for the same words of the body.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from rapidfuzz.distance import OSA

from . import plan as p
from .article import Article
from .document import Document, texts_in
from .verbatim import stands_in

Span: TypeAlias = tuple[int, int]
# Leaves that look at one word (or one key) at a time.
Single: TypeAlias = p.Words | p.Starts | p.Pattern | p.Similar
WordLeaf: TypeAlias = Single | p.Sequence | p.Near | p.Verbatim


def matches(plan: p.Plan, document: Document) -> bool:
    """Whether the document is an answer to the plan."""
    match plan:
        case p.Everything():
            return True
        case p.Nothing():
            return False
        case p.Keys(name, values):
            return any(value in document.keys[name] for value in values)
        case p.Days(first, last):
            return _within(document.days, first, last)
        case p.AllOf(children):
            return all(matches(child, document) for child in children)
        case p.AnyOf(children):
            return any(matches(child, document) for child in children)
        case p.Without(child):
            return not matches(child, document)
        case p.Weighted(child):
            return matches(child, document)
        case p.Starts(name) | p.Pattern(name) | p.Similar(name) if name in document.keys:
            return any(map(accepts(plan), document.keys[name]))
        case p.Verbatim(name):
            return occurs(plan, document.words[name]) and printed(plan, document.article)
    return occurs(plan, document.words[plan.field])


def printed(leaf: p.Verbatim, article: Article) -> bool:
    """Whether the text stands in an article that has its words in a row."""
    return any(stands_in(leaf.text, text) for text in texts_in(article, leaf.field))


def spans(plan: p.Plan, words: Mapping[str, Sequence[str]]) -> dict[str, list[Span]]:
    """For each word field given, what in it the plan really matches, in order and without overlap.

    Nothing under a `Without` is marked; a sequence is one span; of words near each other each is one.
    """
    found: dict[str, list[Span]] = {name: [] for name in words}
    for leaf in positive(plan):
        if leaf.field in found:
            found[leaf.field].extend(occurrences(leaf, words[leaf.field]))
    return {name: merged(marks) for name, marks in found.items()}


def merged(marks: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap made one; neighbours that only touch stay two."""
    joined: list[Span] = []
    for start, end in sorted(marks):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def positive(plan: p.Plan) -> Iterator[WordLeaf]:
    """The leaves that match words, but for those that exclude."""
    match plan:
        case p.AllOf(children) | p.AnyOf(children):
            for child in children:
                yield from positive(child)
        case p.Weighted(child):
            yield from positive(child)
        case (
            p.Words()
            | p.Sequence()
            | p.Near()
            | p.Verbatim()
            | p.Starts()
            | p.Pattern()
            | p.Similar()
        ):
            yield plan


def occurs(leaf: WordLeaf, words: Sequence[str]) -> bool:
    """Whether a leaf matches in the words of its field."""
    return next(occurrences(leaf, words), None) is not None


def occurrences(leaf: WordLeaf, words: Sequence[str]) -> Iterator[Span]:
    """Where a leaf matches in the words of its field; a Verbatim, where its words do."""
    match leaf:
        case p.Sequence(_, wanted):
            for start in range(len(words) - len(wanted) + 1):
                if (
                    words[start] == wanted[0]
                    and tuple(words[start : start + len(wanted)]) == wanted
                ):
                    yield start, start + len(wanted)
        case p.Verbatim():
            yield from occurrences(leaf.likely, words)
        case p.Near(_, wanted, slop):
            places: dict[str, list[int]] = {word: [] for word in wanted}
            for position, word in enumerate(words):
                if word in places:
                    places[word].append(position)
            for position in near_positions(places, wanted, slop):
                yield position, position + 1
        case _:
            accepted = accepts(leaf)
            for position, word in enumerate(words):
                if accepted(word):
                    yield position, position + 1


@lru_cache(maxsize=1024)
def accepts(leaf: Single) -> Callable[[str], bool]:
    """The test of a single word (or key)."""
    match leaf:
        case p.Words(_, wanted):
            return frozenset(wanted).__contains__
        case p.Starts(_, prefix):
            return lambda word: word.startswith(prefix)
        case p.Pattern(_, pattern):
            shape = re.compile(_shape(pattern), re.DOTALL)
            return lambda word: shape.fullmatch(word) is not None
        case p.Similar(_, like, distance):
            return lambda word: OSA.distance(word, like, score_cutoff=distance) <= distance
    raise TypeError(f"not a leaf of one word: {leaf!r}")


def _shape(pattern: str) -> str:
    """The pattern as a regular expression that takes linear time: what stands between two stars is
    taken where it comes first and never tried elsewhere, which loses no match."""
    first, *rest = (
        "".join("." if sign == "?" else re.escape(sign) for sign in part)
        for part in pattern.split("*")
    )
    if not rest:
        return first
    *middle, last = rest
    return first + "".join(f"(?>.*?{part})" for part in middle) + ".*" + last


def _within(days: tuple[int, int] | None, first: int | None, last: int | None) -> bool:
    if days is None:
        return False
    return (first is None or days[0] >= first) and (last is None or days[1] <= last)


def near_positions(
    places: Mapping[str, Sequence[int]], wanted: Sequence[str], slop: int
) -> Iterator[int]:
    """The positions that take part in a match of `plan.Near`, each once.

    `places` gives the positions of each wanted word in ascending order. The shift of word i at position p
    is p - i; the words match where all shifts lie within [low, low + slop] and no position is taken twice.
    Where the words can be placed at all, each position in reach of one of them takes part in some
    placement: if it is barred to that word, then because every placement gives it to an equal one.
    """
    seen: set[int] = set()
    for low in sorted({place - i for i, word in enumerate(wanted) for place in places[word]}):
        reach = [_between(places[word], low + i, low + i + slop) for i, word in enumerate(wanted)]
        if _placed(reach):
            fresh = {place for reached in reach for place in reached} - seen
            seen |= fresh
            yield from sorted(fresh)


def _between(places: Sequence[int], first: int, last: int) -> Sequence[int]:
    return places[bisect_left(places, first) : bisect_right(places, last)]


def _placed(reach: list[Sequence[int]]) -> bool:
    """Whether each word can have a position of its own.

    Giving each word in turn the first position left is enough: the reach of a later equal word begins
    and ends later.
    """
    taken: set[int] = set()
    for positions in reach:
        free = next((place for place in positions if place not in taken), None)
        if free is None:
            return False
        taken.add(free)
    return True
