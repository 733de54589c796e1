"""Many quotations at once: a file handed in, checked in order, answered as rows, CSV or JSON Lines.

The file is read whole before the first check, so that a mistake in its last line is told at once and not
after half of an answer. The same form of files, and of JSON answers, as `pressmark quote --batch`.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from flask import Request, Response, stream_with_context

from search.analysis import tokens
from search.article import dumps
from search.engine import Engine
from search.errors import InputError
from search.quotes.batch import Answer, Entry, answer_json, answers, read_entries

from . import telling
from .export import csv_line
from .printings import Printing, earliest

# What is answered while somebody waits: 2,000 checks take about a quarter of a minute in an archive of
# twenty thousand articles. Longer files are for the command line, which shows its progress.
MOST = 2000
MOST_BYTES = 2_000_000
# Beside the file, a form's own lines.
FORM_BYTES = 10_000
FORMATS = {"html": "a page", "csv": "CSV", "jsonl": "JSON Lines"}
COLUMNS = (
    "case", "quotation", "verdict", "differences", "flags", "first_outlet", "first_date", "date_evidence",
    "speaker", "printed", "title", "id", "url", "problem",
)  # fmt: skip
_COMMAND = "pressmark quote --batch FILE"


@dataclass(frozen=True, slots=True)
class Row:
    """One quotation with its answer: the earliest printing, and the one nearest to it."""

    answer: Answer
    first: Printing | None
    nearest: Printing | None

    @property
    def verdict(self) -> str:
        """The verdict in words, or that it could not be checked."""
        checked = self.answer.checked
        return telling.VERDICTS[checked.verdict] if checked else "Not checked"

    @property
    def problem(self) -> str | None:
        """Why it could not be checked."""
        return self.answer.problem if tokens(self.answer.entry.query) else telling.NO_WORD


class Tally:
    """Counts verdicts while rows go by, for the line below them."""

    def __init__(self) -> None:
        self.verdicts: Counter[str] = Counter()

    def counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self.verdicts[row.verdict] += 1
            yield row


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


class TooLarge(InputError):
    """More than this page takes."""

    code = "too-large"
    status = 413


def rows(engine: Engine, asked: Iterable[Entry]) -> Iterator[Row]:
    """Checks quotations in order."""
    for answer in answers(engine, iter(asked)):
        yield Row(answer, *(earliest(answer.checked) if answer.checked else (None, None)))


def download(form: str, found: Iterable[Row]) -> Response:
    """The answers as a file, written while they are found."""
    if form == "csv":
        lines, kind = _csv(found), "text/csv"
    else:
        lines, kind = _jsonl(found), "application/jsonl"
    response = Response(stream_with_context(lines), content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="quotations.{form}"'
    return response


def _jsonl(found: Iterable[Row]) -> Iterator[str]:
    return (dumps(answer_json(row.answer)) + "\n" for row in found)


def _csv(found: Iterable[Row]) -> Iterator[str]:
    yield csv_line(COLUMNS)
    for row in found:
        checked, first, near = row.answer.checked, row.first, row.nearest
        yield csv_line(
            (
                str(row.answer.entry.case), row.answer.entry.query,
                checked.verdict if checked else None,
                near.how if near and not near.exact else None,
                ", ".join(near.difference.flags) if near else None,
                first.article.outlet.name if first else None,
                first.article.published.value if first else None,
                first.article.published.evidence if first else None,
                first.speaker if first else None,
                first.printed if first else None,
                first.article.title if first else None,
                first.article.id if first else None,
                first.article.url if first else None,
                row.problem,
            )
        )  # fmt: skip
