"""The pipeline in worker processes: the same results, in input order, and a dying worker costs one page."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.page import Given, Page, Reject
from index.pipeline import Made, Pipeline, Settings
from index.workers import make_all


def given(number: int) -> Given:
    text = f"The ferry number {number} sails from Kessin to Harrow Bay in the morning."
    return Given(f"k{number}", f"f:{number}", f"f:{number}", {"text": text}, "sha256:0")


def items(count: int) -> Iterator[Given | Page | Reject]:
    for number in range(count):
        yield Reject(f"f:{number}", "read", "broken") if number % 7 == 3 else given(number)


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_input_order(workers: int) -> None:
    """Any number of workers gives the same results in the order of the input, rejects among them."""
    expected = [
        Made("", reject=item) if isinstance(item, Reject) else Pipeline().make(item)
        for item in items(80)
    ]
    assert list(make_all(items(80), Settings(), workers)) == expected


def test_input_is_not_read_far_ahead() -> None:
    """The flight of pages is bounded: a consumer that stops leaves most of the input unread."""
    read = 0

    def counted() -> Iterator[Given]:
        nonlocal read
        for number in range(100_000):
            read += 1
            yield given(number)

    results = make_all(counted(), Settings(), 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert read < 1000


class Deadly(dict[str, object]):
    """Data that ends any process but the one that made it, as a fault in a C library would."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return (die, (os.getpid(),))


def die(maker: int) -> dict[str, object]:
    if os.getpid() != maker:
        os._exit(1)
    return {}


def test_a_page_that_kills_its_worker_is_one_reject() -> None:
    """The pages around the deadly one are made; it is told why there is nothing of it."""
    deadly = Given("dead", "f:dead", "f:dead", Deadly(), "sha256:0")
    made = list(make_all([given(1), deadly, given(2)], Settings(), 2))
    assert [m.key for m in made] == ["k1", "dead", "k2"]
    assert made[1].reject is not None
    assert "died" in made[1].reject.reason
    assert len(made[0].articles) == len(made[2].articles) == 1


def test_workers_end_with_a_killed_run(tmp_path: Path, root: Path) -> None:
    """No worker outlives the main process, which alone holds the input and the archive."""
    lines = (f'{{"id": "{n}", "text": "The ferry number {n} sails."}}\n' for n in range(200_000))
    (tmp_path / "long.jsonl").write_text("".join(lines))
    command = [sys.executable, "run.py", "index", str(tmp_path / "long.jsonl"), "--workers", "2"]
    with subprocess.Popen(
        [*command, "--data", str(tmp_path / "data")],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        while not list((tmp_path / "data").glob("index-1/*.store")):
            assert process.poll() is None
            time.sleep(0.05)
        process.kill()
        process.communicate(timeout=60)  # until the last process has closed it
