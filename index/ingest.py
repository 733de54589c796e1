"""A run of `index`: sources through the pipeline into an engine, resumable at any moment.

The order that makes it safe: write articles, flush the engine, save the site templates and the near-copies,
then record their pages in the ledger.
Killed anywhere, the archive opens with what was flushed; the next run makes the rest, and what was made
twice replaces itself by id.
"""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from search.article import Article
from search.document import key
from search.engine import Engine
from search.query import OneOf

from .duplicates import Clusters
from .ledger import Entry, Ledger
from .page import Given, Page, Reject
from .pipeline import Made, Settings
from .report import Report, name_of
from .sources import Item, Meter, read_items
from .templates import Templates
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
    report: Report = field(default_factory=Report)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A page between its turn and its outcome: its fingerprint, its articles of before, its name in the
    report."""

    made: str
    before: tuple[str, ...]
    name: str | None


@dataclass(slots=True)
class IndexRun:
    """One run over some paths. `progress` is called after each page with the pages done so far; `meter`
    counts the bytes read for them, a few pages ahead."""

    engine: Engine
    folder: Path
    settings: Settings
    workers: int = 1
    outlet: str | None = None
    progress: Callable[[int], None] = lambda done: None
    flush_seconds: float = _FLUSH_SECONDS
    meter: Meter = field(default_factory=Meter)
    summary: Summary = field(default_factory=Summary)
    # In the order that results come back.
    _under_way: deque[_UnderWay] = field(default_factory=deque)
    _articles: list[Article] = field(default_factory=list)
    _entries: list[Entry] = field(default_factory=list)
    _remove: list[str] = field(default_factory=list)

    def run(self, paths: Iterable[str]) -> Summary:
        """Indexes the paths and gives the summary."""
        started = flushed = time.monotonic()
        with (
            closing(Ledger(self.folder)) as ledger,
            closing(Templates(self.folder)) as templates,
            closing(Clusters(self.folder)) as clusters,
        ):
            items = read_items(paths, outlet=self.outlet, meter=self.meter)
            fresh = self._fresh(items, ledger)
            for done, made in enumerate(make_all(fresh, self.settings, self.workers), start=1):
                self._take(templates.apply(made), clusters)
                self.progress(done)
                if len(self._articles) >= _WRITE:
                    self._write()
                if time.monotonic() - flushed > self.flush_seconds:
                    self._flush(ledger, templates, clusters)
                    flushed = time.monotonic()
            self._flush(ledger, templates, clusters)
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
                self._under_way.append(_UnderWay(made, entry.ids if entry else (), name_of(item)))
                yield item

    def _take(self, made: Made, clusters: Clusters) -> None:
        page = self._under_way.popleft()
        if made.reject is not None:
            self.summary.rejected.append(made.reject)
            self.summary.report.add_reject(page.name, made.reject)
            return
        ids = tuple(article.id for article in made.articles)
        gone = set(page.before) - set(ids)
        clusters.remove(map(key, gone))
        self._articles.extend(map(clusters.apply, made.articles))
        self._remove.extend(gone)
        self._entries.append(Entry(made.key, page.made, ids))
        self.summary.report.add(made.articles)

    def _write(self) -> None:
        written = self.engine.write(self._articles, remove=self._remove)
        self.summary.added += written.added
        self.summary.updated += written.updated
        self._articles.clear()
        self._remove.clear()

    def _flush(self, ledger: Ledger, templates: Templates, clusters: Clusters) -> None:
        self._write()
        self.engine.flush()
        if due := templates.due():
            self.engine.write(templates.reconsider(self.engine.fetch(due)))
            self.engine.flush()
        for cluster_of in clusters.due():
            self._regroup(cluster_of)
        templates.save()
        clusters.save()
        ledger.record(self._entries)
        self._entries.clear()

    def _regroup(self, cluster_of: Mapping[str, str]) -> None:
        """Writes articles of before anew whose text has turned out to be shared, by id."""
        there = self.engine.search(OneOf("id", tuple(cluster_of)), limit=len(cluster_of))
        articles = self.engine.fetch(hit.id for hit in there.hits)
        self.engine.write(replace(a, cluster=cluster_of[key(a.id)]) for a in articles)
        self.engine.flush()


def _fingerprint(item: Page | Given, stamp: str) -> str:
    if isinstance(item, Given):
        named = f"{item.digest}\0{item.data.get('outlet')}\0{item.data.get('language')}"
        return f"{stamp}:{_digest(named)}"
    named = f"{item.url}\0{item.outlet}\0{item.language}\0{item.media_type}\0{item.fetched}\0"
    return f"{stamp}:{_digest(named, item.body)}"


def _digest(named: str, body: bytes = b"") -> str:
    return hashlib.sha256(named.encode("utf-8", "replace") + body).hexdigest()
