"""The word lists of `index/data`, read once a language: evidence for what a capitalised word may be."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from index.entities.fold import fold

DATA = Path(__file__).resolve().parent.parent / "data"
# Lists of these languages hold for every article: English words stand in all press, xx is no language's.
_EVERYWHERE = ("en", "xx")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lists by job, as `index/data/entity_words.csv` names them.

    Sets of folded single words, except these, which are as printed: `roles`, `speech`, `place_preps`, `function`,
    `adverbs`, `capitals`, `name_particles`, `links`; and `common`, `org_nouns`, `vessels`, which are lower case.
    `marked` holds the folded words of all lists that say of a word what it is besides a name (marks.py), `cue_ends` the last
    words of the cues.
    """

    titles: frozenset[str]
    weak_titles: frozenset[str]
    female_titles: frozenset[str]
    male_titles: frozenset[str]
    roles: frozenset[str]
    speech: frozenset[str]
    org_end: frozenset[str]
    org_start: frozenset[str]
    org_any: frozenset[str]
    org_suffix: tuple[str, ...]
    org_topic: frozenset[str]
    org_cues: tuple[str, ...]
    org_nouns: frozenset[str]
    vessels: frozenset[str]
    noun_names: frozenset[str]
    corporate: frozenset[str]
    place_end: frozenset[str]
    place_start: frozenset[str]
    place_of: frozenset[str]
    place_cues: tuple[str, ...]
    cue_ends: frozenset[str]
    place_suffix: tuple[str, ...]
    place_preps: frozenset[str]
    directions: frozenset[str]
    demonyms: frozenset[str]
    calendar: frozenset[str]
    things: frozenset[str]
    thing_start: frozenset[str]
    surnames: frozenset[str]
    name_suffixes: frozenset[str]
    name_particles: frozenset[str]
    links: frozenset[str]
    abbreviations: frozenset[str]
    possessives: frozenset[str]
    function: frozenset[str]
    adverbs: frozenset[str]
    ambiguous: frozenset[str]
    capitals: frozenset[str]
    common: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    given: frozenset[str]
    marked: frozenset[str]


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file by column name."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {key: value or "" for key, value in row.items() if isinstance(key, str)}


@lru_cache(maxsize=1)
def _all_rows() -> tuple[dict[str, str], ...]:
    return tuple(rows(DATA / "entity_words.csv"))


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """The languages that have lists of their own."""
    return frozenset(row["language"] for row in _all_rows())


@lru_cache(maxsize=2)
def _given(gender: str) -> frozenset[str]:
    names = (row["names"] for row in rows(DATA / "given_names.csv") if row["gender"] == gender)
    return frozenset(fold(name) for line in names for name in line.split())


def lexicon(language: str | None) -> Lexicon:
    """The lists for articles in a language (ISO 639-1); for an unknown one, those of all languages."""
    return _lexicon(language if language in languages() else None)


def _lists(known: str | None) -> dict[str, list[str]]:
    """The lists of a language by name, its common words among them; None: of all languages."""

    def holds(row: dict[str, str]) -> bool:
        return known is None or row["language"] in (known, *_EVERYWHERE)

    lists: dict[str, list[str]] = {}
    for row in _all_rows():
        lists.setdefault(row["list"], []).extend(row["words"].split("|") if holds(row) else ())
    common = filter(holds, rows(DATA / "common_words.csv"))
    return lists | {"common": [word for row in common for word in row["words"].split()]}


@cache
def _lexicon(known: str | None) -> Lexicon:
    """The lists of a language that has some, read once; None: of all."""
    lists = _lists(known)

    def folded(name: str) -> frozenset[str]:
        return frozenset(fold(w) for phrase in lists[name] for w in phrase.split())

    male, female = _given("m"), _given("f")
    marking = ("title", "corporate", "direction", "demonym", "calendar", "function", "not_acronym")
    return Lexicon(
        titles=folded("title"),
        weak_titles=folded("weak_title"),
        female_titles=folded("female_title"),
        male_titles=folded("male_title"),
        roles=frozenset(lists["role"]),
        speech=frozenset(lists["speech"]),
        org_end=folded("org_end"),
        org_start=folded("org_start"),
        org_any=folded("org_any"),
        org_suffix=tuple(lists["org_suffix"]),
        org_topic=folded("org_topic"),
        org_cues=tuple(lists["org_cue"]),
        org_nouns=frozenset(map(str.lower, lists["org_noun"])),
        noun_names=folded("noun_name"),
        vessels=frozenset(map(str.lower, lists["vessel"])),
        corporate=folded("corporate"),
        place_end=folded("place_end"),
        place_start=folded("place_start"),
        place_of=folded("place_of"),
        place_cues=tuple(lists["place_cue"]),
        cue_ends=frozenset(
            cue.split()[-1] for name in ("place_cue", "org_cue") for cue in lists[name]
        ),
        place_suffix=tuple(lists["place_suffix"]),
        place_preps=frozenset(lists["place_prep"]),
        directions=folded("direction"),
        demonyms=folded("demonym"),
        calendar=folded("calendar"),
        things=folded("thing"),
        thing_start=folded("thing_start"),
        surnames=folded("surname"),
        name_suffixes=folded("name_suffix"),
        name_particles=frozenset(lists["name_particle"]),
        links=frozenset(lists["link"]),
        possessives=folded("possessive"),
        abbreviations=frozenset(lists["abbreviation"]),
        function=frozenset(lists["function"]),
        adverbs=frozenset(lists["adverb"]),
        ambiguous=folded("ambiguous_given"),
        capitals=frozenset(lists["not_acronym"]),
        common=frozenset(lists["common"]),
        male=male,
        female=female,
        given=male | female,
        marked=frozenset().union(*map(folded, marking)),
    )
