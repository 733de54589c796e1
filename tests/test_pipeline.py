"""Page to articles: given articles are taken as they are, and a page fails alone."""

from __future__ import annotations

import gc
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.page import Given, Page
from index.pipeline import Pipeline, Settings
from search.article import Article

PIPELINE = Pipeline()
HTML = b"""<html lang="en"><head><title>Ferry sails again - Daily Quay</title>
<meta property="og:title" content="Ferry sails again"><meta property="og:site_name" content="Daily Quay">
<meta property="article:published_time" content="2022-06-09T08:00:00Z">
<link rel="canonical" href="https://dailyquay.example/ferry"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><h1>Ferry sails again</h1><article>
<p>The ferry between Kessin and Harrow Bay sails again after nineteen days, the board said on Thursday.</p>
<p>"Nobody missed it more than we did," said Edmund Tarrow, who chairs the board. "It is good to be late again."</p>
<p>Tickets bought before the strike stay valid until the end of the month, and dogs travel free of charge.</p>
</article></body></html>"""


def article(**data: Any) -> Given:
    return Given("key", "file:1", "file:1", data, "sha256:0")


def made(item: Page | Given) -> Article:
    outcome = PIPELINE.make(item)
    assert outcome.reject is None, outcome.reject
    (only,) = outcome.articles
    return only


def refused(item: Page | Given) -> str:
    outcome = PIPELINE.make(item)
    assert outcome.reject is not None
    assert outcome.articles == ()
    return f"{outcome.reject.step}: {outcome.reject.reason}"


def test_a_page_becomes_an_article_with_its_evidence() -> None:
    """Title, outlet, date, language and body of a page, each with where it came from."""
    page = Page("k", "dir/f.html", "f.html", HTML, url="https://dailyquay.example/ferry?share=1")
    found = made(page)
    assert found.title == "Ferry sails again"
    assert found.url == "https://dailyquay.example/ferry"
    assert (found.outlet.name, found.published.value) == ("Daily Quay", "2022-06-09")
    assert found.outlet.evidence
    assert found.published.evidence
    assert found.language == "en"
    assert found.text.startswith("The ferry between Kessin")
    assert "Home" not in found.text
    assert (found.page, found.origin) == ("k", "dir/f.html")
    assert found.digest.startswith("sha256:")


def test_the_id_comes_from_the_address_not_the_place() -> None:
    """Two captures of one address are one article; without an address place and content decide."""
    one = made(Page("a", "x/a.html", "a.html", HTML))
    two = made(Page("b", "y/b.html", "b.html", HTML.replace(b"nineteen", b"twenty")))
    assert one.id == two.id
    bare = HTML.replace(b'<link rel="canonical" href="https://dailyquay.example/ferry">', b"")
    here = made(Page("a", "x/a.html", "a.html", bare))
    there = made(Page("c", "moved/x/a.html", "a.html", bare))
    other = made(Page("d", "x/d.html", "d.html", bare))
    assert here.id == there.id
    assert here.id != other.id


def test_a_given_id_stays() -> None:
    """An id that came with a page is the article's id."""
    assert made(Page("p7", "o", "p", HTML, given_id="p7")).id == "p7"


def test_a_named_outlet_wins() -> None:
    """The outlet that the user names holds against what the page says."""
    assert (
        made(Page("k", "o", "p", HTML, outlet="Harbour Collection")).outlet.name
        == "Harbour Collection"
    )


def test_a_given_article_is_not_changed() -> None:
    """Text, title, date, authors and language stay as given, down to the white space."""
    text = "  Home\nThe ferry sails.\n\n\n7 comments\n"
    found = made(
        article(
            id="a1",
            text=text,
            title="T",
            published="2022-06",
            authors=["Petra Lindqvist"],
            language="fr",
            outlet="Quay",
        )
    )
    assert (found.id, found.text, found.title, found.language) == ("a1", text, "T", "fr")
    assert (found.published.value, found.published.precision) == ("2022-06", "month")
    assert found.authors == ("Petra Lindqvist",)
    assert (found.outlet.id, found.outlet.name) == ("quay", "Quay")


