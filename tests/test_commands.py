"""The command line: results on stdout, messages on stderr, exit codes, errors with the next step."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import run

LINES = [
    {"id": "a", "outlet": "Daily Quay", "title": "Ferry sails", "published": "2022-06-08", "language": "en",
     "text": "The ferry sails from Kessin. Peacekeeping troops did not sail with it."},
    {"id": "b", "outlet": "Kessin Today", "title": "Troops voted down", "published": "2022-06", "language": "en",
     "text": "No peacekeeping troops cross the river, the assembly said on Thursday."},
    {"id": "c", "title": "Undated", "language": "en", "text": "Nobody knows when this was printed."},
]  # fmt: skip


PAGE = """Home | Town | River | Search
Ferry sails again

8 June 2022 17:58

The ferry between Kessin and Harrow Bay sails again after nineteen days, the board said on Monday.

Edmund Tarrow, who chairs the board, said that nobody had missed the boat more than its own crew.

Tickets bought before the strike stay valid until the end of the month, and dogs travel free.

Follow us on the river channel
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An archive of three articles."""
    file = tmp_path / "in.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in LINES))
    assert (
        invoke("index", str(file), "--data", str(tmp_path / "data"), "--workers", "1").exit_code
        == 0
    )
    return tmp_path / "data"


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(run.main, list(arguments))


def answer(*arguments: str) -> Any:
    return json.loads(invoke(*arguments, "--json").stdout)


def test_search_finds_and_counts(data: Path) -> None:
    """Exit 0, the contract's object on one line, exact facets."""
    result = invoke(
        "search", '"peacekeeping troops"', "--data", str(data), "--facet", "outlet", "--json"
    )
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 1
    found = json.loads(result.stdout)
    assert found["query"]["interpreted"] == '"peacekeeping troops"'
    assert found["total"] == {"value": 2, "relation": "eq"}
    assert {hit["id"] for hit in found["hits"]} == {"a", "b"}
    assert found["hits"][0]["outlet"].keys() == {"id", "name"}
    facet = found["facets"]["outlet"]
    assert facet["exact"] is True
    assert [(v["label"], v["count"]) for v in facet["values"]] == [
        ("Daily Quay", 1),
        ("Kessin Today", 1),
    ]


def test_a_phrase_exactly_as_typed(data: Path) -> None:
    """With --mode verbatim case counts, in search and in export; an unknown mode names the known."""
    for typed, number in (("No peacekeeping troops cross", 1), ("No Peacekeeping troops", 0)):
        given = (typed, "--mode", "verbatim", "--data", str(data))
        assert answer("search", *given)["total"]["value"] == number
        assert invoke("export", *given).stdout.count("\n") == number
    assert "'query', 'verbatim'" in invoke("search", "a", "--mode", "exact").stderr


