"""Dates in a stretch of text, as printed: where they stand, what day they mean, how precisely.

Read are: ISO 8601 and its relatives (2022-06-08, 2022/6/8, 20220608 within digits of a time stamp),
East Asian forms (2022年6月8日), day-month-year and month-day-year with the month's name in any language of
`months`, month and year alone, and numeric dates. A numeric date whose order is open (03/04/2022) is
read by the order that the caller gives and keeps the other reading beside it.

Spans are half-open, in code points of the given text. Nothing here raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Literal

from search.article import Precision

from .months import month_number

Order = Literal["dmy", "mdy"]
# Newspapers before this year are not born on the web, and four digits below it are seldom a year.
FIRST_YEAR = 1600
# Lines of more characters are prose, scripts or data; a date line is never near this long.
MAX_LINE = 600


@dataclass(frozen=True, slots=True)
class Reading:
    """One date as printed: `value` is YYYY, YYYY-MM or YYYY-MM-DD; `other` the value that it would
    have with day and month swapped, where the print leaves that open."""

    value: str
    precision: Precision
    start: int
    end: int
    text: str
    other: str | None = None


# What a form begins with is read first and looked behind after, so that the search skips to digits.
_FOUR = r"(?:1[6-9]|2[01])\d\d"
_Y = rf"(?P<y>{_FOUR})"
_YEAR_START = r"(?<!\d\d\d\d\d)"  # after a year: no digit stands before it
_YEAR_END = r"(?!\d)"
_DAY = r"(?P<d>\d\d?)"
_WORD = r"(?P<m>[^\W\d_](?:[^\W\d_]|[\u0900-\u09ff\u0e00-\u0e7f])*\.?(?:[^\W\d_]\.)?)"
_OF = r"(?:[\s,.\-/|]|de[l]?\b|di\b|of\b|d['’]|thang\b|tháng\b)*"
_ORDINAL = r"(?:st|nd|rd|th|er|ero|re|º|ª|°|-?(?:го|е|й|a|an?da|en?de))?"
# Behind a number that is no year but the day of the date to come: "14 May 16, 2031", "14 May - 18 June 2031".
_DAY_OF_NEXT = rf",?\s(?:[^\W\d_]+\.?\s)?{_FOUR}"
_SECOND = r"(?:\s?/\s?[^\W\d_]+)?"  # "نيسان / أبريل": the month in two calendars of names

_ISO = re.compile(
    r"(?P<y>[12]\d\d\d)(?<![\d.]....)(?:"
    rf"(?<=1[6-9]..|2[01]..)(?P<s>[-/.]|\s[|]\s)(?P<m>\d\d?)(?P=s)\s?{_DAY}(?!\d)"
    r"|(?<=19..|20..)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?=T?\d{4,6}|(?!\d)))"
)
_VIETNAMESE = re.compile(
    rf"{_DAY}\s(?:tháng|thg)\s(?P<m>\d{{1,2}})(?:,?\s(?:năm\s)?){_Y}", re.IGNORECASE
)
_EAST = re.compile(
    rf"{_Y}\s?(?:年|년)\s?(?P<m>\d{{1,2}})\s?(?:月|월)(?:\s?(?P<d>\d{{1,2}})\s?(?:日|일|号))?"
)
_DMY = re.compile(
    # The year of a date before it may stand before a day, other numbers not.
    rf"(?P<d>\d(?<!\d\d)(?:(?<!\d[:.,/\s-]\d)|(?<=\b{_FOUR}\s\d))\d?){_ORDINAL}{_OF}{_WORD}{_SECOND}{_OF}"
    rf"(?:{_Y}|['’]?(?P<yy>\d\d)(?!\s?[:.h]\d|\d|\s?[ap]\.?m|{_DAY_OF_NEXT}))",
    re.IGNORECASE,
)
_MDY = re.compile(rf"{_WORD}\s?{_DAY}(?:st|nd|rd|th)?(?:\s?,|\s|\.)\s?,?{_Y}", re.IGNORECASE)
_YMD = re.compile(
    rf"{_Y}{_YEAR_START}[.,]?\s(?:m\.\s|gada\s|)?{_WORD}\s{_DAY}(?!\d|:|,?\s{_FOUR})",
    re.IGNORECASE,
)
_YDM = re.compile(rf"{_Y}{_YEAR_START}\.\sgada\s{_DAY}\.\s{_WORD}", re.IGNORECASE)
_MY = re.compile(rf"(?<!\d\s){_WORD}{_SECOND}(?:\s|,|de\b|del\b)+{_Y}{_YEAR_END}", re.IGNORECASE)
_NUMERIC = re.compile(
    r"(?P<a>\d(?<![\d/.:,-]\d)\d?)(?P<s>\s?[-/.|]\s?)(?P<b>\d\d?)(?P=s)"
    r"(?:(?P<y>(?:1[6-9]|2[01])\d\d)|['’]?(?P<yy>\d\d)(?![\d.:%]))(?!\d|[-/.]\d)"
)
# A date after a Hijri, Persian or Thai year would need those calendars; they are left unread.
_DIGITS = {
    ord(c): str(i % 10)
    for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯０１２３４５６７８９")
}
_OTHER_DIGIT = re.compile(f"[{''.join(map(chr, _DIGITS))}]")
_YEAR = re.compile(_FOUR)
_BEFORE_YEAR = (
    48  # characters of "30th of September (Wednesday), 2020" before its year, and some more
)
# What every date holds: a year of four digits, or a day and a year of two.
_LIKELY = re.compile(r"\d(?:(?<=1)[6-9]\d\d|(?<=2)[01]\d\d|\D+\d\d)")
# What a month's name before its day has behind it.
_DAY_AND_YEAR = re.compile(rf"\d\d?(?:st|nd|rd|th)?(?:\s?,|\s|\.)\s?,?{_Y}", re.IGNORECASE)


def read_dates(text: str, language: str | None = None, order: Order = "dmy") -> list[Reading]:
    """Every date of a line, in order of print; none in a line longer than MAX_LINE."""
    if len(text) > MAX_LINE:
        return []
    # Same length as the text, so that spans fit it.
    plain = text.translate(_DIGITS) if _OTHER_DIGIT.search(text) else text
    if not _LIKELY.search(plain):
        return []
    found: list[Reading] = []
    for reading in _all(plain, text, language, order):
        if all(reading.end <= other.start or reading.start >= other.end for other in found):
            found.append(reading)
    return sorted(found, key=attrgetter("start"))


def _all(plain: str, text: str, language: str | None, order: Order) -> Iterator[Reading]:
    """Readings, where two overlap the one to trust first.

    Forms of numbers alone are the surest. Of others the one that begins first: the year that ends a date
    begins no other ("May 14, 2031 June 3").
    """
    year = _YEAR.search(plain)
    if year is None:  # only these two can have a year of two digits
        yield from _named(_DMY, plain, text, language)
        for match in _NUMERIC.finditer(plain):
            yield from _numeric(match, text, order)
        return
    for pattern in (_ISO, _EAST, _VIETNAMESE):
        for match in pattern.finditer(plain):
            yield from _numbers(match, text)
    yield from sorted(_worded(plain, text, language, order, year.start()), key=attrgetter("start"))


def _worded(
    plain: str, text: str, language: str | None, order: Order, year: int
) -> Iterator[Reading]:
    """Dates with a month's name or of an open order, the surest forms first; `year`: where one stands."""
    for pattern in (_YDM, _DMY, _YMD):
        yield from _named(pattern, plain, text, language)
    # Words are what most lines are made of: where a pattern starts with one, a year must stand near.
    near = max(0, year - _BEFORE_YEAR)
    if _DAY_AND_YEAR.search(plain, near):
        yield from _named(_MDY, plain, text, language, near)
    for match in _NUMERIC.finditer(plain):
        yield from _numeric(match, text, order)
    for match in _MY.finditer(plain, near):
        month = month_number(match["m"], language, whole=True)
        if month:
            value = f"{match['y']}-{month:02d}"
            yield Reading(value, "month", *match.span(), text[slice(*match.span())])


