"""Parts of a quotation that stand in different articles: what the closest one lacks, found elsewhere."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from .parts import CLAUSE, IN_A_ROW, clause_ends, core
from .pasted import Pasted
from .verdict import Reading

# Words in a row that the closest article lacks, from which on they are looked for elsewhere. Four words
# are the shortest part of the development set's splices.
_SHORTEST = 4
# A stretch is drawn out over so many words to where a clause begins or ends: chance pairs them too.
_SLACK = 2
# Words in a row that some article must have before a part is looked for at length.
_WINDOW = 4
# A part found elsewhere is nearly whole there, and weighs more than chance would give an archive of that
# size: log2 of its articles and a margin. In the development set true parts begin 3.3 bits above log2,
# chance finds (set phrases like "the former secretary of state") end 0.5 above.
_WHOLE = 0.7
_MARGIN = 2.5
# So many of them, the longest: a quotation of more than four passages is a collage.
_MOST = 3
# All parts together make up at least this share of the quotation's words.
_TOGETHER = 0.75


@dataclass(frozen=True, slots=True)
class Part:
    """The words from `first` to before `last` of a quotation, and where they stand."""

    first: int
    last: int
    reading: Reading


def elsewhere(
    pasted: Pasted,
    closest: Reading,
    articles: int,
    total: Callable[[Sequence[str]], int],
    find: Callable[[Pasted], Reading | None],
) -> list[Part]:
    """The parts of a quotation that other articles have and the closest has not; none where chance
    explains them. `total` says how many articles have some words in a row, `find` gives the
    best reading of a part on its own."""
    least = math.log2(articles + 1) + _MARGIN
    kept = _kept(closest)
    if not _enough(closest, kept, least, IN_A_ROW):
        return []
    runs = sorted(_lacking(pasted, kept), key=lambda run: run[0] - run[1])[:_MOST]
    if len(kept) + sum(last - first for first, last in runs) < _TOGETHER * closest.length:
        return []
    runs = [run for run in runs if any(map(total, _windows(pasted.words[slice(*run)])))]
    ends = clause_ends(pasted)
    parts: list[Part] = []
    for first, last in sorted(runs):
        reading = find(pasted.part(first, last))
        if reading is not None and reading.taken.name != closest.taken.name:
            whole = first in ends and last in ends
            if _tells(reading, least, CLAUSE if whole else IN_A_ROW):
                parts.append(Part(first, last, reading))
    words = len(kept) + sum(len(part.reading.same) for part in parts)
    return parts if words >= _TOGETHER * closest.length else []


def _windows(words: Sequence[str]) -> list[Sequence[str]]:
    """A few words from the beginning, the middle and the end: one of these stands where the part does."""
    starts = {0, (len(words) - _WINDOW) // 2, len(words) - _WINDOW}
    return [words[start : start + _WINDOW] for start in sorted(starts) if start >= 0]


def _tells(reading: Reading, least: float, in_a_row: int) -> bool:
    same = reading.same
    return (
        len(same) >= _WHOLE * reading.length
        and len(same) >= _SHORTEST
        and _enough(reading, same, least, in_a_row)
    )


def _enough(reading: Reading, words: set[int], least: float, in_a_row: int) -> bool:
    """Whether these words of a reading are no chance: by their weight, or so many standing in a row."""
    return reading.intact >= in_a_row or sum(reading.bits[n] for n in words) >= least


def _kept(closest: Reading) -> set[int]:
    """The words that stand in the closest article, but for those that stand there by chance."""
    pairs = [pair for part in closest.parts for pair in core(part)]
    return {n for pair in pairs if pair.same for n in range(pair.first, pair.last)} & closest.same


def _lacking(pasted: Pasted, kept: set[int]) -> list[tuple[int, int]]:
    """The stretches of the quotation without any of these words, each drawn out to the end of its clause
    where only a word or two are between."""
    free = pasted.bracketed | pasted.outside
    lacks = [n not in kept and n not in free for n in range(len(pasted.words))]
    ends = clause_ends(pasted)
    runs: list[tuple[int, int]] = []
    for lacking, numbers in groupby(range(len(lacks)), key=lacks.__getitem__):
        run = list(numbers)
        first, last = run[0], run[-1] + 1
        if lacking and len(run) >= _SHORTEST:
            before = [end for end in ends if first - _SLACK <= end <= first]
            after = [end for end in ends if last <= end <= last + _SLACK]
            runs.append((max(before, default=first), min(after, default=last)))
    return runs
