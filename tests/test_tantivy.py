"""What the tantivy adapter does beside its library: steps, fallbacks, snapshots."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from search.engine import Ask, FacetValue, Total
from search.engines import tantivy, tantivy_facets
from search.engines.shared import counted
from search.query import All, Phrase, Term, Verbatim, Wildcard
from tests.engines import article, filled


def test_a_scan_in_steps_gives_each_article_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few are held at once, none is skipped and none comes twice."""
    monkeypatch.setattr(tantivy, "_SCAN", 3)
    monkeypatch.setattr(tantivy, "_BATCH", 2)
    articles = [article(f"n{n}") for n in range(11)]
    engine = filled("tantivy", tmp_path, articles[:5], articles[3:])
    assert sorted(a.id for a in engine.scan()) == sorted(a.id for a in articles)


def test_a_phrase_as_typed_in_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few candidates are held at once, each is looked at once; text that looks like the stored
    record, or is half a character, misleads nothing."""
    monkeypatch.setattr(tantivy, "_SCAN", 3)
    tide = [article(f"n{n}", "Tide" if n % 3 else "tide", authors=["Tide"]) for n in range(11)]
    odd = '{"id":"n1","title":"tide","blocks":[{"kind":"body","text":"tide"}]} \ud800 \\'
    wild = article("wild", f"{odd} Tide!", title=f"Ebb {odd}", quotes=[(odd, None)], authors=[odd])
    engine = filled("tantivy", tmp_path, tide[:5], [*tide[3:], wild])
    for field, text, number in (
        (None, "Tide", 8),
        (None, "tide", 5),
        ("author", "Tide", 11),
        ("said", "tide", 1),
    ):
        assert engine.search(Verbatim(text, field)).total == Total(number)
    (hit,) = engine.search(Verbatim("Tide!")).hits
    assert hit.id == "wild"


def test_more_values_than_an_aggregation_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past tantivy's limit on buckets every value is still counted, for the query that was asked."""
    monkeypatch.setattr(tantivy_facets, "_MOST_BUCKETS", 2)
    articles = [article(f"n{n}", "tide", places=[f"p{n}", "sea"]) for n in range(9)]
    engine = filled("tantivy", tmp_path, articles[:4], [*articles[4:], article("x", places=["p0"])])
    engine.write([], remove=["n8"])
    engine.flush()
    (facet,) = engine.facet(Term("tide"), [Ask("place", None)])
    assert facet.values == (FacetValue("sea", 8), *(FacetValue(f"p{n}", 1) for n in range(8)))
    (facet,) = engine.facet(Term("tide"), [Ask("place", 3)])
    assert facet.values == (FacetValue("sea", 8), FacetValue("p0", 1), FacetValue("p1", 1))
    assert facet.other == 6


@pytest.mark.parametrize("seed", range(6))
def test_counts_from_the_first_values_of_segments_are_exact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Where only the first values of each segment are read, the first of all and their counts are right,
    whether some values lead by far or nearly all tie."""
    monkeypatch.setattr(tantivy_facets, "_FEW", 0)
    monkeypatch.setattr(tantivy_facets, "_MARGIN", 2)
    monkeypatch.setattr(tantivy_facets, "_SPARE", 1)
    chance = random.Random(seed)
    steep = 1 + seed % 3
    batches = [
        [
            article(f"{part}-{n}", "tide", persons=_some_names(chance, part, steep))
            for n in range(40)
        ]
        for part in range(4)
    ]
    engine = filled("tantivy", tmp_path, *batches)
    values = [a.names("person") for batch in batches for a in batch]
    for limit in (0, 1, 2, 3, 5, 8, 13, 40, 100):
        ask = Ask("person", limit, ("p00", "p39", "nobody"))
        assert engine.facet(Term("tide"), [ask]) == (counted(ask, values),)


def _some_names(chance: random.Random, part: int, steep: int) -> list[str]:
    """Up to four names; low numbers are likelier, and each part of the archive has its own favourites."""
    numbers = {
        int(40 * chance.random() ** steep + 7 * part) % 40 for _ in range(chance.randrange(5))
    }
    return [f"p{number:02}" for number in sorted(numbers)]


def test_a_pattern_past_the_limit_of_its_automaton(tmp_path: Path) -> None:
    """A pattern of many wildcards, which tantivy refuses, finds what it should all the same."""
    engine = filled("tantivy", tmp_path, [article("a", "b" + "x" * 90), article("b", "b" * 20)])
    assert [hit.id for hit in engine.search(Wildcard("b" + "?" * 90)).hits] == ["a"]
    assert engine.search(Wildcard("?" * 90)).total == Total(0)


def test_words_near_each_other_follow_the_archive(tmp_path: Path) -> None:
    """What was looked up for a query is looked up again when the archive has changed."""
    engine = filled("tantivy", tmp_path, [article("a", "one x two three")])
    near = Phrase("three one two", slop=5)
    assert engine.search(near).total == Total(1)
    engine.write([article("b", "one x two three")])
    assert engine.search(near).total == Total(1)
    engine.flush()
    assert engine.search(near).total == Total(2)


def test_merges_do_not_turn_pages(tmp_path: Path) -> None:
    """While segments are merged in the background, the pages of one answer neither overlap nor skip."""
    engine = filled("tantivy", tmp_path, *([article(f"n{n}", "tide")] for n in range(20)))
    for query in (All(), Term("tide")):
        pages = [
            hit.id for at in range(20) for hit in engine.search(query, offset=at, limit=1).hits
        ]
        assert sorted(pages) == sorted(f"n{n}" for n in range(20))
    engine.close()
