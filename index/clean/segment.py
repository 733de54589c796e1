"""Several articles in one file: where each begins, and why.

Strip before you split: only lines that were judged text, notes or authors' lines are looked at. Two cues
say it outright, an editor's note before an article and the author's line after one. Without them a
boundary needs a break in what is talked about: people and words of the text above do not come back
below, new ones do. That break is a score, a sum of weights over named signs; only a peak well above
zero splits, since a false split harms more than a missed one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import log, sqrt

from index.page import Split

from .cues import BIO_HANDLE, MONTHS
from .features import PROSE
from .kinds import Verdict
from .lines import Line
from .weights import BOUNDARY

# The score that a first break needs, a further one in a file that has a boundary already, and a first one
# where the reader asked for splits. Swept on `several`: no false split on single pages down to 0.75.
_FLOOR = 1.0
_FLOOR_AGAIN = -1.25
_FLOOR_ALWAYS = -0.5
# An article has at least this many paragraphs of prose; less is a note, a caption, a teaser.
SHORTEST = 3
_SHORTEST_CUED = 2
# Below this score the text goes on across an author's line, so that it presents someone in the story.
_GOES_ON_BELOW = -3.0
# The windows that are compared, in lines: what was said of late, and how the next article would begin.
ABOVE, BELOW, OPENING = 14, 9, 5
# Fewer names than this in a window say nothing: scripts without capitals are never split without a cue.
_FEWEST_NAMES = 4
# A label above a first paragraph is a short headline at the longest.
_LABEL_WORDS = 8
_DATELINE = re.compile(
    r"^[A-ZÀ-ÞА-ЯЁІЇЄ][A-ZÀ-ÞА-ЯЁІЇЄ.'’ -]{2,30}(?:, ?[^\W\d_][\w.’' ]{1,25}){0,2}(?: ?\([\w ./-]{2,30}\))?"
    r"(?:, \w+\.? \d{1,2})? ?(?:—|–|--|- )"
)
_WIRE = re.compile(
    r"^[^\W\d_][\w.'’, -]{2,40} \((?:AP|Reuters|AFP|dpa|EFE|ANSA|TASS|CNN|UPI|Xinhua|PTI|AA|IPS)\)"
)
_GOES_ON = re.compile(
    r"^[\"'“‘„«]|^(?:he|she|it|they|his|her|its|their|this|that|these|those|but|and|so|also|still|however|yet|meanwhile|instead|then|there|such|another|or|nor|not|"
    r"er|sie|es|aber|und|doch|dies\w*|il|elle|ils|mais|et|cette?|él|ella|pero|y|ese|esta|este|mas|e|ele|ela|lui|lei|ma|questo|он|она|они|но|и|это|это|він|вона|але)\b",
    re.I,
)
# "Q: ...", "HOST: ...": who speaks in turn. Where to write to, or read on. A line that is the time of an entry.
_TURN = re.compile(r"^[^\W\d_][\w.' ]{0,24}:\s")
_ADDRESS = re.compile(r"https?://|\bwww\.|\w@\w|\b[\w-]+\.(?:com|org|net)\b", re.I)
_CLOCK = re.compile(r"^\W*\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?\W*$", re.I)
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|"
    r"понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье)\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_TOKEN = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?|[.,!?:;“”\"—–()]")


def find_boundaries(
    lines: Sequence[Line], verdicts: list[Verdict], split: Split, *, by_words: bool
) -> list[tuple[int, str]]:
    """The lines at which a second and further article begins, each with its reason.

    `by_words` lets a change of people and words divide as well: for dumps, since HTML marks its articles.

    Notes and authors' lines at a boundary, which a single article would keep as text, get their kind.
    """
    if split == "never":
        return []
    text = [at for at, v in enumerate(verdicts) if v.is_text or v.kind in ("note", "bio")]
    own = [lines[at] for at in text]
    found = cued(own)
    floor = _FLOOR_ALWAYS if split == "always" else _FLOOR
    if by_words or split == "always":
        _divide(own, found, floor)
    for place in found:
        _name_edges(lines, verdicts, text, place)
    return [(text[place], reason) for place, reason in sorted(found.items())]


def worth(signs: dict[str, float]) -> float:
    return sum(BOUNDARY.get(sign, 0.0) * value for sign, value in signs.items())


def _divide(lines: Sequence[Line], found: dict[int, str], floor: float) -> None:
    """Adds breaks to the boundaries found: in each stretch the clearest, then in what it leaves.

    A file that shows a boundary holds several articles, so that a further one needs less.
    """
    heap: list[tuple[float, int, int, int]] = []
    for low, high in pairwise([0, *sorted(found), len(lines)]):
        heappush(heap, _clearest(lines, low, high))
    while heap:
        negative, place, low, high = heappop(heap)
        if -negative < (min(floor, _FLOOR_AGAIN) if found else floor):
            return
        place = _with_label(lines, place)
        found[place] = f"people and words change here (score {-negative:+.1f})"
        heappush(heap, _clearest(lines, low, place))
        heappush(heap, _clearest(lines, place, high))


def _with_label(lines: Sequence[Line], place: int) -> int:
    """The place of a break, moved up over a label that heads the text: a headline, a place, a section."""
    label, above = lines[place - 1], lines[place - 2]
    heads = not label.sentence and label.words <= _LABEL_WORDS and not label.cues
    return place - 1 if heads and above.sentence and not _ADDRESS.search(label.text) else place


def _clearest(lines: Sequence[Line], low: int, high: int) -> tuple[float, int, int, int]:
    """The best break within a stretch: its score, negative as a heap wants it, its place, the stretch."""
    breaks = ((-worth(signs), low + place) for place, signs in boundary_signs(lines[low:high]))
    return (*min(breaks, default=(99.0, low)), low, high)


def cued(lines: Sequence[Line]) -> dict[int, str]:
    """Boundaries that a note or an author's line marks, with their reasons."""
    found: dict[int, str] = {}
    since = 0
    for place in range(1, len(lines)):
        here, above = lines[place], lines[place - 1]
        since += is_prose(above)
        if since < _SHORTEST_CUED or sum(map(is_prose, lines[place : place + 8])) < _SHORTEST_CUED:
            continue
        if "origin" in here.cues:
            reason = "a note on where it was first published stands at its head"
        elif "bio" in above.cues and "bio" not in here.cues and _is_authors(lines, place):
            reason = "the line above presents the author of the article before"
        else:
            continue
        found[place] = reason
        since = 0
    return found


