"""A check that only looks in some outlets or dates: what it finds and what it says it searched."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search.article import Article
from search.document import period
from search.engine import Engine
from search.errors import RequestError
from search.filters import within
from search.holdings import holdings
from search.quotes import check, checked_json
from search.result import Request
from tests.engines import NAMES, article, filled

DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "quote_cases.toml").read_text(encoding="utf-8")
)
ARTICLES = [article(**given) for given in DATA["article"]]
BOAT = "We will not sell a single boat to pay for this strike"
LOOKED_IN = {
    "an outlet": Request(filters={"outlet": ("velmora-courier",)}),
    "two outlets": Request(filters={"outlet": ("daily-quay", "gazette")}),
    "a month": Request(date_from="2022-03", date_to="2022-03"),
    "all but the first years": Request(date_from="2022-03-02"),
    "an outlet in a month": Request(
        filters={"outlet": ("daily-quay",)}, date_from="2022-04", date_to="2022-04"
    ),
    "an outlet that is not here": Request(filters={"outlet": ("the-moon",)}),
}


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    """The same archive, kept by each engine."""
    made = {name: filled(name, tmp_path_factory.mktemp(name), ARTICLES) for name in NAMES}
    yield made
    for engine in made.values():
        engine.close()


def meets(one: Article, asked: Request) -> bool:
    """The plain truth: does an article meet the conditions."""
    outlets = asked.filters.get("outlet", ())
    if outlets and one.outlet.id not in outlets:
        return False
    if not asked.date_from and not asked.date_to:
        return True
    low, high = period(asked.date_from), period(asked.date_to)
    days = period(one.published.value)
    return days is not None and (not low or days[0] >= low[0]) and (not high or days[1] <= high[1])


@pytest.mark.parametrize("where", ["two outlets", "all but the first years"])
@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["why"])
def test_engines_agree_and_keep_to_the_conditions(
    engines: dict[str, Engine], case: dict[str, Any], where: str
) -> None:
    """Verdict, closest passage and what was searched are the same on every engine; no hit lies outside."""
    asked = LOOKED_IN[where]
    answers = [check(engines[name], case["query"], within=within(asked)) for name in NAMES]
    for checked in answers:
        assert all(meets(hit.article, asked) for hit in checked.hits)
    told = [checked_json(checked) for checked in answers]
    kept = [(one["verdict"], one["hits"][:1], one["searched"]) for one in told]
    assert kept[1:] == kept[:-1]


@pytest.mark.parametrize("where", LOOKED_IN)
@pytest.mark.parametrize("name", NAMES)
def test_what_was_searched_is_what_an_archive_of_it_holds(
    engines: dict[str, Engine], tmp_path: Path, name: str, where: str
) -> None:
    """Articles, outlets, dates and undated ones are those of an archive of these articles alone."""
    asked = LOOKED_IN[where]
    alone = filled("memory", tmp_path, [one for one in ARTICLES if meets(one, asked)])
    expected = holdings(alone)
    checked = check(engines[name], BOAT, within=within(asked))
    for figure in ("articles", "outlets", "first", "last", "undated"):
        assert getattr(checked.searched, figure) == getattr(expected, figure), figure
    assert checked.whole == len(ARTICLES)


@pytest.mark.parametrize("name", NAMES)
def test_only_the_outlet_asked_for_can_have_printed_it(
    engines: dict[str, Engine], name: str
) -> None:
    """Who printed it first is not named where another was asked for; copies are those of the outlet."""
    anywhere = check(engines[name], BOAT)
    assert (anywhere.hits[0].article.id, anywhere.copies) == ("quay", 2)
    there = check(engines[name], BOAT, within=within(LOOKED_IN["an outlet"]))
    assert there.verdict == "verbatim"
    assert ([hit.article.id for hit in there.hits], there.copies) == (["courier"], 1)
    later = check(engines[name], BOAT, within=within(LOOKED_IN["an outlet in a month"]))
    assert later.verdict == "not_found"


@pytest.mark.parametrize("name", NAMES)
def test_an_undated_article_lies_in_no_dates(tmp_path: Path, name: str) -> None:
    """Nor does one of which only the year is known lie in a month."""
    made = [article("never", f"“{BOAT},” he said."), article("once", f"“{BOAT},” she said.", published="2022")]  # fmt: skip
    engine = filled(name, tmp_path, made)
    assert check(engine, BOAT, within=within(Request(date_from="2022-03"))).verdict == "not_found"
    whole_year = check(engine, BOAT, within=within(Request(date_from="2022", date_to="2022")))
    assert [hit.article.id for hit in whole_year.hits] == ["once"]
    assert whole_year.searched.undated == 0
    engine.close()


def test_a_splice_is_none_where_one_of_its_parts_was_not_looked_for(
    engines: dict[str, Engine],
) -> None:
    """Parts are found under the same conditions as the whole."""
    tried = 0
    for query in (case["query"] for case in DATA["case"] if case["verdict"] == "spliced"):
        parts = [hit for hit in check(engines["memory"], query).hits if hit.verdict == "spliced"]
        outlets = {hit.article.outlet.id for hit in parts}
        for outlet in outlets if len(outlets) > 1 else ():
            asked = within(Request(filters={"outlet": (outlet or "",)}))
            assert check(engines["memory"], query, within=asked).verdict != "spliced"
            tried += 1
    assert tried


def test_days_outside_the_dates_asked_for_are_not_spoken_of(engines: dict[str, Engine]) -> None:
    """Around the first appearance the days end where the dates asked for do; where nothing was found they
    are all the days asked for, not only those between the articles."""
    asked = within(Request(date_from="2022-02-27", date_to="2022-03-03"))
    near = check(engines["memory"], BOAT, within=asked).coverage
    assert near is not None
    assert (near.first, near.last, near.around) == ("2022-02-27", "2022-03-03", "2022-03-01")
    assert (near.days, near.without) == (5, 4)
    assert near.outlets[0].missing == ("2022-02-27", "2022-02-28", "2022-03-02", "2022-03-03")
    nothing = "The lighthouse will be painted green by Easter"
    month = within(LOOKED_IN["a month"])
    far = check(engines["memory"], nothing, within=month).coverage
    assert far is not None
    assert (far.first, far.last, far.days, far.without) == ("2022-03-01", "2022-03-31", 31, 29)


def test_days_of_an_outlet_are_those_it_was_looked_in(engines: dict[str, Engine]) -> None:
    """Another outlet's articles fill no day of a check that left it out."""
    found = check(engines["memory"], BOAT, within=within(LOOKED_IN["an outlet"])).coverage
    assert found is not None
    assert (found.around, found.days, found.without) == ("2022-03-04", 15, 14)
    assert check(engines["memory"], BOAT).coverage.without == 13  # type: ignore[union-attr]


