"""tantivy behind the port: the default engine, embedded and fast.

Our words go in as they are (its `whitespace` tokenizer cuts the joined words apart again), our keys as
whole terms. A search in one generation of the archive always sees one snapshot: the reader is renewed
only when a commit of this or another process has changed the archive, never by a merge in the background.

What tantivy 0.27 does that this adapter steps round: `limit=0` panics, a query of negations alone finds
nothing, phrase slop is Lucene's for two different words only, a terms aggregation counts only the top
values of each segment unless told otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import tantivy as tv

from search import plan as p
from search.article import Article, dumps
from search.document import Document, document
from search.engine import Ask, Facet, FacetValue, Hit, Ranking, Sort, Stats, Total, Written
from search.errors import ArchiveBusy, ArchiveDamaged, NotFound
from search.fields import FACETS, INDEX, Index
from search.query import Query

from .shared import check_ask, check_page, guarded, lowered, near_words, scores, settled

# Articles looked up and written together: enough to make the look-up for known ids cheap.
_BATCH = 1000
# Bytes of the writer's buffer, for all threads together, and its threads.
_HEAP = 128_000_000
_THREADS = 1
# tantivy refuses an aggregation with more buckets in its answer.
_MOST_BUCKETS = 65_000
_EVERY_BUCKET = 2**31 - 1
_SORT_FIELDS = {"date_asc": "oldest", "date_desc": "newest"}


class TantivyEngine:
    """The port on a tantivy index in a directory of its own."""

    name = "tantivy"

    def __init__(self, directory: Path, index: tv.Index) -> None:
        self._directory = directory
        self._index = index
        self._schema = index.schema
        self._writer: tv.IndexWriter | None = None
        self._unflushed: dict[str, bool] = {}  # id -> whether it will be there after the flush
        self._state: tuple[object, object] = (None, None)  # the commit last seen: file state, stamp
        self._languages: tuple[object, tuple[str, ...]] | None = None
        index.config_reader("manual", 0)

    @classmethod
    def create(cls, directory: Path) -> TantivyEngine:
        """A new, empty index in an existing empty directory."""
        with guarded("tantivy", "creating an index"):
            return cls(directory, tv.Index(_schema(), str(directory), reuse=False))

    @classmethod
    def open(cls, directory: Path) -> TantivyEngine:
        """The index of a directory. Raises ArchiveDamaged where it cannot be read."""
        try:
            with guarded("tantivy", "opening the index"):
                return cls(directory, tv.Index.open(str(directory)))
        except Exception as error:
            raise ArchiveDamaged(
                f"The index in {directory} cannot be read ({error}); restore the archive from a "
                "backup, or index its sources anew into another folder."
            ) from error

    def write(self, articles: Iterable[Article], *, remove: Iterable[str] = ()) -> Written:
        with guarded("tantivy", "writing"):
            writer = self._open_writer()
            removed = self._remove(writer, tuple(dict.fromkeys(remove)))
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
            node = self._plan(query)
            return self._page(searcher, node, sort, offset, min(limit, searcher.num_docs))

    def facet(self, query: Query, asks: Iterable[Ask]) -> tuple[Facet, ...]:
        asks = tuple(asks)
        for ask in asks:
            check_ask(ask)
        with guarded("tantivy", "counting"):
            searcher = self._searcher()
            return _Counter(searcher, self._schema, self._query(self._plan(query))).facets(asks)

    def fetch(self, ids: Iterable[str]) -> tuple[Article, ...]:
        wanted = tuple(ids)
        with guarded("tantivy", "fetching"):
            searcher = self._searcher()
            found = {i: article for i in wanted if (article := self._one(searcher, i))}
        unknown = [i for i in wanted if i not in found]
        if unknown:
            raise NotFound(f"No article {', '.join(unknown)} in this archive.")
        return tuple(found[i] for i in wanted)

    def scan(self) -> Iterator[Article]:
        with guarded("tantivy", "reading"):
            searcher = self._searcher()
            for start in range(0, searcher.num_docs, _BATCH):
                answer = searcher.search(tv.Query.all_query(), _BATCH, False, offset=start)
                for _, address in answer.hits:
                    yield _article(searcher.doc(address))

    def stats(self) -> Stats:
        with guarded("tantivy", "reading"):
            searcher = self._searcher()
            size = sum(f.stat().st_size for f in self._directory.iterdir() if f.is_file())
            return Stats(searcher.num_docs, self._known_languages(searcher), size)

    def close(self) -> None:
        with guarded("tantivy", "closing"):
            if self._writer is not None:
                writer, self._writer = self._writer, None
                writer.rollback()
                writer.wait_merging_threads()
                self._unflushed = {}

    # Writing

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

    def _remove(self, writer: tv.IndexWriter, ids: tuple[str, ...]) -> int:
        there = self._present(ids)
        for name in there:
            writer.delete_documents_by_term("id", name)
            self._unflushed[name] = False
        return len(there)

    def _replace(self, writer: tv.IndexWriter, batch: list[Article]) -> int:
        """Writes a batch; the number of articles that were there before, in it or in the archive."""
        there = self._present([article.id for article in batch])
        known = 0
        for article in batch:
            if article.id in there:
                writer.delete_documents_by_term("id", article.id)
                known += 1
            there.add(article.id)
            self._unflushed[article.id] = True
            writer.add_document(_stored(article, document(article)))
        return known

    def _present(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that the archive will hold after the next flush, as things stand."""
        asked = set(ids)
        unsure = [name for name in asked if name not in self._unflushed]
        present = {name for name in asked if self._unflushed.get(name)}
        searcher = self._searcher()
        if unsure and searcher.num_docs:
            query = tv.Query.term_set_query(self._schema, "id", unsure)
            answer = searcher.search(query, len(unsure), False)
            present.update(searcher.doc(address).get_first("id") for _, address in answer.hits)
        return present

    # Reading

    def _searcher(self) -> tv.Searcher:
        """A view of the newest commit, whoever made it."""
        meta = self._directory / "meta.json"
        status = meta.stat()
        state = (status.st_mtime_ns, status.st_ino, status.st_size)
        if state != self._state[0]:
            stamp = json.loads(meta.read_bytes())["opstamp"]
            if stamp != self._state[1]:
                self._index.reload()
            self._state = (state, stamp)
        return self._index.searcher()

    def _page(
        self, searcher: tv.Searcher, node: p.Plan, sort: Sort, offset: int, limit: int
    ) -> Ranking:
        query = self._query(node)
        if limit == 0 or offset >= searcher.num_docs:
            return Ranking(Total(_count(searcher, query)))
        field = _SORT_FIELDS.get(sort) or (None if scores(node) else "newest")
        if field is None:
            answer = searcher.search(query, limit, True, offset=offset)
        else:
            answer = searcher.search(query, limit, True, field, offset, tv.Order.Asc)
        hits = tuple(
            Hit(searcher.doc(address).get_first("id"), score if field is None else 0.0)
            for score, address in answer.hits
        )
        return Ranking(Total(answer.count), hits)

    def _one(self, searcher: tv.Searcher, name: str) -> Article | None:
        query = tv.Query.term_query(self._schema, "id", name)
        hits = searcher.search(query, 1, False).hits
        return _article(searcher.doc(hits[0][1])) if hits else None

    def _known_languages(self, searcher: tv.Searcher) -> tuple[str, ...]:
        if self._languages is None or self._languages[0] != self._state[1]:
            counter = _Counter(searcher, self._schema, tv.Query.all_query())
            (facet,) = counter.facets((Ask("language", None),))
            self._languages = (self._state[1], tuple(sorted(v.value for v in facet.values)))
        return self._languages[1]

    def _plan(self, query: Query) -> p.Plan:
        searcher = self._searcher()
        node = lowered(query, self._known_languages(searcher))
        return settled(node, _is_native, lambda near: self._candidates(searcher, near))

    def _candidates(self, searcher: tv.Searcher, near: p.Near) -> Iterator[Article]:
        """Articles that may match: each two of the words near each other."""
        pairs = [
            tv.Query.phrase_query(self._schema, near.field, [(0, one), (j - i, other)], near.slop)
            for i, one in enumerate(near.words)
            for j, other in enumerate(near.words)
            if i < j and one != other
        ]
        pairs.append(self._query(near_words(near)))
        query = tv.Query.boolean_query([(tv.Occur.Must, pair) for pair in pairs])
        for _, address in searcher.search(query, max(searcher.num_docs, 1), False).hits:
            yield _article(searcher.doc(address))

    def _query(self, node: p.Plan) -> tv.Query:
        return _Translator(self._schema).query(node)


