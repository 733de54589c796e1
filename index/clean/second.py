"""The second look at a text dump: what a line has to do with the segment that the first look found.

The first look (`features.py`) knows form and neighbours. The second knows the segment: whether a line
stands in it, shares its words, looks like its lines. Teasers between paragraphs and below the article
have the form of text but other words; a list that belongs to the article has its words, not its form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .features import bin_of, shape
from .lines import Line

_AWAY = (1, 2, 3, 5, 8, 14, 30)
_EDGE = (0, 1, 2, 4)


def second_signs(
    lines: Sequence[Line], scores: Sequence[float], span: tuple[int, int]
) -> list[list[str]]:
    """The signs of each line beside the segment `span`, half-open, found from the first `scores`."""
    start, end = span
    core = Counter(word for line in lines[start:end] for word in line.stems)
    shapes = Counter(shape(line).rstrip(".:") for line in lines[start:end])
    found = []
    for at, line in enumerate(lines):
        where = "within" if start <= at < end else "outside"
        own = _place(at, start, end) + _scores(scores, at) + _words(line.stems, core, where)
        own += _looks(line, shapes, end - start)
        found.append([f"{where}: {sign}" for sign in own])
    return found


def _place(at: int, start: int, end: int) -> list[str]:
    if at < start:
        return ["above", f"above by {bin_of(start - at, _AWAY)}"]
    if at >= end:
        return ["below", f"below by {bin_of(at - end + 1, _AWAY)}"]
    return [
        "in the segment",
        f"{bin_of(at - start, _EDGE)} from the top",
        f"{bin_of(end - 1 - at, _EDGE)} from the end",
    ]


def _scores(scores: Sequence[float], at: int) -> list[str]:
    near = [*scores[max(0, at - 2) : at], *scores[at + 1 : at + 3]]
    mean = sum(near) / len(near) if near else 0.0
    return [f"scored {_step(scores[at])} first", f"neighbours scored {_step(mean)}"]


def _step(score: float) -> int:
    return max(-5, min(5, round(score)))


def _words(own: frozenset[str], core: Counter[str], where: str) -> list[str]:
    least = 2 if where == "within" else 1  # its own words are among the segment's
    if len(own) < 3:
        return ["too few words to compare"]
    shared = sum(core[word] >= least for word in own) / len(own)
    return [f"shares {bin_of(int(10 * shared), (0, 1, 2, 3, 5, 7))}/10 of its words"]


def _looks(line: Line, shapes: Counter[str], size: int) -> list[str]:
    own = shape(line)
    same = shapes[own.rstrip(".:")] / max(1, size)
    found = [own, f"looks like {bin_of(int(10 * same), (0, 1, 3, 5))}/10 of the segment"]
    found += [f"cue {cue}" for cue in line.cues]
    if line.text.isupper() and line.words > 3:
        found.append("all capitals")
    return found
