"""Several articles in one file: where each begins, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.page import Split

from .features import PROSE
from .kinds import Verdict
from .lines import Line

# An article has at least this many paragraphs of prose; less is a note, a caption, a teaser.
_SHORTEST = 3
DATELINE = re.compile(
    r"^(?:[^\W\d_a-zß-öø-ÿа-я][^\W\d_a-zß-öø-ÿа-я.'’ -]{2,30})(?:, ?[^\W\d_][\w.’' ]{1,25}){0,2}(?: \([A-Z][\w ./-]{1,25}\))?(?:, [A-Z][a-z]+\.? \d{1,2})? ?(?:—|–|--| - )"
)


def find_boundaries(lines: Sequence[Line], verdicts: list[Verdict], split: Split) -> list[tuple[int, str]]:
    """The lines at which a second and further article begins, each with its reason.

    Notes and authors' lines at a boundary, which a single article would keep as text, get their kind.
    """
    if split == "never":
        return []
    found: list[tuple[int, str]] = []
    text = [at for at, v in enumerate(verdicts) if v.is_text or v.kind in ("note", "bio")]
    if not text:
        return []
    since = 0
    for place in range(1, len(text)):
        at, above = text[place], text[place - 1]
        since += _is_prose(lines[above])
        if since < _SHORTEST or _prose_below(lines, text, place) < _SHORTEST:
            continue
        reason = _cue(lines, at, above)
        if reason:
            found.append((at, reason))
            since = 0
            if "note" in lines[at].cues:
                verdicts[at] = Verdict("note", "an editor's note at the head of an article")
            if "bio" in lines[above].cues:
                verdicts[above] = Verdict("bio", "presents the author of the article above")
    return found


def _cue(lines: Sequence[Line], at: int, above: int) -> str | None:
    here, before = lines[at], lines[above]
    if "note" in here.cues:
        return "an editor's note stands at its head"
    if "bio" in before.cues and "bio" not in here.cues:
        return "the line above presents the author of the article before"
    return None


def _is_prose(line: Line) -> bool:
    return line.sentence and line.words >= PROSE


def _prose_below(lines: Sequence[Line], text: Sequence[int], place: int) -> int:
    return sum(_is_prose(lines[at]) for at in text[place : place + 12])
