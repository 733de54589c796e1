"""The command that checks quotations: `quote TEXT` and `quote --batch FILE`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain, takewhile
from pathlib import Path

import click
from tqdm import tqdm

from search import archive
from search.console import (
    ERROR,
    NOTHING_FOUND,
    data_option,
    engine_option,
    filter_options,
    json_option,
    pairs,
    put,
    reports_errors,
    say,
)
from search.engine import Engine
from search.errors import RequestError
from search.filters import within
from search.outlets import check_outlets
from search.quotes import Checked, Coverage, check, checked_json
from search.quotes.batch import entries
from search.quotes.state import state_of
from search.result import Request

from . import report, splices, telling, words
from .batch import COLUMNS, PASSAGES, Tally
from .checking import FORMS, Line, Task, check_all
from .export import csv_line
from .printings import earliest

# Characters of a passage shown at the terminal.
_SHOWN = 300
# Quotations from which on worker processes are started: each takes about a second for that, in which one
# process checks a hundred.
_MANY = 500


@click.command()
@click.argument("text", required=False)
@filter_options
@click.option("--batch", "batch", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help='Check every quotation of a file: JSON Lines {"case","query"} or CSV with a column query; .gz too.')  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True, help="Of the answer; csv and html (one file to keep and print) are for --batch.")  # fmt: skip
@click.option("--limit", default=10, show_default=True, type=click.IntRange(0), help="How many passages to list for each, as text or JSON.")  # fmt: skip
@click.option("--workers", type=click.IntRange(1), default=os.cpu_count() or 1, show_default="one a core", help=f"Worker processes for {_MANY} quotations and more, each with the archive open for itself; 1 is this process alone.")  # fmt: skip
@data_option
@engine_option
@json_option
@reports_errors
def quote(
    text: str | None,
    filters: tuple[str, ...],
    excluded: tuple[str, ...],
    date_from: str | None,
    date_to: str | None,
    batch: Path | None,
    form: str,
    limit: int,
    workers: int,
    data: Path,
    engine: str | None,
    as_json: bool,
) -> None:
    """Check whether a quotation was printed: word for word, where first, with what changes.

    TEXT is the quotation as it reached you, with or without quotation marks and "..., said X"; - reads
    it from standard input.

    Answers to a batch come in its order, while it runs. Ctrl-C ends it after the quotation at hand, with a
    sound file.

    With conditions only the articles that meet them are looked in: did this outlet print it, in that month?

    Example: pressmark quote '"A tram is a promise with a timetable"'

    Example: pressmark quote "a tram is a promise" --filter outlet=velmora-courier --date-from 2022-06

    Example: pressmark quote --batch claims.csv --format html > report.html
    """
    form = "jsonl" if as_json else form
    if (text is None) == (batch is None):
        raise RequestError("Name a quotation, or a file of them with --batch FILE.")
    if batch is None and form in ("csv", "html"):
        raise RequestError(f"--format {form} is for many quotations: name their file with --batch.")
    where = Request(
        filters=pairs(filters, "--filter"),
        excluded=pairs(excluded, "--not"),
        date_from=date_from,
        date_to=date_to,
    )
    looked_in = within(where)
    opened = archive.open(data, engine=engine)
    try:
        check_outlets(opened, where)
        if batch is None:
            pasted = sys.stdin.read() if text == "-" else text or ""
            _one(check(opened, pasted, limit=limit, within=looked_in), form == "jsonl")
        else:
            task = Task(form, limit if form in ("text", "jsonl") else PASSAGES, looked_in)
            _batch(task, opened, data, batch, workers)
    finally:
        opened.close()


COMMANDS = (quote,)


def _one(checked: Checked, as_json: bool) -> None:
    if as_json:
        put(checked_json(checked))
    else:
        _print(checked)
    if checked.verdict == "not_found":
        raise SystemExit(NOTHING_FOUND)


def _batch(task: Task, engine: Engine, data: Path, path: Path, workers: int) -> None:
    number = sum(1 for _ in entries(path))
    if number < _MANY or archive.engine_name(data) == "memory":  # each would hold every article
        workers = 1
    tally = Tally()
    lines = check_all(task, engine, data, entries(path), workers)
    bar = tqdm(total=number, unit=" quotations", file=sys.stderr, disable=None)
    with _stoppable() as stopped, closing(lines), bar:
        going = tally.counted(takewhile(lambda _: not stopped(), lines))
        texts = _told(going, path, bar)
        for piece in _whole(task, engine, texts, path, number, tally):
            # As bytes: a file says which encoding and line ends it has, whatever the terminal's are.
            click.echo(piece.encode("utf-8", "replace"), nl=False)
    said = ", ".join(f"{times:,} {verdict.lower()}" for verdict, times in sorted(tally.verdicts.items()))  # fmt: skip
    done = tally.verdicts.total()
    say(f"{done:,} quotations checked: {said or 'none'}")
    if stopped():
        say(f"Stopped before the end: {number - done:,} were not checked.")
        raise SystemExit(ERROR)


def _whole(
    task: Task, engine: Engine, lines: Iterable[str], path: Path, number: int, tally: Tally
) -> Iterable[str]:
    """A file of these lines, with what its form has before and after them."""
    if task.form == "html":
        state = state_of(engine)
        held, left_out = state.holdings(task.within), telling.unplaced(state.unplaced(task.within))
        only = telling.looked_in(task.within, state.stats.articles)
        only = f"{only} {left_out}".rstrip() if only else None
        return report.whole(lines, name=path.name, number=number, tally=tally, held=held, only=only)
    return chain([csv_line(COLUMNS)], lines) if task.form == "csv" else lines


def _told(lines: Iterable[Line], path: Path, bar: tqdm[None]) -> Iterator[str]:
    """What is written of each, while the bar moves; what cannot be checked is told on stderr too."""
    for line in lines:
        if line.problem:
            with bar.external_write_mode(file=sys.stderr):
                say(f"{path}, case {line.case}: {line.problem}")
        yield line.text
        bar.update()


@contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C (or SIGTERM) was pressed since. It interrupts nothing: the caller ends after the line at
    hand, with what its file needs at the end (an HTML table is closed, its sum written). The second one
    ends at once, as ever; each line that was written by then is whole."""
    asked = False

    def stop(number: int, _: object) -> None:
        nonlocal asked
        asked = True
        signal.signal(number, before[number])

    before = {int(n): signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        for number in before:
            signal.signal(number, stop)
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _print(checked: Checked) -> None:
    searched = checked.searched
    nearest = earliest(checked)[1]
    parts = len(splices.parts(checked))
    told = telling.verdict(checked, nearest.difference if nearest else None, parts)
    click.echo(f"{click.style(told.name, bold=True)}. {told.rest}")
    if besides := telling.beside(checked):
        click.echo(besides)
    dates = f"{searched.first} to {searched.last}" if searched.first else "no dates"
    click.echo(
        f"Searched: {words.count(searched.articles, 'article')} of {words.count(searched.outlets, 'outlet')}, {dates}, "
        f"{searched.undated:,} of them undated"
    )
    if narrowed := telling.looked_in(checked.within, checked.whole):
        click.echo(narrowed)
    if left_out := telling.unplaced(checked.unplaced):
        click.echo(left_out)
    if checked.coverage is not None:
        _print_days(checked.coverage, " among them" if narrowed else "")
    if checked.verdict == "not_found" and checked.hits:
        click.echo("The closest passages:")
    for number, hit in enumerate(checked.hits, start=1):
        click.echo()
        click.echo(f"{number}. {click.style(hit.article.title or '(no title)', bold=True)}")
        speaker = f", said by {hit.speaker}" if hit.speaker else ""
        verdict = telling.VERDICTS[hit.verdict].lower()
        click.echo(f"   {telling.source(hit.article)}{speaker}   {hit.article.id}   {verdict}")
        passages = (telling.shortened(hit.article.text[a:b], _SHOWN) for a, b in hit.spans)
        click.echo("   " + " [...] ".join(passages))
        for edit in hit.edits:
            flags = f"   ({', '.join(edit.flags)})" if edit.flags else ""
            printed, quoted = (telling.shortened(t, _SHOWN) for t in (edit.printed, edit.quoted))
            click.echo(f"   {edit.op:9} “{printed}” -> “{quoted}”{flags}")
        for caution in hit.cautions:
            click.echo(f"   {click.style(telling.caution(caution), bold=True)}")


def _print_days(missing: Coverage, among: str) -> None:
    around = f"Around {missing.around}" if missing.around else f"From {missing.first} on"
    outlets = [(gap.outlet.name or gap.outlet.id, gap.without) for gap in missing.outlets]
    named = [("any outlet", missing.without), *outlets]
    said = ", ".join(f"of {name} on {days:,}" for name, days in named if days)
    if said:
        click.echo(f"{around}, of {missing.days:,} days, there is no article{among} {said}")
        if missing.unsure:
            click.echo(telling.unsure(missing.unsure))
