"""One generation of a Whoosh index, and how postings combine to answers.

Whoosh reads postings, positions, the lexicon and the columns and scores single words; sets and phrases
are put together here.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from whoosh import scoring
from whoosh.searching import Searcher

from search import plan as p
from search.article import Article
from search.matching import accepts, near_positions, printed

from .settled import Kept
from .whoosh_records import column_of

Matches = dict[int, float]  # number of a document in the view: its score


class View:
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
        self._printed: Kept[p.Verbatim, Matches] = Kept()

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
            case p.Verbatim():
                return self._verbatim(node)
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

    def _verbatim(self, node: p.Verbatim) -> Matches:
        """What is likely, where it is printed; scored as such."""
        found = self._printed.get(node)
        if found is None:
            likely = self.matches(node.likely)
            found = {n: score for n, score in likely.items() if printed(node, self.article(n))}
            self._printed.keep(node, found, len(found))
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
        return [read(raw) for raw in self._column(column_of(name))]

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
