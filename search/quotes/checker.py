"""Checks a quotation against the archive: candidates, alignment, verdict, first appearance."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from search.engine import Engine, Ranking
from search.errors import NotFound
from search.filters import together
from search.query import EVERYTHING, Query

from . import candidates
from .align import Side, align
from .cautions import cautions
from .claimed import attributions
from .coverage import coverage
from .passages import Taken
from .pasted import Pasted, parse
from .result import Attribution, Checked, Passage, Verdict
from .seams import quoted
from .source import is_source
from .splices import Part, elsewhere
from .state import State, state_of
from .verdict import Reading, read
from .weights import in_a_row

# Articles looked at: those that have the quotation word for word, and the best of the passage query.
_EXACT = 5
_CANDIDATES = 8
# A part of a splice stands elsewhere nearly word for word, or tells nothing: the best few are enough.
_CANDIDATES_OF_PART = 4
# Where the best reading has less than this share of the quotation, more articles are looked at, found
# by its single words, as they are and as they may have been: with 12 the development cases come out as with 16,
# with 8 two are lost.
_CLEAR = 0.8
_FURTHER = 12


def check(engine: Engine, pasted: str, *, limit: int = 10, within: Query = EVERYTHING) -> Checked:
    """Checks a pasted quotation. Raises RequestError where the text has no word, or too many.

    Articles are looked for only `within` these. How rare a word is, and whether words in a row stand
    anywhere at all, is asked of the whole archive: a smaller part makes no word tell less.
    """
    began = time.perf_counter()
    parsed = parse(pasted)
    for last in (False, True):
        state = state_of(engine)
        search = _Search(state, parsed, limit, within)
        try:
            verdict, hits = search.answer()
            break
        except NotFound:  # an article was replaced or removed between two looks at the archive
            if last:
                raise
    # Of all that was found: what could not be searched is the same however many are listed.
    missing = coverage(state, within, verdict, hits)
    return Checked(
        query=pasted,
        verdict=verdict,
        within=within,
        whole=state.stats.articles,
        searched=state.holdings(within),
        unplaced=state.unplaced(within),
        coverage=missing,
        attributions=search.claimed,
        hits=hits[:limit],
        copies=search.copies,
        ms=(time.perf_counter() - began) * 1000,
    )


class _Search:
    """Finds and reads the articles that have something of a quotation."""

    def __init__(self, state: State, pasted: Pasted, limit: int, within: Query) -> None:
        self.state = state
        self.pasted = pasted
        self.limit = limit
        self.within = within
        self.copies = 0
        self._seen: frozenset[str] = frozenset()
        self._taken: dict[str, Taken] = {}

    def answer(self) -> tuple[Verdict, tuple[Passage, ...]]:
        """The verdict, and every passage worth showing."""
        readings = self._near()
        parts = self._elsewhere(readings)
        if not parts and not (readings and readings[0].share >= _CLEAR):
            closest = readings[:1]
            readings = sorted([*readings, *self._far()], key=_order)
            if readings[:1] != closest:
                parts = self._elsewhere(readings)
        if parts:
            return "spliced", self._spliced(readings, parts)
        if not readings or not self._is_source(readings[0], readings):
            self.copies = 0
            return "not_found", self._judged(readings, readings)
        if readings[0].verdict != "verbatim" or not self.copies:
            readings = self._reprinted(readings)
        return readings[0].verdict, self._judged(readings, readings)

    def _reprinted(self, readings: list[Reading]) -> list[Reading]:
        """With the other articles that print the closest passage word for word, which may be earlier."""
        taken = readings[0].taken
        pairs = [pair for part in readings[0].parts for pair in part]
        words = taken.words[min(p.start for p in pairs) : max(p.end for p in pairs)]
        found = self._exact(words, max(self.limit, _EXACT))
        known = {reading.taken.name for reading in readings}
        articles = self._articles(hit.id for hit in found.hits if hit.id not in known)
        more = self._read(self.pasted, self._side(self.pasted), articles)
        self.copies = found.total.value
        return sorted([*readings, *more], key=_order)

    def _exact(self, words: Sequence[str], limit: int) -> Ranking:
        query = together(in_a_row(words), self.within)
        return self.state.engine.search(query, sort="date_asc", limit=limit)

    def _ids(self, query: Query | None, limit: int) -> list[str]:
        """The best articles of a query for candidates, if there is one."""
        if query is None:
            return []
        found = self.state.engine.search(together(query, self.within), limit=limit)
        return [hit.id for hit in found.hits]

    def _near(self) -> list[Reading]:
        """Readings of the articles that have passages of the quotation, closest first, then earliest;
        without what looks like an attribution, unless that is printed too."""
        ends = {0, len(self.pasted.words) - 1}
        if self.pasted.doubtful and all(ends & group for group in self.pasted.doubtful):
            # At an end it is an attribution wherever the rest is printed without it, and printed along
            # only in some of these articles.
            bare = self.pasted.without(frozenset().union(*self.pasted.doubtful))
            readings = self._readings(bare)
            if readings and readings[0].verdict in ("verbatim", "marked"):
                self.pasted = bare
                return readings
        readings = self._readings(self.pasted)
        closest = readings[0] if readings else None
        groups = [g for g in self.pasted.doubtful if not (closest and _printed_along(closest, g))]
        if groups:
            self.pasted = self.pasted.without(frozenset().union(*groups))
            readings = self._readings(self.pasted)
        return readings

    def _far(self) -> list[Reading]:
        """Readings of articles that have its words, garbled or in another order."""
        side = self._side(self.pasted)
        query = candidates.garbled(_compared(side), self.state.weights)
        ids = self._ids(query, _FURTHER)
        articles = self._articles(name for name in ids if name not in self._seen)
        return self._read(self.pasted, side, articles)

    def _elsewhere(self, readings: list[Reading]) -> list[Part]:
        if not readings or readings[0].verdict in ("verbatim", "marked"):
            return []
        articles = self.state.stats.articles
        return elsewhere(self.pasted, readings[0], articles, self.state.total, self._part)

    def _spliced(self, readings: list[Reading], parts: list[Part]) -> tuple[Passage, ...]:
        """The parts, longest first, each where it stands first; then what else comes near the whole."""
        other = frozenset(n for part in parts for n in range(part.first, part.last))
        bits = self.state.weights.bits
        rests = [read(self.pasted, r.side, r.alignment, bits, other) for r in readings]
        rest = min((r for r in rests if r.parts), key=_order, default=readings[0])
        found = sorted([rest, *(part.reading for part in parts)], key=lambda r: -r.covered)
        others = [r for r in readings if r.taken is not rest.taken]
        return (*(self._passage(r, "spliced") for r in found), *self._judged(others, readings))

    def _readings(self, pasted: Pasted) -> list[Reading]:
        side = self._side(pasted)
        exact = self._exact(_compared(side), max(self.limit, _EXACT))
        ids = [*(hit.id for hit in exact.hits), *self._passages(pasted, side, _CANDIDATES)]
        self.copies, self._seen = exact.total.value, frozenset(ids)
        return self._read(pasted, side, self._articles(ids))

    def _part(self, pasted: Pasted) -> Reading | None:
        """The best reading of a part of the quotation: where it stands word for word first, or nearly."""
        side = self._side(pasted)
        exact = self._exact(_compared(side), 1)
        ids = [hit.id for hit in exact.hits] or self._passages(pasted, side, _CANDIDATES_OF_PART)
        return next(iter(self._read(pasted, side, self._articles(ids))), None)

    def _passages(self, pasted: Pasted, side: Side, limit: int) -> list[str]:
        runs = candidates.clauses(side.words, candidates.breaks(pasted.text, pasted.spans))
        query = candidates.passages(_compared(side), runs, self.state.weights)
        return self._ids(query, limit)

    def _articles(self, ids: Iterable[str]) -> list[Taken]:
        """Articles by id, in order, taken apart once for the whole check."""
        wanted = list(dict.fromkeys(ids))
        missing = [name for name in wanted if name not in self._taken]
        engine = self.state.engine
        found = zip(missing, engine.words(missing), strict=True)
        self._taken.update((name, Taken(engine, name, words)) for name, words in found)
        return [self._taken[name] for name in wanted]

    def _side(self, pasted: Pasted) -> Side:
        bits = tuple(map(self.state.weights.bits, pasted.words))
        return Side(pasted.words, bits, pasted.ellipses, pasted.bracketed | pasted.outside)

    def _read(self, pasted: Pasted, side: Side, articles: list[Taken]) -> list[Reading]:
        bits = self.state.weights.bits
        found = [read(pasted, side, alignment, bits) for alignment in align(side, articles)]
        return sorted((reading for reading in found if reading.parts), key=_order)

    def _judged(self, chosen: list[Reading], every: list[Reading]) -> tuple[Passage, ...]:
        return tuple(
            self._passage(r, r.verdict if self._is_source(r, every) else "not_found")
            for r in chosen
        )

    def _is_source(self, reading: Reading, every: list[Reading]) -> bool:
        return is_source(reading, every, self.state.weights)

    def _passage(self, reading: Reading, verdict: Verdict) -> Passage:
        article = reading.taken.article
        start, end = reading.spans[0]
        said = max(
            article.quotes, key=lambda q: min(q.end, end) - max(q.start, start), default=None
        )
        if said is not None and min(said.end, end) - max(said.start, start) <= 0:
            said = None
        return Passage(
            article,
            reading.spans,
            reading.share,
            verdict,
            reading.edits,
            said.speaker if said else None,
            said.evidence if said else None,
            said is not None or quoted(reading.taken.text, start),
            cautions(reading, self.claimed, said) if verdict != "not_found" else (),
        )

    @cached_property
    def claimed(self) -> tuple[Attribution, ...]:
        """What stands beside the quotation, once that is settled; an outlet's name is no speaker's."""
        return tuple(
            replace(one, name=None) if one.name and self.state.is_outlet(one.name) else one
            for one in attributions(self.pasted)
        )


def _compared(side: Side) -> list[str]:
    return [w for n, w in enumerate(side.words) if n not in side.free] or list(side.words)


def _printed_along(reading: Reading, doubtful: frozenset[int]) -> bool:
    """Whether most of these words, which may be an attribution, stand in print where they were pasted:
    right beside the quotation, as they are or garbled."""
    if sum(reading.found.get(n, 0) for n in doubtful) * 2 <= len(doubtful):
        return False
    pairs = [pair for part in reading.parts for pair in part]
    seams = [(a, b) for a, b in pairwise(pairs) if (a.first in doubtful) != (b.first in doubtful)]
    return all(a.end == b.start for a, b in seams)


def _order(reading: Reading) -> tuple[object, ...]:
    article = reading.taken.article
    return (
        reading.verdict not in ("verbatim", "marked"),
        -round(reading.share, 6),
        sum(edit.end - edit.start for edit in reading.edits),
        article.published.value or "9999",
        article.id,
    )
