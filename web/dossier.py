"""The dossier of a quotation: a check put into the order in which a page tells it.

Everything on it comes from the check, nothing is judged anew: this room puts the printings in order of
time, says which was the first as far as the dates go, and who is named as the speaker.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from search.analysis import tokens
from search.analysis import words as folded
from search.article import Article
from search.document import period
from search.quotes import Checked, Passage, Verdict

from . import coverage, passages, telling
from .marking import Span
from .reading import web_address
from .shelf import Shelf
from .wording import Bit, Difference, difference, shared, surroundings

# Passages shown as the closest where nothing was found: in the tour of the demonstration archive no
# fourth one was ever what a reader could have meant.
_CLOSEST = 3
# And less than this share of the quotation's words comes together by chance: in that tour such passages
# shared articles and auxiliaries only.
_SHARED = 1 / 3
# Undated comes after every date.
_NEVER = (10**7, 10**7)


@dataclass(frozen=True, slots=True)
class Printing:
    """One article that has the quotation, or something near it.

    `exact` is whether it has these words (verbatim or openly marked), `later` the time since the printing
    before it, `shares` how many of the quotation's words stand there, of how many.
    """

    article: Article
    verdict: Verdict
    difference: Difference
    context: tuple[Bit, ...]
    speaker: str | None
    evidence: str | None
    quoted: bool
    read: str
    live: str | None
    shares: tuple[int, int]
    later: str = ""

    @property
    def exact(self) -> bool:
        return self.verdict in ("verbatim", "marked")

    @property
    def how(self) -> str:
        return telling.how(self.verdict, self.difference)

    @property
    def printed(self) -> str:
        """The words as printed, with what lies between their stretches."""
        return "".join(bit.text for bit in self.difference.printed)


@dataclass(frozen=True, slots=True)
class Wording:
    """A printed wording, and the printings that have it, earliest first."""

    difference: Difference
    printings: tuple[Printing, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a spliced quotation and where it stands."""

    quoted: Span
    difference: Difference
    printing: Printing


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name, and the printings that give the words to it."""

    name: str
    printings: tuple[Printing, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that the page prints.

    `wordings` begin with the one nearest to the quotation. `first` is the earliest printing whose date is
    known, `unsure` those that may be earlier, being dated less closely or not at all, `before` earlier
    ones in other words.
    """

    checked: Checked
    told: telling.Told
    wordings: tuple[Wording, ...]
    parts: tuple[Part, ...]
    printings: tuple[Printing, ...]
    closest: tuple[Printing, ...]
    first: Printing | None
    unsure: tuple[Printing, ...]
    before: tuple[Printing, ...]
    speakers: tuple[Speaker, ...]
    days: coverage.Days | None
    window: str | None
    gaps: tuple[coverage.Gap, ...]

    @property
    def listed(self) -> tuple[Printing, ...]:
        """The printings that no part of a splice shows already."""
        shown = {part.printing.article.id for part in self.parts}
        return tuple(p for p in self.printings if p.article.id not in shown)

    @property
    def exact(self) -> tuple[Printing, ...]:
        """The printings that have these words."""
        return tuple(p for p in self.printings if p.exact)

    @property
    def altered(self) -> tuple[Printing, ...]:
        """The printings that have others."""
        return tuple(p for p in self.printings if not p.exact)

    @property
    def silent(self) -> tuple[Printing, ...]:
        """The printings that name no speaker."""
        return tuple(p for p in self.printings if p.speaker is None)

    @property
    def more(self) -> int:
        """Articles with these words beyond those listed."""
        return max(self.checked.copies - len(self.exact), 0)


def dossier(held: Shelf, checked: Checked) -> Dossier:
    """Puts the answer of a check together."""
    every = [_printing(checked, hit) for hit in checked.hits]
    printings = _in_time(p for p in every if p.verdict != "not_found")
    exact = [p for p in printings if p.exact]
    first, unsure = _first(exact or printings)
    parts = _parts(checked) if checked.verdict == "spliced" else ()
    wordings = () if parts else _wordings(every)
    nearest = wordings[0].difference if wordings else None
    dated = first.article.published if first else None
    # Where parts were put together there is no first appearance to look around.
    day = dated.value if dated and dated.precision == "day" and not parts else None
    return Dossier(
        checked=checked,
        told=telling.verdict(checked, nearest, len(parts)),
        wordings=wordings,
        parts=parts,
        printings=printings,
        closest=() if printings else tuple(filter(_near, every[:_CLOSEST])),
        first=first,
        unsure=unsure,
        before=tuple(p for p in printings if exact and first and not p.exact and _precedes(p, first)),
        speakers=_speakers(printings),
        days=None if printings else coverage.days(held, checked.searched),
        window=coverage.window(day) if day else None,
        gaps=coverage.gaps(held.engine, (p.article for p in printings), day) if day else (),
    )  # fmt: skip


def earliest(checked: Checked) -> tuple[Printing | None, Printing | None]:
    """The earliest printing and the one nearest to the quotation; None where there is none."""
    found = [_printing(checked, hit) for hit in checked.hits if hit.verdict != "not_found"]
    first, _ = _first([p for p in found if p.exact] or found)
    return first or next(iter(found), None), next(iter(found), None)


