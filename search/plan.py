"""A query in the terms of the index: the few things an engine must be able to match.

`plan` does what is the same for every engine: it folds and stems words, spreads a word over title and
body, turns dates into days. What is left names fields of `fields.INDEX` and words as they stand in
`document.Document`, so an adapter only translates, and two adapters cannot disagree on what a word is.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from . import query as q
from .analysis import stems, words
from .document import key, period
from .fields import EVERYTHING, FIELDS, PARTS, TEXT, Kind, stems_of, words_of


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article, all with the same score."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article: a word that holds no letter and no digit."""


@dataclass(frozen=True, slots=True)
class Words:
    """Any one of these words in a word field."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """These words one right after the other in a word field; at least two."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """These words near each other in a word field: the slop of `query.Phrase`; at least two words.

    No two words of the sequence may stand on the same position.
    """

    field: str
    words: tuple[str, ...]
    slop: int


@dataclass(frozen=True, slots=True)
class Verbatim:
    """This text, in the normal form of `verbatim.py`, in one text of a word field, sign by sign.

    `words` are its words, at least one.
    """

    field: str
    text: str
    words: tuple[str, ...]

    @property
    def likely(self) -> Words | Sequence:
        """Its words in a row: what finds it wherever it stands, and more; and what scores it."""
        if len(self.words) == 1:
            return Words(self.field, self.words)
        return Sequence(self.field, self.words)


@dataclass(frozen=True, slots=True)
class Starts:
    """A word (or a key) that begins with this prefix."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word (or a key) of this shape: `?` any one character, `*` any number of them."""

    field: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Similar:
    """A word at most `distance` edits from this one: insert, delete, replace, or swap two neighbours
    (optimal string alignment: no stretch is edited twice)."""

    field: str
    word: str
    distance: int


@dataclass(frozen=True, slots=True)
class Keys:
    """One of these exact values in a key field. Filters, so it adds nothing to the score."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """The whole published period lies between two day ordinals, both included; None is open.

    Undated articles never match.
    """

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of these; at least two. A `Without` among them excludes."""

    children: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Any of these; at least two."""

    children: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Every article that does not match; on its own, everything else."""

    child: Plan


@dataclass(frozen=True, slots=True)
class Weighted:
    """The same articles, the score multiplied."""

    child: Plan
    factor: float


Plan: TypeAlias = (
    Everything | Nothing | Words | Sequence | Near | Verbatim | Starts | Pattern | Similar | Keys | Days
    | AllOf | AnyOf | Without | Weighted
)  # fmt: skip


def plan(query: q.Query, languages: Iterable[str]) -> Plan:
    """Lowers a query. `languages` are those of the archive's articles: words are stemmed for each.

    Raises ValueError for a date that is none and KeyError for a field that is none; the parser lets
    neither through.
    """
    return _Planner(tuple(sorted({*languages, ""}))).lower(query)


_Leaf: TypeAlias = q.Term | q.Phrase | q.Verbatim | q.Prefix | q.Wildcard | q.Fuzzy


