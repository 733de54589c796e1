"""The lines of a page, as everything in this room sees them: text, place, and what they look like.

A text dump gives its lines as they are printed; an HTML page gives one a block element (`walk.py`), with
what its markup says. Blank lines are no lines: they are remembered as the gap before the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Generic, TypeVar

from .cues import cues_of

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_NOT_LETTERS = re.compile(r"[\W_]+")
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum() and chr(code) != "\n")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
# Word beginnings stand for words, so that cases and plurals of inflected languages meet.
_STEM = 6
_SENTENCE_END = re.compile(r"[.!?…。！？։।؟][\"'”’»«“)\]]*$")
# Marks of direction and width, which may follow the full stop of a line in Arabic or Hebrew.
_INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff "
)
# Mails and terminals wrap at 60 to 100 characters. So many lines that end where the next word had no place are
# no chance: two paragraphs.
_NARROWEST, _WIDEST, _FULL_LINES = 50, 100, 10
_LONGEST_WORD = 30

Value = TypeVar("Value")


class _Once(Generic[Value]):
    """A property worked out when it is first asked for. (`functools.cached_property` takes a lock before
    Python 3.12, which costs more than most of these.)"""

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    def __get__(self, line: Any, owner: type) -> Value:
        value = line.__dict__[self._name] = self._work_out(line)
        return value


@dataclass
class Line:
    """One printed line that is not blank.

    `number` counts the page's lines from 0 (blank ones too), `gap` is how many blank lines stand before
    it, `indent` its leading blanks. An HTML line also has its block element's `tag`, the `zones` that
    class names and elements around it claim, and `linked`, the share of its characters inside links,
    the `path` of its element, its own and its parent's tag and class, and the `element` itself.
    """

    number: int
    text: str
    gap: int = 0
    indent: int = 0
    tag: str = ""
    zones: frozenset[str] = field(default_factory=frozenset)
    linked: float = 0.0
    path: str = ""
    element: Any = None

    @_Once
    def words(self) -> int:
        """How many words it has; scripts without spaces count two characters as a word."""
        words = len(self.text.split())
        dense = 0 if self.text.isascii() else len(_CJK.findall(self.text))
        return words if dense < 4 else max(words, dense // 2)

    @_Once
    def sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_SENTENCE_END.search(self.text.rstrip(_INVISIBLE)[-8:]))

    @_Once
    def cues(self) -> frozenset[str]:
        """What its wording says (`cues.py`)."""
        return cues_of(self.text)

    def mute(self) -> None:
        """Takes its wording for silent: far from the text it decides nothing, and asking costs time."""
        self.__dict__["cues"] = frozenset()

    @_Once
    def key(self) -> str:
        """The line without case and blanks, for finding it again."""
        return "".join(self.text.split()).casefold()

    @_Once
    def letters(self) -> str:
        """The line without anything but letters and digits, for finding it in a text that was set anew."""
        return letters([self.text])[0]

    @_Once
    def stems(self) -> frozenset[str]:
        """The beginnings of its longer words, for comparing what lines speak of."""
        return frozenset(word[:_STEM] for word in _LONG_WORD.findall(self.text.casefold()))


def letters(texts: Sequence[str]) -> list[str]:
    """Texts of one line each without anything but letters and digits, all at one go, which is faster."""
    # Most lines have no signs but those of ASCII, of which bytes are rid fastest.
    kept = "\n".join(texts).encode("utf-8", "surrogatepass").translate(None, _SIGNS)
    found = kept.decode("utf-8", "surrogatepass").split("\n")
    return [own if own.isascii() else _NOT_LETTERS.sub("", own) for own in found]


def text_lines(text: str) -> list[Line]:
    """The lines of a text dump; where it was wrapped to a width, its paragraphs in one piece again."""
    found: list[Line] = []
    parts: list[list[str]] = []
    rows = text.split("\n")
    width = _wrapped_at(rows)
    gap = 0
    last = ""
    for number, raw in enumerate(rows):
        line = raw.strip()
        if not line:
            gap += 1
            continue
        if width and found and not gap and _is_full(last, line, width):
            parts[-1].append(line)
        else:
            indent = len(raw) - len(raw.lstrip(" \t\xa0"))
            found.append(Line(number, line, gap, indent))
            parts.append([line])
        gap, last = 0, line
    for whole, own in zip(found, parts, strict=True):
        whole.text = " ".join(own)
    return found


def _wrapped_at(rows: Sequence[str]) -> int:
    """The width to which a dump was wrapped, in characters, or 0: no line is longer than mails and terminals
    are wide, and line after line ends where the next word had no place."""
    width = max(map(len, rows))
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    lines = [row.strip() for row in rows]
    pairs = [(a, b) for a, b in pairwise(lines) if b and 2 * len(a) > width]
    full = sum(_is_full(a, b, width) for a, b in pairs)
    return width if full >= _FULL_LINES and 2 * full > len(pairs) else 0


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line had no place on this one; scripts without spaces do not tell."""
    word = len(following.split(maxsplit=1)[0])
    return word <= _LONGEST_WORD and len(line) + 1 + word > width
