"""The plain truth: what matches, and where."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import plan as p
from search.document import document
from search.matching import matches, merged, occurrences, positive, spans
from tests.engines import article

TEXT = ["to", "be", "or", "not", "to", "be"]


def _where(
    leaf: p.Words | p.Sequence | p.Near | p.Starts | p.Pattern | p.Similar, text: list[str]
) -> list[tuple[int, int]]:
    return list(occurrences(leaf, text))


def test_words_match_one_by_one() -> None:
    """Each word of the set is an occurrence of its own."""
    assert _where(p.Words("f", ("be", "or")), TEXT) == [(1, 2), (2, 3), (5, 6)]


def test_a_sequence_is_one_span() -> None:
    """Words in a row are marked together, wherever they stand, overlaps included."""
    assert _where(p.Sequence("f", ("to", "be")), TEXT) == [(0, 2), (4, 6)]
    assert _where(p.Sequence("f", ("a", "a")), ["a", "a", "a"]) == [(0, 2), (1, 3)]
    assert _where(p.Sequence("f", ("be", "to")), TEXT) == []
    assert _where(p.Sequence("f", ("a", "b")), ["a"]) == []


def test_near_marks_only_the_words_that_take_part() -> None:
    """The words between are not marked, nor the same words farther off."""
    assert _where(p.Near("f", ("to", "or"), 1), TEXT) == [(0, 1), (2, 3)]
    assert _where(p.Near("f", ("or", "to"), 3), TEXT) == [(0, 1), (2, 3), (4, 5)]


def _near_by_trying_all(wanted: tuple[str, ...], text: list[str], slop: int) -> set[int]:
    """The positions of every placement that `plan.Near` allows, by its definition."""
    taking_part: set[int] = set()
    places = [[i for i, word in enumerate(text) if word == w] for w in wanted]
    for chosen in itertools.product(*places):
        shifts = [position - i for i, position in enumerate(chosen)]
        if len(set(chosen)) == len(chosen) and max(shifts) - min(shifts) <= slop:
            taking_part.update(chosen)
    return taking_part


@given(
    st.lists(st.sampled_from("abc"), max_size=8),
    st.lists(st.sampled_from("abc"), min_size=2, max_size=4).map(tuple),
    st.integers(1, 6),
)
def test_near_is_what_its_definition_says(
    text: list[str], wanted: tuple[str, ...], slop: int
) -> None:
    """The quick way gives what trying every placement gives, matches and marks alike."""
    found = {start for start, _ in occurrences(p.Near("f", wanted, slop), text)}
    assert found == _near_by_trying_all(wanted, text, slop)


@pytest.mark.parametrize(
    ("pattern", "word", "fits"),
    [
        ("a*", "a", True), ("a*", "abc", True), ("*c", "abc", True), ("a?c", "abc", True),
        ("a?c", "ac", False), ("a*b*c", "axxbxxc", True), ("a*b*c", "axxcxxb", False),
        ("*ab", "aab", True), ("*a?b*", "xxaab", True), ("?", "", False), ("**", "", True),
        ("a.c", "abc", False), ("[ab]", "a", False), ("a*a", "a", False), ("*", "a\nb", True),
    ],
)  # fmt: skip
def test_patterns(pattern: str, word: str, fits: bool) -> None:
    """A star is any number of signs, a question mark exactly one; every other sign is itself."""
    assert bool(_where(p.Pattern("f", pattern), [word])) is fits


def test_a_hostile_pattern_takes_linear_time() -> None:
    """Forty stars against a word that nearly fits do not hang."""
    begun = time.perf_counter()
    assert not _where(p.Pattern("f", "*a" * 40 + "b"), ["a" * 128])
    assert time.perf_counter() - begun < 1


def test_similar_counts_a_swap_as_one_edit() -> None:
    """Insert, delete, replace and swap of neighbours; no stretch twice."""
    words = ["form", "from", "frm", "fromm", "farm", "mrof"]
    assert _where(p.Similar("f", "from", 1), words) == [(0, 1), (1, 2), (2, 3), (3, 4)]
    assert _where(p.Similar("f", "ca", 2), ["abc"]) == []


def test_nothing_excluded_is_marked() -> None:
    """Marks come from what is asked for, at any depth; never from what is left out."""
    node = p.AllOf(
        (
            p.Weighted(p.AnyOf((p.Words("f", ("be",)), p.Sequence("f", ("not", "to")))), 2.0),
            p.Without(p.AllOf((p.Words("f", ("or",)), p.Without(p.Words("f", ("to",)))))),
            p.Keys("id", ("x",)),
        )
    )
    assert spans(node, {"f": TEXT}) == {"f": [(1, 2), (3, 5), (5, 6)]}
    assert [
        leaf.words
        for leaf in positive(node)
        if not isinstance(leaf, p.Starts | p.Pattern | p.Similar)
    ] == [("be",), ("not", "to")]


def test_spans_keep_fields_apart() -> None:
    """Each field given has its spans; fields that are not given are not asked about."""
    node = p.AnyOf((p.Words("title", ("be",)), p.Words("other", ("be",))))
    assert spans(node, {"title": ["be"], "body": ["be"]}) == {"title": [(0, 1)], "body": []}


def test_overlapping_spans_become_one() -> None:
    """Overlap is merged, touching is not, order does not matter."""
    assert merged([(5, 6), (0, 2), (1, 3), (3, 4), (0, 1)]) == [(0, 3), (3, 4), (5, 6)]


def test_filters_and_days() -> None:
    """Keys match whole values; the whole period must lie in the days asked for."""
    found = document(article("a", persons=["Ana Brandt"], published="2021-03"))
    undated = document(article("b"))
    first, last = found.days or (0, 0)
    assert matches(p.Keys("person", ("x", "Ana Brandt")), found)
    assert not matches(p.Keys("person", ("Brandt",)), found)
    assert matches(p.Starts("person", "Ana B"), found)
    assert matches(p.Pattern("person", "*Br?ndt"), found)
    assert matches(p.Days(first, last), found)
    assert not matches(p.Days(first + 1, None), found)
    assert not matches(p.Days(None, last - 1), found)
    assert not matches(p.Days(None, None), undated)
    assert matches(p.Without(p.Days(None, None)), undated)


def test_everything_and_nothing() -> None:
    """The two ends."""
    found = document(article("a"))
    assert matches(p.Everything(), found)
    assert not matches(p.Nothing(), found)
    assert matches(p.Without(p.Nothing()), found)
