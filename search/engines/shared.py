"""What the adapters have in common: checks of what is asked, and counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from search.engine import SORTS, Ask, Facet, FacetValue
from search.errors import EngineFailure, NotFound, PressmarkError, RequestError
from search.fields import FACETS, INDEX
from search.plan import (
    AllOf,
    AnyOf,
    Days,
    Everything,
    Keys,
    Nothing,
    Plan,
    Weighted,
    Without,
    plan,
)
from search.query import Query


@contextmanager
def guarded(engine: str, doing: str) -> Iterator[None]:
    """Turns whatever a library raises into EngineFailure; our own errors pass."""
    try:
        yield
    except PressmarkError:
        raise
    except BaseException as error:
        # A panic of a library in Rust is no Exception, and its class cannot be imported.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise EngineFailure(f"{engine} failed while {doing}: {error}") from error
        raise


def lowered(query: Query, languages: Iterable[str]) -> Plan:
    """The plan of a query; a tree that the parser would not have made is a RequestError."""
    try:
        node = plan(query, languages)
    except (KeyError, ValueError) as error:
        raise RequestError(f"The query cannot be searched: {error}") from error
    for name in _fields(node):
        if name not in INDEX:
            raise RequestError(f"The query cannot be searched: nothing is indexed as {name!r}.")
    return node


def _fields(node: Plan) -> Iterator[str]:
    match node:
        case AllOf(children) | AnyOf(children):
            for child in children:
                yield from _fields(child)
        case Without(child) | Weighted(child):
            yield from _fields(child)
        case Everything() | Nothing() | Days():
            return
        case _:
            yield node.field


def check_page(sort: str, offset: int, limit: int) -> None:
    """Refuses a sort that is none and a negative offset or limit."""
    if sort not in SORTS:
        raise RequestError(f"Unknown sort {sort!r}; there are: {', '.join(SORTS)}.")
    if offset < 0 or limit < 0:
        raise RequestError(f"Offset and limit must be 0 or more, not {min(offset, limit)}.")


def check_ask(ask: Ask) -> None:
    """Refuses a field that cannot be counted."""
    if ask.field not in FACETS:
        raise RequestError(f"Unknown facet {ask.field!r}; there are: {', '.join(FACETS)}.")
    if ask.limit is not None and ask.limit < 0:
        raise RequestError(f"A facet's limit must be 0 or more, not {ask.limit}.")


def check_known(wanted: Iterable[str], known: Container[str]) -> None:
    """Refuses ids that the archive does not hold."""
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise NotFound(f"No article {', '.join(unknown)} in this archive.")


def counted(ask: Ask, values: list[tuple[str, ...]]) -> Facet:
    """The facet over the values of each matching article."""
    counts = Counter(value for of_one in values for value in of_one)
    order = sorted(counts, key=lambda value: (-counts[value], value))
    listed = set(order[: ask.limit]) | set(ask.keep)
    shown = sorted(listed, key=lambda value: (-counts[value], value))
    return Facet(
        field=ask.field,
        values=tuple(FacetValue(value, counts[value]) for value in shown),
        other=sum(count for value, count in counts.items() if value not in listed),
        missing=sum(not of_one for of_one in values),
    )


def bytes_in(directory: Path) -> int:
    """The size of an index; files that a merge removes meanwhile count nothing."""
    size = 0
    for file in directory.iterdir():
        with suppress(FileNotFoundError):
            size += file.stat().st_size
    return size


def scores(node: Plan) -> bool:
    """Whether a plan ranks what it finds; filters, ranges and exclusions do not."""
    match node:
        case AllOf(children) | AnyOf(children):
            return any(map(scores, children))
        case Weighted(child):
            return scores(child)
        case Everything() | Nothing() | Keys() | Days() | Without():
            return False
    return True
