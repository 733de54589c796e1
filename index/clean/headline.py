"""The headline among the lines above an article's text.

Each line near the top of the text gets points, a sum of weights over named signs, learned as a
choice of one line a page; below `_FLOOR` no line is taken, since a dump may have no headline.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .features import bin_of
from .lines import Line
from .weights import TITLE, add_up

# The least that a headline is worth. Right choices on meta-text had 4 and more; where a dump has no blank
# lines, three points less.
_FLOOR = 1.0
# How far above the text the headline may stand, in lines: pictures, share bars and dates come between.
_REACH = 40
# Lines above a headline in which the dates of others would stand, if it is one of a list.
_LISTED = 8
# How many lines of the text are looked at for the headline's words.
_OPENING = 12
_LENGTHS = (1, 2, 3, 5, 8, 14, 20, 30)
_DISTANCES = (1, 2, 3, 5, 8, 14, 22)
# Headlines of two sentences are short.
_ONE_SENTENCE = 20
_SENTENCES = re.compile(r"[^\W\d_]{3}[.…]['\"”’»]?\s+[\"“'‘«„]?[^\W\d_]")
# Four names between bars are a menu; a headline has its section and its site there at the most.
_MENU = re.compile(r"(?:[^|·•]+\s[|·•]\s){3}")
_WORD = re.compile(r"[^\W\d_]{4,}")


def find_title(lines: Sequence[Line], start: int, first: int) -> tuple[int, str] | None:
    """The index of the headline and the reason, or None.

    `start` is where the text begins, `first` its first paragraph; the headline stands above `first`.
    """
    titled = [at for at in range(max(0, start - _REACH), first) if "titled" in lines[at].zones]
    if titled:
        return titled[-1], "stands in the page's own title"
    signed = _below_note(lines, start, first)
    if signed is not None:
        return signed, "stands between an editor's note and a byline"
    best: tuple[float, int] | None = None
    for at, signs in title_signs(lines, start, first):
        points = add_up(TITLE, signs)
        if best is None or points > best[0]:
            best = (points, at)
    if best is None or best[0] < _FLOOR:
        return None
    return best[1], f"stands above the text as a headline does ({best[0]:.1f} points)"


def _below_note(lines: Sequence[Line], start: int, first: int) -> int | None:
    """The line between an editor's note, which heads an article, and its byline."""
    for at in range(max(1, start - _REACH), min(first, len(lines) - 1)):
        if (
            "note" in lines[at - 1].cues
            and "byline" in lines[at + 1].cues
            and _may_be(lines[at])
            and not lines[at].cues & {"byline", "date"}
        ):
            return at
    return None


def title_signs(lines: Sequence[Line], start: int, first: int) -> list[tuple[int, list[str]]]:
    """Each line that may be the headline, with its signs."""
    keys = Counter(line.key for line in lines)
    opening = Counter(
        _WORD.findall(" ".join(line.text for line in lines[first : first + _OPENING]).casefold())
    )
    places = [
        at
        for at in range(max(0, start - _REACH), first)
        if _may_be(lines[at]) and not _is_listed(lines, at, keys)
    ]
    shares = {at: _share(lines[at], opening) for at in places}
    found = []
    met = False
    for at in places:
        signs = _own(lines[at], keys) + _around(lines, at)
        signs.append(f"{bin_of(first - at, _DISTANCES)} lines above the text")
        if at >= start:
            signs.append("inside the segment")
        share, count = shares[at]
        signs.append(f"shares {int(share * 4)}/4 of its words with the text")
        if count >= 3:
            signs.append("shares 3 words or more with the text")
            if not met:
                signs.append("first line to share its words")
            met = True
        if count and share >= max(s for s, _ in shares.values()):
            signs.append("shares most with the text")
        if (
            any(p != at and lines[p].key.startswith(lines[at].key) for p in places)
            and len(lines[at].key) > 12
        ):
            signs.append("begins another line")
        found.append((at, signs))
    return found


def _may_be(line: Line) -> bool:
    return (
        line.words <= 45
        and not _MENU.search(line.text)
        and not (line.words > _ONE_SENTENCE and _SENTENCES.search(line.text))
        and not line.cues & {"note", "bio"}
        and any(c.isalpha() for c in line.text)
    )


def _is_listed(lines: Sequence[Line], at: int, keys: Counter[str]) -> bool:
    """Whether it is one of a list of dated headlines that the page prints twice."""
    pair = lines[at : at + 2]
    dates = sum("date" in line.cues for line in lines[max(0, at - _LISTED) : at])
    return dates > 1 and all(keys[line.key] > 1 for line in pair) and "date" in pair[-1].cues


def _share(line: Line, opening: Counter[str]) -> tuple[float, int]:
    words = set(_WORD.findall(line.text.casefold()))
    shared = sum(word in opening or word[:6] in opening for word in words)
    return (shared / len(words) if words else 0.0), shared


def _own(line: Line, keys: Counter[str]) -> list[str]:
    found = [f"{bin_of(line.words, _LENGTHS)} words"]
    found += [f"cue {cue}" for cue in line.cues]
    text = line.text
    if line.sentence:
        found.append("asks" if text.rstrip("\"'”’»").endswith("?") else "ends a sentence")
    elif text.endswith((":", ",", ";", "-", "…")):
        found.append("ends open")
    if keys[line.key] > 1:
        found.append("repeated on the page")
    if any(f" {mark} " in text for mark in "|»›>/•·") or text[:1] in "»›>*•":
        found.append("separators")
    words = text.split()
    if len(words) > 2 and sum(w[:1].isupper() for w in words) > 0.7 * len(words):
        found.append("title case")
    if text.isupper():
        found.append("all capitals")
    if text[:1].islower():
        found.append("begins in lower case")
    if line.gap:
        found.append("blank line before")
    if line.zones & {"headline"} or line.tag == "h1":
        found.append("marked as a headline")
    return found


def _around(lines: Sequence[Line], at: int) -> list[str]:
    found = []
    below = lines[at + 1 : at + 4]
    if any(line.cues & {"date", "ago"} for line in below):
        found.append("a date below")
    if any("byline" in line.cues for line in below):
        found.append("a byline below")
    if below and below[0].words > lines[at].words:
        found.append("a longer line below")
    if below and below[0].gap:
        found.append("blank line after")
    if at and lines[at - 1].words <= 3:
        found.append("a label above")
    if at and lines[at - 1].words >= 6:
        found.append("a line above")
    if at and lines[at - 1].cues & {"date", "ago"}:
        found.append("a date above")
    dates = sum("date" in line.cues for line in lines[max(0, at - _LISTED) : at])
    found.append(f"{bin_of(dates, (0, 1))} dates close above")  # more are a list of headlines
    return found
