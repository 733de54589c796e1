"""A phrase exactly as typed, against a definition written down sign by sign, on every engine."""

from __future__ import annotations

import tempfile
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis import tokens, words
from search.answer import Request, answer, every_article
from search.article import BLOCK_BREAK, Article
from search.engine import Engine
from search.errors import QueryError, RequestError
from search.explain import explain
from search.marks import Marks, marks
from search.parse import as_typed
from search.plan import plan, widen
from search.verbatim import normal, phrase, stands_in, written
from tests.engines import NAMES, article, filled

SINGLE = "'’‘‚‛′‹›`´"
DOUBLE = '"“”„‟«»″'
DASHES = "-‐‑–—−"
UNSEEN = "\u00ad\u200b\u2060"


def plainly(text: str) -> str:
    """What counts in a text, sign by sign."""
    text = unicodedata.normalize("NFC", "".join(c for c in text if c not in UNSEEN))
    out = ""
    for sign in text:
        if sign.isspace():
            sign = "" if out.endswith(" ") or not out else " "
        elif sign in DASHES:
            sign = "" if out.endswith("-") else "-"
        elif sign == "…":
            sign = "..."
        elif sign in SINGLE:
            sign = "'"
        elif sign in DOUBLE:
            sign = '"'
        out += sign
    return out.rstrip(" ")


def truly(wanted: str, text: str) -> bool:
    """Whether the phrase stands in the text, at some offset where it cuts no word."""
    plain = plainly(text)
    inside = {at for _, start, end in tokens(plain) for at in range(start + 1, end)}
    return any(
        plain.startswith(wanted, at) and not {at, at + len(wanted)} & inside
        for at in range(len(plain))
    )


# Words that differ in case, accent or an apostrophe, and what may stand between two of them; few enough
# that they meet.
PIECES = (
    "can", "Can", "can't", "can’t", "cafe", "café", "cafe\u0301", "CAFÉ", "ca\u00adn", "東", "京", "1,000", "3.5",
    "ﬁ", "a", "A",
)  # fmt: skip
BETWEEN = (
    " ", " ", " ", "  ", "\n", "\u00a0", ", ", ". ", "-", "–", " — ", " -- ", "…", "...", "... ", "’ ", "' ", " ‘",
    " “", "” ", '" ', "", "\u200b", " *", ": ", "_", "\n\n",
)  # fmt: skip
texts = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(BETWEEN)).map("".join), max_size=6
).map("".join)


@st.composite
def phrases(draw: st.DrawFn, among: list[str]) -> str:
    """A stretch of one of some texts, or another text."""
    text = draw(st.sampled_from(among) | texts)
    start = draw(st.integers(0, len(text)))
    return text[start : draw(st.integers(start, len(text)))]


@settings(deadline=None)
@given(st.data())
def test_a_phrase_stands_where_the_definition_says(data: st.DataObject) -> None:
    """In normal form the same signs, at the edges of words."""
    text = data.draw(texts)
    wanted = normal(data.draw(phrases([text])))
    if words(wanted):
        assert stands_in(wanted, text) == truly(wanted, text)


@settings(deadline=None)
@given(texts | st.text(max_size=12))
def test_the_normal_form_is_one(text: str) -> None:
    """Normalising again changes nothing; a phrase written back is read the same."""
    assert normal(normal(text)) == normal(text)
    assert phrase(written(phrase(text))) == phrase(text)


@settings(deadline=None)
@given(st.data())
def test_marks_are_what_was_found(data: st.DataObject) -> None:
    """What is marked reads, in normal form, as the phrase; all and only articles that match are marked."""
    body = data.draw(texts)
    cut = data.draw(st.lists(texts, max_size=2))
    wanted = data.draw(phrases([body, *cut]))
    if not words(wanted):
        return
    query = as_typed(wanted)
    found = marks(article("a", body, cut=cut), plan(widen(query), ()))
    spans = [(body, span) for span in found.text]
    spans += [(text, s) for text, here in zip(cut, found.cut, strict=True) for s in here]
    assert bool(spans) == any(truly(query.text, text) for text in (body, *cut))
    for text, (start, end) in spans:
        assert stands_in(query.text, text[start:end])
        assert truly(query.text, text[start:end])


@st.composite
def archives(draw: st.DrawFn) -> list[Article]:
    """Some articles of such texts."""
    return [
        article(
            f"n{n}",
            draw(texts),
            title=draw(st.none() | texts),
            cut=draw(st.lists(texts, max_size=2)),
            outlet=draw(st.sampled_from((None, "courier", "herald"))),
            published=draw(st.sampled_from((None, "2020", "2021-03-04"))),
            cluster=draw(st.sampled_from((None, "x"))),
        )
        for n in range(draw(st.integers(1, 8)))
    ]


@pytest.mark.parametrize("name", NAMES)
# Each example builds an archive and asks it five phrases.
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles=archives(), data=st.data())
def test_engines_answer_as_defined(name: str, articles: list[Article], data: st.DataObject) -> None:
    """Total, hits, facets, pages, folding and export are those of the articles with the phrase."""
    with tempfile.TemporaryDirectory() as folder:
        engine = filled(name, Path(folder), articles[:3], articles[2:])
        for _ in range(5):
            all_texts = [text for a in articles for text in _texts(a, "all")]
            typed = data.draw(phrases(all_texts))
            scope = data.draw(st.sampled_from(("body", "all")))
            if words(typed):
                _check(engine, articles, typed, scope)
        engine.close()


