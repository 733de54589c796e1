"""Does any sequence of bytes bring cleaning down, or hold it up?

    python benchmarks/fuzz_clean.py [--minutes 10] [--seed 0] [PAGE...]

Random bytes, random markup, long repetitions, and pages (those of seeds/ unless others are named) cut, repeated
and spliced at random go through the whole of ingest for the given time. Hypothesis makes them, and shrinks what
fails. Reported are errors that nobody foresaw (rejects whose reason is "unexpected ..."), each kind once, with the
smallest input found and the traceback; inputs that take longer than five seconds; and the peak of memory. Exits
with 1 if there was an error or a slow input. A page that hangs for two minutes ends the run with its traceback.
"""

from __future__ import annotations

import argparse
import faulthandler
import platform
import random
import resource
import sys
import time
import traceback
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from index.page import Page
from index.pipeline import Pipeline

ROOT = Path(__file__).resolve().parent.parent
SLOW = 5.0  # seconds of the processor, whatever else it does; the slowest page of 1,000 of the development sets takes 0.6
HANG = 120.0
# Inputs between two looks at the clock.
ROUND = 100

# What parsers, splitters and readers of dates and names trip over, as markup and as text.
PIECES = [
    "<div>", "</div>", "<p>", "</p>", "<table><tr><td>", "</table>", "<article>", "<h1>", "</h1>", "<br>",
    "<a href='/x'>", "</a>", "<ul><li>", "<blockquote>", "<script>", "</script>", "<style>", "<!--", "-->",
    "<![CDATA[", "]]>", "<title>", "</title>", "<meta property='article:published_time' content='",
    "<meta charset=", "<meta http-equiv=refresh content='", "<link rel=canonical href='", "'>", "\">", "<time datetime='",
    "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"datePublished\": ", "{\"@graph\": [", "}",
    "<base href='http://[::1", "<svg><p>", "<math><mi>", "<noscript>", "<template>", "<html lang='", "<?xml version='1.0' encoding='",
    "<!DOCTYPE x [<!ENTITY a '&b;'>]>", "&#x110000;", "&#0;", "&a;", "&nbsp;", "&lt;p&gt;",
    "\0", "\ufeff", "\u202e", "\u200b", "\ud7ff", "\u2028", "\u0085", "\x0c", "\r", "\n", "\n\n", "\t", "é", "İ", "ǆ", "ﬃ", "½", "𝕬",
    "“", "”", "«", "»", "„", "‚", "'", "\"", "—", "…", "©", "·",
    "8 June 2022", "31.02.2023", "2022-13-45T99:99", "99999-01-01", "0000-00-00", "1 Muharram 1445", "12/12/12", "٢٠٢٢",
    "By Ada Frome", "7 comments", "Reply", "Editor's note: ", "Share", "Read more:", "KESSIN (Northern Wire) — ", "said Edmund Tarrow.",
    "“Nobody signs this alone,” Ms Brandt said.", "The ferry sails again after nineteen days, the board said on Thursday.",
    "http://", "https://a.example/2022/06/08/x", "https://[", "//", "@", "#", " ", ". ", ", ", "A. B. C. ", "(", ")", "[", "]", "{", "}", "\\", "%s", "%",
]  # fmt: skip
PIECE = st.one_of(st.sampled_from(PIECES), st.text(max_size=12))
MARKUP = st.lists(PIECE, max_size=60).map("".join)
# At most a megabyte: what matters is whether the time grows faster than the input.
REPEATED = st.builds(
    lambda head, piece, times, tail: head + piece * min(times, 1_000_000 // max(1, len(piece))) + tail,
    st.sampled_from(["", "<html><body>", "<p>A page."]), MARKUP, st.integers(2, 20_000), MARKUP,
)  # fmt: skip
EDIT = st.tuples(
    st.sampled_from(["cut", "twice", "put", "swap"]), st.floats(0, 1), st.integers(1, 3000), PIECE
)


def main() -> int:
    """Fuzzes for the time given and prints what was found."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("pages", nargs="*", type=Path)
    arguments.add_argument("--minutes", type=float, default=10.0)
    arguments.add_argument("--seed", type=int, default=0)
    given = arguments.parse_args()
    pages = given.pages or sorted(
        p for p in (ROOT / "seeds").rglob("*") if p.suffix in (".html", ".txt")
    )
    print(f"{platform.machine()}, Python {platform.python_version()}, "
          + ", ".join(f"{name} {version(name)}" for name in ("hypothesis", "trafilatura", "lxml")))  # fmt: skip
    run = Fuzz([page.read_bytes() for page in pages])
    end = time.monotonic() + 60 * given.minutes
    while time.monotonic() < end:
        run.round(given.seed + run.rounds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{run.inputs:,} inputs, {len(run.errors)} kinds of error, {run.slow} slow inputs, "
          f"slowest {run.slowest:.1f} s, peak of memory {peak} MiB")  # fmt: skip
    return 1 if run.errors or run.slow else 0


class Fuzz:
    """The inputs, the pipeline, and what was found so far."""

    def __init__(self, pages: list[bytes]) -> None:
        self.pipeline = Pipeline()
        self.pipeline.make(
            Page("warm", "warm", "warm", pages[0])
        )  # models load with the first page
        self.errors: set[str] = set()
        self.inputs = self.rounds = self.slow = 0
        self.slowest = 0.0
        page = st.sampled_from(pages)
        mutated = st.builds(mutate, page, st.lists(EDIT, min_size=1, max_size=8))
        self.bytes = st.one_of(
            st.binary(max_size=3000), MARKUP.map(_encode), REPEATED.map(_encode), mutated,
        )  # fmt: skip

    def round(self, seed: int) -> None:
        """So many inputs; of the first new kind of error among them the smallest input is printed."""
        self.rounds += 1
        rules = settings(
            max_examples=ROUND, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink],
        )  # fmt: skip
        found: dict[str, bytes] = {}

        def fails(body: bytes) -> bool:
            error = self.error_of(body)
            wanted = bool(error) and error not in self.errors and (not found or error in found)
            if wanted:
                found[str(error)] = body
            return wanted

        with suppress(NoSuchExample):  # every input of the round went through
            find(self.bytes, fails, settings=rules, random=random.Random(seed))
        for error, body in found.items():
            self.errors.add(error)
            print(f"ERROR {body[:400]!r} ({len(body):,} bytes)\n{error}", flush=True)

    def error_of(self, body: bytes) -> str | None:
        """The traceback of what went wrong with these bytes; also watches the clock."""
        self.inputs += 1
        page = Page("fuzz", "fuzz", "fuzz", body, url="https://fuzz.example/1")
        faulthandler.dump_traceback_later(HANG, exit=True)
        start = time.process_time()
        made = self.pipeline.make(page)
        seconds = time.process_time() - start
        faulthandler.cancel_dump_traceback_later()
        self.slowest = max(self.slowest, seconds)
        if seconds > SLOW:
            self.slow += 1
            print(f"SLOW {seconds:.1f} s: {body[:200]!r} ... {body[-200:]!r} ({len(body):,} bytes)", flush=True)  # fmt: skip
        if made.reject is None or not made.reject.reason.startswith("unexpected"):
            return None
        try:
            self.pipeline._page(page)
        except Exception as error:
            # Without its message, which quotes the input: one error is one kind.
            return "".join(traceback.format_tb(error.__traceback__)[-4:]) + type(error).__name__
        return made.reject.reason


def mutate(page: bytes, edits: list[tuple[str, float, int, str]]) -> bytes:
    """The page after the edits: a stretch cut, doubled or moved to the front, or a piece put in."""
    for kind, where, length, piece in edits:
        at = int(where * len(page))
        stretch = page[at : at + length]
        if kind == "cut":
            page = page[:at] + page[at + length :]
        elif kind == "twice":
            page = page[:at] + stretch + page[at:]
        elif kind == "put":
            page = page[:at] + _encode(piece) + page[at:]
        else:
            page = stretch + page[:at] + page[at + length :]
    return page


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


if __name__ == "__main__":
    sys.exit(main())
