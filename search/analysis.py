"""What a word is. One analyser for every engine, so that all of them match alike and marks fit.

A word is a run of letters and digits after NFKD, dropping combining marks, casefolding, plain letters for
those with a stroke or without a dot (Polish L, Turkish I) and removing apostrophes inside words. There is no
stop list. Han, Hiragana and Katakana characters are words of their own, since those scripts write no spaces
and a phrase of characters is how their words are found.

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
# that keyboards produce, full width) between two letters, and format characters that have no width, marks
# of writing direction among them.
APOSTROPHES = "'\u2019\u2018\u02bc\u02b9\u2032\u00b4\u0060\uff07"
INVISIBLE = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufeff"
)
_IDEOGRAPHS = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\W_{_IDEOGRAPHS}]"
_MARK = r"\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
# `\w` has no combining marks, so a decomposed e + acute would end a word; they are let in by range.
_RUN = re.compile(
    rf"[{_IDEOGRAPHS}]"
    rf"|{_LETTER}(?:[{INVISIBLE}{_MARK}]|[{APOSTROPHES}](?={_LETTER})|{_LETTER})*"
)
_ASCII_RUN = re.compile(r"[A-Za-z0-9]+(?:['`][A-Za-z0-9]+)*")
# The same for text that is ASCII throughout, without spans: inner apostrophes go, the rest of what is
# no letter and no digit becomes a space. Ten times as fast, which is half of the time of indexing.
# The sign stands first in the pattern, so that `re` skips to it: 2.7 times as fast as looking behind first.
_INNER = re.compile(r"['`](?<=[A-Za-z0-9].)(?=[A-Za-z0-9])")
_ASCII_WORDS = bytes(ord(chr(i).lower()) if chr(i).isalnum() else 32 for i in range(128)) + bytes(
    128
)
# Most text that is not ASCII is so for these alone; with them made plain it is read as fast.
_TYPOGRAPHY = tuple(
    (sign, "'" if sign in APOSTROPHES else " ")
    for sign in "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00a0«»€£"
)
# Between two characters of one word; of apostrophes only the straight one is known here.
_INSIDE = re.compile(
    rf"(?:(?<={_LETTER})|(?<=[{_MARK}]))(?={_LETTER}|[{_MARK}]|'{_LETTER})"
    rf"|(?:(?<={_LETTER}')|(?<=[{_MARK}]'))(?={_LETTER})"
)
_DROPPED = dict.fromkeys(map(ord, APOSTROPHES + INVISIBLE))
# Letters that Unicode does not decompose and that people without that keyboard write plainly; the capital of
# Turkish dotless i is the plain I, so that without this a text in capitals would be another text.
_PLAIN_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ħ": "h",
        "ŧ": "t",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
    }
)
# Folding may bring forth signs that are words of their own (U+30FF is two of Katakana).
_LEFTOVER = re.compile(rf"[{_IDEOGRAPHS}]|{_LETTER}+")


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
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(_PLAIN_LETTERS)
    text = text.translate(_DROPPED)  # of U+0149 NFKD makes an apostrophe and an n
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
        for word in _fold_run(run[: 4 * MAX_WORD]):  # one huge run must not fill the cache
            found.append(Token(word, start, end))
    return found


def words(text: str) -> list[str]:
    """The words of a text in order, without spans: those of `tokens`, sooner."""
    text = _plain(text)
    if not text.isascii():
        return _folded_words(text)
    if "'" in text or "`" in text:
        text = _INNER.sub("", text)
    found = text.encode().translate(_ASCII_WORDS).decode().split()
    if max(map(len, found), default=0) > MAX_WORD:
        return [word[:MAX_WORD] for word in found]
    return found


def places(text: str) -> list[tuple[int, int]]:
    """The span of each of `words(text)`, in order: those of `tokens`, sooner."""
    text = _plain(text)
    if text.isascii():
        return [match.span() for match in _ASCII_RUN.finditer(text)]
    return [(token.start, token.end) for token in tokens(text)]


def cuts_word(text: str, at: int) -> bool:
    """Whether an offset lies inside a word of a text whose apostrophes are all straight."""
    return _INSIDE.match(text, at) is not None


def _plain(text: str) -> str:
    """Text of the same length and the same words, in ASCII if typography was all that it lacked."""
    if not text.isascii():
        for sign, plain in _TYPOGRAPHY:
            text = text.replace(sign, plain)
    return text


def _folded_words(text: str) -> list[str]:
    found: list[str] = []
    for run in _RUN.findall(text):
        if run.isascii() and run.isalnum():
            found.append(run.lower()[:MAX_WORD])
        else:
            found.extend(_fold_run(run[: 4 * MAX_WORD]))
    return found


# Snowball algorithms by ISO 639-1 code (snowballstem.org). A language without one is indexed unstemmed.
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "nl": "dutch", "en": "english", "et": "estonian",
    "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian",
    "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian", "no": "norwegian",
    "nb": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


class _Stems(dict[str, str]):
    """Stems of one language by word, each computed once: PyStemmer's own cache is ten times slower."""

    # A million Reuters-like items have about 400,000 distinct words; a tenth of them makes up nearly all
    # of the text, and 200,000 entries take about 30 MB.
    most = 200_000

    def __init__(self, algorithm: str) -> None:
        super().__init__()
        self._stem = Stemmer.Stemmer(algorithm, 0).stemWord

    def __missing__(self, word: str) -> str:
        if len(self) >= self.most:
            self.clear()
        stem: str = self._stem(word)
        self[word] = stem
        return stem


@lru_cache(maxsize=64)
def _stems_of(language: str) -> _Stems | None:
    name = _STEMMERS.get(language.split("-")[0].lower()) if language else None
    return _Stems(name) if name else None


def stems(folded: list[str], language: str | None) -> list[str]:
    """The stems of folded words, in order; the words themselves where the language has no stemmer.

    Words are folded before they are stemmed (accents gone), on both sides alike.
    """
    known = _stems_of(language or "")
    return list(folded) if known is None else list(map(known.__getitem__, folded))
