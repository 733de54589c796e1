"""What was indexed already: one row a page, so that unchanged input is skipped without being cleaned.

A row is written only after the engine has flushed the page's articles. Killed between the two, the page
is made again and replaces its articles by id: never a duplicate, never a loss. An SQLite file in the
archive's folder; it may be deleted at any time, at the price of cleaning everything once more.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = "ledger.sqlite3"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as it was indexed: `made` identifies its bytes and the settings, `ids` its articles."""

    key: str
    made: str
    ids: tuple[str, ...]


class Ledger:
    """The rows of one archive. Not shared between threads."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / NAME)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS pages(key TEXT PRIMARY KEY, made TEXT NOT NULL, ids TEXT NOT NULL)"
            " WITHOUT ROWID"
        )

    def find(self, keys: Iterable[str]) -> Mapping[str, Entry]:
        """The entries of those keys that have one."""
        wanted = list(keys)
        marks = ",".join("?" * len(wanted))
        rows = self._db.execute(f"SELECT key, made, ids FROM pages WHERE key IN ({marks})", wanted)
        return {key: Entry(key, made, tuple(json.loads(ids))) for key, made, ids in rows}

    def record(self, entries: Iterable[Entry]) -> None:
        """Writes entries durably, replacing those of the same key."""
        with self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO pages VALUES(?, ?, ?)",
                [(entry.key, entry.made, json.dumps(entry.ids)) for entry in entries],
            )

    def close(self) -> None:
        """Closes the file."""
        self._db.close()
