"""Whoosh behind the port: pure Python, for machines where no wheel of tantivy runs.

Whoosh keeps the postings, the lexicon, the columns and the lock, and scores single words. How postings
combine is written here, because its own queries disagree with the contract in places (a page past the
end is page 1, a limit of 0 is an error, slop is counted otherwise) and because facets need every match
anyway.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from whoosh import columns, fields, index, scoring
from whoosh.searching import Searcher

from search import plan as p
from search.article import Article, dumps
from search.document import document, key
from search.engine import Ask, Facet, Hit, Ranking, Sort, Stats, Total, Written
from search.errors import ArchiveBusy, ArchiveDamaged, NotFound
from search.fields import FACETS, INDEX, Index
from search.matching import accepts, near_positions
from search.query import Query

from .shared import check_ask, check_page, counted, guarded, lowered

_NUMBERS = ("first_day", "last_day", "oldest", "newest")
Matches = dict[int, float]  # number of a document in the view: its score


class WhooshEngine:
    """The port on a Whoosh index in a directory of its own. What is written waits in memory for `flush`."""

    name = "whoosh"

    def __init__(self, directory: Path, opened: Any) -> None:
        self._directory = directory
        self._index = opened
        self._writer: Any = None
        self._pending: dict[str, Article | None] = {}  # None: removed
        self._seen: _View | None = None
        # A Whoosh reader moves about in its files; threads take turns.
        self._turn = threading.RLock()

    @classmethod
    def create(cls, directory: Path) -> WhooshEngine:
        """A new, empty index in an existing empty directory."""
        with guarded("whoosh", "creating an index"):
            return cls(directory, index.create_in(str(directory), _schema()))

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
                    self._writer.add_document(**_record(article))
            self._writer.commit()
            self._writer = None
            self._pending = {}

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
            hits = tuple(Hit(view.stored(number)["id"], found[number]) for number in page)
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
            unknown = [name for name in wanted if name not in places]
            if unknown:
                raise NotFound(f"No article {', '.join(unknown)} in this archive.")
            return tuple(view.article(places[name]) for name in wanted)

    def scan(self) -> Iterator[Article]:
        with self._view() as view:
            numbers = view.everything()
        for number in numbers:
            with self._turn, guarded("whoosh", "reading"):
                article = view.article(number)
            yield article

    def stats(self) -> Stats:
        with self._view() as view:
            size = sum(f.stat().st_size for f in self._directory.iterdir() if f.is_file())
            return Stats(len(view.everything()), view.languages(), size)

    def close(self) -> None:
        with self._turn, guarded("whoosh", "closing"):
            if self._writer is not None:
                self._writer.cancel()
                self._writer = None
            self._pending = {}

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

    def _put(self, view: _View, name: str, article: Article | None) -> bool:
        """Notes a change; whether the article was there before."""
        if name in self._pending:
            there = self._pending[name] is not None
        else:
            there = bool(view.ids_of("id", name))
        if article is not None or there:
            self._pending[name] = article
        return there

    @contextmanager
    def _view(self) -> Iterator[_View]:
        """The newest flush, whoever made it; one thread at a time."""
        with self._turn, guarded("whoosh", "reading"):
            generation = self._index.latest_generation()
            if self._seen is None or self._seen.generation != generation:
                self._seen = _View(self._index.reader(), generation)
            yield self._seen


class _View:
    """One generation of the index. Documents go by their number; columns are read once and kept."""

    def __init__(self, reader: Any, generation: int) -> None:
        self.generation = generation
        weighting = scoring.BM25F(B=0.75, K1=1.2)  # as in `memory.py`
        self._searcher = Searcher(reader, weighting=weighting)
        self._reader = reader
        # Everything below is read at first need. The caches live as long as the view.
        self.numbers = cache(self._numbers)
        self.values = cache(self._values)
        self.lexicon = cache(self._lexicon)
        self.everything = cache(self._everything)

    def stored(self, number: int) -> dict[str, str]:
        """What is stored of a document: its id and its article."""
        fields_: dict[str, str] = self._reader.stored_fields(number)
        return fields_

    def article(self, number: int) -> Article:
        """The article of a document."""
        return Article.from_json(json.loads(self.stored(number)["article"]))

    def languages(self) -> tuple[str, ...]:
        """The languages of the articles, sorted."""
        used = {value for number in self.everything() for value in self.values("language")[number]}
        return tuple(sorted(used))

    def matches(self, node: p.Plan) -> Matches:
        """Every document that matches, with its score."""
        match node:
            case p.Everything():
                return dict.fromkeys(self.everything(), 0.0)
            case p.Nothing():
                return {}
            case p.Keys(name, values):
                return {number: 0.0 for value in values for number in self.ids_of(name, value)}
            case p.Days(first, last):
                return self._within(first, last)
            case p.AllOf(children):
                return self._all([self.matches(child) for child in children])
            case p.AnyOf(children):
                return _any([self.matches(child) for child in children])
            case p.Without(child):
                excluded = self.matches(child)
                return {n: 0.0 for n in self.everything() if n not in excluded}
            case p.Weighted(child, factor):
                return {n: factor * score for n, score in self.matches(child).items()}
            case p.Words(name, words):
                return _any([self._scored(name, word) for word in words])
            case p.Sequence() | p.Near():
                return self._placed(node)
            case p.Starts() | p.Pattern() | p.Similar():
                terms = filter(accepts(node), self.lexicon(node.field))
                return {n: 1.0 for term in terms for n in self.ids_of(node.field, term)}
        raise TypeError(f"not a plan: {node!r}")

    def ids_of(self, name: str, term: str) -> list[int]:
        """The documents that have a term."""
        if (name, term) not in self._reader:
            return []
        return list(self._reader.postings(name, term).all_ids())

    def _all(self, found: list[Matches]) -> Matches:
        found.sort(key=len)
        return {
            n: sum(matches[n] for matches in found)
            for n in found[0]
            if all(n in matches for matches in found[1:])
        }

    def _within(self, first: int | None, last: int | None) -> Matches:
        starts, ends = self.numbers("first_day"), self.numbers("last_day")
        return {
            n: 0.0
            for n in self.everything()
            if ends[n]  # 0: undated
            and (first is None or starts[n] >= first)
            and (last is None or ends[n] <= last)
        }

    def _scored(self, name: str, word: str) -> Matches:
        found: Matches = {}
        for leaf, offset in self._searcher.leaf_searchers():
            if (name, word) in leaf.reader():
                matcher = leaf.postings(name, word)
                while matcher.is_active():
                    found[offset + matcher.id()] = matcher.score()
                    matcher.next()
        return found

    def _placed(self, node: p.Sequence | p.Near) -> Matches:
        """Words in a row or near each other; scored as the words by themselves."""
        words = tuple(dict.fromkeys(node.words))
        candidates = self._all([self._scored(node.field, word) for word in words])
        places = {word: self._places(node.field, word, candidates) for word in words}
        found = {}
        for number, score in candidates.items():
            here = {word: places[word][number] for word in words}
            if _in_a_row(here, node) if isinstance(node, p.Sequence) else _are_near(here, node):
                found[number] = score
        return found

    def _places(self, name: str, word: str, wanted: Matches) -> dict[int, list[int]]:
        """The positions of a word in each of the documents."""
        found: dict[int, list[int]] = {}
        if (name, word) in self._reader:
            matcher = self._reader.postings(name, word)
            while matcher.is_active():
                if matcher.id() in wanted:
                    found[matcher.id()] = matcher.value_as("positions")
                matcher.next()
        return found

    def _numbers(self, name: str) -> list[int]:
        return self._column(name)

    def _values(self, name: str) -> list[tuple[str, ...]]:
        read = cache(lambda raw: tuple(json.loads(raw)) if raw else ())
        return [read(raw) for raw in self._column(_column(name))]

    def _column(self, name: str) -> list[Any]:
        """A column over all segments; Whoosh's own way fails where a segment has no value in it."""
        found: list[Any] = []
        for reader, _ in self._reader.leaf_readers():
            if reader.doc_count_all():  # the reader of an empty index has no columns
                column = reader.column_reader(name)
                found.extend(column[number] for number in range(reader.doc_count_all()))
        return found

    def _lexicon(self, name: str) -> list[str]:
        return [term.decode() for term in self._reader.lexicon(name)]

    def _everything(self) -> list[int]:
        return list(self._reader.all_doc_ids())


