"""One word or phrase of a query, with its field, to a leaf of the tree; or what is wrong with it.

Text and name fields take words, phrases, wildcards and fuzzy words; exact fields take values, which are
checked and brought to the form that is stored; `date` takes dates and ranges. Each complaint says what
is wrong and carries a repair.
"""

from __future__ import annotations

import datetime
import re

from . import query as q
from .analysis import words
from .document import period
from .fields import FIELDS, Kind
from .lexer import Char, Lexeme, Mistake

# Slop of a near phrase: 1,000 words are more than most articles have, so nothing is out of reach.
MAX_SLOP = 1000
# Edits of a fuzzy word: Damerau automata of engines go no further (Lucene, tantivy: 2).
MAX_EDITS = 2
MAX_BOOST = 100.0
_ELLIPSIS = re.compile(r"\.\.\.?|…")
_BOUND = r"([0-9]{4}(?:-[0-9][0-9](?:-[0-9][0-9])?)?)"
_DASHED_RANGE = re.compile(rf"{_BOUND}-{_BOUND}")
_COMPARED = re.compile(rf"([<>]=?){_BOUND}")
_LOOSE_DATE = re.compile(r"([0-9]{4})[-/.]([0-9][0-9]?)(?:[-/.]([0-9][0-9]?))?")
_SHAPES = {"year": 4, "month": 7, "day": 10}
_EXAMPLES = {"year": "2022", "month": "2022-06", "day": "2022-06-08"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_YES_NO = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}


def leaf(lexeme: Lexeme, suffix: Lexeme | None, name: str | None, start: int) -> q.Query:
    """The leaf for a word or phrase in a field. `suffix` is its `~`, `start` where it begins with its
    field. Raises Mistake."""
    kind = FIELDS[name].kind if name else Kind.TEXT
    if name and kind in (Kind.DATE, Kind.KEY):
        return _Value(lexeme, suffix, name, start).node(kind)
    words_ = _Words(lexeme, suffix, name, start)
    return words_.phrase() if lexeme.kind == "phrase" else words_.word()


class _Leaf:
    def __init__(self, lexeme: Lexeme, suffix: Lexeme | None, name: str | None, start: int) -> None:
        self.lexeme = lexeme
        self.suffix = suffix
        self.name = name
        self.span = (start, (suffix or lexeme).end)

    def wrong(self, reason: str, replacement: str | None = None) -> Mistake:
        """A mistake in the whole leaf, with what to write in its place."""
        repair = None if replacement is None else (*self.span, replacement)
        return Mistake(reason, *self.span, repair)

    def wrong_suffix(self, reason: str, replacement: str) -> Mistake:
        assert self.suffix
        at = (self.suffix.start, self.suffix.end)
        return Mistake(reason, *at, (*at, replacement))


