"""The query tree prints back as query text, and reads in plain English."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import words
from search.explain import explain
from search.fields import FIELDS, Kind
from search.parse import parse
from search.query import (
    ADDRESSES,
    All,
    And,
    Boost,
    Fuzzy,
    Not,
    OneOf,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Term,
    Wildcard,
)

WORD_FIELDS = st.sampled_from(
    [None, *(f.name for f in FIELDS.values() if f.kind in (Kind.TEXT, Kind.NAME))]
)
EXACT_FIELDS = st.sampled_from([f.name for f in FIELDS.values() if f.kind in (Kind.KEY, Kind.NAME)])
CHARACTERS = st.one_of(
    st.sampled_from("ab1é東 ():*?~^\"\\-–!'`“”«»..…&=\u200b\u00a0ANDOR"),
    st.characters(exclude_categories=["Cs"]),
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=8)
# What the parser takes for the word of a prefix or a fuzzy word.
ONE_WORD = st.text("abcé1", min_size=1, max_size=6)
DATES = st.dates().flatmap(
    lambda d: st.sampled_from([d.isoformat()[:4], d.isoformat()[:7], d.isoformat()])
)
LEAVES = st.one_of(
    st.just(All()),
    st.builds(Term, TEXTS.filter(words), WORD_FIELDS),
    st.builds(Phrase, TEXTS.filter(words), WORD_FIELDS),
    st.builds(Phrase, TEXTS.filter(lambda t: len(words(t)) > 1), WORD_FIELDS, st.integers(1, 1000)),
    st.builds(Prefix, ONE_WORD, WORD_FIELDS),
    st.builds(Prefix, TEXTS.filter(str.strip), st.sampled_from(ADDRESSES)),
    st.builds(Term, TEXTS.filter(str.strip), st.sampled_from(ADDRESSES)),
    st.builds(Wildcard, st.sampled_from(["a?b", "*b", "a*b?", "?1*"]), WORD_FIELDS),
    st.builds(Fuzzy, ONE_WORD, WORD_FIELDS, st.integers(1, 2)),
    st.builds(Term, DATES, st.just("date")),
    st.builds(Range, st.just("date"), st.just("2021-02"), st.none() | st.just("2022")),
    st.builds(Range, st.just("date"), st.none(), st.none() | DATES),
    st.builds(OneOf, EXACT_FIELDS, st.lists(TEXTS, min_size=1, max_size=3).map(tuple)),
)
BOOSTS = st.floats(0, 100, exclude_min=True)


def several(children: st.SearchStrategy[Query]) -> st.SearchStrategy[tuple[Query, ...]]:
    """Two or three children."""
    return st.lists(children, min_size=2, max_size=3).map(tuple)


TREES: st.SearchStrategy[Query] = st.recursive(
    LEAVES,
    lambda trees: st.one_of(
        st.builds(And, several(trees)),
        st.builds(Or, several(trees)),
        st.builds(Not, trees),
        st.builds(Boost, trees, BOOSTS),
    ),
    max_leaves=8,
)


@settings(max_examples=500, deadline=None)
@given(TREES)
def test_every_tree_prints_back(tree: Query) -> None:
    """The text of a tree parses to the same tree."""
    assert parse(str(tree)) == tree


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (And((Term("a"), Not(Term("b")))), "a AND NOT b"),
        (Or((And((Term("a"), Term("b"))), Term("c"))), "(a AND b) OR c"),
        (Not(Not(Term("a"))), "NOT (NOT a)"),
        (Boost(Not(Term("a")), 2.0), "(NOT a)^2"),
        (Term("Halmen:", None), "Halmen\\:"),
        (Term("10:30"), "10:30"),
        (Term("https://a.example/b"), "https://a.example/b"),
        (Term("U.S."), "U.S."),
        (Term("NOT"), "\\NOT"),
        (Phrase("is he dead?"), '"is he dead?"'),
        (Range("date"), "date:*"),
        (Range("date", "2022", None), "date:2022.."),
        (OneOf("outlet", ("a", 'b "c"')), 'outlet:=("a" "b \\"c\\"")'),
        (Term("https://a.example/?b", "url"), 'url:"https://a.example/?b"'),
    ],
)
def test_printed_plainly(tree: Query, text: str) -> None:
    """Brackets and backslashes stand only where they must."""
    assert str(tree) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "all articles"),
        (
            '"far ferry" -drill',
            (
                "articles with the words “far ferry” in this order, "
                "without the word “drill” in any form"
            ),
        ),
        (
            "title:a OR person:b",
            (
                "articles with the word “a” in any form in the title "
                "or with a person named with the word “b”"
            ),
        ),
        ("date:2022-06 dated:yes", "articles published in 2022-06, with a date of publication"),
        ("date:2021..2022", "articles published from 2021 to 2022"),
        ("date:2021..", "articles published in 2021 or later"),
        ("date:..2021", "articles published in 2021 or before"),
        ("-year:2022", "articles not published in 2022"),
        ("url:https://a*", "articles with a url that begins with “https://a”"),
        ('outlet:=("a" "b")', "articles with exactly “a” or “b” as outlet"),
        (
            '"a b"~3^2 ferr*',
            (
                "articles with the words “a b” near each other (up to 3 places apart) (weight 2), "
                "with a word that begins with “ferr”"
            ),
        ),
        (
            "-(ferry~1 OR w?x)",
            (
                "articles but not those (with a word like “ferry” (up to 1 letter different) "
                "or with a word of the shape “w?x”)"
            ),
        ),
    ],
)
def test_said_in_plain_english(text: str, said: str) -> None:
    """A query can be read by someone who does not know the language."""
    assert explain(parse(text)) == said


@settings(max_examples=150, deadline=None)
@given(TREES)
def test_every_tree_can_be_said(tree: Query) -> None:
    """No tree is without words."""
    assert explain(tree).startswith(("articles ", "all articles"))
