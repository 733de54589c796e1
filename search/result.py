"""What is asked and what comes back: the records between the core and those who ask.

A Request names a query with its filters; a Result holds the hits, their fragments and the facets beside
them. `answer.py` makes one of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .article import Article
from .engine import Sort, Total
from .query import Query

Scope = Literal["body", "all"]
# How the query's text is read: as query language, or as a phrase exactly as typed.
Mode = Literal["query", "verbatim"]
MODES: tuple[Mode, ...] = ("query", "verbatim")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. Values of one filter field are ORed, fields are ANDed, exclusions ANDed as negations.

    `filters` and `excluded` map faceted fields to exact values. `date_from` and `date_to` are YYYY,
    YYYY-MM or YYYY-MM-DD, both included; `dated` is "yes" or "no". `facets` names the fields to count,
    `facet_limit` how many values each. `limit` 0 counts only. With `collapse` near-copies are folded: each
    text is one hit, and `offset` and `limit` count texts.
    """

    query: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_from: str | None = None
    date_to: str | None = None
    dated: str | None = None
    scope: Scope = "body"
    mode: Mode = "query"
    sort: Sort = "relevance"
    facets: tuple[str, ...] = ()
    facet_limit: int = 20
    offset: int = 0
    limit: int = 10
    collapse: bool = False


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a hit's title, body or cut blocks. `marks` are half-open spans in `text`."""

    field: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: the article whole, its score, its fragments, and how many other articles of the result are
    folded into it."""

    article: Article
    score: float
    fragments: tuple[Fragment, ...] = ()
    copies: int = 0


@dataclass(frozen=True, slots=True)
class CountedValue:
    """A facet value as shown: `value` filters, `label` is read, `selected` is in force."""

    value: str
    label: str
    count: int
    selected: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class CountedFacet:
    """A facet as shown."""

    field: str
    values: tuple[CountedValue, ...]
    other: int
    missing: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """What came back. `interpreted` says in query language how the query was understood, `notes` what
    a reader should know (a word spread over stems, undated articles left out by a date filter).
    `total` counts articles, `independent` texts; the latter only where near-copies are folded."""

    request: Request
    query: Query
    interpreted: str
    notes: tuple[str, ...]
    total: Total
    hits: tuple[Found, ...]
    facets: tuple[CountedFacet, ...]
    independent: int | None = None
