"""The outlet table, and how names and addresses are compared with it.

A table is a CSV file `id,name,aliases,domains,country`; aliases and domains are separated by "|". A name
is compared folded: without case, accents, spaces, a leading article or a web suffix, so that
"The Daily Quay", "Daily Quay" and "dailyquay.example" are one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from search.analysis import tokens
from search.article import Outlet

# Labels that are part of a public suffix under a country's domain: example.co.uk, example.com.mx.
_SECOND_LEVEL = frozenset(
    ("ac", "co", "com", "edu", "go", "gob", "gov", "gouv", "ltd", "net", "ne", "or", "org", "plc")
)
_ID_LIMIT = 80  # characters of an id made from a name
_NAME_LIMIT = 80  # characters of a name; names met in outlet tables stay below 60
_ARTICLES = ("the", "der", "die", "das", "el", "la", "le")
_WEB = re.compile(r"^(?:https?://)?(?:www\.)?|(?<=\w)\.[a-z]{2,6}(?:\.[a-z]{2})?/?$")


@dataclass(frozen=True, slots=True)
class Known:
    """One row of the outlet table."""

    id: str
    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str


class Outlets:
    """The outlet table: looked up by domain (with subdomains) and by name or alias (folded)."""

    def __init__(self, rows: Iterable[Known] = ()) -> None:
        self._domains: dict[str, Known] = {}
        self._names: dict[str, Known] = {}
        for row in rows:
            for domain in row.domains:
                self._domains[domain.lower().removeprefix("www.")] = row
            for name in (row.name, *row.aliases, row.id):
                self._names.setdefault(name_key(name), row)

    @classmethod
    def load(cls, *paths: Path) -> Outlets:
        """Reads tables of `id,name,aliases,domains,country`; later rows win, absent files are skipped.

        Raises ValueError, naming file and line, for a row without id or name.
        """
        return cls([row for path in paths if path.is_file() for row in _rows(path)])

    def by_address(self, url: str | None) -> Known | None:
        """The outlet of an address: its host or the longest known domain above it."""
        labels = host(url).split(".")
        for start in range(len(labels) - 1):
            known = self._domains.get(".".join(labels[start:]))
            if known:
                return known
        return None

    def by_name(self, name: str | None) -> Known | None:
        """The outlet of a printed name."""
        return self._names.get(name_key(name)) if name else None

    def at(self, url: str | None) -> Outlet:
        """The outlet that an address belongs to, unknown where the table does not have it."""
        known = self.by_address(url)
        return Outlet(known.id, known.name, f"address {host(url)}") if known else Outlet()

    def named(self, name: str, evidence: str = "given name") -> Outlet:
        """The outlet of a name: the table's, else one whose id is made from the name."""
        known = self.by_name(name)
        if known:
            return Outlet(known.id, known.name, evidence)
        return Outlet(slug(name) or None, name, evidence)

    def __iter__(self) -> Iterator[Known]:
        """The rows, each once, in order of name."""
        rows = {
            **{k.id: k for k in self._domains.values()},
            **{k.id: k for k in self._names.values()},
        }
        return iter(sorted(rows.values(), key=lambda row: row.name))


def _rows(path: Path) -> Iterator[Known]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            identity, name = (row.get("id") or "").strip(), (row.get("name") or "").strip()
            if not identity or not name:
                raise ValueError(
                    f"{path}, line {number}: a row of the outlet table needs id and name"
                )
            yield Known(
                identity, name, _listed(row.get("aliases")), _listed(row.get("domains")),
                (row.get("country") or "").strip(),
            )  # fmt: skip


def _listed(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """A name folded for comparing: its words without case, accents, a leading article or a web suffix."""
    bare = _WEB.sub("", name.strip().lower())
    found = [token.word for token in tokens(bare)]
    if len(found) > 1 and found[0] in _ARTICLES:
        found = found[1:]
    return "".join(found)


def plausible(name: str) -> bool:
    """Whether a text can be an outlet's name: it has words, and not too many."""
    return 1 < len(name.strip()) <= _NAME_LIMIT and bool(name_key(name))


def slug(name: str) -> str:
    """The id of an outlet that stands in no table: the words of its name, joined by hyphens."""
    return "-".join(token.word for token in tokens(name))[:_ID_LIMIT]


def host(url: str | None) -> str:
    """The host of an address, lower case, without www; empty where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def domain(url: str | None) -> str:
    """The registrable part of an address's host: the label below the public suffix, and the suffix."""
    labels = host(url).split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return ""
    size = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-size:])
