"""Where a query matches in an article, as spans of its title, its text and its cut blocks.

Where a plan matches is said by `matching.py`, in words; here words become spans. A phrase is one span, of
words near each other each is one, what is excluded is never marked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from .analysis import places, stems, words
from .article import BLOCK_BREAK, Article
from .document import GAP, Document, document
from .fields import EVERY_PART, stems_of, words_of
from .matching import Span, WordLeaf, matches, merged, occurrences, positive
from .plan import AllOf, AnyOf, Nothing, Plan, Verbatim, Weighted, Without, all_of, any_of
from .verbatim import located

# A leaf without its field: what the same word of a query is in title, body and cut blocks alike. A word
# asked for as said is another one: showing it elsewhere does not show it said.
Leaf: TypeAlias = tuple[object, ...]
# A stretch of a text with words of its own, and where it begins.
Section: TypeAlias = tuple[int, str]


class Match(NamedTuple):
    """Where a leaf of the plan matches: a span of the text, and the leaf."""

    start: int
    end: int
    leaf: Leaf


class Marks(NamedTuple):
    """Spans to mark on an article's page: in its title, in `Article.text`, and in each of `Article.cut`."""

    title: tuple[Span, ...]
    text: tuple[Span, ...]
    cut: tuple[tuple[Span, ...], ...]


def marks(article: Article, plan: Plan) -> Marks:
    """Every match in an article, for its own page."""
    plan = real(plan, article)
    joined = _spans(in_cut(article, plan))
    cut: list[tuple[Span, ...]] = []
    start = 0
    for block in article.cut:
        end = start + len(block.text)
        cut.append(tuple((a - start, b - start) for a, b in joined if start <= a and b <= end))
        start = end + len(BLOCK_BREAK)
    return Marks(
        _spans(in_title(article, plan)), _spans(in_body(article, plan, article.text)), tuple(cut)
    )


def _spans(found: Sequence[Match]) -> tuple[Span, ...]:
    return tuple(merged(match[:2] for match in found))


def in_title(article: Article, plan: Plan) -> list[Match]:
    """Matches in the title, in order."""
    title = article.title or ""
    return _matches(plan, "title", title, [(0, title)], article.language)


def in_body(article: Article, plan: Plan, text: str) -> list[Match]:
    """Matches in the article's text, which is given since joining it takes time: in all of it, and in
    what is said in it."""
    found = _matches(plan, "body", text, _placed(text.split(BLOCK_BREAK)), article.language)
    said = [(start, text[start:end]) for start, end in article.said]
    found += _matches(plan, "said", text, said, article.language, gap=[GAP])
    return sorted(found, key=_by_span)


def in_cut(article: Article, plan: Plan) -> list[Match]:
    """Matches in the cut blocks, as offsets into their texts joined by BLOCK_BREAK."""
    texts = [block.text for block in article.cut]
    return _matches(
        plan, "cut", BLOCK_BREAK.join(texts), _placed(texts), article.language, gap=[GAP]
    )


def real(plan: Plan, article: Article) -> Plan:
    """The plan without the alternatives that the article does not match as a whole.

    Of (ferry AND storm) OR drill, an article with a ferry and a drill but no storm matches the drill only.
    """
    return _satisfied(plan, document(article)) if _has_groups(plan) else plan


@lru_cache(maxsize=256)
def _has_groups(plan: Plan) -> bool:
    """Whether an alternative is more than one leaf, so that part of it may match without the whole."""
    match plan:
        case AnyOf(children):
            return any(isinstance(c, AllOf | Without) or _has_groups(c) for c in children)
        case AllOf(children):
            return any(map(_has_groups, children))
        case Weighted(child):
            return isinstance(child, AllOf) or _has_groups(child)
    return False


def _satisfied(plan: Plan, indexed: Document) -> Plan:
    match plan:
        case AnyOf(children):
            real = [_satisfied(c, indexed) for c in children if matches(c, indexed)]
            return any_of(real) if real else Nothing()
        case AllOf(children):
            return all_of([_satisfied(c, indexed) for c in children])
        case Weighted(child, factor):
            return Weighted(_satisfied(child, indexed), factor)
    return plan


@lru_cache(maxsize=256)
def _leaves(plan: Plan) -> dict[str, tuple[tuple[WordLeaf, Leaf], ...]]:
    """The leaves that match words, by part; each with what identifies it in whatever part."""
    found: dict[str, dict[WordLeaf, Leaf]] = {}
    for leaf in positive(plan):
        for part in EVERY_PART:
            if leaf.field in (words_of(part), stems_of(part)):
                rest = tuple(getattr(leaf, name) for name in leaf.__slots__ if name != "field")
                found.setdefault(part, {})[leaf] = (type(leaf).__name__, part == "said", *rest)
    return {part: tuple(leaves.items()) for part, leaves in found.items()}


def _matches(
    plan: Plan,
    part: str,
    text: str,
    sections: Sequence[Section],
    language: str | None,
    gap: Sequence[str] = (),
) -> list[Match]:
    """Matches in sections of a text, in order, as offsets into the text; each section with its offset.

    `gap` is what the index has between two sections, so that a phrase may or may not reach across.
    """
    leaves = _leaves(plan).get(part)
    if not leaves:
        return []
    placed = _Located(sections, gap)
    indexed = {words_of(part): placed.words}
    if any(leaf.field == stems_of(part) for leaf, _ in leaves):
        indexed[stems_of(part)] = stems(placed.words, language)
    found: list[Match] = []
    for leaf, identity in leaves:
        for first, last in occurrences(leaf, indexed[leaf.field]):
            span: Span | None = placed.span(first, last)
            if isinstance(leaf, Verbatim) and span:
                within = placed.section(first) if gap else (0, len(text))
                span = located(leaf.text, text, span, within)
            if span:
                found.append(Match(*span, identity))
    return sorted(found, key=_by_span)


def _by_span(match: Match) -> Span:
    return match[:2]


def _placed(texts: Sequence[str]) -> list[Section]:
    """Texts with the offsets that they have when joined by BLOCK_BREAK."""
    starts = accumulate((len(text) + len(BLOCK_BREAK) for text in texts), initial=0)
    return list(zip(starts, texts, strict=False))


class _Located:
    """The words of a text's sections; the place of a word is worked out only when it is asked for."""

    def __init__(self, sections: Sequence[Section], gap: Sequence[str]) -> None:
        self._sections: list[Section] = []
        self.words: list[str] = []
        self._first: list[int] = []  # position of each section's first word
        for start, text in sections:
            if more := words(text):
                if self.words:
                    self.words.extend(gap)
                self._sections.append((start, text))
                self._first.append(len(self.words))
                self.words.extend(more)
        self._places: dict[int, list[Span]] = {}

    def span(self, first: int, last: int) -> Span:
        """The span of the text from word `first` up to, and without, word `last`."""
        start, end = self._place(first)
        return start, end if last == first + 1 else self._place(last - 1)[1]

    def section(self, position: int) -> Span:
        """The section around a word."""
        offset, text = self._sections[self._number(position)]
        return offset, offset + len(text)

    def _number(self, position: int) -> int:
        return bisect_right(self._first, position) - 1

    def _place(self, position: int) -> Span:
        number = self._number(position)
        offset, text = self._sections[number]
        if number not in self._places:
            self._places[number] = places(text)
        start, end = self._places[number][position - self._first[number]]
        return start + offset, end + offset
