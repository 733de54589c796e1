"""Which differences weigh more than others: negations, numbers, names."""

from __future__ import annotations

import re

from search.analysis import words

# Folded words of negation, and number words, of the languages of the demonstration archive. They add a
# flag to an edit; no verdict depends on them.
_NEGATIONS_WORDS = """
    no not never none nobody nothing nowhere neither nor cannot without hardly nicht kein keine
    keinen keiner keines nie niemals niemand nichts weder ne pas jamais aucun aucune rien
    personne sans ni nunca nada nadie ningun ninguna jamas sin non nessuno niente mai не ни нет
    никогда никто ничего ніколи ніхто нічого немає
"""
_NEGATIONS = frozenset(_NEGATIONS_WORDS.split())
_CONTRACTED = re.compile(r"\w+n['’ʼ´`]t\b", re.IGNORECASE)
_NUMBERS_WORDS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred hundreds thousand thousands million millions billion billions trillion trillions
    dozen dozens half twice first second third zwei drei vier funf sechs sieben acht neun zehn
    hundert tausend millionen milliarde milliarden deux trois quatre cinq sept huit neuf dix
    cent mille milliard milliards dos tres cuatro cinco seis siete ocho nueve diez cien mil
    millon millones
"""
_NUMBERS = frozenset(_NUMBERS_WORDS.split())
_ALL_CAPITALS = re.compile(r"[^a-zß-öø-ÿа-яіїєґ]*")


def flags(printed: str, quoted: str) -> tuple[str, ...]:
    """What differs between the text of an article and the text quoted for it."""
    one, other = set(words(printed)), set(words(quoted))
    changed = one ^ other
    found = []
    if _negations(printed, one) != _negations(quoted, other):
        found.append("negation")
    if any(w in _NUMBERS or any(map(str.isdecimal, w)) for w in changed):
        found.append("number")
    if _names(printed) - other or (not _ALL_CAPITALS.fullmatch(quoted) and _names(quoted) - one):
        found.append("name")
    return tuple(found)


def _negations(text: str, found: set[str]) -> bool:
    return bool(found & _NEGATIONS) or _CONTRACTED.search(text) is not None


def _names(text: str) -> set[str]:
    """The words with a capital, the first one too: an edit seldom begins a sentence."""
    return {
        w
        for part in text.split()
        if part[:1].isupper() and part not in ("I", "I'm", "I’m", "I'll", "I’ll", "I've", "I’ve")
        for w in words(part)
    }
