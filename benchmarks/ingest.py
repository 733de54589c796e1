"""How long does a page take, beside bare trafilatura on the same pages in the same run?

    python benchmarks/ingest.py PAGES.jsonl[.gz] [--memory COUNT]

PAGES holds pages as JSON Lines with "body". Prints, with machine and versions: milliseconds (of the processor) a page
of the whole of ingest (decode, parse, clean, outlet, date, names, quotations) and of
`trafilatura.bare_extraction(fast=True)` on the page's text, their ratio (also of the first round alone, in which
nothing has been seen before: later ones know the class names and labels, as a run over one site's pages soon does),
and the throughput of two worker processes over that of one. With --memory, COUNT pages (the given ones over and over, each with a line of its own) go through
two workers into a fresh tantivy archive, and the peak of resident memory is printed after each tenth.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import json
import os
import platform
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import trafilatura

from index.ingest import IndexRun
from index.page import Page
from index.pipeline import Pipeline, Settings
from index.sniff import decode
from index.sources import read_items
from index.workers import make_all
from search import archive

# Rounds over all pages; the median round counts, so that one disturbance of the machine does not.
ROUNDS = 3
PACKAGES = ("trafilatura", "lxml", "tantivy")


def main() -> None:
    """Measures and prints."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("pages")
    arguments.add_argument("--memory", type=int, metavar="COUNT")
    given = arguments.parse_args()
    pages = [item for item in read_items([given.pages]) if isinstance(item, Page)]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
          + ", ".join(f"{name} {version(name)}" for name in PACKAGES))  # fmt: skip
    if given.memory:
        memory(pages, given.memory)
        return
    speed(pages)


def speed(pages: list[Page]) -> None:
    """Whole ingest and bare trafilatura in turn on the same pages, then one worker against two."""
    pipeline = Pipeline()
    texts = [decode(page.body, page.media_type)[0] for page in pages]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        own = other = 0.0
        # Page by page in turn, and by the processor's clock: what else the machine does weighs on both alike.
        for page, text in zip(pages, texts, strict=True):
            start = time.process_time()
            pipeline.make(page)
            between = time.process_time()
            trafilatura.bare_extraction(text, fast=True, with_metadata=False)
            own, other = own + between - start, other + time.process_time() - between
        ours.append(own / len(pages) * 1000)
        theirs.append(other / len(pages) * 1000)
    mine, peer = statistics.median(ours), statistics.median(theirs)
    print(f"{len(pages)} pages: ingest {mine:.1f} ms a page, trafilatura fast {peer:.1f} ms, "
          f"ratio {mine / peer:.2f}; in the first round {ours[0] / theirs[0]:.2f}")  # fmt: skip
    many = pages * max(1, 1500 // len(pages))
    rates = {workers: rate(many, workers) for workers in (1, 2)}
    print(
        f"throughput: {rates[1]:.0f} pages/s in one process, {rates[2]:.0f} in two, ratio {rates[2] / rates[1]:.2f}"
    )


def rate(pages: list[Page], workers: int) -> float:
    """Pages a second once the workers are up: the first tenth is not counted."""
    results = make_all(pages, Settings(), workers)
    warm = len(pages) // 10
    for _ in itertools.islice(results, warm):
        pass
    start = time.perf_counter()
    rest = sum(1 for _ in results)
    return rest / (time.perf_counter() - start)


def memory(pages: list[Page], count: int) -> None:
    """Indexes so many pages and prints the peak memory of this process and of its workers as it goes."""
    step = max(1, count // 10)

    def told(done: int) -> None:
        if done % step == 0:
            own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{done:>9,} pages: peak {own} MiB in the main process, {private()}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pages.jsonl"
        with source.open("w", encoding="utf8") as out:
            for page in varied(pages, count):
                row = {"id": page.key, "body": page.body.decode("utf8", "replace"), "url": page.url}
                out.write(json.dumps(row) + "\n")
        data = Path(folder) / "data"
        engine = archive.create(data)
        start = time.perf_counter()
        summary = IndexRun(engine, data, Settings(), 2, progress=told).run([str(source)])
        seconds = time.perf_counter() - start
        engine.close()
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{count:,} pages in {seconds:.0f} s ({count / seconds:.0f} a second), {summary.added:,} articles, "
          f"{len(summary.rejected):,} rejected; peak of the largest worker {workers} MiB")  # fmt: skip


def private() -> str:
    """What of this process's memory is its own now; the rest is files of the index, mapped, which the system
    takes back when it wants (proc_pid_status(5))."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    found = [int(line.split()[1]) for line in lines if line.startswith("RssAnon:")]
    return f"{found[0] // 1024} MiB private now" if found else "private part unknown"


def varied(pages: list[Page], count: int) -> Iterator[Page]:
    """The pages over and over, each time with another id and one paragraph of its own."""
    for number, page in zip(range(count), itertools.cycle(pages), strict=False):
        own = f"<p>Copy {number} of this page was made to see what so many of them cost.</p></body>".encode()
        yield dataclasses.replace(
            page, key=f"copy-{number}", url=None, body=page.body.replace(b"</body>", own)
        )


if __name__ == "__main__":
    main()
