"""Fragments of a hit: whole sentences around the best passages, with marks that equal the real matches.

Where a query matches is said by `marks.py`. Marks are offsets into the fragment's text, never HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .article import BLOCK_BREAK, Article
from .marks import Leaf, Match, in_body, in_cut, in_title, real
from .matching import Span, merged
from .plan import Plan
from .result import Fragment
from .sentences import sentences

# Length of a fragment in code points, and how many a hit shows: two or three lines of a result page each,
# as in the sketches of the search page. A third fragment must show a word that the first two lack.
LENGTH = 300
_USUAL = 2
_MOST = 3
# Matches of one word of the query that passages are chosen from. An article of 5 KB has about 60 times its
# most frequent word; a page of 1 MB made of one word takes 2.5 s with all of its matches, 0.8 s with these.
_ENOUGH = 200
# What a trimmed fragment shows before its first mark: about ten words, enough to see who speaks.
_LEAD = 60
_CUT = "…"
_SPACES = re.compile(r"\s+")


def fragments(article: Article, plan: Plan) -> tuple[Fragment, ...]:
    """What to show of a hit: the title where it matches, then the best passages in the order of the text.

    Passages are of the body, and of the cut blocks where these alone match a leaf of the plan. Where
    nothing matches there, the body begins, unmarked.
    """
    plan = real(plan, article)
    found: list[Fragment] = []
    title, titled = article.title or "", in_title(article, plan)
    if titled:
        stretch = _passage(title, _Stretch(0, len(title)), titled, 0).stretch
        found.append(_fragment("title", title, stretch, titled))
    text = article.text
    said = in_body(article, plan, text)
    shown = [_fragment("body", text, stretch, said) for stretch in _passages(text, said)]
    known = {match.leaf for match in said}
    aside = in_cut(article, plan)
    if news := [match for match in aside if match.leaf not in known]:
        cut = BLOCK_BREAK.join(block.text for block in article.cut)
        shown += [_fragment("cut", cut, stretch, aside) for stretch in _passages(cut, news)]
    if not shown and (opening := _opening(text)):
        shown.append(_fragment("body", text, opening, []))
    return (*found, *shown)


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
    rest = _candidates(text, _first_of_each(found))
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


def _first_of_each(found: Sequence[Match]) -> list[Match]:
    """The first matches of each leaf: where there are more, passages that matter come early."""
    seen: Counter[Leaf] = Counter()
    kept = []
    for match in found:
        seen[match.leaf] += 1
        if seen[match.leaf] <= _ENOUGH:
            kept.append(match)
    return kept


def _candidates(text: str, found: Sequence[Match]) -> list[_Passage]:
    """A passage from each sentence with a match: it and what follows in its paragraph, up to LENGTH."""
    passages: list[_Passage] = []
    at = 0
    while at < len(found):
        begin, stop = _paragraph(text, found, at)
        inside = sentences(text, begin, stop)
        for number, (start, end) in enumerate(inside):
            first = _before(found, start, at)
            if first < len(found) and found[first].start < end:
                stretch = _stretch(inside, number, found, first)
                passages.append(_passage(text, stretch, found, first))
        at = _before(found, stop, at)
    return passages


def _before(found: Sequence[Match], offset: int, at: int = 0) -> int:
    """The number of the first match, from `at` on, that begins at an offset or later."""
    return bisect_left(found, offset, at, key=lambda match: match.start)


def _paragraph(text: str, found: Sequence[Match], at: int) -> Span:
    """The paragraph around a match; several where a match in it reaches across."""
    begin = text.rfind(BLOCK_BREAK, 0, found[at].start)
    begin = begin + len(BLOCK_BREAK) if begin >= 0 else 0
    reached = found[at].end
    while True:
        stop = text.find(BLOCK_BREAK, reached)
        stop = stop if stop >= 0 else len(text)
        last = _before(found, stop, at)
        reached = max((match.end for match in found[at:last]), default=0)
        if reached <= stop:
            return begin, stop
        at = last


def _stretch(inside: Sequence[Span], number: int, found: Sequence[Match], first: int) -> _Stretch:
    """From one sentence on, as many as fit; matches that begin in the first are whole."""
    start, end = inside[number]
    needed = max(match.end for match in found[first : _before(found, end, first)])
    for following in range(number + 1, len(inside)):
        next_end = inside[following][1]
        if next_end - start > LENGTH and end >= needed:
            break
        end = next_end
    return _Stretch(start, end)


def _passage(text: str, stretch: _Stretch, found: Sequence[Match], first: int) -> _Passage:
    inside = _whole(found[first : _before(found, stretch.end, first)], stretch)
    if stretch.end - stretch.start > LENGTH:
        stretch = _trimmed(text, stretch, inside)
        inside = _whole(inside, stretch)
    return _Passage(stretch, frozenset(match.leaf for match in inside), len(inside))


def _whole(found: Sequence[Match], stretch: _Stretch) -> list[Match]:
    """The matches that lie whole in a stretch."""
    return [m for m in found if stretch.start <= m.start and m.end <= stretch.end]


def _trimmed(text: str, stretch: _Stretch, found: Sequence[Match]) -> _Stretch:
    """A stretch cut to LENGTH, between words, around the match with the most others after it. That match
    is never cut, so a phrase longer than LENGTH is shown whole."""
    start, end = stretch[:2]
    first, last = start, start
    most = 0
    for number, match in enumerate(found):
        together = _before(found, match.start + LENGTH - _LEAD, number) - number
        if together > most:
            most, first, last = together, match.start, match.end
    begin = max(start, first - _LEAD)
    stop = max(min(end, begin + LENGTH), last)
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
    return _passage(text, _Stretch(begin, end), [], 0).stretch


def _fragment(field: str, text: str, stretch: _Stretch, found: Sequence[Match]) -> Fragment:
    """A stretch as shown: on one line, with single spaces, and an ellipsis where it was trimmed."""
    start, end, cut_before, cut_after = stretch
    inside = found[_before(found, start) : _before(found, end)]
    shown = f"{_CUT} " if cut_before else ""
    spans: list[Span] = []
    at = start
    for first, last in merged(match[:2] for match in inside if match.end <= end):
        shown += _SPACES.sub(" ", text[at:first])
        spans.append((len(shown), len(shown) + len(_SPACES.sub(" ", text[first:last]))))
        shown += _SPACES.sub(" ", text[first:last])
        at = last
    shown += _SPACES.sub(" ", text[at:end]) + (f" {_CUT}" if cut_after else "")
    return Fragment(field, shown, tuple(spans))
