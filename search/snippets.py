"""Fragments of a hit: whole sentences around the best passages, with marks that equal the real matches.

Where a query matches is said by `marks.py`. Marks are offsets into the fragment's text, never HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_left
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
        found.append(
            _fragment("title", title, _trimmed(title, _Stretch(0, len(title)), titled), titled)
        )
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
    marked = merged(match[:2] for match in found[: _before(found, end)] if match.end <= end)
    first, last = start, start
    most = 0
    for number, (mark_start, mark_end) in enumerate(marked):
        reached = bisect_left(marked, (mark_start + LENGTH - _LEAD,)) - number
        if reached > most:
            most, first, last = reached, mark_start, mark_end
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
