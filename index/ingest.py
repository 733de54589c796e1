"""A run of `index`: sources through the pipeline into an engine, resumable at any moment.

The order that makes it safe: write articles, flush the engine, then record their pages in the ledger.
Killed anywhere, the archive opens with what was flushed; the next run makes the rest, and what was made
twice replaces itself by id.
"""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from search.article import Article
from search.engine import Engine

from .ledger import Entry, Ledger
from .page import Given, Page, Reject
from .pipeline import Made, Settings
from .sources import Item, read_items
from .workers import make_all

# Pages looked up in the ledger at once; SQLite allows 999 variables in old builds.
_LOOKUP = 256
# Articles handed to the engine in one call.
_WRITE = 500
# Seconds of work that a kill may cost. A flush of tantivy takes about 0.1 s, so this costs under 2 %.
_FLUSH_SECONDS = 8.0


@dataclass(slots=True)
class Summary:
    """What a run did, in articles; rejects are pages, records or lines."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Reject] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(slots=True)
class IndexRun:
    """One run over some paths. `progress` is called after each page with the pages done so far."""

    engine: Engine
    folder: Path
    settings: Settings
    workers: int = 1
    outlet: str | None = None
    progress: Callable[[int], None] = lambda done: None
    flush_seconds: float = _FLUSH_SECONDS
    summary: Summary = field(default_factory=Summary)
    # Of each page under way, in the order that results come back: its fingerprint, its articles of before.
    _under_way: deque[tuple[str, tuple[str, ...]]] = field(default_factory=deque)
    _articles: list[Article] = field(default_factory=list)
    _entries: list[Entry] = field(default_factory=list)
    _remove: list[str] = field(default_factory=list)

    def run(self, paths: Iterable[str]) -> Summary:
        """Indexes the paths and gives the summary."""
        started = flushed = time.monotonic()
        ledger = Ledger(self.folder)
        try:
            fresh = self._fresh(read_items(paths, outlet=self.outlet), ledger)
            for done, made in enumerate(make_all(fresh, self.settings, self.workers), start=1):
                self._take(made)
                self.progress(done)
                if len(self._articles) >= _WRITE:
                    self._write()
                if time.monotonic() - flushed > self.flush_seconds:
                    self._flush(ledger)
                    flushed = time.monotonic()
            self._flush(ledger)
        finally:
            ledger.close()
        self.summary.seconds = round(time.monotonic() - started, 3)
        return self.summary

    def _fresh(self, items: Iterator[Item], ledger: Ledger) -> Iterator[Page | Given | Reject]:
        """The items that are new or changed; the others are counted as unchanged."""
        stamp = self.settings.fingerprint()
        while batch := list(islice(items, _LOOKUP)):
            known = ledger.find([i.key for i in batch if not isinstance(i, Reject)])
            for item in batch:
                entry = None if isinstance(item, Reject) else known.get(item.key)
                made = "" if isinstance(item, Reject) else _fingerprint(item, stamp)
                if entry and entry.made == made:
                    self.summary.unchanged += len(entry.ids)
                    continue
                self._under_way.append((made, entry.ids if entry else ()))
                yield item

    def _take(self, made: Made) -> None:
        fingerprint, before = self._under_way.popleft()
        if made.reject is not None:
            self.summary.rejected.append(made.reject)
            return
        ids = tuple(article.id for article in made.articles)
        self._articles.extend(made.articles)
        self._remove.extend(set(before) - set(ids))
        self._entries.append(Entry(made.key, fingerprint, ids))

    def _write(self) -> None:
        written = self.engine.write(self._articles, remove=self._remove)
        self.summary.added += written.added
        self.summary.updated += written.updated
        self._articles.clear()
        self._remove.clear()

    def _flush(self, ledger: Ledger) -> None:
        self._write()
        self.engine.flush()
        ledger.record(self._entries)
        self._entries.clear()


def _fingerprint(item: Page | Given, stamp: str) -> str:
    if isinstance(item, Given):
        return f"{stamp}:{item.digest}"
    about = f"{item.url}\0{item.outlet}\0{item.media_type}\0{item.fetched}\0".encode()
    return f"{stamp}:{hashlib.sha256(about + item.body).hexdigest()}"