def test_nothing_found_is_exit_1_with_an_answer(data: Path) -> None:
    """A search without a hit prints its object all the same."""
    result = invoke("search", "zeppelin", "--data", str(data), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["total"]["value"] == 0


def test_filters_and_exclusions(data: Path) -> None:
    """--filter is OR inside a field, --not excludes, a wrong form says how to write it."""
    both = answer(
        "search",
        "--filter",
        "outlet=daily-quay",
        "--filter",
        "outlet=kessin-today",
        "--data",
        str(data),
    )
    assert both["total"]["value"] == 2
    rest = answer("search", "--not", "outlet=daily-quay", "--data", str(data))
    assert {hit["id"] for hit in rest["hits"]} == {"b", "c"}
    wrong = invoke("search", "--filter", "outlet", "--data", str(data))
    assert wrong.exit_code == 2
    assert "FIELD=VALUE" in wrong.stderr


def test_dates_narrow_a_search(data: Path) -> None:
    """Both ends are included, a month is whole, undated articles lie outside; no date is an error."""
    for dates, expected in (
        (("--date-from", "2022-06-01", "--date-to", "2022-06"), {"a", "b"}),
        (("--date-from", "2022-06-02", "--date-to", "2022-06-08"), {"a"}),
        (("--date-to", "2021"), set()),
    ):
        result = invoke("search", *dates, "--data", str(data), "--json")
        assert {hit["id"] for hit in json.loads(result.stdout)["hits"]} == expected
    wrong = invoke("search", "--date-from", "June", "--data", str(data))
    assert wrong.exit_code == 2
    assert "date_from must be a date like 2022" in wrong.stderr


def test_a_query_with_a_mistake_is_exit_2(data: Path) -> None:
    """Position, reason and a suggestion on stderr, nothing on stdout."""
    result = invoke("search", '"peacekeeping troops', "--data", str(data), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "character 1" in result.stderr
    assert "Did you mean" in result.stderr


def test_an_unknown_field_is_told(data: Path) -> None:
    """A field that does not exist is named, with the nearest one that does."""
    assert "outlet" in invoke("search", "outlett:quay", "--data", str(data)).stderr
    assert "personn" in invoke("search", "--facet", "personn", "--data", str(data)).stderr


@pytest.mark.parametrize(
    "command", [["search", "x"], ["show", "x"], ["stats"], ["export"], ["serve"], ["reindex"]]
)
def test_an_absent_archive_is_told(tmp_path: Path, command: list[str]) -> None:
    """Exit 2 and `no archive at DIR`, and no folder is made."""
    result = invoke(*command, "--data", str(tmp_path / "none"))
    assert result.exit_code == 2
    assert f"no archive at {tmp_path / 'none'}" in result.stderr
    assert not (tmp_path / "none").exists()


def test_an_archive_of_another_version_is_refused(data: Path) -> None:
    """It is not touched; the message names the command that rebuilds it, and that command does."""
    manifest = data / "archive.json"
    other = json.loads(manifest.read_text()) | {"schema_version": 0}
    manifest.write_text(json.dumps(other))
    refused = invoke("search", "ferry", "--data", str(data))
    assert refused.exit_code == 2
    assert f"pressmark reindex --data {data}" in refused.stderr
    assert json.loads(manifest.read_text()) == other
    assert invoke("reindex", "--data", str(data)).exit_code == 0
    assert answer("search", "ferry", "--data", str(data))["total"]["value"] == 1


def test_reindex_converts_to_another_engine(data: Path) -> None:
    """The same articles afterwards, kept by the other engine."""
    assert answer("reindex", "--engine", "whoosh", "--data", str(data)) == {"articles": 3}
    assert answer("stats", "--data", str(data))["engine"] == "whoosh"
    assert answer("search", '"peacekeeping troops"', "--data", str(data))["total"]["value"] == 2


def test_show_prints_the_article(data: Path) -> None:
    """The whole object with --json; an unknown id is exit 1."""
    assert answer("show", "a", "--data", str(data))["text"] == LINES[0]["text"]
    assert "Daily Quay" in invoke("show", "a", "--data", str(data)).stdout
    unknown = invoke("show", "zz", "--data", str(data))
    assert unknown.exit_code == 1
    assert "zz" in unknown.stderr


def test_stats_are_exact(data: Path) -> None:
    """Counts, the first and last date, the undated, and what it is made with."""
    stats = answer("stats", "--data", str(data))
    assert {k: stats[k] for k in ("articles", "outlets", "from", "to", "undated", "engine")} == {
        "articles": 3, "outlets": 2, "from": "2022-06", "to": "2022-06", "undated": 1, "engine": "tantivy",
    }  # fmt: skip
    assert stats["bytes"] > 0
    assert isinstance(stats["schema_version"], int)


def test_an_export_can_be_indexed(data: Path, tmp_path: Path) -> None:
    """What export writes becomes the same archive again."""
    exported = invoke("export", "--format", "jsonl", "--data", str(data))
    assert exported.exit_code == 0
    file = tmp_path / "backup.jsonl"
    file.write_text(exported.stdout)
    assert (
        answer("index", str(file), "--data", str(tmp_path / "two"), "--workers", "1")["added"] == 3
    )
    again = invoke("export", "--format", "jsonl", "--data", str(tmp_path / "two"))
    assert sorted(again.stdout.splitlines()) == sorted(exported.stdout.splitlines())


@pytest.mark.parametrize(
    ("form", "shows"),
    [
        ("csv", "Ferry sails"),
        ("ris", "TY  - NEWS"),
        ("bibtex", "@article"),
        ("csl", "article-newspaper"),
    ],
)
def test_export_formats(data: Path, form: str, shows: str) -> None:
    """Each format holds the matches of the query, not more."""
    result = invoke("export", "ferry", "--format", form, "--data", str(data))
    assert shows in result.stdout
    assert "voted down" not in result.stdout


def test_index_reports_rejects_and_exits_0(tmp_path: Path) -> None:
    """A run in which everything was rejected ends in its summary and exit 0."""
    file = tmp_path / "x.bin"
    file.write_bytes(bytes(range(256)) * 4)
    result = invoke("index", str(file), "--data", str(tmp_path / "d"), "--json", "--workers", "1")
    assert result.exit_code == 0
    summary = json.loads(result.stdout.splitlines()[-1])
    assert summary.keys() >= {"added", "updated", "unchanged", "rejected", "seconds"}
    assert summary["rejected"][0].keys() == {"origin", "step", "reason"}


def test_clean_needs_no_archive(tmp_path: Path) -> None:
    """One article a line in input order, rejects on stderr, exit 1 when nothing came out."""
    page = tmp_path / "p.txt"
    page.write_text(PAGE)
    empty = tmp_path / "q.txt"
    empty.write_text("")
    result = invoke("clean", str(page), str(empty), "--json", "--workers", "1")
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    article = json.loads(line)
    assert article["page"] == str(page)
    assert {"text", "blocks", "published", "outlet", "mentions", "quotes"} <= article.keys()
    assert "empty" in result.stderr
    explained = invoke("clean", str(page), "--explain", "--workers", "1")
    assert "body" in explained.stdout
    assert invoke("clean", str(empty), "--json", "--workers", "1").exit_code == 1


def test_help_is_there_for_everything() -> None:
    """The program and each command explain themselves."""
    for name in ["", *run.main.commands]:
        result = invoke(*filter(None, [name]), "--help")
        assert result.exit_code == 0
        assert "Usage:" in result.stdout


@pytest.fixture
def demo(root: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The demonstration, as the README starts it, on a free port."""
    command = [sys.executable, "run.py", "demo", "--port", "0"]
    environment = {**os.environ, "PYTHONWARNINGS": "default"}
    process = subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    address = ""
    for line in process.stdout:
        if found := re.match(r"http://127\.0\.0\.1:\d+$", line.strip()):
            address = found.group()
            break
    yield process, address
    if process.poll() is None:
        process.kill()
    process.stdout.close()
    process.wait()


def test_the_demonstration_is_served(demo: tuple[subprocess.Popen[str], str]) -> None:
    """`demo` prints its address; its pages and its API answer; SIGTERM ends it cleanly."""
    process, address = demo
    assert address
    with urllib.request.urlopen(address + "/api/v1/stats") as response:
        assert json.load(response)["articles"] == 64
    with urllib.request.urlopen(address + "/search?q=%22peacekeeping+troops%22") as response:
        page = response.read().decode()
    assert "Velmora Courier" in page
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
