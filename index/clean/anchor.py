"""The headline of a text dump, looked for before the text is known, and how each line stands to it.

Long paragraphs stand in teasers too, and an article may be a list or a table without one. What tells them
apart is what they hang on: a headline whose words come back below, with a date or a byline beside it, and
then no mark of an end (tags, share bars, a thread, pointers to other pages) before the line in question.
The headline is the best of all lines by points, a sum of weights over named signs, learned as a choice of
one line a page; `headline.py` names the title later, from the text that was found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from .features import HEADLESS, PROSE, bin_of, coarse, shape
from .lines import Line
from .weights import ANCHOR, add_up

# A headline has so many words; longer lines are paragraphs, single words are labels.
_SHORTEST, _LONGEST = 2, 30
_LENGTHS = (2, 3, 5, 8, 14, 20)
# Dates, bylines and share bars beside a headline are short; sentences may name a date too.
_BESIDE_WORDS = 16
_BESIDE = ("date", "byline", "share", "ago", "credit")
# An echo of fewer letters is chance. The title of the page, where a dump has it, is in its first lines.
_ECHO = 10
_TOP = 3
# Characters of a page, without blanks, in which a line is looked for again. The longest of 640 dumps has 60,000; each
# line takes a look at all of them.
_LOOKED_THROUGH = 100_000
_DATED = frozenset(("date", "byline", "ago"))
_ABOVE = ("date", "byline", "share", "related")
# How far below the words of a headline are looked for, and how far the prose around it is counted, in lines.
_COME_BACK = 15
_AROUND = 12
_MASSES = (0, 20, 60, 150, 300)
# Points by which the best line leads the next: right choices under cross-validation were nine in ten
# above the first, eight in ten above the second, seven in ten below.
_SURE, _LIKELY = 2.0, 0.8
# Candidates that are remembered, and those of them under which a segment counts as headed, so many lines
# below at most: a date, a byline, a share bar and a caption come between. One and three were tried.
_CANDIDATES, _LIKELIEST, _HEADED = 6, 3, 8
# Labels of so many words with one of these cues may mark the end of an article.
_END_WORDS = 12
_ENDS = frozenset(
    ("related", "comments", "comment form", "tags", "share", "subscribe", "legal", "reply")
)
# Those of them that stand in no menu: what is below them is no headline of the page.
_OF_ENDS = frozenset(("comments", "comment form", "tags"))
_HEAD = _ENDS.union(_BESIDE)
# Right below a headline such labels mark nothing: share bars and tags may stand there.
_HEAD_LINES = 5
_AWAY = (1, 2, 3, 5, 8, 14, 30, 60)
# The lines to each side whose words are compared with a line's own.
_NEIGHBOURS = 4
_FEW_WORDS = 3
# Words that run together where an element ended, and sentences that end within a line.
_GLUED = re.compile(r"[a-zß-ÿа-яё0-9)][A-ZÀ-ÞА-ЯЁ][a-zß-ÿа-яё]")
_ENDED = re.compile(r"[^\W\d_]{2}[.!?…][\"”’»)]*\s+[\"“«‘(]?[A-ZÀ-ÞА-ЯЁ]")
_LABEL_WORDS = 4


@dataclass(frozen=True, slots=True)
class Anchor:
    """The line that looks most like the page's headline: its index, how sure that is, and the best
    candidates in order, itself first."""

    at: int
    sure: str
    best: tuple[int, ...]

    def heads(self, start: int) -> bool:
        """Whether one of the likeliest headlines stands close above the line `start`."""
        return any(start - _HEADED <= at <= start for at in self.best[:_LIKELIEST])


def find_anchor(lines: Sequence[Line]) -> Anchor | None:
    """The page's headline, or None where no line may be one."""
    return pick([(add_up(ANCHOR, own), at) for at, own in anchor_signs(lines)])


def pick(points: Sequence[tuple[float, int]]) -> Anchor | None:
    """The line of most points; it is sure by its lead over the next."""
    if not points:
        return None
    best = sorted(points, reverse=True)[:_CANDIDATES]
    lead = best[0][0] - best[1][0] if len(best) > 1 else _SURE
    sure = "sure" if lead >= _SURE else "likely" if lead >= _LIKELY else "unsure"
    return Anchor(best[0][1], sure, tuple(at for _, at in best))


