"""Checks a quotation against the archive: candidates, alignment, verdict, first appearance."""

from __future__ import annotations

import time

from search.engine import Engine

from . import candidates
from .align import Side, align
from .passages import Taken
from .pasted import Pasted, parse
from .result import Checked, Passage, Verdict
from .seams import quoted
from .splices import Part, elsewhere
from .state import State, state_of
from .verdict import Reading, read

# Articles looked at: those that have the quotation word for word, and the best of the passage query.
_EXACT = 5
_CANDIDATES = 12
# Where the best reading has less than this share of the quotation, more articles are looked at, found
# by its single words, as they are and as they may have been.
_CLEAR = 0.8
_FURTHER = 40
# The share of an altered quotation that must stand in an article, for a long one, and how much more for
# each word fewer: share >= _LONG + _SHORT / words, so that of four words all must be there. Swept on the
# development cases (altered ones against those that stand nowhere) from 0.46 to 0.64 and 0.4 to 2.2.
_LONG = 0.5
_SHORT = 1.8


def check(engine: Engine, pasted: str, *, limit: int = 10) -> Checked:
    """Checks a pasted quotation. Raises RequestError where the text has no word, or too many."""
    began = time.perf_counter()
    state = state_of(engine)
    search = _Search(state, parse(pasted), limit)
    verdict, hits = search.answer()
    ms = (time.perf_counter() - began) * 1000
    return Checked(pasted, verdict, state.holdings(), hits[:limit], search.copies, ms)


class _Search:
    """Finds and reads the articles that have something of a quotation."""

    def __init__(self, state: State, pasted: Pasted, limit: int) -> None:
        self.state = state
        self.pasted = pasted
        self.limit = limit
        self.copies = 0

    def answer(self) -> tuple[Verdict, tuple[Passage, ...]]:
        readings = self._main()
        if not readings:
            return "not_found", ()
        closest = readings[0]
        parts: list[Part] = []
        if closest.verdict not in ("verbatim", "marked"):
            parts = elsewhere(self.pasted, closest, self.state.stats.articles, self.readings)
        if parts:
            return "spliced", self._spliced(readings, parts)
        verdict = closest.verdict if _found(closest) else "not_found"
        return verdict, tuple(map(_judged, readings))

    def _main(self) -> list[Reading]:
        """Readings of the whole; without what looks like an attribution, unless that is printed too."""
        readings = self.readings(self.pasted)
        doubtful = self.pasted.doubtful
        if not doubtful or (readings and len(doubtful & readings[0].same) * 2 > len(doubtful)):
            return readings
        self.pasted = self.pasted.without_doubtful()
        return self.readings(self.pasted)

    def _spliced(self, readings: list[Reading], parts: list[Part]) -> tuple[Passage, ...]:
        """The parts, longest first, each where it stands first; then what else comes near the whole."""
        other = frozenset(n for part in parts for n in range(part.first, part.last))
        bits = self.state.weights.bits
        rests = [read(self.pasted, r.side, r.alignment, bits, other) for r in readings]
        rest = min((r for r in rests if r.parts), key=_order)
        found = sorted([rest, *(part.reading for part in parts)], key=lambda r: -r.covered)
        others = [r for r in readings if r.taken is not rest.taken]
        return (*(_passage(r, "spliced") for r in found), *map(_judged, others))

    def readings(self, pasted: Pasted) -> list[Reading]:
        """What the articles have of a quotation, closest first, then earliest."""
        bits = tuple(map(self.state.weights.bits, pasted.words))
        side = Side(pasted.words, bits, pasted.ellipses, pasted.bracketed | pasted.outside)
        articles = self._candidates(pasted, side)
        found = self._read(pasted, side, articles)
        if pasted is self.pasted and (not found or found[0].share < _CLEAR):
            further = self._further(side, {taken.article.id for taken in articles})
            found = sorted([*found, *self._read(pasted, side, further)], key=_order)
        return found

    def _read(self, pasted: Pasted, side: Side, articles: list[Taken]) -> list[Reading]:
        bits = self.state.weights.bits
        found = [read(pasted, side, alignment, bits) for alignment in align(side, articles)]
        return sorted((reading for reading in found if reading.parts), key=_order)

    def _candidates(self, pasted: Pasted, side: Side) -> list[Taken]:
        search = self.state.engine.search
        words = _compared(side)
        exact = search(candidates.whole(words), sort="date_asc", limit=max(self.limit, _EXACT))
        if pasted is self.pasted:
            self.copies = exact.total.value
        ids = [hit.id for hit in exact.hits]
        breaks = candidates.breaks(pasted.text, pasted.spans)
        runs = candidates.clauses(side.words, breaks)
        query = candidates.passages(words, runs, self.state.weights)
        if query is not None:
            ids += [h.id for h in search(query, limit=_CANDIDATES).hits]
        return self.state.articles(ids)

    def _further(self, side: Side, seen: set[str]) -> list[Taken]:
        query = candidates.garbled(_compared(side), self.state.weights)
        hits = self.state.engine.search(query, limit=_FURTHER).hits if query else ()
        return self.state.articles(hit.id for hit in hits if hit.id not in seen)


def _compared(side: Side) -> list[str]:
    return [w for n, w in enumerate(side.words) if n not in side.free] or list(side.words)


def _found(reading: Reading) -> bool:
    """Whether so much of the quotation stands in the article that it can be the quotation's source."""
    if reading.verdict == "verbatim":
        return True
    return reading.share >= min(_LONG + _SHORT / max(reading.length, 1), 1.0)


def _order(reading: Reading) -> tuple[object, ...]:
    article = reading.taken.article
    return (
        reading.verdict not in ("verbatim", "marked"),
        -round(reading.share, 6),
        sum(edit.end - edit.start for edit in reading.edits),
        article.published.value or "9999",
        article.id,
    )


def _judged(reading: Reading) -> Passage:
    return _passage(reading, reading.verdict if _found(reading) else "not_found")


def _passage(reading: Reading, verdict: Verdict) -> Passage:
    article = reading.taken.article
    start, end = reading.spans[0]
    said = max(article.quotes, key=lambda q: min(q.end, end) - max(q.start, start), default=None)
    if said is not None and min(said.end, end) - max(said.start, start) <= 0:
        said = None
    return Passage(
        article,
        tuple(reading.spans),
        reading.share,
        verdict,
        tuple(reading.edits),
        said.speaker if said else None,
        said.evidence if said else None,
        said is not None or quoted(reading.taken.text, start),
    )
