"""Exact facets from tantivy.

Its terms aggregation is exact when every segment gives all of its values, which `segment_size` says. It
does not break ties by value, and it refuses an answer of more than 65,000 values; both are seen to here.
"""

from __future__ import annotations

from collections.abc import Sequence

import tantivy as tv

from search.engine import Ask, Facet, FacetValue

from .tantivy_queries import count

_EVERY_VALUE = 2**31 - 1
_MOST_BUCKETS = 65_000
# Values asked for beyond the limit, so that a tie at the limit is seen whole at the first try (20 values
# and 20 more cost no more than 20), and the growth when it is not.
_MARGIN = 20
_GROWTH = 8


class Counter:
    """The facets of one query."""

    def __init__(self, searcher: tv.Searcher, schema: tv.Schema, query: tv.Query) -> None:
        self._searcher = searcher
        self._schema = schema
        self._query = query

    def facets(self, asks: Sequence[Ask]) -> tuple[Facet, ...]:
        """The facets in the order asked."""
        if not asks:
            return ()
        every = count(self._searcher, self._query)
        firsts = self._terms([(ask.field, _first_size(ask)) for ask in asks])
        return tuple(
            self._facet(ask, *first, every) for ask, first in zip(asks, firsts, strict=True)
        )

    def _facet(self, ask: Ask, counts: dict[str, int], rest: int, every: int) -> Facet:
        sum_of_all = sum(counts.values()) + rest
        counts = self._settled(ask, counts, rest)
        listed = set(_ordered(counts)[: ask.limit]) | set(ask.keep)
        for value in listed - counts.keys():
            counts[value] = self._having(tv.Query.term_query(self._schema, ask.field, value))
        return Facet(
            field=ask.field,
            values=tuple(FacetValue(v, counts[v]) for v in _ordered(counts) if v in listed),
            other=sum_of_all - sum(counts[value] for value in listed),
            missing=every - self._having(tv.Query.exists_query(ask.field)),
        )

    def _settled(self, ask: Ask, counts: dict[str, int], rest: int) -> dict[str, int]:
        """The counts with all values in them that are tied with the last one listed."""
        size = _first_size(ask)
        while rest and not _past_the_tie(counts, ask.limit):
            if size >= _MOST_BUCKETS:
                return dict(self._searcher.terms_with_prefix(ask.field, "", self._query))
            size = min(size * _GROWTH, _MOST_BUCKETS)
            ((counts, rest),) = self._terms([(ask.field, size)])
        return counts

    def _terms(self, wanted: list[tuple[str, int]]) -> list[tuple[dict[str, int], int]]:
        """For each field and size: the most frequent values with their counts, and the sum of the rest."""
        asked = {
            str(i): {"terms": {"field": field, "size": size, "segment_size": _EVERY_VALUE}}
            for i, (field, size) in enumerate(wanted)
        }
        answer = self._searcher.aggregate(self._query, asked)
        return [
            (
                {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]},
                answer[name]["sum_other_doc_count"],
            )
            for name in asked
        ]

    def _having(self, condition: tv.Query) -> int:
        both = [(tv.Occur.Must, self._query), (tv.Occur.Must, condition)]
        return count(self._searcher, tv.Query.boolean_query(both))


def _first_size(ask: Ask) -> int:
    return _MOST_BUCKETS if ask.limit is None else min(ask.limit + _MARGIN, _MOST_BUCKETS)


def _ordered(counts: dict[str, int]) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value], value))


def _past_the_tie(counts: dict[str, int], limit: int | None) -> bool:
    """Whether counts, cut off somewhere, hold every value that is tied with the one at the limit."""
    if limit is None:
        return False
    sizes = sorted(counts.values(), reverse=True)
    return limit == 0 or (len(sizes) > limit and sizes[-1] < sizes[limit - 1])