def anchor_signs(lines: Sequence[Line]) -> list[tuple[int, list[str]]]:
    """Each line that may be the headline, with its signs."""
    keys = [line.key for line in lines]
    page, top = "\n".join(["", *keys, ""])[:_LOOKED_THROUGH], "\n".join(keys[:_TOP])
    prose = [0, *accumulate(_prose(line) for line in lines)]
    found = []
    seen: set[str] = set()
    for at, line in enumerate(lines):
        if _may_be(line):
            own = _own(line) + _beside(lines, at) + _words(lines, at)
            own += _echo(line.key, page, top if at >= _TOP else "")
            own += [f"below a label of {cue}" for cue in sorted(seen)]
            own.append(f"prose below {_mass(prose, at + 1, at + 1 + _AROUND)}")
            own.append(f"prose above {_mass(prose, at - _AROUND, at)}")
            own.append(f"prose so far {int(5 * prose[at] / (prose[-1] or 1))}/5")
            found.append((at, own))
        if line.words <= _END_WORDS:
            seen |= line.cues & _OF_ENDS
    return found


def _prose(line: Line) -> int:
    return line.words if line.sentence and line.words >= PROSE else 0


def _mass(prose: Sequence[int], low: int, high: int) -> str:
    return bin_of(prose[min(high, len(prose) - 1)] - prose[max(0, low)], _MASSES)


def _may_be(line: Line) -> bool:
    return (
        _SHORTEST <= line.words <= _LONGEST
        and line.cues.isdisjoint(HEADLESS)
        and line.cues.isdisjoint(("bio", "note"))
        and any(map(str.isalpha, line.text))
    )


def _own(line: Line) -> list[str]:
    found = [f"{bin_of(line.words, _LENGTHS)} words"]
    found += [f"cue {cue}" for cue in line.cues]
    if line.sentence:
        found.append("asks" if line.text.rstrip("\"'”’»").endswith("?") else "ends a sentence")
    elif line.text.endswith((":", ",", ";", "-", "…")):
        found.append("ends open")
    words = line.text.split()
    if len(words) > 2 and sum(word[:1].isupper() for word in words) > 0.7 * len(words):
        found.append("title case")
    if line.text.isupper():
        found.append("all capitals")
    if line.gap:
        found.append("blank line before")
    return found


def _echo(key: str, page: str, top: str) -> list[str]:
    """Whether its wording stands elsewhere too: in the title at the page's top, a trail, a list of links."""
    if len(key) < _ECHO:
        return ["too short for an echo"]
    found = ["stands at the page's top"] if key in top else []
    if page.count(key) > 1:
        whole = page.count(f"\n{key}\n") > 1
        found.append("repeated on the page" if whole else "stands within another line")
    return found


def _beside(lines: Sequence[Line], at: int) -> list[str]:
    """What stands right above and below: a date, a byline, a share bar, lines of which shape."""
    found = {
        f"{cue} {'right' if step == 1 else 'close'} below"
        for step, line in enumerate(lines[at + 1 : at + 5], start=1)
        if line.words <= _BESIDE_WORDS
        for cue in _BESIDE
        if cue in line.cues and not (cue == "date" and "legal" in line.cues)
    }
    found |= {
        f"{cue} {'right' if step == 1 else 'close'} above"
        for step, line in enumerate(reversed(lines[max(0, at - 3) : at]), start=1)
        for cue in _ABOVE
        if cue in line.cues
    }
    found.add(f"above {coarse(shape(lines[at - 1])) if at else 'none'}")
    found.add(f"below {coarse(shape(lines[at + 1])) if at + 1 < len(lines) else 'none'}")
    return sorted(found)


def _words(lines: Sequence[Line], at: int) -> list[str]:
    """How many of its words come back in the paragraphs below."""
    own, key = lines[at].stems, lines[at].key
    below: set[str] = set()
    for line in lines[at + 1 : at + 1 + _COME_BACK]:
        if line.words >= PROSE and line.key != key:
            below |= line.stems
    back = len(own & below)
    found = [f"{bin_of(back, (0, 1, 2, 4))} words come back"]
    if own:
        found.append(f"{int(4 * back / len(own))}/4 of its words come back")
    return found


