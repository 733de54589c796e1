"""Words that are spelled otherwise: garbled ones, and one word written as two.

Garbled means few edits of letters, as a scanner or a hasty hand makes them. As two words are written
what a hyphen at a line's end cuts, and numbers with separators (1,000).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from .regions import Region

# From which likeness on (1 - Levenshtein / length) two words can be one word garbled. "tlie" for "the" is
# at 0.5, and so are many short words that have nothing to do with each other, which is why a look-alike
# gains less than a word and is reported as an edit.
_ALIKE = 0.5
# Shorter words are like too many others.
_SHORTEST = 2
# What a contraction stands for: folded words, apostrophes gone. Only looked up where the words beside say so,
# which keeps "were" from being "we are" where it is not.
CONTRACTED = {
    **{
        f"{verb}nt": (verb, "not")
        for verb in (
            "are", "could", "did", "do", "does", "had", "has", "have", "is", "might", "must", "need",
            "should", "was", "were", "would",
        )
    },
    **{f"{one}ve": (one, "have") for one in ("could", "i", "should", "they", "we", "would", "you")},
    **{f"{one}re": (one, "are") for one in ("they", "we", "you", "who", "what")},
    **{f"{one}ll": (one, "will") for one in ("he", "i", "it", "she", "that", "they", "we", "who", "you")},
    **{f"{one}s": (one, "is") for one in ("he", "here", "it", "she", "that", "there", "what", "who")},
    "cant": ("can", "not"),
    "im": ("i", "am"),
    "lets": ("let", "us"),
    "wont": ("will", "not"),
}  # fmt: skip
# A word must have so many letters to be taken as two of the article's.
_SHORTEST_SPLIT = 4


def likeness(one: str, other: str) -> float:
    """How far two words look like one word garbled: 1 - edits / length, and 0 below one half."""
    found: float = Levenshtein.normalized_similarity(one, other, score_cutoff=_ALIKE)
    return found


def look_alikes(
    wanted: Sequence[str], words: Sequence[str], found: Sequence[Region]
) -> Iterator[tuple[int, int, float]]:
    """For wanted words that the regions do not have: number, place of a similar word, likeness."""
    places: dict[str, list[int]] = {}
    for start, end in found:
        for place in range(start, end):
            places.setdefault(words[place], []).append(place)
    unknown = [w for w in dict.fromkeys(wanted) if w not in places and len(w) >= _SHORTEST]
    if not unknown:
        return
    known = [w for w in places if len(w) >= _SHORTEST]
    table = process.cdist(
        unknown, known, scorer=Levenshtein.normalized_similarity, score_cutoff=_ALIKE
    )
    near: dict[str, list[tuple[int, float]]] = {}
    for one, other in zip(*table.nonzero(), strict=True):
        for place in places[known[other]]:
            near.setdefault(unknown[one], []).append((place, float(table[one, other])))
    for number, word in enumerate(wanted):
        for place, alike in near.get(word, ()):
            yield number, place, alike


def joined(
    wanted: Sequence[str], words: Sequence[str], found: Sequence[Region]
) -> Iterator[tuple[int, int, int, int]]:
    """Where one side has as one word what the other has as two or three: first and before last of the
    wanted words, start and end in the article."""
    whole: dict[str, list[tuple[int, int]]] = {}
    for size in (2, 3):
        for first in range(len(wanted) - size + 1):
            parts = wanted[first : first + size]
            if size == 2 or all(map(str.isdecimal, parts)):
                whole.setdefault("".join(parts), []).append((first, first + size))
    known = {words[place] for start, end in found for place in range(start, end)}
    single: dict[str, list[int]] = {}
    for number, word in enumerate(wanted):
        if word.isdecimal() or (len(word) >= _SHORTEST_SPLIT and word not in known):
            single.setdefault(word, []).append(number)
    for start, end in found:
        for place in range(start, end):
            for first, last in whole.get(words[place], ()):
                yield first, last, place, place + 1
        if single:
            for first, last in _split(single, words, start, end):
                for number in single["".join(words[first:last])]:
                    yield number, number + 1, first, last


def contracted(
    wanted: Sequence[str], words: Sequence[str], found: Sequence[Region]
) -> Iterator[tuple[int, int, int, int]]:
    """Where one side has as a contraction what the other has in full, in the form of `joined`."""
    full = {
        pair: [n for n, two in enumerate(pairwise(wanted)) if two == pair]
        for pair in set(CONTRACTED.values()) & set(pairwise(wanted))
    }
    short: dict[tuple[str, ...], list[int]] = {}
    for number, word in enumerate(wanted):
        if word in CONTRACTED:
            short.setdefault(CONTRACTED[word], []).append(number)
    if not full and not short:
        return
    firsts = {one for one, _ in short} | CONTRACTED.keys()
    for start, end in found:
        for place in range(start, end):
            if words[place] not in firsts:
                continue
            for number in full.get(CONTRACTED.get(words[place], ("", "")), ()):
                yield number, number + 2, place, place + 1
            for number in short.get(tuple(words[place : min(place + 2, end)]), ()):
                yield number, number + 1, place, place + 2


def _split(
    wanted: dict[str, list[int]], words: Sequence[str], start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Where two words in a row, or three numbers, make up one of those wanted."""
    for place in range(start, end - 1):
        two = words[place] + words[place + 1]
        if two in wanted:
            yield place, place + 2
        if place + 2 < end and two.isdecimal() and two + words[place + 2] in wanted:
            yield place, place + 3
