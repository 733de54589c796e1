"""The archive on disk: made, opened, refused, rebuilt, killed."""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search import archive
from search.article import Article
from search.engine import Total
from search.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveMissing,
    EngineUnavailable,
    RequestError,
    SchemaMismatch,
)
from search.fields import SCHEMA_VERSION
from search.query import Term
from tests.engines import NAMES, article

ARTICLES = [article(f"n{n}", "tide and ebb", published="2021-03-04") for n in range(5)]


def _made(path: Path, engine: str | None = None) -> None:
    opened = archive.create(path, engine)
    opened.write(ARTICLES)
    opened.flush()
    opened.close()


def _ids(path: Path) -> list[str]:
    opened = archive.open(path)
    found = sorted(a.id for a in opened.scan())
    opened.close()
    return found


def _manifest(path: Path) -> dict[str, object]:
    data: dict[str, object] = json.loads((path / "archive.json").read_text(encoding="utf-8"))
    return data


def _set(path: Path, **changes: object) -> None:
    (path / "archive.json").write_text(json.dumps({**_manifest(path), **changes}), encoding="utf-8")


@pytest.mark.parametrize("engine", NAMES)
def test_what_was_flushed_is_there_when_opened(tmp_path: Path, engine: str) -> None:
    """An archive of any engine opens by its folder alone."""
    _made(tmp_path / "deep" / "data", engine)
    assert _ids(tmp_path / "deep" / "data") == [a.id for a in ARTICLES]
    assert archive.engine_name(tmp_path / "deep" / "data") == engine


def test_tantivy_is_the_default(tmp_path: Path) -> None:
    """Without a name the archive is kept by tantivy, and the manifest says so."""
    _made(tmp_path)
    assert _manifest(tmp_path) == {
        "engine": "tantivy",
        "schema_version": SCHEMA_VERSION,
        "directory": "index-1",
    }


def test_whoosh_stands_in_where_tantivy_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where tantivy cannot be imported Whoosh takes its place, with a message that names the install line."""
    monkeypatch.setitem(sys.modules, "search.engines.tantivy", None)
    with caplog.at_level(logging.WARNING):
        _made(tmp_path)
    assert archive.engine_name(tmp_path) == "whoosh"
    assert "pip install tantivy" in caplog.text
    with pytest.raises(EngineUnavailable, match="pip install tantivy"):
        archive.create(tmp_path / "other", "tantivy")


def test_an_archive_is_never_made_over_another(tmp_path: Path) -> None:
    """Create refuses a folder that holds an archive; open_or_create opens it."""
    _made(tmp_path)
    with pytest.raises(RequestError, match="already"):
        archive.create(tmp_path)
    archive.open_or_create(tmp_path).close()
    assert len(_ids(tmp_path)) == 5


def test_no_archive(tmp_path: Path) -> None:
    """A folder without an archive, a missing folder and a file are told in the words scripts rely on."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for path in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(ArchiveMissing) as told:
            archive.open(path)
        assert f"no archive at {path}" in told.value.message


def test_an_unknown_engine_is_refused(tmp_path: Path) -> None:
    """The error lists the engines there are."""
    with pytest.raises(RequestError, match="tantivy, whoosh, memory"):
        archive.create(tmp_path, "lucene")
    _made(tmp_path)
    with pytest.raises(RequestError, match="tantivy, whoosh, memory"):
        archive.open(tmp_path, "lucene")


def test_another_engine_than_the_archives_is_refused(tmp_path: Path) -> None:
    """The error says how to convert; the archive's own engine may be named."""
    _made(tmp_path, "memory")
    archive.open(tmp_path, "memory").close()
    with pytest.raises(RequestError, match="pressmark reindex --engine tantivy"):
        archive.open(tmp_path, "tantivy")


