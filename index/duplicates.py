"""Near-duplicates: copies and lightly edited copies of an article (wire stories) form one cluster.

Two articles are copies where the sets of their five-word shingles overlap (Jaccard similarity), as
estimated by MinHash (`rensa`). Candidates come from its bands (locality-sensitive hashing), so that adding
an article costs the same however many there are. Copies of copies are one cluster (single linkage).

What is known of each text lies in an SQLite file in the archive's folder, about 1 kB an article, so that
memory does not grow. A run adds its articles, flushes the engine, writes the articles of `due` anew with
their clusters, and saves: killed before that, nothing of it counts, and the next run does the same again.
The file may be deleted with the ledger, at the price of indexing everything once more.

How the figures were chosen: on 19,043 Reuters items of 1987 and 891 articles of 2015-16, with all pairs
compared exactly; copies there are pairs with like titles, two days apart at most. And on 300 of these
articles, altered: cut at the end, words replaced at random, foreign text put in.
- Shingles of 5 words, the usual choice: shorter ones match the phrases that all news share.
- ALIKE 0.55 a few days apart: finds all stories cut by 30 % (80 % of those cut by 40 %) and 84 % of
  those with every 20th word replaced; 0.5 and 0.7 are no more precise (0.95 each by titles).
- ALIKE_ALWAYS 0.8 else: reports that return each month with other figures lie below it.
- SHORT 60 words: under it, forms filled in with other figures look alike (0.91 instead of 0.95 with 40
  words), so only the same words count.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from itertools import islice
from operator import eq
from pathlib import Path
from typing import NamedTuple

from rensa import RMinHash

from search.article import Article
from search.document import key, words_in

NAME = "duplicates.sqlite3"
SHINGLE = 5
ALIKE, ALIKE_ALWAYS = 0.55, 0.8
# Days between two versions of one story.
NEAR = 3
SHORT = 60
# 60 hashes estimate a similarity of 0.55 to within 0.064 (one standard deviation); 20 bands of 3 find a
# pair at 0.55 in 97 of 100 cases: 1 - (1 - s**3)**20.
HASHES, BANDS, SEED = 60, 20, 1
# Candidates compared with a text, oldest first: texts filled into one form share bands without being
# alike. 3,000 of these cost 0.6 ms each; news cost 0.14 ms, and have a handful.
_COMPARED = 200
# Bytes of the hash that stands for a short text: never the same by chance, and no size of a MinHash.
_SHORT_SKETCH = 16
# Articles written anew in one call; half a megabyte each hundred.
_AT_ONCE = 500


class _Text(NamedTuple):
    number: int
    id: str
    day: str | None
    sketch: bytes
    cluster: str | None


class Clusters:
    """The clusters of an archive. Not shared between threads."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / NAME)
        self._db.execute("PRAGMA journal_mode=WAL")
        # `told` is the cluster that the archive knows of an article.
        self._db.executescript(
            """
            CREATE TABLE IF NOT EXISTS texts(number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL,
                day TEXT, sketch BLOB NOT NULL, cluster TEXT, told TEXT);
            CREATE INDEX IF NOT EXISTS members ON texts(cluster) WHERE cluster IS NOT NULL;
            CREATE INDEX IF NOT EXISTS untold ON texts(id) WHERE cluster IS NOT told;
            CREATE TABLE IF NOT EXISTS bands(band INTEGER, number INTEGER, PRIMARY KEY(band, number))
                WITHOUT ROWID;
            """
        )

    def apply(self, article: Article) -> Article:
        """Adds an article, or puts it in its own place anew: the article with its cluster."""
        words, day = words_in(article, "body_words"), article.published.value
        return replace(article, cluster=self.add(key(article.id), words, day))

    def add(self, id: str, words: Sequence[str], day: str | None = None) -> str | None:
        """Adds a text by its folded words and its day (YYYY-MM-DD, a month or None): its cluster, or
        None for a text that is the only one so far. A text of the same id is replaced."""
        self.remove([id])
        if not words:
            return None
        sketch = _sketch(words)
        found = list(islice(self._copies(sketch, day), _COMPARED))
        cluster = self._joined(found) if found else None
        row = (id, day, sketch, cluster, cluster)
        added = self._db.execute(
            "INSERT INTO texts(id, day, sketch, cluster, told) VALUES(?, ?, ?, ?, ?)", row
        )
        if not any(text.sketch == sketch for text in found):
            self._put_bands(added.lastrowid, sketch)
        return cluster

    def remove(self, ids: Iterable[str]) -> None:
        """Forgets texts; unknown ids are ignored. The others of a cluster stay together."""
        for id in ids:
            asked = "SELECT number, sketch, cluster FROM texts WHERE id = ?"
            for number, sketch, cluster in self._db.execute(asked, (id,)).fetchall():
                self._db.executemany(
                    "DELETE FROM bands WHERE band = ? AND number = ?",
                    [(band, number) for band in _bands(sketch)],
                )
                self._db.execute("DELETE FROM texts WHERE number = ?", (number,))
                same = "SELECT number FROM texts WHERE cluster = ? AND sketch = ? LIMIT 1"
                for (heir,) in self._db.execute(same, (cluster, sketch)).fetchall():
                    self._put_bands(heir, sketch)

    def due(self) -> Iterator[dict[str, str]]:
        """The ids of articles that the archive knows in no or another cluster, with their cluster now,
        some at a time; afterwards they count as written."""
        asked = "SELECT id, cluster FROM texts WHERE cluster IS NOT told LIMIT ?"
        while found := dict(self._db.execute(asked, (_AT_ONCE,)).fetchall()):
            yield found
            self._db.executemany(
                "UPDATE texts SET told = cluster WHERE id = ?", [(id,) for id in found]
            )

    def save(self) -> None:
        """Makes all that was added and removed last."""
        self._db.commit()

    def close(self) -> None:
        """Closes the file; what was not saved is forgotten."""
        self._db.close()

    def _put_bands(self, number: int | None, sketch: bytes) -> None:
        """By its bands a text is found; one of several equal texts has them for all, or five thousand
        copies of one page would each be looked up with all before."""
        self._db.executemany(
            "INSERT OR IGNORE INTO bands VALUES(?, ?)", [(band, number) for band in _bands(sketch)]
        )

    def _copies(self, sketch: bytes, day: str | None) -> Iterator[_Text]:
        bands = _bands(sketch)
        rows = self._db.execute(
            "SELECT number, id, day, sketch, cluster FROM texts WHERE number IN"
            f" (SELECT number FROM bands WHERE band IN ({','.join('?' * len(bands))}))"
            " ORDER BY number LIMIT ?",
            (*bands, _COMPARED),
        )
        for row in map(_Text._make, rows):
            if _alike(sketch, day, row.sketch, row.day):
                yield row

    def _joined(self, found: Sequence[_Text]) -> str:
        """Makes the texts and their clusters one, which keeps the name of the oldest of them."""
        cluster = found[0].cluster or _name(found[0])
        for text in found:
            if text.cluster is None:
                self._db.execute(
                    "UPDATE texts SET cluster = ? WHERE number = ?", (cluster, text.number)
                )
        for other in {text.cluster for text in found} - {None, cluster}:
            self._db.execute("UPDATE texts SET cluster = ? WHERE cluster = ?", (cluster, other))
        return cluster


