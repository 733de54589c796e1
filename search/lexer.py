"""Query text to lexemes: where words, phrases, brackets and operators begin and end.

Typography means the same as its ASCII form: every pair of double quotation marks opens and closes a
phrase, every dash excludes, every Unicode space separates, characters without width are ignored. What is
inside a word or phrase is kept as typed (values of exact fields need it; the analyser folds the rest).
A backslash makes the next character an ordinary one. Positions are code points of the typed text.

Nothing is judged here but quotation marks and the last backslash; `parse.py` and `leaves.py` judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from .query import ADDRESSES, DASHES, DOUBLED, INVISIBLE, OPERATORS

Kind: TypeAlias = Literal[
    "word", "phrase", "(", ")", "AND", "OR", "NOT", "-", "field", "exact", "~", "^", "end"
]
# A phrase ends at a mark of the family that opened it, so that “he said «no» twice” is one phrase.
_FAMILIES = ('"“”„‟＂〝〞〟', "«»", "‹›", "「」", "『』")
_FAMILY = {mark: family for family in _FAMILIES for mark in family}
_FAMILY |= {mark * 2: DOUBLED for mark in DOUBLED}
_SUFFIXES = ("~", "^")


class Mistake(Exception):
    """Something wrong with a query, before a suggestion is made of it.

    `repair` is a stretch of the typed text and what to write in its place: (start, end, replacement).
    """

    def __init__(
        self, reason: str, start: int, end: int, repair: tuple[int, int, str] | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.start = start
        self.end = end
        self.repair = repair


class Char(NamedTuple):
    """One character that counts: two for a doubled apostrophe; `literal` after a backslash."""

    c: str
    start: int
    end: int
    literal: bool = False

    @property
    def sign(self) -> str:
        """The character where it may be syntax, else nothing."""
        return "" if self.literal else self.c

    @property
    def family(self) -> str | None:
        """The family of quotation marks it belongs to."""
        return None if self.literal else _FAMILY.get(self.c)

    @property
    def space(self) -> bool:
        return not self.literal and self.c.isspace()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of query text. `text` is the word, the phrase without its marks, the field's name, or the
    number of a suffix; `tight` says that no space stands before it."""

    kind: Kind
    text: str
    start: int
    end: int
    tight: bool = False
    chars: tuple[Char, ...] = ()


def lex(text: str) -> list[Lexeme]:
    """The lexemes of a query, closed by one of kind "end". Raises Mistake."""
    return _Lexer(text).run()


def characters(text: str) -> list[Char]:
    """What counts of a text: escapes resolved, characters without width gone. Raises Mistake."""
    found: list[Char] = []
    at = 0
    while at < len(text):
        c = text[at]
        if c in INVISIBLE:
            at += 1
        elif c == "\\":
            if at + 1 == len(text):
                raise Mistake(
                    "a backslash at the end makes no character an ordinary one",
                    at, at + 1, (at, at + 1, ""),
                )  # fmt: skip
            found.append(Char(text[at + 1], at, at + 2, literal=True))
            at += 2
        else:
            size = 2 if c in DOUBLED and text[at + 1 : at + 2] == c else 1
            found.append(Char(text[at : at + size], at, at + size))
            at += size
    return found