def test_what_a_given_article_lacks_is_worked_out() -> None:
    """Language, names and quotations are found in the text; id from address or content."""
    text = "Prime Minister Ilka Brandt spoke in the assembly. “Nobody signs this alone,” Ms Brandt said on Monday."
    found = made(article(text=text))
    assert found.language == "en"
    assert "Ilka Brandt" in found.names("person")
    assert [q.text for q in found.quotes] == ["Nobody signs this alone,"]
    assert found.id == made(article(text=text)).id
    assert made(article(text=text, url="https://a.example/1")).id != found.id


def test_what_export_writes_is_read_back_equal() -> None:
    """An article object goes through the pipeline unchanged."""
    first = made(Page("k", "o", "p", HTML))
    data = json.loads(json.dumps(first.to_json()))
    assert made(Given("k", "backup.jsonl:1", "backup.jsonl:1", data, "sha256:1")) == first


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"text": " "}, "article: neither a text nor a title"),
        ({"text": "x", "published": "yesterday"}, "date: \"published\" is no date: 'yesterday'"),
        ({"text": "x", "published": "2022-02-30"}, "date: "),
        ({"text": "x", "blocks": [{"kind": "body"}]}, "article: not in the form"),
        (
            {"text": "x", "quotes": [{"start": None, "end": 1, "text": "x"}]},
            "article: not in the form",
        ),
        (
            {"text": "x", "quotes": [{"start": 0, "end": 1, "text": "x", "speaker": 7}]},
            "article: not in the form",
        ),
    ],
)
def test_a_given_article_of_the_wrong_form_is_refused(data: dict[str, Any], reason: str) -> None:
    """The reject names the step and what is wrong."""
    assert refused(article(**data)).startswith(reason)


@pytest.mark.parametrize(
    ("given_value", "value"),
    [
        ("1987-02-26", "1987-02-26"),
        ("1987", "1987"),
        ("2022-06-08T17:58:00+02:00", "2022-06-08"),
        ("20220608", "2022-06-08"),
        ({"value": "2022-06", "precision": "month"}, "2022-06"),
        (None, None),
        ("", None),
    ],
)
def test_given_dates(given_value: object, value: str | None) -> None:
    """ISO 8601 in its forms, whole objects, and nothing at all."""
    assert made(article(text="x y", published=given_value)).published.value == value


def test_a_table_of_the_archive_names_outlets(tmp_path: Path) -> None:
    """outlets.csv in the archive's folder gives ids and names, and changes the fingerprint."""
    before = Settings(tables=tmp_path).fingerprint()
    (tmp_path / "outlets.csv").write_text(
        "id,name,aliases,domains,country\nquay,The Quay of Harrow,Daily Quay,dailyquay.example,XA\n"
    )
    pipeline = Pipeline(Settings(tables=tmp_path))
    (found,) = pipeline.make(Page("k", "o", "p", HTML)).articles
    assert (found.outlet.id, found.outlet.name) == ("quay", "The Quay of Harrow")
    assert Settings(tables=tmp_path).fingerprint() != before


def test_a_fault_of_ours_costs_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that nobody foresaw is a reject that names it."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("never seen")

    monkeypatch.setattr("index.pipeline.find_title", broken)
    assert "ZeroDivisionError" in refused(Page("k", "o", "p", HTML))


@given(st.text(max_size=300), st.sampled_from(["text/html", "text/plain", None]))
@settings(max_examples=120, deadline=None)
def test_any_text_gives_articles_or_a_reasoned_reject(text: str, media_type: str | None) -> None:
    """Any text at all gives sound articles or a reject, and never a fault of ours."""
    outcome = PIPELINE.make(
        Page("k", "o", "p", text.encode("utf-8", "replace"), media_type=media_type)
    )
    assert (outcome.reject is None) == bool(outcome.articles)
    if outcome.reject:
        assert "unexpected" not in outcome.reject.reason
    for found in outcome.articles:
        assert Article.from_json(json.loads(json.dumps(found.to_json()))) == found
        for mention in found.mentions:
            assert 0 <= mention.start < mention.end <= len(found.text)
        for quote in found.quotes:
            assert found.text[quote.start : quote.end] == quote.text


