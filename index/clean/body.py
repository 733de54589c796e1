"""Which lines of a text dump are the article: a score a line, then the one contiguous best segment.

The score is the log-odds of a logistic model over named signs (`features.py`, `second.py`, weights in
`weights.py`), in two looks: the first finds a segment, the second judges each line knowing it. The
segment is the run of lines with the greatest sum, each line weighed by its words, since a paragraph tells
more than a label; single lines within it that score far below zero are cut.
"""

from __future__ import annotations

from collections.abc import Sequence

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


def weigh(lines: Sequence[Line]) -> list[float]:
    """The score of each line: above 0 it is more likely text of the article than not."""
    own = signs(lines)
    first = [FIRST_BIAS + add_up(LINE, line) for line in own]
    late = second_signs(lines, first, extent(lines, first))
    return [
        add_up(SECOND, line) + add_up(SECOND, more) for line, more in zip(own, late, strict=True)
    ]


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


def inside(lines: Sequence[Line], scores: Sequence[float]) -> list[bool]:
    """Whether each line is text of the article."""
    start, end = extent(lines, scores)
    found = [
        score > _DROP if start <= at < end else score > 0 and start - _NEAR <= at < end + _NEAR
        for at, score in enumerate(scores)
    ]
    if start < end:
        _take_edge(lines, scores, found, range(start - 1, -1, -1), _LEAD)
        _take_edge(lines, scores, found, range(end, len(lines)), _LAST)
    return found


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
