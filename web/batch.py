"""Many quotations at once: each answer as a row of a report, as CSV and as JSON Lines.

The upload page and `pressmark quote --batch` write the same rows. No Flask in here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from search.analysis import tokens
from search.article import dumps
from search.quotes.batch import Answer, answer_json

from . import telling
from .export import csv_line
from .printings import Printing, earliest

# Passages that are looked at for the first appearance: the closest, and of those that have the same words
# the earliest.
PASSAGES = 10
COLUMNS = (
    "case", "quotation", "verdict", "differences", "flags", "first_outlet", "first_date", "date_evidence",
    "speaker", "printed", "title", "id", "url", "problem", "within",
)  # fmt: skip


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
        return telling.VERDICTS[checked.verdict] if checked else telling.UNCHECKED

    @property
    def problem(self) -> str | None:
        """Why it could not be checked."""
        return self.answer.problem if tokens(self.answer.entry.query) else telling.NO_WORD


class _Judged(Protocol):
    @property
    def verdict(self) -> str: ...


Judged = TypeVar("Judged", bound=_Judged)


class Tally:
    """Counts verdicts while answers go by, for the line below them."""

    def __init__(self) -> None:
        self.verdicts: Counter[str] = Counter()

    def counted(self, answers: Iterable[Judged]) -> Iterator[Judged]:
        for answer in answers:
            self.verdicts[answer.verdict] += 1
            yield answer


def row(answer: Answer) -> Row:
    """The row of an answer."""
    return Row(answer, *(earliest(answer.checked) if answer.checked else (None, None)))


def json_line(answer: Answer) -> str:
    """An answer as a line of JSON."""
    return dumps(answer_json(answer)) + "\n"


def csv_row(answer: Answer) -> str:
    """An answer as a line of CSV, in the order of COLUMNS."""
    made = row(answer)
    checked, first, near = answer.checked, made.first, made.nearest
    return csv_line(
        (
            str(answer.entry.case), answer.entry.query,
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
            made.problem,
            str(checked.within) if checked else None,
        )
    )  # fmt: skip
