"""A file of quotations handed in on a page: read, refused where it is too much, answered as a download.

The file is read whole before the first check, so that a mistake in its last line is told at once and not
after half of an answer. The same form of files, and of answers, as `pressmark quote --batch`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import chain, islice

from flask import Request, Response, stream_with_context

from search.errors import InputError
from search.quotes.batch import Answer, Entry, read_entries

from .batch import COLUMNS, csv_row, json_line
from .export import csv_line

# What is answered while somebody waits: 2,000 checks take about a quarter of a minute in an archive of
# twenty thousand articles. Longer files are for the command line, which shows its progress.
MOST = 2000
MOST_BYTES = 2_000_000
# Beside the file, a form's own lines.
FORM_BYTES = 10_000
FORMATS = {"html": "a page", "csv": "CSV", "jsonl": "JSON Lines"}
_COMMAND = "pressmark quote --batch FILE"


class TooLarge(InputError):
    """More than this page takes."""

    code = "too-large"
    status = 413


def read(request: Request) -> tuple[str, str, list[Entry]]:
    """The form's answer format, the file's name and its quotations. Raises InputError for a file that is
    missing, too large, too long or no such file."""
    if (request.content_length or 0) > MOST_BYTES + FORM_BYTES:
        raise TooLarge(
            f"The file is larger than {MOST_BYTES // 1_000_000} MB, which is what this page takes. "
            f"The command line takes any: {_COMMAND}."
        )
    file, form = request.files.get("file"), request.form.get("format", "html")
    if form not in FORMATS:
        raise InputError(f"format={form} is not possible. Use one of: {', '.join(FORMATS)}.")
    if file is None or not file.filename:
        raise InputError("Choose a file first: CSV with a column query, or JSON Lines.")
    with file.stream as stream:
        text = io.TextIOWrapper(io.BytesIO(stream.read()), encoding="utf-8-sig", newline="")
    asked = list(islice(read_entries(text, file.filename), MOST + 1))
    if len(asked) > MOST:
        raise TooLarge(
            f"{file.filename} holds more than {MOST:,} quotations, which is what this page takes. "
            f"Split it, or use the command line, which takes any number: {_COMMAND}."
        )
    if not asked:
        raise InputError(f"{file.filename} holds no quotation.")
    return form, file.filename, asked


def download(form: str, found: Iterator[Answer]) -> Response:
    """The answers as a file, written while they are found."""
    lines: Iterator[str] = map(json_line if form == "jsonl" else csv_row, found)
    if form == "csv":
        lines = chain([csv_line(COLUMNS)], lines)
    kind = "text/csv" if form == "csv" else "application/jsonl"
    response = Response(stream_with_context(lines), content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="quotations.{form}"'
    return response
