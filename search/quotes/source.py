"""Whether an article can be the source of a quotation that it does not have word for word.

By how much of the quotation stands there, and by how much that tells: words that many articles have next to
each other by chance name no source, however few of the quotation's words are missing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from search.analysis import words

from .result import MARKED, SILENT, Edit
from .verdict import Reading
from .weights import Weights

# All bounds were swept on the development cases, and on runs of 4 to 9 words out of 19,934 articles: with one word
# replaced, dropped or mistyped, one mistyped and another replaced (to be found), and as printed, but asked for with
# their article left out (to be lost, copies and set phrases aside).

# The share of an altered quotation that must stand in an article, for a long one, and how much more for
# each word fewer: share >= _LONG + _SHORT / words, so that of four words all must be there. With 0.48 or 1.6 one
# development case is found by chance, with 0.52 or 2.0 1 to 1.4 % of the hard ones are lost.
_LONG = 0.5
_SHORT = 1.8
# Words that must be compared at all where anything was edited: two stand near each other anywhere.
_LEAST = 3
# Where all that differs is one edit of so many words between others that stand as they are, these tell
# enough from so many bits above log2 of the articles on; and where the edit is at an end of a quotation of up to
# _SHORTEST words, they must tell that much. A margin of 1 finds one of 30 hard cases by chance, one of 3 loses 3 to 5 %
# of 4 to 6 words with one replaced; 3 words in an edit find 2 development cases by chance, 1 loses as many.
_FEW = 2
_MARGIN = 2.0
# Words that stand in one wording only, as far as the archive was looked through, tell enough from so many bits
# above log2 of the articles on, wherever the change is. Without that rule 3 to 6 % of 4 to 6 words with one replaced
# are lost; a margin of 2 finds 1.5 % more of these and 0.3 to 0.5 % more by chance, one of 1 a hard case by chance.
_ALONE = 3.0
# Whoever tells a sentence in other words replaces word by word and keeps its names and figures; a sentence of
# like kind about something else has other names and figures: so many, and the share must be so much more. With one
# such word 3 to 7 % of the runs with two changes are lost; with three and more, or a share of 0, a development
# case is found by chance, and 0.8 % more runs; from 0.1 to 0.15 nothing differs, 0.2 loses a case. Of _REWORDED,
# 0.07 loses a hard case and 2 to 6 % of 4 to 6 words with two changes, 0.11 finds a case by chance.
_REWORDED = 0.09
_OTHER_FIGURES = 2
_STRICTER = 0.1
# So many words in a row are no chance, whatever stands around them: a piece of a long text. From 8 on the sets show no
# difference, their quotations are found by other rules; with 7 one development case is found by chance, with 6
# eleven. Two words above that for archives of other sizes.
_INTACT = 10
# Up to so many words a quotation is short: a change at an end, or into a word of its own, asks for more. With 5 3 % more
# runs of text are found by chance; with 7 no fewer of what is said, and 1 to 2 % of the changed ones are lost.
_SHORTEST = 6
# A word that at least this share of the articles has is no slip of a hand or a scanner. Without that rule 2 to 4 % more
# of 4 to 6 words are found by chance; with a third of it 1 % of the mistyped ones is lost, ten times it tells the same.
_KNOWN = 0.001


def is_source(reading: Reading, every: Sequence[Reading], weights: Weights) -> bool:
    """Whether so much of the quotation stands in an article that it can be the quotation's source; `every`
    are the readings of the articles looked at, `weights` those of the archive's words."""
    if reading.verdict == "verbatim":
        return True
    if reading.length < _LEAST:
        return False
    if reading.intact >= _INTACT:
        return True
    changed = [edit for edit in reading.edits if edit.op not in SILENT | MARKED]
    enough = reading.share >= min(_LONG + _SHORT / reading.length, 1.0) + _strictness(changed)
    margin = sum(reading.bits[n] for n in reading.same) - math.log2(weights.articles + 1)
    if margin >= _ALONE and _slight(reading, changed) and _alone(reading, every):
        return True
    tells = margin >= _MARGIN
    if _other_words(reading, changed, weights):
        return enough and tells and _alone(reading, every)
    if len(changed) != 1:
        return enough
    if {min(reading.bits), max(reading.bits)} <= reading.same:
        return enough or (tells and _slight(reading, changed))
    return enough and (tells or reading.length > _SHORTEST or changed[0].op == "garbled")


def _slight(reading: Reading, changed: Sequence[Edit]) -> bool:
    """Whether all words but one, and words enough, stand as they are beside a single change of few words, or
    in another order."""
    same = len(reading.same)
    if same < max(reading.length - 1, _LEAST):
        return False
    return (len(changed) == 1 and _words(changed[0]) <= _FEW) or _swapped(changed)


def _swapped(changed: Sequence[Edit]) -> bool:
    """Whether two changes are one word taken out and put in elsewhere."""
    if len(changed) != 2 or {edit.op for edit in changed} != {"added", "dropped"}:
        return False
    one, other = changed
    return words(one.printed + other.printed) == words(one.quoted + other.quoted)


def _alone(reading: Reading, every: Sequence[Reading]) -> bool:
    """Whether no other wording has as many of the quotation's words."""
    rivals = (other for other in every if len(other.same) >= len(reading.same))
    return len({_wording(other) for other in rivals}) == 1


def _wording(reading: Reading) -> tuple[str, ...]:
    pairs = [pair for part in reading.parts for pair in part]
    return tuple(reading.taken.words[min(p.start for p in pairs) : max(p.end for p in pairs)])


def _other_words(reading: Reading, changed: Sequence[Edit], weights: Weights) -> bool:
    """Whether a short quotation has words that look garbled and are words of their own: "them" for "the"."""
    if reading.length > _SHORTEST:
        return False
    garbled = (word for edit in changed if edit.op == "garbled" for word in words(edit.quoted))
    return any(weights.count(word) >= max(1, _KNOWN * weights.articles) for word in garbled)


def _strictness(changed: Sequence[Edit]) -> float:
    """How much more or less of a quotation must stand in an article, by what was changed."""
    replaced = [edit for edit in changed if edit.op != "garbled"]
    figures = sum("number" in edit.flags or "name" in edit.flags for edit in replaced)
    if figures >= _OTHER_FIGURES:
        return _STRICTER
    reworded = len(changed) > 1 and not figures and max(map(_words, changed)) <= _FEW
    return -_REWORDED if reworded else 0.0


def _words(edit: Edit) -> int:
    return max(len(words(edit.printed)), len(words(edit.quoted)))