def _is_authors(lines: Sequence[Line], place: int) -> bool:
    """Whether the line above presents the author, not a person in the story: one whom the text above
    names, or with whom the text goes on below."""
    bio = lines[place - 1].text
    if BIO_HANDLE.search(bio.lower()):
        return True
    surname = re.compile(rf"\b{re.escape(bio.split()[1].strip('.,'))}\b")
    if any(surname.search(line.text) for line in lines[max(0, place - 41) : place - 1]):
        return False
    around = lines[max(0, place - 2 * ABOVE) : place + 2 * BELOW]
    there = dict(boundary_signs(around)).get(min(place, 2 * ABOVE))
    return there is None or worth(there) > _GOES_ON_BELOW


def _name_edges(
    lines: Sequence[Line], verdicts: list[Verdict], text: Sequence[int], place: int
) -> None:
    here, above = text[place], text[place - 1]
    if "note" in lines[here].cues:
        verdicts[here] = Verdict("note", "an editor's note at the head of an article")
    if "bio" in lines[above].cues:
        verdicts[above] = Verdict("bio", "presents the author of the article above")


@dataclass(slots=True)
class _Page:
    """What is asked of each line again and again, worked out once."""

    lines: Sequence[Line]
    words: list[set[str]]
    names: list[set[str]]  # capitalised words inside sentences
    full: list[set[str]]  # "First Last"
    bare: list[set[str]]  # single names, as used after the first mention
    rarity: dict[str, float]


