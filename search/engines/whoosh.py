"""Whoosh behind the port: pure Python, for machines where no wheel of tantivy runs.

Whoosh keeps the postings, the lexicon, the columns and the lock, and scores single words. How postings
combine is written in `whoosh_view.py`, because its own queries disagree with the contract in places (a
page past the end is page 1, a limit of 0 is an error, slop is counted otherwise) and because facets need
every match anyway.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import index

from search.article import Article
from search.document import key, words_in
from search.engine import Ask, Facet, Hit, Ranking, Sort, Stats, Total, Written
from search.errors import ArchiveBusy, ArchiveDamaged
from search.fields import TEXT_WORDS
from search.query import Query

from .shared import bytes_in, check_ask, check_known, check_page, counted, guarded, lowered
from .whoosh_records import record, schema
from .whoosh_view import View


class WhooshEngine:
    """The port on a Whoosh index in a directory of its own. What is written waits in memory for `flush`."""

    name = "whoosh"

    def __init__(self, directory: Path, opened: Any) -> None:
        self._directory = directory
        self._index = opened
        self._writer: Any = None
        self._pending: dict[str, Article | None] = {}  # None: removed
        self._seen: View | None = None
        # A Whoosh reader moves about in its files; threads take turns.
        self._turn = threading.RLock()

    @classmethod
    def create(cls, directory: Path) -> WhooshEngine:
        """A new, empty index in an existing empty directory."""
        with guarded("whoosh", "creating an index"):
            return cls(directory, index.create_in(str(directory), schema()))

    @classmethod
    def open(cls, directory: Path) -> WhooshEngine:
        """The index of a directory. Raises ArchiveDamaged where it cannot be read."""
        try:
            engine = cls(directory, index.open_dir(str(directory)))
            with engine._view():
                return engine
        except Exception as error:
            raise ArchiveDamaged(
                f"The index in {directory} cannot be read ({error}); restore the archive from a "
                "backup, or index its sources anew into another folder."
            ) from error

    def write(self, articles: Iterable[Article], *, remove: Iterable[str] = ()) -> Written:
        self._lock()
        with self._view() as view:
            removed = sum(self._put(view, name, None) for name in {key(name) for name in remove})
            added = updated = 0
            for article in articles:
                if self._put(view, key(article.id), article):
                    updated += 1
                else:
                    added += 1
        return Written(added, updated, removed)

    def flush(self) -> None:
        if self._writer is None:
            return
        with self._view() as view:
            for name, article in self._pending.items():
                for number in view.ids_of("id", name):
                    self._writer.delete_document(number)
                if article is not None:
                    self._writer.add_document(**record(article))
            self._writer.commit()
            self._writer = None
            self._pending = {}
            self._sync()

    def search(
        self, query: Query, *, sort: Sort = "relevance", offset: int = 0, limit: int = 10
    ) -> Ranking:
        check_page(sort, offset, limit)
        with self._view() as view:
            found = view.matches(lowered(query, view.languages()))
            oldest, newest = view.numbers("oldest"), view.numbers("newest")
            order: dict[str, Callable[[int], Any]] = {
                "date_asc": lambda number: oldest[number],
                "date_desc": lambda number: newest[number],
                "relevance": lambda number: (-found[number], newest[number]),
            }
            page = sorted(found, key=order[sort])[offset : offset + limit]
            stored = {number: view.stored(number) for number in page}
            hits = tuple(Hit(s["id"], found[n], s.get("cluster")) for n, s in stored.items())
        return Ranking(Total(len(found)), hits)

    def facet(self, query: Query, asks: Iterable[Ask]) -> tuple[Facet, ...]:
        asks = tuple(asks)
        for ask in asks:
            check_ask(ask)
        with self._view() as view:
            found = view.matches(lowered(query, view.languages()))
            return tuple(
                counted(ask, [view.values(ask.field)[number] for number in found]) for ask in asks
            )

    def fetch(self, ids: Iterable[str]) -> tuple[Article, ...]:
        wanted = tuple(map(key, ids))
        with self._view() as view:
            places = {name: number for name in wanted for number in view.ids_of("id", name)}
            check_known(wanted, places)
            return tuple(view.article(places[name]) for name in wanted)

    def words(self, ids: Iterable[str]) -> tuple[list[str], ...]:
        return tuple(words_in(article, TEXT_WORDS) for article in self.fetch(ids))

    def scan(self) -> Iterator[Article]:
        with self._view() as view:
            numbers = view.everything()
        for number in numbers:
            with self._turn, guarded("whoosh", "reading"):
                article = view.article(number)
            yield article

    def stats(self) -> Stats:
        with self._view() as view:
            return Stats(len(view.everything()), view.languages(), bytes_in(self._directory))

    def close(self) -> None:
        with self._turn, guarded("whoosh", "closing"):
            if self._writer is not None:
                self._writer.cancel()
                self._writer = None
            self._pending = {}

    def _sync(self) -> None:
        """Makes the commit outlast a power cut; Whoosh leaves its files to the system."""
        for file in self._directory.iterdir():
            if file.is_file():
                with file.open("rb") as written:
                    os.fsync(written.fileno())

    def _lock(self) -> None:
        if self._writer is not None:
            return
        with guarded("whoosh", "writing"):
            try:
                self._writer = self._index.writer()
            except index.LockError as error:
                raise ArchiveBusy(
                    f"Another process is writing to the archive in {self._directory.parent}; "
                    "wait until it has finished, then try again."
                ) from error

    def _put(self, view: View, name: str, article: Article | None) -> bool:
        """Notes a change; whether the article was there before."""
        if name in self._pending:
            there = self._pending[name] is not None
        else:
            there = bool(view.ids_of("id", name))
        if article is not None or there:
            self._pending[name] = article
        return there

    @contextmanager
    def _view(self) -> Iterator[View]:
        """The newest flush, whoever made it; one thread at a time."""
        with self._turn, guarded("whoosh", "reading"):
            generation = self._index.latest_generation()
            if self._seen is None or self._seen.generation != generation:
                self._seen = View(self._index.reader(), generation)
            yield self._seen
