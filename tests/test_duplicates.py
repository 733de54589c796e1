"""Near-duplicates: which articles share a text, and which of them came first."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import token_set_ratio

from index.duplicates import SHORT, Clusters
from search.analysis import words

VOCABULARY = [
    a + b + c for a in "bdfgklm" for b in ("a", "e", "or", "un") for c in ("st", "n", "rk", "l")
]


def story(seed: int, length: int = 200) -> list[str]:
    """A text of invented words."""
    return random.Random(seed).choices(VOCABULARY, k=length)


def test_copy_and_its_earliest_member() -> None:
    """A copy joins its original's cluster, which knows who came first, whatever the order of adding."""
    clusters = Clusters()
    assert clusters.add("late", story(1), "2020-03-02") == "late"
    assert clusters.add("other", story(2), "2020-03-01") == "other"
    assert clusters.add("early", story(1), "2020-03-01") == "late"
    found = clusters.of("early")
    assert (found.id, found.earliest, found.day) == ("late", "early", "2020-03-01")
    assert found.members == ("late", "early")
    assert len(clusters) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:150],
        lambda text: text[:90] + story(9, 40) + text[90:],
        lambda text: ["ostrow", "reuters", *text, "reporting", "by", "mara", "quill"],
        lambda text: [w if i % 40 else "changed" for i, w in enumerate(text)],
    ],
    ids=["cut", "passage put in", "dateline and credit", "every 40th word"],
)
def test_lightly_edited_copies(change) -> None:  # type: ignore[no-untyped-def]
    """A wire story cut by a quarter, framed or touched up is still the same text a day later."""
    clusters = Clusters()
    clusters.add("a", story(1), "2020-03-01")
    assert clusters.add("b", change(story(1)), "2020-03-02") == "a"


def test_other_stories_stay_apart() -> None:
    """Half the words in common are no copy."""
    clusters = Clusters()
    clusters.add("a", story(1), "2020-03-01")
    clusters.add("b", story(1)[:100] + story(2)[:100], "2020-03-01")
    assert len(clusters) == 2


def test_far_apart_in_time_only_true_copies_count() -> None:
    """Months later, or without a date, an edited text is its own; an unchanged one still is a copy."""
    edited = [w if i % 25 else "changed" for i, w in enumerate(story(1))]
    for day in ("2020-06-01", "2020-03", None):
        clusters = Clusters()
        clusters.add("a", story(1), "2020-03-01")
        assert clusters.add("edited", edited, day) == "edited"
        assert clusters.add("same", story(1), day) == "a"


def test_short_texts_must_be_the_same() -> None:
    """Forms filled in with another figure are no copies; the same few words are."""
    form = story(1, SHORT - 1)
    clusters = Clusters()
    clusters.add("a", form, "2020-03-01")
    assert clusters.add("b", [*form[:-1], "44"], "2020-03-01") == "b"
    assert clusters.add("c", form, "2020-03-01") == "a"


def test_empty_texts_share_nothing() -> None:
    """Articles without a word are no copies of each other."""
    clusters = Clusters()
    assert [clusters.add("a", []), clusters.add("b", [])] == ["a", "b"]


def test_bridge_makes_two_clusters_one() -> None:
    """An article that copies two joins them; all members know it, and the older id stays."""
    first, second = story(1, 300)[:200], story(1, 300)[100:]
    clusters = Clusters()
    clusters.add("a", first, "2020-03-01")
    clusters.add("b", second, "2020-02-28")
    assert len(clusters) == 2
    assert clusters.add("ab", story(1, 300), "2020-03-01") == "a"
    assert clusters.of("b").members == ("a", "b", "ab")
    assert clusters.of("a").earliest == "b"
    assert len(clusters) == 1


def test_undated_is_never_the_earliest_of_dated_ones() -> None:
    """Without a date nobody can be called first."""
    clusters = Clusters()
    clusters.add("undated", story(1))
    assert clusters.of("undated").day is None
    clusters.add("dated", story(1), "2020-03-01")
    assert clusters.of("undated").earliest == "dated"


def test_known_id_is_refused() -> None:
    """An article cannot be in two clusters."""
    clusters = Clusters()
    clusters.add("a", story(1))
    with pytest.raises(ValueError, match="'a' is in a cluster already"):
        clusters.add("a", story(2))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 5), max_size=20), st.randoms(use_true_random=False))
def test_order_does_not_matter(texts: list[int], shuffle: random.Random) -> None:
    """The same articles in another order give the same clusters: a partition with the same earliest."""
    articles = [(str(i), story(seed, 100), f"2020-03-{i + 1:02}") for i, seed in enumerate(texts)]
    results = []
    for _ in range(2):
        clusters = Clusters()
        for id, text, day in articles:
            clusters.add(id, text, day)
        found = [clusters.of(id) for id, _, _ in articles]
        results.append({(frozenset(c.members), c.earliest) for c in found})
        assert sum(len(c.members) for c in set(found)) == len(articles)
        shuffle.shuffle(articles)
    assert results[0] == results[1]
    assert len(results[0]) == len(set(texts))


def test_newswire_floor(shared: Path) -> None:
    """On real newswire the items that stand together have like titles: at least nine pairs of ten."""
    with gzip.open(shared / "eval" / "reuters.jsonl.gz", "rt", encoding="utf8") as lines:
        items = [json.loads(line) for line in lines][:6000]
    clusters = Clusters()
    for item in items:
        clusters.add(item["id"], words(item["text"]), item["published"])
    titles = {item["id"]: item["title"] for item in items}
    pairs = [
        (one, other)
        for found in {clusters.of(item["id"]) for item in items}
        for i, one in enumerate(found.members)
        for other in found.members[i + 1 :]
    ]
    like = sum(token_set_ratio(titles[a], titles[b]) >= 70 for a, b in pairs)
    assert len(pairs) > 120
    assert like / len(pairs) > 0.9
