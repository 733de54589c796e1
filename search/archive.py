"""The archive on disk: a folder with a manifest and the index of one engine.

    DIR/archive.json      {"engine": "tantivy", "schema_version": 1, "directory": "index-1"}
    DIR/index-1/          the engine's own files

The manifest is the only truth about which index counts, and it is only ever replaced whole. So a rebuild
may be killed at any moment: until the manifest names the new index the old one is the archive, and what
was left behind is removed by the next rebuild.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from .article import Article, dumps
from .engine import Engine
from .engines import NAMES, load
from .errors import ArchiveDamaged, ArchiveMissing, EngineUnavailable, RequestError, SchemaMismatch
from .fields import SCHEMA_VERSION

log = logging.getLogger(__name__)

MANIFEST = "archive.json"
DEFAULT = "tantivy"
# What takes the place of the default where its library cannot be imported.
FALLBACK = "whoosh"
_INDEX = re.compile(r"index-(\d+)")
# Articles between two flushes of a rebuild. Engines keep what is not flushed in memory, some of it as
# whole articles: 10,000 press articles are about 50 MB.
_FLUSH_EVERY = 10_000


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive is made of: its engine, the schema version it was written with, its index."""

    engine: str
    schema_version: int
    directory: str


def create(path: Path | str, engine: str | None = None) -> Engine:
    """A new, empty archive in a folder, which is made if need be.

    Without an engine named it is tantivy, or Whoosh where tantivy cannot be imported. Raises RequestError
    for an unknown engine and where there is an archive already.
    """
    path = Path(path)
    if (path / MANIFEST).exists():
        raise RequestError(f"There is an archive in {path} already; name another folder.")
    name = _chosen(engine)
    maker = load(name)
    path.mkdir(parents=True, exist_ok=True)
    _sweep(path, keep=None)
    manifest = Manifest(name, SCHEMA_VERSION, "index-1")
    (path / manifest.directory).mkdir()
    made = maker.create(path / manifest.directory)
    _write_manifest(path, manifest)
    return made


def open(path: Path | str, engine: str | None = None, *, any_schema: bool = False) -> Engine:
    """The archive of a folder.

    `engine`, where given, must be the archive's own. With `any_schema` an archive of another schema
    version is opened too, which is good for `scan` only. Raises ArchiveMissing, ArchiveDamaged,
    SchemaMismatch, EngineUnavailable and RequestError.
    """
    path = Path(path)
    manifest = _read_manifest(path)
    if engine is not None and engine != manifest.engine:
        load(engine)  # an unknown name is told as such
        raise RequestError(
            f"The archive in {path} is kept by {manifest.engine}, not {engine}. Leave --engine away, or "
            f"convert it: pressmark reindex --engine {engine} --data {path}"
        )
    if manifest.schema_version != SCHEMA_VERSION and not any_schema:
        raise SchemaMismatch(
            f"The archive in {path} has schema version {manifest.schema_version}, this Pressmark needs "
            f"{SCHEMA_VERSION}. Nothing was touched. Rebuild it: pressmark reindex --data {path}"
        )
    return load(manifest.engine).open(path / manifest.directory)


def open_or_create(path: Path | str, engine: str | None = None) -> Engine:
    """The archive of a folder, made if there is none."""
    exists = (Path(path) / MANIFEST).exists()
    return open(path, engine) if exists else create(path, engine)


def engine_name(path: Path | str) -> str:
    """The name of the engine that keeps the archive."""
    return _read_manifest(Path(path)).engine


def rebuild(path: Path | str, engine: str | None = None) -> int:
    """Writes the archive anew from its stored articles, with the present schema and, where one is named,
    another engine. Returns the number of articles.

    While it runs the archive can be read and not written; killed, it leaves the archive as it was.
    """
    path = Path(path)
    before = _read_manifest(path)
    after = Manifest(engine or before.engine, SCHEMA_VERSION, _next_directory(before.directory))
    maker = load(after.engine)
    old = open(path, any_schema=True)
    try:
        old.write(())  # takes the lock: what another process wrote now would be lost
        _sweep(path, keep=before.directory)
        (path / after.directory).mkdir()
        new = maker.create(path / after.directory)
        try:
            count = _copy(old.scan(), new)
        finally:
            new.close()
        _write_manifest(path, after)
    finally:
        old.close()
    _sweep(path, keep=after.directory)
    return count


def _copy(articles: Iterator[Article], new: Engine) -> int:
    count = 0
    while batch := list(islice(articles, _FLUSH_EVERY)):
        new.write(batch)
        new.flush()
        count += len(batch)
    return count


def _chosen(engine: str | None) -> str:
    if engine is not None:
        return engine
    try:
        load(DEFAULT)
    except EngineUnavailable as error:
        log.warning("%s The archive is kept by %s meanwhile, which is slower.", error, FALLBACK)
        return FALLBACK
    return DEFAULT


def _read_manifest(path: Path) -> Manifest:
    try:
        data: Any = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(data["engine"], data["schema_version"], data["directory"])
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ArchiveMissing(
            f"no archive at {path}; make one with: pressmark index PATH --data {path}"
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path, f"{MANIFEST} cannot be read ({error})") from error
    if manifest.engine not in NAMES or not isinstance(manifest.schema_version, int):
        raise _damaged(path, f"{MANIFEST} names an unknown engine or schema version")
    if not _INDEX.fullmatch(str(manifest.directory)) or not (path / manifest.directory).is_dir():
        raise _damaged(path, f"its index {manifest.directory!r} is not there")
    return manifest


def _damaged(path: Path, what: str) -> ArchiveDamaged:
    return ArchiveDamaged(
        f"The archive in {path} is damaged: {what}. Restore the folder from a backup, or index the "
        "sources anew into another folder."
    )


def _write_manifest(path: Path, manifest: Manifest) -> None:
    draft = path / f"{MANIFEST}.new"
    with draft.open("w", encoding="utf-8") as out:
        out.write(dumps(asdict(manifest)) + "\n")
        out.flush()
        os.fsync(out.fileno())
    os.replace(draft, path / MANIFEST)
    _sync_directory(path)


def _sync_directory(path: Path) -> None:
    """Makes a rename last; some systems cannot open a folder, and need it not."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _next_directory(current: str) -> str:
    match = _INDEX.fullmatch(current)
    return f"index-{int(match.group(1)) + 1 if match else 1}"


def _sweep(path: Path, *, keep: str | None) -> None:
    """Removes the indexes that a killed run left behind."""
    for folder in _indexes(path):
        if folder.name != keep:
            shutil.rmtree(folder)


def _indexes(path: Path) -> Iterable[Path]:
    return [folder for folder in path.iterdir() if _INDEX.fullmatch(folder.name)]
