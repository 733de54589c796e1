"""The five real captures become what is written down for them (needs the folder of captures)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.page import Page
from index.pipeline import Pipeline
from search.article import Article

NAMES = [
    "000_42a6ee7e45e40515",
    "001_a0dfb8ddec9f4bbe",
    "002_091a56221c023f52",
    "003_f30e3cee0cdf8dc4",
    "004_b355f01e7a83066b",
]


@pytest.fixture(scope="module", params=NAMES)
def case(
    request: pytest.FixtureRequest, shared: Path
) -> tuple[dict[str, Any], list[str], tuple[Article, ...]]:
    """What is expected of a capture, its lines, and the articles that it became."""
    expected = json.loads((shared / "eval" / "seeds.json").read_text("utf8"))[request.param]
    body = (shared / "seeds" / expected["file"]).read_bytes()
    made = Pipeline().make(Page("k", "o", expected["file"], body))
    assert made.reject is None
    return expected, body.decode("utf8").split("\n"), made.articles


def squash(text: str) -> str:
    return " ".join(text.split())


def kinds(article: Article, kind: str) -> list[str]:
    return [squash(block.text) for block in article.blocks if block.kind == kind]


def test_each_article_has_its_body(case: Any) -> None:
    """Number of articles, first and last words, and the length of each body (2 % either way)."""
    expected, _, articles = case
    assert len(articles) == len(expected["articles"])
    for article, wanted in zip(articles, expected["articles"], strict=True):
        words = article.text.split()
        assert " ".join(words[:6]) == wanted["first6"]
        assert " ".join(words[-6:]) == wanted["last6"]
        assert abs(len(words) - wanted["words"]) <= 0.02 * wanted["words"]


def test_what_must_be_stripped_is_no_text(case: Any) -> None:
    """No stripped line stands in a text, and each of them stands in a block."""
    expected, lines, articles = case
    text = {squash(line) for a in articles for line in a.text.split("\n")}
    blocks = {squash(line) for a in articles for b in a.blocks for line in b.text.split("\n")}
    for number in expected["strip_lines"]:
        line = squash(lines[number - 1]) if number <= len(lines) else ""
        if line:
            assert line not in text
            assert line in blocks


def test_title_outlet_and_date(case: Any) -> None:
    """Title, outlet and date are as written down, none where there is none."""
    expected, _, articles = case
    assert articles[0].title == expected["title"] or expected["title"] is None
    for article in articles:
        assert article.outlet.name == expected["outlet"]
        assert article.published.value == expected["published"]


def test_kinds_of_blocks(case: Any) -> None:
    """Comments, captions, notes, bios and embeds are blocks of their own kinds."""
    expected, lines, articles = case
    assert sum(len(kinds(a, "comment")) for a in articles) == expected["comments"]
    captions = [squash(lines[n - 1]) for n in expected["caption_lines"]]
    assert [c for a in articles for c in kinds(a, "caption")] == captions
    for article, wanted in zip(articles, expected["articles"], strict=True):
        for kind in ("note", "bio"):
            if kind in wanted:
                assert squash(lines[wanted[kind] - 1]) in kinds(article, kind)
        assert kinds(article, "embed") == [squash(lines[n - 1]) for n in wanted.get("embeds", [])]


def test_authors_and_first_publication(case: Any) -> None:
    """Authors from signatures and bios; the outlet of first publication where it is named."""
    expected, _, articles = case
    for article, wanted in zip(articles, expected["articles"], strict=True):
        if "author" in wanted:
            assert wanted["author"] in article.authors
        if "origin" in wanted:
            assert article.outlet.original is not None
            assert wanted["origin"] in article.outlet.original
    if "origin" in expected:
        named = articles[0].outlet.original or ""
        assert "Handelsblatt" in named


def test_an_undated_page_keeps_its_bound(case: Any) -> None:
    """A first comment says after which day a page was certainly not published."""
    expected, _, articles = case
    bound = articles[0].published.bound
    assert bound == ("2022-01-24" if "date_bound" in expected else None)


def test_every_line_stands_in_one_block(case: Any) -> None:
    """Each line of a capture stands in exactly one block of one article."""
    _, lines, articles = case
    source = sorted(squash(line) for line in lines if line.strip())
    kept = sorted(
        squash(line)
        for article in articles
        for block in article.blocks
        for line in block.text.split("\n")
        if line.strip()
    )
    assert kept == source
