"""What a word is. One analyser for every engine, so that all of them match alike and marks fit.

A word is a run of letters and digits after NFKD, dropping combining marks, casefolding and removing
apostrophes inside words. There is no stop list. Han, Hiragana and Katakana characters are words of
their own, since those scripts write no spaces and a phrase of characters is how their words are found.

Spans are half-open, in Unicode code points of the text that was given, never of the folded form.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import Stemmer

# Longest word kept, in code points; the rest of a longer run is dropped from the word, not from the
# text. Base64 and minified lines make "words" of megabytes, and tantivy drops terms past 65,530 bytes;
# the longest word in the Reuters set has 33 letters.
MAX_WORD = 128

# Signs that may stand inside a word and vanish: apostrophes (straight, curly, modifier letters, primes
# that keyboards produce, full width) between two letters, and format characters that have no width.
APOSTROPHES = "'\u2019\u2018\u02bc\u02b9\u2032\u00b4\u0060\uff07"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_IDEOGRAPHS = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\W_{_IDEOGRAPHS}]"
_MARK = r"\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
# `\w` has no combining marks, so a decomposed e + acute would end a word; they are let in by range.
_RUN = re.compile(
    rf"[{_IDEOGRAPHS}]"
    rf"|{_LETTER}(?:[{INVISIBLE}{_MARK}]|[{APOSTROPHES}](?={_LETTER})|{_LETTER})*"
)
_ASCII_RUN = re.compile(r"[A-Za-z0-9]+(?:['`](?=[A-Za-z0-9])[A-Za-z0-9]+)*")
_DROPPED = dict.fromkeys(map(ord, APOSTROPHES + INVISIBLE))
_LEFTOVER = re.compile(r"[^\W_]+")


class Token(NamedTuple):
    """One word, and the span of the text it stands for."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def _fold_run(run: str) -> tuple[str, ...]:
    """The words of one run: almost always one; "½" gives two, a lone mark none."""
    # Apostrophes go first: NFKD turns U+00B4 into a space and a combining acute.
    text = unicodedata.normalize("NFKD", run.translate(_DROPPED))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    # Casefolding may compose what NFKD had split (U+0345), so marks are dropped once more.
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    return tuple(word[:MAX_WORD] for word in _LEFTOVER.findall(text))


def tokens(text: str) -> list[Token]:
    """The words of a text in order, each with its span; several may share a span ("½")."""
    found: list[Token] = []
    if text.isascii():
        for match in _ASCII_RUN.finditer(text):
            word = match.group().lower()
            if "'" in word or "`" in word:
                word = word.replace("'", "").replace("`", "")
            found.append(Token(word[:MAX_WORD], match.start(), match.end()))
        return found
    for match in _RUN.finditer(text):
        start, end = match.span()
        run = match.group()
        if len(run) > 4 * MAX_WORD:  # one huge run must not fill the cache with its text
            run = run[: 4 * MAX_WORD]
        for word in _fold_run(run):
            found.append(Token(word, start, end))
    return found


def words(text: str) -> list[str]:
    """The words of a text in order, without spans."""
    return [token.word for token in tokens(text)]


# Snowball algorithms by ISO 639-1 code (snowballstem.org). A language without one is indexed unstemmed.
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "nl": "dutch", "en": "english", "et": "estonian",
    "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian",
    "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian", "no": "norwegian",
    "nb": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


@lru_cache(maxsize=64)
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    name = _STEMMERS.get(language.split("-")[0].lower()) if language else None
    return Stemmer.Stemmer(name) if name else None


def stems(folded: list[str], language: str | None) -> list[str]:
    """The stems of folded words, in order; the words themselves where the language has no stemmer.

    Words are folded before they are stemmed (accents gone), on both sides alike.
    """
    stemmer = _stemmer(language or "")
    return stemmer.stemWords(folded) if stemmer else list(folded)
