"""Which lines of a text dump are the article: a score a line, then the one contiguous best segment.

The score is the log-odds of a logistic model over named signs (`features.py`, `weights.py`). The segment
is the run of lines with the greatest sum, each line weighed by its words, since a paragraph tells more
than a label; within it, single lines that score far below zero are cut.
"""

from __future__ import annotations

from collections.abc import Sequence

from .features import signs
from .lines import Line
from .weights import BIAS, DROP, WEIGHTS

# A line counts with as many words as this at most, so that one endless line decides nothing alone.
# Paragraphs of news have 20 to 70 words.
_WORDS_CAP = 60
# Scores are cut here before they are summed: past odds of 400 to 1 the model is only sure of itself.
_SCORE_CAP = 6.0


def weigh(lines: Sequence[Line]) -> list[float]:
    """The score of each line: above 0 it is more likely text of the article than not."""
    get = WEIGHTS.get
    return [BIAS + sum(get(sign, 0.0) for sign in own) for own in signs(lines)]


def extent(lines: Sequence[Line], scores: Sequence[float]) -> tuple[int, int]:
    """The best segment as a half-open range of indices; empty (0, 0) where no line scores above 0."""
    best, span, current, start = 0.0, (0, 0), 0.0, 0
    for at, (line, score) in enumerate(zip(lines, scores, strict=True)):
        if current <= 0:
            current, start = 0.0, at
        capped = max(-_SCORE_CAP, min(_SCORE_CAP, score))
        current += capped * (min(line.words, _WORDS_CAP) / 10 + 0.5)
        if current > best:
            best, span = current, (start, at + 1)
    return span


def inside(lines: Sequence[Line], scores: Sequence[float]) -> list[bool]:
    """Whether each line is text of the article."""
    start, end = extent(lines, scores)
    while 0 < start < end and lines[start].gap < 3 and _is_lead(lines[start - 1], scores[start - 1]):
        start -= 1
    return [start <= at < end and score > DROP for at, score in enumerate(scores)]


def _is_lead(line: Line, score: float) -> bool:
    """Whether a line right above the segment is its first paragraph, for all that little stands above it."""
    return line.sentence and line.words >= 20 and score > -2.0 and not line.cues