def _any(found: list[Matches]) -> Matches:
    joined: Matches = {}
    for matches in found:
        for number, score in matches.items():
            joined[number] = joined.get(number, 0.0) + score
    return joined


def _in_a_row(places: dict[str, list[int]], node: p.Sequence) -> bool:
    sets = [frozenset(places[word]) for word in node.words]
    return any(
        all(start + i in positions for i, positions in enumerate(sets))
        for start in places[node.words[0]]
    )


def _are_near(places: dict[str, list[int]], node: p.Near) -> bool:
    return next(near_positions(places, node.words, node.slop), None) is not None


def _schema() -> Any:
    schema = fields.Schema(article=fields.STORED)
    for name, kind in INDEX.items():
        # Values are given as lists, which Whoosh takes for tokens: no analyser is run.
        schema.add(name, fields.TEXT() if kind is Index.WORDS else fields.ID(stored=name == "id"))
    for name in FACETS:
        schema.add(_column(name), fields.COLUMN(columns.VarBytesColumn()))
    for name in _NUMBERS:
        schema.add(name, fields.COLUMN(columns.NumericColumn("Q")))
    return schema


def _column(facet: str) -> str:
    return f"{facet}_values"


def _record(article: Article) -> dict[str, Any]:
    found = document(article)
    data = article.to_json()
    del data["text"]  # the blocks hold it
    first, last = found.days or (0, 0)
    return {
        **{name: words for name, words in found.words.items() if words},
        **{name: list(values) for name, values in found.keys.items() if values},
        **{_column(name): dumps(found.keys[name]).encode() for name in FACETS if found.keys[name]},
        "first_day": first,
        "last_day": last,
        "oldest": found.oldest,
        "newest": found.newest,
        "_stored_id": found.id,
        "article": dumps(data),
    }
