"""What a reader must know of a passage beside its verdict: another speaker, a sentence's end, a denial cut off.

The verdict says whether these words stand in print in this order, and nothing here changes it. Words can
do so and yet say something else: joined over a full stop, cut out of "I did not say that", or given to
somebody who never said them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from search.article import Quote
from search.sentences import sentences

from .align import Pair
from .claimed import contradicted
from .denials import after, before
from .parts import Part
from .result import Attribution, Caution
from .seams import interrupted
from .verdict import Reading

# Signs in a pasted text that keep two sentences apart, or say that something was left out or put in there.
_APART = re.compile(r"[.!?…;:—–\n\[\]。！？؟।]|--|\s-\s")


def cautions(
    reading: Reading, claimed: tuple[Attribution, ...], said: Quote | None
) -> tuple[Caution, ...]:
    """The cautions of a reading whose words the article gives to a speaker, in the article's order of kind."""
    found = [*_another_speaker(reading, claimed, said)]
    for part in reading.parts:
        found += _joined(reading, part)
        found += _denied(reading, part)
    return tuple(found)


def _another_speaker(
    reading: Reading, claimed: tuple[Attribution, ...], said: Quote | None
) -> Iterator[Caution]:
    speaker = said.speaker if said else None
    name = contradicted(claimed, speaker, reading.taken.article)
    if said is not None and speaker is not None and name is not None:
        yield Caution("speaker", speaker, name, said.start, said.end)


def _joined(reading: Reading, part: Part) -> Iterator[Caution]:
    """Where a sentence ends in print and the pasted text goes on as if it did not."""
    taken, pasted = reading.taken, reading.pasted
    low, high = _stretch(reading, part)
    ends = [end for _, end in sentences(taken.text, low, high)[:-1]]
    if not ends:
        return
    for one, other in pairwise(part):
        start, end = taken.span(one.end - 1)[1], taken.span(other.start)[0]
        if not any(start <= at <= end for at in ends) or not _next(reading, one, other):
            continue
        if not _APART.search(
            pasted.text[pasted.spans[one.last - 1][1] : pasted.spans[other.first][0]]
        ):
            start, end = taken.span(one.start)[0], taken.span(other.end - 1)[1]
            quoted = pasted.text[pasted.spans[one.first][0] : pasted.spans[other.last - 1][1]]
            yield Caution("sentence", taken.text[start:end], quoted, start, end)


def _next(reading: Reading, one: Pair, other: Pair) -> bool:
    """Whether one pair follows the other on both sides, a narrator aside: what else was left out is an edit."""
    pasted, between = reading.pasted, reading.taken.between(one.end - 1, other.start)
    typed = pasted.outside.issuperset(range(one.last, other.first))
    return typed and (other.start == one.end or interrupted(between))


def _denied(reading: Reading, part: Part) -> Iterator[Caution]:
    """What denies or limits a part in print, right beside it, and has nothing like it in the pasted text."""
    taken, pasted = reading.taken, reading.pasted
    low, high = _stretch(reading, part)
    first, last = pasted.spans[part[0].first][0], pasted.spans[part[-1].last - 1][1]
    language = taken.article.language
    for look, printed, typed in ((before, low, first), (after, high, last)):
        span = look(taken.text, printed, language)
        if span is not None and look(pasted.text, typed, language) is None:
            yield Caution("denial", taken.text[slice(*span)], "", *span)


def _stretch(reading: Reading, part: list[Pair]) -> tuple[int, int]:
    """Where a part begins and ends in the article's text."""
    span = reading.taken.span
    low, high = min(pair.start for pair in part), max(pair.end for pair in part)
    return span(low)[0], span(high - 1)[1]
