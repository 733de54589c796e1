"""How long the check of a quotation takes, beside a bare phrase query of the engine, and in how much memory.

    python benchmarks/quotes.py SOURCE [--articles N] [--checks N] [--data DIR]

SOURCE is JSON Lines of articles (`id`, `text`, ...), plain or gzipped: the Reuters set, say. Where N is more
than it has, further articles are made of it: sentences of several items put together anew, one word in eight
exchanged for another of the set, so that no two are alike and the vocabulary grows as it does in life. The
quotations are sentences of the archive: word for word, with one word changed, with one left out, with an
ellipsis, put together from two articles, and never printed. Everything is drawn with a fixed seed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import platform
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from search import archive
from search.article import Article, Block, Outlet, Published
from search.engine import Engine
from search.query import Phrase
from search.quotes import check

_SEED = 20231204
_CHANGED = 8
_SENTENCE = re.compile(r"[^.!?]{40,300}[.!?]")


def main() -> None:
    """Builds the archive if it is not there, checks quotations, prints what was measured."""
    options = _options()
    source = list(_read(options.source))
    folder = options.data or Path(tempfile.mkdtemp(prefix="pressmark-quotes-"))
    if not (folder / archive.MANIFEST).exists():
        _build(folder, source, options.articles)
    engine = archive.open(folder)
    try:
        _report(engine, _quotations(engine, options.checks))
    finally:
        engine.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("source", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--checks", type=int, default=600)
    parser.add_argument(
        "--data", type=Path, help="keep the archive here, and use it if it is there"
    )
    return parser.parse_args()


def _read(path: Path) -> Iterator[Article]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            day = record.get("published")
            yield Article(
                id=record["id"],
                title=record.get("title"),
                blocks=(Block("body", record["text"]),),
                outlet=Outlet(record.get("outlet")),
                published=Published(day, "day" if day else None),
                language=record.get("language"),
                page=record["id"],
            )


def _build(folder: Path, source: list[Article], count: int) -> None:
    began = time.perf_counter()
    engine = archive.create(folder)
    engine.write(source[:count])
    engine.write(_varied(source, count - len(source)))
    engine.flush()
    size = engine.stats().bytes / 1e6
    engine.close()
    print(f"{count:,} articles indexed in {time.perf_counter() - began:.0f} s, {size:,.0f} MB")


def _varied(source: list[Article], count: int) -> Iterator[Article]:
    chance = random.Random(_SEED)
    words = [w for article in chance.sample(source, 2000) for w in article.text.split()]
    sentences = [_SENTENCE.findall(article.text) for article in source]
    sentences = [found for found in sentences if found]
    for number in range(count):
        model = chance.choice(source)
        found = [s for _ in range(3) for s in chance.choice(sentences)[:4]]
        text = [
            chance.choice(words) if chance.randrange(_CHANGED) == 0 else w
            for s in found
            for w in s.split()
        ]
        name = f"made-{number}"
        yield Article(
            id=name, title=model.title, blocks=(Block("body", " ".join(text)),), outlet=model.outlet,
            published=model.published, language=model.language, page=name,
        )  # fmt: skip


def _quotations(engine: Engine, count: int) -> dict[str, list[str]]:
    chance = random.Random(_SEED)
    sentences: list[str] = []
    for seen, article in enumerate(engine.scan()):
        sentences += _SENTENCE.findall(article.text)[:1]
        if seen > 20 * count:
            break
    drawn = [" ".join(s.split()).rstrip(".!?") for s in chance.sample(sentences, 2 * count)]
    pairs = list(zip(drawn[:count], drawn[count:], strict=True))
    made: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for number, (one, other) in enumerate(pairs):
        kind = list(_KINDS)[number % len(_KINDS)]
        made[kind].append(_KINDS[kind](one.split(), other.split(), chance))
    return made


def _changed(one: list[str], other: list[str], chance: random.Random) -> str:
    place = chance.randrange(len(one))
    return " ".join([*one[:place], other[0], *one[place + 1 :]])


def _shortened(one: list[str], other: list[str], chance: random.Random) -> str:
    place = chance.randrange(1, len(one) - 1)
    return " ".join(one[:place] + one[place + 1 :])


def _unprinted(one: list[str], other: list[str], chance: random.Random) -> str:
    return " ".join(chance.sample(one + other, len(one)))


_KINDS: dict[str, Callable[[list[str], list[str], random.Random], str]] = {
    "word for word": lambda one, other, chance: " ".join(one),
    "a word changed": _changed,
    "a word left out": _shortened,
    "an ellipsis": lambda one, other, chance: " ".join([*one[:3], "...", *one[5:]]),
    "of two articles": lambda one, other, chance: " ".join(one[:8] + other[-8:]),
    "never printed": _unprinted,
}


def _report(engine: Engine, made: dict[str, list[str]]) -> None:
    check(engine, "a first question fills the caches")
    print(
        f"Python {platform.python_version()} on {platform.machine()}, {engine.stats().articles:,} articles"
    )
    print(f"{'':18}{'n':>5}{'p50 ms':>9}{'p99 ms':>9}{'max':>9}  verdicts")
    every: list[float] = []
    for kind, quotations in made.items():
        times, verdicts = [], {}
        for text in quotations:
            began = time.perf_counter()
            verdict = check(engine, text).verdict
            times.append((time.perf_counter() - began) * 1000)
            verdicts[verdict] = verdicts.get(verdict, 0) + 1
        every += times
        print(_row(kind, times), " ".join(f"{v}:{n}" for v, n in sorted(verdicts.items())))
    print(_row("all checks", every))
    bare = []
    for text in (text for quotations in made.values() for text in quotations):
        began = time.perf_counter()
        engine.search(Phrase(text, "body"), limit=10)
        bare.append((time.perf_counter() - began) * 1000)
    print(_row("bare phrase query", bare))
    print(f"anonymous memory of the process: {_anonymous():,.0f} MB")


def _row(name: str, times: list[float]) -> str:
    ordered = sorted(times)
    p50, p99 = (ordered[int(len(ordered) * q)] for q in (0.5, 0.99))
    return f"{name:18}{len(times):>5}{p50:>9.2f}{p99:>9.2f}{ordered[-1]:>9.2f} "


def _anonymous() -> float:
    """RssAnon in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    found = re.search(r"RssAnon:\s+(\d+) kB", status.read_text())
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
