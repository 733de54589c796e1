"""How the words of a name are compared: folded, so that spellings of one name meet.

Case, accents, dots and apostrophes go; transliterations of Slavic endings become one (Zelenskyy,
Zelenskiy, Zelenski: "zelensky"; Aleksei, Alexey: "alexey"); Cyrillic words lose their case endings.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DROPPED = dict.fromkeys(map(ord, ".'’‘ʼ`´"))
_SKY = re.compile(r"(?:(?<=[sc]k)(?:yy|iy|ii|yi|ij|yj|i)|(?<=..)(?:ii|iy|yy|ij|yj))$")
_EY = re.compile(r"(?<=...)(?:ei|ej|eyi|ay)$")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"})
# Case endings of Russian and Ukrainian names and adjectives, longest first.
_CYRILLIC_ENDING = re.compile(
    "(?:ского|скому|ским|ском|ской|скую|ський|ського|ському|ским|ский|ская|ого|ому|ему|его|ими|ыми"
    "|ами|ями|иям|иях|ией|ією|ые|ых|ым|ой|ою|ей|ею|ом|ем|ём|ам|ям|ах|ях|ии|ию|ия|ій|ії|ию|ую|ая|ый|ий"
    "|а|я|у|ю|е|и|ы|і|ї|й|ь|о)$"
)
_CYRILLIC = re.compile("[Ѐ-ӿ]")
# "UNESCO" and "UNICEF" have six letters; longer capitals are mostly shouted words.
_LONGEST_ACRONYM = 6
# Shortest stem that is left of a Cyrillic word: "Иран" must not lose its "ан".
_STEM = 3


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The form in which one word of a name is compared."""
    text = word.translate(_DROPPED).casefold()
    if not word.isascii():
        if _CYRILLIC.search(word):
            return _stem(word.casefold().replace("ё", "е"))
        text = unicodedata.normalize("NFKD", word.translate(_DROPPED))
        text = "".join(c for c in text if not unicodedata.combining(c))
        text = text.casefold().translate(_LETTERS)
    if len(text) >= 5:
        text = _EY.sub("ey", _SKY.sub("y", text)).replace("aleks", "alex")
    return text


def _stem(word: str) -> str:
    ending = _CYRILLIC_ENDING.search(word)
    return word[: ending.start()] if ending and ending.start() >= _STEM else word


def acronym(word: str) -> str | None:
    """The capitals of an acronym ("U.S." gives "US"), None for any other word."""
    if word[1:2].islower():
        return None  # most words: nothing more to look at
    letters = word.replace(".", "")
    if 2 <= len(letters) <= _LONGEST_ACRONYM and letters.isupper():
        return letters
    return None
