"""Month names in some forty languages: a printed word to a month's number.

The names stand in `index/data/months.toml`. Words are compared folded (case, accents). Where languages
disagree about a word (listopad is November in Polish, October in Croatian) the page's language decides,
else the reading that most languages share.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path

_TABLE = Path(__file__).parent.parent / "data" / "months.toml"
# The shortest and longest prefix that is taken for an abbreviation: "jan", "sept", "févr".
_ABBREVIATION = range(3, 6)


def fold(word: str) -> str:
    """A word without case, accents, full stops and invisible signs, for comparing."""
    if word.isascii():
        return word.casefold().replace(".", "")
    kept = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c for c in kept if not unicodedata.combining(c) and c not in ".\u200c\u200d")
    return plain.replace("ı", "i")


@cache
def _names() -> dict[str, dict[int, frozenset[str]]]:
    """Every full form: folded word -> month -> languages that use it."""
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for language, months in tomllib.loads(_TABLE.read_text(encoding="utf-8")).items():
        for number, forms in enumerate(months, 1):
            for form in forms.split():
                found[fold(form)][number].add(language)
    return {w: {n: frozenset(langs) for n, langs in m.items()} for w, m in found.items()}


@cache
def _abbreviations() -> dict[str, int]:
    """Prefixes of full forms that mean the same month in every language that has them."""
    meant: dict[str, set[int]] = defaultdict(set)
    for word, months in _names().items():
        for length in _ABBREVIATION:
            if length < len(word):
                meant[word[:length]].update(months)
    return {prefix: min(m) for prefix, m in meant.items() if len(m) == 1}


@cache
def _own_abbreviations(language: str) -> dict[str, int]:
    """Prefixes that mean one month in one language, where languages disagree ("mar", "lis")."""
    meant: dict[str, set[int]] = defaultdict(set)
    for word, months in _names().items():
        for number, languages in months.items():
            if language in languages:
                for length in _ABBREVIATION:
                    meant[word[:length]].add(number)
    return {prefix: min(m) for prefix, m in meant.items() if len(m) == 1}


@lru_cache(maxsize=4096)
def month_number(word: str, language: str | None = None, *, whole: bool = False) -> int | None:
    """The month that a word names, 1 to 12, or None. `whole` refuses abbreviations."""
    key = fold(word)
    if not key:
        return None
    months = _names().get(key)
    if months:
        own = [n for n, langs in months.items() if language in langs]
        return own[0] if own else max(months, key=lambda n: (len(months[n]), -n))
    if whole:
        return None
    # English abbreviations are what foreign content systems print when they were left untranslated.
    return (
        _own_abbreviations(language or "en").get(key)
        or _abbreviations().get(key)
        or _own_abbreviations("en").get(key)
    )