def test_another_schema_version_is_refused_and_not_touched(tmp_path: Path) -> None:
    """The error names the command that rebuilds; no file changes."""
    _made(tmp_path)
    _set(tmp_path, schema_version=SCHEMA_VERSION + 1)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    with pytest.raises(SchemaMismatch, match=f"pressmark reindex --data {tmp_path}"):
        archive.open_or_create(tmp_path)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    "manifest",
    ["", "{", "[]", '{"engine":"tantivy"}', '{"engine":"x","schema_version":1,"directory":"index-1"}',
     '{"engine":"memory","schema_version":1,"directory":"../../etc"}',
     '{"engine":"memory","schema_version":1,"directory":"index-9"}',
     '{"engine":["memory"],"schema_version":1,"directory":"index-1"}'],
)  # fmt: skip
def test_a_damaged_manifest(tmp_path: Path, manifest: str) -> None:
    """What cannot be read is ArchiveDamaged, with what to do next."""
    _made(tmp_path, "memory")
    (tmp_path / "archive.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(ArchiveDamaged, match="backup"):
        archive.open(tmp_path)


@pytest.mark.parametrize("after", [None, *NAMES])
def test_rebuild(tmp_path: Path, after: str | None) -> None:
    """A rebuild keeps every article, changes the engine where asked, and leaves one index behind."""
    _made(tmp_path, "whoosh")
    before = archive.open(tmp_path)
    stored = sorted(before.scan(), key=lambda a: a.id)
    assert archive.rebuild(tmp_path, after) == 5
    assert archive.engine_name(tmp_path) == (after or "whoosh")
    opened = archive.open(tmp_path)
    assert sorted(opened.scan(), key=lambda a: a.id) == stored
    assert opened.search(Term("tide")).total == Total(5)
    opened.close()
    assert sorted(f.name for f in tmp_path.iterdir()) == ["archive.json", "index-2"]


def test_rebuild_brings_another_schema_version_up_to_date(tmp_path: Path) -> None:
    """After it the archive opens."""
    _made(tmp_path)
    _set(tmp_path, schema_version=0)
    assert archive.rebuild(tmp_path) == 5
    assert len(_ids(tmp_path)) == 5


def test_rebuild_waits_for_no_writer(tmp_path: Path) -> None:
    """While another one writes a rebuild is refused, and nothing is changed."""
    _made(tmp_path)
    writer = archive.open(tmp_path)
    writer.write([article("new")])
    with pytest.raises(ArchiveBusy):
        archive.rebuild(tmp_path)
    writer.flush()
    writer.close()
    assert len(_ids(tmp_path)) == 6


def test_a_reader_is_told_of_a_rebuild(tmp_path: Path) -> None:
    """Who has the archive open while it is rebuilt is told to open it anew."""
    _made(tmp_path)
    reader = archive.open(tmp_path)
    archive.rebuild(tmp_path)
    with pytest.raises(ArchiveMissing, match="anew"):
        reader.search(Term("tide"))


def test_a_rebuild_that_fails_leaves_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rebuild that stops midway changes nothing, and the next one removes what it left."""
    _made(tmp_path)

    def fail(*_: object) -> int:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(archive, "_copy", fail)
        with pytest.raises(OSError, match="disk full"):
            archive.rebuild(tmp_path)
    assert (tmp_path / "index-2").exists()
    assert len(_ids(tmp_path)) == 5
    archive.rebuild(tmp_path)
    assert sorted(f.name for f in tmp_path.iterdir()) == ["archive.json", "index-2"]
    assert len(_ids(tmp_path)) == 5


# A process that writes one article after another, flushes each hundred and says so, until it is killed.
WRITER = """
import itertools, sys
from search import archive
from tests.engines import article
engine = archive.open_or_create(sys.argv[1], sys.argv[2])
for start in itertools.count(step=100):
    engine.write(article(f"n{n}", "tide") for n in range(start, start + 100))
    engine.flush()
    print(start + 100, flush=True)
"""
REBUILDER = """
import sys
from search import archive
print("begun", flush=True)
while True:
    archive.rebuild(sys.argv[1], sys.argv[2])
"""


def _killed(root: Path, script: str, path: Path, engine: str, seconds: float) -> list[str]:
    """What a script had printed when it was killed so many seconds after its first line."""
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(path), engine],
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    first = child.stdout.readline()
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    rest, _ = child.communicate()
    return (first + rest).split()


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
@pytest.mark.parametrize("seconds", [0.013, 0.13])
def test_killed_while_writing(root: Path, tmp_path: Path, engine: str, seconds: float) -> None:
    """Killed at any moment, the archive opens, holds what was flushed, and can be written on."""
    flushed = int(_killed(root, WRITER, tmp_path, engine, seconds)[-1])
    opened = archive.open(tmp_path)
    held = {a.id for a in opened.scan()}
    assert {f"n{n}" for n in range(flushed)} <= held
    # A flush may have been done and not yet said.
    assert len(held) in (flushed, flushed + 100)
    again: list[Article] = [article(f"n{n}", "tide") for n in range(flushed + 100)]
    opened.write(again)
    opened.flush()
    assert opened.search(Term("tide")).total == Total(flushed + 100)
    opened.close()


@pytest.mark.parametrize("seconds", [0.02, 0.2])
def test_killed_while_rebuilding(root: Path, tmp_path: Path, seconds: float) -> None:
    """Killed in the middle of a rebuild, the archive is the old one or the new one, whole."""
    _made(tmp_path, "tantivy")
    _killed(root, REBUILDER, tmp_path, "tantivy", seconds)
    assert _ids(tmp_path) == [a.id for a in ARTICLES]
    archive.rebuild(tmp_path)
    assert len([f for f in tmp_path.iterdir() if f.is_dir()]) == 1
