"""A run of `index`: unchanged input is skipped, changes replace, and a kill at any moment loses nothing."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from click.testing import CliRunner

from index.ingest import IndexRun, Summary
from index.pipeline import Settings
from run import main
from search import archive
from search.query import All

FERRY = """Editor's note: This article was first published by the Harbour Ledger.
KESSIN — The ferry sails again after nineteen days, the Ferry Board said on Thursday.
Edmund Tarrow, who chairs the board, said that nobody had missed the boat more than its crew.
"It is good to be late again," Tarrow said, and the people on the pier laughed and clapped.
Tickets bought before the strike stay valid until the end of the month; dogs travel free of charge.
Jonna Vesk of the union called the agreement a beginning and promised to read it twice.
Ada Frome is a reporter who covers work and wages for the Harbour Ledger.
"""
GAUGES = """Editor's note: This article was first published by Upstream Notes.
SAINT-ORME — Nine gauges stand in the upper river, and eight of them told the truth last winter.
Arno Feld, the chief engineer, walks to each of them in spring with a brush and a notebook.
He says that a gauge is like a witness: it must be asked often, and never all at once.
The ninth was found under a heron's nest, and Feld decided to leave it there until August.
Its readings had been wrong by a hand's breadth, which the commission has noted with regret.
Ben Okoro is a writer who lives above the flood line and reports on rivers.
"""


def run(data: Path, *paths: Path, workers: int = 1) -> Summary:
    engine = archive.open_or_create(data)
    try:
        return IndexRun(engine, data, Settings(tables=data), workers).run([str(p) for p in paths])
    finally:
        engine.close()


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return summary.added, summary.updated, summary.unchanged, len(summary.rejected)


def texts(data: Path) -> list[str]:
    engine = archive.open(data)
    try:
        return sorted(article.text for article in engine.scan())
    finally:
        engine.close()


def write_lines(file: Path, *texts_: str) -> None:
    file.write_text(
        "".join(json.dumps({"id": f"a{n}", "text": t}) + "\n" for n, t in enumerate(texts_))
    )


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    """Input that was indexed is unchanged the second time, also in another engine process."""
    file = tmp_path / "in.jsonl"
    write_lines(file, "one ferry", "two ferries", "three trams")
    data = tmp_path / "data"
    assert counts(run(data, file)) == (3, 0, 0, 0)
    assert counts(run(data, file)) == (0, 0, 3, 0)


STORY = " ".join(f"word{n}" for n in range(80))


def clusters(data: Path) -> dict[str, str | None]:
    """The cluster of each article in the archive."""
    engine = archive.open(data)
    try:
        return {article.id: article.cluster for article in engine.scan()}
    finally:
        engine.close()


def test_near_copies_share_a_cluster(tmp_path: Path) -> None:
    """Copies within a run and of earlier runs are one cluster, also those that were there before."""
    file, data = tmp_path / "in.jsonl", tmp_path / "data"
    write_lines(file, STORY, "two ferries")
    run(data, file)
    assert clusters(data) == {"a0": None, "a1": None}
    write_lines(file, STORY, "two ferries", f"Velmora: {STORY}", f"{STORY} and more")
    assert counts(run(data, file)) == (2, 0, 2, 0)
    found = clusters(data)
    assert found["a0"] == found["a2"] == found["a3"] is not None
    assert found["a1"] is None


def test_a_copy_that_changes_leaves(tmp_path: Path) -> None:
    """An article that has another text now has the cluster of that text, or none."""
    file, data = tmp_path / "in.jsonl", tmp_path / "data"
    write_lines(file, STORY, STORY, STORY)
    run(data, file)
    write_lines(file, "one ferry", STORY, STORY)
    run(data, file)
    found = clusters(data)
    assert found["a0"] is None
    assert found["a1"] == found["a2"] is not None


def test_a_lost_ledger_changes_no_cluster(tmp_path: Path) -> None:
    """Everything is made again, and the copies are found again, as after a kill before the last step."""
    file, data = tmp_path / "in.jsonl", tmp_path / "data"
    write_lines(file, STORY, STORY, "two ferries")
    run(data, file)
    before = clusters(data)
    (data / "ledger.sqlite3").unlink()
    assert counts(run(data, file)) == (0, 3, 0, 0)
    assert clusters(data) == before


def test_changed_input_replaces(tmp_path: Path) -> None:
    """A changed line replaces its article, a new one is added, the others stay."""
    file, data = tmp_path / "in.jsonl", tmp_path / "data"
    write_lines(file, "one ferry", "two ferries")
    run(data, file)
    write_lines(file, "one ferry", "two trams", "three boats")
    assert counts(run(data, file)) == (1, 1, 1, 0)
    assert texts(data) == ["one ferry", "three boats", "two trams"]


def test_a_table_that_changes_makes_everything_anew(tmp_path: Path) -> None:
    """A new table of outlets reaches articles that were indexed before."""
    file, data = tmp_path / "in.jsonl", tmp_path / "data"
    file.write_text('{"id": "a", "text": "one ferry", "url": "https://dailyquay.example/1"}\n')
    run(data, file)
    (data / "outlets.csv").write_text(
        "id,name,aliases,domains,country\nquay,Q,,dailyquay.example,XA\n"
    )
    assert counts(run(data, file)) == (0, 1, 0, 0)


def test_articles_that_a_page_no_longer_gives_go(tmp_path: Path) -> None:
    """A page that gave several articles and now gives one leaves no article behind."""
    page = tmp_path / "page.txt"
    parts = [FERRY, GAUGES]
    page.write_text("".join(parts))
    data = tmp_path / "data"
    first = run(data, page)
    page.write_text(parts[0])
    run(data, page)
    engine = archive.open(data)
    assert engine.search(All(), limit=0).total.value == 1 < first.added
    engine.close()


def test_the_same_id_twice_in_one_run_is_one_article(tmp_path: Path) -> None:
    """Two lines of one id leave the later one."""
    file, data = tmp_path / "in.jsonl", tmp_path / "data"
    file.write_text('{"id": "a", "text": "early"}\n{"id": "a", "text": "late"}\n')
    run(data, file)
    assert texts(data) == ["late"]


def test_rejects_do_not_stop_a_run(tmp_path: Path) -> None:
    """Broken pages are listed with step and reason; the rest is indexed."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "1.bin").write_bytes(bytes(range(256)) * 9)
    (folder / "2.html").write_bytes(b"")
    (folder / "3.jsonl").write_text('{"id": "a", "text": "sound"}\n{"id": \n')
    summary = run(tmp_path / "data", folder)
    assert counts(summary) == (1, 0, 0, 3)
    assert [reject.step for reject in summary.rejected] == ["read", "read", "read"]


