"""The query tree: what a query means, before any engine is asked.

Every node keeps its span in the typed text (half-open, in code points; (0, 0) for nodes that were not
typed) and prints back, with `str`, as query text that parses to an equal tree; a Verbatim as text
that the mode "verbatim" reads so. Spans take no part in equality. `field` is None for the default field: title or body, and the cut blocks too with scope "all".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from . import analysis, verbatim
from .fields import FIELDS, Kind

# Signs of the query language, which the lexer reads and `str` escapes. Characters without width are
# ignored, and so are marks of writing direction, which come along when text is copied.
OPERATORS = frozenset({"AND", "OR", "NOT"})
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d")
INVISIBLE = frozenset(analysis.INVISIBLE)
# Marks that quote when doubled: ''so'' and ``so''.
DOUBLED = "'`‘’"
# Key fields whose values are kept as typed; of the language's signs they know only a last `*`.
ADDRESSES = ("url", "id", "page", "cluster")

Span: TypeAlias = tuple[int, int]
NO_SPAN: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class _Node:
    span: Span = field(default=NO_SPAN, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class All(_Node):
    """Every article."""

    def __str__(self) -> str:
        return "*"


EVERYTHING = All()


@dataclass(frozen=True, slots=True)
class Term(_Node):
    """One word as typed, in any of its inflections; or, in a key or date field, one value."""

    text: str
    field: str | None = None

    def __str__(self) -> str:
        if self.field in ADDRESSES:
            return f"{self.field}:{_quoted(self.text)}"
        return _prefixed(self.field, _bare(self.text, self.field))


@dataclass(frozen=True, slots=True)
class Phrase(_Node):
    """These words in this order, uninflected; with `slop` > 0, near each other (Lucene's slop).

    Slop n: for positions p_i of the words i = 0, 1, ... the spread max(p_i - i) - min(p_i - i) is at most
    n, so a swap of two neighbours costs 2 (Lucene, SloppyPhraseMatcher).
    """

    text: str
    field: str | None = None
    slop: int = 0

    def __str__(self) -> str:
        near = f"~{self.slop}" if self.slop else ""
        return _prefixed(self.field, f"{_quoted(self.text, words=not _is_key(self.field))}{near}")


@dataclass(frozen=True, slots=True)
class Verbatim(_Node):
    """This text exactly, sign by sign; `text` is in the normal form of `verbatim.py`."""

    text: str
    field: str | None = None

    def __str__(self) -> str:
        return verbatim.written(self.text)


@dataclass(frozen=True, slots=True)
class Prefix(_Node):
    """Words (or keys) that begin like this."""

    text: str
    field: str | None = None

    def __str__(self) -> str:
        return _prefixed(self.field, f"{_bare(self.text, self.field)}*")


@dataclass(frozen=True, slots=True)
class Wildcard(_Node):
    """Words of this pattern: `?` is one letter or digit, `*` any number of them."""

    pattern: str
    field: str | None = None

    def __str__(self) -> str:
        return _prefixed(self.field, _bare(self.pattern, self.field, wild=True))


@dataclass(frozen=True, slots=True)
class Fuzzy(_Node):
    """Words at most `distance` edits away (1 or 2); a swap of two neighbours is one edit."""

    text: str
    field: str | None = None
    distance: int = 2

    def __str__(self) -> str:
        return _prefixed(self.field, f"{_bare(self.text, self.field)}~{self.distance}")


@dataclass(frozen=True, slots=True)
class Range(_Node):
    """Articles whose whole published period lies between two dates, both included; None is open.

    Bounds are YYYY, YYYY-MM or YYYY-MM-DD: the low one counts from its first day, the high one to its last.
    """

    field: str
    low: str | None = None
    high: str | None = None

    def __str__(self) -> str:
        bounds = f"{self.low or ''}..{self.high or ''}" if self.low or self.high else "*"
        return f"{self.field}:{bounds}"


@dataclass(frozen=True, slots=True)
class OneOf(_Node):
    """Articles that have one of these exact values in a key or name field; what filters become."""

    field: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.field}:=({' '.join(_quoted(v) for v in self.values)})"


@dataclass(frozen=True, slots=True)
class And(_Node):
    """All of these."""

    children: tuple[Query, ...]

    def __str__(self) -> str:
        return " AND ".join(_grouped(c, And, Or) for c in self.children)


@dataclass(frozen=True, slots=True)
class Or(_Node):
    """Any of these."""

    children: tuple[Query, ...]

    def __str__(self) -> str:
        return " OR ".join(_grouped(c, And, Or) for c in self.children)


@dataclass(frozen=True, slots=True)
class Not(_Node):
    """Everything else."""

    child: Query

    def __str__(self) -> str:
        return f"NOT {_grouped(self.child, And, Or, Not)}"


@dataclass(frozen=True, slots=True)
class Boost(_Node):
    """The same articles, with the score multiplied by `factor`."""

    child: Query
    factor: float

    def __str__(self) -> str:
        short = f"{self.factor:g}"
        number = short if float(short) == self.factor else repr(self.factor)
        if isinstance(self.child, Prefix) and self.child.field in ADDRESSES:
            return f"({self.child})^{number}"  # an address would swallow the sign
        return f"{_grouped(self.child, And, Or, Not, Boost)}^{number}"


Query: TypeAlias = (
    All
    | Term
    | Phrase
    | Verbatim
    | Prefix
    | Wildcard
    | Fuzzy
    | Range
    | OneOf
    | And
    | Or
    | Not
    | Boost
)


def _prefixed(name: str | None, text: str) -> str:
    return f"{name}:{text}" if name else text


def _is_key(name: str | None) -> bool:
    return name in FIELDS and FIELDS[name].kind is Kind.KEY


_UNSEEN = "".join(sorted(INVISIBLE))
_IN_QUOTES = re.compile(rf'["“”„‟＂〝〞〟\\{_UNSEEN}]')
_WILD_IN_QUOTES = re.compile(r"\*|(?<=[^\W_])\?(?=[^\W_])")


def _quoted(text: str, *, words: bool = False) -> str:
    """The text in quotation marks; in a phrase of words, wildcards are marked as ordinary signs."""
    escaped = _IN_QUOTES.sub(r"\\\g<0>", text)
    if words:
        escaped = _WILD_IN_QUOTES.sub(r"\\\g<0>", escaped)
    return f'"{escaped}"'


_STARTS = re.escape("".join(sorted(DASHES)))
# What ends a word or changes it; a dash or `!` only at its start, two dots because they make a range.
_SIGNS = re.compile(
    rf'["“”„‟＂〝〞〟«»‹›「」『』()*?~^\\\s{_UNSEEN}]|^[!{re.escape("".join(sorted(DASHES)))}]|([.{DOUBLED}])(?=\1)'
)


def _bare(text: str, name: str | None, *, wild: bool = False) -> str:
    """The text as a word; what would read as syntax is escaped with a backslash."""
    if text in OPERATORS:
        return "\\" + text
    escaped = _SIGNS.sub(lambda m: m[0] if wild and m[0] in "*?" else "\\" + m[0], text)
    head, colon, tail = escaped.partition(":")
    if name or not colon or tail.startswith("//") or not any(map(str.isalpha, head)):
        return escaped
    return f"{head}\\:{tail}"  # or it would read as a field


def _grouped(node: Query, *kinds: type) -> str:
    return f"({node})" if isinstance(node, kinds) else str(node)
