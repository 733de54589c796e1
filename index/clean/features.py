"""What a line and its neighbours look like, as a list of named signs; the weights are in `weights.py`.

Every sign is on or off and has a name that can be read ("9-16 words, ends a sentence"), so a score is a
sum over a printed table and can be told in words. `benchmarks/train_lines.py` learns with these signs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .cues import MONTHS
from .lines import Line

# Upper bounds of the bins of a line's length in words. A headline has 4 to 16, a paragraph 25 and more.
_LENGTHS = (1, 2, 4, 8, 16, 30, 60)
# Bins for the prose within five lines to one side, in words of lines that end a sentence.
_MASSES = (0, 15, 40, 80, 160, 300)
_REACH = 5
# How many words a sentence line needs to count as prose. "Click here." does not.
PROSE = 9
_HEAD_AWAY = (1, 2, 3, 5, 8, 14, 30, 60)
# What no headline is.
HEADLESS = frozenset(
    (
        "date",
        "byline",
        "ago",
        "legal",
        "share",
        "subscribe",
        "advert",
        "tags",
        "comment form",
        "credit",
    )
)
# Cues that still tell something some lines below.
_OF_THREADS = frozenset(("reply", "says", "comment form"))
_REMEMBERED = _OF_THREADS | {
    "comments",
    "related",
    "share",
    "legal",
    "subscribe",
    "tags",
    "bio",
    "date",
    "byline",
    "credit",
}
_COLONS = (":", "：")
_STRETCH = (1, 2, 4, 8, 16)
_ANNOUNCED = (1, 3, 8, 20)
_SEPARATORS = ("|", "»", "›", "•", "·", "—", "/", "→")


def signs(lines: Sequence[Line]) -> list[list[str]]:
    """The signs of each line of a page, in order."""
    shapes = [shape(line) for line in lines]
    keys = Counter(line.key for line in lines)
    prose = [line.words if line.sentence and line.words >= PROSE else 0 for line in lines]
    total = sum(prose) or 1
    before = 0
    marks = _marks(lines)
    heads = _heads(lines)
    runs = _runs(shapes)
    stretches = _stretches(lines, prose)
    found = []
    for at, line in enumerate(lines):
        own = _own(line, keys[line.key])
        own += _neighbours(shapes, lines, at)
        left, right = sum(prose[max(0, at - _REACH) : at]), sum(prose[at + 1 : at + 1 + _REACH])
        own.append(f"prose above {bin_of(left, _MASSES)}")
        own.append(f"prose below {bin_of(right, _MASSES)}")
        own.append(f"prose so far {int(10 * before / total)}/10")
        own += marks[at]
        own += heads[at]
        own.append(runs[at])
        own += stretches[at]
        before += prose[at]
        found.append(own)
    return found


def shape(line: Line) -> str:
    """Length and ending in one word: "9-16." is 9 to 16 words ending a sentence."""
    size = bin_of(line.words, _LENGTHS)
    if line.sentence:
        return size + "."
    return size + (":" if line.text.endswith((":", "：")) else "")


def _own(line: Line, times: int) -> list[str]:
    text = line.text
    found = ["always", f"shape {shape(line)}"]
    found += [f"cue {cue}" for cue in line.cues]
    if line.cues and line.words <= 8:
        found += [f"short cue {cue}" for cue in line.cues]
    if times > 1:
        found.append("repeated on the page")
        if line.words >= PROSE:
            found.append("long line repeated on the page")
    letters = [c for c in text if c.isalpha()]
    if (
        letters
        and len(letters) > 3
        and all(c.isupper() for c in letters if c.lower() != c.upper())
        and text.upper() != text.lower()
    ):
        found.append("all capitals")
    words = text.split()
    if len(words) > 2 and sum(w[:1].isupper() for w in words) > 0.7 * len(words):
        found.append("title case")
    if text[:1].islower():
        found.append("begins in lower case")
    elif text[:1].isdigit():
        found.append("begins with a digit")
    elif text[:1] in "•-–*·►▶>»":
        found.append("begins with a bullet")
    elif text[:1] in "\"“„«”'‘":
        found.append("begins with a quotation mark")
    if not letters:
        found.append("no letters")
    if sum(c.isdigit() for c in text) > 0.3 * len(text):
        found.append("mostly digits")
    if any(mark in text for mark in ("http://", "https://", "www.", "@")):
        found.append("address")
    separators = sum(text.count(f" {s}") for s in _SEPARATORS)
    if separators:
        found.append("separators" if separators > 1 else "a separator")
    commas = text.count(",") + text.count("،") + text.count("、")
    if commas:
        found.append("commas" if commas > 1 else "a comma")
    if text.endswith(("...", "…")):
        found.append("ends in dots")
    elif text.endswith("?"):
        found.append("ends in a question mark")
    if line.gap:
        found.append("blank line before")
    if any(word.casefold() in MONTHS for word in words[:3]) and line.words < 8:
        found.append("begins with a date")
    return found


def _neighbours(shapes: Sequence[str], lines: Sequence[Line], at: int) -> list[str]:
    found = []
    for step in (-3, -2, -1, 1, 2, 3):
        place = at + step
        there = shapes[place] if 0 <= place < len(shapes) else "none"
        found.append(f"{step:+d} shape {there}")
        if abs(step) < 3 and 0 <= place < len(shapes):
            found += [f"{step:+d} cue {cue}" for cue in lines[place].cues]
    around = [coarse(shapes[p]) if 0 <= p < len(shapes) else "none" for p in (at - 1, at, at + 1)]
    found.append("run " + " ".join(around))
    found.append(f"{around[0]} [{shapes[at]} {_style(lines[at].text)}] {around[2]}")
    if at + 1 < len(lines):
        found.append("blank line after" if lines[at + 1].gap else "no blank line after")
    return found


def _style(text: str) -> str:
    """How a line is set: "capitals", "title" case, or "" for plain."""
    if text.isupper():
        return "capitals"
    words = text.split()
    capital = sum(w[:1].isupper() for w in words)
    return "title" if len(words) > 2 and capital > 0.7 * len(words) else ""


def coarse(shape_: str) -> str:
    """A shape as label, line or paragraph, with its full stop."""
    size = shape_.rstrip(".:")
    short = (
        "label" if size in ("1", "2", "3-4") else "line" if size in ("5-8", "9-16") else "paragraph"
    )
    return short + ("." if shape_.endswith(".") else "")


def _marks(lines: Sequence[Line]) -> list[list[str]]:
    """What has been seen above: a thread's heading, a list of related pages, the page's small print."""
    found: list[list[str]] = []
    seen: dict[str, int] = {}
    for at, line in enumerate(lines):
        own = []
        for cue, place in seen.items():
            if 3 <= at - place <= 12:
                own.append(f"{cue} {'3-5' if at - place <= 5 else '6-12'} lines above")
        if not seen.keys().isdisjoint(_OF_THREADS):
            own.append("below a thread")
        found.append(own)
        if line.words <= 12:
            seen.update(dict.fromkeys(line.cues & _REMEMBERED, at))
    return found


def _heads(lines: Sequence[Line]) -> list[list[str]]:
    """How far above stands what looks like an article's head, and how much prose has come since."""
    found: list[list[str]] = []
    first = last = None
    prose = 0
    for at, line in enumerate(lines):
        if first is None or last is None:
            own = ["no head above"]
        else:
            own = [
                f"first head {bin_of(at - first, _HEAD_AWAY)} above",
                f"last head {bin_of(at - last, _HEAD_AWAY)} above",
            ]
            own.append(f"prose since the head {bin_of(prose, _MASSES)}")
        found.append(own)
        if line.sentence and line.words >= PROSE:
            prose += line.words
        if _is_head(lines, at):
            first, last, prose = (at if first is None else first), at, 0
    return found


