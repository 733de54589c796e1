"""Every engine answers the port's contract: cases as data (`conformance/`), and what data cannot say."""

from __future__ import annotations

import gc
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from search import errors
from search.analysis import words
from search.article import Article, Block, Mention, Published, Quote
from search.document import MAX_KEY
from search.engine import Ask, Engine, FacetValue, Total
from search.engines import load
from search.errors import ArchiveBusy, ArchiveDamaged, NotFound, RequestError
from search.parse import as_typed, parse
from search.plan import widen
from search.query import All, OneOf, Phrase, Query, Range, Term, Wildcard
from tests.engines import NAMES, article, filled, fresh

TOPICS = sorted((Path(__file__).parent / "conformance").glob("*.toml"))
GAPS = ("never", "notyet", "todo")


@cache
def _topic(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _cases() -> Iterator[Any]:
    for path in TOPICS:
        for case in _topic(path).get("case", ()):
            for engine in NAMES:
                state, reason = case.get("gap", {}).get(engine, ("", ""))
                assert state in ("", *GAPS), f"{path.name}: unknown state {state!r}"
                mark = (
                    [pytest.mark.xfail(strict=True, reason=f"{state}: {reason}")] if state else []
                )
                yield pytest.param(
                    engine, path, case, id=f"{engine}-{path.stem}-{case['why']}", marks=mark
                )


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, Path], Engine]]:
    """One archive for each engine and topic."""
    made = {
        (name, path): filled(
            name,
            tmp_path_factory.mktemp(name),
            [article(**values) for values in _topic(path).get("article", ())],
        )
        for path in TOPICS
        for name in NAMES
    }
    yield made
    for engine in made.values():
        engine.close()


@pytest.mark.parametrize(("name", "path", "case"), list(_cases()))
def test_case(
    archives: dict[tuple[str, Path], Engine], name: str, path: Path, case: dict[str, Any]
) -> None:
    """The case holds on the engine."""
    engine = archives[name, path]
    if "error" in case:
        with pytest.raises(getattr(errors, case["error"])):
            _ask(engine, case)
        return
    found, ids = _ask(engine, case)
    expected = case.get("ids", [])
    assert found == Total(case.get("total", len(expected)))
    if expected == ["*"]:
        assert len(ids) == 1
    else:
        assert (ids if "sort" in case else sorted(ids)) == (
            expected if "sort" in case else sorted(expected)
        )
    if "same_as" in case:
        assert sorted(_ask(engine, {**case, "query": case["same_as"]})[1]) == sorted(ids)


def _ask(engine: Engine, case: dict[str, Any]) -> tuple[Total, list[str]]:
    query = as_typed(case["query"]) if case.get("mode") == "verbatim" else parse(case["query"])
    if case.get("scope") == "all":
        query = widen(query)
    page = {key: case[key] for key in ("sort", "offset", "limit") if key in case}
    _check_facets(engine, query, case.get("facets", []))
    ranking = engine.search(query, **page)
    return ranking.total, [hit.id for hit in ranking.hits]


def _check_facets(engine: Engine, query: Query, expected: list[dict[str, Any]]) -> None:
    asks = [Ask(e["field"], e.get("limit", 20), tuple(e.get("keep", ()))) for e in expected]
    for facet, values in zip(engine.facet(query, asks), expected, strict=True):
        assert [[v.value, v.count] for v in facet.values] == values["values"]
        assert (facet.other, facet.missing) == (values["other"], values["missing"])
        assert facet.exact


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("path", [p for p in TOPICS if "step" in _topic(p)], ids=lambda p: p.stem)
def test_steps(name: str, path: Path, tmp_path: Path) -> None:
    """The archive holds what its changes say, step by step."""
    engine = fresh(name, tmp_path)
    for step in _topic(path)["step"]:
        if "write" in step or "remove" in step:
            done = engine.write(
                [article(**a) for a in step.get("write", ())], remove=step.get("remove", ())
            )
            if "written" in step:
                counts = {key: getattr(done, key) for key in ("added", "updated", "removed")}
                assert counts == step["written"], step["why"]
        if step.get("flush"):
            engine.flush()
        if step.get("reopen"):
            engine.close()
            engine = load(name).open(tmp_path)
        if "holds" in step:
            assert sorted(a.id for a in engine.scan()) == step["holds"], step["why"]
            assert engine.stats().articles == len(step["holds"]), step["why"]
            assert engine.search(All()).total == Total(len(step["holds"])), step["why"]
    engine.close()


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)


WHOLE = Article(
    id="whole",
    title="Ferry “sank” <b>",
    blocks=(
        Block("title", "Ferry"),
        Block("body", "Line one.\nLine\ttwo 𝔘."),
        Block("note", "x", "y"),
    ),
    published=Published("2021-03", "month", "date line"),
    mentions=(Mention(0, 4, "Line", "person"),),
    quotes=(Quote(0, 4, "Line", None, "said", None, 0.5),),
    authors=("Mira",),
    language="en",
)


