"""What a check says beside its verdict: order of hits, speakers, what was searched, robustness."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.article import Article, Quote
from search.engine import Engine
from search.errors import RequestError
from search.quotes import check, checked_json
from search.quotes.flags import flags
from tests.engines import article, filled

SAID = "Nobody signs for a barge that has not arrived"


def printed(id: str, text: str, **given: str) -> Article:
    """An article whose only quotation is by Jonna Vesk."""
    made = article(id, text, language="en", **given)
    start = text.find("“") + 1
    end = text.find("”")
    if start == 0:
        return made
    quote = Quote(start, end, text[start:end], "Jonna Vesk", "said", "after the quotation", 0.9)
    return dataclasses.replace(made, quotes=(quote,))


ARTICLES = [
    printed("late", f"“{SAID},” said Jonna Vesk.", outlet="b", published="2023-05-02"),
    printed("early", f"The secretary was short. “{SAID},” said Jonna Vesk.", outlet="a", published="2022-05"),
    printed("undated", f"“{SAID},” said Jonna Vesk.", outlet="c"),
    printed("changed", f"“{SAID.replace('has not', 'has')},” said Jonna Vesk.", outlet="d", published="2021-01-01"),
    printed("plain", "The barge was late. It carried sand, and it has not arrived since.", published="2020-01-01"),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A small archive."""
    made = filled("memory", tmp_path_factory.mktemp("memory"), ARTICLES)
    yield made
    made.close()


def test_the_closest_come_first_then_the_earliest(engine: Engine) -> None:
    """Word for word before changed, dated before undated, early before late."""
    hits = check(engine, SAID).hits
    assert [hit.article.id for hit in hits] == ["early", "late", "undated", "changed"]
    assert [hit.verdict for hit in hits] == ["verbatim"] * 3 + ["altered"]


@pytest.mark.parametrize("tail", [", said Jonna Vesk", ", she said", ", said Petra Kolm"])
def test_an_attribution_at_the_end_is_no_part_of_it(engine: Engine, tail: str) -> None:
    """Pasted along without quotation marks it hides none of the printings, whether it is printed or not."""
    checked = check(engine, SAID + tail)
    assert checked.verdict == "verbatim"
    assert [hit.article.id for hit in checked.hits[:3]] == ["early", "late", "undated"]


def test_what_could_not_be_searched_does_not_depend_on_the_list(engine: Engine) -> None:
    """However many passages are listed, the days without articles are the same."""
    assert check(engine, SAID, limit=0).coverage == check(engine, SAID, limit=3).coverage


def test_all_copies_of_a_garbled_quotation_are_listed(tmp_path: Path) -> None:
    """As many as are counted, though words are compared letter by letter only in a few articles."""
    copies = [
        printed(f"n{n}", f"“{SAID},” said Jonna Vesk.", published=f"2022-05-1{n}") for n in range(7)
    ]
    made = filled("memory", tmp_path, copies)
    checked = check(made, SAID.replace("Nobody", "Nohody").replace("barge", "bargc"))
    assert checked.verdict == "altered"
    assert len(checked.hits) == checked.copies == 7
    made.close()


def test_copies_are_counted_past_the_limit(engine: Engine) -> None:
    """The number of articles that have the words does not depend on how many are listed."""
    checked = check(engine, SAID, limit=1)
    assert (len(checked.hits), checked.copies) == (1, 3)
    assert check(engine, SAID, limit=0).verdict == "verbatim"


def test_the_speaker_and_the_evidence_are_told(engine: Engine) -> None:
    """A hit inside a quotation has whom the article gives it to; one outside has nobody."""
    hit = check(engine, SAID).hits[0]
    assert (hit.speaker, hit.evidence, hit.quoted) == ("Jonna Vesk", "after the quotation", True)
    hit = check(engine, "It carried sand, and it has not arrived since").hits[0]
    assert (hit.speaker, hit.evidence, hit.quoted) == (None, None, False)


def test_what_was_searched_is_told(engine: Engine) -> None:
    """Articles, outlets, dates and the articles without a date."""
    found = checked_json(check(engine, "no such words were printed here at all"), "7")
    assert found["case"] == "7"
    assert found["verdict"] == "not_found"
    assert found["searched"] == {
        "articles": 5,
        "outlets": 4,
        "from": "2020-01-01",
        "to": "2023-05-02",
        "undated": 1,
        "within": "*",
        "whole": 5,
        "unplaced": None,
        "days": {
            "from": "2020-01-01",
            "to": "2023-05-02",
            "around": None,
            "all": 1218,
            "without": 1215,
            "unsure": 2,
            "outlets": [],
        },
    }


