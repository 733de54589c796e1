"""A batch of quotations: what files are read, and that every entry gets its answer."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search import archive
from search.errors import InputError
from search.quotes.batch import Entry, entries
from tests.engines import article
from web.quote_commands import quote

SAID = "The signal box still stands and still leaks"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one article."""
    path = tmp_path_factory.mktemp("data")
    engine = archive.create(path, "memory")
    engine.write([article("box", f"“{SAID},” the engineer said.", published="2021-11-19")])
    engine.flush()
    engine.close()
    return path


def invoke(data: Path, *arguments: str, stdin: str = "") -> Result:
    """Runs the command."""
    return CliRunner().invoke(quote, ["--data", str(data), *arguments], input=stdin)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a"])
def test_json_lines_plain_and_gzipped(tmp_path: Path, name: str) -> None:
    """The content says what a file is, not its name; cases may be numbers or missing."""
    lines = '{"case": "x", "query": "one"}\n\n{"query": "two"}\n{"case": 3, "query": "three"}\n'
    packed = gzip.compress(lines.encode()) if name.endswith("gz") else lines.encode()
    (tmp_path / name).write_bytes(packed)
    assert list(entries(tmp_path / name)) == [
        Entry("x", "one"),
        Entry("3", "two"),
        Entry(3, "three"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        'case,query\na,"one, two"\nb,three\n',
        "\ufeffid;Quote;note\r\na;one, two;-\r\nb;three;-\r\n",
        "quote\tcase\none, two\ta\nthree\tb\n",
    ],
)
def test_a_csv_with_a_header(tmp_path: Path, text: str) -> None:
    """Comma, semicolon or tab; the columns are found by name."""
    (tmp_path / "a.csv").write_text(text, encoding="utf-8", newline="")
    assert list(entries(tmp_path / "a.csv")) == [Entry("a", "one, two"), Entry("b", "three")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"one,two\n1,2\n", "no column query"),
        (b'{"query": "one"}\n{"query": \n', "line 2: this is no JSON"),
        (b'{"query": "one"}\n{"text_": "two"}\n', "line 2: write an object"),
        (b'{"query": 7}\n', "line 1: write an object"),
        (b"\xff\xfe\x00query", "cannot be read"),
        (gzip.compress(b'{"query": "one"}\n' * 50)[:40], "cannot be read"),
    ],
)
def test_a_file_that_is_no_batch(tmp_path: Path, content: bytes, message: str) -> None:
    """The message names file, line and what to write."""
    (tmp_path / "bad").write_bytes(content)
    with pytest.raises(InputError, match=message):
        list(entries(tmp_path / "bad"))


def test_a_batch_answers_every_entry_in_order(tmp_path: Path, data: Path) -> None:
    """One object a line; an entry that cannot be checked says why, and the run goes on."""
    file = tmp_path / "batch.jsonl"
    queries = [SAID, "", SAID.replace("leaks", "floods"), "nothing of that kind was ever printed"]
    file.write_text(
        "".join(json.dumps({"case": f"c{n}", "query": q}) + "\n" for n, q in enumerate(queries))
    )
    result = invoke(data, "--batch", str(file), "--json")
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [a["case"] for a in answers] == ["c0", "c1", "c2", "c3"]
    assert [a["verdict"] for a in answers] == ["verbatim", None, "altered", "not_found"]
    assert "nothing to check" in answers[1]["error"]
    assert (
        "4 quotations checked: 1 altered, 1 not checked, 1 not found, 1 word for word"
        in result.stderr
    )


def test_one_quotation_found_and_not_found(data: Path) -> None:
    """Exit 0 where something is found, 1 where nothing is; JSON is printed both times."""
    found = invoke(data, SAID, "--json")
    assert (found.exit_code, json.loads(found.stdout)["hits"][0]["id"]) == (0, "box")
    lost = invoke(data, "no such thing was ever said", "--json")
    assert (lost.exit_code, json.loads(lost.stdout)["verdict"]) == (1, "not_found")


def test_one_quotation_for_people(data: Path) -> None:
    """Verdict in words, what was searched, where it stands and what was changed."""
    result = invoke(data, SAID.replace("leaks", "floods"))
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "Altered. It was printed, but with one difference.\nSearched: 1 article of 0 outlets"
    )
    assert "“leaks” -> “floods”" in result.stdout


def test_a_quotation_from_standard_input(data: Path) -> None:
    """A dash reads it."""
    assert invoke(data, "-", stdin=SAID).exit_code == 0


@pytest.mark.parametrize("arguments", [(), ("one", "--batch", "file")])
def test_neither_or_both_is_refused(data: Path, arguments: tuple[str, ...]) -> None:
    """The message says what to name."""
    result = invoke(data, *arguments)
    assert result.exit_code == 2
    assert "Name a quotation, or a file of them" in result.stderr
