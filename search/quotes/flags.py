"""Which differences weigh more than others: negations, numbers, names."""

from __future__ import annotations

from search.analysis import words

from .spelling import CONTRACTED

# Folded words of negation, and number words, of the languages of the demonstration archive. They add a
# flag to an edit; no verdict depends on them.
_NEGATIONS_WORDS = """
    no not never none nobody nothing nowhere neither nor cannot without hardly nicht kein keine
    keinen keiner keines nie niemals niemand nichts weder ne pas jamais aucun aucune rien
    personne sans ni nunca nada nadie ningun ninguna jamas sin non nessuno niente mai не ни нет
    никогда никто ничего ніколи ніхто нічого немає
"""
_NEGATIONS = frozenset(_NEGATIONS_WORDS.split())
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
_SENTENCE_ENDS = frozenset(".!?:;…\"“”„«»'‘’—–-[(")
_I = frozenset({"i", "im", "ill", "ive", "id"})
# Languages that write every noun with a capital.
_CAPITAL_NOUNS = frozenset({"de", "lb"})


def flags(printed: str, quoted: str, *, begins: bool, language: str | None) -> tuple[str, ...]:
    """What differs between the text of an article, in its language, and the text quoted for it.

    `begins` says that either begins a sentence, where a capital tells nothing.
    """
    one, other = set(words(printed)), set(words(quoted))
    found = []
    if denies(printed) != denies(quoted):
        found.append("negation")
    if any(w in _NUMBERS or any(map(str.isdecimal, w)) for w in one ^ other):
        found.append("number")
    capitals = (language or "").split("-")[0] not in _CAPITAL_NOUNS and not quoted.isupper()
    if capitals and (_names(printed, begins) - other or _names(quoted, begins) - one):
        found.append("name")
    return tuple(found)


def denies(text: str) -> bool:
    """Whether a text has a negation, also a contracted one."""
    found = words(text)
    return any(w in _NEGATIONS or CONTRACTED.get(w, ("", ""))[1] == "not" for w in found)


def begins(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins at a place of a text."""
    before = text[max(start - 8, 0) : start].rstrip()
    return not before or before[-1] in _SENTENCE_ENDS


def _names(text: str, begins: bool) -> set[str]:
    """The words with a capital, but for the first of a sentence."""
    parts = text.split()[1:] if begins else text.split()
    return {w for part in parts if part[:1].isupper() for w in words(part)} - _I
