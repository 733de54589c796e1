"""The heads of second and further articles in one file: a note, a headline, a byline, a date line.

A boundary is found where the text of an article begins; what heads it stands above. The first article of a
file has its head named with the rest of the page (`kinds.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from .features import PROSE
from .kinds import Verdict, is_name
from .lines import Line

# Lines between an editor's note and the first paragraph: headline, byline, date, place, a standfirst.
_HEAD_LINES = 6
# A headline has no more words; longer lines are paragraphs.
_HEADLINE_WORDS = 30


def settle_heads(
    lines: Sequence[Line], verdicts: list[Verdict], boundaries: Sequence[tuple[int, str]]
) -> list[tuple[int, str]]:
    """The boundaries, each moved up to its article's note, with the lines of each head named."""
    settled = []
    for start, reason in boundaries:
        top = _note_above(lines, start)
        if top != start:
            verdicts[top] = Verdict("note", "an editor's note at the head of an article")
        _name_head(lines, verdicts, top)
        _name_author(lines, verdicts, top)
        settled.append((top, reason))
    return settled


def _note_above(lines: Sequence[Line], start: int) -> int:
    """The line of the editor's note that heads the article whose text begins at `start`, or `start`."""
    for at in range(start - 1, max(0, start - _HEAD_LINES) - 1, -1):
        if "note" in lines[at].cues:
            return at
        if lines[at].sentence and lines[at].words >= PROSE:
            break
    return start


def _name_head(lines: Sequence[Line], verdicts: list[Verdict], top: int) -> None:
    headline = None
    for at in range(top, min(len(lines), top + _HEAD_LINES)):
        line = lines[at]
        if "note" in line.cues:
            continue
        if "byline" in line.cues and line.words <= PROSE:
            verdicts[at] = Verdict("byline", "names who wrote it, at the head of an article")
        elif "date" in line.cues and line.words < PROSE and not line.sentence:
            verdicts[at] = Verdict("dateline", "a date at the head of an article")
        elif headline is None and line.words <= _HEADLINE_WORDS and _is_headed(lines, at):
            verdicts[at] = Verdict("title", "stands above a byline or date line")
            headline = at
        else:
            return


def _is_headed(lines: Sequence[Line], at: int) -> bool:
    """Whether a byline or a date stands right below."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    return below is not None and bool(below.cues & {"byline", "date"}) and below.words <= PROSE


def _name_author(lines: Sequence[Line], verdicts: list[Verdict], top: int) -> None:
    """The last text above a boundary, where it begins with the name of a byline above it, is a bio."""
    text = [at for at in range(top) if verdicts[at].is_text]
    if not text:
        return
    last = text[-1]
    names = (_named(lines[at]) for at in range(last) if verdicts[at].kind == "byline")
    if any(name and lines[last].text.startswith(f"{name} ") for name in names):
        verdicts[last] = Verdict("bio", "presents the author of the article above")


def _named(line: Line) -> str:
    """The name in a byline of one name: "By Ada Frome" is "Ada Frome"; nothing for other forms."""
    words = line.text.split()
    name = " ".join(words[1:]) if len(words) > 2 and not is_name(line) else line.text
    return name if 2 <= len(name.split()) <= 4 else ""
