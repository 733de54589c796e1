"""A query in plain English, for readers who do not know the query language.

Each leaf becomes a condition that can follow "articles": "with the words “so far” in this order",
"published in 2022-06". Conditions of AND stand side by side, OR and groups get brackets where they must.
"""

from __future__ import annotations

from . import query as q
from .fields import FIELDS, Kind

Leaf = q.Term | q.Phrase | q.Verbatim | q.Prefix | q.Wildcard | q.Fuzzy
_PLACES = {"title": " in the title", "body": " in the body", "said": " in what somebody said"}
_NAMES = {
    "outlet": "an outlet",
    "person": "a person",
    "organisation": "an organisation",
    "place": "a place",
    "speaker": "a speaker",
    "author": "an author",
}
_KEYS = {
    "year": "published in",
    "month": "published in",
    "day": "published on",
    "language": "in the language",
    "url": "at the address",
    "id": "with the id",
    "page": "from the page",
    "cluster": "sharing the text",
}


def explain(query: q.Query) -> str:
    """What the query asks for, as one phrase that begins with "articles" or "all articles"."""
    return "all articles" if isinstance(query, q.All) else f"articles {_condition(query)}"


def _condition(node: q.Query) -> str:
    match node:
        case q.All():
            return "of any kind"
        case q.And(children):
            return ", ".join(_grouped(child, q.Or) for child in children)
        case q.Or(children):
            return " or ".join(_grouped(child, q.And, q.Not) for child in children)
        case q.Not(child):
            return _without(child)
        case q.Boost(child, factor):
            return f"{_grouped(child, q.And, q.Or, q.Not)} (weight {factor:g})"
        case q.Range(_, low, high):
            return _published(low, high)
        case q.OneOf(name, values):
            return _exactly(name, values)
    return _leaf(node)


def _grouped(node: q.Query, *kinds: type) -> str:
    return f"({_condition(node)})" if isinstance(node, kinds) else _condition(node)


def _without(child: q.Query) -> str:
    said = _condition(child)
    if isinstance(child, q.And | q.Or):
        return f"but not those ({said})"
    if said.startswith("with "):
        return f"without {said.removeprefix('with ')}"
    return f"not {said}"


def _published(low: str | None, high: str | None) -> str:
    if low and high:
        return f"published from {low} to {high}"
    if low:
        return f"published in {low} or later"
    return f"published in {high} or before" if high else "with a date of publication"


def _exactly(name: str, values: tuple[str, ...]) -> str:
    shown = " or ".join(f"“{value}”" for value in values)
    return f"with exactly {shown} as {name}"


def _leaf(node: Leaf) -> str:
    kind = FIELDS[node.field].kind if node.field in FIELDS else Kind.TEXT
    if node.field and kind is Kind.NAME:
        return f"with {_NAMES[node.field]} named with {_words(node, inflected=False)}"
    if node.field and kind is not Kind.TEXT:
        return _value(node, node.field)
    return f"with {_words(node, inflected=True)}{_PLACES.get(node.field or '', '')}"


def _words(node: Leaf, *, inflected: bool) -> str:
    match node:
        case q.Verbatim(text):
            return f"“{text}” exactly as typed"
        case q.Phrase(text, slop=0):
            return (
                f"the words “{text}” in this order" if " " in text else f"exactly the word “{text}”"
            )
        case q.Phrase(text, slop=slop):
            return f"the words “{text}” near each other (up to {slop} places apart)"
        case q.Prefix(text):
            return f"a word that begins with “{text}”"
        case q.Wildcard(pattern):
            return f"a word of the shape “{pattern}”"
        case q.Fuzzy(text, distance=distance):
            return f"a word like “{text}” (up to {distance} letter{'s' * (distance > 1)} different)"
        case q.Term(text):
            return f"the word “{text}”{' in any form' if inflected else ''}"


def _value(node: Leaf, name: str) -> str:
    if isinstance(node, q.Prefix):
        return f"with a {name} that begins with “{node.text}”"
    text = node.pattern if isinstance(node, q.Wildcard) else node.text
    if name == "dated":
        return f"{'with' if text == 'yes' else 'without'} a date of publication"
    if name == "date":
        return f"published {'on' if len(text) == 10 else 'in'} {text}"
    return f"{_KEYS[name]} {text}"
