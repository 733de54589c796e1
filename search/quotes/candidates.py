"""Which articles are worth laying beside a quotation: asked of the engine by passages, not by documents.

The query is an Or of features that stand or fall with a place in the text: whole clauses, pairs of
neighbouring words, and single rare words for text that is garbled all over. Common pairs are left out
where rarer features suffice, so the cost grows with the rarity of the words and not with the archive.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from search.query import Boost, Fuzzy, Or, Phrase, Query

from .weights import Weights, in_a_row

# Features of one query, for passages and for garbled text, and how many passages may hang on one rare word,
# so that the few lie all over the quotation. Swept on the development cases from 8 to 24 and 2 to 5: 12 and
# 5 find what 24 without a bound find, in two thirds of the time; 8, or 3 to a word, lose one or two of 947.
# For garbled text 24 features lose two cases and 40 none.
_MOST = 12
_PER_WORD = 5
_MOST_SINGLE = 40
# Articles through which all features of a query together may lead, as a share of the archive, and at
# least. A pair of words costs the engine about as much as its rarer word has articles. Over a million articles
# a quarter takes 28 ms (p50), a tenth 11 and a twentieth 7; below 120,000 articles the floor decides: over
# 19,934 a floor of 6,000 finds what 20,000 finds, and 4,000 loses two cases in 947.
_SHARE = 0.05
_AT_LEAST = 6_000
# Garbled words of so many letters and more are looked for a letter or two away; and at most so many.
_SHORTEST_GARBLED = 4
_MOST_GARBLED = 12
_TWO_EDITS_FROM = 8
# What a garbled word counts: the engine gives a fuzzy match the score 1, a rare word one of about 8.
_GARBLED = 8.0
# How many words in a row are a feature, and what it counts for.
_SIZES = ((3, 1.5), (2, 1.0))
# Single words are features where at most this share of the articles has them.
_RARE = 0.02


def clauses(words: Sequence[str], breaks: Sequence[int]) -> list[tuple[str, ...]]:
    """The runs of words between breaks (numbers of words before a break), of three words and more."""
    ends = sorted({0, *breaks, len(words)})
    runs = [tuple(words[a:b]) for a, b in pairwise(ends)]
    return [run for run in runs if len(run) >= 3]


def passages(words: Sequence[str], runs: Sequence[Sequence[str]], weights: Weights) -> Query | None:
    """Articles that have much of these words together; None where no article has any of them."""
    features: dict[tuple[str, ...], float] = {}
    for run in runs:
        features[tuple(run)] = 2.0
    for size, value in _SIZES:
        for start in range(len(words) - size + 1):
            features.setdefault(tuple(words[start : start + size]), value)
    for word in words:
        if weights.count(word) <= max(1, _RARE * weights.articles):
            features.setdefault((word,), 0.5)
    if not features:
        features = {(word,): 0.5 for word in words}
    chosen = _affordable(features, weights, _MOST, _PER_WORD)
    if not chosen:
        return None
    parts: list[Query] = [Boost(in_a_row(words), features[words]) for words in chosen]
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def garbled(words: Sequence[str], weights: Weights) -> Query | None:
    """Articles that have many of these words near each other, as they are or garbled.

    Neighbours may have changed places, and each second word may be another; words that no article has
    stand for words a letter or two away.
    """
    known = dict.fromkeys(word for word in words if weights.count(word))
    features: dict[tuple[str, ...], float] = {}
    for one, other in (*pairwise(words), *zip(words, words[2:], strict=False)):
        if one in known and other in known and one != other:
            features[one, other] = 1.0
    features.update({(word,): 0.5 for word in known})
    parts: list[Query] = [
        Boost(Phrase(" ".join(chosen), "body", slop=len(chosen) - 1), features[chosen])
        for chosen in _affordable(features, weights, _MOST_SINGLE, _MOST_SINGLE)
    ]
    unknown = [w for w in dict.fromkeys(words) if w not in known and len(w) >= _SHORTEST_GARBLED]
    for word in unknown[:_MOST_GARBLED]:
        edits = 1 if len(word) < _TWO_EDITS_FROM else 2
        parts.append(Boost(Fuzzy(word, "body", edits), _GARBLED))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _affordable(
    features: dict[tuple[str, ...], float], weights: Weights, most: int, per_word: int
) -> list[tuple[str, ...]]:
    """The features that cost least, as far as they can be paid for; of those with the same rarest word only
    the first `per_word`."""
    rarest = {feature: min(feature, key=weights.count) for feature in features}
    costs = {feature: weights.count(word) for feature, word in rarest.items()}
    left = max(_AT_LEAST, _SHARE * weights.articles)
    chosen: list[tuple[str, ...]] = []
    hanging: Counter[str] = Counter()
    for feature in sorted((f for f in features if costs[f]), key=lambda f: (costs[f], -len(f))):
        hanging[rarest[feature]] += 1
        if hanging[rarest[feature]] > per_word:
            continue
        left -= costs[feature]
        if len(chosen) >= most or (left < 0 and chosen):
            break
        chosen.append(feature)
    return chosen


_BREAK = re.compile(r"[.!?;:,—–\n]|--")


def breaks(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """The numbers of words before which punctuation ends a clause."""
    return [
        number
        for number in range(1, len(spans))
        if _BREAK.search(text, spans[number - 1][1], spans[number][0])
    ]
