"""The authority: names that all their variants are joined under.

Read from CSV files with the columns `name`, `kind` (person, organisation, place) and `aliases` (variants
separated by "|"). A later file overrides an earlier one, so a user's `authority.csv` has the last word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from index.entities.fold import acronym, fold
from index.entities.lexicon import DATA, rows
from search.article import MENTION_KINDS

BUILT_IN = tuple(DATA / f"{name}.csv" for name in ("places", "organisations", "persons"))
# Scripts without capitals, whose names are found as strings: Hebrew and Arabic, which set words apart; Thai,
# kana, Han, Hangul, which mostly do not.
_APART = re.compile("[\u0590-\u06ff]")
_DENSE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_POSSESSIVE = re.compile("['’]s$")
# What Arabic and Hebrew write onto the front of a word: and, with, to, by, the. A name as it stands goes first.
_PREFIX = "(?<!\\w)[\u0648\u0628\u0644\u0643\u0641]??"


class Entry(NamedTuple):
    """A known name and its kind."""

    name: str
    kind: str


class AuthorityError(ValueError):
    """A row of an authority file that cannot be used; says which file, which line and why."""


class Authority:
    """Known names by folded variant. Build with `load`; `find` looks up the folded words of a name."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._heads: set[str] = set()
        self._edges: set[str] = set()
        self._caseless: dict[str, Entry] = {}
        self._patterns: dict[re.Pattern[str], re.Pattern[str]] = {}  # by script

    @classmethod
    def load(cls, *paths: Path) -> Authority:
        """The built-in names, extended and overridden by these files.

        Raises AuthorityError for a row without a name or with an unknown kind, OSError for a file that
        cannot be read.
        """
        authority = cls()
        for path in (*BUILT_IN, *paths):
            for line, row in enumerate(rows(path), 2):
                authority._take(row, f"{path}:{line}")
        authority._compile()
        return authority

    def _take(self, row: dict[str, str], where: str) -> None:
        name, kind = row.get("name", "").strip(), row.get("kind", "").strip()
        if not name or kind not in MENTION_KINDS:
            expected = ", ".join(MENTION_KINDS)
            raise AuthorityError(
                f"{where}: wants a name and a kind ({expected}), has {name!r}, {kind!r}"
            )
        entry = Entry(name, kind)
        for variant in (name, *row.get("aliases", "").split("|")):
            if variant.strip():
                self._add(variant.strip(), entry)

    def _add(self, variant: str, entry: Entry) -> None:
        if _APART.search(variant) or _DENSE.search(variant):
            self._caseless[variant] = entry
            return
        words = (
            variant.replace("&", " & ").split()
            if "&" in variant and " " in variant
            else variant.split()
        )
        if len(words) == 1:
            letters = acronym(variant)
            key = "=" + letters if letters else fold(variant)
            if variant.endswith(".") and not letters:
                key += "."
            elif variant.endswith(("'s", "’s")):
                key = fold(variant[:-2]) + "'s"
            self._entries[key] = entry
            self._edges.add(key.removesuffix("'s").rstrip("."))
            return
        keys = [fold(_POSSESSIVE.sub("", words[0])), *(fold(word) for word in words[1:])]
        self._entries[" ".join(keys)] = entry
        self._heads.update(" ".join(keys[:length]) for length in range(1, len(keys)))
        self._edges.update((keys[0], keys[-1]))

    def _compile(self) -> None:
        apart = [name for name in self._caseless if _APART.search(name)]
        dense = [name for name in self._caseless if not _APART.search(name)]
        if apart:
            self._patterns[_APART] = re.compile(f"{_PREFIX}({_any_of(apart)})(?!\\w)")
        if dense:
            self._patterns[_DENSE] = re.compile(f"({_any_of(dense)})")

    def knows(self, key: str) -> bool:
        """Whether a name begins or ends with this folded word, acronyms apart: most words are none's."""
        return key in self._edges

    def word(self, word: str) -> Entry | None:
        """The entry of a single word as printed; acronyms are looked up by their capitals first."""
        letters = acronym(word)
        entry = self._entries.get("=" + letters) if letters else None
        return entry or self._entries.get(fold(word))

    def key(self, key: str) -> Entry | None:
        """The entry of a folded key (words joined by blanks)."""
        return self._entries.get(key)

    def name(self, name: str) -> Entry | None:
        """The entry of a name of any length as printed."""
        words = name.split()
        return self.word(words[0]) if len(words) == 1 else self.key(" ".join(map(fold, words)))

    def leads(self, key: str) -> bool:
        """Whether a longer name begins with these folded words."""
        return key in self._heads

    def caseless(self, text: str) -> list[tuple[int, int, Entry]]:
        """Where names in scripts without capitals stand in a text."""
        if text.isascii():
            return []
        return [
            (*match.span(1), self._caseless[match[1]])
            for script, pattern in self._patterns.items()
            if script.search(text)
            for match in pattern.finditer(text)
        ]


def _any_of(names: list[str]) -> str:
    """A pattern for the longest of these names at a place.

    Grouped by first characters: elsewhere the engine looks at one character and goes on, so that a text
    costs the same whether ten names are known or thousands.
    """
    rests: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        rests.setdefault(name[0], []).append(re.escape(name[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


@lru_cache(maxsize=1)
def built_in() -> Authority:
    """The authority that comes with Pressmark."""
    return Authority.load()