class _Words(_Leaf):
    """Leaves of text and name fields."""

    def word(self) -> q.Query:
        chars = self.lexeme.chars
        text = "".join(char.c for char in chars)
        if self.name and chars[0].sign in q.DASHES:
            raise self.wrong(
                "to leave a word out, the minus stands before the field",
                f"-{self.name}:{text.lstrip(''.join(q.DASHES))}",
            )
        if chars[0].sign == "!" and len(chars) > 1 and chars[1].c.isalnum():
            raise self.wrong(
                "“!” leaves nothing out; write a minus, or NOT",
                f"-{self.name + ':' if self.name else ''}{text[1:]}",
            )
        if self.name and re.search(r"(?<!\.)\.\.(?!\.)", "".join(c.sign or " " for c in chars)):
            raise self._no_range(text)
        if any(char.sign in ("*", "?") for char in chars):
            return self._wild(chars)
        self._needs_letters(text)
        if self.suffix:
            return self._fuzzy(text)
        return q.Term(text, self.name, span=self.span)

    def phrase(self) -> q.Query:
        text = self.lexeme.text
        self._needs_letters(text)
        self._no_wildcards()
        return q.Phrase(text, self.name, self._slop(text), span=self.span)

    def _needs_letters(self, text: str) -> None:
        if not words(text):
            what = "phrase" if self.lexeme.kind == "phrase" else "word"
            raise self.wrong(f"this {what} has no letter and no digit", "")

    def _no_range(self, text: str) -> Mistake:
        return self.wrong(
            f"the field {self.name} has no ranges; only date has", f'{self.name}:"{text}"'
        )

    def _wild(self, chars: tuple[Char, ...]) -> q.Query:
        # A wildcard that was escaped is no letter and no digit, so it cannot be part of a word.
        shown = "".join(c.c for c in chars if c.sign in ("*", "?") or c.c not in "*?")
        shape = "".join("x" if c.sign in ("*", "?") else c.c for c in chars)
        fixed = "".join(c.c for c in chars if c.sign not in ("*", "?"))
        if not words(fixed):
            raise self.wrong("a wildcard needs a letter or a digit beside it", "*")
        if len(words(shape)) != 1:
            plain = " ".join(words(fixed))
            raise self.wrong(
                "a wildcard works within one word, and these are several", f'"{plain}"'
            )
        if self.suffix:
            raise self.wrong_suffix("a word cannot have both a wildcard and ~", "")
        pattern = re.sub(r"\*+", "*", shown)
        if pattern.endswith("*") and not set(pattern[:-1]) & set("*?"):
            return q.Prefix(pattern[:-1], self.name, span=self.span)
        return q.Wildcard(pattern, self.name, span=self.span)

    def _fuzzy(self, text: str) -> q.Query:
        assert self.suffix
        number = self.suffix.text
        if len(words(text)) != 1:
            raise self.wrong(
                "~ finds similar spellings of one word, and these are several",
                f'{self.name + ":" if self.name else ""}"{" ".join(words(text))}"',
            )
        if number not in ("", "1", "2"):
            best = "~2" if number.isdecimal() and int(number) > MAX_EDITS else "~1"
            raise self.wrong_suffix(
                f"~ takes 1 or 2, the number of letters that may differ, not “{number}”",
                best if number.replace(".", "").isdecimal() else "",
            )
        return q.Fuzzy(text, self.name, int(number or MAX_EDITS), span=self.span)

    def _slop(self, text: str) -> int:
        if not self.suffix:
            return 0
        number = self.suffix.text
        if len(words(text)) < 2:
            raise self.wrong_suffix("words near each other must be at least two", "")
        if not number:
            raise self.wrong_suffix("say how near the words must be, as in ~5", "~5")
        if not re.fullmatch(r"[0-9]{1,9}", number) or not 1 <= int(number) <= MAX_SLOP:
            large = re.fullmatch(r"[0-9]+", number) and number.strip("0")
            raise self.wrong_suffix(
                f"~ after a phrase takes a whole number from 1 to {MAX_SLOP}, not “{number}”",
                f"~{MAX_SLOP}" if large else "",
            )
        return int(number)

    def _no_wildcards(self) -> None:
        chars = self.lexeme.chars[1:-1]
        for index, char in enumerate(chars):
            around = [
                c.c for c in (*chars[max(0, index - 1) : index], *chars[index + 1 : index + 2])
            ]
            inside = len(around) == 2 and all(c.isalnum() for c in around)
            if char.sign == "*" or (char.sign == "?" and inside):
                raise Mistake(
                    f"there are no wildcards in a phrase; a backslash before {char.c} makes it "
                    "an ordinary sign",
                    char.start, char.end, (char.start, char.end, ""),
                )  # fmt: skip


