"""Totals and month counts over HTTP against a count made without any of our code (needs the newswire set)."""

from __future__ import annotations

import gzip
import json
import random
import re
import threading
import unicodedata
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import waitress

from index.ingest import IndexRun
from index.pipeline import Settings
from search import archive
from web.app import create_app

# Enough items that most phrases of two words stand in several; all 19,043 would add 20 seconds.
ITEMS = 3000
PHRASES = 120


def words(text: str) -> list[str]:
    """The plain definition of a word, written anew so as not to share a mistake."""
    text = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", ""))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return re.findall(r"[^\W_]+", text)


@pytest.fixture(scope="module")
def items(shared: Path) -> list[dict[str, Any]]:
    """The first items of the set."""
    with gzip.open(shared / "eval" / "reuters.jsonl.gz", "rt", encoding="utf8") as lines:
        return [json.loads(next(lines)) for _ in range(ITEMS)]


@pytest.fixture(scope="module")
def address(items: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running server over an archive of the items."""
    folder = tmp_path_factory.mktemp("counts")
    source, data = folder / "items.jsonl", folder / "data"
    source.write_text("".join(json.dumps(item) + "\n" for item in items), "utf8")
    engine = archive.create(data)
    assert IndexRun(engine, data, Settings()).run([str(source)]).added == ITEMS
    server = waitress.create_server(create_app(engine), host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join()
    engine.close()


def test_phrases_are_counted_as_by_hand(items: list[dict[str, Any]], address: str) -> None:
    """Random phrases of two to four words: total and counts by month equal a plain count."""
    parts = [
        (f" {' '.join(words(i['title']))} ", f" {' '.join(words(i['text']))} ", i["published"][:7])
        for i in items
    ]
    long = [found for item in items if len(found := words(item["text"])) > 10]
    rng = random.Random(5)
    several = 0
    for _ in range(PHRASES):
        text = rng.choice(long)
        size = rng.randint(2, 4)
        start = rng.randrange(len(text) - size)
        phrase = " ".join(text[start : start + size])
        months = Counter(m for t, b, m in parts if f" {phrase} " in t or f" {phrase} " in b)
        query = {"q": f'"{phrase}"', "facet": "month", "facet_limit": 1000}
        with urllib.request.urlopen(
            f"{address}/api/v1/search?{urllib.parse.urlencode(query)}"
        ) as r:
            found = json.load(r)
        assert found["total"] == {"value": months.total(), "relation": "eq"}, phrase
        values = found["facets"]["month"]["values"]
        assert {v["value"]: v["count"] for v in values} == dict(months), phrase
        several += months.total() > 1
    assert several > PHRASES / 4
