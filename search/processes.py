"""Worker processes: how they are started, and when they end.

Ctrl-C reaches every process of a terminal; the main one alone decides what it means. Where that one is
killed, its workers end too: they would hold files, ports and output open for ever.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait


def pool(workers: int, prepare: Callable[[], object] | None = None) -> ProcessPoolExecutor:
    """So many processes; `prepare` is called once in each before its work. It must be picklable and not
    fail: an error in it breaks the pool without a word of what it was."""
    # "spawn" on every system: forking a process that holds engine threads and locks is unsafe.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context, initializer=_start, initargs=(prepare,))


def _start(prepare: Callable[[], object] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_main, daemon=True).start()
    if prepare is not None:
        prepare()


def _end_with_main() -> None:
    main = multiprocessing.parent_process()
    assert main is not None
    wait([main.sentinel])
    os._exit(1)
