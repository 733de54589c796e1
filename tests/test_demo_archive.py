"""The demonstration archive becomes what `demo_expected.json` says, page by page.

Keys of the file are paths below `seeds/`. `first_words` and `last_words` are five words of the body, split at
white space; `must_not` stands on the page and may not stand in the body; `not_after` bounds an undated page.
The body is what is read in order: standfirst, paragraphs, subheadings, questions, tables, lists, embedded
messages. Titles, bylines, date lines of their own, captions, notes, corrections, bios, related links and
comments are not.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from index.page import Reject
from index.pipeline import Pipeline, Settings
from index.sources import read_items
from search.article import Article

ROOT = Path(__file__).resolve().parent.parent
EXPECTED: dict[str, dict[str, Any]] = json.loads(
    (ROOT / "tests" / "demo_expected.json").read_text("utf8")
)
PAGES = sorted(path for path in EXPECTED if path not in ("wire.warc.gz", "radio-lorn.jsonl"))


@pytest.fixture(scope="module")
def archive() -> dict[str, list[Article]]:
    """The articles of each file, by path below `seeds/`."""
    pipeline = Pipeline(Settings(tables=ROOT / "seeds"))
    found: dict[str, list[Article]] = defaultdict(list)
    for item in read_items([str(ROOT / "seeds")]):
        if isinstance(item, Reject):
            found["rejected " + item.origin].append(Article(item.reason))
            continue
        made = pipeline.make(item)
        path = item.place.split("@")[0].split(":")[0]
        assert made.reject is None or path == "wire.warc.gz", made.reject
        found[path].extend(made.articles)
    return found


def check(article: Article, expected: dict[str, Any]) -> None:
    """One article against what is expected of it."""
    words = article.text.split()
    assert article.title == expected["title"]
    assert " ".join(words[:5]) == expected["first_words"]
    assert " ".join(words[-5:]) == expected["last_words"]
    assert article.published.value == expected["published"]
    for stripped in expected["must_not"]:
        assert stripped not in article.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_becomes_its_articles(archive: dict[str, list[Article]], path: str) -> None:
    """Title, first and last words, date, outlet, language and comments of every page are right."""
    expected = EXPECTED[path]
    articles = archive[path]
    assert len(articles) == expected["articles"]
    for article, part in zip(articles, expected.get("parts", [expected]), strict=True):
        check(article, part)
        assert article.outlet.id == expected["outlet"]
        assert article.language == expected["language"]
    comments = [b for a in articles for b in a.blocks if b.kind == "comment"]
    assert len(comments) == expected["comments"]
    if "not_after" in expected:
        assert articles[0].published.bound == expected["not_after"]
    if "published_other" in expected:
        assert articles[0].published.conflict
        assert expected["published_other"] in [c.value for c in articles[0].published.candidates]


def test_the_warc_becomes_its_articles(archive: dict[str, list[Article]]) -> None:
    """Each page record of the WARC is an article, the redirect and the error are rejects."""
    expected = EXPECTED["wire.warc.gz"]
    by_url = {article.url: article for article in archive["wire.warc.gz"]}
    assert sorted(by_url) == sorted(record["url"] for record in expected["records"])
    for record in expected["records"]:
        check(by_url[record["url"]], record)
        assert by_url[record["url"]].outlet.id == "northern-wire"
    rejects = [path for path in archive if path.startswith("rejected ")]
    assert len(rejects) == len(expected["not_articles"])


def test_given_articles_are_taken_as_they_are(archive: dict[str, list[Article]]) -> None:
    """The bulletins that came as articles keep title, text and date, and get their outlet."""
    expected = EXPECTED["radio-lorn.jsonl"]["lines"]
    lines = (ROOT / "seeds" / "radio-lorn.jsonl").read_text("utf8").splitlines()
    for article, line, wanted in zip(archive["radio-lorn.jsonl"], lines, expected, strict=True):
        assert article.text == json.loads(line)["text"]
        check(article, wanted)
        assert (article.outlet.id, article.language) == ("radio-lorn", wanted["language"])


def test_nothing_of_a_text_dump_is_lost(archive: dict[str, list[Article]]) -> None:
    """Each line of a text dump stands in exactly one block of one article."""
    for path in (p for p in PAGES if p.endswith(".txt")):
        source = (ROOT / "seeds" / path).read_text("utf8").split("\n")
        lines = sorted(" ".join(line.split()) for line in source if line.strip())
        kept = sorted(
            " ".join(line.split())
            for article in archive[path]
            for block in article.blocks
            for line in block.text.split("\n")
            if line.strip()
        )
        assert kept == lines, path