def test_days_without_articles_are_told(engine: Engine) -> None:
    """Around the first appearance where it is known to the day, of all outlets and of those that printed
    it; of all that the archive spans where nothing was found, for the outlets of the closest passages."""
    found = check(engine, SAID.replace("has not", "has")).coverage
    assert found is not None
    assert (found.first, found.last, found.around) == ("2020-12-25", "2021-01-08", "2021-01-01")
    assert (found.days, found.without) == (15, 14)
    by_outlet = {gap.outlet.id: gap for gap in found.outlets}
    assert (by_outlet["d"].without, by_outlet["a"].without) == (14, 15)
    assert "2021-01-01" not in by_outlet["d"].missing
    assert by_outlet["d"].missing[0] == "2020-12-25"
    near = check(engine, "Nobody signs for anything in Kessin on a rainy Tuesday in May")
    assert near.verdict == "not_found"
    assert near.coverage is not None
    assert near.coverage.around is None
    assert near.coverage.outlets
    assert all(gap.without >= 1217 and not gap.missing for gap in near.coverage.outlets)


def test_days_follow_an_archive_that_grows(tmp_path: Path) -> None:
    """What is written later fills its day, and an archive without dates has no days."""
    engine = filled("memory", tmp_path, [article("one", "Sand was unloaded at the mole.")])
    assert check(engine, SAID).coverage is None
    engine.write([ARTICLES[0], ARTICLES[4]])
    engine.flush()
    checked = check(engine, "sand and ropes were sold at the town fair")
    assert checked.coverage is not None
    assert checked.coverage.days - checked.coverage.without == 2


def test_the_json_form_has_the_keys_that_scripts_rely_on(engine: Engine) -> None:
    """Every key of the contract is there, for the answer, a hit and an edit."""
    found = checked_json(check(engine, SAID.replace("barge", "boat")))
    assert {"case", "query", "verdict", "searched", "hits", "ms"} <= found.keys()
    hit = found["hits"][0]
    assert {"id", "start", "end", "spans", "score", "verdict", "edits", "speaker", "outlet", "published", "url"} <= hit.keys()  # fmt: skip
    assert hit["outlet"] == {"id": "a", "name": None}
    assert (hit["start"], hit["end"]) == (hit["spans"][0][0], hit["spans"][-1][1])
    edit = hit["edits"][0]
    assert (edit["op"], edit["printed"], edit["quoted"]) == ("replaced", "barge", "boat")
    assert found["query"][slice(*edit["at"])] == "boat"


def test_an_edit_says_where_it_stands(engine: Engine) -> None:
    """Its offsets cut the printed words out of the article and the quoted ones out of the pasted text."""
    pasted = SAID.replace("has not", "has")
    (hit,) = [hit for hit in check(engine, pasted).hits if hit.article.id == "early"]
    (edit,) = hit.edits
    assert (edit.op, edit.flags) == ("dropped", ("negation",))
    assert hit.article.text[edit.start : edit.end] == edit.printed == "not"


def test_an_archive_that_grows_is_searched_anew(tmp_path: Path) -> None:
    """What is written later is found later, and the counts follow."""
    engine = filled("memory", tmp_path, [article("one", "Sand was unloaded at the north mole.")])
    assert check(engine, SAID).verdict == "not_found"
    engine.write([ARTICLES[0]])
    engine.flush()
    checked = check(engine, SAID)
    assert (checked.verdict, checked.searched.articles) == ("verbatim", 2)


def test_an_article_replaced_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    """Spans are those of the text that is given with them, though the article is written anew meanwhile."""
    engine = filled("memory", tmp_path, ARTICLES[:1])
    words_of = engine.words

    def meanwhile(ids: Iterable[str]) -> tuple[list[str], ...]:
        found = words_of(ids)
        engine.words = words_of  # type: ignore[method-assign]
        engine.write([printed("late", f"A line came first. “{SAID},” said Jonna Vesk.")])
        engine.flush()
        return found

    engine.words = meanwhile  # type: ignore[method-assign]
    (hit,) = check(engine, SAID).hits
    start, end = hit.spans[0]
    assert hit.article.text[start:end] == SAID
    engine.close()