def _numbers(match: re.Match[str], text: str) -> Iterator[Reading]:
    parts = match.groupdict()
    year, month, day = (parts[k] or parts.get(k + "2") for k in "ymd")
    value = to_value(int(year or 0), int(month or 0), int(day) if day else None)
    if value:
        precision: Precision = "day" if day else "month"
        yield Reading(value, precision, *match.span(), text[slice(*match.span())])


def _named(
    pattern: re.Pattern[str], plain: str, text: str, language: str | None, at: int = 0
) -> Iterator[Reading]:
    """Dates with a month's name. A match whose word is no month is searched again one word on."""
    while match := pattern.search(plain, at):
        month = month_number(match["m"], language)
        parts = match.groupdict()
        year = int(parts["y"]) if parts["y"] else _century(int(parts["yy"]))
        value = to_value(year, month, int(match["d"])) if month else None
        if value:
            yield Reading(value, "day", *match.span(), text[slice(*match.span())])
            at = match.end()
        else:
            at = max(match.start() + 1, match.start("m") + 1 if pattern is _MDY else 0)


def _numeric(match: re.Match[str], text: str, order: Order) -> Iterator[Reading]:
    a, b = int(match["a"]), int(match["b"])
    separator = match["s"].strip()
    if match["y"]:
        year = int(match["y"])
    elif separator == "-" and a > 12:  # 19-05-04 is too open to read
        return
    else:
        year = _century(int(match["yy"]))
    # Dots are the separator of countries that put the day first, all of them.
    first = to_value(year, b, a)
    second = to_value(year, a, b) if separator != "." else None
    if order == "mdy" and second:
        first, second = second, first
    value = first or second
    if value:
        other = second if first and second and second != first else None
        yield Reading(value, "day", *match.span(), text[slice(*match.span())], other)


def _century(two_digits: int) -> int:
    """The year of two digits: at most one year ahead, else of the last century."""
    return 2000 + two_digits if two_digits <= date.today().year % 100 + 1 else 1900 + two_digits


def to_value(year: int, month: int | None, day: int | None) -> str | None:
    """YYYY-MM-DD or YYYY-MM, or None where the calendar has no such day."""
    if not month or not FIRST_YEAR <= year <= date.today().year + 1:
        return None
    try:
        whole = date(year, month, day if day is not None else 1)
    except ValueError:
        return None
    return whole.isoformat() if day is not None else whole.isoformat()[:7]
