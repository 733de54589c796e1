"""Many quotations at once: each answer as a row of a report, as CSV and as JSON Lines.

The upload page and `pressmark quote --batch` write the same rows. No Flask in here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from search.analysis import tokens
from search.article import dumps
from search.quotes import Caution
from search.quotes.batch import Answer, answer_json

from . import splices, telling
from .export import csv_line
from .printings import Printing, earliest

# Passages that are looked at for the first appearance: the closest, and of those that have the same words
# the earliest.
PASSAGES = 10
COLUMNS = (
    "case", "quotation", "verdict", "differences", "flags", "first_outlet", "first_date", "date_evidence",
    "speaker", "printed", "title", "id", "url", "problem", "within", "beside", "cautions",
)  # fmt: skip

_BAR = " | "


@dataclass(frozen=True, slots=True)
class Row:
    """One quotation with its answer: where it stands first, and the printing nearest to it. A splice stands in
    several places, one for each part, in its order."""

    answer: Answer
    sources: tuple[Printing, ...]
    nearest: Printing | None

    @property
    def verdict(self) -> str:
        """The verdict in words, or that it could not be checked."""
        checked = self.answer.checked
        return telling.VERDICTS[checked.verdict] if checked else telling.UNCHECKED

    @property
    def beside(self) -> str:
        """What was pasted along with it and not compared."""
        return telling.beside(self.answer.checked) if self.answer.checked else ""

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What must be known of it beside the verdict."""
        return tuple(caution for source in self.sources for caution in source.cautions)

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
    checked = answer.checked
    if checked is None:
        return Row(answer, (), None)
    first, nearest = earliest(checked)
    parts = splices.parts(checked)
    sources = tuple(part.printing for part in parts) or ((first,) if first else ())
    return Row(answer, sources, nearest)


def json_line(answer: Answer) -> str:
    """An answer as a line of JSON."""
    return dumps(answer_json(answer)) + "\n"


def csv_row(answer: Answer) -> str:
    """An answer as a line of CSV, in the order of COLUMNS. What a splice has of each part stands in its
    order, a bar between."""
    made = row(answer)
    checked, near = answer.checked, made.nearest
    named = (telling.CAUTIONS[caution.kind] for caution in made.cautions)
    flags = dict.fromkeys((*(near.difference.flags if near else ()), *named))

    def each(told: Callable[[Printing], str | None]) -> str:
        return _BAR.join(told(source) or "" for source in made.sources)

    return csv_line(
        (
            str(answer.entry.case), answer.entry.query,
            checked.verdict if checked else None,
            near.how if near and not near.exact else None,
            ", ".join(flags),
            each(lambda source: source.article.outlet.name),
            each(lambda source: source.article.published.value),
            each(lambda source: source.article.published.evidence),
            each(lambda source: source.speaker),
            each(lambda source: source.printed),
            each(lambda source: source.article.title),
            each(lambda source: source.article.id),
            each(lambda source: source.article.url),
            made.problem,
            str(checked.within) if checked else None,
            made.beside,
            " ".join(map(telling.caution, made.cautions)),
        )
    )  # fmt: skip