@dataclass(frozen=True, slots=True)
class _Planner:
    languages: tuple[str, ...]

    def lower(self, node: q.Query) -> Plan:
        match node:
            case q.All():
                return Everything()
            case q.And(children):
                return all_of([self.lower(c) for c in children])
            case q.Or(children):
                return any_of([self.lower(c) for c in children])
            case q.Not(child):
                return Without(self.lower(child))
            case q.Boost(child, factor):
                return Weighted(self.lower(child), factor)
            case q.OneOf(name, values):
                return Keys(name, tuple(map(key, values)))
            case q.Range(_, low, high):
                first = period(low)
                last = period(high)
                return Days(first[0] if first else None, last[1] if last else None)
        return self._leaf(node)

    def _leaf(self, node: _Leaf) -> Plan:
        name = node.field or TEXT
        if name in FIELDS and FIELDS[name].kind is Kind.DATE:
            days = period(node.text if isinstance(node, q.Term | q.Phrase) else None)
            return Days(*days) if days else Keys("dated", ("yes",))
        if name in FIELDS and FIELDS[name].kind is Kind.KEY:
            return self._key(node, name)
        parts = PARTS.get(name, (name,))
        stemmed = name in PARTS
        match node:
            case q.Term(text):
                return self._word(text, parts, stemmed)
            case q.Phrase(text, slop=slop):
                return self._phrase(text, parts, slop)
            case q.Verbatim(text):
                return self._verbatim(text, parts)
            case q.Prefix(text):
                return _spread(parts, _folded(text), Starts)
            case q.Wildcard(pattern):
                return _spread(parts, _folded(pattern), Pattern)
            case q.Fuzzy(text, distance=distance):
                found = words(text)
                if len(found) != 1:
                    return self._phrase(text, parts, 0)
                return _spread(parts, found[0], lambda f, w: Similar(f, w, distance))

    def _key(self, node: q.Query, name: str) -> Plan:
        match node:
            case q.Prefix(text):
                return Starts(name, text)
            case q.Wildcard(pattern):
                return Pattern(name, pattern)
            case q.Term(text) | q.Phrase(text) | q.Verbatim(text) | q.Fuzzy(text):
                return Keys(name, (key(text),))
        raise TypeError(f"not a leaf: {node!r}")

    def _word(self, text: str, parts: tuple[str, ...], stemmed: bool) -> Plan:
        found = words(text)
        if len(found) != 1:  # "well-being": its words in this order, as they are
            return self._phrase(text, parts, 0)
        if not stemmed:
            return any_of([Words(words_of(part), (found[0],)) for part in parts])
        forms = tuple(dict.fromkeys(stems(found, language)[0] for language in self.languages))
        return any_of([Words(stems_of(part), forms) for part in parts])

    def _verbatim(self, text: str, parts: tuple[str, ...]) -> Plan:
        found = tuple(words(text))
        if not found:
            return Nothing()
        return any_of([Verbatim(words_of(part), text, found) for part in parts])

    def _phrase(self, text: str, parts: tuple[str, ...], slop: int) -> Plan:
        found = tuple(words(text))
        if not found:
            return Nothing()
        fields = [words_of(part) for part in parts]
        if len(found) == 1:
            return any_of([Words(f, found) for f in fields])
        if slop:
            return any_of([Near(f, found, slop) for f in fields])
        return any_of([Sequence(f, found) for f in fields])


def all_of(children: list[Plan]) -> Plan:
    """AllOf, or the only child."""
    return children[0] if len(children) == 1 else AllOf(tuple(children))


def any_of(children: list[Plan]) -> Plan:
    """AnyOf, or the only child."""
    return children[0] if len(children) == 1 else AnyOf(tuple(children))


def _spread(parts: tuple[str, ...], text: str, leaf: Callable[[str, str], Plan]) -> Plan:
    return any_of([leaf(words_of(part), text) for part in parts]) if text else Nothing()


_NOT_PATTERN = re.compile(r"[^\w*?]|_")


def _folded(pattern: str) -> str:
    """A prefix or pattern folded like words, with its `*` and `?` kept."""
    text = unicodedata.normalize("NFKD", pattern)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return _NOT_PATTERN.sub("", text)


def widen(query: q.Query) -> q.Query:
    """The same query with scope "all": words without a field are looked for in the cut blocks too."""
    match query:
        case q.And(children) | q.Or(children):
            return type(query)(tuple(widen(c) for c in children), span=query.span)
        case q.Not(child):
            return q.Not(widen(child), span=query.span)
        case q.Boost(child, factor):
            return q.Boost(widen(child), factor, span=query.span)
        case q.Term() | q.Phrase() | q.Verbatim() | q.Prefix() | q.Wildcard() | q.Fuzzy() if (
            query.field is None
        ):
            return dataclasses.replace(query, field=EVERYTHING)
    return query
