"""Where in an article anything of a quotation is to be found: the stretches worth a close look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress, count, pairwise

import numpy as np

Region = tuple[int, int]

# How many stretches of an article are looked at: a quotation put together from one article has mostly
# two or three parts.
_MOST = 3
# A further stretch has at least this share of what the best one has.
_SHARE = 0.2
# Words looked at before and after a stretch: what an open ellipsis or a narrator may pass over.
_BESIDE = 30
# What two neighbouring words that stand so in the quotation add to their weights, in bits.
_NEIGHBOURS = 8.0


def regions(
    words: Sequence[str], wanted: Sequence[str], bits: Mapping[str, float]
) -> tuple[float, list[Region]]:
    """The stretches of an article with most of the wanted words, in the article's order, and what the best
    one has of them in bits.

    `bits` weighs each wanted word. Half-open, in words; empty where the article has none of them.
    """
    places = list(compress(count(), map(bits.__contains__, words)))
    if not places:
        return 0.0, []
    weights = np.zeros(len(words) + 1)
    weights[places] = [bits[words[place]] for place in places]
    following = set(pairwise(wanted))
    last = -2
    for place in places:
        if place == last + 1 and (words[last], words[place]) in following:
            weights[place] += _NEIGHBOURS
        last = place
    length = min(len(wanted) + 4, len(words))
    found = []
    best = 0.0
    for _ in range(_MOST):
        sums = np.cumsum(weights)
        sums[length:] -= sums[:-length]
        end = int(sums.argmax())
        if sums[end] <= best * _SHARE:
            break
        best = best or float(sums[end])
        start = max(end + 1 - length, 0)
        found.append((max(start - _BESIDE, 0), min(end + 1 + _BESIDE, len(words))))
        weights[start : end + 1] = 0
    return best, _merged(found)


def _merged(found: list[Region]) -> list[Region]:
    merged: list[Region] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
