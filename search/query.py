"""The query tree: what a query means, before any engine is asked.

Every node keeps its span in the typed text (half-open, in code points; (0, 0) for nodes that were not
typed) and prints back, with `str`, as query text that parses to an equal tree. Spans take no part in
equality. `field` is None for the default field: title or body, and the cut blocks too with scope "all".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

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


@dataclass(frozen=True, slots=True)
class Term(_Node):
    """One word as typed, in any of its inflections; or, in a key or date field, one value."""

    text: str
    field: str | None = None

    def __str__(self) -> str:
        return _prefixed(self.field, _bare(self.text))


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
        return _prefixed(self.field, f"{_quoted(self.text)}{near}")


@dataclass(frozen=True, slots=True)
class Prefix(_Node):
    """Words (or keys) that begin like this."""

    text: str
    field: str | None = None

    def __str__(self) -> str:
        return _prefixed(self.field, f"{self.text}*")


@dataclass(frozen=True, slots=True)
class Wildcard(_Node):
    """Words of this pattern: `?` is one letter or digit, `*` any number of them."""

    pattern: str
    field: str | None = None

    def __str__(self) -> str:
        return _prefixed(self.field, self.pattern)


@dataclass(frozen=True, slots=True)
class Fuzzy(_Node):
    """Words at most `distance` edits away (1 or 2); a swap of two neighbours is one edit."""

    text: str
    field: str | None = None
    distance: int = 2

    def __str__(self) -> str:
        return _prefixed(self.field, f"{self.text}~{self.distance}")


@dataclass(frozen=True, slots=True)
class Range(_Node):
    """Articles whose whole published period lies between two dates, both included; None is open.

    Bounds are YYYY, YYYY-MM or YYYY-MM-DD: the low one counts from its first day, the high one to its last.
    """

    field: str
    low: str | None = None
    high: str | None = None

    def __str__(self) -> str:
        return f"{self.field}:{self.low or '*'}..{self.high or '*'}"


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
        return " AND ".join(_grouped(c) for c in self.children)


@dataclass(frozen=True, slots=True)
class Or(_Node):
    """Any of these."""

    children: tuple[Query, ...]

    def __str__(self) -> str:
        return " OR ".join(_grouped(c) for c in self.children)


@dataclass(frozen=True, slots=True)
class Not(_Node):
    """Everything else."""

    child: Query

    def __str__(self) -> str:
        return f"NOT {_grouped(self.child)}"


@dataclass(frozen=True, slots=True)
class Boost(_Node):
    """The same articles, with the score multiplied by `factor`."""

    child: Query
    factor: float

    def __str__(self) -> str:
        return f"{_grouped(self.child)}^{self.factor:g}"


Query: TypeAlias = (
    All | Term | Phrase | Prefix | Wildcard | Fuzzy | Range | OneOf | And | Or | Not | Boost
)


def _prefixed(name: str | None, text: str) -> str:
    return f"{name}:{text}" if name else text


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_OPERATORS = frozenset({"AND", "OR", "NOT"})


def _bare(text: str) -> str:
    """The text as a word; what would read as syntax is escaped with a backslash."""
    if text in _OPERATORS:
        return "\\" + text
    return "".join(
        "\\" + c if c in '\\"():*?~^' or c.isspace() or (c == "-" and i == 0) else c
        for i, c in enumerate(text)
    )


def _grouped(node: Query) -> str:
    return f"({node})" if isinstance(node, And | Or | Not | Boost) else str(node)
