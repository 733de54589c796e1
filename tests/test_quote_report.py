"""What `quote --batch` writes: CSV, JSON Lines and the HTML report, by one process or several, whole or stopped."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_web_pages import Outline
from test_web_quote import STATES, WIRE, article
from test_web_quote import archive as shared
from web_archive import HOSTILE

from search import archive
from search.article import Article
from search.engine import Engine
from search.errors import ArchiveMissing, PressmarkError
from search.holdings import Holdings
from search.query import EVERYTHING, Query
from search.quotes import batch as asking
from search.quotes import check
from search.quotes.batch import Answer, Entry
from tests.engines import article as plain
from tests.engines import filled
from web import checking, quote_commands, report
from web.app import create_app
from web.batch import Tally
from web.checking import Line, Task, check_all
from web.printings import earliest
from web.quote_commands import quote

UNLINKED = "The keys of the lock house hang where nobody looks for them"
FILE = (
    "case,quote\n"
    + "".join(f'{name},"{words}"\n' for name, words in STATES.items())
    + f'=1+1,"{HOSTILE.replace(chr(34), chr(34) * 2)}"\nnone,!!\nno address,{UNLINKED}\n'
)
ENTRIES = [Entry(name, words) for name, words in STATES.items()]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of passed-on quotations on disk, with an article that has no address."""
    path = tmp_path_factory.mktemp("data")
    engine = archive.create(path, "tantivy")
    bare = article("keys", "Keys", f"“{UNLINKED},” he said.", outlet=WIRE, date="2021-05")
    fields = {name: getattr(bare, name) for name in Article.__slots__}
    engine.write([*shared().scan(), Article(**fields | {"url": None})])
    engine.flush()
    engine.close()
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """One quotation of every state, one that is hostile and one without a word."""
    path = tmp_path / "claims <i>.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ctrl-C is pressed while the third quotation is checked; the list holds what was checked."""
    checked: list[str] = []

    def pressed(engine: Engine, pasted: str, *, limit: int, within: Query) -> object:
        checked.append(pasted)
        if len(checked) == 3:
            signal.raise_signal(signal.SIGINT)
        return check(engine, pasted, limit=limit, within=within)

    monkeypatch.setattr(asking, "check", pressed)
    return checked


def run(data: Path, file: Path, *options: str) -> Result:
    """Runs the command on a file."""
    return CliRunner().invoke(quote, ["--data", str(data), "--batch", str(file), *options])


def test_csv_is_what_the_upload_page_answers(data: Path, file: Path) -> None:
    """The same bytes, what cannot be checked with its reason, formulas defused."""
    result = run(data, file, "--format", "csv")
    opened = archive.open(data)
    posted = {"file": (io.BytesIO(FILE.encode()), "mine.csv"), "format": "csv"}
    response = create_app(opened).test_client().post("/quote/batch", data=posted)
    assert result.stdout_bytes == response.data
    opened.close()
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert len(rows) == len(STATES) + 3
    assert rows[-3]["case"] == "'=1+1"
    assert (rows[-2]["verdict"], rows[-2]["problem"][:21]) == ("", "There is no word in i")


def test_the_report_is_one_sound_file(data: Path, file: Path) -> None:
    """No script, nothing fetched, text of pages and files escaped; what was searched, when, with what."""
    result = run(data, file, "--format", "html")
    page = Outline(result.stdout)
    tags = [tag for tag, _ in page.elements]
    assert not {"script", "img", "link", "iframe", "i"} & set(tags)
    assert [a for _, a in page.elements if "src" in a or any(k.startswith("on") for k in a)] == []
    assert "@import" not in result.stdout
    assert "url(" not in result.stdout
    assert tags.count("tr") == len(STATES) + 4
    assert "Report on claims <i>.csv" in page.text
    assert HOSTILE in page.text
    assert "10 quotations, checked on " in page.text
    assert re.search(r"with Pressmark \d+\.\d+\.\d+", page.text)
    assert (
        "Searched: 47 articles of 5 outlets, 2021 to 2 November 2023; 2 are undated (4.3 %)."
        in page.text
    )
    assert "There is no word in it" in page.text
    assert "“forty” where you have “sixty”" in page.text
    assert "Stopped before the end" not in page.text


def test_a_first_appearance_leads_to_the_live_page(data: Path, file: Path) -> None:
    """At the passage; where an article has no address, its id is named. No link leads to a server of ours."""
    page = Outline(run(data, file, "--format", "html").stdout)
    anchors = {link[1:] for link in page.links if link.startswith("#")}
    assert anchors <= set(page.ids)
    live = [link for link in page.links if not link.startswith("#")]
    assert "https://daily-quay.example/boats#:~:text=" in " ".join(live)
    assert all(link.startswith("https://") for link in live)
    assert "Northern Wire, May 2021" in page.text
    assert "article keys" in page.text


