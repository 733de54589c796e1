"""A plan in tantivy's own queries. Filters, ranges and exclusions add nothing to the score."""

from __future__ import annotations

from typing import Any

import tantivy as tv

from search import plan as p
from search.matching import accepts

_ANY_SIGN = "(.|\n)"
_ANY_RUN = f"{_ANY_SIGN}*"
_SYNTAX = frozenset("\\.+*?()|[]{}^$#&-~")


def translated(schema: tv.Schema, searcher: tv.Searcher, node: p.Plan) -> tv.Query:
    """The query that finds what the plan says. A Near must be native (see `is_native`)."""
    return _Translator(schema, searcher).query(node)


def is_native(near: p.Near) -> bool:
    """Whether tantivy's slop is that of `plan.Near`: for two different words it is. For equal words it
    takes one position twice, for three and more it counts otherwise (seen in 0.27)."""
    return len(near.words) == 2 and near.words[0] != near.words[1]


def paired(schema: tv.Schema, near: p.Near) -> tv.Query:
    """Each two different words near each other: finds whatever the Near matches, and more."""
    pairs = [
        tv.Query.phrase_query(schema, near.field, [(0, one), (gap, other)], near.slop)
        for i, one in enumerate(near.words)
        for gap, other in enumerate(near.words[i:])
        if one != other
    ]
    words = [tv.Query.term_query(schema, near.field, word) for word in set(near.words)]
    return tv.Query.boolean_query([(tv.Occur.Must, query) for query in pairs + words])


def either(schema: tv.Schema, name: str, values: list[str]) -> tv.Query:
    """Articles that have any of these values in a field."""
    return _any([_unscored(tv.Query.term_query(schema, name, value)) for value in values])


def count(searcher: tv.Searcher, query: tv.Query) -> int:
    """How many articles match. A limit of 0 would make tantivy panic."""
    return total(searcher.search(query, 1, True))


def total(answer: tv.SearchResult) -> int:
    """How many articles an answer says there are."""
    found: Any = answer  # tantivy's type stub lacks `count`
    return int(found.count)


class _Translator:
    def __init__(self, schema: tv.Schema, searcher: tv.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher

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
            case p.Pattern():
                return self._pattern(node)
            case p.Similar(name, word, distance):
                return tv.Query.fuzzy_term_query(schema, name, word, distance, True)
        raise TypeError(f"not a plan: {node!r}")

    def _pattern(self, node: p.Pattern) -> tv.Query:
        try:
            return tv.Query.regex_query(self._schema, node.field, _regex(node.pattern, wild=True))
        except ValueError:  # some sixty wildcards make more states than tantivy allows
            start = node.pattern.replace("?", "*").partition("*")[0]
            terms = self._searcher.terms_with_prefix(node.field, start)
            fitting = list(filter(accepts(node), (term for term, _ in terms)))
            return tv.Query.const_score_query(
                tv.Query.term_set_query(self._schema, node.field, fitting), 1.0
            )

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
        kind = tv.FieldType.Unsigned
        ends = [
            tv.Query.range_query(self._schema, "first_day", kind, first or 0, None),
            tv.Query.range_query(self._schema, "last_day", kind, 0, last),
        ]
        return tv.Query.boolean_query([(tv.Occur.Must, end) for end in ends])


def _any(queries: list[tv.Query]) -> tv.Query:
    if len(queries) == 1:
        return queries[0]
    return tv.Query.boolean_query([(tv.Occur.Should, query) for query in queries])


def _unscored(query: tv.Query) -> tv.Query:
    return tv.Query.const_score_query(query, 0.0)


def _regex(text: str, *, wild: bool = False) -> str:
    """The text in the syntax of tantivy's regex; with `wild`, its `*` and `?` stand for any signs."""
    signs = {"*": _ANY_RUN, "?": _ANY_SIGN} if wild else {}
    return "".join(signs.get(c) or (f"\\{c}" if c in _SYNTAX else c) for c in text)
