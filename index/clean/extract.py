"""Which lines of an HTML page are the article: trafilatura's judgement, laid on the page's own lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from index.page import Parsed

from . import body
from .features import bin_of, shape
from .lines import Line, letters
from .linked_data import article_body
from .walk import html_lines
from .weights import HTML, add_up
from .witness import extracted_text

_PIECES = re.compile(r"[\n|]+")
# A short line counts within this many lines of one that does: a heading, a list item, a row of a table.
_NEAR = 4
# Elements that are told apart.
_TOLD = frozenset(
    (
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "td",
        "th",
        "div",
        "span",
        "figcaption",
        "blockquote",
        "pre",
        "dd",
        "dt",
        "section",
        "article",
    )
)
# An extract with more than this share of its words in links is a menu; among the extracts of 240 pages the
# articles lay below 0.4.
_MOSTLY = 0.6
# The share of the extracted words that must stand in the JSON-LD's article body for it to be believed:
# teasers of two sentences and bodies of other articles fall below.
_AGREE = 0.5
# Paragraphs dropped that have so many times the words of all that was kept, none of it a paragraph, are the
# article: of the development pages none has it so.
_LOST = 1.5
_TEXT_ZONES = frozenset(("article", "headline", "titled", "standfirst"))
# A page of this many short lines without a full stop has menus and controls; an extractor that keeps more
# than this share of them tells nothing apart.
_LABEL_WORDS = 8
_LABELS = 8
_KEPT_LABELS = 0.75
# What a page calls its title. A line of it counts from twelve letters: shorter ones are names of sections.
_TITLES = etree.XPath("//head/title/text() | //meta[@property='og:title']/@content | //h1//text()")
_TITLE_LETTERS = 12
_TITLE_WORDS = 45
# How many lines around what the extractor kept are judged anew; further off, nothing was ever text.
_AROUND = 12
# The score of lines further off.
_FAR = 9.0
# A line this long stands in the extracted text once; shorter ones may occur by chance.
_ANCHOR = 30
# Letters before and after the last line found in which the next one is looked for: of 240 pages the longest text has
# 26,000, in which lines may stand anywhere; a book of one page takes bounded time.
_WAY = 200_000


def judge(parsed: Parsed) -> tuple[list[Line], list[bool], list[float]]:
    """The page's lines, whether each is text of the article, and each line's score."""
    lines = html_lines(parsed.tree)
    if not lines:
        return [], [], []
    for line, told in zip(lines, letters([line.text for line in lines]), strict=True):
        line.letters = told
    _mark_headline(lines, parsed.tree)
    found = kept_lines(parsed, lines)
    if not is_article(lines, found) or not tells_apart(lines, found):
        return lines, *body.judge(lines)
    low, high = reach(lines, found)
    for line in (*lines[:low], *lines[high:]):
        line.mute()
    scores = [-_FAR] * len(lines)
    for at, own in zip(range(low, high), signs(lines, found, low, high), strict=True):
        scores[at] = add_up(HTML, own)
    return lines, [score > 0 for score in scores], scores


def kept_lines(parsed: Parsed, lines: Sequence[Line]) -> list[bool]:
    """Which lines trafilatura keeps, or the page's JSON-LD where it agrees."""
    extracted = extracted_text(parsed.tree, sum(len(line.text) for line in lines))
    found = found_in(lines, extracted) if extracted else [False] * len(lines)
    return _confirm(lines, found, article_body(parsed.text, parsed.tree))


def _confirm(lines: Sequence[Line], found: list[bool], told: str) -> list[bool]:
    """Adds the lines that the page's own JSON-LD gives as its article, where the two agree: where most of
    what the extractor kept stands there too, or it kept nothing."""
    if not told:
        return found
    also = found_in(lines, told)
    kept = sum(line.words for line, own in zip(lines, found, strict=True) if own)
    both = sum(line.words for line, one, two in zip(lines, found, also, strict=True) if one and two)
    if both < _AGREE * kept:
        return found
    return [one or two for one, two in zip(found, also, strict=True)]