def stretch(lines: Sequence[Line], anchor: Anchor | None) -> tuple[int, int]:
    """What stands between the page's headline and the first end mark below it, half-open; (0, 0) without
    a headline that stands elsewhere on the page too and has a date or byline below it."""
    page = "\n".join(line.key for line in lines)
    for at in anchor.best if anchor else ():
        below = [line for line in lines[at + 1 : at + 4] if line.words <= _BESIDE_WORDS]
        dated = any(line.cues & _DATED and "legal" not in line.cues for line in below)
        if not dated or len(lines[at].key) < _ECHO or page.count(lines[at].key) < 2:
            continue
        start = at + 1
        seen: frozenset[str] = frozenset()
        for line in lines[at + 1 : at + 1 + _HEAD_LINES]:
            if line.words > _BESIDE_WORDS or not (line.cues & _HEAD) - seen:
                break  # a second date is no date line, but the first of a list
            seen |= line.cues
            start += 1
        ends = (place for place in range(start, len(lines)) if _is_end(lines[place]))
        return start, next(ends, len(lines))
    return 0, 0


def standing(lines: Sequence[Line], anchor: Anchor | None) -> list[list[str]]:
    """How each line stands to the headline, to the end marks above it and to the words around it."""
    known = Counter(
        stem for line in {line.key: line for line in lines}.values() for stem in line.stems
    )
    marks = _marks(lines, anchor)
    return [
        [*_kin(lines, at, known), *_inner(line), *marks[at], *_to_anchor(lines, at, anchor)]
        for at, line in enumerate(lines)
    ]


def _kin(lines: Sequence[Line], at: int, known: Counter[str]) -> list[str]:
    """Words shared with the lines around and with the page: paragraphs speak of one matter, teasers do not."""
    line = lines[at]
    own = line.stems
    if len(own) < _FEW_WORDS:
        return ["too few words to compare"]
    near: set[str] = set()
    for other in lines[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]:
        if other.key != line.key:
            near |= other.stems
    shared = len(own & near)
    often = sum(known[stem] > 1 for stem in own)
    return [
        f"shares {min(5, 10 * shared // len(own))}/10 of its words with its neighbours",
        f"shares {bin_of(shared, (0, 1, 2, 4, 7))} words with its neighbours",
        f"{bin_of(10 * often // len(own), (0, 1, 2, 3, 4, 6))}/10 of its words come again on the page",
    ]


def _inner(line: Line) -> list[str]:
    """Whether words run together in it, and how many sentences end within it."""
    if line.words <= _LABEL_WORDS:
        return []
    found = [f"{min(3, len(_ENDED.findall(line.text)))} sentences end within"]
    if _GLUED.search(line.text):
        found.append("words run together")
    return found


def _marks(lines: Sequence[Line], anchor: Anchor | None) -> list[list[str]]:
    """How many end marks stand between the headline and each line, and since the last prose."""
    found: list[list[str]] = []
    below_head = since_prose = 0
    prose: int | None = None
    told = False  # whether prose has come below the headline
    for at, line in enumerate(lines):
        own = ["no prose yet"]
        if prose is not None:
            away, marks = bin_of(at - prose, (1, 2, 4, 8, 16)), bin_of(since_prose, (0, 1, 2))
            own = [f"prose {away} above, {marks} end marks since"]
        below = anchor is not None and at > anchor.at
        if anchor is not None and below:
            marks = bin_of(below_head, (0, 1, 3))
            own.append(
                f"headline {anchor.sure}: {bin_of(below_head, (0, 1, 2, 3, 5))} end marks since"
            )
            own.append(f"{marks} end marks since the headline: {coarse(shape(line))}")
            own.append(
                f"{marks} end marks since the headline, {'with' if told else 'no'} prose yet"
            )
        found.append(own)
        if _is_end(line):
            since_prose += 1
            below_head += anchor is not None and below and (told or at > anchor.at + _HEAD_LINES)
        if _prose(line):
            prose, since_prose, told = at, 0, told or below
    return found


def _is_end(line: Line) -> bool:
    return line.words <= _END_WORDS and not line.cues.isdisjoint(_ENDS)


def _to_anchor(lines: Sequence[Line], at: int, anchor: Anchor | None) -> list[str]:
    if anchor is None:
        return ["no headline"]
    head, sure = anchor.at, anchor.sure
    if at == head:
        return [f"headline {sure}: is it"]
    side = "above" if at < head else "below"
    found = [f"headline {sure}: stands above it"]
    if at > head:
        found = [f"headline {sure}: {bin_of(at - head, _AWAY)} below it"]
    own, words = lines[at].stems, lines[head].stems
    if own and words:
        found.append(
            f"{side} the headline, shares {bin_of(len(own & words), (0, 1, 2))} words of it"
        )
    return found