def test_fetch_gives_back_what_was_written(name: str, tmp_path: Path) -> None:
    """An article comes back equal, every field of it."""
    engine = filled(name, tmp_path, [WHOLE])
    assert engine.fetch(["whole"]) == (WHOLE,)
    assert list(engine.scan()) == [WHOLE]


def test_fetch_keeps_the_order_asked_for(name: str, tmp_path: Path) -> None:
    """Articles come in the order of the ids, as often as they are named."""
    engine = filled(name, tmp_path, [article("a"), article("b"), article("c")])
    assert [a.id for a in engine.fetch(["c", "a", "c"])] == ["c", "a", "c"]
    assert engine.fetch([]) == ()


def test_the_words_of_texts_come_in_the_order_asked_for(name: str, tmp_path: Path) -> None:
    """Words are those of the text, as the analyser gives them; an article without text has none."""
    articles = [article("a", "It's Brandt\u2019s \u00c9t\u00e9"), article("b"), WHOLE]
    engine = filled(name, tmp_path, articles)
    assert engine.words(["whole", "a", "b", "a"]) == tuple(
        words(articles[number].text) for number in (2, 0, 1, 0)
    )


def test_words_names_unknown_ids(name: str, tmp_path: Path) -> None:
    """As with whole articles, one unknown id is NotFound, and is named."""
    engine = filled(name, tmp_path, [article("a")])
    with pytest.raises(NotFound, match="nobody"):
        engine.words(["a", "nobody"])


def test_fetch_names_unknown_ids(name: str, tmp_path: Path) -> None:
    """One unknown id among known ones is NotFound, and is named."""
    engine = filled(name, tmp_path, [article("a")])
    with pytest.raises(NotFound, match="nobody"):
        engine.fetch(["a", "nobody"])


def test_pages_never_overlap_and_never_skip(name: str, tmp_path: Path) -> None:
    """Articles that tie stay in one order from page to page, in each sort."""
    engine = filled(name, tmp_path, [article(f"n{n}", "tide", published="2021") for n in range(25)])
    for query in (Term("tide"), All()):
        for sort in ("relevance", "date_asc", "date_desc"):
            pages = [
                hit.id
                for offset in range(0, 30, 4)
                for hit in engine.search(query, sort=sort, offset=offset, limit=4).hits  # type: ignore[arg-type]
            ]
            assert len(pages) == 25
            assert len(set(pages)) == 25


def test_a_tie_at_the_limit_of_a_facet_goes_by_value(name: str, tmp_path: Path) -> None:
    """Among hundreds of values of two counts, over several flushes, ties are listed by value."""
    articles = [
        article(f"n{n}", persons=[f"p{(n * 3 + j) * 7 % 600:03}" for j in range(3)])
        for n in range(200)
    ]
    twice = article("twice", persons=[f"p{n:03}" for n in range(1, 600, 2)])
    engine = filled(name, tmp_path, articles[:50], [*articles[50:120], twice], articles[120:])
    (facet,) = engine.facet(All(), [Ask("person", 310)])
    assert facet.values == (
        *(FacetValue(f"p{n:03}", 2) for n in range(1, 600, 2)),
        *(FacetValue(f"p{n:03}", 1) for n in range(0, 20, 2)),
    )
    assert facet.other == 290


def test_every_value_can_be_asked_for(name: str, tmp_path: Path) -> None:
    """No limit lists all values; several facets come in the order asked."""
    engine = filled(
        name, tmp_path, [article(f"n{n}", places=[f"p{n}"], outlet="x") for n in range(100)]
    )
    outlet, place = engine.facet(All(), [Ask("outlet"), Ask("place", None)])
    assert (outlet.field, len(place.values), place.other) == ("outlet", 100, 0)


def test_counts_are_exact_over_many_flushes(name: str, tmp_path: Path) -> None:
    """Values spread unevenly over the parts of an index, some of them replaced, are counted exactly."""
    engine = fresh(name, tmp_path)
    for part in range(4):
        engine.write([article(f"{part}-{n}", persons=[f"p{n % (part + 2)}"]) for n in range(12)])
        engine.flush()
    engine.write([article("0-0", persons=["p9"])], remove=["3-1"])
    engine.flush()
    (facet,) = engine.facet(All(), [Ask("person", 2)])
    assert facet.values == (
        FacetValue("p0", 6 + 4 + 3 + 3 - 1),
        FacetValue("p1", 6 + 4 + 3 + 3 - 1),
    )
    assert facet.other == 47 - 15 - 15


def test_a_value_rare_in_one_flush_is_counted_there_too(name: str, tmp_path: Path) -> None:
    """What leads the whole may be behind hundreds of others in a part of the index."""
    leading = [article(f"a{n}", persons=["Zoe"]) for n in range(5)]
    many = [f"p{n:03}" for n in range(300)]
    behind = [article(f"b{n}", persons=many) for n in range(2)] + [article("c", persons=["Zoe"])]
    (facet,) = filled(name, tmp_path, leading, behind).facet(All(), [Ask("person", 1)])
    assert facet.values == (FacetValue("Zoe", 6),)
    assert facet.other == 600


