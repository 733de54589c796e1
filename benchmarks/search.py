"""How long a search takes in a running server, beside the same queries on bare tantivy in the same run.

    python benchmarks/search.py --data DIR [--url http://127.0.0.1:8765] [--queries 200]

DIR is an archive kept by tantivy; without `--url` the script starts `run.py serve` on it. The queries are
made from the archive's own articles, the same ones on each run: words, two words, phrases, words near each
other, one word without another. Each request asks for ten hits and two facets. One round over all queries
warms both sides up and is not measured; then each query is asked of both sides in turn, so that a busy
moment of the machine meets both. The record goes to stdout as JSON. Figures of two machines do not
compare; the ratios do.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import http.client
import itertools
import json
import os
import platform
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode, urlsplit

import tantivy

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from search import archive  # noqa: E402 - a script of the checkout
from search.analysis import words  # noqa: E402

FACETS = ("outlet", "organisation")
FIELDS = ["title_words", "body_words"]
# Articles that queries are made from, spread over the archive.
_SAMPLES = 400
_SEED = 1987


def main() -> None:
    options = _options()
    bare = _Bare(options.data)
    asked = queries(options.data, options.queries)
    with _server(options.data, options.url) as url:
        served = _Served(url)
        for query in asked:
            served.ask(query)
            bare.ask(query)
        times = [(_seconds(served.ask, query), _seconds(bare.ask, query)) for query in asked]
        sizes = [(served.ask(query), bare.ask(query)) for query in asked]
    print(json.dumps(_record(bare, times, sizes), indent=2))


def queries(data: Path, count: int) -> list[str]:
    """So many different queries, of five kinds in turn, each of which finds at least one article."""
    opened = archive.open(data)
    step = max(opened.stats().articles // _SAMPLES, 1)
    texts = [words(article.text) for article in itertools.islice(opened.scan(), 0, None, step)]
    opened.close()
    texts = [text for text in texts if len(text) > 20]
    chance = random.Random(_SEED)
    made: dict[str, None] = {}
    for kind in itertools.cycle(KINDS):
        if len(made) == count:
            break
        text = chance.choice(texts)
        at = chance.randrange(len(text) - 6)
        made[kind(text[at : at + chance.choice((2, 3, 4))], chance.choice(texts)[-1])] = None
    return list(made)


KINDS: Sequence[Callable[[list[str], str], str]] = (
    lambda some, other: max(some, key=len),
    lambda some, other: f"{some[0]} {some[-1]}",
    lambda some, other: f'"{" ".join(some)}"',
    lambda some, other: f'"{some[1]} {some[0]}"~3',
    lambda some, other: f"{max(some, key=len)} -{other}",
)


class _Served:
    """Questions over HTTP, on one connection that stays open, as a browser keeps it."""

    def __init__(self, url: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)

    def ask(self, query: str) -> int:
        """Asks and reads the whole answer; how many articles match."""
        parameters = [("q", query), ("limit", "10"), *(("facet", name) for name in FACETS)]
        self._connection.request("GET", f"/api/v1/search?{urlencode(parameters)}")
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{query}: {answer.status} {body[:300]!r}")
        return int(json.loads(body)["total"]["value"])


class _Bare:
    """The same index, asked with tantivy's own parser and aggregations; hits are loaded, not parsed."""

    def __init__(self, data: Path) -> None:
        manifest = json.loads((data / archive.MANIFEST).read_text(encoding="utf-8"))
        if manifest["engine"] != "tantivy":
            raise SystemExit(
                f"{data} is kept by {manifest['engine']}; the comparison needs tantivy"
            )
        self._index = tantivy.Index.open(str(data / manifest["directory"]))
        self._searcher = self._index.searcher()
        self._asked = {
            name: {"terms": {"field": name, "size": 20, "segment_size": 2**31 - 1}}
            for name in FACETS
        }

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return self._searcher.num_docs

    def ask(self, query: str) -> int:
        """Asks and loads the hits; how many articles match."""
        parsed = self._index.parse_query(query, FIELDS, conjunction_by_default=True)
        answer: Any = self._searcher.search(parsed, 10)
        for _, address in answer.hits:
            self._searcher.doc(address)
        self._searcher.aggregate(parsed, self._asked)
        return int(answer.count)


def _seconds(ask: Callable[[str], int], query: str) -> float:
    begun = time.perf_counter()
    ask(query)
    return time.perf_counter() - begun


def _record(
    bare: _Bare, times: list[tuple[float, float]], sizes: list[tuple[int, int]]
) -> dict[str, Any]:
    served, own = (_spread([pair[side] for pair in times]) for side in (0, 1))
    return {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": {"cores": os.cpu_count(), "cpu": _cpu(), "system": platform.platform()},
        "versions": {"python": platform.python_version(), "tantivy": tantivy.__version__},
        "articles": bare.articles,
        "queries": len(times),
        "found_by_served_and_bare": [sum(side) for side in zip(*sizes, strict=True)],
        "ms_served_over_http": served,
        "ms_bare_tantivy": own,
        "ratio": {name: round(served[name] / own[name], 1) for name in served},
    }


def _spread(seconds: list[float]) -> dict[str, float]:
    cuts = quantiles(seconds, n=100)
    return {f"p{rank}": round(cuts[rank - 1] * 1000, 3) for rank in (50, 95, 99)}


def _cpu() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


@contextlib.contextmanager
def _server(data: Path, url: str | None) -> Iterator[str]:
    """The address of a running server: the one given, or one of our own."""
    if url:
        yield url
        return
    command = [sys.executable, "run.py", "serve", "--data", str(data.resolve()), "--port", "0"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="an archive kept by tantivy")
    parser.add_argument("--url", help="a server that runs on it already")
    parser.add_argument("--queries", type=int, default=200, help="how many different queries")
    return parser.parse_args()


if __name__ == "__main__":
    main()
