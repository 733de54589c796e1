"""Many quotations from a file: JSON Lines or CSV, plain or gzipped, read and checked one by one.

A line of JSON is {"case", "query"}; a CSV has a header with a column `query` or `quote`, and may have one
named `case` or `id`. Without a case the number of the entry stands in for it, from 1. Answers come in
the order of the file; an entry that cannot be checked gives an answer that says why.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

from search.engine import Engine
from search.errors import InputError, RequestError
from search.query import EVERYTHING, Query

from .checker import check
from .result import Checked, checked_json

_QUERY = ("query", "quote", "quotation", "text")
_CASE = ("case", "id")
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Entry:
    """One quotation of a batch; `case` is what its file calls it."""

    case: str | int
    query: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to an entry: `checked`, or where it cannot be checked the `problem`."""

    entry: Entry
    checked: Checked | None
    problem: str | None = None


def entries(path: Path) -> Iterator[Entry]:
    """The quotations of a file. Raises InputError where it is no such file, naming line and repair."""
    with open_text(path) as file:
        yield from read_entries(file, str(path))


def open_text(path: Path) -> IO[str]:
    """A file's text, unzipped where it is gzipped, whatever its name."""
    try:
        with path.open("rb") as file:
            opened = gzip.open if file.read(2) == _GZIP else open
        return cast("IO[str]", opened(path, "rt", encoding="utf-8-sig", newline=""))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error


def read_entries(file: IO[str], name: str) -> Iterator[Entry]:
    """The quotations of an open file; `name` is what messages call it."""
    try:
        first = file.readline()
        while first and not first.strip():
            first = file.readline()
        lines = chain([first], file)
        read = _from_json if first.lstrip().startswith("{") else _from_csv
        yield from read(lines, name)
    except (UnicodeDecodeError, EOFError, OSError, csv.Error) as error:
        raise InputError(f"{name} cannot be read to its end as UTF-8 text: {error}.") from error


def answers(
    engine: Engine, asked: Iterator[Entry], *, limit: int = 10, within: Query = EVERYTHING
) -> Iterator[Answer]:
    """Checks quotations in order, each of them `within` the same articles."""
    for entry in asked:
        try:
            yield Answer(entry, check(engine, entry.query, limit=limit, within=within))
        except RequestError as error:
            yield Answer(entry, None, error.message)


def answer_json(answer: Answer) -> dict[str, Any]:
    """The `quote` object of the JSON contract; with `error` and no verdict where it was not checked."""
    if answer.checked is not None:
        return checked_json(answer.checked, answer.entry.case)
    case, query = answer.entry.case, answer.entry.query
    return {"case": case, "query": query, "verdict": None, "error": answer.problem, "hits": []}


def _from_json(lines: Iterator[str], name: str) -> Iterator[Entry]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise InputError(f"{name}, line {number}: this is no JSON ({error}).") from error
        query = _first(value, _QUERY) if isinstance(value, dict) else None
        if not isinstance(query, str):
            raise InputError(
                f'{name}, line {number}: write an object with the quotation as "query", for instance '
                '{"case": "1", "query": "..."}.'
            )
        case = _first(value, _CASE)
        case = case if isinstance(case, str | int) else str(number)
        yield Entry(_whole(case) if isinstance(case, str) else case, _whole(query))


def _from_csv(lines: Iterator[str], name: str) -> Iterator[Entry]:
    sample = next(lines, "")
    delimiter = max(",;\t", key=sample.count)
    rows = csv.DictReader(chain([sample], lines), delimiter=delimiter)
    columns = {column.strip().lower(): column for column in rows.fieldnames or () if column}
    query = next((columns[c] for c in _QUERY if c in columns), None)
    case = next((columns[c] for c in _CASE if c in columns), None)
    if query is None:
        raise InputError(
            f"{name} has no column query: the first line of a CSV names its columns, and one of them "
            "must be query (or quote). JSON Lines begin with {."
        )
    for number, row in enumerate(rows, start=1):
        yield Entry((row[case] if case else None) or str(number), row[query] or "")


def _whole(text: str) -> str:
    """Text that can be written again: JSON may escape half a character, which no encoding has."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _first(value: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((value[name] for name in names if name in value), None)