def test_languages_are_those_of_the_articles(name: str, tmp_path: Path) -> None:
    """Stats list the languages in use; one whose last article is gone is not among them."""
    engine = filled(
        name, tmp_path, [article("a", language="fr"), article("b", language="en"), article("c")]
    )
    assert engine.stats().languages == ("en", "fr")
    engine.write([], remove=["a"])
    engine.flush()
    assert engine.stats().languages == ("en",)


# The oracle is for tests and small archives of one process.
ALONE = pytest.mark.xfail(
    strict=True, reason="never: each flush writes its whole file, without a lock"
)
SHARING = [pytest.param(n, marks=ALONE if n == "memory" else ()) for n in NAMES]


@pytest.mark.parametrize("name", SHARING)
def test_a_flush_is_seen_by_whoever_has_it_open(name: str, tmp_path: Path) -> None:
    """A reader that was open before sees what another one flushed."""
    writer = filled(name, tmp_path, [article("a", "tide")])
    reader = load(name).open(tmp_path)
    assert reader.search(Term("tide")).total == Total(1)
    writer.write([article("b", "tides", language="en")])
    assert reader.search(Term("tide")).total == Total(1)
    writer.flush()
    assert reader.search(Term("tide")).total == Total(2)
    assert reader.stats().languages == ("en",)


@pytest.mark.parametrize("name", SHARING)
def test_two_cannot_write_at_once(name: str, tmp_path: Path) -> None:
    """While one writes, another is told so; when it has closed, the other may."""
    one = fresh(name, tmp_path)
    other = load(name).open(tmp_path)
    one.write([article("a")])
    with pytest.raises(ArchiveBusy, match="wait"):
        other.write([article("b")])
    one.flush()
    one.close()
    other.write([article("b")])
    other.flush()
    assert sorted(a.id for a in other.scan()) == ["a", "b"]
    other.close()


def test_closing_twice_is_allowed(name: str, tmp_path: Path) -> None:
    """Close may be repeated, and after it the archive can still be read."""
    engine = filled(name, tmp_path, [article("a")])
    engine.write([article("b")])
    engine.close()
    engine.close()
    assert [a.id for a in engine.scan()] == ["a"]


def test_hostile_values_are_kept(name: str, tmp_path: Path) -> None:
    """Huge words, keys of any length, control characters and lone surrogates neither fail nor get lost."""
    wild = Article(
        id="i" * 70_000,
        title="\ud800 \x00 \x07 tide",
        blocks=(Block("body", "w" * 100_000 + " \x00 ebb \udfff"),),
        url="https://x.example/" + "u" * 70_000,
        authors=("", "\x00", "a\ud800b", " , ;\n"),
        mentions=(Mention(0, 0, "", "person"), Mention(0, 1, "n" * 70_000, "person")),
    )
    engine = filled(name, tmp_path, [wild, article("tame")])
    assert engine.fetch([wild.id]) == (wild,)
    assert engine.write([wild]).updated == 1
    engine.flush()
    assert engine.search(Term("ebb")).total == Total(1)
    assert engine.search(Term("w" * 100_000)).total == Total(1)
    assert engine.search(OneOf("url", (str(wild.url),))).total == Total(1)
    assert engine.search(OneOf("author", (" , ;\n",))).total == Total(1)
    (facet,) = engine.facet(All(), [Ask("person")])
    assert [len(v.value) for v in facet.values] == [MAX_KEY]
    (hit,) = engine.search(Term("tide")).hits
    assert engine.fetch([hit.id]) == (wild,)


def test_an_empty_archive_answers(name: str, tmp_path: Path) -> None:
    """Nothing is in it, and every question is answered so."""
    engine = fresh(name, tmp_path)
    for query in (
        All(),
        Term("x"),
        Phrase("x y x", slop=3),
        Wildcard("*"),
        Range("date", None, None),
    ):
        assert engine.search(query).total == Total(0)
    assert engine.facet(All(), [Ask("year")])[0].values == ()
    assert list(engine.scan()) == []
    assert engine.stats().articles == 0


@pytest.mark.parametrize(
    "query",
    [
        Range("date", "2022-13", None),
        Term("2022-02-30", "date"),
        Term("x", "colour"),
        Wildcard("*a" * 40 + "*"),
        Wildcard("?" * 200),
    ],
    ids=lambda query: type(query).__name__,
)
def test_only_our_errors_leave(name: str, tmp_path: Path, query: Query) -> None:
    """A tree that no parser makes is an answer or one of our errors, never the library's."""
    engine = filled(name, tmp_path, [article("a", "banana bandana")])
    with suppress(RequestError):
        assert engine.search(query).total == Total(0)


# Whoosh leaves a file open that it could not read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_damaged_index_is_told(name: str, tmp_path: Path) -> None:
    """Files that cannot be read are ArchiveDamaged, with what to do."""
    filled(name, tmp_path, [article("a", "tide")]).close()
    for file in tmp_path.iterdir():
        if file.stat().st_size:
            file.write_bytes(b"\x00garbage")
    with pytest.raises(ArchiveDamaged, match="backup"):
        load(name).open(tmp_path)
    gc.collect()
