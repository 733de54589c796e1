"""From text to runs: stretches of capitalised words that may hold names.

One pass of one expression finds the capitalised words; what stands between two of them says whether they
belong together: a blank, a particle of a name ("de", "von der") or a connector of a title ("of", "and").
Possessives are left out of a word, and so is the tail of "Moscow-based".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from index.entities.fold import fold
from index.entities.lexicon import Lexicon

# Latin, Greek and Cyrillic capitals; other scripts have none.
_UPPER = "".join(
    chr(c)
    for c in (*range(0x41, 0x530), *range(0x1E00, 0x1F00))
    if unicodedata.category(chr(c)) == "Lu"
)
# Small words inside a hyphenated name ("Rostov-on-Don"), and tails that are no part of one ("Dublin-born").
_INNER = "on|au|aux|sur|de|la|le|les|upon|am|an|der|i|el|al"
_TAILS = "led|era|run|met|and|to|of|in|up|old|off|ons|born|like|wide|area|made|held|only|type"
# The capital comes first, and is looked behind after: so the search can skip to capitals.
_WORD = re.compile(
    rf"[{_UPPER}](?<![\w@#].)(?:(?:\.[{_UPPER}])+\.?(?!\w)"
    rf"|\w*(?:&[{_UPPER}]\w*)?"
    rf"(?:['’ʼ](?:[{_UPPER}]\w+|(?!(?:s|t|d|ll|re|ve|m)\b)[^\W\d_]\w*))*"
    rf"(?:[-‑](?:[{_UPPER}]\w*|operation\b|(?:{_INNER})[-‑][{_UPPER}]\w*|(?!(?:{_TAILS})\b)[a-z]{{2,4}}\b))*)"
)
# Arabic articles before a name: "al-Assad".
_ARTICLES = frozenset(("al-", "el-", "as-", "an-", "ar-", "at-", "ad-", "ul-"))
JOIN, OF, AND, PARTICLE = " ", "of", "and", "de"
_CONNECTORS = {
    OF: ("of", "of the", "for", "for the", "on", "in", "against", "to", "для", "по", "при", "з", "із"),
    AND: ("and", "&", "and the", "et", "und", "y", "e", "и", "і", "та", "en"),
    PARTICLE: (
        "de", "de la", "de las", "de los", "de l'", "de l’", "del", "della", "delle", "dello", "dei", "degli",
        "dell'", "dell’", "di", "da", "das", "do", "dos", "du", "des", "d'", "d’", "van", "van der", "van den",
        "van de", "von", "von der", "von dem", "vom", "zu", "zur", "zum", "zu den", "af", "av", "bin", "bint", "ibn", "ben",
        "al", "el", "ter", "ten", "tho", "für", "der", "des", "für die", "pour", "pour la", "pour les", "para", "para la",
        "para o", "para a", "per", "per la", "per il", "a la", "à la", "aux", "am",
    ),
}  # fmt: skip


def _gap_kinds() -> dict[str, str]:
    """What each stretch between two capitalised words makes of them."""
    kinds = {" ": JOIN, "\u00a0": JOIN, "\u202f": JOIN}
    for kind, connectors in _CONNECTORS.items():
        for connector in connectors:
            kinds[f" {connector} "] = kind
            if connector.endswith(("'", "’")):
                kinds[f" {connector}"] = kind
    return kinds


_GAPS = _gap_kinds()
# A page of nothing but capitalised words is cut into runs of so many; the longest headline read had 31.
_LONGEST_RUN = 64
# Longest stretch between two words that can still join them: " against the " and a line break or two.
_LONGEST_GAP = 16
# An address is looked for so far before a word.
_LONGEST_PATH = 80
_TRAILER = frozenset(
    ("jr", "sr", "inc", "ltd", "llc", "plc", "corp", "co", "sa", "ag", "nv", "spa")
)
# "People's Republic", "Workers' Party": possessives inside a name, of the words that take one.
_POSSESSIVES = ("'s ", "’s ", "' ", "’ ")
_SAINTS = frozenset(("st", "saint", "ste", "sainte"))
_OPENERS = frozenset("\"'“”‘’«»„([{*_<>—–-•·\u00a0 \t")
_ENDERS = frozenset(".!?:;…\n|")
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Token:
    """A capitalised word. `gap` is what joins it to the word before (`JOIN`, `OF` ...), "" at the head
    of a run; `opens` says that it begins a sentence, a line or a quotation."""

    word: str
    start: int
    end: int
    key: str
    gap: str
    opens: bool
    between: str = ""

    @property
    def capitals(self) -> bool:
        """All capitals, and more than an initial."""
        return len(self.word) > 1 and self.word.isupper()


Run = list[Token]
# What a language glues onto a name: elided articles before it, case endings or particles after it.
_ELIDED = re.compile(r"(?:[LDS]|Qu|Dell|Nell|Dall|All|Sull|Un)['’](?P<name>\w.*)")
_DENSE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_PARTICLES = re.compile(f"(?P<name>[^{_DENSE}]+)[{_DENSE}]")
_GLUED = {
    "ja": _PARTICLES, "ko": _PARTICLES, "zh": _PARTICLES,
    "fr": _ELIDED, "it": _ELIDED, "ca": _ELIDED, "tr": re.compile(r"(?P<name>\w[^'’]*)['’][a-zçğıöşü]+$"),
}  # fmt: skip


def runs(text: str, lexicon: Lexicon, language: str | None) -> list[Run]:
    """The runs of a text, in order."""
    is_wrapped = wrapped(text)
    found: list[Run] = []
    last: Token | None = None
    for start, end in _words(text, language):
        word = text[start:end]
        gap = between = ""
        if last is not None and start - last.end <= _LONGEST_GAP:
            between = text[last.end : start]
            gap = _GAPS.get(between) or _gap(last, between, word, is_wrapped, lexicon)
            if not gap and between in _POSSESSIVES and _is_saint(found[-1]):
                gap = JOIN
        ended = gap == JOIN and word in lexicon.function and text[start - 2] == "."
        if gap and not ended and len(found[-1]) < _LONGEST_RUN:
            last = Token(word, start, end, fold(word), gap, False, between.strip())
            found[-1].append(last)
        else:
            opens = ended or _opens(text, start, is_wrapped)
            last = Token(word, start, end, fold(word), "", opens)
            found.append([last])
    return found


def _is_saint(run: Run) -> bool:
    """Whether a run ends in a saint's name, of whom schools and churches are: "St. Brannoc's School"."""
    return len(run) > 1 and run[-2].key in _SAINTS


