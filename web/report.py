"""The report on many quotations as one HTML file, to keep, print and pass on: no script, no server.

Rows are rendered one by one, wherever they are checked, and put into the file as they come: a report of any
length takes the memory of one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from search.holdings import Holdings
from search.quotes.batch import Answer
from search.version import VERSION

from . import batch, telling, words
from .app import dress

_HERE = Path(__file__).parent


@cache
def _templates() -> Environment:
    env = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True)
    dress(env)
    return env


def row(answer: Answer) -> str:
    """An answer as a row of the table, which leads to the pages that printed the quotation first."""
    made = batch.row(answer)
    macros = _templates().get_template("quote_rows.html").module
    html = macros.row(made)  # type: ignore[attr-defined]
    return words.for_xml(html)


def whole(
    rows: Iterable[str],
    *,
    name: str,
    number: int,
    tally: batch.Tally,
    held: Holdings,
    only: str | None = None,
) -> Iterator[str]:
    """The file around its rows, piece by piece. `name` is the file of the `number` quotations, `tally`
    counts the rows that go by, `held` is what was searched, `only` says so where that is a part of the
    archive."""
    return _templates().get_template("quote_file.html").generate(
        rows=rows,
        name=name,
        number=number,
        tally=tally,
        held=held,
        only=only,
        now=datetime.now(UTC).isoformat(timespec="seconds"),
        version=VERSION,
        style=(_HERE / "static" / "look.css").read_text("utf8"),
        meanings=telling.meanings(part=only is not None),
    )  # fmt: skip