class _Lexer:
    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.chars = characters(text)
        self.at = 0
        self.found: list[Lexeme] = []

    def run(self) -> list[Lexeme]:
        while self.at < len(self.chars):
            if self.chars[self.at].space:
                self.at += 1
            else:
                self._next()
        self.found.append(Lexeme("end", "", self.length, self.length))
        return self.found

    def _next(self) -> None:
        char = self.chars[self.at]
        if char.family:
            self._phrase(char.family)
        elif char.sign == "(":
            self._emit("(", self.at + 1)
        elif char.sign == ")":
            self._emit(")", self.at + 1)
        elif char.sign in _SUFFIXES:
            self._suffix("~" if char.sign == "~" else "^")
        elif self._excludes():
            self._emit("-", self.at + 1)
        else:
            self._word()

    def _emit(self, kind: Kind, end: int, text: str | None = None) -> None:
        chars = tuple(self.chars[self.at : end])
        self.found.append(
            Lexeme(
                kind,
                "".join(char.c for char in chars) if text is None else text,
                chars[0].start,
                chars[-1].end,
                tight=self._is_tight(),
                chars=chars,
            )
        )
        self.at = end

    def _is_tight(self) -> bool:
        return self.at > 0 and not self.chars[self.at - 1].space

    def _phrase(self, family: str) -> None:
        opening = self.chars[self.at]
        end = self.at + 1
        while end < len(self.chars) and self.chars[end].family != family:
            end += 1
        if end == len(self.chars):
            rest = any(c.isalnum() for char in self.chars[self.at + 1 :] for c in char.c)
            repair = (self.length, self.length, '"') if rest else (opening.start, opening.end, "")
            if rest and family != _FAMILIES[0]:
                repair = (self.length, self.length, family[-1] * (2 if family == DOUBLED else 1))
            raise Mistake(
                f"the quotation mark {opening.c} is never closed",
                opening.start,
                opening.end,
                repair,
            )
        self._emit("phrase", end + 1, "".join(char.c for char in self.chars[self.at + 1 : end]))

    def _suffix(self, kind: Literal["~", "^"]) -> None:
        end = self._stop(self.at + 1)
        self._emit(kind, end, "".join(char.c for char in self.chars[self.at + 1 : end]))

    def _excludes(self) -> bool:
        """Whether a dash stands right before something, and is no first character of a value."""
        if self.chars[self.at].sign not in DASHES or self._is_value():
            return False
        if self.found and self.found[-1].kind == "-" and self._is_tight():
            return True  # settled for the whole run of dashes
        for char in self.chars[self.at :]:
            if char.sign not in DASHES:
                return not (char.space or char.sign == ")")
        return False

    def _word(self) -> None:
        value = self._is_value()
        if not value and (colon := self._colon()) is not None:
            self._field(colon)
            return
        address = value and self.found[-1].text in ADDRESSES
        end = self._address_stop() if address else self._stop(self.at)
        chars = self.chars[self.at : end]
        text = "".join(char.c for char in chars)
        operator = not value and not any(char.literal for char in chars) and text in OPERATORS
        self._emit(text if operator else "word", end)  # type: ignore[arg-type]

    def _is_value(self) -> bool:
        """Whether what starts here is the value of the field just read."""
        return bool(self.found) and self.found[-1].kind == "field" and self._is_tight()

    def _field(self, colon: int) -> None:
        name = "".join(char.c for char in self.chars[self.at : colon])
        known = name.lower()
        after = "".join(char.sign for char in self.chars[colon + 1 : colon + 3])
        if after == "=(":
            self._emit("exact", colon + 3, known)
        else:
            self._emit("field", colon + 1, known)

    def _colon(self) -> int | None:
        """Where the colon stands that makes the start of this word a field's name.

        10:30, http://host and host.example:80 are words.
        """
        for index in range(self.at, self._stop(self.at)):
            char = self.chars[index]
            if char.sign != ":":
                continue
            name = self.chars[self.at : index]
            after = "".join(c.c for c in self.chars[index + 1 : index + 3])
            host = any(c.c == "." for c in name) and after[:1].isdigit()
            named = any(c.c.isalpha() for c in name) and not any(c.literal for c in name)
            return index if named and after != "//" and not host else None
        return None

    def _stop(self, at: int) -> int:
        while at < len(self.chars):
            char = self.chars[at]
            if char.space or char.family or char.sign in ("(", ")", *_SUFFIXES):
                break
            at += 1
        return at

    def _address_stop(self) -> int:
        """Addresses hold ~ and ^ as they are, and brackets that close again."""
        at, depth = self.at, 0
        while at < len(self.chars):
            char = self.chars[at]
            depth += (char.sign == "(") - (char.sign == ")")
            if char.space or char.family or depth < 0:
                break
            at += 1
        return at
