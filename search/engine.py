"""The port: what Pressmark asks of a search engine, and nothing else.

The contract, one conformance case each (`tests/conformance/`):

- `write` replaces by id: writing an article again, or the same batch again after a failure, leaves one
  copy. Nothing is visible, or certain to survive a crash, before `flush` returns; after it, both.
- `remove` names ids; unknown ones are ignored. Within one call removal comes first.
- Totals are exact (`relation` "eq") or say that they are a lower bound ("gte").
- `limit=0` counts only. An offset past the end is an empty page with the true total.
- A query of only negations means everything else.
- Facets count all matches, not those of a page: each article once per value. Values past the limit are
  summed in `other`, articles without any value counted in `missing`. Values in `keep` are listed even
  past the limit, with their true count, 0 included. Order: count descending, then value ascending.
- Ties are stable: pages of one unchanged archive never overlap and never skip.
- `fetch` and `words` keep the order asked for and raise NotFound naming the unknown ids.
- Only errors of `search/errors.py` leave an adapter.
- An archive of another schema version is refused with SchemaMismatch, which names the command that
  rebuilds it, and is not touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from .article import Article
from .query import Query

Sort = Literal["relevance", "date_asc", "date_desc"]
SORTS: tuple[Sort, ...] = ("relevance", "date_asc", "date_desc")
Relation = Literal["eq", "gte"]


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did: articles new to the archive, articles replaced, ids removed."""

    added: int = 0
    updated: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Total:
    """How many articles match: exactly `value` ("eq"), or at least so many ("gte")."""

    value: int
    relation: Relation = "eq"


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches, with its cluster if it has near-copies. Scores compare within one
    answer only."""

    id: str
    score: float
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """One page of matches, in order."""

    total: Total
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """A facet asked for: a faceted field, how many values (None: all), and values to list in any case."""

    field: str
    limit: int | None = 20
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and the number of matching articles that have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """Counts of one field over all matches: `other` sums the values not listed, `missing` counts
    the articles that have none. `exact` is False where the engine only estimates."""

    field: str
    values: tuple[FacetValue, ...]
    other: int = 0
    missing: int = 0
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Stats:
    """What the engine holds. `languages` are those of its articles, sorted."""

    articles: int
    languages: tuple[str, ...]
    bytes: int


@runtime_checkable
class Engine(Protocol):
    """See the module's contract. An engine is opened by `search.archive`."""

    def write(self, articles: Iterable[Article], *, remove: Iterable[str] = ()) -> Written:
        """Adds or replaces articles, after removing ids. Raises ArchiveBusy while another process writes."""

    def flush(self) -> None:
        """Makes all that was written durable and visible."""

    def search(
        self, query: Query, *, sort: Sort = "relevance", offset: int = 0, limit: int = 10
    ) -> Ranking:
        """One page of the articles that match, and how many there are."""

    def facet(self, query: Query, asks: Iterable[Ask]) -> tuple[Facet, ...]:
        """Counts over all matches of a query, in the order asked."""

    def fetch(self, ids: Iterable[str]) -> tuple[Article, ...]:
        """Whole articles by id, in the order given."""

    def words(self, ids: Iterable[str]) -> tuple[list[str], ...]:
        """The words of the texts of articles by id, as `analysis.words` gives them: a quarter of the cost
        of fetching the articles, for whoever looks at many to keep a few."""

    def scan(self) -> Iterator[Article]:
        """Every article once, in no particular order: for reindex, export and backup."""

    def stats(self) -> Stats:
        """What the engine holds."""

    def close(self) -> None:
        """Lets go of files and locks; what was not flushed is lost. May be repeated."""