def is_article(lines: Sequence[Line], found: Sequence[bool]) -> bool:
    """Whether what the extractor kept is text at all: not nothing, not a list of links, and not all but
    the paragraphs of a page, as where these are no elements of their own."""
    kept = [line for line, own in zip(lines, found, strict=True) if own]
    words = sum(line.words for line in kept)
    paragraphs = [
        (line, own) for line, own in zip(lines, found, strict=True) if _is_paragraph(line)
    ]
    lost = sum(line.words for line, own in paragraphs if not own and line.zones <= _TEXT_ZONES)
    if lost >= _LOST * words and not any(own for _, own in paragraphs):
        return False
    return bool(words) and sum(line.words * line.linked for line in kept) < _MOSTLY * words


def tells_apart(lines: Sequence[Line], found: Sequence[bool]) -> bool:
    """Whether the extractor chose at all: on pages laid out by hand it may keep every label of the page."""
    labels = [
        kept
        for line, kept in zip(lines, found, strict=True)
        if line.words <= _LABEL_WORDS and not line.sentence
    ]
    return len(labels) < _LABELS or sum(labels) < _KEPT_LABELS * len(labels)


def _mark_headline(lines: Sequence[Line], tree: Any) -> None:
    """Gives the zone "titled" to the line that stands in what the page calls its title: the longest one,
    since the title tag may hold the name of the site too."""
    titles = "\n".join(
        dict.fromkeys(letters([title.replace("\n", " ") for title in _TITLES(tree)]))
    )
    keys = dict.fromkeys(line.letters for line in lines if line.words <= _TITLE_WORDS)
    within = [key for key in keys if len(key) >= _TITLE_LETTERS and key in titles]
    if not within:
        return
    longest = max(within, key=len)
    for line in lines:
        if line.letters == longest:
            line.zones |= {"titled"}


def reach(lines: Sequence[Line], found: Sequence[bool]) -> tuple[int, int]:
    """The lines that are worth a look, half-open: those found by the extractor and some around them, and
    on over paragraphs, since extractors lose the second half of pages that are laid out in two."""
    places = [at for at, kept in enumerate(found) if kept]
    low, high = max(0, places[0] - _AROUND), min(len(found), places[-1] + 1 + _AROUND)
    at = places[-1] + 1
    while at < high:
        if _is_paragraph(lines[at]):
            high = min(len(lines), max(high, at + 1 + _AROUND))
        at += 1
    return low, high


def _is_paragraph(line: Line) -> bool:
    return line.words >= 20 and line.sentence and line.linked < 0.5


def signs(lines: Sequence[Line], found: Sequence[bool], low: int, high: int) -> list[list[str]]:
    """The signs of each line in reach: what the extractor, the markup and the wording say of it."""
    places = [at for at, kept in enumerate(found) if kept]
    page = _Found(
        found,
        places[0],
        places[-1],
        Counter(line.key for line in lines[low:high]),
        _paths(lines, places),
    )
    return [_signs(lines, page, at) for at in range(low, high)]


def _paths(lines: Sequence[Line], places: Sequence[int]) -> dict[str, float]:
    """For each path of an element, its share of the words that the extractor kept."""
    words: Counter[str] = Counter()
    for at in places:
        words[lines[at].path] += lines[at].words
    total = sum(words.values()) or 1
    return {path: count / total for path, count in words.items()}


@dataclass(frozen=True, slots=True)
class _Found:
    """What the extractor kept of a page."""

    kept: Sequence[bool]
    first: int
    last: int
    keys: Counter[str]
    paths: dict[str, float]


