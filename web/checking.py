"""A batch of quotations as lines of an answer, checked in this process or in several.

What a worker sends back is the finished line, not the answer with its articles: writing it is work too, and
it is small to send. Lines come in the order of the batch, whoever checked them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from search import archive, processes
from search.engine import Engine
from search.errors import PressmarkError
from search.query import Query
from search.quotes.batch import Answer, Entry, answers

from . import batch, report, splices, telling

# About 0.1 s of work: sending a chunk takes a hundredth of that, and so long a stop waits for it.
_CHUNK = 16
_CHUNKS_PER_WORKER = 4
_TEXT = 300  # characters of a quotation in a line for the terminal


@dataclass(frozen=True, slots=True)
class Line:
    """One quotation answered: `text` is what is written of it, `problem` why it could not be checked."""

    case: str | int
    verdict: str
    problem: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """What is made of each quotation: a line of this form, with so many passages looked at, all of them
    in articles `within`."""

    form: str
    limit: int
    within: Query

    def lines(self, engine: Engine, asked: Iterator[Entry]) -> Iterator[Line]:
        """Checks quotations in order."""
        return map(self.line, answers(engine, asked, limit=self.limit, within=self.within))

    def line(self, answer: Answer) -> Line:
        checked, case = answer.checked, answer.entry.case
        verdict = telling.VERDICTS[checked.verdict] if checked else telling.UNCHECKED
        return Line(case, verdict, answer.problem, _LINES[self.form](answer))


def check_all(
    task: Task, engine: Engine, data: Path, asked: Iterator[Entry], workers: int
) -> Generator[Line, None, None]:
    """Checks quotations in order, in this process with `engine`, or in worker processes that open the
    archive `data` each for itself. Raises PressmarkError, also where a worker died."""
    if workers <= 1:
        yield from task.lines(engine, asked)
        return
    pool = processes.pool(workers)
    flight: deque[Future[list[Line]]] = deque()
    try:
        while chunk := list(islice(asked, _CHUNK)):
            flight.append(pool.submit(_check, task, data, chunk))
            if len(flight) >= workers * _CHUNKS_PER_WORKER:
                yield from flight.popleft().result()
        while flight:
            yield from flight.popleft().result()
    except BrokenProcessPool as error:
        raise PressmarkError(
            "A worker process died, perhaps for want of memory. What was written so far is sound; "
            "check the rest with --workers 1."
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _check(task: Task, data: Path, chunk: list[Entry]) -> list[Line]:
    return list(task.lines(_opened(data), iter(chunk)))


@cache
def _opened(data: Path) -> Engine:
    """The archive, once a worker; here and not when the worker starts, so that its errors are told."""
    return archive.open(data)


def _text(answer: Answer) -> str:
    """Case, verdict, where it stands, quotation: apart by tabs."""
    checked, entry = answer.checked, answer.entry
    where = "-"
    if checked and checked.hits and checked.verdict != "not_found":
        sources = [part.printing.article for part in splices.parts(checked)]
        where = "; ".join(map(telling.source, sources or [checked.hits[0].article]))
    verdict = checked.verdict if checked else telling.UNCHECKED.lower()
    return f"{entry.case}\t{verdict}\t{where}\t{telling.shortened(entry.query, _TEXT)}\n"


_LINES: dict[str, Callable[[Answer], str]] = {
    "text": _text,
    "jsonl": batch.json_line,
    "csv": batch.csv_row,
    "html": report.row,
}
FORMS = tuple(_LINES)