VAGUE = [
    article(f"{outlet} {when}", f"Note {n} on “{BOAT}”.", outlet=outlet, published=when)
    for outlet in ("daily-quay", "gazette")
    for n, when in enumerate(("2022", "2022-03", "2022-03-01", "2022-03-28", "2022-04", "2023-01", None))
]  # fmt: skip


@pytest.fixture(scope="module")
def vague(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    """Two outlets with dates of every closeness, kept by each engine."""
    made = {name: filled(name, tmp_path_factory.mktemp(f"v-{name}"), VAGUE) for name in NAMES}
    yield made
    for engine in made.values():
        engine.close()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("outlet", [None, "gazette"])
@pytest.mark.parametrize(
    "dates", [("2022-03-10", "2022-03-30"), ("2022-03", None), (None, "2022-06"), ("2022", "2022")]
)
def test_what_dates_leave_out_is_counted(
    vague: dict[str, Engine], name: str, outlet: str | None, dates: tuple[str | None, str | None]
) -> None:
    """Undated articles, and those of a month or year that reaches into the dates without lying in them."""
    first, last = dates
    filters = {"outlet": (outlet,)} if outlet else {}
    asked = Request(filters=filters, date_from=first, date_to=last)
    low, high = period(first) or (0, 0), period(last) or (0, 10**7)
    mine = [one for one in VAGUE if outlet in (None, one.outlet.id)]
    spans = [period(one.published.value) for one in mine if not meets(one, asked)]
    undated = spans.count(None)
    reaching = sum(1 for span in spans if span and span[0] <= high[1] and low[0] <= span[1])
    checked = check(vague[name], BOAT, within=within(asked))
    assert checked.unplaced is not None
    assert (checked.unplaced.coarse, checked.unplaced.undated) == (reaching, undated)
    told = checked_json(checked)["searched"]["unplaced"]
    assert told == {"coarse": reaching, "undated": undated}


@pytest.mark.parametrize("name", NAMES)
def test_days_say_how_many_articles_may_be_of_them(vague: dict[str, Engine], name: str) -> None:
    """Around the first appearance: articles of its year, its month or no date fill no day, and are told."""
    found = check(vague[name], BOAT).coverage
    assert found is not None
    assert (found.around, found.first, found.last) == ("2022-03-01", "2022-02-22", "2022-03-08")
    assert (found.without, found.unsure) == (14, 6)  # each outlet's year, March and undated one
    assert [(gap.without, gap.unsure) for gap in found.outlets] == [(14, 3), (14, 3)]
    assert check(vague[name], BOAT).unplaced is None


def test_the_answer_says_what_it_was_narrowed_to(engines: dict[str, Engine]) -> None:
    """In JSON as query text that a search takes, beside the number of articles of the whole archive."""
    asked = LOOKED_IN["an outlet in a month"]
    told = checked_json(check(engines["memory"], BOAT, within=within(asked)))["searched"]
    assert told["within"] == 'outlet:=("daily-quay") AND date:2022-04..2022-04'
    assert (told["articles"], told["whole"]) == (1, len(ARTICLES))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Request(date_from="2022-13"), "date_from must be a date"),
        (Request(date_from="2023", date_to="2022"), "swap them"),
        (Request(filters={"paper": ("quay",)}), "Unknown filter 'paper'"),
    ],
)
def test_conditions_that_are_none_are_refused(asked: Request, told: str) -> None:
    """As a search refuses them."""
    with pytest.raises(RequestError, match=told):
        within(asked)
