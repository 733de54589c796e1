"""Engines and articles for tests: every engine by name, and articles written in one line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from search.article import Article, Block, Mention, Outlet, Published, Quote
from search.engine import Engine
from search.engines import load

NAMES = ("memory", "tantivy", "whoosh")
_PRECISION = {4: "year", 7: "month", 10: "day"}
_MENTIONS = {"persons": "person", "organisations": "organisation", "places": "place"}


def fresh(name: str, directory: Path) -> Engine:
    """A new, empty engine in a directory, which is made if need be."""
    directory.mkdir(parents=True, exist_ok=True)
    return load(name).create(directory)


def filled(name: str, directory: Path, *batches: list[Article]) -> Engine:
    """An engine that holds these articles, flushed batch by batch."""
    engine = fresh(name, directory)
    for articles in batches:
        engine.write(articles)
        engine.flush()
    return engine


def article(id: str, body: str = "", **given: Any) -> Article:
    """An article from plain values.

    `title`, `url`, `language`, `cluster`, `authors`, `published` (a date string), `outlet` (its id), `outlet_name`,
    `persons`, `organisations`, `places` (names), `cut` (texts of boilerplate blocks), `quotes` (what is
    said, as it first stands in the body, and who says it). An unknown key is an error.
    """
    when = given.pop("published", None)
    outlet = Outlet(given.pop("outlet", None), given.pop("outlet_name", None))
    mentions = tuple(
        Mention(0, 1, name, kind) for key, kind in _MENTIONS.items() for name in given.pop(key, ())
    )
    quotes = tuple(
        Quote(body.index(said), body.index(said) + len(said), said, *speaker)
        for said, *speaker in given.pop("quotes", ())
    )
    blocks = [Block("body", body)] if body else []
    blocks += [Block("boilerplate", text) for text in given.pop("cut", ())]
    return Article(
        id=id,
        blocks=tuple(blocks),
        outlet=outlet,
        published=Published(when, _PRECISION[len(when)]) if when else Published(),  # type: ignore[arg-type]
        mentions=mentions,
        quotes=quotes,
        authors=tuple(given.pop("authors", ())),
        **given,
    )


def reuters(record: Mapping[str, Any]) -> Article:
    """An article from a line of the Reuters set; its `places` become mentions."""
    return article(
        record["id"],
        record["text"],
        title=record["title"],
        published=record["published"],
        language=record.get("language"),
        outlet=(record.get("outlet") or "").lower() or None,
        outlet_name=record.get("outlet"),
        places=record.get("places", ()),
    )