class _Translator:
    """A plan in tantivy's own queries. Filters score 0."""

    def __init__(self, schema: tv.Schema) -> None:
        self._schema = schema

    def query(self, node: p.Plan) -> tv.Query:
        match node:
            case p.Everything():
                return _unscored(tv.Query.all_query())
            case p.Nothing():
                return tv.Query.empty_query()
            case p.AllOf(children):
                return self._all(children)
            case p.AnyOf(children):
                return _any([self.query(child) for child in children])
            case p.Without():
                return self._all((node,))
            case p.Weighted(child, factor):
                return tv.Query.boost_query(self.query(child), factor)
            case p.Days(first, last):
                return _unscored(self._days(first, last))
            case p.Keys(name, values):
                return _unscored(tv.Query.term_set_query(self._schema, name, list(values)))
        return self._leaf(node)

    def _leaf(self, node: p.Plan) -> tv.Query:
        schema = self._schema
        match node:
            case p.Words(name, words):
                return _any([tv.Query.term_query(schema, name, word) for word in words])
            case p.Sequence(name, words):
                return tv.Query.phrase_query(schema, name, list(words))
            case p.Near(name, words, slop):
                return tv.Query.phrase_query(schema, name, list(words), slop)
            case p.Starts(name, prefix):
                return tv.Query.regex_query(schema, name, _regex(prefix) + _ANY_RUN)
            case p.Pattern(name, pattern):
                return tv.Query.regex_query(schema, name, _regex(pattern, wild=True))
            case p.Similar(name, word, distance):
                return tv.Query.fuzzy_term_query(schema, name, word, distance, True)
        raise TypeError(f"not a plan: {node!r}")

    def _all(self, children: tuple[p.Plan, ...]) -> tv.Query:
        clauses = [
            (tv.Occur.MustNot, self.query(child.child))
            if isinstance(child, p.Without)
            else (tv.Occur.Must, self.query(child))
            for child in children
        ]
        if all(occur == tv.Occur.MustNot for occur, _ in clauses):
            clauses.append((tv.Occur.Must, _unscored(tv.Query.all_query())))
        return tv.Query.boolean_query(clauses)

    def _days(self, first: int | None, last: int | None) -> tv.Query:
        ends = [
            tv.Query.range_query(
                self._schema, "first_day", tv.FieldType.Unsigned, first or 0, None
            ),
            tv.Query.range_query(self._schema, "last_day", tv.FieldType.Unsigned, 0, last),
        ]
        return tv.Query.boolean_query([(tv.Occur.Must, end) for end in ends])


