"""What checking needs of an archive and keeps between two checks: counts, weights, articles taken apart.

All of it is thrown away when the archive changes, so an answer is never older than the archive.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary, ref

from search.engine import Engine, Stats
from search.holdings import Holdings, holdings

from .passages import Taken
from .weights import Weights, in_a_row

# Articles kept taken apart into words: 256 of press length are about 20 MB.
_MOST = 256


class State:
    """One state of one archive. `lock` is held through a check: what is kept is not made for two at once,
    and Python would run them one after the other anyway."""

    def __init__(self, engine: Engine, stats: Stats) -> None:
        self._engine = ref(engine)
        self.stats = stats
        self.weights = Weights(self.total, stats.articles)
        self.lock = threading.RLock()
        self._holdings: Holdings | None = None
        self._taken: OrderedDict[str, Taken] = OrderedDict()

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

    def articles(self, ids: Iterable[str]) -> list[Taken]:
        """Articles by id, in order, taken apart into words."""
        wanted = list(dict.fromkeys(ids))
        missing = [i for i in wanted if i not in self._taken]
        there = {i: self._taken[i] for i in wanted if i in self._taken}
        if missing:
            there.update((a.id, Taken(a)) for a in self.engine.fetch(missing))
        self._taken.update(there)
        while len(self._taken) > _MOST:
            self._taken.popitem(last=False)
        return [there[i] for i in wanted]


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