def _is_head(lines: Sequence[Line], at: int) -> bool:
    """Whether a line has a headline's length, and a date or byline stands close below it."""
    line = lines[at]
    if not 4 <= line.words <= 25 or line.cues & HEADLESS:
        return False
    return any(
        below.cues & {"date", "byline", "ago"} and below.words <= 16 and "legal" not in below.cues
        for below in lines[at + 1 : at + 5]
    )


def _runs(shapes: Sequence[str]) -> list[str]:
    """How many lines of like shape stand together with each line."""
    found: list[str] = []
    start = 0
    kinds = [coarse(own) for own in shapes]
    for at in range(1, len(kinds) + 1):
        if at == len(kinds) or kinds[at] != kinds[start]:
            found += [f"one of {bin_of(at - start, (1, 2, 4, 8, 16))} {kinds[start]}"] * (
                at - start
            )
            start = at
    return found


def _stretches(lines: Sequence[Line], prose: Sequence[int]) -> list[list[str]]:
    """For each line in a stretch without prose: how long that is, what stands around it, and whether a colon
    announced it: a list has a line that leads to it, teasers and menus have none."""
    found: list[list[str]] = [[] for _ in lines]
    start = 0
    for end in range(len(lines) + 1):
        if end < len(lines) and not prose[end]:
            continue
        around = f"{'prose' if start else 'top'} and {'prose' if end < len(lines) else 'end'}"
        colon = start - 1 if start and lines[start - 1].text.endswith(_COLONS) else None
        for at in range(start, end):
            own = [f"one of {bin_of(end - start, _STRETCH)} between {around}"]
            own.append(f"{own[0]}, {coarse(shape(lines[at]))}")
            if colon is not None:
                own.append(f"announced {bin_of(at - colon, _ANNOUNCED)} above")
                own.append(f"one of {bin_of(end - start, _STRETCH)} announced")
            found[at] = own
            if lines[at].text.endswith(_COLONS):
                colon = at
        start = end + 1
    return found


def bin_of(value: int, bounds: Sequence[int]) -> str:
    low = 0
    for bound in bounds:
        if value <= bound:
            return f"{low}-{bound}" if bound > low else str(bound)
        low = bound + 1
    return f"{low}+"
