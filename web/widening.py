"""What to try when nothing was found: the same question with one demand less, each way counted first.

A way is only offered if it finds something, so no reader is sent from one empty page to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from search import query as q
from search.analysis import tokens, words
from search.answer import Request, answer
from search.engine import Engine

from . import state as urls

# Each way costs a count: six are more than anybody reads, and still take milliseconds.
_MOST = 6
# "Near": within a sentence or so. The slop that the help page shows.
_NEAR = 10


@dataclass(frozen=True, slots=True)
class Way:
    """A wider Request, what it gives up in words, and how many articles it finds."""

    label: str
    request: Request
    count: int


def ways(engine: Engine, request: Request, query: q.Query) -> tuple[Way, ...]:
    """The ways that find something, least change first."""
    found: list[Way] = []
    for label, wider in _candidates(request, query):
        counted = answer(engine, replace(wider, facets=(), offset=0, limit=0)).total.value
        if counted:
            found.append(Way(label, wider, counted))
        if len(found) == _MOST:
            break
    return tuple(found)


def _candidates(request: Request, query: q.Query) -> Iterator[tuple[str, Request]]:
    if urls.is_filtered(request):
        yield "Without the filters", urls.unfiltered(request)
    if request.scope == "body":
        yield "Also in what cleaning cut", urls.changed(request, scope="all")
    if isinstance(query, q.Verbatim):
        query = q.Phrase(" ".join(query.text[start:end] for _, start, end in tokens(query.text)))
        request = urls.changed(request, mode="query", query=str(query))
        yield f"The words in this order, however written: {query}", request
    seen = {str(query)}
    for label, change in _CHANGES:
        text = str(_changed(query, change))
        if text in seen:
            continue
        seen.add(text)
        yield f"{label}: {text}", urls.changed(request, query=text)
        if urls.is_filtered(request):
            free = urls.unfiltered(request)
            yield f"{label}, without the filters: {text}", urls.changed(free, query=text)


def _near(node: q.Query) -> q.Query:
    """The words of a phrase near each other."""
    if isinstance(node, q.Phrase) and len(words(node.text)) > 1 and node.slop < _NEAR:
        return replace(node, slop=_NEAR)
    return node


def _loose(node: q.Query) -> q.Query:
    """The words of a phrase anywhere."""
    if isinstance(node, q.Phrase) and len(words(node.text)) > 1:
        return q.And(tuple(q.Term(word, node.field) for word in words(node.text)))
    return node


def _similar(node: q.Query) -> q.Query:
    """Words spelled a little differently."""
    if isinstance(node, q.Term) and node.field is None and len(words(node.text)) == 1:
        return q.Fuzzy(words(node.text)[0], distance=1 if len(node.text) < 6 else 2)
    return node


def _any(node: q.Query) -> q.Query:
    """Some of the words instead of all."""
    node = _loose(node)
    positive = (
        tuple(c for c in node.children if not isinstance(c, q.Not))
        if isinstance(node, q.And)
        else ()
    )
    return q.Or(positive) if len(positive) > 1 else node


_CHANGES: tuple[tuple[str, Callable[[q.Query], q.Query]], ...] = (
    ("The words near each other", _near),
    ("The words anywhere in the article", _loose),
    ("Spelled a little differently", _similar),
    ("Any of the words", _any),
)


def _changed(node: q.Query, change: Callable[[q.Query], q.Query]) -> q.Query:
    """The tree with a change made at every node, leaves first; what is excluded stays as it is."""
    match node:
        case q.And(children):
            node = q.And(tuple(_changed(c, change) for c in children))
        case q.Or(children):
            node = q.Or(tuple(_changed(c, change) for c in children))
        case q.Boost(child, factor):
            node = q.Boost(_changed(child, change), factor)
    return change(node)
