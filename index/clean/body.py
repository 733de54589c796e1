"""Which lines of a text dump are the article: a score a line, then the one contiguous best segment.

The score is the log-odds of a logistic model over named signs (`features.py`, `anchor.py`, `second.py`,
weights in `weights.py`), in two looks: the first finds a segment, the second judges each line knowing it.
The segment is the run of lines with the greatest sum, each line weighed by its words, since a paragraph tells
more than a label; one under a headline counts more. Single lines within it that score far below zero are
cut. Where no run is worth much, the article may be a list: what stands under the page's headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .anchor import Anchor, find_anchor, standing, stretch
from .features import signs
from .lines import Line
from .second import second_signs
from .weights import LINE, SECOND, add_up

# A line counts with as many words as this at most, so that one endless line decides nothing alone.
# Paragraphs of news have 20 to 70 words.
_WORDS_CAP = 60
# Scores are cut here before they are summed: past odds of 400 to 1 the model is only sure of itself.
_SCORE_CAP = 6.0
# Added to first scores before the first segment is cut: a segment too long is mended by the second look,
# one too short is not. Swept over 0, 0.3, 0.8 by cross-validation on body-text.
FIRST_BIAS = 0.8
# Lines of the segment below this are cut from it; lines within `_NEAR` of it that score above 0 are added
# (a page may break off for a form or a gallery). Swept over -1.5, -0.5, 0 and 0, 4, 10, 25, cross-validated.
_DROP = -0.5
# Paragraphs of so many words at the edges are taken in above these scores.
_PARAGRAPH = 15
_LEAD = -2.2
_LAST = -2.0
# The shortest sentence that is taken for text where nothing better is there: "Please enable scripts." is not.
_SENTENCE = 6
_NEAR = 10
# Labels that stand in a thread of comments only.
_OPENERS = frozenset(("says", "reply", "comment form"))
# How many times its sum a segment close under a likely headline counts. Swept over 1, 1.7, 3, 6, 12,
# cross-validated: 6 and 12 are alike.
_HEADED = 6.0
# The sum below which a segment is weak: three paragraphs that are likely text have more. A list or table that
# is taken for the article instead has so many words. Swept over 40, 80, 160, cross-validated.
_WEAK = 80.0
_LIST_WORDS = 40
# A segment of less is nothing, wherever it stands: one short sentence that is likely text has more.
_NOTHING = 6.0
# The head of a numbered item, how near the next one stands, in lines, and how many more make a count.
_COUNT = re.compile(r"\W*(\d{1,3})(?:[.)\]:°ªº]|\s?[-–—]\s)\s?\S")
_ITEM_LINES = 4
_GOES_ON = 2


def judge(lines: Sequence[Line]) -> tuple[list[bool], list[float]]:
    """Whether each line is text of the article, and its score: above 0 it is more likely text than not."""
    anchor = find_anchor(lines)
    own = first_signs(lines, anchor)
    first = [FIRST_BIAS + add_up(LINE, line) for line in own]
    span = first_extent(lines, first, anchor)
    late = second_signs(lines, first, span)
    scores = [
        add_up(SECOND, line) + add_up(SECOND, more) for line, more in zip(own, late, strict=True)
    ]
    return inside(lines, scores, listed(lines, first, span, anchor)), scores


def first_signs(lines: Sequence[Line], anchor: Anchor | None) -> list[list[str]]:
    """The signs of each line before a segment is known."""
    return [form + place for form, place in zip(signs(lines), standing(lines, anchor), strict=True)]


def mass(line: Line) -> float:
    """How much a line counts beside others: its words, in tens, and something for being there."""
    return min(line.words, _WORDS_CAP) / 10 + 0.5


def extent(lines: Sequence[Line], scores: Sequence[float]) -> tuple[int, int]:
    """The best segment as a half-open range of indices; empty (0, 0) where no line scores above 0."""
    best, span, current, start = 0.0, (0, 0), 0.0, 0
    for at, (line, score) in enumerate(zip(lines, scores, strict=True)):
        if current <= 0:
            current, start = 0.0, at
        current += max(-_SCORE_CAP, min(_SCORE_CAP, score)) * mass(line)
        if current > best:
            best, span = current, (start, at + 1)
    return span


def first_extent(
    lines: Sequence[Line], scores: Sequence[float], anchor: Anchor | None
) -> tuple[int, int]:
    """The best segment from first scores: the best of all or of what it leaves above and below, where one
    close under a likely headline counts more."""
    start, end = extent(lines, scores)
    spans = [(start, end)]
    for low, high in ((0, start), (end, len(lines))):
        top, bottom = extent(lines[low:high], scores[low:high])
        spans.append((low + top, low + bottom))
    return max(spans, key=lambda span: _worth(lines, scores, span, anchor))


def _worth(
    lines: Sequence[Line], scores: Sequence[float], span: tuple[int, int], anchor: Anchor | None
) -> float:
    headed = anchor is not None and span[0] < span[1] and anchor.heads(span[0])
    return _sum(lines, scores, range(*span)) * (_HEADED if headed else 1)


def _sum(lines: Sequence[Line], scores: Sequence[float], places: range) -> float:
    return sum(max(-_SCORE_CAP, min(_SCORE_CAP, scores[at])) * mass(lines[at]) for at in places)


def listed(
    lines: Sequence[Line], scores: Sequence[float], span: tuple[int, int], anchor: Anchor | None
) -> tuple[int, int]:
    """The article that is a list or a table: what stands under the headline, half-open, where the best
    segment is weak and stands below the end of that; (0, 0) elsewhere."""
    worth = _sum(lines, scores, range(*span))
    if worth >= _WEAK:
        return 0, 0
    start, end = stretch(lines, anchor)
    words = sum(line.words for line in lines[start:end])
    below = worth < _NOTHING or end <= sum(span) / 2
    return (start, end) if below and words >= _LIST_WORDS else (0, 0)


def inside(
    lines: Sequence[Line], scores: Sequence[float], listed: tuple[int, int] = (0, 0)
) -> list[bool]:
    """Whether each line is text of the article; `listed` is its range where it is a list or a table."""
    if listed[0] < listed[1]:
        return [listed[0] <= at < listed[1] for at in range(len(lines))]
    start, end = extent(lines, scores)
    low, high = start - _NEAR, _above_thread(lines, end)
    found = [
        score > _DROP if start <= at < end else score > 0 and low <= at < high
        for at, score in enumerate(scores)
    ]
    if start < end:
        _take_edge(lines, scores, found, range(start - 1, -1, -1), _LEAD)
        _take_edge(lines, scores, found, range(end, len(lines)), _LAST)
    _count_on(lines, found)
    return found


def _above_thread(lines: Sequence[Line], end: int) -> int:
    """How far below the segment lines are taken in: not past what opens a comment."""
    near = range(end, min(len(lines), end + _NEAR))
    return next((at for at in near if lines[at].cues & _OPENERS), near.stop)


def _count_on(lines: Sequence[Line], found: list[bool]) -> None:
    """Takes in the rest of a count that begins in the text or with "1." right below its last line."""
    counts = {at: number for at, line in enumerate(lines) if (number := _number(line)) is not None}
    started = [at for at, n in counts.items() if found[at] or (n == 1 and at and found[at - 1])]
    if not started:
        return
    last = at = started[-1]
    number = counts[last]
    while at < min(len(lines), last + _ITEM_LINES):
        if counts.get(at) == number + 1:
            last, number = at, number + 1
        at += 1
    if number - counts[started[-1]] >= _GOES_ON:
        found[started[-1] : last + 1] = [True] * (last + 1 - started[-1])


def _number(line: Line) -> int | None:
    match = _COUNT.match(line.text)
    return int(match[1]) if match else None


def _take_edge(
    lines: Sequence[Line], scores: Sequence[float], found: list[bool], order: range, least: float
) -> None:
    """Takes in the paragraphs right at an edge of the segment, where little stands beyond them to tell
    that they are text; a post between them is passed over."""
    for at in order:
        line = lines[at]
        if found[at] or "tweet" in line.cues:
            continue
        if not (
            line.sentence and line.words >= _PARAGRAPH and scores[at] > least and not line.cues
        ):
            return
        found[at] = True


def sentences(lines: Sequence[Line]) -> list[bool]:
    """The last resort where no line reads like an article: the lines that are whole sentences."""
    return [line.sentence and line.words >= _SENTENCE and not line.cues for line in lines]
