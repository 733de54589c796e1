"""The command that checks quotations: `quote TEXT` and `quote --batch FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from tqdm import tqdm

from . import archive
from .console import (
    NOTHING_FOUND,
    data_option,
    engine_option,
    json_option,
    put,
    reports_errors,
    say,
)
from .engine import Engine
from .errors import RequestError
from .quotes import Checked, Passage, check, checked_json
from .quotes.batch import answer_json, answers, entries

_VERDICTS = {
    "verbatim": "printed, word for word",
    "marked": "printed, with changes that the quotation marks openly",
    "altered": "printed in other words",
    "spliced": "put together from passages that do not belong together",
    "not_found": "not found",
}
# Characters of a passage shown at the terminal.
_SHOWN = 300


@click.command()
@click.argument("text", required=False)
@click.option("--batch", "batch", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help='Check every quotation of a file: JSON Lines {"case","query"} or CSV with a column query; .gz too.')  # fmt: skip
@click.option("--limit", default=10, show_default=True, type=click.IntRange(0), help="How many passages to list for each.")  # fmt: skip
@data_option
@engine_option
@json_option
@reports_errors
def quote(
    text: str | None, batch: Path | None, limit: int, data: Path, engine: str | None, as_json: bool
) -> None:
    """Check whether a quotation was printed: word for word, where first, with what changes.

    TEXT is the quotation as it reached you, with or without quotation marks and "..., said X"; - reads
    it from standard input.

    Example: pressmark quote '"A tram is a promise with a timetable"'
    """
    if (text is None) == (batch is None):
        raise RequestError("Name a quotation, or a file of them with --batch FILE.")
    opened = archive.open(data, engine=engine)
    try:
        if batch is not None:
            _batch(opened, batch, limit, as_json)
            return
        pasted = sys.stdin.read() if text == "-" else text or ""
        checked = check(opened, pasted, limit=limit)
    finally:
        opened.close()
    if as_json:
        put(checked_json(checked))
    else:
        _print(checked)
    if checked.verdict == "not_found":
        raise SystemExit(NOTHING_FOUND)


COMMANDS = (quote,)


def _batch(engine: Engine, path: Path, limit: int, as_json: bool) -> None:
    counts: dict[str, int] = {}
    total = sum(1 for _ in entries(path))
    with tqdm(total=total, unit=" quotations", file=sys.stderr, disable=None) as bar:
        for answer in answers(engine, entries(path), limit=limit):
            verdict = answer.checked.verdict if answer.checked else "not checked"
            counts[verdict] = counts.get(verdict, 0) + 1
            if answer.problem:
                say(f"{path}, case {answer.entry.case}: {answer.problem}")
            if as_json:
                put(answer_json(answer))
            else:
                hits = answer.checked.hits if answer.checked else ()
                where = _source(hits[0]) if hits and verdict != "not_found" else "-"
                click.echo(
                    f"{answer.entry.case}\t{verdict}\t{where}\t{_shortened(answer.entry.query)}"
                )
            bar.update()
    said = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(counts.items()))
    say(f"{total:,} quotations checked: {said or 'none'}")


def _print(checked: Checked) -> None:
    searched = checked.searched
    click.echo(click.style(_VERDICTS[checked.verdict].capitalize(), bold=True))
    dates = f"{searched.first} to {searched.last}" if searched.first else "no dates"
    click.echo(
        f"Searched: {searched.articles:,} articles of {searched.outlets:,} outlets, {dates}, "
        f"{searched.undated:,} of them undated"
    )
    if checked.verdict == "not_found" and checked.hits:
        click.echo("The closest passages:")
    for number, hit in enumerate(checked.hits, start=1):
        click.echo()
        click.echo(f"{number}. {click.style(hit.article.title or '(no title)', bold=True)}")
        speaker = f", said by {hit.speaker}" if hit.speaker else ""
        click.echo(f"   {_source(hit)}{speaker}   {hit.article.id}   {_VERDICTS[hit.verdict]}")
        click.echo("   " + " [...] ".join(_shortened(hit.article.text[a:b]) for a, b in hit.spans))
        for edit in hit.edits:
            flags = f"   ({', '.join(edit.flags)})" if edit.flags else ""
            changed = f"“{_shortened(edit.printed)}” -> “{_shortened(edit.quoted)}”"
            click.echo(f"   {edit.op:9} {changed}{flags}")


def _source(hit: Passage) -> str:
    return (
        f"{hit.article.outlet.name or 'unknown outlet'}, {hit.article.published.value or 'undated'}"
    )


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
