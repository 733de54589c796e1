"""Acronyms that an article defines itself: "Long Name (LN)" and "LN (Long Name)", in round or square brackets.

The letters are matched against the words before the bracket, from the last letter to the first; small words
may be passed over. The method is that of Schwartz and Hearst (2003), over words instead of letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from index.entities.candidates import Candidate, Setting
from index.entities.fold import acronym, fold
from index.entities.runs import Token

_BRACKETED = re.compile(r"[(\[][\"“«„]?([^\W\d_](?:[^\W\d_]|[.&-]){1,9})[\"”»“]?[)\],;]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Words before the bracket that are looked at, for each letter of the acronym; two is the method's own figure.
_REACH = 2
# An acronym of another language than its expansion ("Social Democrats (SPD)") has at least so many letters.
_SHORTEST_FOREIGN = 3
# Longer capitals are a word that is shouted: shown as "Kessin", not "KESSIN".
_LONGEST_ACRONYM = 5


def join_acronyms(setting: Setting, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates, with acronyms and their expansions under one name; expansions that were in pieces
    become one candidate."""
    joined: list[Candidate] = []
    rest = iter(candidates)
    c = next(rest, None)
    for start, end in _expansions(setting.text, setting.lexicon.links):
        while c is not None and c.end <= start:
            joined.append(c)
            c = next(rest, None)
        inside = []
        while c is not None and c.start < end:
            inside.append(c)
            c = next(rest, None)
        joined.append(_whole(setting, inside, start, end))
    joined.extend(chain([c] if c is not None else [], rest))
    _name_pairs(setting, joined)
    return joined


def _expansions(text: str, links: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where an expansion stands before a bracketed acronym; none overlaps the one before."""
    last = 0
    for match in _BRACKETED.finditer(text):
        letters = acronym(match[1].replace("-", ""))
        if letters is None:
            continue
        head = text[max(0, match.start() - 24 * len(letters)) : match.start()]
        offset = match.start() - len(head)
        words = list(_WORD.finditer(head))[-_REACH * len(letters) - 2 :]
        if not words or head[words[-1].end() :].strip() or "\n\n" in head[words[-1].end() :]:
            continue
        first = _match(letters, [w[0] for w in words], links)
        if first is not None and offset + words[first].start() >= last:
            last = offset + words[-1].end()
            yield offset + words[first].start(), last


def _match(letters: str, words: list[str], links: frozenset[str]) -> int | None:
    """The index of the word that an expansion begins with: every letter begins a word, in order."""
    i = len(words)
    for letter in reversed(letters):
        i -= 1
        while i >= 0 and words[i].lower() in links and words[i][:1].upper() != letter:
            i -= 1
        if i < 0 or fold(words[i])[:1].upper() != fold(letter)[:1].upper():
            return None
    return i if words[i][:1].isupper() else None


def _whole(setting: Setting, inside: list[Candidate], start: int, end: int) -> Candidate:
    """One organisation for what an expansion holds."""
    if len(inside) == 1 and (inside[0].start, inside[0].end) == (start, end):
        whole = inside[0]
        if whole.kind in (None, "person"):
            whole.kind, whole.sure = "organisation", True
        return whole
    words = [
        Token(m[0], start + m.start(), start + m.end(), fold(m[0]), " ", False)
        for m in _WORD.finditer(setting.text[start:end])
    ]
    return Candidate(words, "organisation", None, True)


def _name_pairs(setting: Setting, candidates: list[Candidate]) -> None:
    """Gives both sides of a definition, wherever they stand in the article, one name and one kind."""
    meant: dict[str, tuple[str, str]] = {}
    for a, b in pairwise(candidates):
        if not _brackets(setting.text, a.end, b.start, b.end):
            continue
        long, short = (a, b) if len(b.tokens) == 1 else (b, a)
        if len(short.tokens) > 1 or len(long.tokens) < 2 or not _stands_for(short, long):
            continue
        known = next((c for c in (long, short) if c.known), None)
        name = known.name if known is not None else None
        kind = known.kind if known is not None else None
        meant[long.key] = meant[short.key] = (
            name or shown(setting.text, long),
            kind or "organisation",
        )
    for c in candidates:
        if c.key in meant and (len(c.tokens) > 1 or c.tokens[0].capitals):
            c.name, c.kind = meant[c.key]
            c.sure = c.known = True


def _brackets(text: str, end: int, start: int, close: int) -> bool:
    between = text[end:start]
    if "(" not in between and "[" not in between:
        return False
    inside = between.strip(' "“«„\n') in ("(", "[")
    return inside and text[close : close + 1] in tuple(')]"”»,;')


def _stands_for(short: Candidate, long: Candidate) -> bool:
    """Whether capitals are the initials of a name, or the name is an organisation's anyway."""
    if not short.tokens[0].capitals or (long.kind == "person" and long.sure):
        return False
    letters = fold(short.tokens[0].word)
    initials = "".join(t.key[:1] for t in long.tokens)
    if initials.endswith(letters) or sorted(letters) == sorted(initials):
        return True
    if short.known:
        return short.kind == long.kind == "organisation"
    foreign = len(letters) >= _SHORTEST_FOREIGN and long.kind == "organisation"
    return foreign or letters.startswith(initials)


def shown(text: str, c: Candidate) -> str:
    """A candidate as printed, on one line."""
    name = " ".join(text[c.start : c.end].split())
    word = acronym(name) is None or c.kind == "place"
    shouted = word and name.isupper() and len(name) > _LONGEST_ACRONYM
    return name.title() if shouted else name
