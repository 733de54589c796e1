"""How much a date on a page looks like the date of publication.

A sighting shows signs: what its line says, where it stands, how it is marked. Each sign has a weight,
and the score of a date is their sum. The weights were set by hand, then each was left out, halved and raised by
half on the meta-hard and meta-text development sets: no such change moved the accuracy by more than
0.04, save leaving out "bare", "below the headline" or "in a date line or byline" (0.06 to 0.09). What
matters is their order, not their digits; signs without effect were taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .cues import COMMENT, OTHER, PUBLISHED, REPUBLISHED, TIME, UPDATED, fold
from .sightings import Sighting

WEIGHTS = {
    # The line: what it says besides the date and the time.
    "says published": 3.0,
    "says updated": -1.5,
    "says something else": -5.0,
    "reads like a comment": -2.0,
    "holds the headline": 3.0,
    "bare": 2.0,
    "short": 1.5,
    "long": -2.5,
    "is a sentence": -2.5,
    "has a time": 0.5,
    "gives a month": -3.5,
    "gives a month among words": -6.0,
    # The place.
    "below the headline": 2.0,
    "just above the headline": 1.0,
    "below the first paragraph": -0.5,
    "in a list of dates": -2.5,
    "in a date line or byline": 1.5,
    "in a note, caption or link": -2.0,
    # The markup.
    "marked as published": 2.0,
    "marked as a date": 1.0,
    "in a time element": 0.5,
    "in a link": -0.5,
    "in the menu": -1.0,
    "in a side column": -2.0,
    "in the footer": -2.0,
    # More than all that speaks for a date can add up to.
    "in a comment or embedded post": -12.0,
}
# What a date must reach to be believed: a bare line near the headline has 4, a bare line elsewhere 2.
BELIEVED = 2.0
# The only date that a page shows is believed with less.
BELIEVED_ALONE = 1.0
# The month of an issue is believed with this, where no day is.
BELIEVED_ISSUE = -0.5

# Words beside date and time: up to these a line is bare, short, or of middling length.
_BARE, _SHORT, _MIDDLING = 2, 6, 12
_FEW = 4  # words beside a month that leave it a line of its own
_NEAR, _ABOVE = 12, 6  # lines below and above the headline in which date lines stand
_AFTER = 40  # characters behind a date that still speak about it ("4 May 2031 © Kestrel Post")
_LIST = 2  # other dates in lines of the same shape that make a list
_STRONG_HINT = re.compile(
    r"pubdate|datepublished|published|publish-?date|pub-?date|post-?date|entry-?date|article-?date|dateline|posted"
)
_WEAK_HINT = re.compile(r"date|time|datum|fecha|byline|meta|created")
_UPDATED_HINT = re.compile(r"modif|updat", re.I)
_CLOCK = re.compile(r"\d{1,2}\s?[:.h]\s?\d\d")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def score(sighting: Sighting) -> float:
    """Points for a date of publication; BELIEVED and more are believed."""
    return sum(WEIGHTS[sign] for sign in signs(sighting))


def signs(sighting: Sighting) -> Iterator[str]:
    """What speaks for and against a date being that of publication."""
    yield from _line_signs(sighting)
    yield from _place_signs(sighting)
    if sighting.hint:
        yield from _markup_signs(sighting.hint.lower(), sighting)


def is_update(sighting: Sighting) -> bool:
    """Whether line or markup call the date that of an update."""
    before = _before(sighting)
    if sighting.machine or not before:
        return bool(_UPDATED_HINT.search(sighting.hint)) or bool(UPDATED.search(before))
    updated = _last(UPDATED, before)
    return updated >= 0 and updated > _last(PUBLISHED, before)


def is_issue_line(sighting: Sighting) -> bool:
    """Whether a line gives the month of the issue: near the headline, and the only one of its kind."""
    near = sighting.after_title is not None and -_ABOVE <= sighting.after_title <= _NEAR
    return sighting.reading.precision == "month" and near and not sighting.twins


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _before(sighting: Sighting) -> str:
    """What the line says before the date, folded: from the date before it, or from its beginning."""
    if sighting.machine:
        return fold(sighting.line)
    return fold(sighting.line[sighting.reading_from : sighting.reading.start])


def _line_signs(s: Sighting) -> Iterator[str]:
    before, line, date = _before(s), s.line, s.reading
    rest = fold(line if s.machine else f"{line[: date.start]} {line[date.end :]}")
    words = len(_LETTERS.findall(TIME.sub(" ", rest)))
    yield from _length_signs(s, words)
    near = len(line) if s.machine else date.end + _AFTER
    published = bool(PUBLISHED.search(before)) and not REPUBLISHED.search(before)
    if published:
        yield "says published"
    if is_update(s):
        yield "says updated"
    elif REPUBLISHED.search(before) or OTHER.search(before if published else fold(line[:near])):
        yield "says something else"
    if COMMENT.search(fold(line)) and not published:
        yield "reads like a comment"
    if date.precision != "day":
        yield "gives a month" if words <= _FEW else "gives a month among words"
    if _CLOCK.search(rest):
        yield "has a time"


def _length_signs(s: Sighting, words: int) -> Iterator[str]:
    if s.titled:
        yield "holds the headline"
        return
    if words > _SHORT and s.line.endswith((".", "!", "?", "…")):
        yield "is a sentence"
    if words <= _SHORT:
        yield "bare" if words <= _BARE else "short"
    elif words > _MIDDLING:
        yield "long"


def _place_signs(s: Sighting) -> Iterator[str]:
    if s.after_title is not None:
        if 0 < s.after_title <= _NEAR:
            yield "below the headline"
        elif -_ABOVE <= s.after_title <= 0:
            yield "just above the headline"
    if s.after_prose is not None and s.after_prose > 0:
        yield "below the first paragraph"
    if s.twins >= _LIST and not s.titled:
        yield "in a list of dates"
    if s.block in ("dateline", "byline"):
        yield "in a date line or byline"
    if s.block in ("related", "note", "bio", "caption"):
        yield "in a note, caption or link"


def _markup_signs(hint: str, s: Sighting) -> Iterator[str]:
    words = set(hint.split())
    if _STRONG_HINT.search(hint):
        yield "marked as published"
    elif _WEAK_HINT.search(hint):
        yield "marked as a date"
    for word, sign in (("time", "in a time element"), ("in-footer", "in the footer")):
        if word in words:
            yield sign
    if words & {"in-comment", "in-embed"}:
        yield "in a comment or embedded post"
    if not s.titled:  # an article's own entry in menus and lists dates it
        for word, sign in (
            ("a", "in a link"),
            ("in-menu", "in the menu"),
            ("in-related", "in a side column"),
        ):
            if word in words:
                yield sign
