"""What checking needs of an archive and keeps between two checks: how rare its words are, what it holds and
of which days, all of it or the part that a check looks in.

All of it is thrown away when the archive's figures change. Articles are never kept: each check reads them anew.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from weakref import WeakKeyDictionary, ref

from search.analysis import words
from search.engine import Engine, Stats
from search.filters import together
from search.holdings import Holdings, Unplaced, holdings, unplaced
from search.query import OneOf, Phrase, Query

from .dated import Dated, dated, split
from .weights import Weights, in_a_row

# Outlets and conditions whose days are kept: 256 with ten years of days each take about 60 MB at most. As
# many conditions keep their figures.
_MOST_KEPT = 256


class State:
    """One state of one archive, for any number of threads: what two compute at once comes out the same."""

    def __init__(self, engine: Engine, stats: Stats) -> None:
        self._engine = ref(engine)
        self.stats = stats
        self.weights = Weights(self.total, stats.articles)
        self._holdings: dict[Query, Holdings] = {}
        self._unplaced: dict[Query, Unplaced] = {}
        self._dated: dict[Query, Dated] = {}

    @property
    def engine(self) -> Engine:
        """The engine; the state does not keep it alive."""
        engine = self._engine()
        assert engine is not None, "whoever checks a quotation holds the engine"
        return engine

    def total(self, words: Sequence[str]) -> int:
        """How many articles have these words one right after the other in their text."""
        return self.engine.search(in_a_row(words), limit=0).total.value

    def is_outlet(self, name: str) -> bool:
        """Whether an outlet of the archive has these words in its name."""
        query = Phrase(" ".join(words(name)), "outlet")
        return self.engine.search(query, limit=0).total.value > 0

    def holdings(self, within: Query) -> Holdings:
        """What is searched by a check that only looks `within`."""
        found = self._holdings.get(within)
        if found is None:
            found = holdings(self.engine, within)
            if len(self._holdings) >= _MOST_KEPT:
                self._holdings.clear()
            self._holdings[within] = found
        return found

    def unplaced(self, within: Query) -> Unplaced | None:
        """What the dates in these conditions leave out; None where no dates are asked for."""
        asked, rest = split(within)
        if asked is None:
            return None
        found = self._unplaced.get(within)
        if found is None:
            found = unplaced(self.engine, rest, asked)
            if len(self._unplaced) >= _MOST_KEPT:
                self._unplaced.clear()
            self._unplaced[within] = found
        return found

    def dated(self, outlet: str | None, within: Query) -> Dated:
        """How articles within are dated: those of an outlet, or all of them."""
        query = together(OneOf("outlet", (outlet,)), within) if outlet else within
        found = self._dated.get(query)
        if found is None:
            found = dated(self.engine, query)
            if len(self._dated) >= _MOST_KEPT:
                self._dated.clear()
            self._dated[query] = found
        return found


_states: WeakKeyDictionary[Engine, State] = WeakKeyDictionary()
_lock = threading.Lock()


def state_of(engine: Engine) -> State:
    """The state of an archive, as it is now."""
    stats = engine.stats()
    with _lock:
        state = _states.get(engine)
        if state is None or state.stats != stats:
            state = _states[engine] = State(engine, stats)
        return state
