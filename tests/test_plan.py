"""Queries lowered to the terms of the index."""

from __future__ import annotations

import pytest

from search import plan as p
from search import query as q
from search.document import MAX_KEY, period
from search.plan import plan, widen


def test_a_word_is_stemmed_for_every_language_in_title_and_body() -> None:
    """Each language's stem, and the word itself for articles without one; each form once."""
    assert plan(q.Term("Strikes"), ["en", "fr"]) == p.AnyOf(
        (p.Words("title_stems", ("strikes", "strike", "strik")), p.Words("body_stems", ("strikes", "strike", "strik")))
    )  # fmt: skip


def test_a_word_of_one_part() -> None:
    """A field of text keeps to its part and stems there."""
    assert plan(q.Term("runs", "title"), ["en"]) == p.Words("title_stems", ("runs", "run"))


def test_words_of_names_are_not_stemmed() -> None:
    """A name is found by its words as they are."""
    assert plan(q.Term("Brandts", "person"), ["en"]) == p.Words("person_words", ("brandts",))


def test_a_word_that_is_several_becomes_a_phrase() -> None:
    """A hyphen inside makes words in a row."""
    assert plan(q.Term("well-being", "body"), []) == p.Sequence("body_words", ("well", "being"))


@pytest.mark.parametrize(
    "node",
    [
        q.Term("&"),
        q.Phrase("…"),
        q.Phrase("!", slop=2),
        q.Prefix("'"),
        q.Fuzzy("-"),
        q.Wildcard(""),
    ],
    ids=repr,
)
def test_what_holds_no_word_finds_nothing(node: q.Query) -> None:
    """Signs alone match no article, and break nothing."""
    assert plan(node, ["en"]) == p.Nothing()


def test_phrases() -> None:
    """Unstemmed; a single word is that word; slop makes it near."""
    assert plan(q.Phrase("The RUNS", "body"), ["en"]) == p.Sequence("body_words", ("the", "runs"))
    assert plan(q.Phrase("runs", "body"), ["en"]) == p.Words("body_words", ("runs",))
    assert plan(q.Phrase("a b", "body", 3), ["en"]) == p.Near("body_words", ("a", "b"), 3)


def test_prefixes_patterns_and_similar_words_are_folded() -> None:
    """Like words, with the wildcards kept."""
    assert plan(q.Prefix("CAFÉ’s", "body"), []) == p.Starts("body_words", "cafes")
    assert plan(q.Wildcard("É?t*", "body"), []) == p.Pattern("body_words", "e?t*")
    assert plan(q.Fuzzy("Été", "body", 1), []) == p.Similar("body_words", "ete", 1)


def test_keys_are_taken_as_they_are() -> None:
    """Exact values, prefixes and patterns of them; values too long are shortened as in the index."""
    assert plan(q.Term("De", "language"), []) == p.Keys("language", ("De",))
    assert plan(q.Prefix("http://X", "url"), []) == p.Starts("url", "http://X")
    assert plan(q.Wildcard("2022-*", "day"), []) == p.Pattern("day", "2022-*")
    assert plan(q.OneOf("person", ("A b", "c")), []) == p.Keys("person", ("A b", "c"))
    long = plan(q.OneOf("url", ("u" * 9999,)), [])
    assert isinstance(long, p.Keys)
    assert len(long.values[0]) == MAX_KEY


def test_dates_become_days() -> None:
    """A partial date is its days; a range counts from the first of one to the last of the other."""
    assert plan(q.Term("2022-06", "date"), []) == p.Days(*(period("2022-06") or ()))
    low, high = period("2020"), period("2022-02")
    assert low
    assert high
    assert plan(q.Range("date", "2020", "2022-02"), []) == p.Days(low[0], high[1])
    assert plan(q.Range("date", None, None), []) == p.Days(None, None)


def test_operators() -> None:
    """Both, either, neither, and weights keep their shape."""
    a, b = q.Phrase("a", "body"), q.Phrase("b", "body")
    a_, b_ = p.Words("body_words", ("a",)), p.Words("body_words", ("b",))
    assert plan(q.And((a, q.Not(b))), []) == p.AllOf((a_, p.Without(b_)))
    assert plan(q.Or((a, q.Boost(b, 2.0))), []) == p.AnyOf((a_, p.Weighted(b_, 2.0)))
    assert plan(q.All(), []) == p.Everything()


@pytest.mark.parametrize("node", [q.Term("2022-13", "date"), q.Range("date", "x", None)], ids=repr)
def test_a_date_that_is_none_is_an_error(node: q.Query) -> None:
    """The parser lets none through; a tree made by hand is told."""
    with pytest.raises(ValueError):  # noqa: PT011 - the messages are Python's own
        plan(node, [])


def test_widening_reaches_words_without_a_field_only() -> None:
    """Scope all adds the cut blocks to what has no field, at any depth, and keeps the rest."""
    query = q.And(
        (
            q.Term("a"),
            q.Not(q.Or((q.Phrase("b c"), q.Term("d", "title")))),
            q.Boost(q.Prefix("e"), 2.0),
        )
    )
    assert widen(query) == q.And(
        (
            q.Term("a", "everything"),
            q.Not(q.Or((q.Phrase("b c", "everything"), q.Term("d", "title")))),
            q.Boost(q.Prefix("e", "everything"), 2.0),
        )
    )
    parts = plan(widen(q.Phrase("x")), [])
    assert isinstance(parts, p.AnyOf)
    assert [leaf.field for leaf in parts.children if isinstance(leaf, p.Words)] == [
        "title_words",
        "body_words",
        "cut_words",
    ]
