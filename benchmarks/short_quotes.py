"""How many short quotations with a change are found, and how many by chance that never stood in the archive.

    python benchmarks/short_quotes.py --data DIR [--each N] [--seed N]

Runs of 4 to 9 words are drawn from the articles of an archive, from what is said in quotation marks and from
all text. Changed in one way each they should be found in their article; as printed, but asked for with their
article left out, and no other having them, they should not be found: what is found then is chance, but for copies
and set phrases, which are no fault and the same for every rule that is compared. So are words drawn at random.
"""

from __future__ import annotations

import argparse
import platform
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from search import archive
from search.analysis import words
from search.article import Article
from search.engine import Engine
from search.query import EVERYTHING, Not, OneOf, Phrase, Query
from search.quotes import check

_LENGTHS = range(4, 10)
# Runs with more digits are rows of tables, whose neighbours are like them.
_DIGITS = 2
_BATCH = 100
Run = list[str]


def main() -> None:
    """Draws runs, asks for them, prints shares by length."""
    options = _options()
    draw = random.Random(options.seed)
    engine = archive.open(options.data)
    try:
        articles = list(_articles(engine, draw))
        vocabulary = [word for article in articles[:_BATCH] for word in words(article.text)]
        print(f"{platform.machine()}, Python {platform.python_version()}, {engine.stats().articles:,} articles")  # fmt: skip
        for said in (True, False):
            print("in quotation marks" if said else "in all text")
            for length in _LENGTHS:
                runs = list(_runs(engine, articles, length, options.each, said, draw))
                print(f"  {length} words:", _measured(engine, runs, vocabulary, draw))
        random_words = [draw.choices(vocabulary, k=draw.choice((4, 5, 6))) for _ in range(options.each)]  # fmt: skip
        chance = sum(_found(engine, run, EVERYTHING) for run in random_words)
        print(f"words at random: {100 * chance / options.each:.1f} % by chance")
    finally:
        engine.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)  # fmt: skip
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--each", type=int, default=300, help="runs of each length")
    parser.add_argument("--seed", type=int, default=20231204)
    return parser.parse_args()


def _articles(engine: Engine, draw: random.Random) -> Iterator[Article]:
    """All articles, in an order by chance."""
    total = engine.search(EVERYTHING, limit=0).total.value
    ids = [hit.id for hit in engine.search(EVERYTHING, limit=total).hits]
    draw.shuffle(ids)
    for start in range(0, len(ids), _BATCH):
        yield from engine.fetch(ids[start : start + _BATCH])


def _runs(
    engine: Engine, articles: list[Article], length: int, most: int, said: bool, draw: random.Random
) -> Iterator[tuple[str, Run]]:
    """Words in a row that one article alone has, one run an article, with its id."""
    found = 0
    for article in articles:
        spans = article.said if said else ((0, len(article.text)),)
        texts = [words(article.text[start:end]) for start, end in spans]
        long = [text for text in texts if len(text) > length]
        if not long or found >= most:
            continue
        text = draw.choice(long)
        first = draw.randrange(len(text) - length)
        run = text[first : first + length]
        if sum(map(str.isdigit, "".join(run))) > _DIGITS:
            continue
        if engine.search(Phrase(" ".join(run), "body"), limit=0).total.value == 1:
            found += 1
            yield article.id, run


def _measured(
    engine: Engine, runs: list[tuple[str, Run]], vocabulary: Run, draw: random.Random
) -> str:
    """The shares found, of every kind of change and of none."""
    found: Counter[str] = Counter()
    for name, run in runs:
        for what, change in _CHANGES.items():
            found[what] += _found(engine, change(run, vocabulary, draw), EVERYTHING)
        found["by chance"] += _found(engine, run, Not(OneOf("id", (name,))))
    each = max(len(runs), 1)
    return ", ".join(f"{what} {100 * found[what] / each:.1f} %" for what in (*_CHANGES, "by chance"))  # fmt: skip


def _found(engine: Engine, run: Run, within: Query) -> bool:
    return check(engine, " ".join(run), within=within).verdict != "not_found"


def _replaced(run: Run, vocabulary: Run, draw: random.Random) -> Run:
    at = draw.randrange(len(run))
    return [*run[:at], draw.choice(vocabulary), *run[at + 1 :]]


def _dropped(run: Run, vocabulary: Run, draw: random.Random) -> Run:
    at = draw.randrange(1, len(run) - 1)
    return run[:at] + run[at + 1 :]


def _swapped(run: Run, vocabulary: Run, draw: random.Random) -> Run:
    at = draw.randrange(len(run) - 1)
    return [*run[:at], run[at + 1], run[at], *run[at + 2 :]]


def _mistyped(run: Run, vocabulary: Run, draw: random.Random) -> Run:
    """With a letter of the longest word exchanged."""
    at = max(range(len(run)), key=lambda n: len(run[n]))
    letter = draw.randrange(len(run[at]))
    word = run[at][:letter] + draw.choice("abcdefghijklmnoprstuvw") + run[at][letter + 1 :]
    return [*run[:at], word, *run[at + 1 :]]


_CHANGES: dict[str, Callable[[Run, Run, random.Random], Run]] = {
    "replaced": _replaced,
    "dropped": _dropped,
    "swapped": _swapped,
    "mistyped": _mistyped,
}


if __name__ == "__main__":
    main()
