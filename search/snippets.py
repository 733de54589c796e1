"""Fragments of a hit: whole sentences around the best passages, with marks that equal the real matches.

Where a plan matches is said by `matching.py`, in words; here words become spans of the text. A phrase is
one mark, of words near each other each is one, what is excluded is never marked. Marks are offsets into
the fragment's text, never HTML.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from .analysis import places, stems, words
from .article import BLOCK_BREAK, Article
from .document import GAP
from .fields import EVERYTHING, PARTS, stems_of, words_of
from .matching import Span, WordLeaf, merged, occurrences, positive
from .plan import Plan
from .result import Fragment
from .sentences import sentences

# Length of a fragment in code points, and how many a hit shows: two or three lines of a result page each,
# as in the sketches of the search page. A third fragment must show a word that the first two lack.
LENGTH = 300
_USUAL = 2
_MOST = 3
# What a trimmed fragment shows before its first mark: about ten words, enough to see who speaks.
_LEAD = 60
_CUT = "…"
_LINE_BREAKS = str.maketrans("\n\r\t", "   ")


class Match(NamedTuple):
    """Where a leaf of the plan matches: a span of the text, and the leaf without its field."""

    start: int
    end: int
    leaf: Leaf


class Marks(NamedTuple):
    """Spans to mark on an article's page: in its title, in `Article.text`, and in each of `Article.cut`."""

    title: tuple[Span, ...]
    text: tuple[Span, ...]
    cut: tuple[tuple[Span, ...], ...]


Leaf: TypeAlias = tuple[object, ...]


def fragments(article: Article, plan: Plan) -> tuple[Fragment, ...]:
    """What to show of a hit: the title where it matches, then the best passages in the order of the text.

    Passages are of the body, and of the cut blocks where these alone match a leaf of the plan. Where
    nothing matches there, the body begins, unmarked.
    """
    title, text = article.title or "", article.text
    in_title = _matches(plan, "title", [title], article.language)
    in_body = _in_body(article, text, plan)
    found: list[Fragment] = []
    if in_title:
        whole = _trimmed(title, _Stretch(0, len(title)), in_title)
        found.append(_fragment("title", title, whole, in_title))
    found += [_fragment("body", text, span, in_body) for span in _passages(text, in_body)]
    if "cut" in _leaves(plan):
        seen = {match.leaf for match in in_body}
        cut = BLOCK_BREAK.join(block.text for block in article.cut)
        in_cut = _in_cut(article, plan)
        news = [match for match in in_cut if match.leaf not in seen]
        found += [_fragment("cut", cut, span, in_cut) for span in _passages(cut, news)]
    if not any(fragment.field != "title" for fragment in found) and (span := _opening(text)):
        found.append(_fragment("body", text, span, []))
    return tuple(found)


def marks(article: Article, plan: Plan) -> Marks:
    """Every match in an article, for its own page."""
    title = _matches(plan, "title", [article.title or ""], article.language)
    in_cut = _spans(_in_cut(article, plan))
    cut: list[tuple[Span, ...]] = []
    start = 0
    for block in article.cut:
        end = start + len(block.text)
        cut.append(tuple((a - start, b - start) for a, b in in_cut if start <= a and b <= end))
        start = end + len(BLOCK_BREAK)
    body = _in_body(article, article.text, plan)
    return Marks(tuple(_spans(title)), tuple(_spans(body)), tuple(cut))


# Matches: from words to spans of the text


def _in_body(article: Article, text: str, plan: Plan) -> list[Match]:
    return _matches(plan, "body", text.split(BLOCK_BREAK), article.language)


def _in_cut(article: Article, plan: Plan) -> list[Match]:
    """Matches in the cut blocks, as offsets into their texts joined like the body's."""
    return _matches(plan, "cut", [b.text for b in article.cut], article.language, gap=[GAP])


