"""An article as engines see it: words, stems, keys and numbers, computed once for all of them.

What two engines are given alike they can answer alike: no engine analyses text itself.
"""

from __future__ import annotations

import calendar
import datetime
import hashlib
import re
from dataclasses import dataclass

from .analysis import stems, words
from .article import Article
from .fields import FIELDS, Kind, stems_of, words_of

# Stands between two values of a field (two names, two cut blocks) so that no phrase reaches across.
# It is no letter and no digit, so no word of a text or a query can be it.
GAP = "¶"
# Sort keys: day number and tie break in one unsigned integer. 2**40 tie breaks make two articles of one
# day collide once in about a million; then the engine's own order decides, stably.
_TIE_BITS = 40
_NO_DAY = 4_000_000  # past 9999-12-31 (3,652,059), the last day a date can have
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed of one article.

    `words` maps each word field of `fields.INDEX` to its words in order, `keys` each key field to its
    distinct values. `days` is the first and last day of the published period as proleptic Gregorian
    ordinals, or None. `oldest` and `newest` are unsigned sort keys, both ascending; undated articles
    come last in both.
    """

    id: str
    words: dict[str, list[str]]
    keys: dict[str, tuple[str, ...]]
    days: tuple[int, int] | None
    oldest: int
    newest: int


def document(article: Article) -> Document:
    """Analyses an article."""
    language = article.language
    parts = {
        "title": words(article.title or ""),
        "body": words(article.text),
        "cut": _joined(tuple(block.text for block in article.cut)),
    }
    indexed: dict[str, list[str]] = {}
    for part, found in parts.items():
        indexed[words_of(part)] = found
        indexed[stems_of(part)] = stems(found, language)
    keys = _keys(article)
    outlet = tuple(v for v in (article.outlet.id, article.outlet.name) if v)
    for name, field in FIELDS.items():
        if field.kind is Kind.NAME:
            indexed[words_of(name)] = _joined(outlet if name == "outlet" else keys[name])
    days = period(article.published.value)
    tie = int.from_bytes(hashlib.blake2b(article.id.encode(), digest_size=5).digest(), "big")
    first = days[0] if days else _NO_DAY
    last = days[1] if days else 0
    return Document(
        id=article.id,
        words=indexed,
        keys=keys,
        days=days,
        oldest=first << _TIE_BITS | tie,
        newest=(_NO_DAY - last) << _TIE_BITS | tie,
    )


def period(value: str | None) -> tuple[int, int] | None:
    """The first and last day, as ordinals, of YYYY, YYYY-MM or YYYY-MM-DD; None for None.

    Raises ValueError for anything else.
    """
    if value is None:
        return None
    if not _DATE.fullmatch(value):
        raise ValueError(f"not YYYY, YYYY-MM or YYYY-MM-DD: {value!r}")
    year, *rest = (int(part) for part in value.split("-"))
    month = rest[0] if rest else None
    day = rest[1] if len(rest) == 2 else None
    first = datetime.date(year, month or 1, day or 1)
    last = first
    if month is None:
        last = datetime.date(year, 12, 31)
    elif day is None:
        last = first.replace(day=calendar.monthrange(year, month)[1])
    return first.toordinal(), last.toordinal()


def _keys(article: Article) -> dict[str, tuple[str, ...]]:
    value = article.published.value or ""
    return {
        "outlet": _some(article.outlet.id),
        "year": _some(value[:4]),
        "month": _some(value[:7] if len(value) >= 7 else None),
        "day": _some(value if len(value) == 10 else None),
        "person": article.names("person"),
        "organisation": article.names("organisation"),
        "place": article.names("place"),
        "author": tuple(dict.fromkeys(article.authors)),
        "language": _some(article.language),
        "url": _some(article.url),
        "id": (article.id,),
        "page": _some(article.page),
        "dated": ("yes" if value else "no",),
    }


def _some(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _joined(values: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for value in values:
        if found:
            found.append(GAP)
        found.extend(words(value))
    return found
