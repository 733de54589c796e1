"""What checking needs of an archive and keeps between two checks: how rare its words are, what it holds.

Both are thrown away when the archive's figures change. Articles are never kept: each check reads them anew.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from weakref import WeakKeyDictionary, ref

from search.engine import Engine, Stats
from search.holdings import Holdings, holdings

from .weights import Weights, in_a_row


class State:
    """One state of one archive, for any number of threads: what two compute at once comes out the same."""

    def __init__(self, engine: Engine, stats: Stats) -> None:
        self._engine = ref(engine)
        self.stats = stats
        self.weights = Weights(self.total, stats.articles)
        self._holdings: Holdings | None = None

    @property
    def engine(self) -> Engine:
        """The engine; the state does not keep it alive."""
        engine = self._engine()
        assert engine is not None, "whoever checks a quotation holds the engine"
        return engine

    def total(self, words: Sequence[str]) -> int:
        """How many articles have these words one right after the other in their text."""
        return self.engine.search(in_a_row(words), limit=0).total.value

    def holdings(self) -> Holdings:
        """What was searched."""
        if self._holdings is None:
            self._holdings = holdings(self.engine)
        return self._holdings


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
