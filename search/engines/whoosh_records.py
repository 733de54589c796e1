"""How an article lies in a Whoosh index: the schema, and an article as its fields.

Words and keys are given as lists, which Whoosh takes for tokens: no analyser of its own is run. What is
counted and sorted by lies in columns, the article itself is stored as JSON.
"""

from __future__ import annotations

from typing import Any

from whoosh import columns, fields

from search.article import Article, dumps
from search.document import document
from search.fields import FACETS, INDEX, Index

_NUMBERS = ("first_day", "last_day", "oldest", "newest")


def schema() -> Any:
    """The schema, made from the one table of fields."""
    made = fields.Schema(article=fields.STORED)
    for name, kind in INDEX.items():
        made.add(
            name,
            fields.TEXT() if kind is Index.WORDS else fields.ID(stored=name in ("id", "cluster")),
        )
    for name in FACETS:
        made.add(column_of(name), fields.COLUMN(columns.VarBytesColumn()))
    for name in _NUMBERS:
        made.add(name, fields.COLUMN(columns.NumericColumn("Q")))
    return made


def column_of(facet: str) -> str:
    """The column with a facet's values, as a JSON list."""
    return f"{facet}_values"


def record(article: Article) -> dict[str, Any]:
    """The article as Whoosh takes it."""
    found = document(article)
    data = article.to_json()
    del data["text"]  # the blocks hold it
    first, last = found.days or (0, 0)
    return {
        **{name: words for name, words in found.words.items() if words},
        **{name: list(values) for name, values in found.keys.items() if values},
        **{
            column_of(name): dumps(found.keys[name]).encode() for name in FACETS if found.keys[name]
        },
        "first_day": first,
        "last_day": last,
        "oldest": found.oldest,
        "newest": found.newest,
        "_stored_id": found.id,
        "_stored_cluster": next(iter(found.keys["cluster"]), None),
        "article": dumps(data),
    }
