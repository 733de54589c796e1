"""Counts beside a chosen value stay, chosen values are always listed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from engines import article, filled

from search.answer import CountedFacet, Request, answer
from search.engine import Ask, Engine, Facet
from search.query import Query

ARTICLES = [
    article("a1", "ferry", outlet="courier", outlet_name="The Courier", published="2021", places=("Halmen", "Tull")),
    article("a2", "ferry", outlet="courier", outlet_name="The Courier", published="2022", places=("Halmen",)),
    article("a3", "ferry", outlet="gazette", published="2021", places=("Tull",)),
    article("a4", "ferry", outlet="herald", outlet_name="The Herald", published="2022"),
    article("a5", "drill", outlet="post", outlet_name="The Post", published="2023"),
]  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An engine with five articles of four outlets."""
    return filled("memory", tmp_path / "index", ARTICLES)


def facets(engine: Engine, **given: Any) -> dict[str, CountedFacet]:
    """The facets of a request for ferries, by field."""
    result = answer(engine, Request("ferry", **given))
    return {facet.field: facet for facet in result.facets}


def counts(facet: CountedFacet) -> dict[str, int]:
    """A facet's counts by value."""
    return {value.value: value.count for value in facet.values}


def test_a_choice_keeps_its_siblings(engine: Engine) -> None:
    """A chosen outlet narrows the other facets, and leaves its own counts."""
    found = facets(engine, facets=("outlet", "year"), filters={"outlet": ("courier",)})
    assert counts(found["outlet"]) == {"courier": 2, "gazette": 1, "herald": 1}
    assert counts(found["year"]) == {"2021": 1, "2022": 1}


def test_speakers_are_counted(tmp_path: Path) -> None:
    """Who is quoted is a facet and a filter like any other; who is only mentioned is not counted."""
    said = "“Yes.” “No.”"
    articles = [
        article("a", said, quotes=[("Yes.", "Ana Lund"), ("No.", "Bo Reit")], persons=("Cy Ohm",)),
        article("b", said, quotes=[("Yes.", "Ana Lund"), ("No.", "Ana Lund")]),
        article("c", said, quotes=[("Yes.",)]),
    ]
    engine = filled("memory", tmp_path / "said", articles)
    chosen = Request(facets=("speaker",), filters={"speaker": ("Bo Reit",)})
    result = answer(engine, chosen)
    assert [hit.article.id for hit in result.hits] == ["a"]
    assert counts(result.facets[0]) == {"Ana Lund": 2, "Bo Reit": 1}
    assert result.facets[0].missing == 1


def test_an_exclusion_keeps_its_count(engine: Engine) -> None:
    """What was excluded is listed with the count it would bring back."""
    found = facets(engine, facets=("outlet", "year"), excluded={"outlet": ("courier",)})
    courier = next(v for v in found["outlet"].values if v.value == "courier")
    assert (courier.count, courier.excluded, courier.selected) == (2, True, False)
    assert counts(found["year"]) == {"2021": 1, "2022": 1}


def test_two_choices_each_ignore_their_own(engine: Engine) -> None:
    """Each facet is counted under the choices of the others."""
    found = facets(
        engine, facets=("outlet", "year"), filters={"outlet": ("courier",), "year": ("2021",)}
    )
    assert counts(found["outlet"]) == {"courier": 1, "gazette": 1}
    assert counts(found["year"]) == {"2021": 1, "2022": 1}


def test_dates_narrow_the_years(engine: Engine) -> None:
    """A date range is no choice in the facet year, so it holds there too."""
    found = facets(engine, facets=("year",), date_from="2022")
    assert counts(found["year"]) == {"2022": 2}


def test_a_selected_value_is_listed_past_the_limit(engine: Engine) -> None:
    """A value in force is shown with its true count, 0 included."""
    found = facets(
        engine,
        facets=("outlet",),
        facet_limit=1,
        filters={"outlet": ("herald", "post")},
        excluded={"outlet": ("nowhere",)},
    )
    listed = [(v.value, v.count, v.selected, v.excluded) for v in found["outlet"].values]
    assert listed == [
        ("courier", 2, False, False),
        ("herald", 1, True, False),
        ("nowhere", 0, False, True),
        ("post", 0, True, False),
    ]
    assert found["outlet"].other == 1


def test_several_values_and_missing(engine: Engine) -> None:
    """An article counts once for each of its values; one without any is missing."""
    found = facets(engine, facets=("place",))
    assert counts(found["place"]) == {"Halmen": 2, "Tull": 2}
    assert (found["place"].other, found["place"].missing) == (0, 1)


def test_outlets_are_labelled_by_name(engine: Engine) -> None:
    """An outlet shows its name, or its id where the name is unknown."""
    found = facets(engine, facets=("outlet", "year"))
    assert {v.value: v.label for v in found["outlet"].values} == {
        "courier": "The Courier", "gazette": "gazette", "herald": "The Herald",
    }  # fmt: skip
    assert {v.value: v.label for v in found["year"].values} == {"2021": "2021", "2022": "2022"}


def test_facets_come_in_the_order_asked_each_once(engine: Engine) -> None:
    """A field asked for twice is counted once."""
    result = answer(engine, Request("ferry", facets=("year", "outlet", "year")))
    assert [facet.field for facet in result.facets] == ["year", "outlet"]


def test_facets_of_one_query_share_one_call(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only fields with a choice of their own cost a call of their own."""
    calls: list[list[str]] = []
    count = engine.facet

    def counting(query: Query, asks: Iterable[Ask]) -> tuple[Facet, ...]:
        asked = list(asks)
        calls.append([ask.field for ask in asked])
        return count(query, asked)

    monkeypatch.setattr(engine, "facet", counting)
    facets(engine, facets=("outlet", "year", "place"), filters={"outlet": ("courier",)})
    assert calls == [["year", "place"], ["outlet"]]
