"""tantivy behind the port: the default engine, embedded and fast.

One generation of the archive is one snapshot: the reader is renewed only when a commit, of this process
or another, has changed the archive, never by a merge in the background, so pages do not shift.

What tantivy 0.27 does that is stepped round here and in the modules beside this one: `limit=0` panics, a
query of negations alone finds nothing, slop is Lucene's for two different words only, a terms
aggregation counts only the top values of each segment unless told otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import tantivy as tv

from search import plan as p
from search.article import Article
from search.document import key
from search.engine import Ask, Facet, Ranking, Sort, Stats, Total, Written
from search.errors import ArchiveBusy, ArchiveDamaged, ArchiveMissing
from search.fields import EVERY_PART, words_of
from search.query import Query

from .settled import Checked, Kept, ids_in, near_found, settled, verbatim_found
from .shared import bytes_in, check_ask, check_known, check_page, guarded, lowered, scores
from .tantivy_facets import Counter
from .tantivy_queries import count, either, is_native, paired, total, translated
from .tantivy_records import (
    article_at,
    article_of,
    hit_at,
    id_of,
    printed_at,
    record,
    schema,
    words_of_text,
)

# Articles that are looked up and written together: makes the look-up of known ids 1 % of the work.
_BATCH = 1000
# Ids looked up by one query. Ten take 28 us as a union of terms and 211 us as a set, 100 take 0.4 ms and
# 0.9 ms, 1,000 take 5 ms and 1.1 ms (19,934 articles).
_LOOKED_UP = 100
# Addresses held at once where many articles are read one after the other, about 14 MB.
_SCAN = 100_000
# Bytes of the writer's buffer and its threads. Measured on the 19,043 Reuters items, two cores: 9,100
# items/s with one thread and 32, 64 or 128 MB, 8,300 with 256 MB, 7,900 with two threads, which take
# the core that analyses.
_HEAP = 64_000_000
_THREADS = 1
# Word fields whose text is printed, not told of it (names, outlets).
_PRINTED = frozenset(map(words_of, EVERY_PART))
_SORT_FIELDS = {"date_asc": "oldest", "date_desc": "newest"}
_Read = Callable[[tv.Searcher, tv.DocAddress], Article]


class TantivyEngine:
    """The port on a tantivy index in a directory of its own."""

    name = "tantivy"

    def __init__(self, directory: Path, index: tv.Index) -> None:
        self._directory = directory
        self._index = index
        self._schema = index.schema
        self._writer: tv.IndexWriter | None = None
        self._unflushed: dict[str, bool] = {}  # id: whether it will be there after the flush
        self._file_state: object = None  # of meta.json when last looked at
        self._commit: object = None  # the stamp of the commit that is shown
        self._languages: tuple[object, tuple[str, ...]] = (None, ())  # commit, languages
        self._stats: tuple[object, Stats | None] = (None, None)  # file state, stats
        self._settled: Kept[tuple[object, Checked], p.Plan] = Kept()  # by commit and leaf
        index.config_reader("manual", 0)

    @classmethod
    def create(cls, directory: Path) -> TantivyEngine:
        """A new, empty index in an existing empty directory."""
        with guarded("tantivy", "creating an index"):
            return cls(directory, tv.Index(schema(), str(directory), reuse=False))

    @classmethod
    def open(cls, directory: Path) -> TantivyEngine:
        """The index of a directory. Raises ArchiveDamaged where it cannot be read."""
        try:
            with guarded("tantivy", "opening the index"):
                engine = cls(directory, tv.Index.open(str(directory)))
                engine._searcher()
                return engine
        except Exception as error:
            raise ArchiveDamaged(
                f"The index in {directory} cannot be read ({error}); restore the archive from a "
                "backup, or index its sources anew into another folder."
            ) from error

    def write(self, articles: Iterable[Article], *, remove: Iterable[str] = ()) -> Written:
        with guarded("tantivy", "writing"):
            writer = self._open_writer()
            removed = self._remove(writer, set(map(key, remove)))
            added = updated = 0
            articles = iter(articles)
            while batch := list(islice(articles, _BATCH)):
                known = self._replace(writer, batch)
                added += len(batch) - known
                updated += known
        return Written(added, updated, removed)

    def flush(self) -> None:
        with guarded("tantivy", "flushing"):
            if self._writer is not None:
                self._writer.commit()
                self._unflushed = {}

    def search(
        self, query: Query, *, sort: Sort = "relevance", offset: int = 0, limit: int = 10
    ) -> Ranking:
        check_page(sort, offset, limit)
        with guarded("tantivy", "searching"):
            searcher = self._searcher()
            return self._page(searcher, self._plan(searcher, query), sort, offset, limit)

    def facet(self, query: Query, asks: Iterable[Ask]) -> tuple[Facet, ...]:
        asks = tuple(asks)
        for ask in asks:
            check_ask(ask)
        with guarded("tantivy", "counting"):
            searcher = self._searcher()
            node = self._plan(searcher, query)
            query_ = translated(self._schema, searcher, node)
            return Counter(searcher, self._schema, query_).facets(asks)

    def fetch(self, ids: Iterable[str]) -> tuple[Article, ...]:
        wanted = tuple(map(key, ids))
        with guarded("tantivy", "fetching"):
            found = self._found(wanted)
            return tuple(article_of(found[name]) for name in wanted)

    def words(self, ids: Iterable[str]) -> tuple[list[str], ...]:
        wanted = tuple(map(key, ids))
        with guarded("tantivy", "fetching words"):
            found = self._found(wanted)
            return tuple(words_of_text(found[name]) for name in wanted)

    def scan(self) -> Iterator[Article]:
        with guarded("tantivy", "reading"):
            searcher = self._searcher()
            yield from _articles(searcher, tv.Query.all_query())

    def stats(self) -> Stats:
        with guarded("tantivy", "reading"):
            searcher = self._searcher()
            state, stats = self._stats
            if stats is None or state != self._file_state:  # each page asks, and files are many
                languages = self._known_languages(searcher)
                stats = Stats(searcher.num_docs, languages, bytes_in(self._directory))
                self._stats = (self._file_state, stats)
            return stats

    def close(self) -> None:
        with guarded("tantivy", "closing"):
            writer, self._writer = self._writer, None
            if writer is not None:
                writer.rollback()
                writer.wait_merging_threads()
                self._unflushed = {}

    def _open_writer(self) -> tv.IndexWriter:
        if self._writer is None:
            try:
                self._writer = self._index.writer(_HEAP, _THREADS)
            except ValueError as error:
                if "LockBusy" not in str(error):
                    raise
                raise ArchiveBusy(
                    f"Another process is writing to the archive in {self._directory.parent}; "
                    "wait until it has finished, then try again."
                ) from error
        return self._writer

    def _remove(self, writer: tv.IndexWriter, ids: set[str]) -> int:
        there = self._present(ids)
        for name in there:
            writer.delete_documents_by_term("id", name)
            self._unflushed[name] = False
        return len(there)

    def _replace(self, writer: tv.IndexWriter, batch: list[Article]) -> int:
        """Writes a batch; returns how many of its articles replaced one, in the archive or in the batch."""
        names = [key(article.id) for article in batch]
        there = self._present(set(names))
        replaced = 0
        for name, article in zip(names, batch, strict=True):
            made = record(article)
            if name in there:
                writer.delete_documents_by_term("id", name)
                replaced += 1
            there.add(name)
            self._unflushed[name] = True
            writer.add_document(made)
        return replaced

    def _present(self, ids: set[str]) -> set[str]:
        """Those of the ids that the archive will hold after the next flush, as things stand."""
        unsure = [name for name in ids if name not in self._unflushed]
        present = {name for name in ids if self._unflushed.get(name)}
        return present | self._documents(unsure).keys()

    def _found(self, wanted: tuple[str, ...]) -> dict[str, tv.Document]:
        """What is stored of articles, by id. Raises NotFound for ids that are not there."""
        found = self._documents(wanted)
        check_known(wanted, found)
        return found

    def _documents(self, ids: Iterable[str]) -> dict[str, tv.Document]:
        searcher = self._searcher()
        wanted = list(dict.fromkeys(ids))
        found: dict[str, tv.Document] = {}
        for start in range(0, len(wanted), _LOOKED_UP):
            query = either(self._schema, "id", wanted[start : start + _LOOKED_UP])
            answer = searcher.search(query, _LOOKED_UP, False)
            documents = (searcher.doc(address) for _, address in answer.hits)
            found.update((id_of(document), document) for document in documents)
        return found

    def _searcher(self) -> tv.Searcher:
        """A view of the newest commit, whoever made it."""
        meta = self._directory / "meta.json"
        try:
            status = meta.stat()
            file_state = (status.st_mtime_ns, status.st_ino, status.st_size)
            if file_state != self._file_state:
                commit = json.loads(meta.read_bytes())["opstamp"]
                if commit != self._commit:
                    self._index.reload()
                self._file_state, self._commit = file_state, commit
        except FileNotFoundError as error:
            raise ArchiveMissing(
                f"The index in {self._directory} is gone: the archive was rebuilt or moved. Open it anew."
            ) from error
        return self._index.searcher()

    def _page(
        self, searcher: tv.Searcher, node: p.Plan, sort: Sort, offset: int, limit: int
    ) -> Ranking:
        query = translated(self._schema, searcher, node)
        limit = min(limit, searcher.num_docs)  # tantivy makes room for as many
        if limit == 0 or offset >= searcher.num_docs:
            return Ranking(Total(count(searcher, query)))
        # What ranks nothing shows the newest first, whose order no merge can change.
        field = _SORT_FIELDS.get(sort) or (None if scores(node) else "newest")
        if field is None:
            answer = searcher.search(query, limit, True, offset=offset)
            hits = [hit_at(searcher, address, score) for score, address in answer.hits]
        else:
            answer = searcher.search(query, limit, True, field, offset, tv.Order.Asc)
            hits = [hit_at(searcher, address, 0.0) for _, address in answer.hits]
        return Ranking(Total(total(answer)), tuple(hits))

    def _known_languages(self, searcher: tv.Searcher) -> tuple[str, ...]:
        commit, languages = self._languages
        if commit != self._commit:
            counter = Counter(searcher, self._schema, tv.Query.all_query())
            (facet,) = counter.facets((Ask("language", None),))
            languages = tuple(sorted(value.value for value in facet.values))
            self._languages = (self._commit, languages)
        return languages

    def _plan(self, searcher: tv.Searcher, query: Query) -> p.Plan:
        node = lowered(query, self._known_languages(searcher))
        return settled(node, lambda leaf: self._settle(searcher, leaf))

    def _settle(self, searcher: tv.Searcher, leaf: Checked) -> p.Plan:
        """What a leaf comes to that tantivy cannot match by itself."""
        if isinstance(leaf, p.Near) and is_native(leaf):
            return leaf
        asked = (self._commit, leaf)
        found = self._settled.get(asked)
        if found is None:
            if isinstance(leaf, p.Near):
                found = near_found(leaf, _articles(searcher, paired(self._schema, leaf)))
            else:
                likely = translated(self._schema, searcher, leaf.likely)
                read = printed_at if leaf.field in _PRINTED else article_at
                found = verbatim_found(leaf, _articles(searcher, likely, read))
            self._settled.keep(asked, found, ids_in(found))
        return found


def _articles(
    searcher: tv.Searcher, query: tv.Query, read: _Read = article_at
) -> Iterator[Article]:
    """Every article that a query finds, in the order in which they lie in the index, which is read
    soonest so."""
    found = tv.Query.const_score_query(query, 0.0)
    for start in range(0, searcher.num_docs, _SCAN):
        hits = searcher.search(found, _SCAN, False, offset=start).hits
        for _, address in hits:
            yield read(searcher, address)
        if len(hits) < _SCAN:
            return
