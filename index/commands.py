"""The commands that fill an archive: index, clean."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

import click
from tqdm import tqdm

from search import archive
from search.article import Article
from search.console import (
    NOTHING_FOUND,
    data_option,
    engine_option,
    json_option,
    put,
    reports_errors,
    say,
)
from search.engine import Engine

from .ingest import IndexRun, Summary
from .page import Reject, Split
from .pipeline import Made, Settings
from .sources import Meter, count_bytes, read_items
from .templates import Templates
from .workers import make_all

# How many rejects are printed for a person; --json lists all of them.
_SHOWN_REJECTS = 20

_paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
_outlet = click.option(
    "--outlet", metavar="NAME", help="The outlet of every page given, whatever the pages say."
)
_split = click.option(
    "--split",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When a page is taken for several articles: auto is cautious.",
)
_workers = click.option(
    "--workers",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Worker processes; 1 is this process alone.",
)


@click.command()
@_paths
@data_option
@engine_option
@_outlet
@_split
@_workers
@json_option
@reports_errors
def index(
    paths: tuple[str, ...],
    data: Path,
    engine: str | None,
    outlet: str | None,
    split: Split,
    workers: int,
    as_json: bool,
) -> None:
    """Add or update articles from files and folders.

    Reads HTML, plain text, WARC, ARC and JSON Lines, also gzipped. Unchanged input is skipped; one bad
    page never stops a run. Stopped at any moment, it goes on where it was when it runs again.

    A file pressmark.toml in a folder may name the outlet = "..." and the language = "en" of all pages below
    it, whatever they say of themselves; --outlet wins over it.

    Example: pressmark index captures/ wire.warc.gz
    """
    opened = archive.open_or_create(data, engine)
    try:
        summary = index_into(opened, data, paths, outlet=outlet, split=split, workers=workers)
    finally:
        opened.close()
    if as_json:
        put(summary_json(summary))
    else:
        print_summary(summary)


def index_into(
    engine: Engine,
    data: Path,
    paths: tuple[str, ...],
    *,
    outlet: str | None = None,
    split: Split = "auto",
    workers: int = 1,
    tables: Path | None = None,
) -> Summary:
    """One run with a progress bar on stderr. `tables` is the folder of outlets.csv and authority.csv;
    None is the archive's own."""
    settings = Settings(tables=tables or data, split=split)
    with _Progress(paths) as progress:
        run = IndexRun(engine, data, settings, workers, outlet, progress.step, meter=progress.meter)
        return run.run(paths)


class _Progress:
    """A bar over the bytes of the input, with the pages done, the rate and the time left.

    Bytes, because nothing else is known of a WARC before it is read. The bar shows itself only at a
    terminal, so that logs stay readable; elsewhere the input is not measured.
    """

    def __init__(self, paths: tuple[str, ...]) -> None:
        self.meter = Meter()
        shown = sys.stderr.isatty()
        self._bar = tqdm(
            total=count_bytes(paths) if shown else None, unit="B", unit_scale=True,
            desc="Indexing", disable=not shown, smoothing=0.1,
        )  # fmt: skip

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.update(self.meter.read - self._bar.n)  # what was unchanged since the last page
        self._bar.close()

    def step(self, done: int) -> None:
        """Shows that so many pages are done."""
        if self._bar.disable:
            return
        seconds = max(self._bar.format_dict["elapsed"], 1e-3)
        postfix = f"{done:,} pages, {done / seconds:,.0f} pages/s"
        self._bar.set_postfix_str(postfix, refresh=False)
        self._bar.update(self.meter.read - self._bar.n)


def summary_json(summary: Summary) -> dict[str, object]:
    """The `index` object of the JSON contract, and what was cut and rejected of each outlet."""
    return {
        "added": summary.added,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "rejected": [_reject_json(reject) for reject in summary.rejected],
        "seconds": summary.seconds,
        "outlets": summary.report.to_json(),
    }


def print_summary(summary: Summary) -> None:
    """The outcome for a person: counts and a table of outlets on stdout, rejects with reasons on stderr."""
    click.echo(
        f"{summary.added:,} added, {summary.updated:,} updated, {summary.unchanged:,} unchanged, "
        f"{len(summary.rejected):,} rejected in {summary.seconds:.1f} s"
    )
    for line in summary.report.lines():
        click.echo(line)
    for reject in summary.rejected[:_SHOWN_REJECTS]:
        say(f"rejected {reject.origin}: {reject.step}: {reject.reason}")
    if len(summary.rejected) > _SHOWN_REJECTS:
        say(f"... and {len(summary.rejected) - _SHOWN_REJECTS:,} more: --json lists all")


@click.command()
@_paths
@_outlet
@_split
@_workers
@click.option("--tables", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="A folder with outlets.csv and authority.csv of your own.")  # fmt: skip
@click.option("--explain", is_flag=True, help="Show every block with its kind and the reason.")
@json_option
@reports_errors
def clean(
    paths: tuple[str, ...],
    outlet: str | None,
    split: Split,
    workers: int,
    tables: Path | None,
    explain: bool,
    as_json: bool,
) -> None:
    """Show what index would make of pages, without an archive.

    With --json one article a line, in input order; rejects are named on stderr.

    Example: pressmark clean capture.html --explain
    """
    items = read_items(paths, outlet=outlet)
    outcomes = make_all(items, Settings(tables=tables, split=split), workers)
    with closing(Templates()) as templates:
        if not sum(_print_outcome(templates.apply(made), explain, as_json) for made in outcomes):
            raise SystemExit(NOTHING_FOUND)


COMMANDS = (index, clean)


def _print_outcome(made: Made, explain: bool, as_json: bool) -> int:
    """Prints what became of one page; gives the number of its articles."""
    if made.reject:
        say(f"rejected {made.reject.origin}: {made.reject.step}: {made.reject.reason}")
    for article in made.articles:
        if as_json:
            put(article.to_json())
        else:
            _print_made(article, explain)
    return len(made.articles)


def _print_made(article: Article, explain: bool) -> None:
    when, outlet = article.published, article.outlet
    click.echo(click.style(article.title or "(no title)", bold=True))
    click.echo(f"  page      {article.page}")
    click.echo(f"  outlet    {outlet.name or 'unknown'}  [{outlet.evidence or 'no evidence'}]")
    click.echo(f"  published {when.value or 'undated'}  [{when.evidence or 'no evidence'}]")
    click.echo(f"  authors   {', '.join(article.authors) or '-'}")
    if explain:
        for block in article.blocks:
            click.echo(click.style(f"  {block.kind:12}", bold=True) + f" {block.reason}")
            click.echo("      " + " ".join(block.text.split())[:300])
    else:
        click.echo(
            f"  body      {len(article.text.split()):,} words, {len(article.cut)} blocks cut"
        )
    click.echo()


def _reject_json(reject: Reject) -> dict[str, str]:
    return {"origin": reject.origin, "step": reject.step, "reason": reject.reason}