def _printing(checked: Checked, hit: Passage) -> Printing:
    article, text = hit.article, hit.article.text
    found = hit.verdict != "not_found"
    marked = hit.spans if found else shared(hit) or hit.spans
    url = web_address(article.url)
    in_print = {token.word for start, end in marked for token in tokens(text[start:end])}
    typed = folded(checked.query)
    return Printing(
        article=article,
        verdict=hit.verdict,
        difference=difference(checked.query, (0, len(checked.query)), hit, hit.spans),
        context=surroundings(text, marked),
        speaker=hit.speaker,
        evidence=hit.evidence,
        quoted=hit.quoted,
        read=passages.href(article, marked),
        live=passages.live(url, text, marked) if url else None,
        shares=(sum(word in in_print for word in typed), len(typed)),
    )


def _near(printing: Printing) -> bool:
    shared, of = printing.shares
    return shared >= _SHARED * of


# Time


def _days(printing: Printing) -> Span:
    """The first and last day on which it may have been published."""
    return period(printing.article.published.value) or _NEVER


def _in_time(printings: Iterable[Printing]) -> tuple[Printing, ...]:
    """Earliest first, each with the time since the one before."""
    found: list[Printing] = []
    for printing in sorted(printings, key=_days):
        before = found[-1].article.published if found else None
        later = telling.later(before, printing.article.published)
        found.append(replace(printing, later=later))
    return tuple(found)


def _first(printings: Sequence[Printing]) -> tuple[Printing | None, tuple[Printing, ...]]:
    """The printing that was certainly out before every other, and those that may have been before it."""
    dated = [p for p in printings if _days(p) != _NEVER]
    if not dated:
        return None, tuple(printings)
    first = min(dated, key=lambda p: (_days(p)[1], _days(p)[0]))
    unsure = (p for p in printings if p is not first and _perhaps_before(p, first))
    return first, tuple(unsure)


def _perhaps_before(one: Printing, other: Printing) -> bool:
    """Whether a printing dated less closely may have been out a day before another."""
    if _days(one) == _NEVER:
        return True
    return one.article.published.precision != "day" and _days(one)[0] < _days(other)[1]


def _precedes(one: Printing, other: Printing) -> bool:
    return _days(one)[1] < _days(other)[0]


# Wordings, parts, speakers


def _wordings(every: Sequence[Printing]) -> tuple[Wording, ...]:
    """The wordings that were found, nearest first."""
    found: dict[tuple[str, ...], list[Printing]] = {}
    for printing in every:
        if printing.verdict != "not_found":
            changes = printing.difference.changes or printing.difference.marked
            key = (printing.verdict, *(f"{e.at} {folded(e.printed)}" for e in changes))
            found.setdefault(key, []).append(printing)
    return tuple(
        Wording(printings[0].difference, _in_time(printings)) for printings in found.values()
    )


def _parts(checked: Checked) -> tuple[Part, ...]:
    """The parts of a splice, in the quotation's order, each where it stands nearest."""
    found: list[Part] = []
    for hit in checked.hits:
        for spans in _passages(hit) if hit.verdict == "spliced" else ():
            quoted = _counterpart(checked.query, hit.article.text, spans)
            if quoted and not any(_overlap(quoted, part.quoted) for part in found):
                seen = difference(checked.query, quoted, hit, spans)
                printing = _printing(checked, _narrowed(hit, spans))
                found.append(Part(quoted, seen, printing))
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


def _counterpart(pasted: str, text: str, spans: Sequence[Span]) -> Span | None:
    """The stretch of the pasted text that a part stands for: from its first common word to its last."""
    typed = tokens(pasted)
    printed = [token.word for start, end in spans for token in tokens(text[start:end])]
    matcher = SequenceMatcher(None, [token.word for token in typed], printed, autojunk=False)
    longest = matcher.find_longest_match()
    if not longest.size:
        return None
    # The words of a part stand together in the quotation; a common word far from them is another's.
    blocks = [b for b in matcher.get_matching_blocks() if abs(b.a - longest.a) <= len(printed)]
    last = max(b.a + b.size for b in blocks if b.size) - 1
    return typed[min(b.a for b in blocks if b.size)].start, typed[last].end


def _overlap(one: Span, other: Span) -> bool:
    """Whether more than half of the shorter lies in the other."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * both > min(one[1] - one[0], other[1] - other[0])


def _narrowed(hit: Passage, spans: tuple[Span, ...]) -> Passage:
    """One part of a passage, with the speaker of that part."""
    start, end = spans[0]
    said = next((q for q in hit.article.quotes if q.start < end and start < q.end), None)
    return replace(
        hit,
        spans=spans,
        speaker=said.speaker if said else None,
        evidence=said.evidence if said else None,
        quoted=said is not None or (hit.quoted and spans[0] == hit.spans[0]),
    )


def _speakers(printings: Sequence[Printing]) -> tuple[Speaker, ...]:
    """Who is named, most often first; a last name alone is the same person as one full name that ends
    with it."""
    named = [p for p in printings if p.speaker]
    full = list(dict.fromkeys(p.speaker or "" for p in named))
    found: dict[str, list[Printing]] = {}
    for printing in named:
        short = folded(printing.speaker or "")
        longer = [
            n for n in full if len(folded(n)) > len(short) and folded(n)[-len(short) :] == short
        ]
        name = longer[0] if len(longer) == 1 else printing.speaker or ""
        found.setdefault(name, []).append(printing)
    order = sorted(found.items(), key=lambda item: -len(item[1]))
    return tuple(Speaker(name, tuple(printings)) for name, printings in order)