def _signs(lines: Sequence[Line], page: _Found, at: int) -> list[str]:
    line, found, first, last = lines[at], page.kept, page.first, page.last
    word = "kept" if found[at] else "dropped"
    around = ["+" if 0 <= p < len(found) and found[p] else "-" for p in range(at - 2, at + 3)]
    own = [
        word,
        f"{word}: {shape(line)}",
        f"{word} among {''.join(around)}",
        f"{word}: element {line.tag if line.tag in _TOLD else 'other'}",
        f"{word}: {bin_of(int(10 * line.linked), (0, 3, 7, 9))}/10 linked",
        f"next to {sum(found[max(0, at - 5) : at + 6])} of 11",
    ]
    share = page.paths.get(line.path, 0.0)
    own.append(f"{word}: its path holds {bin_of(int(10 * share), (0, 1, 3, 6))}/10 of the text")
    if _is_paragraph(line):
        near = sum(map(_is_paragraph, lines[max(0, at - 3) : at + 4])) - 1
        own.append(f"{word}: a paragraph among {bin_of(near, (0, 1, 3))}")
        own.append(
            f"{word}: a paragraph, its path holds {bin_of(int(10 * share), (0, 1, 3, 6))}/10 of the text"
        )
    own += [f"{word}: in {zone}" for zone in line.zones]
    own += [f"{word}: cue {cue}" for cue in line.cues]
    if at < first:
        own.append(f"{bin_of(first - at, (1, 2, 4, 7))} above the first kept")
    elif at > last:
        own.append(f"{bin_of(at - last, (1, 2, 4, 7))} below the last kept")
    elif at - first < 3:
        own.append(f"{word}: {at - first} after the first kept")
    elif last - at < 3:
        own.append(f"{word}: {last - at} before the last kept")
    if page.keys[line.key] > 1:
        own.append(f"{word}: repeated nearby")
    if line.words > 8 and not line.sentence and line.text.isupper():
        own.append(f"{word}: all capitals")
    return own


def found_in(lines: Sequence[Line], extracted: str) -> list[bool]:
    """Whether each line stands in the extracted text.

    A long line is looked for anywhere; where a page prints it twice, the copy among other such lines
    counts. A short one must equal a piece of the extracted text and stand near a line that counts.
    """
    whole = "".join(letters(extracted.split("\n")))
    pieces = set(letters(_PIECES.split(extracted)))
    keys = [line.letters for line in lines]
    places = _places(keys, whole)
    inside = _one_copy(places)
    weak = [0 < len(key) < _ANCHOR and key in pieces for key in keys]
    if not any(inside):
        inside = weak
    _spread(inside, weak, range(len(lines)))
    _spread(inside, weak, range(len(lines) - 1, -1, -1))
    return inside


def _places(keys: Sequence[str], whole: str) -> list[int | None]:
    """Where each long line stands in the extracted text: lines come in the order in which it was extracted."""
    found: list[int | None] = []
    last = 0
    for key in keys:
        place = _place(key, whole, last) if len(key) >= _ANCHOR else None
        found.append(place)
        last = last if place is None else place
    return found


def _place(key: str, whole: str, last: int) -> int | None:
    """Where a paragraph stands in the extracted text, some way around the last one. The extractor may have
    dropped words of it: then a third of its pieces must be there."""
    low, high = max(0, last - _WAY), last + _WAY
    start = whole.find(key, low, high)
    if start >= 0:
        return start
    if len(key) < 2 * _ANCHOR:
        return None
    pieces = [key[at : at + _ANCHOR] for at in range(0, len(key) - _ANCHOR + 1, _ANCHOR)]
    starts = [start for piece in pieces if (start := whole.find(piece, low, high)) >= 0]
    return starts[0] if 3 * len(starts) >= len(pieces) else None


def _one_copy(places: Sequence[int | None]) -> list[bool]:
    """Of lines that claim the same place, the one with most claims around it."""
    claimed: dict[int, tuple[int, int]] = {}
    for at, place in enumerate(places):
        if place is not None:
            support = sum(
                other is not None for other in places[max(0, at - _NEAR) : at + _NEAR + 1]
            )
            if place not in claimed or claimed[place][0] < support:
                claimed[place] = (support, at)
    chosen = {at for _, at in claimed.values()}
    return [at in chosen for at in range(len(places))]


def _spread(inside: list[bool], weak: Sequence[bool], order: range) -> None:
    """Lets short lines count that follow, in this order, closely on one that does."""
    since = _NEAR + 1
    for at in order:
        since += 1
        if inside[at] or (weak[at] and since <= _NEAR):
            inside[at] = True
            since = 0
