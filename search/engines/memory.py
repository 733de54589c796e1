"""The oracle: every document is looked at, every time. Right by inspection, for tests and small archives.

With a directory it keeps its articles in one JSON Lines file, written anew at each flush under another
name and then renamed, so that a crash leaves the old file or the new one.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from search import plan as p
from search.article import Article, dumps
from search.document import Document, document, key
from search.engine import Ask, Facet, Hit, Ranking, Sort, Stats, Total, Written
from search.errors import ArchiveDamaged, ArchiveMissing
from search.fields import TEXT_WORDS
from search.matching import WordLeaf, accepts, matches, occurrences
from search.query import Query

from .shared import check_ask, check_known, check_page, counted, lowered

# Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), gives the
# formula and these as the usual values; tantivy and Whoosh use the same.
K1 = 1.2
B = 0.75


class MemoryEngine:
    """The port by brute force. Without a directory nothing outlives the object."""

    name = "memory"

    def __init__(self, directory: Path | None = None) -> None:
        self._directory = directory
        self._articles: dict[str, Article] = {}
        self._documents: dict[str, Document] = {}
        self._pending: dict[str, Article | None] = {}  # None: removed

    @classmethod
    def create(cls, directory: Path) -> MemoryEngine:
        """A new, empty index in an existing empty directory."""
        engine = cls(directory)
        engine._save()
        return engine

    @classmethod
    def open(cls, directory: Path) -> MemoryEngine:
        """The index of a directory. Raises ArchiveDamaged where it cannot be read."""
        engine = cls(directory)
        try:
            with engine._file.open(encoding="utf-8", errors="surrogatepass") as lines:
                articles = [Article.from_json(json.loads(line)) for line in lines]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ArchiveDamaged(
                f"{engine._file} cannot be read ({error}); restore it from a backup or index anew."
            ) from error
        engine._take({key(article.id): article for article in articles})
        return engine

    def write(self, articles: Iterable[Article], *, remove: Iterable[str] = ()) -> Written:
        removed = sum(self._put(name, None) for name in {key(name) for name in remove})
        added = updated = 0
        for article in articles:
            if self._put(key(article.id), article):
                updated += 1
            else:
                added += 1
        return Written(added, updated, removed)

    def flush(self) -> None:
        self._take(self._pending)
        self._pending = {}
        self._save()

    def search(
        self, query: Query, *, sort: Sort = "relevance", offset: int = 0, limit: int = 10
    ) -> Ranking:
        check_page(sort, offset, limit)
        node = self._plan(query)
        found = [d for d in self._documents.values() if matches(node, d)]
        score = Scorer(self._documents.values())
        hits = [(score(node, d), d) for d in found]
        if sort == "date_asc":
            hits.sort(key=lambda hit: hit[1].oldest)
        elif sort == "date_desc":
            hits.sort(key=lambda hit: hit[1].newest)
        else:
            hits.sort(key=lambda hit: (-hit[0], hit[1].newest))
        page = hits[offset : offset + limit]
        return Ranking(Total(len(hits)), tuple(_hit(d, value) for value, d in page))

    def facet(self, query: Query, asks: Iterable[Ask]) -> tuple[Facet, ...]:
        asks = tuple(asks)
        for ask in asks:
            check_ask(ask)
        node = self._plan(query)
        found = [d for d in self._documents.values() if matches(node, d)]
        return tuple(counted(ask, [d.keys[ask.field] for d in found]) for ask in asks)

    def fetch(self, ids: Iterable[str]) -> tuple[Article, ...]:
        return tuple(self._articles[name] for name in self._known(ids))

    def words(self, ids: Iterable[str]) -> tuple[list[str], ...]:
        return tuple(list(self._documents[name].words[TEXT_WORDS]) for name in self._known(ids))

    def scan(self) -> Iterator[Article]:
        return iter(list(self._articles.values()))

    def stats(self) -> Stats:
        size = self._file.stat().st_size if self._directory else 0
        return Stats(len(self._articles), tuple(sorted(self._languages())), size)

    def close(self) -> None:
        self._pending = {}

    def _known(self, ids: Iterable[str]) -> tuple[str, ...]:
        wanted = tuple(map(key, ids))
        check_known(wanted, self._articles)
        return wanted

    @property
    def _file(self) -> Path:
        if self._directory is None:
            raise ArchiveMissing("This archive is kept in memory only; give it a directory.")
        return self._directory / "articles.jsonl"

    def _put(self, name: str, article: Article | None) -> bool:
        """Notes a change; whether the article was there before."""
        there = self._pending.get(name, self._articles.get(name)) is not None
        if article is not None or there:
            self._pending[name] = article
        return there

    def _take(self, changes: dict[str, Article | None] | dict[str, Article]) -> None:
        for name, article in changes.items():
            if article is None:
                self._articles.pop(name, None)
                self._documents.pop(name, None)
            else:
                self._articles[name] = article
                self._documents[name] = document(article)

    def _save(self) -> None:
        if self._directory is None:
            return
        draft = self._file.with_suffix(".new")
        with draft.open("w", encoding="utf-8", errors="surrogatepass") as out:
            out.writelines(dumps(a.to_json()) + "\n" for a in self._articles.values())
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, self._file)

    def _languages(self) -> set[str]:
        return {language for d in self._documents.values() for language in d.keys["language"]}

    def _plan(self, query: Query) -> p.Plan:
        return lowered(query, self._languages())


def _hit(found: Document, score: float) -> Hit:
    return Hit(found.id, score, next(iter(found.keys["cluster"]), None))


class Scorer:
    """BM25, each word leaf by itself, summed over the leaves that match; a phrase scores like one word
    whose rarity is that of its words together. Filters add nothing; a prefix, a pattern and a similar
    word add 1."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = tuple(documents)
        self._rarity: dict[tuple[str, str], float] = {}
        self._length: dict[str, float] = {}

    def __call__(self, node: p.Plan, found: Document) -> float:
        match node:
            case p.AllOf(children) | p.AnyOf(children):
                return sum(self(child, found) for child in children)
            case p.Weighted(child, factor):
                return factor * self(child, found)
            case p.Words(name, wanted):
                return sum(self._bm25(p.Words(name, (word,)), (word,), found) for word in wanted)
            case p.Sequence(_, wanted) | p.Near(_, wanted):
                return self._bm25(node, wanted, found)
            case p.Verbatim():
                return self(node.likely, found)
            case p.Starts() | p.Pattern() | p.Similar():
                return float(matches(node, found))
        return 0.0

    def _bm25(self, leaf: WordLeaf, wanted: tuple[str, ...], found: Document) -> float:
        frequency = sum(1 for _ in occurrences(leaf, found.words[leaf.field]))
        length = len(found.words[leaf.field]) / self._average(leaf.field)
        weight = frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length))
        return weight * sum(self._idf(leaf.field, word) for word in wanted)

    def _idf(self, field: str, word: str) -> float:
        if (field, word) not in self._rarity:
            test = accepts(p.Words(field, (word,)))
            having = sum(any(map(test, d.words[field])) for d in self._documents)
            every = len(self._documents)
            self._rarity[field, word] = math.log(1 + (every - having + 0.5) / (having + 0.5))
        return self._rarity[field, word]

    def _average(self, field: str) -> float:
        if field not in self._length:
            total = sum(len(d.words[field]) for d in self._documents)
            self._length[field] = max(total / max(len(self._documents), 1), 1.0)
        return self._length[field]
