"""How an article lies in a tantivy index: the schema, an article in, an article out.

Our words go in as they are (the `whitespace` tokenizer cuts the joined words apart again), our keys as
whole terms. The article itself is stored as JSON bytes, not indexed, and the words of its text once more, which
spares whoever compares many texts to read and analyse the articles.
"""

from __future__ import annotations

import json
from typing import Any

import tantivy as tv

from search.article import Article, Block, Quote, dumps
from search.document import document
from search.engine import Hit
from search.fields import FACETS, INDEX, TEXT_WORDS, Index

_JSON = json.JSONDecoder()
NUMBERS = ("first_day", "last_day", "oldest", "newest")


def schema() -> tv.Schema:
    """The schema, made from the one table of fields."""
    builder = tv.SchemaBuilder()
    for name, kind in INDEX.items():
        if kind is Index.WORDS:
            builder.add_text_field(
                name,
                stored=name == TEXT_WORDS,
                tokenizer_name="whitespace",
                index_option="position",
            )
        else:
            builder.add_text_field(
                name,
                stored=name in ("id", "cluster"),
                fast=name in FACETS,
                tokenizer_name="raw",
                index_option="basic",
            )
    for name in NUMBERS:
        builder.add_unsigned_field(name, fast=True)
    builder.add_bytes_field("article", stored=True)
    return builder.build()


def record(article: Article) -> tv.Document:
    """The article as tantivy takes it."""
    found = document(article)
    made = tv.Document()
    for name, words in found.words.items():
        if words:
            made.add_text(name, " ".join(words))
    for name, values in found.keys.items():
        for value in values:
            made.add_text(name, value)
    if found.days:
        made.add_unsigned("first_day", found.days[0])
        made.add_unsigned("last_day", found.days[1])
    made.add_unsigned("oldest", found.oldest)
    made.add_unsigned("newest", found.newest)
    data = article.to_json()
    del data["text"]  # the blocks hold it
    made.add_bytes("article", dumps(data).encode("utf-8", "surrogatepass"))
    return made


def article_at(searcher: tv.Searcher, address: tv.DocAddress) -> Article:
    """The article that is stored at an address."""
    return article_of(searcher.doc(address))


def article_of(document: tv.Document) -> Article:
    """The article that is stored in a document."""
    stored: Any = document.get_first("article")
    return Article.from_json(json.loads(bytes(stored).decode("utf-8", "surrogatepass")))


def printed_at(searcher: tv.Searcher, address: tv.DocAddress) -> Article:
    """What is printed of the article at an address: its id, title, blocks and quotations.

    A quarter of the time of the whole article, which counts where a hundred thousand are looked through.
    """
    stored: Any = searcher.doc(address).get_first("article")
    raw = bytes(stored).decode("utf-8", "surrogatepass")
    return Article(
        id=_value(raw, '{"id":'),
        title=_value(raw, ',"title":'),
        blocks=tuple(Block(**block) for block in _value(raw, ',"blocks":')),
        quotes=tuple(Quote(**quote) for quote in _value(raw, ',"quotes":')),
    )


def _value(raw: str, key: str) -> Any:
    """The value that follows a key of `record`'s JSON, where no other object has the same key; in a string
    the key cannot stand, since there a quotation mark has a backslash before it."""
    return _JSON.raw_decode(raw, raw.index(key) + len(key))[0]


def hit_at(searcher: tv.Searcher, address: tv.DocAddress, score: float) -> Hit:
    """The article at an address as a hit."""
    stored: Any = searcher.doc(address)
    return Hit(str(stored.get_first("id")), score, stored.get_first("cluster"))


def words_of_text(document: tv.Document) -> list[str]:
    """The words of the text of the article in a document."""
    stored: Any = document.get_first(TEXT_WORDS)
    return str(stored).split() if stored else []


def id_of(document: tv.Document) -> str:
    """The id of the article in a document."""
    return str(document.get_first("id"))
