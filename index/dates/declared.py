"""Dates that a page declares without printing them: meta tags, JSON-LD, its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from search.article import Candidate

from ..page import Signals
from .reading import read_dates, to_value

# Meta names of a date of publication. The first group is made for it; the second is used by content
# systems for it too, but by some for the day of the page's template or of its last rendering.
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued", "publishdate",
    "publish-date", "publish_date", "published-date", "published", "publication_date", "pubdate", "pub_date",
    "og:pubdate", "bt:pubdate", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime",
    "article_date_original", "originalpublicationdate", "displaydate", "ptime", "vr:published_time",
    "rnews:datepublished", "shareaholic:article_published_time",
)  # fmt: skip
_CREATED_META = (
    "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "date", "article:date", "created",
    "datecreated",
)  # fmt: skip
# Sources of the second group, which a plain date line overrules.
WEAK = frozenset(f"meta {name}" for name in _CREATED_META)
_UPDATED_META = (
    "article:modified_time", "og:updated_time", "article:updated_time", "datemodified", "lastmod",
    "dcterms.modified", "dc.date.modified", "last-modified", "revised", "updated_time",
)  # fmt: skip
_PUBLISHED_KEYS = ("datePublished", "dateCreated", "uploadDate")
_UPDATED_KEYS = ("dateModified",)
_ARTICLE_TYPES = re.compile(r"article|posting|report|review|webpage|creativework|videoobject", re.I)
_ADDRESS = re.compile(
    r"[/_-](?P<y>(?:19|20)\d\d)(?:(?P<s>[/_.-])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])"
    r"|(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01]))(?=\D|$)"
)
# Content systems write 0001-01-01 or 1970-01-01 where they know no date; the web is younger than both.
_FIRST_DAY = "1980"
_VALUE = 64  # characters of a tag's value that are read
_KEPT = 6  # candidates kept of each kind: enough to judge, little to store


def published_tags(signals: Signals) -> list[Candidate]:
    """Dates of publication that tags give, best first."""
    return _tags(signals, _PUBLISHED_KEYS, (*_PUBLISHED_META, *_CREATED_META))


def updated_tags(signals: Signals) -> list[Candidate]:
    """Dates of updates that tags give, best first."""
    return _tags(signals, _UPDATED_KEYS, _UPDATED_META)


def address_dates(url: str | None) -> list[Candidate]:
    """The day in the path of the page's address, if it has one."""
    match = _ADDRESS.search(url or "")
    if not match:
        return []
    month, day = match["m"] or match["m2"], match["d"] or match["d2"]
    value = to_value(int(match["y"]), int(month), int(day))
    return (
        [Candidate(value, "day", "address", "the page's address", match.group())] if value else []
    )


def _tags(signals: Signals, keys: Iterable[str], names: Iterable[str]) -> list[Candidate]:
    found = list(_linked(signals, keys))
    for name in names:
        found += _read(signals.meta.get(name, ())[:1], f"meta {name}")
    return found[:_KEPT]


def _linked(signals: Signals, keys: Iterable[str]) -> Iterator[Candidate]:
    for key in keys:
        for node in signals.linked_data:
            value = node.get(key)
            if isinstance(value, str) and _ARTICLE_TYPES.search(str(node.get("@type"))[:200]):
                yield from _read((value,), f"JSON-LD {key}")


def _read(values: Iterable[str], source: str) -> Iterator[Candidate]:
    for value in values:
        for reading in read_dates(value[:_VALUE], "en", "mdy")[:1]:
            if reading.precision == "day" and reading.value > _FIRST_DAY:
                yield Candidate(reading.value, "day", "tag", source, value[:_VALUE])
