"""What a reader must know of a passage beside its verdict: another speaker, a sentence's end, a denial cut off.

The verdict says whether these words stand in print in this order, and nothing here changes it. Words can
do so and yet say something else: joined over a full stop or parted by one, cut out of "I did not say that", or given to
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

# Of them those that end a sentence: an empty line in a pasted text may come of copying.
_STOP = re.compile(r"[.!?…。！？؟।]")


def cautions(
    reading: Reading, claimed: tuple[Attribution, ...], said: Quote | None
) -> tuple[Caution, ...]:
    """The cautions of a reading whose words the article gives to a speaker, in the article's order of kind."""
    found = [*_another_speaker(reading, claimed, said)]
    for part in reading.parts:
        found += _ended_elsewhere(reading, part)
        found += _denied(reading, part)
    return tuple(found)


def _another_speaker(
    reading: Reading, claimed: tuple[Attribution, ...], said: Quote | None
) -> Iterator[Caution]:
    speaker = said.speaker if said else None
    name = contradicted(claimed, speaker, reading.taken.article)
    if said is not None and speaker is not None and name is not None:
        yield Caution("speaker", speaker, name, said.start, said.end)


def _ended_elsewhere(reading: Reading, part: Part) -> Iterator[Caution]:
    """Where a sentence ends in print and the pasted text goes on as if it did not, or the other way round."""
    taken, pasted = reading.taken, reading.pasted
    printed_ends = _ends(taken.text, *_stretch(reading, part))
    typed_ends = _ends(pasted.text, *_typed(reading, part[0].first, part[-1].last))
    if not printed_ends and not typed_ends:
        return
    for one, other in pairwise(part):
        printed = taken.span(one.end - 1)[1], taken.span(other.start)[0]
        typed = pasted.spans[one.last - 1][1], pasted.spans[other.first][0]
        joined = _ended(printed_ends, printed) and not _APART.search(pasted.text, *typed)
        stopped = _ended(typed_ends, typed) and _STOP.search(pasted.text, *typed)
        parted = stopped and not _APART.search(taken.text, *printed)
        if (joined or parted) and _next(reading, one, other):
            low, high = taken.span(one.start)[0], taken.span(other.end - 1)[1]
            quoted = pasted.text[slice(*_typed(reading, one.first, other.last))]
            yield Caution("sentence", taken.text[low:high], quoted, low, high)


def _ends(text: str, start: int, end: int) -> list[int]:
    """Where sentences end within a stretch of a text."""
    return [at for _, at in sentences(text, start, end)[:-1]]


def _ended(ends: list[int], between: tuple[int, int]) -> bool:
    return any(between[0] <= at <= between[1] for at in ends)


def _typed(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Where words of the pasted text begin and end."""
    spans = reading.pasted.spans
    return spans[first][0], spans[last - 1][1]


def _next(reading: Reading, one: Pair, other: Pair) -> bool:
    """Whether one pair follows the other on both sides, a narrator aside: what else was left out is an edit."""
    pasted, between = reading.pasted, reading.taken.between(one.end - 1, other.start)
    typed = one.same and other.same and pasted.outside.issuperset(range(one.last, other.first))
    return typed and (other.start == one.end or interrupted(between))


def _denied(reading: Reading, part: Part) -> Iterator[Caution]:
    """What denies or limits a part in print, right beside it, and has nothing like it in the pasted text."""
    taken, pasted = reading.taken, reading.pasted
    low, high = _stretch(reading, part)
    first, last = _typed(reading, part[0].first, part[-1].last)
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
