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
from .fields import EVERY_PART, FIELDS, Kind, stems_of, words_of

# Stands between two values of a field (two names, cut blocks, quotations): no phrase reaches across.
# It is no letter and no digit, so no word of a text or a query can be it.
GAP = "¶"
# Sort keys: day number and tie break in one unsigned integer. 2**40 tie breaks make two articles of one
# day collide once in about a million; then the engine's own order decides, stably.
_TIE_BITS = 40
# Each field with unstemmed words, and the part of an article that it holds.
_WORD_FIELDS = {
    words_of(part): part
    for part in (*EVERY_PART, *(f.name for f in FIELDS.values() if f.kind is Kind.NAME))
}
_NO_DAY = 4_000_000  # past 9999-12-31 (3,652,059), the last day a date can have
# Longest exact value kept whole, in code points. Addresses past 2,000 work in hardly any browser or server;
# tantivy drops terms past 65,530 bytes without a word.
MAX_KEY = 2000
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed of one article.

    `article` is whole, for what is not told by words. `words` maps each word field of `fields.INDEX` to its words in order, `keys` each key field to its
    distinct values. `days` is the first and last day of the published period as proleptic Gregorian
    ordinals, or None. `oldest` and `newest` are unsigned sort keys, both ascending; undated articles
    come last in both.
    """

    id: str
    article: Article
    words: dict[str, list[str]]
    keys: dict[str, tuple[str, ...]]
    days: tuple[int, int] | None
    oldest: int
    newest: int


def document(article: Article) -> Document:
    """Analyses an article."""
    keys = _keys(article)
    indexed = {name: words_in(article, name) for name in _WORD_FIELDS}
    for part in EVERY_PART:
        indexed[stems_of(part)] = stems(indexed[words_of(part)], article.language)
    days = period(article.published.value)
    name = key(article.id)
    tie = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=5).digest(), "big")
    first = days[0] if days else _NO_DAY
    last = days[1] if days else 0
    return Document(
        id=name,
        article=article,
        words=indexed,
        keys=keys,
        days=days,
        oldest=first << _TIE_BITS | tie,
        newest=(_NO_DAY - last) << _TIE_BITS | tie,
    )


def words_in(article: Article, field: str) -> list[str]:
    """The unstemmed words of one word field."""
    found: list[str] = []
    for more in map(words, texts_in(article, field)):
        if found and more:
            found.append(GAP)
        found.extend(more)
    return found


def texts_in(article: Article, field: str) -> tuple[str, ...]:
    """The texts of one word field; no phrase reaches from one into the next."""
    part = _WORD_FIELDS[field]
    match part:
        case "title":
            return (article.title or "",)
        case "body":
            return (article.text,)
        case "cut":
            return tuple(block.text for block in article.cut)
        case "said":
            text = article.text
            return tuple(text[start:end] for start, end in article.said)
        case "speaker":
            return article.speakers
        case "outlet":
            return tuple(value for value in (article.outlet.id, article.outlet.name) if value)
        case "author":
            return article.authors
    return article.names(part)


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


def key(value: str) -> str:
    """An exact value as it is indexed: whole, but for those past MAX_KEY, which end in their hash, and
    for lone surrogates, which no engine can write."""
    if not value.isascii():
        value = value.encode("utf-8", "replace").decode()
    if len(value) <= MAX_KEY:
        return value
    return value[: MAX_KEY - 64] + hashlib.sha256(value.encode()).hexdigest()


def _keys(article: Article) -> dict[str, tuple[str, ...]]:
    value = article.published.value or ""
    return {
        "outlet": _some(article.outlet.id),
        "year": _some(value[:4]),
        "month": _some(value[:7] if len(value) >= 7 else None),
        "day": _some(value if len(value) == 10 else None),
        "person": _several(article.names("person")),
        "organisation": _several(article.names("organisation")),
        "place": _several(article.names("place")),
        "speaker": _several(article.speakers),
        "author": _several(article.authors),
        "language": _some(article.language),
        "url": _some(article.url),
        "id": (key(article.id),),
        "page": _some(article.page),
        "cluster": _some(article.cluster),
        "dated": ("yes" if value else "no",),
    }


def _some(value: str | None) -> tuple[str, ...]:
    return (key(value),) if value else ()


def _several(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key(value) for value in values if value)) if values else ()
