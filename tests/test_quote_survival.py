"""No quotation is lost to search by cleaning: it stands in the text, or with scope "all" in what was cut.

Each quotation goes into a captured page with navigation, teasers, a newsletter box, comments and a footer
around it: in its article, and alone with the paragraph that it stands in; as HTML and as a text dump.
"""

from __future__ import annotations

import gzip
import html
import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.page import Page, Reject
from index.pipeline import Pipeline, Settings
from index.quotes import find_quotes
from index.sources import read_items
from index.templates import Templates
from search.analysis import words
from search.engine import Engine
from search.engines.memory import MemoryEngine
from search.parse import parse
from search.plan import widen

# Of the 891 development articles every so many: about 30 articles with 300 quotations, in seconds.
EVERY = 30
# Words: crossheads of the demonstration have up to three, its shortest paragraph with a quotation eleven.
CROSSHEAD = 5
ABOVE = [
    "Home | News | Sport | Weather",
    "Log in",
    "Subscribe",
    "Most read",
    "Goat elected mayor",
    "Skip to content",
]
BELOW = [
    "Share this", "Tweet", "Read more: Ten ferries you must see", "Sign up for our newsletter", "2 comments",
    "Otto P. 3 hours ago", "Never seen a ferry on time.", "Reply", "Mira, yesterday", "Well said!", "Reply",
    "About us | Contact | Privacy", "© 2023 The Daily Heron. All rights reserved.",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A text in paragraphs, and what is quoted in it."""

    name: str
    title: str
    paragraphs: tuple[str, ...]
    quotations: tuple[str, ...]


def source(name: str, title: str | None, text: str, language: str | None) -> Source:
    quoted = dict.fromkeys(quote.text for quote in find_quotes(text, language, ()))
    paragraphs = tuple(" ".join(part.split()) for part in text.split("\n") if part.strip())
    name = name.replace(
        "-", "_"
    )  # what follows a hyphen in an id tells the articles of a page apart
    return Source(name, title or "Untitled", paragraphs, tuple(q for q in quoted if words(q)))


def folded(text: str) -> str:
    return " ".join(words(text))


def as_html(given: Source) -> str:
    above = "".join(
        f"<li><a href='/{n}'>{html.escape(line)}</a></li>" for n, line in enumerate(ABOVE)
    )
    below = "".join(f"<div class='box'><a href='#'>{html.escape(line)}</a></div>" for line in BELOW)
    body = "".join(f"<p>{html.escape(part)}</p>" for part in given.paragraphs)
    title = html.escape(given.title)
    return (
        f"<html><head><title>{title} - The Daily Heron</title></head><body><ul>{above}</ul>"
        f"<div id='main'><h1>{title}</h1>{body}</div>{below}</body></html>"
    )


def as_text(given: Source) -> str:
    return "\n\n".join([*ABOVE, given.title, *given.paragraphs, *BELOW])


def alone(given: Source) -> Iterator[Source]:
    """Each paragraph with a quotation as an article of its own: the least that a page can hold.

    A crosshead is no paragraph: a page of nothing else is a reject, which says so.
    """
    for number, part in enumerate(given.paragraphs):
        if len(words(part)) < CROSSHEAD:
            continue
        quoted = tuple(q for q in given.quotations if f" {folded(q)} " in f" {folded(part)} ")
        if quoted:
            yield Source(f"{given.name}#{number}", given.title, (part,), quoted)


def lost(sources: Iterable[Source]) -> tuple[int, list[str]]:
    """How many quotations were looked for, and those that a search for their words does not find."""
    pipeline, count, missing = Pipeline(), 0, []
    with closing(Templates()) as templates:
        for given in sources:
            for form, body in (("html", as_html(given)), ("text", as_text(given))):
                url = f"https://dailyheron.example/{given.name}/{form}"
                made = pipeline.make(Page(url, url, url, body.encode(), url=url))
                engine = MemoryEngine()
                engine.write(templates.apply(made).articles)
                engine.flush()
                count += len(given.quotations)
                missing += [
                    f"{url}: {said}" for said in given.quotations if not found(engine, said)
                ]
    return count, missing


def found(engine: Engine, quoted: str) -> bool:
    """Whether these words stand one after the other in what the engine holds, cut or not."""
    phrase = widen(parse(f'"{folded(quoted)}"'))
    return engine.search(phrase, limit=0).total.value > 0


@pytest.fixture(scope="module")
def seeds(root: Path) -> list[Source]:
    """The articles of the demonstration archive that quote somebody."""
    pipeline = Pipeline(Settings(tables=root / "seeds"))
    items = [i for i in read_items([str(root / "seeds")]) if not isinstance(i, Reject)]
    articles = [article for item in items for article in pipeline.make(item).articles]
    found = [source(f"s{n}", a.title, a.text, a.language) for n, a in enumerate(articles)]
    return [given for given in found if given.quotations]


def test_quotations_of_the_demonstration_survive(seeds: list[Source]) -> None:
    """Every quotation of seeds/, in its article with navigation around it."""
    count, missing = lost(seeds)
    assert count > 200
    assert missing == []


def test_quotations_survive_in_pages_of_one_paragraph(seeds: list[Source]) -> None:
    """The same with nothing but the paragraph that holds the quotation between the navigation."""
    count, missing = lost(part for given in seeds for part in alone(given))
    assert count > 200
    assert missing == []


def test_quotations_of_real_articles_survive(shared: Path) -> None:
    """A sample of the development articles, treated alike."""
    file = shared / "eval" / "quotes" / "articles.jsonl.gz"
    with gzip.open(file, "rt", encoding="utf8") as lines:
        rows = [json.loads(line) for line in lines][::EVERY]
    sources = [source(f"r{n}", r["title"], r["text"], r["language"]) for n, r in enumerate(rows)]
    count, missing = lost(sources)
    assert count > 200
    assert missing == []