def _name(text: _Text) -> str:
    """The name of a cluster, from its first text: the same again where a run is repeated, and another
    one after the article has changed and left."""
    return blake2b(text.id.encode() + text.sketch, digest_size=8).hexdigest()


def _sketch(words: Sequence[str]) -> bytes:
    """The MinHash of a text's shingles; of a short text, the hash of all its words."""
    if len(words) < SHORT:
        return blake2b(" ".join(words).encode(), digest_size=_SHORT_SKETCH).digest()
    sketch = RMinHash(HASHES, SEED)
    sketch.update([" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)])
    return array("I", sketch.digest()).tobytes()


def _bands(sketch: bytes) -> tuple[int, ...]:
    """By what a text is found: signed integers of 64 bits, as SQLite holds them."""
    size = _SHORT_SKETCH if len(sketch) == _SHORT_SKETCH else len(sketch) // BANDS
    parts = (sketch[at : at + size] for at in range(0, len(sketch), size))
    return tuple(
        int.from_bytes(blake2b(part, digest_size=8, salt=bytes([n])).digest(), "big", signed=True)
        for n, part in enumerate(parts)
    )


def _alike(one: bytes, day: str | None, other: bytes, other_day: str | None) -> bool:
    if len(one) != len(other) or len(one) == _SHORT_SKETCH:
        return one == other
    similarity = sum(map(eq, array("I", one), array("I", other))) / HASHES
    if similarity >= ALIKE_ALWAYS:
        return True
    gap = _days_between(day, other_day)
    return similarity >= ALIKE and gap is not None and gap <= NEAR


def _days_between(one: str | None, other: str | None) -> int | None:
    """How many days lie between two days; None where one is unknown or only a month."""
    try:
        return abs((date.fromisoformat(one or "") - date.fromisoformat(other or "")).days)
    except ValueError:
        return None