DRIVER = """
import sys
from pathlib import Path
from index.ingest import IndexRun
from index.pipeline import Settings
from search import archive

data, file = Path(sys.argv[1]), sys.argv[2]
engine = archive.open_or_create(data)
told = lambda done: print(done, flush=True)
run = IndexRun(engine, data, Settings(tables=data), progress=told, flush_seconds=0.05)
summary = run.run([file])
engine.close()
print(summary.added + summary.updated + summary.unchanged)
"""


def test_a_killed_run_loses_nothing_and_doubles_nothing(tmp_path: Path, root: Path) -> None:
    """SIGKILL at random moments: the archive opens, and the next run completes it without a duplicate."""
    file, data, count = tmp_path / "in.jsonl", tmp_path / "data", 3000
    write_lines(file, *(f"Ferry {n} left Kessin for Harrow Bay. " * 20 for n in range(count)))
    command = [sys.executable, "-c", DRIVER, str(data), str(file)]
    rng = random.Random(8)
    partly = 0
    for _ in range(5):
        process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for _ in range(rng.randrange(1, 700)):
            process.stdout.readline()
        time.sleep(rng.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        seen = texts(data)
        assert len(seen) == len(set(seen))
        partly += 0 < len(seen) < count
    finished = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True)
    assert int(finished.stdout.split()[-1]) == count
    assert len(set(texts(data))) == len(texts(data)) == count
    export = CliRunner().invoke(main, ["export", "--format", "jsonl", "--data", str(data)])
    ids = [json.loads(line)["id"] for line in export.stdout.splitlines()]
    assert sorted(ids) == sorted(f"a{n}" for n in range(count))
    assert partly, "no kill fell between two flushes: the test has seen nothing"
