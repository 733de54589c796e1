"""How much a date on a page looks like the date of publication.

Points are added and taken away for what the date's line says, its markup, and its place. The weights
were set by hand and swept on the meta-hard and meta-text development sets (see benchmarks).
"""

from __future__ import annotations

import re

from .cues import COMMENT, FIRST, OTHER, PUBLISHED, REPUBLISHED, TIME, UPDATED
from .sightings import Sighting

# What a date must reach to be believed: a bare date line (3) that stands near the headline (2).
BELIEVED = 2.0
# The month of an issue is believed with this, where no day is.
BELIEVED_ISSUE = -0.5
# The only date that a page shows is believed with less.
BELIEVED_ALONE = 0.5
# Words that a line may hold beside its date and time, and what a line of so many words is worth.
_WORDS = ((2, 2.0), (6, 1.5), (12, 0.0), (10_000, -2.5))
_SENTENCE = 6  # a line of more words that ends with a full stop is a sentence about that day
_NEAR = 12  # lines below the headline in which a date line stands
_ABOVE = 6  # lines above it
_STRONG_HINT = re.compile(
    r"pubdate|datepublished|published|publish-?date|pub-?date|post-?date|entry-?date|article-?date|dateline|posted"
)
_WEAK_HINT = re.compile(r"date|time|datum|fecha|byline|meta|created")
_UPDATED_HINT = re.compile(r"modif|updat", re.I)


def is_update(sighting: Sighting) -> bool:
    """Whether line or markup call the date that of an update."""
    before = _context(sighting)
    if sighting.machine or not before:
        return bool(_UPDATED_HINT.search(sighting.hint)) or bool(UPDATED.search(before))
    updated = _last(UPDATED, before)
    return updated >= 0 and updated > _last(PUBLISHED, before)


def is_issue_line(sighting: Sighting) -> bool:
    """Whether a line gives the month of the issue: bare, near the headline, and the only one."""
    near = sighting.after_title is not None and -_ABOVE <= sighting.after_title <= _NEAR
    return sighting.reading.precision == "month" and near and not sighting.twins


def score(sighting: Sighting) -> float:
    """Points for a date of publication; BELIEVED and more are believed."""
    return _line_points(sighting) + _place_points(sighting) + _markup_points(sighting)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)


def _context(sighting: Sighting) -> str:
    """What the line says before the date: from the date before it, or from its beginning."""
    if sighting.machine:
        return sighting.line
    return sighting.line[sighting.reading_from : sighting.reading.start]


def _line_points(s: Sighting) -> float:
    points = 0.0
    before = _context(s)
    around = s.line
    rest = s.line if s.machine else s.line[: s.reading.start] + " " + s.line[s.reading.end :]
    words = re.findall(r"[^\W\d_]{2,}", TIME.sub(" ", rest))
    if s.titled:
        points += 3
    else:
        if len(words) > _SENTENCE and s.line.endswith((".", "!", "?", "…")):
            points -= 2.5
        points += next(worth for most, worth in _WORDS if len(words) <= most)
    published = bool(PUBLISHED.search(before)) and not REPUBLISHED.search(before)
    if published:
        points += 3
    if FIRST.search(before):
        points += 0.5
    if is_update(s):
        points -= 1.5
    elif REPUBLISHED.search(before) or OTHER.search(before if published else around):
        points -= 5
    if COMMENT.search(around) and not published:
        points -= 2
    if s.reading.precision != "day":
        points -= 3.5 if len(words) <= 4 else 6
    if re.search(r"\d{1,2}\s?[:.h]\s?\d\d", rest):
        points += 0.5
    if re.match(r"\s*[-–]\s*\d", s.line[s.reading.end :]) and not s.machine:
        points -= 1
    return points


def _place_points(s: Sighting) -> float:
    points = 0.0
    if s.after_title is not None:
        if 0 < s.after_title <= _NEAR:
            points += 2
        elif -_ABOVE <= s.after_title <= 0:
            points += 1.5
        elif s.after_title < 0:
            points -= 0.5
    if s.after_prose is not None and s.after_prose > 0:
        points -= 1
        if s.after_prose > 60:
            points -= 1
    if s.block in ("dateline", "byline"):
        points += 1.5
    if s.block in ("related", "note", "bio", "caption"):
        points -= 2
    if s.twins >= 2 and not s.titled:
        points -= min(2.5, 0.8 * s.twins)
    return points


def _markup_points(s: Sighting) -> float:
    hint = s.hint.lower()
    if not hint:
        return 0.0
    points = 0.0
    if _STRONG_HINT.search(hint):
        points += 2
    elif _WEAK_HINT.search(hint):
        points += 1
    words = hint.split()
    if "time" in words:
        points += 0.5
    if s.machine:
        points += 0.5
    if "in-comment" in words:
        points -= 6
    if "in-embed" in words:
        points -= 4
    if "in-related" in words and not s.titled:
        points -= 2
    if "in-footer" in words:
        points -= 2
    if "in-menu" in words and not s.titled:
        points -= 1
    if "a" in words and not s.titled:
        points -= 0.5
    if "article" in words:
        points += 0.5
    return points
