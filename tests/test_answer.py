"""A request is answered as it was meant, or refused by name."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from engines import article, filled

from search.answer import Request, answer, every_article, result_json
from search.engine import Engine
from search.errors import QueryError, RequestError
from search.fields import FACETS

ARTICLES = [
    article(
        "a1", "The ferry left Halmen before the storm.", title="Last ferry", outlet="courier",
        outlet_name="The Courier", published="2021-03-04", language="en", persons=("Ada Lund",),
        url="https://courier.example/1",
    ),
    article(
        "a2", "No ferry sailed. The storm closed the harbour.", title="Harbour shut",
        outlet="gazette", published="2021-04", language="en", places=("Halmen",),
    ),
    article(
        "a3", "The ferries sail again.", title="Calm", outlet="courier",
        outlet_name="The Courier", published="2022-01-02", language="en",
    ),
    article("a4", "An old ferry song.", title="Song", cut=("Read about the storm",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine with four articles, one of them undated."""
    return filled("memory", Path(tmp_path_factory.mktemp("answer")) / "index", ARTICLES)


def ids(engine: Engine, query: str = "", **given: Any) -> set[str]:
    """The ids that a request finds; the total says the same number."""
    result = answer(engine, Request(query, **given))
    found = {hit.article.id for hit in result.hits}
    assert result.total.value == len(found)
    return found


def test_a_query_finds_and_says_how_it_was_understood(engine: Engine) -> None:
    """Juxtaposed words must all be there; the interpretation prints that."""
    result = answer(engine, Request("ferry storm"))
    assert {hit.article.id for hit in result.hits} == {"a1", "a2"}
    assert result.interpreted == "ferry AND storm"
    assert result.notes == ()


def test_the_interpretation_leaves_filters_and_scope_out(engine: Engine) -> None:
    """What was typed is shown, not what filters made of it."""
    request = Request("ferry", filters={"outlet": ("courier",)}, scope="all")
    assert answer(engine, request).interpreted == "ferry"


def test_filters_or_inside_a_field_and_between(engine: Engine) -> None:
    """Values of a field are alternatives, fields are conditions."""
    assert ids(engine, filters={"outlet": ("courier", "gazette")}) == {"a1", "a2", "a3"}
    both = {"outlet": ("courier", "gazette"), "year": ("2021",)}
    assert ids(engine, "ferry", filters=both) == {"a1", "a2"}
    assert ids(engine, filters={"outlet": ()}) == {"a1", "a2", "a3", "a4"}


def test_exclusions(engine: Engine) -> None:
    """An excluded value takes its articles away and no others."""
    assert ids(engine, excluded={"outlet": ("courier",)}) == {"a2", "a4"}
    assert ids(engine, excluded={"outlet": ("courier",), "year": ("2021",)}) == {"a4"}


def test_dates_from_and_to_are_both_included(engine: Engine) -> None:
    """A range holds the articles whose whole period lies in it."""
    assert ids(engine, date_from="2021-03-04", date_to="2021") == {"a1", "a2"}
    assert ids(engine, date_from="2021-04") == {"a2", "a3"}
    assert ids(engine, date_to="2021-04-15") == {"a1"}


def test_dates_say_what_they_leave_out(engine: Engine) -> None:
    """Undated articles that would match are counted in a note."""
    notes = answer(engine, Request("ferry", date_from="2021")).notes
    assert notes == (
        "1 article without a date matches too, and cannot be placed in the dates asked for",
    )
    assert answer(engine, Request("harbour", date_from="2021")).notes == ()


def test_dates_say_which_articles_may_belong_to_them(tmp_path: Path) -> None:
    """Dated only to a month or year that reaches into the dates: neither inside nor surely outside."""
    dates = ("2021", "2021-03", "2021-03-04", "2021-03-20", "2021-04", "2022")
    made = filled("memory", tmp_path, [article(d, "the ferry", published=d) for d in dates])
    inside = answer(made, Request("ferry", date_from="2021-03-10", date_to="2021-12-31"))
    assert {hit.article.id for hit in inside.hits} == {"2021-03-20", "2021-04"}
    assert inside.notes == (
        "2 articles dated only to the month or year match too, and may belong to the dates asked for",
    )
    assert answer(made, Request("ferry", date_from="2021", date_to="2021")).notes == ()
    everything = Request("ferry", date_from="0001-01-01", date_to="9999-12-31")
    assert (answer(made, everything).total.value, answer(made, everything).notes) == (6, ())
    made.close()


def test_dated(engine: Engine) -> None:
    """Articles with or without a date can be asked for."""
    assert ids(engine, dated="no") == {"a4"}
    assert ids(engine, dated="yes") == {"a1", "a2", "a3"}


def test_scope_all_looks_into_the_cut_blocks(engine: Engine) -> None:
    """What cleaning cut is found only where it is asked for."""
    assert ids(engine, "storm") == {"a1", "a2"}
    assert ids(engine, "storm", scope="all") == {"a1", "a2", "a4"}
    assert ids(engine, "title:storm", scope="all") == set()


def test_a_query_without_words_to_score_is_stable(engine: Engine) -> None:
    """Pages of a result without scores neither overlap nor skip."""
    pages = [answer(engine, Request("", offset=n, limit=1)).hits[0].article.id for n in range(4)]
    assert sorted(pages) == ["a1", "a2", "a3", "a4"]
    assert [h.article.id for h in answer(engine, Request("")).hits] == pages


