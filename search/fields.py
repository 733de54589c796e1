"""The one table of fields: what can be searched, counted and sorted, and by which words of the query language.

An engine builds its schema from `INDEX`, the parser accepts the names in `FIELDS`, the web and the command
line offer the faceted ones. A change here that alters what is stored raises SCHEMA_VERSION.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

# Raised whenever an archive written before can no longer be searched rightly.
SCHEMA_VERSION = 2


class Kind(Enum):
    """How a field is matched."""

    TEXT = "text"  # words and stems of running text
    NAME = "name"  # names: exact values for filters and counts, words for queries (person:brandt)
    KEY = "key"  # exact values only (year:2022, language:de)
    DATE = "date"  # ranges and partial dates


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the query language."""

    name: str
    kind: Kind
    help: str
    faceted: bool = False


FIELDS: dict[str, Field] = {
    f.name: f
    for f in (
        Field("title", Kind.TEXT, "words of the headline"),
        Field("body", Kind.TEXT, "words of the text"),
        Field("said", Kind.TEXT, "words of quotations and of answers in interviews, whoever said them"),
        Field("outlet", Kind.NAME, "who published it: id or words of the name", faceted=True),
        Field("date", Kind.DATE, "day of publication: 2022, 2022-06, 2022-06-08, or a range with .."),
        Field("year", Kind.KEY, "year of publication, 2022", faceted=True),
        Field("month", Kind.KEY, "month of publication, 2022-06", faceted=True),
        Field("day", Kind.KEY, "day of publication, 2022-06-08", faceted=True),
        Field("person", Kind.NAME, "a person named in the text", faceted=True),
        Field("organisation", Kind.NAME, "an organisation named in the text", faceted=True),
        Field("place", Kind.NAME, "a place named in the text", faceted=True),
        Field("speaker", Kind.NAME, "who is quoted in the text", faceted=True),
        Field("author", Kind.NAME, "who wrote it"),
        Field("language", Kind.KEY, "language of the text, as a code: en, de, fr", faceted=True),
        Field("url", Kind.KEY, "address of the page, whole, or its beginning with *"),
        Field("id", Kind.KEY, "id of the article"),
        Field("page", Kind.KEY, "name of the page that it came from"),
        Field("cluster", Kind.KEY, "name of a text that several articles share", faceted=True),
        Field("dated", Kind.KEY, "yes or no: has a date of publication"),
    )
}  # fmt: skip

FACETS: tuple[str, ...] = tuple(f.name for f in FIELDS.values() if f.faceted)

# The default field of a word, by scope. They are no words of the query language: which of the two
# holds is said by the request's scope. A word must match within one part, never across parts.
TEXT = "text"
EVERYTHING = "everything"
PARTS: dict[str, tuple[str, ...]] = {
    TEXT: ("title", "body"),
    EVERYTHING: ("title", "body", "cut"),
    "title": ("title",),
    "body": ("body",),
    "said": ("said",),
}
# Each part once. What is said stands in the body too, so no scope looks there by itself.
EVERY_PART: tuple[str, ...] = tuple(dict.fromkeys(p for parts in PARTS.values() for p in parts))


class Index(Enum):
    """How an engine keeps an index field."""

    WORDS = "words"  # positions; words split at spaces, nothing else done to them
    KEYS = "keys"  # exact values, several an article; countable where faceted


def words_of(part: str) -> str:
    """The index field with the words of a part (title, body, cut, said) or a name field."""
    return f"{part}_words"


def stems_of(part: str) -> str:
    """The index field with the stems of a part (title, body, cut, said)."""
    return f"{part}_stems"


# The words of an article's text: what `Engine.words` gives back.
TEXT_WORDS = words_of("body")

# What an engine indexes. Numbers besides: the first and last day of the published period and the two
# sort keys (see `search/document.py`), and the stored article.
INDEX: dict[str, Index] = {
    **{words_of(part): Index.WORDS for part in EVERY_PART},
    **{stems_of(part): Index.WORDS for part in EVERY_PART},
    **{words_of(f.name): Index.WORDS for f in FIELDS.values() if f.kind is Kind.NAME},
    **{f.name: Index.KEYS for f in FIELDS.values() if f.kind in (Kind.NAME, Kind.KEY)},
}
