"""The archive as the pages see it: the engine, and figures of the whole archive that every page wants."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import cast

from flask import Flask, current_app

from search.engine import Ask, Engine, Facet
from search.holdings import Holdings, holdings
from search.query import All

# Seconds that figures are kept: short enough that a reader who indexes in another window sees the new
# articles on the next page or the one after, long enough that no page pays for counting twice.
KEPT_FOR = 5.0
_EXTENSION = "pressmark"


class Shelf:
    """An engine and its figures, counted again when they are older than KEPT_FOR."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        self.engine = engine
        self._clock = clock
        self._holdings: tuple[float, Holdings] | None = None
        self._facets: dict[str, tuple[float, Facet]] = {}

    def holdings(self) -> Holdings:
        """What the archive holds; raises what the engine raises."""
        now = self._clock()
        if self._holdings is None or now - self._holdings[0] > KEPT_FOR:
            self._holdings = (now, holdings(self.engine))
        return self._holdings[1]

    def facet(self, field: str) -> Facet:
        """Every value of a field over the whole archive, most frequent first."""
        now = self._clock()
        kept = self._facets.get(field)
        if kept is None or now - kept[0] > KEPT_FOR:
            (facet,) = self.engine.facet(All(), [Ask(field, limit=None)])
            self._facets[field] = kept = (now, facet)
        return kept[1]

    @property
    def engine_name(self) -> str:
        """The engine's name as `--engine` takes it: the module of its adapter."""
        return type(self.engine).__module__.rpartition(".")[2]


def shelf() -> Shelf:
    """The shelf of the application that answers."""
    return cast(Shelf, current_app.extensions[_EXTENSION])


def put_on_shelf(app: Flask, engine: Engine) -> None:
    """Gives an application its archive."""
    app.extensions[_EXTENSION] = Shelf(engine)