@lru_cache(maxsize=256)
def _leaves(plan: Plan) -> dict[str, tuple[tuple[WordLeaf, Leaf], ...]]:
    """The leaves that match words, by part; each with what identifies it in whatever part."""
    found: dict[str, dict[WordLeaf, Leaf]] = {}
    for leaf in positive(plan):
        for part in PARTS[EVERYTHING]:
            if leaf.field in (words_of(part), stems_of(part)):
                rest = tuple(getattr(leaf, name) for name in leaf.__slots__ if name != "field")
                found.setdefault(part, {})[leaf] = (type(leaf).__name__, *rest)
    return {part: tuple(leaves.items()) for part, leaves in found.items()}


def _matches(
    plan: Plan, part: str, sections: Sequence[str], language: str | None, gap: Sequence[str] = ()
) -> list[Match]:
    """Matches in a text given in sections, in order, as offsets into the sections joined by BLOCK_BREAK.

    `gap` is what the index has between two sections, so that a phrase may or may not reach across.
    """
    leaves = _leaves(plan).get(part)
    if not leaves:
        return []
    located = _Located(sections, gap)
    indexed = {words_of(part): located.words}
    if any(leaf.field == stems_of(part) for leaf, _ in leaves):
        indexed[stems_of(part)] = stems(located.words, language)
    found = [
        Match(*located.span(first, last), identity)
        for leaf, identity in leaves
        for first, last in occurrences(leaf, indexed[leaf.field])
    ]
    return sorted(found, key=lambda match: match[:2])


class _Located:
    """The words of a text in sections; the place of a word is worked out only when it is asked for."""

    def __init__(self, sections: Sequence[str], gap: Sequence[str]) -> None:
        self._sections = sections
        self.words: list[str] = []
        self._first: list[int] = []  # position of each section's first word
        for number, section in enumerate(sections):
            if number:
                self.words.extend(gap)
            self._first.append(len(self.words))
            self.words.extend(words(section))
        lengths = (len(section) + len(BLOCK_BREAK) for section in sections)
        self._offset = [0, *accumulate(lengths)]
        self._places: dict[int, list[Span]] = {}

    def span(self, first: int, last: int) -> Span:
        """The span of the text from word `first` up to, and without, word `last`."""
        start, end = self._place(first)
        return start, end if last == first + 1 else self._place(last - 1)[1]

    def _place(self, position: int) -> Span:
        number = bisect_right(self._first, position) - 1
        if number not in self._places:
            self._places[number] = places(self._sections[number])
        start, end = self._places[number][position - self._first[number]]
        return start + self._offset[number], end + self._offset[number]


def _spans(found: Sequence[Match]) -> list[Span]:
    return merged(match[:2] for match in found)


# Passages: which stretches of the text to show


class _Stretch(NamedTuple):
    """A stretch of a text; `cut_before` and `cut_after` say that a sentence was trimmed there."""

    start: int
    end: int
    cut_before: bool = False
    cut_after: bool = False


class _Passage(NamedTuple):
    """A stretch, and what of the matches it shows."""

    stretch: _Stretch
    leaves: frozenset[Leaf]
    matches: int


def _passages(text: str, found: Sequence[Match]) -> list[_Stretch]:
    """The stretches to show, in the order of the text: those with the most leaves not shown yet, then the
    most matches, then the earliest."""
    rest = _candidates(text, found)
    chosen: list[_Stretch] = []
    shown: set[Leaf] = set()
    while rest and len(chosen) < _MOST:
        best = max(rest, key=lambda p: (len(p.leaves - shown), p.matches, -p.stretch.start))
        if len(chosen) >= _USUAL and best.leaves <= shown:
            break
        chosen.append(best.stretch)
        shown |= best.leaves
        start, end = best.stretch[:2]
        rest = [p for p in rest if p.stretch.end <= start or p.stretch.start >= end]
    return sorted(chosen)


