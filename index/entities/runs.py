"""From text to runs: stretches of capitalised words that may hold names.

One pass of one expression finds the capitalised words; what stands between two of them says whether they
belong together: a blank, a particle of a name ("de", "von der") or a connector of a title ("of", "and").
Possessives are left out of a word, and so is the tail of "Moscow-based".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from index.entities.fold import fold

# Latin, Greek and Cyrillic capitals; other scripts have none.
_UPPER = "".join(
    chr(c) for c in (*range(0x41, 0x530), *range(0x1E00, 0x1F00)) if unicodedata.category(chr(c)) == "Lu"
)
_WORD = re.compile(
    rf"(?<![\w@#/])(?:(?:[{_UPPER}]\.){{2,}}(?:[{_UPPER}](?!\w))?"
    rf"|(?:(?:al|el|as|an|ar|at|ad)[-‑])?[{_UPPER}]\w*(?:&[{_UPPER}]\w*)?"
    rf"(?:['’ʼ](?:[{_UPPER}]\w+|(?!(?:s|t|d|ll|re|ve|m)\b)[^\W\d_]\w*))*"
    rf"(?:[-‑](?:[{_UPPER}]\w*|operation\b|(?:on|au|aux|sur|de|la|le|les|upon|am|an|der|i|el|al)[-‑][{_UPPER}]\w*"
    rf"|(?!(?:led|era|run|met|and|to|of|in|up|old|off|ons|born|like|wide|area|made|held|only|type)\b)[a-z]{{2,4}}\b))*)"
)
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
_GAPS = {" ": JOIN, "\u00a0": JOIN, "\u202f": JOIN}
for _kind, _words in _CONNECTORS.items():
    for _each in _words:
        _GAPS[f" {_each} "] = _kind
        if _each.endswith(("'", "’")):
            _GAPS[f" {_each}"] = _kind
# Words whose full stop does not end a sentence.
_ABBREVIATED = frozenset(
    "mr mrs ms dr prof sen sens rep reps gov gen col maj capt lt sgt cpl adm cmdr brig rev hon st ste mt ft"
    " jr sr dra sra srta m mm me sig dott jan feb mar apr jun jul aug sept oct nov dec vs no".split()
)
# Longest stretch between two words that can still join them: " against the " and a line break or two.
_LONGEST_GAP = 16
_TRAILER = frozenset(("jr", "sr", "inc", "ltd", "llc", "plc", "corp", "co", "sa", "ag", "nv", "spa"))
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


def runs(text: str) -> list[Run]:
    """The runs of a text, in order."""
    wrapped = _wrapped(text)
    found: list[Run] = []
    last: Token | None = None
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        between = text[last.end : start] if last is not None and start - last.end <= _LONGEST_GAP else None
        gap = _gap(last, between, word, wrapped) if last is not None and between is not None else ""
        opens = not gap and _opens(text, start, wrapped)
        last = Token(word, start, end, fold(word), gap, opens, (between or "").strip() if gap else "")
        if gap:
            found[-1].append(last)
        else:
            found.append([last])
    return found


def _gap(last: Token, between: str, word: str, wrapped: bool) -> str:
    kind = _GAPS.get(between)
    if kind is not None:
        return kind
    if wrapped and "\n" in between:
        between = _SPACE.sub(" ", between)
        kind = _GAPS.get(between)
        if kind is not None:
            return kind
    if between[:2] == ". " and len(between) == 2:
        single = len(last.word) == 1
        return JOIN if single or last.key in _ABBREVIATED else ""
    if between in (", ", " ") and fold(word) in _TRAILER:
        return JOIN
    return JOIN if between == "." and len(last.word) == 1 else ""


def _opens(text: str, start: int, wrapped: bool) -> bool:
    """Whether a sentence, line or quotation begins here."""
    i = start - 1
    quoted = False
    while i >= 0 and text[i] in _OPENERS:
        quoted = quoted or text[i] in "\"“„«‘"
        i -= 1
    if i < 0 or text[i] in _ENDERS:
        if i >= 0 and text[i] == "\n" and wrapped:
            return text[i - 1 : i] in ("", "\n", ".", "!", "?", '"', "”") or text[i + 1 : start].isspace()
        return True
    return quoted and text[i] == ","


def _wrapped(text: str) -> bool:
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