def test_an_article_removed_while_it_is_read_is_not_found(tmp_path: Path) -> None:
    """What is gone is not shown, and is no error."""
    engine = filled("memory", tmp_path, ARTICLES[:1])
    words_of = engine.words

    def meanwhile(ids: Iterable[str]) -> tuple[list[str], ...]:
        found = words_of(ids)
        engine.write([], remove=["late"])
        engine.flush()
        return found

    engine.words = meanwhile  # type: ignore[method-assign]
    assert check(engine, SAID).verdict == "not_found"
    engine.close()


def test_an_empty_archive_finds_nothing(tmp_path: Path) -> None:
    """And says that it searched nothing."""
    checked = check(filled("memory", tmp_path), SAID)
    assert (checked.verdict, checked.hits, checked.searched.articles) == ("not_found", (), 0)


def test_a_long_text_is_compared(engine: Engine) -> None:
    """A quotation in the midst of two thousand words of other text is still the closest passage."""
    words = " ".join(f"w{n}" for n in range(900))
    checked = check(engine, f"{words} {SAID} {words}")
    assert checked.verdict == "not_found"
    assert checked.hits[0].article.id in ("early", "late", "undated")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from([*SAID.split(), "...", "[", "]", "“", "”", "said", "\n", "-"])).map(" ".join)))  # fmt: skip
def test_any_text_gives_an_answer_or_a_refusal(engine: Engine, text: str) -> None:
    """Hits lie in their articles, spans are in order, and a verdict is one of the five."""
    try:
        checked = check(engine, text)
    except RequestError:
        return
    for hit in checked.hits:
        assert 0.0 <= hit.score <= 1.0
        assert list(hit.spans) == sorted(hit.spans)
        assert all(0 <= a < b <= len(hit.article.text) for a, b in hit.spans)
        assert all(hit.article.text[e.start : e.end] == e.printed for e in hit.edits)
    assert checked.verdict == "not_found" or checked.hits
    if checked.verdict == "verbatim":
        assert not {e.op for e in checked.hits[0].edits} - {"narrator", "note"}


@pytest.mark.parametrize(
    ("printed", "quoted", "flagged"),
    [
        ("quarante familles", "soixante familles", ("number",)),
        ("в трёх карманах", "в четырёх карманах", ("number",)),
        ("dokuz gün", "yedi gün", ("number",)),
        ("三千个家庭", "五千个家庭", ("number",)),
        ("不会卖掉", "会卖掉", ("negation",)),
        ("勝とうとしているのではない", "勝とうとしている", ("negation",)),
        ("Nie będziemy łatać", "Będziemy łatać", ("negation",)),
        ("δεν θα κλείσουμε", "θα κλείσουμε", ("negation",)),
        ("لن نبيع", "نبيع", ("negation",)),
        ("bir sözleşme değil", "bir sözleşme", ("negation",)),
        ("a legal weir", "an illegal weir", ("negation",)),
        ("a river", "a unriver", ("negation",)),
        ("the river", "the weir", ()),
        ("seven valves", "7 valves", ()),
        ("seven valves", "9 valves", ("number",)),
        ("true cost", "true c0st", ()),
        ("it is due once", "it is late again", ()),
        ("the union", "the ion", ()),
    ],
)
def test_what_weighs_more_is_flagged_in_many_languages(
    printed: str, quoted: str, flagged: tuple[str, ...]
) -> None:
    """Negations, contraries and numbers; not words that merely look so in another language."""
    assert flags(printed, quoted, begins=True, language=None) == flagged


def test_an_umlaut_in_two_letters_is_the_same_word(tmp_path: Path) -> None:
    """As people write it who have no umlauts; nothing but a note tells it."""
    text = "„Die Größe der Schleuse ändert nichts an der Höhe der Rechnung“, sagte Ahlert."
    engine = filled("memory", tmp_path, [article("one", text, language="de")])
    checked = check(engine, "Die Groesse der Schleuse aendert nichts an der Höhe der Rechnung")
    assert checked.verdict == "verbatim"
    assert [(edit.op, edit.quoted) for edit in checked.hits[0].edits] == [
        ("note", "Groesse"),
        ("note", "aendert"),
    ]
