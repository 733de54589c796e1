"""Dates beside an article that are not its own: of other articles' entries below it, of comments, pictures and
sentences.

An entry is told by what stands around its date: a heading of related articles above it, or the words of
another headline in its line or in the line before. An article's own date below its text stands alone or
says "published", and no such heading is above it. A comment that cleaning did not find is told by "ben says:"
above its date or a button to answer below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set

from search.article import TEXT_KINDS

from ..clean.cues import LABELS
from ..page import Draft
from .cues import PUBLISHED, TIME, fold
from .reading import Reading, read_dates

_RELATED = dict(LABELS)["related"]
# A heading of related articles has no more words: "You might also like these stories from the archive".
_HEADING_WORDS = 9
# Words before a date, or in the line before it, that name another article; "Published on Friday," has fewer.
HEADLINE = 4
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# A sentence has so many words beside its date at least: "Posted on 3 May." has fewer.
_SAID = 3
_ENDS = (".", "!", "?", "…")
# Lines below a comment's date within which its button stands: a paragraph or two, and votes.
_ANSWERED = 5
_SAYS = re.compile(
    r"\b(?:says|wrote|schreibt|sagt|a dit|dice|dijo|disse|scrive|пишет|пише)\s?:$", re.I
)
_ANSWER = re.compile(
    r"\W*(?:reply|report abuse|flag|antworten|melden|répondre|signaler|responder|denunciar|rispondi|segnala|ответить|"
    r"пожаловаться|відповісти|odpowiedz|yanıtla|cevapla|beantwoorden|svara|svar)\W*$",
    re.I,
)
_SENTENCE = (".", "!", "?", "…", ":", ";", ",")


def packed(text: str) -> str:
    """Text without blanks: elements of a line are joined with them or without."""
    return "".join(text.split())


def entries(draft: Draft, dated: Set[str], title: str | None, html: bool) -> Counter[str]:
    """Which of the dated lines, packed, belong to other articles below the text, with how often each stands.

    In HTML the line before a date may be its headline; in a dump any line may stand there, the article's too.
    An entry of the article itself, whose headline is in the line above or below, is its own.
    """
    found = Counter[str]()
    below = list(_below(draft))
    heading: int | None = None
    for at, line in enumerate(below):
        if not _is_one_of(dated, line) or not (readings := read_dates(line)):
            continue
        if title in below[max(0, at - 1) : at] + below[at + 1 : at + 2] or _is_heading(line):
            continue
        if heading is None:  # asked for here, since most lines below a text have no date
            heading = next((n for n, one in enumerate(below) if _is_heading(one)), len(below))
        before = below[at - 1] if html and at else ""
        if at > heading or _names_another(line, readings[0], before):
            found[packed(line)] += 1
    return found


def spoken(draft: Draft, dated: Set[str]) -> set[str]:
    """Which of the dated lines, packed, are what somebody says and no date line: of comments, those that cleaning
    did not find too, and of sentences of the text."""
    found: set[str] = set()
    lines = [
        (block.kind, line.strip()) for block in draft.blocks for line in block.text.split("\n")
    ]
    for at, (kind, line) in enumerate(lines):
        if not _is_one_of(dated, line):
            continue
        if kind == "comment":
            found.add(packed(line))
        else:
            around = (
                lines[at - 1][1] if at else "",
                [text for _, text in lines[at + 1 : at + _ANSWERED]],
            )
            if _is_said(kind, line) or _is_comments(*around):
                found.add(packed(line))
    return found


def _is_said(kind: str, line: str) -> bool:
    """Whether a line of the text is a sentence, or one of a caption says more than a day."""
    words = len(_LETTERS.findall(TIME.sub(" ", fold(line))))
    told = words >= _SAID and not PUBLISHED.search(fold(line))
    return told and (kind == "caption" or (kind in TEXT_KINDS and line.endswith(_ENDS)))


def captions(draft: Draft, dated: Set[str]) -> set[str]:
    """Which of the dated lines, packed, are of captions and say when a picture was made."""
    shown = (block.text for block in draft.blocks if block.kind == "caption")
    lines = [line for text in shown for line in text.split("\n")]
    return {packed(line) for line in lines if _is_one_of(dated, line) and _is_said("caption", line)}


def _is_one_of(dated: Set[str], line: str) -> bool:
    return bool(_DIGIT.search(line)) and packed(line) in dated


def _is_comments(before: str, after: list[str]) -> bool:
    """Whether a line dates a comment: "ben says:" stands above it, or a button to answer below its text."""
    return bool(_SAYS.search(before)) or any(map(_ANSWER.match, after))


def _below(draft: Draft) -> Iterator[str]:
    """The lines below the last text of an article, comments left out."""
    kinds = [block.kind for block in draft.blocks]
    last = max((at for at, kind in enumerate(kinds) if kind in TEXT_KINDS), default=len(kinds))
    for block in draft.blocks[last + 1 :]:
        if block.kind != "comment":
            yield from filter(None, map(str.strip, block.text.split("\n")))


def _is_heading(line: str) -> bool:
    return len(line.split()) <= _HEADING_WORDS and bool(_RELATED.search(line.lower()))


def _names_another(line: str, reading: Reading, before: str) -> bool:
    """Whether a dated line is the entry of another article: that one's headline stands before the date."""
    lead = fold(line[: reading.start])
    if PUBLISHED.search(lead):
        return False
    named = TIME.sub(" ", lead).strip() or ("" if before.endswith(_SENTENCE) else before)
    return len(_LETTERS.findall(named)) >= HEADLINE
