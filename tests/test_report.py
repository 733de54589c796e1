"""The report of a run: what came out, was cut and was rejected of each outlet."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

import run
from index.page import Given, Page, Reject
from index.report import Report, name_of
from index.sources import Meter, count_bytes, read_items
from search.article import Article, Block, Outlet


def article(name: str | None, *blocks: tuple[str, str]) -> Article:
    outlet = Outlet(name and name.lower(), name)
    return Article("a", blocks=tuple(Block(kind, text) for kind, text in blocks), outlet=outlet)


def report() -> Report:
    made = Report()
    made.add(
        [article("Quay", ("title", "A title"), ("body", "one two three"), ("comment", "me first"))]
    )
    made.add([article("Quay", ("embed", "four"), ("boilerplate", "Home News Weather"))])
    made.add([article(None, ("body", "alone"))])
    made.add_reject("courier.example", Reject("f", "clean", "no running text"))
    return made


def test_words_are_counted_by_kind_and_outlet() -> None:
    """Text and cut apart, titles in neither; the largest outlet first, rejects by step."""
    assert report().to_json() == [
        {"outlet": "Quay", "articles": 2, "words": 4,
         "cut_words": {"boilerplate": 3, "comment": 2}, "rejected": {}},
        {"outlet": None, "articles": 1, "words": 1, "cut_words": {}, "rejected": {}},
        {"outlet": "courier.example", "articles": 0, "words": 0, "cut_words": {}, "rejected": {"clean": 1}},
    ]  # fmt: skip


def test_the_table_shows_the_same() -> None:
    """A line an outlet: articles, words, the share that was cut, its kinds, and the rejects."""
    head, quay, unknown, courier = report().lines()
    assert head.split() == ["outlet", "articles", "words", "cut", "of", "it"]
    assert quay.split() == ["Quay", "2", "4", "56%", "boilerplate", "3,", "comment", "2"]
    assert unknown.split() == ["unknown", "1", "1", "0%"]
    assert courier.split() == ["courier.example", "0", "0", "-", "rejected", "1", "at", "clean"]


def test_a_long_table_is_cut_short() -> None:
    """Of many outlets the largest are printed, and the number of the rest."""
    many = Report()
    for number in range(40):
        many.add([article(f"Paper {number:02}", ("body", "word"))])
    lines = list(many.lines())
    assert len(lines) == 32
    assert lines[-1] == "... and 10 more: --json lists all"
    assert list(Report().lines()) == []


def test_a_reject_stands_under_what_is_known_of_its_page() -> None:
    """The user's name for the outlet, else the host of the address, else nothing."""
    page = Page("k", "f", "f", b"", url="https://www.courier.example/1")
    assert name_of(page) == "courier.example"
    assert name_of(Page("k", "f", "f", b"", outlet="Mine")) == "Mine"
    assert name_of(Given("k", "f", "f", {}, "")) is None
    assert name_of(Reject("f", "read", "broken")) is None


def test_index_tells_it(tmp_path: Path) -> None:
    """`index` prints the table, and with --json the same figures under the key outlets."""
    lines = tmp_path / "in.jsonl"
    lines.write_text('{"text": "The ferry sails.", "outlet": "Daily Quay"}\n{"body": ""}\n')
    options = ["--workers", "1", "--data"]
    told = CliRunner().invoke(run.main, ["index", str(lines), *options, str(tmp_path / "a")])
    assert "Daily Quay" in told.stdout
    asked = CliRunner().invoke(
        run.main, ["index", str(lines), *options, str(tmp_path / "b"), "--json"]
    )
    quay, unknown = json.loads(asked.stdout.splitlines()[-1])["outlets"]
    assert (quay["outlet"], quay["articles"], quay["words"]) == ("Daily Quay", 1, 3)
    assert unknown["rejected"] == {"read": 1}


def test_the_meter_ends_at_the_size_of_the_input(root: Path) -> None:
    """Bytes read grow with each page up to those counted before: files, JSON Lines and WARC alike."""
    paths = [str(root / "seeds")]
    meter, seen = Meter(), [0]
    for _ in read_items(paths, meter=meter):
        seen.append(meter.read)
    assert seen == sorted(seen)
    assert meter.read == count_bytes(paths) > 100_000
