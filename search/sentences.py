"""Where sentences end: light rules for fragments, no grammar.

A sentence ends at . ! ? or … (with the quotation marks and brackets that close after it) where white
space follows and then no lower-case letter; not after an abbreviation, an initial or an ordinal, and
always at an empty line. In doubt two sentences stay one: a fragment that is too long is trimmed, one
cut in the middle of a name misleads.
"""

from __future__ import annotations

import re

from .matching import Span

# Abbreviations without their full stop, lower case: titles, ranks, companies and months of the languages
# that the date rules know as well; then references, which stand before a number.
_ABBREVIATIONS = frozenset((
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "hon", "st", "sr", "jr", "gen", "col", "lt",
    "sgt", "capt", "maj", "cmdr", "adm", "brig", "gov", "sen", "rep", "pres", "vs", "etc", "cf",
    "al", "approx", "dept", "inc", "corp", "co", "ltd", "llc", "bros", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "nr", "bzw", "ca", "evtl",
    "ggf", "inkl", "usw", "vgl", "hr", "fr", "frl", "dipl", "mme", "mlle", "mgr", "sra", "srta",
    "dott", "sig", "ul", "им", "г", "ст",
))  # fmt: skip
_REFERENCES = frozenset(("no", "nos", "vol", "p", "pp", "art", "sec", "ch", "ed", "fig"))
_CLOSING = "\"'”’»›)\\]"
_END = re.compile(rf"[.!?…؟।]+[{_CLOSING}]*(?=\s)|[。！？]+[」』”’)]*|\n\s*\n")
_BEFORE = re.compile(r"([^\W_]+)\.$")
_OPENING = "\"'“‘„«‹([¿¡—–- "


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences between two offsets of a text, without the white space around them."""
    end = len(text) if end is None else end
    found: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if _is_end(text, match, end):
            _add(found, text, begin, match.end())
            begin = match.end()
    _add(found, text, begin, end)
    return found


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


def _is_end(text: str, match: re.Match[str], end: int) -> bool:
    sign = match[0]
    if sign[0] == "\n" or sign[0] in "。！？":
        return True
    following = text[match.end() : min(match.end() + 8, end)].lstrip().lstrip(_OPENING)
    if following[:1].islower():
        return False
    if sign != ".":
        return True
    before = _BEFORE.search(text, max(0, match.start() - 20), match.end())
    if before is None:
        return True
    word = before[1].lower()
    if following[:1].isdigit():
        return word not in _REFERENCES and word not in _ABBREVIATIONS
    ordinal = word.isdigit() and len(word) <= 2
    return not (len(word) == 1 or ordinal or word in _ABBREVIATIONS)