def _words(text: str, language: str | None) -> Iterator[tuple[int, int]]:
    """The spans of the capitalised words, without what a language glues onto them."""
    glued = _GLUED.get(language or "")
    for match in _WORD.finditer(text):
        start, end = match.span()
        if text[start - 1 : start] == "/" and _is_address(text, start):
            continue
        if (
            text[start - 1] == "-"
            and text[start - 3 : start] in _ARTICLES
            and not text[start - 4 : start - 3].isalnum()
        ):
            start -= 3
        part = glued.match(text[start:end]) if glued else None
        if part:
            start, end = start + part.start("name"), start + part.end("name")
        yield start, end


def _is_address(text: str, start: int) -> bool:
    """Whether a word behind a slash is of an address or a path, not of "Times/Orra News"."""
    before = text[max(0, start - _LONGEST_PATH) : start].rsplit(None, 1)[-1]
    return "." in before or "//" in before or before.startswith("/")


def _gap(last: Token, between: str, word: str, is_wrapped: bool, lexicon: Lexicon) -> str:
    """What joins a word to the one before where no plain connector does, "" where nothing does."""
    if is_wrapped and "\n" in between:
        between = _SPACE.sub(" ", between)
        kind = _GAPS.get(between)
        if kind is not None:
            return kind
    if between[:2] == ". " and len(between) == 2:
        single = len(last.word) == 1
        return JOIN if single or last.key in lexicon.abbreviations else ""
    if between in (", ", " ") and fold(word) in _TRAILER:
        return JOIN
    if between in _POSSESSIVES and last.key in lexicon.possessives:
        return JOIN
    return JOIN if between == "." and len(last.word) == 1 else ""


def _opens(text: str, start: int, is_wrapped: bool) -> bool:
    """Whether a sentence, line or quotation begins here."""
    if text[start - 1 : start] == " " and text[start - 2 : start - 1].isalnum():
        return False  # most words
    i = start - 1
    quoted = False
    while i >= 0 and text[i] in _OPENERS:
        quoted = quoted or text[i] in '"“„«‘'
        i -= 1
    if i < 0 or text[i] in _ENDERS:
        if i >= 0 and text[i] == "\n" and is_wrapped:
            return (
                text[i - 1 : i] in ("", "\n", ".", "!", "?", '"', "”")
                or text[i + 1 : start].isspace()
            )
        return True
    return quoted and text[i] == ","


def wrapped(text: str) -> bool:
    """Whether lines are broken for width: most single line breaks are followed by a small letter."""
    breaks = lower = 0
    i = text.find("\n")
    while i >= 0 and breaks < 40:  # forty breaks are enough to tell
        after = text[i + 1 : i + 2]
        if after and after != "\n" and text[i - 1 : i] != "\n":
            breaks += 1
            lower += after.islower()
        i = text.find("\n", i + 1)
    return breaks > 0 and lower * 3 >= breaks