def _candidates(text: str, found: Sequence[Match]) -> list[_Passage]:
    """A passage from each sentence with a match: it and what follows in its paragraph, up to LENGTH."""
    passages: list[_Passage] = []
    at = 0
    while at < len(found):
        begin, stop = _paragraph(text, found, at)
        inside = sentences(text, begin, stop)
        last = _before(found, stop, at)
        for number, (start, end) in enumerate(inside):
            first = _before(found, start, at)
            if first < last and found[first].start < end:
                passages.append(_passage(text, inside[number:], found[first:last]))
        at = last
    return passages


def _before(found: Sequence[Match], offset: int, at: int = 0) -> int:
    """The number of the first match, from `at` on, that begins at an offset or later."""
    return bisect_left(found, offset, at, key=lambda match: match.start)


def _paragraph(text: str, found: Sequence[Match], at: int) -> Span:
    """The paragraph around a match; several where a match in it reaches across."""
    begin = text.rfind(BLOCK_BREAK, 0, found[at].start)
    begin = begin + len(BLOCK_BREAK) if begin >= 0 else 0
    stop = begin
    while (
        far := max(m.end for m in found[at : _before(found, max(stop, found[at].end), at)])
    ) > stop:
        stop = text.find(BLOCK_BREAK, far)
        stop = stop if stop >= 0 else len(text)
    return begin, stop


def _passage(text: str, inside: Sequence[Span], found: Sequence[Match]) -> _Passage:
    """The passage that begins with the first of these sentences; matches that begin in it are whole."""
    start, end = inside[0]
    needed = max(match.end for match in found[: _before(found, end)])
    for _, next_end in inside[1:]:
        if next_end - start > LENGTH and end >= needed:
            break
        end = next_end
    stretch = _trimmed(text, _Stretch(start, end), found)
    shown = [m for m in found[: _before(found, end)] if _holds(stretch, m)]
    return _Passage(stretch, frozenset(match.leaf for match in shown), len(shown))


def _holds(stretch: _Stretch, match: Match) -> bool:
    return stretch.start <= match.start and match.end <= stretch.end


def _trimmed(text: str, stretch: _Stretch, found: Sequence[Match]) -> _Stretch:
    """A stretch past LENGTH cut between words, around the match with the most others after it. A match is
    never cut, so a phrase longer than LENGTH is shown whole."""
    start, end = stretch[:2]
    if end - start <= LENGTH:
        return stretch
    marked = merged(match[:2] for match in found if _holds(stretch, match))
    first, last = max(
        marked, key=lambda m: bisect_left(marked, (m[0] + LENGTH - _LEAD,)) - marked.index(m),
        default=(start, start),
    )  # fmt: skip
    begin = max(start, first - _LEAD)
    stop = max(min(end, begin + LENGTH), last)
    for mark_start, mark_end in marked:
        if mark_start < begin < mark_end:
            begin = mark_end
        if mark_start < stop < mark_end:
            stop = mark_start
    if begin > start and (space := text.find(" ", begin, first)) >= 0:
        begin = space + 1
    if stop < end and (space := text.rfind(" ", last, stop)) >= 0:
        stop = space
    return _Stretch(begin, stop, begin > start, stop < end)


def _opening(text: str) -> _Stretch | None:
    """How a text begins: the sentences of its first paragraph, up to LENGTH."""
    begin = len(text) - len(text.lstrip())
    stop = text.find(BLOCK_BREAK, begin)
    inside = sentences(text, begin, stop if stop >= 0 else len(text))
    if not inside:
        return None
    end = max([e for _, e in inside if e - begin <= LENGTH], default=inside[0][1])
    return _trimmed(text, _Stretch(begin, end), [])


def _fragment(field: str, text: str, stretch: _Stretch, found: Sequence[Match]) -> Fragment:
    start, end, cut_before, cut_after = stretch
    before = f"{_CUT} " if cut_before else ""
    shown = before + text[start:end].translate(_LINE_BREAKS) + (f" {_CUT}" if cut_after else "")
    shift = len(before) - start
    inside = found[_before(found, start) : _before(found, end)]
    spans = merged(match[:2] for match in inside if match.end <= end)
    return Fragment(field, shown, tuple((a + shift, b + shift) for a, b in spans))
