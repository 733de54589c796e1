"""The parts of a spliced quotation: which words of it stand where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from search.analysis import Token, tokens
from search.quotes import Checked, Passage

from .marking import Span
from .printings import Printing, printing
from .wording import Difference, difference

# Characters between a passage and what stands right beside it: blanks, a comma, quotation marks.
_BESIDE = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a quotation, as a span of the pasted text, and where it stands."""

    quoted: Span
    difference: Difference
    printing: Printing


def parts(checked: Checked) -> tuple[Part, ...]:
    """The parts of a splice, in the quotation's order, each where it stands nearest; none of anything else."""
    if checked.verdict != "spliced":
        return ()
    typed = tokens(checked.query)
    found: list[Part] = []
    taken: list[set[int]] = []
    for hit in checked.hits:
        for spans in _passages(hit) if hit.verdict == "spliced" else ():
            numbers = _counterpart(typed, hit.article.text, spans)
            # A part may stand in the middle of another; what two readings may not share is words.
            if not numbers or any(2 * len(numbers & t) > min(len(numbers), len(t)) for t in taken):
                continue
            quoted = typed[min(numbers)].start, typed[max(numbers)].end
            seen = difference(checked.query, quoted, hit, spans)
            found.append(Part(quoted, seen, printing(checked, _narrowed(hit, spans))))
            taken.append(numbers)
    return tuple(sorted(found, key=lambda part: part.quoted))


def _passages(hit: Passage) -> list[tuple[Span, ...]]:
    """The spans of a passage by part: a seam begins another."""
    seams = {edit.start for edit in hit.edits if edit.op == "far"}
    found: list[list[Span]] = []
    for span in hit.spans:
        if found and span[0] not in seams:
            found[-1].append(span)
        else:
            found.append([span])
    return [tuple(spans) for spans in found]


def _counterpart(typed: Sequence[Token], text: str, spans: Sequence[Span]) -> set[int]:
    """The numbers of the pasted words that a part has."""
    printed = [token.word for start, end in spans for token in tokens(text[start:end])]
    matcher = SequenceMatcher(None, [token.word for token in typed], printed, autojunk=False)
    longest = matcher.find_longest_match()
    # The words of a part stand together in the quotation; a common word far from them is another's.
    return {
        block.a + n
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
        if abs(block.a - longest.a) <= len(printed)
    }


def _narrowed(hit: Passage, spans: tuple[Span, ...]) -> Passage:
    """One part of a passage, with the speaker and the cautions of that part."""
    start, end = spans[0]
    low, high = start - _BESIDE, spans[-1][1] + _BESIDE
    said = next((q for q in hit.article.quotes if q.start < end and start < q.end), None)
    return replace(
        hit,
        spans=spans,
        speaker=said.speaker if said else None,
        evidence=said.evidence if said else None,
        quoted=said is not None or (hit.quoted and spans[0] == hit.spans[0]),
        cautions=tuple(c for c in hit.cautions if c.start < high and low < c.end),
    )