def _texts(found: Article, scope: str) -> list[str]:
    cut = [block.text for block in found.cut] if scope == "all" else []
    return [found.title or "", found.text, *cut]


def _check(engine: Engine, articles: list[Article], typed: str, scope: str) -> None:
    wanted = as_typed(typed).text
    true = [a for a in articles if any(truly(wanted, text) for text in _texts(a, scope))]
    asked = Request(typed, mode="verbatim", scope=scope, facets=("outlet", "year"))  # type: ignore[arg-type]
    found = answer(engine, asked)
    ids = sorted(a.id for a in true)
    assert found.total.value == len(true), (typed, ids)
    assert sorted(hit.article.id for hit in found.hits) == ids
    assert sorted(a.id for a in every_article(engine, asked)) == ids
    for facet, value in zip(found.facets, ("outlet.id", "published.value"), strict=True):
        one, other = value.split(".")
        having = Counter(
            (getattr(getattr(a, one), other) or "")[: 4 if one == "published" else 9] for a in true
        )
        missing = having.pop("", 0)
        assert {v.value: v.count for v in facet.values} == having
        assert facet.missing == missing
    herald = answer(engine, Request(typed, {"outlet": ("herald",)}, mode="verbatim", scope=scope))  # type: ignore[arg-type]
    assert herald.total.value == sum(a.outlet.id == "herald" for a in true)
    folded = answer(engine, Request(typed, mode="verbatim", scope=scope, collapse=True))  # type: ignore[arg-type]
    assert folded.independent == len({a.cluster or a.id for a in true})


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("  not  now ", "not now"),
        ("“not now”", "not now"),
        ("«not now»", "not now"),
        ("‘I don’t know’", "I don't know"),
        ('"I said "no" to it"', 'I said "no" to it'),
        ('""no""', '"no"'),
        ("'\"no\"'", '"no"'),
        ('"Yes," he said, "no"', '"Yes," he said, "no"'),
        ("'the boys' toys'", "'the boys' toys'"),
        ('"no', '"no'),
        ("rock 'n' roll", "rock 'n' roll"),
        ('title:"a" AND b*', 'title:"a" AND b*'),
    ],
)
def test_what_is_meant(typed: str, wanted: str) -> None:
    """One pair of quotation marks around it all is a wrapper; all else is the phrase."""
    assert as_typed(typed).text == wanted


@pytest.mark.parametrize("typed", ["", " \n", '""', "“…”", "—", "\u00ad"])
def test_nothing_to_look_for(typed: str) -> None:
    """Without a letter or digit the complaint says what is needed."""
    with pytest.raises(QueryError, match="letter or a digit") as caught:
        as_typed(typed)
    assert (caught.value.start, caught.value.end) == (0, len(typed))


@pytest.mark.parametrize("typed", ["a \ud800", "a" * 10_001])
def test_what_cannot_be_typed(typed: str) -> None:
    """Half a character and endless text are refused as in the query language."""
    with pytest.raises(QueryError):
        as_typed(typed)


def test_an_unknown_mode_names_the_known(tmp_path: Path) -> None:
    """The complaint lists what there is."""
    with pytest.raises(RequestError, match="query, verbatim"):
        answer(filled("memory", tmp_path), Request("a", mode="exact"))  # type: ignore[arg-type]


def test_it_is_said_back() -> None:
    """In plain words, with the phrase as it was searched."""
    assert explain(as_typed("“No, „no“”")) == 'articles with “No, "no"” exactly as typed'


def test_no_accent_is_parted_from_its_letter() -> None:
    """A phrase that begins with a lone accent does not stand where the accent sits on a letter."""
    query = as_typed("\u0301 can")
    assert not stands_in(query.text, "cafe\u0301 can")
    assert marks(article("a", "cafe\u0301 can"), plan(query, ())).text == ()


def test_no_mark_reaches_into_another_cut_block() -> None:
    """Outer signs of a phrase are looked for in its own block only."""
    found = article("a", "Title", cut=['she said "', "- now", '" - now'])
    assert marks(found, plan(widen(as_typed('" - now')), ())) == Marks((), (), ((), (), ((0, 7),)))


def test_a_phrase_may_reach_over_paragraphs() -> None:
    """A paragraph break is white space, in what is found and in what is marked."""
    body = f"He said no.{BLOCK_BREAK}“Never.” Then he left."
    query = as_typed('no. "Never." Then')
    assert marks(article("a", body), plan(query, ())).text == ((8, 26),)
    assert stands_in(query.text, body)


def test_texts_of_signs_alone_are_no_trouble() -> None:
    """Half a million dashes beside a word take no time to speak of, and hide no mark near the word."""
    body = "–" * 500_000 + " “no” " + "—" * 500_000
    assert marks(article("a", body), plan(as_typed('"no" -'), ())).text == ((500_001, 500_007),)