class _Counter:
    """Exact facets of one query."""

    def __init__(self, searcher: tv.Searcher, schema: tv.Schema, query: tv.Query) -> None:
        self._searcher = searcher
        self._schema = schema
        self._query = query

    def facets(self, asks: tuple[Ask, ...]) -> tuple[Facet, ...]:
        return tuple(self._facet(ask) for ask in asks)

    def _facet(self, ask: Ask) -> Facet:
        counts, every = self._top(ask)
        order = sorted(counts, key=lambda value: (-counts[value], value))
        listed = set(order[: ask.limit]) | set(ask.keep)
        counts.update(self._kept([value for value in ask.keep if value not in counts], ask.field))
        shown = sorted(listed, key=lambda value: (-counts[value], value))
        return Facet(
            field=ask.field,
            values=tuple(FacetValue(value, counts[value]) for value in shown),
            other=every - sum(counts[value] for value in listed),
            missing=self._missing(ask.field),
        )

    def _top(self, ask: Ask) -> tuple[dict[str, int], int]:
        """The counts of the most frequent values, all of those tied with the last one listed included;
        and the sum of the counts of all values."""
        size = _MOST_BUCKETS if ask.limit is None else ask.limit + 20
        while True:
            counts, rest = self._terms(ask.field, min(size, _MOST_BUCKETS))
            every = sum(counts.values()) + rest
            if not rest or (ask.limit is not None and _settles(list(counts.values()), ask.limit)):
                return counts, every
            if size >= _MOST_BUCKETS:
                return self._all_values(ask.field), every
            size *= 8

    def _terms(self, field: str, size: int) -> tuple[dict[str, int], int]:
        terms = {"field": field, "size": size, "segment_size": _EVERY_BUCKET}
        answer = self._searcher.aggregate(self._query, {"f": {"terms": terms}})["f"]
        counts = {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}
        return counts, answer["sum_other_doc_count"]

    def _all_values(self, field: str) -> dict[str, int]:
        """Every value with its count, for fields of more values than an aggregation may give."""
        return dict(self._searcher.terms_with_prefix(field, "", self._query))

    def _kept(self, values: list[str], field: str) -> dict[str, int]:
        return {
            value: self._having(tv.Query.term_query(self._schema, field, value)) for value in values
        }

    def _missing(self, field: str) -> int:
        every = _count(self._searcher, self._query)
        return every - self._having(tv.Query.exists_query(field))

    def _having(self, condition: tv.Query) -> int:
        both = [(tv.Occur.Must, self._query), (tv.Occur.Must, condition)]
        return _count(self._searcher, tv.Query.boolean_query(both))