class _Value(_Leaf):
    """Leaves of date and exact fields."""

    name: str

    def node(self, kind: Kind) -> q.Query:
        if self.suffix:
            raise self.wrong_suffix(f"~ works on words, and {self.name} takes exact values", "")
        if self.name in q.ADDRESSES:
            return self._address()
        text = "".join("-" if c in q.DASHES else c for c in self.lexeme.text).strip()
        if kind is Kind.DATE:
            return self._date(text)
        if self.name in _SHAPES:
            return q.Term(self._part_of_date(text), self.name, span=self.span)
        if self.name == "dated":
            value = _YES_NO.get(text.lower())
            if value is None:
                raise self.wrong("dated takes yes or no", "dated:yes")
            return q.Term(value, self.name, span=self.span)
        value = text.lower()
        if not _LANGUAGE.fullmatch(value):
            raise self.wrong("language takes a code of two or three letters, such as en or de", "")
        return q.Term(value, self.name, span=self.span)

    def _address(self) -> q.Query:
        chars, text = self.lexeme.chars, self.lexeme.text
        if not text.strip():
            raise self.wrong(f"{self.name} has no value", "")
        if self.lexeme.kind == "word" and chars[-1].sign == "*":
            if len(text) == 1:
                raise self.wrong(f"say how the {self.name} begins, before the *", "*")
            return q.Prefix(text[:-1], self.name, span=self.span)
        return q.Term(text, self.name, span=self.span)

    def _part_of_date(self, text: str) -> str:
        if _valid(text) and len(text) == _SHAPES[self.name]:
            return text
        example = f"{self.name} takes a value like {_EXAMPLES[self.name]}, not “{text}”"
        if _valid(text):
            other = next(name for name, size in _SHAPES.items() if size == len(text))
            raise self.wrong(example, f"{other}:{text}")
        if _ELLIPSIS.search(text):
            raise self.wrong(f"the field {self.name} has no ranges; only date has", f"date:{text}")
        raise self.wrong(example, self._nearest(text))

    def _date(self, text: str) -> q.Query:
        if text == "*":
            return q.Range("date", span=self.span)
        if compared := _COMPARED.fullmatch(text):
            raise self._comparison(compared[1], compared[2])
        if dashed := _DASHED_RANGE.fullmatch(text):
            raise self.wrong(
                "a range of dates is written with ..", f"date:{dashed[1]}..{dashed[2]}"
            )
        bounds = _ELLIPSIS.split(text)
        if len(bounds) == 2:
            return self._range(*bounds)
        if len(bounds) > 2 or not _valid(text):
            raise self._no_date(text)
        return q.Term(text, "date", span=self.span)

    def _range(self, low: str, high: str) -> q.Query:
        for bound in (low, high):
            if bound not in ("", "*") and not _valid(bound):
                raise self._no_date(bound)
        first, last = (None if bound in ("", "*") else bound for bound in (low, high))
        if first and last and _day(first, 0) > _day(last, 1):
            raise self.wrong("the range ends before it begins", f"date:{last}..{first}")
        return q.Range("date", first, last, span=self.span)

    def _comparison(self, sign: str, bound: str) -> Mistake:
        reason = "a range of dates is written with .., both ends included"
        if not _valid(bound):
            return self._no_date(bound)
        if sign == ">=":
            return self.wrong(reason, f"date:{bound}..")
        if sign == "<=":
            return self.wrong(reason, f"date:..{bound}")
        first, last = _day(bound, 0), _day(bound, 1)
        if sign == ">":
            return self.wrong(reason, f"date:{_iso(last + 1)}..")
        return self.wrong(reason, f"date:..{_iso(first - 1)}")

    def _no_date(self, text: str) -> Mistake:
        return self.wrong(
            f"“{text}” is no date; write a year, 2022-06 or 2022-06-08", self._nearest(text)
        )

    def _nearest(self, text: str) -> str:
        """The date that was probably meant: the longest beginning that is one; else no condition."""
        if loose := _LOOSE_DATE.search(text):
            text = "-".join(part.zfill(2) for part in loose.groups() if part)
        for size in (10, 7, 4):
            if _valid(text[:size]):
                return f"date:{text[:size]}"
        year = re.search(r"\b[12][0-9]{3}\b", text)
        return f"date:{year[0]}" if year else ""


def _valid(text: str) -> bool:
    """Whether this is YYYY, YYYY-MM or YYYY-MM-DD and in the calendar."""
    try:
        return period(text) is not None
    except ValueError:
        return False


def _day(bound: str, end: int) -> int:
    days = period(bound)
    assert days
    return days[end]


def _iso(day: int) -> str:
    ends = (datetime.date.min.toordinal(), datetime.date.max.toordinal())
    return datetime.date.fromordinal(min(max(day, ends[0]), ends[1])).isoformat()