LEAD = b"<html><body><p>The ferry sails again after nineteen days, the board said on Monday.</p>"
HOSTILE = {
    "deep": b"<html><body>"
    + b"<div>" * 10_000
    + b"<p>The deepest word of the page.</p>"
    + b"</div>" * 10_000,
    "one tag": b"<p " * 3_000_000,
    "entities": b'<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><html><body><p>&c; The bomb did not go off.</p></body></html>',
    "links": b"<html><body>" + b'<a href="/x">Read more about this</a> ' * 5000 + b"</body></html>",
    "nulls": b"<html><body><p>The fer\0ry sails again in the morning, said the board on Monday.</p></body></html>",
    "mixed": "<html><body><p>The Brücke</p>".encode()
    + "<p>über die Orra ist gesperrt.</p></body></html>".encode("cp1252"),
    "rtl": "<html><body><p>The \u202egnirob\u202c ferry sails \u200fagain, said the board.</p></body></html>".encode(),
    "table": b"<table>" * 3000 + b"<tr><td>words in a cell of a table</td></tr>",
    "attributes": b"<p "
    + b" ".join(b"a%d=1" % n for n in range(100_000))
    + b">A word among attributes.</p>",
    "huge": b"<p>" + b"<b>ferry</b> " * 1_400_000,
    "linked data": LEAD + b"<script type='application/ld+json'>" + b"[" * 200_000 + b"</script>",
    "opening marks": LEAD + b"<p>" + "“a ".encode() * 150_000,
    "apostrophes": LEAD + b"<p>" + b"'a " * 200_000,
    "capitals": LEAD + b"<p>" + b"Ada " * 150_000,
    "dates": LEAD + b"<time datetime='2022-06-08'>8 June</time>" * 20_000,
    "breaks": LEAD + b"word<br>" * 60_000,
    "articles": LEAD + b"<article>" * 4000 + b"<p>The deepest word.",
    "blank": LEAD + b"<p>a" + b" " * 1_000_000 + b"b",
    "one word": LEAD + b"<p>" + b"a" * 1_000_000,
    "marks on a letter": "The ferry sails again, said the boa\u0301{}rd.".format(
        "\u0301" * 300_000
    ).encode(),
    "short lines": b"word\n" * 200_000,
    "notes": b"Editor's note: This article was first published by the Quay.\nThe ferry sails.\n"
    * 5_000,
    "utf-16": "<html><body><p>The ferry sails again, said the board.</p>".encode("utf-16"),
}
# Of processor time, which does not grow with what else the machine does. The slowest takes a quarter; what
# grows with the square of the input takes minutes.
SECONDS = 20.0


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_pages_end_in_bounded_time(name: str) -> None:
    """Each gives a sound article or a reject with its reason, in seconds."""
    start = time.process_time()
    outcome = PIPELINE.make(Page("k", "o", "p", HOSTILE[name]))
    assert time.process_time() - start < SECONDS
    assert (outcome.reject is None) == bool(outcome.articles)
    assert outcome.reject is None or "unexpected" not in outcome.reject.reason


def test_markup_in_a_title_stays_text() -> None:
    """A script tag in a title is text of the title, kept as it is for the templates to escape."""
    page = HTML.replace(b"Ferry sails again", b"Ferry &lt;script&gt;alert(1)&lt;/script&gt; sails")
    assert made(Page("k", "o", "p", page)).title == "Ferry <script>alert(1)</script> sails"


@pytest.mark.parametrize("body", [HTML, b"\x7fELF", b""])
@pytest.mark.parametrize("before", [True, False])
def test_garbage_is_collected_after_a_page_as_before(body: bytes, before: bool) -> None:
    """Whether a page gives an article or fails, and whoever had switched the collector off."""
    (gc.enable if before else gc.disable)()
    try:
        Pipeline().make(Page("k", "o", "p", body))
        assert gc.isenabled() == before
    finally:
        gc.enable()