def test_limit_0_only_counts(engine: Engine) -> None:
    """No hits, the true total."""
    result = answer(engine, Request("ferry", limit=0))
    assert result.hits == ()
    assert result.total.value == 4


def test_every_article_knows_no_limit(engine: Engine) -> None:
    """An export has all that match, in the order asked for."""
    request = Request("ferry", sort="date_desc", limit=1, offset=2)
    assert [a.id for a in every_article(engine, request)] == ["a3", "a2", "a1", "a4"]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"filters": {"colour": ("red",)}}, "Unknown filter 'colour'; there are: outlet"),
        ({"filters": {"title": ("red",)}}, "Unknown filter 'title'"),
        ({"excluded": {"colour": ("red",)}}, "Unknown filter 'colour'"),
        ({"facets": ("author",)}, f"Unknown facet 'author'; there are: {', '.join(FACETS)}"),
        ({"sort": "size"}, "Unknown sort 'size'"),
        ({"scope": "page"}, "Unknown scope 'page'"),
        ({"dated": "maybe"}, "Unknown value of dated 'maybe'"),
        ({"limit": -1}, "limit must be 0 or more"),
        ({"limit": 1001}, "limit must be at most 1000"),
        ({"offset": -1}, "offset must be 0 or more"),
        ({"facet_limit": -1}, "facet_limit must be 0 or more"),
        ({"date_from": "soon"}, "date_from must be a date"),
        ({"date_from": "2022-1"}, "date_from must be a date"),
        ({"date_to": "2022-02-30"}, "date_to must be a date"),
        ({"date_from": "2022", "date_to": "2021"}, "date_from 2022 lies after date_to 2021"),
        ({"filters": {"outlet": ("\ud800",)}}, "filter 'outlet'"),
    ],
)
def test_what_cannot_be_answered_is_named(
    engine: Engine, given: dict[str, Any], named: str
) -> None:
    """A wrong parameter is refused with its name and what would be right."""
    with pytest.raises(RequestError) as caught:
        answer(engine, Request("ferry", **given))
    assert named in caught.value.message


def test_a_wrong_query_is_a_query_error(engine: Engine) -> None:
    """The parser's complaint comes through with its suggestion."""
    with pytest.raises(QueryError) as caught:
        answer(engine, Request('"last ferry'))
    assert caught.value.suggestion == '"last ferry"'


def test_scores_are_finite(engine: Engine) -> None:
    """Whatever the query, scores can be written as JSON."""
    for query in ("", "*", "-ferry", "ferr*", "fery~", "ferry^0.001 OR storm^100"):
        scores = [hit.score for hit in answer(engine, Request(query)).hits]
        assert all(math.isfinite(score) for score in scores)


def test_json_contract(engine: Engine) -> None:
    """The `search` object has these keys and values."""
    request = Request("lund OR storm -harbour", facets=("outlet", "day"))
    data = result_json(answer(engine, request))
    (hit,) = data["hits"]
    assert isinstance(hit.pop("score"), float)
    assert json.loads(json.dumps(data)) == {
        "query": {
            "raw": "lund OR storm -harbour",
            "mode": "query",
            "interpreted": "lund OR (storm AND NOT harbour)",
            "notes": [],
        },
        "total": {"value": 1, "relation": "eq"},
        "independent": None,
        "hits": [
            {
                "id": "a1",
                "title": "Last ferry",
                "outlet": {"id": "courier", "name": "The Courier"},
                "published": "2021-03-04",
                "published_evidence": None,
                "url": "https://courier.example/1",
                "cluster": None,
                "copies": 0,
                "fragments": [
                    {
                        "field": "body",
                        "text": "The ferry left Halmen before the storm.",
                        "marks": [[33, 38]],
                    }
                ],
            }
        ],
        "facets": {
            "outlet": {
                "exact": True,
                "values": [
                    {"value": "courier", "label": "The Courier", "count": 1, "selected": False}
                ],
                "other": 0,
                "missing": 0,
            },
            "day": {
                "exact": True,
                "values": [
                    {"value": "2021-03-04", "label": "2021-03-04", "count": 1, "selected": False}
                ],
                "other": 0,
                "missing": 0,
            },
        },
    }


def test_an_outlet_that_is_not_here_is_named(tmp_path: Path) -> None:
    """With those whose name has the words and those spelled alike; exclusions too, others not."""
    made = filled(
        "memory",
        tmp_path,
        [
            article("a", "ferry", outlet="harbour-ledger", outlet_name="The Harbour Ledger"),
            article("b", "ferry", outlet="lv", outlet_name="Lorn Valley Gazette"),
        ],
    )

    def notes(*outlets: str, excluded: tuple[str, ...] = ()) -> tuple[str, ...]:
        asked = Request("ferry", filters={"outlet": outlets}, excluded={"outlet": excluded})
        return answer(made, asked).notes

    nowhere = "There is no outlet {!r} in this archive."
    ledger, valley = "harbour-ledger (The Harbour Ledger)", "lv (Lorn Valley Gazette)"
    for typed, near in (("harbor-ledger", ledger), ("Ledger", ledger), ("Lorn Valley", valley)):
        assert notes(typed, "lv") == (f"{nowhere.format(typed)} Did you mean {near}?",)
        assert notes(excluded=(typed,)) == (f"{nowhere.format(typed)} Did you mean {near}?",)
    assert notes("???") == (f"{nowhere.format('???')} The facet outlet lists those there are.",)
    assert notes("lv", "harbour-ledger") == ()
    made.close()
