"""`pressmark.toml`: what a user says of the pages below a folder wins, and a broken file says how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.ingest import IndexRun, Summary
from index.page import Given, Page, Reject
from index.pipeline import Pipeline, Settings
from index.sources import Item, read_items
from search import archive

PAGE = """<html lang="en"><head><title>Ferry sails - Daily Quay</title>
<meta property="og:site_name" content="Daily Quay"></head><body><article>
<p>The ferry between Kessin and Harrow Bay sails again after nineteen days, the board said on Thursday.</p>
<p>Tickets bought before the strike stay valid until the end of the month, and dogs travel free.</p>
</article></body></html>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One page in a folder, one in the folder below it."""
    folder = tmp_path / "captures"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.html").write_text(PAGE)
    (folder / "deep" / "b.html").write_text(PAGE)
    return folder


def outlets(*paths: Path, outlet: str | None = None) -> list[str | None]:
    found = read_items([str(path) for path in paths], outlet=outlet)
    return [item.outlet for item in found if isinstance(item, Page)]


def only_reject(items: list[Item]) -> Reject:
    (reject,) = (item for item in items if isinstance(item, Reject))
    return reject


def test_the_settings_name_the_pages_below(folder: Path) -> None:
    """Outlet and language hold for every page below the file, against what the pages say."""
    (folder / "pressmark.toml").write_text('outlet = "Harbour Ledger"\nlanguage = "da"\n')
    for item in read_items([str(folder)]):
        assert isinstance(item, Page)
        (article,) = Pipeline().make(item).articles
        assert (article.outlet.name, article.language) == ("Harbour Ledger", "da")


def test_the_nearest_file_wins_setting_by_setting(folder: Path) -> None:
    """A file deeper down changes what it names and leaves the rest."""
    (folder / "pressmark.toml").write_text('outlet = "Harbour Ledger"\nlanguage = "da"\n')
    (folder / "deep" / "pressmark.toml").write_text('outlet = "Deep Water"\n')
    found = [item for item in read_items([str(folder)]) if isinstance(item, Page)]
    assert [(p.outlet, p.language) for p in found] == [
        ("Harbour Ledger", "da"),
        ("Deep Water", "da"),
    ]


def test_the_command_line_wins_over_the_file(folder: Path) -> None:
    """--outlet holds for all pages, whatever the folders say."""
    (folder / "pressmark.toml").write_text('outlet = "Harbour Ledger"\n')
    assert outlets(folder, outlet="Mine") == ["Mine", "Mine"]


def test_a_page_named_itself_has_its_folders_settings(folder: Path) -> None:
    """The same page gets the same outlet whether its folder or the page is named."""
    (folder / "pressmark.toml").write_text('outlet = "Harbour Ledger"\n')
    assert outlets(folder / "a.html") == ["Harbour Ledger"]


def test_lines_and_records_are_named_too(folder: Path) -> None:
    """Pages and articles in JSON Lines get the outlet; a given article keeps its own language."""
    (folder / "pressmark.toml").write_text('outlet = "Harbour Ledger"\nlanguage = "da"\n')
    lines = folder / "deep" / "c.jsonl"
    lines.write_text('{"text": "One.", "language": "en"}\n{"text": "Two."}\n{"body": "Three."}\n')
    first, second, third = read_items([str(folder / "deep" / "c.jsonl")])
    assert isinstance(first, Given)
    assert "outlet" not in first.data, "settings above the path that was given are not looked at"
    _, _, first, second, third = read_items([str(folder)])
    assert isinstance(first, Given)
    assert isinstance(second, Given)
    assert (first.data["outlet"], first.data["language"]) == ("Harbour Ledger", "en")
    assert (second.data["outlet"], second.data["language"]) == ("Harbour Ledger", "da")
    assert isinstance(third, Page)
    assert third.outlet == "Harbour Ledger"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('outlet = "Quay\n', "line 1"),
        ('# mine\noutlett = "Quay"\n', "line 2: unknown setting 'outlett': there are outlet and language"),
        ("\noutlet = 7\n", "line 2: outlet must be a text"),
        ('outlet = " "\n', "line 1: outlet must be a text"),
        ('language = "English"\n', "line 1: language must be a code of two letters"),
        ('outlet = "Qu\udce4y"\n', "utf-8"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_with_its_line(folder: Path, text: str, says: str) -> None:
    """One reject names file, line and remedy; the pages below are read without the file."""
    file = folder / "pressmark.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    items = list(read_items([str(folder)]))
    reject = only_reject(items)
    assert reject.origin == str(file)
    assert says in reject.reason
    assert "until it is corrected" in reject.reason
    assert outlets(folder) == [None, None]


def test_a_settings_file_is_no_page(folder: Path) -> None:
    """Named itself it is refused with what to do; in a folder it is passed over."""
    file = folder / "pressmark.toml"
    file.write_text('outlet = "Harbour Ledger"\n')
    assert "name the folder" in only_reject(list(read_items([str(file)]))).reason
    assert len(list(read_items([str(folder)]))) == 2


def test_a_change_of_settings_makes_the_pages_anew(folder: Path, tmp_path: Path) -> None:
    """What a folder's file says enters the fingerprint of its pages, and only of its own."""

    def run() -> Summary:
        engine = archive.open_or_create(tmp_path / "data", "memory")
        try:
            return IndexRun(engine, tmp_path / "data", Settings()).run([str(folder)])
        finally:
            engine.close()

    assert run().added == 2
    (folder / "deep" / "pressmark.toml").write_text('outlet = "Deep Water"\n')
    summary = run()
    assert (summary.added, summary.updated, summary.unchanged) == (0, 1, 1)
    engine = archive.open(tmp_path / "data")
    assert sorted(a.outlet.name or "" for a in engine.scan()) == ["Daily Quay", "Deep Water"]
    engine.close()
