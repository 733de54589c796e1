"""The word lists of `index/data`, read once: evidence for what a capitalised word may be."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.entities.fold import fold

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lists by job. Sets of folded words, except `capitals` (as printed) and `common` (lower case)."""

    titles: frozenset[str]
    roles: frozenset[str]
    speech: frozenset[str]
    org_end: frozenset[str]
    org_start: frozenset[str]
    org_any: frozenset[str]
    org_suffix: tuple[str, ...]
    org_topic: frozenset[str]
    org_cues: tuple[str, ...]
    place_end: frozenset[str]
    place_start: frozenset[str]
    place_cues: tuple[str, ...]
    place_preps: frozenset[str]
    directions: frozenset[str]
    demonyms: frozenset[str]
    calendar: frozenset[str]
    things: frozenset[str]
    ambiguous: frozenset[str]
    capitals: frozenset[str]
    common: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]

    @property
    def given(self) -> frozenset[str]:
        """Given names of any gender."""
        return self.male | self.female


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file by column name."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {key: value or "" for key, value in row.items() if isinstance(key, str)}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lists that come with Pressmark."""
    lists: dict[str, list[str]] = {}
    for row in rows(DATA / "entity_words.csv"):
        lists.setdefault(row["list"], []).extend(row["words"].split("|"))
    common = [w for row in rows(DATA / "common_words.csv") for w in row["words"].split()]

    def folded(name: str) -> frozenset[str]:
        return frozenset(fold(w) for phrase in lists[name] for w in phrase.split())

    def given(gender: str) -> frozenset[str]:
        names = (r["names"] for r in rows(DATA / "given_names.csv") if r["gender"] == gender)
        return frozenset(fold(name) for line in names for name in line.split())

    return Lexicon(
        titles=folded("title"),
        roles=frozenset(lists["role"]),
        speech=frozenset(lists["speech"]),
        org_end=folded("org_end"),
        org_start=folded("org_start"),
        org_any=folded("org_any"),
        org_suffix=tuple(lists["org_suffix"]),
        org_topic=folded("org_topic"),
        org_cues=tuple(lists["org_cue"]),
        place_end=folded("place_end"),
        place_start=folded("place_start"),
        place_cues=tuple(lists["place_cue"]),
        place_preps=frozenset(lists["place_prep"]),
        directions=folded("direction"),
        demonyms=folded("demonym"),
        calendar=folded("calendar"),
        things=folded("thing"),
        ambiguous=folded("ambiguous_given"),
        capitals=frozenset(lists["not_acronym"]),
        common=frozenset(common),
        male=given("m"),
        female=given("f"),
    )
