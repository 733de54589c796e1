"""Where in an article anything of a quotation is to be found: the stretches worth a close look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

Region = tuple[int, int]

# How many stretches of an article are looked at: a quotation put together from one article has mostly
# two or three parts.
_MOST = 4
# A further stretch has at least this share of what the best one has.
_SHARE = 0.2
# Words looked at before and after a stretch: what an open ellipsis or a narrator may pass over.
_BESIDE = 30
# What two neighbouring words that stand so in the quotation add to their weights, in bits.
_NEIGHBOURS = 8.0


def regions(words: Sequence[str], wanted: Sequence[str], bits: Mapping[str, float]) -> list[Region]:
    """The stretches of an article with most of the wanted words, in the article's order.

    `bits` weighs each wanted word. Half-open, in words; empty where the article has none of them.
    """
    places = [place for place, word in enumerate(words) if word in bits]
    if not places:
        return []
    weights = np.zeros(len(words) + 1)
    weights[places] = [bits[words[place]] for place in places]
    following = set(zip(wanted, wanted[1:], strict=False))
    last = -2
    for place in places:
        if place == last + 1 and (words[last], words[place]) in following:
            weights[place] += _NEIGHBOURS
        last = place
    length = min(len(wanted) + 4, len(words))
    found = []
    best = 0.0
    for _ in range(_MOST):
        sums = np.concatenate(([0.0], np.cumsum(weights)))
        sums = sums[length:] - sums[:-length]
        start = int(sums.argmax())
        if sums[start] <= max(best * _SHARE, 0.0):
            break
        best = best or float(sums[start])
        found.append((max(start - _BESIDE, 0), min(start + length + _BESIDE, len(words))))
        weights[start : start + length] = 0
    return _merged(found)


def _merged(found: list[Region]) -> list[Region]:
    merged: list[Region] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