def _settles(counts: list[int], limit: int) -> bool:
    """Whether counts in descending order reach past the tie at the limit."""
    return limit == 0 or (len(counts) > limit and counts[-1] < counts[limit - 1])


def _count(searcher: tv.Searcher, query: tv.Query) -> int:
    return int(searcher.search(query, 1, True).count)


def _is_native(near: p.Near) -> bool:
    """tantivy's slop is Lucene's for two different words."""
    return len(near.words) == 2 and near.words[0] != near.words[1]


def _any(queries: list[tv.Query]) -> tv.Query:
    if len(queries) == 1:
        return queries[0]
    return tv.Query.boolean_query([(tv.Occur.Should, query) for query in queries])


def _unscored(query: tv.Query) -> tv.Query:
    return tv.Query.const_score_query(query, 0.0)


_ANY_SIGN = "(.|\n)"
_ANY_RUN = f"{_ANY_SIGN}*"
_SYNTAX = frozenset("\\.+*?()|[]{}^$#&-~")


def _regex(text: str, *, wild: bool = False) -> str:
    """The text in the syntax of tantivy's regex; with `wild`, its `*` and `?` stand for any signs."""
    signs = {"*": _ANY_RUN, "?": _ANY_SIGN} if wild else {}
    return "".join(signs.get(c) or (f"\\{c}" if c in _SYNTAX else c) for c in text)


def _schema() -> tv.Schema:
    builder = tv.SchemaBuilder()
    for name, kind in INDEX.items():
        if kind is Index.WORDS:
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
        else:
            builder.add_text_field(
                name,
                stored=name == "id",
                fast=name in FACETS,
                tokenizer_name="raw",
                index_option="basic",
            )
    for name in ("first_day", "last_day", "oldest", "newest"):
        builder.add_unsigned_field(name, fast=True)
    builder.add_bytes_field("article", stored=True)
    return builder.build()


def _stored(article: Article, found: Document) -> tv.Document:
    record = tv.Document()
    for name, words in found.words.items():
        if words:
            record.add_text(name, " ".join(words))
    for name, values in found.keys.items():
        for value in values:
            record.add_text(name, value)
    if found.days:
        record.add_unsigned("first_day", found.days[0])
        record.add_unsigned("last_day", found.days[1])
    record.add_unsigned("oldest", found.oldest)
    record.add_unsigned("newest", found.newest)
    data = article.to_json()
    del data["text"]  # the blocks hold it
    record.add_bytes("article", dumps(data).encode())
    return record


def _article(record: tv.Document) -> Article:
    return Article.from_json(json.loads(bytes(record.get_first("article"))))