def boundary_signs(lines: Sequence[Line]) -> list[tuple[int, dict[str, float]]]:
    """The places where an article might begin, each with its signs and how strong they are."""
    prose = [is_prose(line) for line in lines]
    words = [{w[:7] for w in _WORD.findall(line.text.casefold())} for line in lines]
    found_names = [_names(line.text) for line in lines]
    full, bare = [set(f) for _, f, _ in found_names], [set(b) for _, _, b in found_names]
    page = _Page(lines, words, [set(n) for n, _, _ in found_names], full, bare, _rarity(words))
    found = []
    for place in range(SHORTEST, len(lines) - SHORTEST + 1):
        if sum(prose[:place]) >= SHORTEST and sum(prose[place:]) >= SHORTEST:
            signs = _signs(page, place)
            if signs:
                found.append((place, signs))
    return found


def _signs(page: _Page, place: int) -> dict[str, float]:
    names, words, rarity = page.names, page.words, page.rarity
    late = Counter(name for own in names[max(0, place - ABOVE) : place] for name in own)
    opening = set().union(*names[place : place + OPENING])
    coming = set().union(*names[place : place + BELOW])
    if len(opening) < _FEWEST_NAMES or len(late) < _FEWEST_NAMES:
        return {}
    signs = {
        "always": 1.0,
        "names below known above": sum(name in late for name in opening) / len(opening),
    }
    kept = [name for name, times in late.items() if times > 1]
    signs["names above come back"] = sum(n in coming for n in kept) / len(kept) if kept else 0.5
    first = names[place]
    signs["names in the line known"] = sum(n in late for n in first) / len(first) if first else 0.5
    signs["no name in the line"] = float(not first)
    near, next_ = words[max(0, place - ABOVE) : place], words[place : place + BELOW]
    alike = sqrt(_alike(near, next_, rarity))
    signs["words alike"] = alike
    signs["words alike, widely"] = sqrt(
        _alike(words[max(0, place - 2 * ABOVE) : place], words[place : place + 2 * BELOW], rarity)
    )
    signs["words alike, nearby"] = sqrt(_alike(near[-4:], next_[:4], rarity))
    inner = sqrt(_alike(near[: len(near) // 2], near[len(near) // 2 :], rarity)) + sqrt(
        _alike(next_[: len(next_) // 2], next_[len(next_) // 2 :], rarity)
    )
    signs["each side alike in itself"] = inner / 2 - alike
    signs["line alike above"] = sqrt(_alike(near, next_[:1], rarity))
    signs["line alike below"] = sqrt(_alike(next_[:1], next_[1:], rarity))
    signs["line above alike above"] = sqrt(_alike(near[:-1], near[-1:], rarity))
    signs["line above alike below"] = sqrt(_alike(near[-1:], next_, rarity))
    signs.update(_introductions(page, place))
    signs.update(dict.fromkeys(_typography(page.lines, place) + _form(page.lines, place), 1.0))
    return signs


def _introductions(page: _Page, place: int) -> dict[str, float]:
    """People given with their full names, as at a first mention, and people known by surname alone."""
    bare = set().union(*page.bare[max(0, place - ABOVE) : place])
    lately = set().union(*page.full[max(0, place - 4) : place])
    fresh = again = 0
    for full in set().union(*page.full[place : place + 3]):
        surname = full.rpartition(" ")[2]
        if surname in bare and full not in lately:
            again += 1
        elif surname not in bare and full not in lately:
            fresh += 1
    known = set().union(*page.full[max(0, place - ABOVE) : place])
    surnames = {full.rpartition(" ")[2] for full in known}
    leaning = sum(name in surnames for name in set().union(*page.bare[place : place + 3]))
    return {
        "full names come again": min(3, again) / 3,
        "full names are new": min(4, fresh) / 4,
        "surnames lean on the text above": min(3, leaning) / 3,
    }


def _typography(lines: Sequence[Line], place: int) -> list[str]:
    """Apostrophes and dashes: a change of habit tells another maker."""
    above = "\n".join(line.text for line in lines[max(0, place - ABOVE) : place])
    below = "\n".join(line.text for line in lines[place : place + BELOW])
    found = []
    for straight, curly, what in (
        ("'", "’", "apostrophes"),
        ('"', "“", "quotation marks"),
        (" - ", "—", "dashes"),
        ("--", "—", "double dashes"),
    ):
        one, two = _habit(above, straight, curly), _habit(below, straight, curly)
        if one and two:
            found.append(f"{what} {'stay' if one == two else 'change'}")
    return found


def _habit(text: str, straight: str, curly: str) -> str:
    one, two = text.count(straight), text.count(curly)
    if one + two < 2 or (one and two):
        return "mixed" if one > 1 and two > 1 else ""
    return "straight" if one else "curly"


def _form(lines: Sequence[Line], place: int) -> list[str]:
    here, above = lines[place], lines[place - 1]
    signs = []
    if _DATELINE.match(here.text) or _WIRE.match(here.text):
        signs.append("a dateline opens the line")
    if _GOES_ON.match(here.text):
        signs.append("goes on from the line above")
    if _WEEKDAY.search(here.text):
        signs.append("names a weekday")
    if "note" in here.cues:
        signs.append("an editor's note opens it")
    if "note" in above.cues or "bio" in above.cues:
        signs.append("a note or the author's line stands above")
    if not here.sentence:
        signs.append("the line is no sentence")
    elif here.words >= 18:
        signs.append("a long sentence opens it")
    if not above.sentence and "tweet" not in above.cues:
        signs.append("the line above is no sentence")
    if above.text.startswith(("___", "---", "***", "* * *")) or above.cues & {
        "credit",
        "related",
        "subscribe",
        "legal",
    }:
        signs.append("the line above ends an article")
    if above.text.endswith(":"):
        signs.append("the line above announces")
    if above.text.endswith("?"):
        signs.append("the line above asks")
    if _TURN.match(here.text):
        signs.append("a turn after a turn" if _TURN.match(above.text) else "a turn begins")
    if _ADDRESS.search(above.text):
        signs.append("an address in the line above")
    if _CLOCK.match(above.text):
        signs.append("a time stands above")
    return signs


def _names(text: str) -> tuple[list[str], list[str], list[str]]:
    """Capitalised words that do not open a sentence; runs of two or more; those that stand alone."""
    names: list[str] = []
    full: list[str] = []
    bare: list[str] = []
    run: list[str] = []
    opens = True
    for token in [*_TOKEN.findall(text), "."]:
        if token[0].isupper():
            word = token.removesuffix("’s").removesuffix("'s")
            if (
                not (opens and not run)
                and len(word) > 2
                and word.casefold() not in MONTHS
                and not _WEEKDAY.match(word)
            ):
                names.append(word)
            run.append(word)
            opens = False
            if word == token:
                continue
        if len(run) > 1:
            full.append(f"{run[-2]} {run[-1]}")
        elif run and run[0] in names[-1:]:
            bare.append(run[0])
        run = []
        opens = not token[0].isalpha() and token != ","
    return names, full, bare


def _rarity(words: Sequence[set[str]]) -> dict[str, float]:
    """How much a word tells: the logarithm of lines to lines that have it."""
    seen = Counter(word for own in words for word in own)
    return {word: log((1 + len(words)) / times) for word, times in seen.items()}


def _alike(above: Sequence[set[str]], below: Sequence[set[str]], rarity: dict[str, float]) -> float:
    """Cosine of two windows of lines, by words and their rarity."""
    one, two = set().union(*above), set().union(*below)
    norm = sqrt(sum(rarity[w] ** 2 for w in one) * sum(rarity[w] ** 2 for w in two))
    return sum(rarity[w] ** 2 for w in one & two) / norm if norm else 0.0


def is_prose(line: Line) -> bool:
    """Whether a line is a paragraph of an article: a sentence of some words, no note, no author's line."""
    return line.sentence and line.words >= PROSE and line.cues.isdisjoint(("note", "bio"))
