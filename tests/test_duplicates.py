"""Near-duplicates: which articles share a text."""

from __future__ import annotations

import gzip
import itertools
import json
import random
import tempfile
from collections.abc import Callable, Iterator
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


class Shelf:
    """What an archive would know: each article with the cluster that it was last written with."""

    def __init__(self, folder: Path) -> None:
        self.clusters = Clusters(folder)
        self.known: dict[str, str | None] = {}

    def add(self, id: str, text: list[str], day: str | None = None) -> None:
        self.known[id] = self.clusters.add(id, text, day)

    def groups(self) -> set[frozenset[str]]:
        """The articles by text, as the archive knows them after a flush."""
        for renamed in self.clusters.due():
            self.known |= renamed
        found: dict[str, set[str]] = {}
        for id, cluster in self.known.items():
            found.setdefault(cluster or f"only {id}", set()).add(id)
        return set(map(frozenset, found.values()))


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An empty archive."""
    made = Shelf(tmp_path)
    yield made
    made.clusters.close()


def groups(*texts: str) -> set[frozenset[str]]:
    """Groups written as the ids of their members."""
    return {frozenset(text.split()) for text in texts}


def test_a_copy_joins_its_original(shelf: Shelf) -> None:
    """The second of a text tells the first of their cluster; a text by itself has none."""
    shelf.add("a", story(1), "2020-03-02")
    shelf.add("other", story(2), "2020-03-01")
    assert shelf.known == {"a": None, "other": None}
    shelf.add("b", story(1), "2020-03-01")
    assert shelf.groups() == groups("a b", "other")
    assert shelf.known["a"] == shelf.known["b"] is not None
    assert list(shelf.clusters.due()) == []


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
def test_lightly_edited_copies(shelf: Shelf, change: Callable[[list[str]], list[str]]) -> None:
    """A wire story cut by a quarter, framed or touched up is still the same text a day later."""
    shelf.add("a", story(1), "2020-03-01")
    shelf.add("b", change(story(1)), "2020-03-02")
    assert shelf.groups() == groups("a b")


def test_other_stories_stay_apart(shelf: Shelf) -> None:
    """Half the words in common are no copy."""
    shelf.add("a", story(1), "2020-03-01")
    shelf.add("b", story(1)[:100] + story(2)[:100], "2020-03-01")
    assert shelf.groups() == groups("a", "b")


@pytest.mark.parametrize("day", ["2020-06-01", "2020-03", None])
def test_far_apart_in_time_only_true_copies_count(shelf: Shelf, day: str | None) -> None:
    """Months later, or without a date, an edited text is its own; an unchanged one still is a copy."""
    shelf.add("a", story(1), "2020-03-01")
    shelf.add("edited", [w if i % 25 else "changed" for i, w in enumerate(story(1))], day)
    shelf.add("same", story(1), "2021-01-01")
    assert shelf.groups() == groups("a same", "edited")


def test_short_texts_must_be_the_same(shelf: Shelf) -> None:
    """Forms filled in with another figure are no copies; the same few words are."""
    form = story(1, SHORT - 1)
    shelf.add("a", form, "2020-03-01")
    shelf.add("b", [*form[:-1], "44"], "2020-03-01")
    shelf.add("c", form, "2021-03-01")
    assert shelf.groups() == groups("a c", "b")


def test_empty_texts_share_nothing(shelf: Shelf) -> None:
    """Articles without a word are no copies of each other."""
    shelf.add("a", [])
    shelf.add("b", [])
    assert shelf.groups() == groups("a", "b")


def test_a_bridge_makes_two_clusters_one(shelf: Shelf) -> None:
    """An article that copies two joins them and all who copied these; all of them are told."""
    first, second = story(1, 300)[:200], story(1, 300)[100:]
    for id, text in (("a", first), ("a2", first), ("b", second), ("b2", second)):
        shelf.add(id, text, "2020-03-01")
    assert shelf.groups() == groups("a a2", "b b2")
    before = shelf.known["a"]
    shelf.add("ab", story(1, 300), "2020-03-01")
    assert shelf.groups() == groups("a a2 b b2 ab")
    assert shelf.known["b2"] == before


def test_a_changed_text_leaves_its_cluster(shelf: Shelf) -> None:
    """An article indexed anew is judged by its new text, and what it left keeps its name for itself."""
    for id in "abc":
        shelf.add(id, story(1))
    assert shelf.groups() == groups("a b c")
    shelf.add("a", story(2))
    shelf.add("d", story(2))
    shelf.add("e", story(1))
    assert shelf.groups() == groups("a d", "b c e")


def test_a_removed_text_is_copied_no_more(shelf: Shelf) -> None:
    """What left the archive attracts nothing; unknown ids are ignored."""
    shelf.add("a", story(1))
    shelf.clusters.remove(["a", "never there"])
    del shelf.known["a"]
    shelf.add("b", story(1))
    assert shelf.groups() == groups("b")


def test_what_was_not_saved_is_done_again_alike(tmp_path: Path) -> None:
    """A killed run leaves nothing behind, and the next one gives the same names."""
    names = []
    for last in (False, True):
        shelf = Shelf(tmp_path)
        shelf.add("a", story(1))
        shelf.add("b", story(1))
        assert shelf.groups() == groups("a b")
        names.append(shelf.known["a"])
        if last:
            shelf.clusters.save()
        shelf.clusters.close()
    assert names[0] == names[1]
    again = Clusters(tmp_path)
    assert again.add("c", story(1)) == names[0]
    assert list(again.due()) == []
    again.close()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 5), max_size=20), st.randoms(use_true_random=False))
def test_order_does_not_matter(texts: list[int], shuffle: random.Random) -> None:
    """The same articles in another order give the same groups."""
    articles = [(str(i), story(seed, 100), f"2020-03-{i + 1:02}") for i, seed in enumerate(texts)]
    results = []
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            shelf = Shelf(Path(folder))
            for id, text, day in articles:
                shelf.add(id, text, day)
            results.append(shelf.groups())
            shelf.clusters.close()
        shuffle.shuffle(articles)
    assert results[0] == results[1]
    assert len(results[0]) == len(set(texts))


def test_newswire_floor(shared: Path, shelf: Shelf) -> None:
    """On real newswire the items that stand together have like titles: at least nine pairs of ten."""
    with gzip.open(shared / "eval" / "reuters.jsonl.gz", "rt", encoding="utf8") as lines:
        items = [json.loads(line) for line in itertools.islice(lines, 6000)]
    titles = {item["id"]: item["title"] for item in items}
    for item in items:
        shelf.add(item["id"], words(item["text"]), item["published"])
    pairs = [p for group in shelf.groups() for p in itertools.combinations(sorted(group), 2)]
    like = sum(token_set_ratio(titles[a], titles[b]) >= 70 for a, b in pairs)
    assert len(pairs) > 120
    assert like / len(pairs) > 0.9