def test_rows_are_written_while_they_come() -> None:
    """A report of any length holds no more than the row at hand."""
    asked = 0

    def rows() -> Iterator[str]:
        nonlocal asked
        for asked in range(1, 4):
            yield f"<tr><td>row {asked}</td></tr>"

    held = Holdings(1, 1, None, None, 0, 0)
    pieces = report.whole(rows(), name="a", number=3, tally=Tally(), held=held)
    assert "row 1" in next(piece for piece in pieces if "<tr><td>" in piece)
    assert asked == 1
    assert "row 3" in "".join(pieces)


def test_json_lines_are_written_one_by_one(
    data: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that is killed has written a line for each quotation checked before."""
    written: list[int] = []

    def looking(engine: Engine, pasted: str, *, limit: int, within: Query) -> object:
        written.append(sys.stdout.buffer.getvalue().count(b"\n"))  # type: ignore[attr-defined]
        return check(engine, pasted, limit=limit, within=within)

    monkeypatch.setattr(asking, "check", looking)
    assert run(data, file, "--format", "jsonl").exit_code == 0
    assert written == list(range(len(STATES) + 3))


@pytest.mark.parametrize("form", checking.FORMS)
def test_ctrl_c_leaves_a_sound_file(
    data: Path, file: Path, form: str, interrupted: list[str]
) -> None:
    """The run ends after the quotation at hand, with what its form needs at the end, and says what is left."""
    before = signal.getsignal(signal.SIGINT)
    result = run(data, file, "--format", form)
    assert (result.exit_code, len(interrupted)) == (2, 3)
    assert "Stopped before the end: 8 were not checked." in result.stderr
    assert signal.getsignal(signal.SIGINT) is before
    if form == "html":
        text = Outline(result.stdout).text
        assert "Stopped before the end: 8 quotations of claims <i>.csv are not" in text
        assert "2 word for word" in text
    else:
        assert result.stdout.count("\n") == (3 if form == "csv" else 2)
        assert result.stdout.endswith("\n")


def test_a_second_ctrl_c_ends_at_once(
    data: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it does everywhere; what was written by then stays."""

    def pressed(engine: Engine, pasted: str, *, limit: int, within: Query) -> object:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        return check(engine, pasted, limit=limit, within=within)

    monkeypatch.setattr(asking, "check", pressed)
    # Where tests are run in the background, a shell has the signal ignored from the start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        result = run(data, file, "--format", "jsonl")
    finally:
        signal.signal(signal.SIGINT, before)
    assert (result.exit_code, result.stdout) == (1, "")


def test_workers_give_the_same_lines_in_the_same_order(
    data: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long batch is checked in worker processes, and nobody sees it."""
    monkeypatch.setattr(report, "datetime", Standing)
    alone = run(data, file, "--format", "html")
    monkeypatch.setattr(quote_commands, "_MANY", 2)
    monkeypatch.setattr(checking, "_CHUNK", 2)
    several = run(data, file, "--format", "html", "--workers", "2")
    assert several.stdout == alone.stdout
    assert several.stderr == alone.stderr


IN_QUAY = ("--filter", "outlet=daily-quay", "--date-from", "2022-09", "--date-to", "2023-06")


def test_a_batch_looks_only_where_it_is_told(
    data: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each answer keeps to the conditions and says them, by one process and by several."""
    monkeypatch.setattr(quote_commands, "_MANY", 2)
    told = []
    for workers in ("1", "2"):
        result = run(data, file, "--format", "jsonl", *IN_QUAY, "--workers", workers)
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        told.append([{**answer, "ms": 0} for answer in answers])
    assert told[0] == told[1]
    checked = [answer for answer in told[0] if answer["verdict"]]
    assert {hit["outlet"]["id"] for answer in checked for hit in answer["hits"]} == {"daily-quay"}
    by_case = {answer["case"]: answer["verdict"] for answer in checked}
    assert (by_case["altered"], by_case["two mouths"]) == ("altered", "not_found")
    (searched,) = {json.dumps({**answer["searched"], "days": None}) for answer in checked}
    asked = 'outlet:=("daily-quay") AND date:2022-09..2023-06'
    assert json.loads(searched)["within"] == asked


def test_the_report_says_where_only_it_looked(data: Path, file: Path) -> None:
    """In words, with the figures of these articles and the number of all; else it says nothing of it."""
    page = Outline(run(data, file, "--format", "html", *IN_QUAY).stdout)
    opened = archive.open(data)
    whole = opened.stats().articles
    quay = [a for a in opened.scan() if a.outlet.id == "daily-quay"]
    opened.close()
    number = sum("2022-09" <= (a.published.value or "") < "2023-07" for a in quay)
    assert f"Searched: {number} articles of 1 outlet" in page.text
    assert f"the archive has {whole} articles." in page.text
    assert "Only looked in" not in Outline(run(data, file, "--format", "html").stdout).text


def test_one_quotation_at_the_terminal_under_conditions(data: Path) -> None:
    """The verdict is that of the outlet, the exit code too; what is wrong with a condition is told."""
    words = STATES["two mouths"]
    there = CliRunner().invoke(
        quote, ["--data", str(data), words, "--filter", "outlet=daily-quay", "--not", "year=2021"]
    )
    assert there.exit_code == 0
    assert "Daily Quay, 2023-11-02" in there.stdout
    assert "Velmora Courier" not in there.stdout
    assert "Only looked in articles" in there.stdout
    assert "there is no article among them of any outlet on 14" in there.stdout
    elsewhere = CliRunner().invoke(quote, ["--data", str(data), words, *IN_QUAY])
    assert elsewhere.exit_code == 1
    for option, told in (
        (("--filter", "daily-quay"), "FIELD=VALUE"),
        (("--filter", "paper=quay"), "Unknown filter 'paper'"),
        (("--not", "outlet=Daily Key"), "Did you mean daily-quay (Daily Quay)?"),
        (("--date-to", "soon"), "date_to must be a date like 2022"),
    ):
        wrong = CliRunner().invoke(quote, ["--data", str(data), words, *option])
        assert (wrong.exit_code, wrong.stdout) == (2, "")
        assert told in wrong.stderr


class Standing:
    """A clock that stands still."""

    @staticmethod
    def now(_: object) -> Standing:
        return Standing()

    def isoformat(self, timespec: str) -> str:
        return "2024-02-29T12:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Deadly(Task):
    """A task that ends the process of a worker, as running out of memory would."""

    def line(self, answer: Answer) -> Line:
        os._exit(1)


def test_errors_of_workers_are_ours(data: Path, tmp_path: Path) -> None:
    """An archive that is gone is told as ever; a worker that dies is told with what to do."""
    engine = shared()
    with pytest.raises(ArchiveMissing, match="no archive at"):
        list(check_all(Task("csv", 10, EVERYTHING), engine, tmp_path / "none", iter(ENTRIES), 2))
    with pytest.raises(PressmarkError, match="--workers 1"):
        list(check_all(Deadly("csv", 10, EVERYTHING), engine, data, iter(ENTRIES), 2))


def test_workers_end_with_a_killed_run(data: Path, tmp_path: Path, root: Path) -> None:
    """Nothing is left that holds the output open; what was written by then are whole lines, but for the last."""
    path = tmp_path / "long.jsonl"
    path.write_text(f'{{"query": "{STATES["altered"]}"}}\n' * 20_000)
    command = [sys.executable, "run.py", "quote", "--batch", str(path), "--data", str(data)]
    options = ["--format", "jsonl", "--workers", "2"]
    with subprocess.Popen(
        [*command, *options], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
    ) as process:
        assert process.stdout
        assert json.loads(process.stdout.readline())["verdict"] == "altered"
        process.kill()
        rest, _ = process.communicate(timeout=60)  # until the last process has closed it
    lines = rest.split(b"\n")[:-1]
    assert len(lines) < 20_000 - 1
    assert all(json.loads(line)["case"] == str(n) for n, line in enumerate(lines, start=2))


def test_one_quotation_is_no_report(data: Path) -> None:
    """CSV and HTML are for a file of them; the message says so."""
    result = CliRunner().invoke(quote, ["--data", str(data), "a word", "--format", "html"])
    assert result.exit_code == 2
    assert "name their file with --batch" in result.stderr


def test_half_a_character_does_not_end_the_run(data: Path, tmp_path: Path) -> None:
    """JSON may escape what no file can hold; it is replaced, and the rest is checked."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"case": "\\ud83d", "query": "two ends \\ude00 and both of them are wet"}\n')
    for form in checking.FORMS:
        result = run(data, path, "--format", form)
        assert result.exit_code == 0, form
        assert "\N{REPLACEMENT CHARACTER}" in result.stdout
    assert json.loads(run(data, path, "--json").stdout)["hits"]


def test_the_first_appearance_is_that_of_the_nearest_wording(tmp_path: Path) -> None:
    """What differs, what was printed and when it first was belong to one wording."""
    texts = {
        "operating": (
            "The harbour master has resigned as chief warden of the lower locks.",
            "2021-03-01",
        ),
        "executive": (
            "The harbour master has resigned as chief keeper of the upper locks.",
            "2021-04-01",
        ),
    }
    articles = [plain(n, t, published=d) for n, (t, d) in texts.items()]
    made = filled("memory", tmp_path, articles)
    checked = check(made, "the harbour master has resigned as chief kecper of the upper locks")
    first, nearest = earliest(checked)
    assert first
    assert nearest
    assert first.article.id == nearest.article.id == "executive"
    made.close()


def test_each_line_of_csv_says_where_was_looked(data: Path, tmp_path: Path) -> None:
    """A row that found nothing in a part of the archive is no row on all of it."""
    (tmp_path / "asked.csv").write_text(f"query\n{STATES['altered']}\n", encoding="utf-8")
    given = ["--data", str(data), "--batch", str(tmp_path / "asked.csv"), "--format", "csv"]
    for options, within in (([], "*"), (["--filter", "language=fi"], 'language:=("fi")')):
        result = CliRunner().invoke(quote, [*given, *options])
        (found,) = csv.DictReader(result.stdout.splitlines())
        assert found["within"] == within
