"""Site templates: what stands on page after page of one site goes from the text, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index.ingest import IndexRun
from index.page import Page
from index.pipeline import Made, Settings
from index.templates import Standing, Templates, lay_aside, site_of
from index.workers import make_all
from search import archive
from search.article import Article, Block, Mention, Outlet, Quote

SLOGAN = "Best read beside a warm stove"
SHOP = "Hay, straw and seed potatoes at the Lorn cooperative."


def story(number: int, *texts: str, quotes: Iterable[Quote] = ()) -> Article:
    blocks = tuple(Block("body", text, "reads like the article") for text in texts)
    url = f"https://www.lornvalley.example/{number}"
    return Article(f"a{number}", blocks=blocks, url=url, quotes=tuple(quotes))


def page(number: int) -> Article:
    """A page of its own words between two lines of its site."""
    return story(
        number,
        SLOGAN,
        f"Heifer number {number} reached Kessin on Thursday, and nobody asked her why.",
        f"She was sold for {number} crowns, said the auctioneer, who has a barn of his own.",
        SHOP,
    )


def through(templates: Templates, articles: Iterable[Article]) -> list[Article]:
    return [templates.apply(Made(a.id, (a,))).articles[0] for a in articles]


def cut(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.kind == "boilerplate"]


def test_what_stands_on_every_page_goes_from_the_fifth_on() -> None:
    """Four pages are no evidence, five are; the reason tells the number of pages."""
    with closing(Templates()) as templates:
        judged = through(templates, map(page, range(1, 8)))
    assert [cut(article) for article in judged] == [[]] * 4 + [[SLOGAN, SHOP]] * 3
    assert judged[6].blocks[0].reason == "stands on at least 7 pages of this site"
    assert judged[6].text.startswith("Heifer number 7")


def test_a_page_counts_once() -> None:
    """One page captured nine times is no evidence of a template."""
    with closing(Templates()) as templates:
        judged = through(templates, [page(1)] * 9)
    assert [cut(article) for article in judged] == [[]] * 9


def test_sites_are_kept_apart() -> None:
    """What stands on the pages of one site says nothing of another; without a site nothing is learned."""
    elsewhere = replace(page(9), url="https://dailyquay.example/9")
    nowhere = [replace(page(n), url=None) for n in range(20, 30)]
    with closing(Templates()) as templates:
        through(templates, map(page, range(8)))
        assert cut(*through(templates, [elsewhere])) == []
        assert [cut(article) for article in through(templates, nowhere)] == [[]] * 10


def test_the_site_of_a_page() -> None:
    """The registrable host; in a web archive that of the archived address; else the outlet."""
    article = Article("a", outlet=Outlet("daily-quay", "Daily Quay"))
    inner = "https://archive.example/web/20230101120000/https://news.dailyquay.example/1"
    assert site_of(replace(article, url="https://news.dailyquay.example/1")) == "dailyquay.example"
    assert site_of(replace(article, url=inner)) == "dailyquay.example"
    assert site_of(article) == "outlet daily-quay"
    assert site_of(Article("a")) == ""


def test_given_articles_are_neither_counted_nor_changed() -> None:
    """What came as an article keeps its lines, and teaches nothing."""
    given = [Made(a.id, (a,), given=True) for a in map(page, range(9))]
    with closing(Templates()) as templates:
        assert [templates.apply(made) for made in given] == given
        assert cut(*through(templates, [page(10)])) == []


def test_a_copy_keeps_everything() -> None:
    """An article that stands whole under many addresses of a site is no template."""
    copies = [
        replace(page(1), id=f"c{n}", url=f"https://lornvalley.example/c{n}") for n in range(12)
    ]
    with closing(Templates()) as templates:
        assert [cut(article) for article in through(templates, copies)] == [[]] * 12


def test_between_paragraphs_more_is_asked_for() -> None:
    """A line that recurs in the middle of some articles stays; one in the middle of all goes from the tenth on."""
    often = [
        story(n, f"Opening {n} of a story.", "Read more below", f"Its {n}th end, told at length to all.")
        for n in range(12)
    ]  # fmt: skip
    with closing(Templates()) as templates:
        judged = through(templates, often)
    assert [cut(article) for article in judged] == [[]] * 9 + [["Read more below"]] * 3


def test_what_becomes_rare_is_forgotten() -> None:
    """A template of old pages does not bind those that come after many without it."""
    plain = [
        story(n, f"Only words of page {n}, many of them, stand here.") for n in range(100, 700)
    ]
    with closing(Templates()) as templates:
        through(templates, [*map(page, range(8)), *plain])
        assert cut(*through(templates, [page(9)])) == []
        (rows,) = templates._db.execute("SELECT count(*) FROM lines").fetchone()
    assert rows < 100, "lines of single pages pile up"


ALL = Standing(20, 20)


def test_a_quotation_with_its_speaker_stays() -> None:
    """A recurring block that holds a quotation of somebody is not laid aside; one of nobody may be."""
    text = (
        "Read “Hay”, our weekly.",
        "A long story of its own, told by one who was there at the time.",
    )
    quote = Quote(6, 9, "Hay", speaker="Ada Frome")
    standings = [ALL, None]
    assert cut(lay_aside(story(1, *text, quotes=[quote]), standings)) == []
    unnamed = lay_aside(story(1, *text, quotes=[replace(quote, speaker=None)]), standings)
    assert cut(unnamed) == [text[0]]
    assert unnamed.quotes == ()


def test_nothing_is_left_empty() -> None:
    """An article whose every block recurs keeps them all."""
    article = story(1, SLOGAN, SHOP)
    assert lay_aside(article, [ALL, ALL]) == article


def test_spans_move_with_their_words() -> None:
    """Names and quotations of what stays cover the same words as before; those of what goes are gone."""
    body = "The ferry sails, said Edmund Tarrow. “It is late,” he added, and went home to Kessin at last."
    article = story(1, "Follow Ada Frome", body, SLOGAN, f"{body} Again and again.")
    text = article.text
    names = [
        Mention(at, at + len(name), name, "person")
        for name in ("Ada Frome", "Edmund Tarrow", "Kessin")
        for at in (text.index(name), text.rindex(name))
    ]
    start = text.rindex("It is late")
    quote = Quote(start, start + 11, text[start : start + 11], speaker="Edmund Tarrow")
    judged = lay_aside(
        replace(article, mentions=tuple(names), quotes=(quote,)), [ALL, None, ALL, None]
    )
    assert cut(judged) == ["Follow Ada Frome", SLOGAN]
    assert len(judged.mentions) == 4
    for found in judged.mentions:
        assert judged.text[found.start : found.end] == found.name
    (moved,) = judged.quotes
    assert judged.text[moved.start : moved.end] == quote.text


def dump(number: int) -> Page:
    """A captured page between lines of its site that read like a text."""
    body = "".join(
        f"<p>{text}</p>\n"
        for text in (
            f"The cattle market of week {number} opened in the rain, the postmistress wrote on Friday.",
            f"There were {number} heifers, two choirs and a preacher, and all of them wanted to be heard.",
            f"By noon {number + 3} crowns had been paid for a goat that nobody had meant to sell.",
            "Hay, straw and seed potatoes are sold at the Lorn cooperative on every day but Sunday.",
        )
    )
    html = f"<html><head><title>Market week {number}</title></head><body><article>{body}</article></body></html>"
    url = f"https://lornvalley.example/{number}"
    return Page(f"p{number}", f"p{number}", f"p{number}", html.encode(), url=url)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Seven pages of one site."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(7):
        html = dump(number).body.replace(
            b"<head>", b'<head><link rel="canonical" href="https://lornvalley.example/%d">' % number
        )
        (pages / f"{number}.html").write_bytes(html)
    return pages


def indexed(data: Path, *paths: Path) -> dict[str, Article]:
    engine = archive.open_or_create(data, "memory")
    try:
        IndexRun(engine, data, Settings()).run([str(path) for path in paths])
        return {article.origin: article for article in engine.scan()}
    finally:
        engine.close()


def test_an_archive_judges_its_first_pages_again(folder: Path, tmp_path: Path) -> None:
    """Once five pages have shown a template, it is cut on the earlier ones too, and stays to be searched."""
    found = indexed(tmp_path / "data", folder)
    assert len(found) == 7
    for article in found.values():
        assert "cooperative" not in article.text
        assert any("cooperative" in block.text for block in article.cut)


def test_evidence_lasts_from_run_to_run(folder: Path, tmp_path: Path) -> None:
    """Pages that come one run at a time are judged as those that come together."""
    together = indexed(tmp_path / "one", folder)
    for file in sorted(folder.iterdir()):
        apart = indexed(tmp_path / "two", file)
    texts = [sorted(a.text for a in found.values()) for found in (together, apart)]
    assert texts[0] == texts[1]


def test_workers_change_nothing() -> None:
    """The same articles, block by block, with one process and with two."""
    made = []
    for workers in (1, 2):
        with closing(Templates()) as templates:
            outcomes = make_all(map(dump, range(40)), Settings(), workers)
            made.append([templates.apply(outcome) for outcome in outcomes])
    assert made[0] == made[1]
    assert any(block.reason.startswith("stands on") for block in made[0][-1].articles[0].blocks)
