"""Checks a quotation against the archive: candidates, alignment, verdict, first appearance."""

from __future__ import annotations

import time
from collections.abc import Iterable

from search.engine import Engine
from search.query import Phrase

from . import candidates
from .align import Side, align
from .passages import Taken
from .pasted import Pasted, parse
from .result import Checked, Passage, Verdict
from .state import State, state_of
from .verdict import Reading, read

_CANDIDATES = 12


def check(engine: Engine, pasted: str, *, limit: int = 10) -> Checked:
    """Checks a pasted quotation. Raises RequestError where the text has no word, or too many."""
    began = time.perf_counter()
    state = state_of(engine)
    quotation = parse(pasted)
    readings = _Search(state, quotation).readings()
    verdict, ordered = settle(state, quotation, readings)
    hits = tuple(_passage(quotation, reading, verdict) for reading in ordered[:limit])
    return Checked(pasted, verdict, state.holdings(), hits, (time.perf_counter() - began) * 1000)


class _Search:
    def __init__(self, state: State, pasted: Pasted) -> None:
        self.state = state
        self.pasted = pasted

    def side(self) -> Side:
        words, weights = self.pasted.words, self.state.weights
        return Side(
            words,
            tuple(map(weights.bits, words)),
            self.pasted.ellipses,
            self.pasted.bracketed | self.pasted.outside,
        )

    def readings(self) -> list[Reading]:
        side = self.side()
        found = []
        for taken in self.candidates(side):
            reading = read(self.pasted, side, taken, align(side, taken))
            if reading.parts:
                found.append(reading)
        return found

    def candidates(self, side: Side) -> list[Taken]:
        words = [w for n, w in enumerate(side.words) if n not in side.free] or list(side.words)
        ids = [h.id for h in self.state.engine.search(candidates.whole(words), sort="date_asc", limit=10).hits]
        breaks = candidates.breaks(self.pasted.text, self.pasted.spans)
        query = candidates.passages(words, candidates.clauses(side.words, breaks), self.state.weights)
        if query is not None:
            ids += [h.id for h in self.state.engine.search(query, limit=_CANDIDATES).hits]
        return self.state.articles(ids)


def settle(state: State, pasted: Pasted, readings: list[Reading]) -> tuple[Verdict, list[Reading]]:
    ordered = sorted(readings, key=_rank)
    if not ordered:
        return "not_found", []
    return ordered[0].verdict(), ordered


_CLASSES = {"verbatim": 0, "marked": 1, "altered": 2, "spliced": 3, "not_found": 4}


def _rank(reading: Reading) -> tuple[object, ...]:
    article = reading.taken.article
    verdict = reading.verdict()
    return (
        verdict not in ("verbatim", "marked"),
        -round(reading.share, 6),
        sum(e.end - e.start for e in reading.edits),
        article.published.value or "9999",
        article.id,
    )


def _passage(pasted: Pasted, reading: Reading, verdict: Verdict) -> Passage:
    return Passage(
        reading.taken.article, tuple(reading.spans), reading.share, reading.verdict(), tuple(reading.edits)
    )
