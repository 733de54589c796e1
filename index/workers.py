"""The pipeline in worker processes: results in input order, a bounded number of pages in flight.

A page that kills its worker (out of memory, a fault in a C library) becomes a Reject like any other: the
chunk it was in is done again page by page, each in a process of its own.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TypeAlias

from search import processes

from .page import Given, Page, Reject
from .pipeline import Made, Pipeline, Settings

Work: TypeAlias = Page | Given
# A chunk is closed at so many pages or so many bytes: enough work (about 0.2 s) that the cost of
# sending it does not show, and little enough that the flight of four chunks a worker stays under 64 MiB.
_CHUNK_PAGES = 32
_CHUNK_BYTES = 2 * 2**20
_CHUNKS_PER_WORKER = 4

_pipeline: Pipeline | None = None


def make_all(items: Iterable[Work | Reject], settings: Settings, workers: int) -> Iterator[Made]:
    """What becomes of each item, in order. One worker means this process alone."""
    if workers <= 1:
        pipeline = Pipeline(settings)
        for item in items:
            yield _passed(item) if isinstance(item, Reject) else pipeline.make(item)
        return
    yield from _in_processes(items, settings, workers)


def _in_processes(
    items: Iterable[Work | Reject], settings: Settings, workers: int
) -> Iterator[Made]:
    pool = _pool(settings, workers)
    flight: deque[tuple[list[Work | Reject], Future[list[Made]]]] = deque()
    try:
        for chunk in _chunks(items):
            flight.append((chunk, pool.submit(_make_chunk, chunk)))
            if len(flight) >= workers * _CHUNKS_PER_WORKER:
                pool = yield from _land(flight, pool, settings, workers)
        while flight:
            pool = yield from _land(flight, pool, settings, workers)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _land(
    flight: deque[tuple[list[Work | Reject], Future[list[Made]]]],
    pool: ProcessPoolExecutor,
    settings: Settings,
    workers: int,
) -> Generator[Made, None, ProcessPoolExecutor]:
    """The results of the oldest chunk; gives back the pool, a new one where a worker died."""
    chunk, future = flight.popleft()
    try:
        yield from future.result()
        return pool
    except BrokenProcessPool:
        pool.shutdown(wait=False, cancel_futures=True)
    for item in chunk:
        yield _alone(item, settings)
    pool = _pool(settings, workers)
    for place, (waiting, _) in enumerate(flight):
        flight[place] = (waiting, pool.submit(_make_chunk, waiting))
    return pool


def _alone(item: Work | Reject, settings: Settings) -> Made:
    if isinstance(item, Reject):
        return _passed(item)
    with _pool(settings, 1) as pool:
        try:
            return pool.submit(_make_chunk, [item]).result()[0]
        except BrokenProcessPool:
            reason = "its worker process died (out of memory, or a fault in a parser)"
            return Made(item.key, reject=Reject(item.origin, "clean", reason))


def _pool(settings: Settings, workers: int) -> ProcessPoolExecutor:
    return processes.pool(workers, partial(_start, settings))


def _start(settings: Settings) -> None:
    global _pipeline
    _pipeline = Pipeline(settings)


def _make_chunk(chunk: list[Work | Reject]) -> list[Made]:
    assert _pipeline is not None
    return [_passed(i) if isinstance(i, Reject) else _pipeline.make(i) for i in chunk]


def _passed(reject: Reject) -> Made:
    return Made("", reject=reject)


def _chunks(items: Iterable[Work | Reject]) -> Iterator[list[Work | Reject]]:
    chunk: list[Work | Reject] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item.body) if isinstance(item, Page) else 4096
        if len(chunk) >= _CHUNK_PAGES or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
