"""What the commands of all rooms share: results on stdout, messages on stderr, exit codes, options.

Exit 0: done, or found. 1: nothing found. 2: an error, told on stderr with what to do next.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from .article import dumps
from .errors import PressmarkError

Command = TypeVar("Command", bound=Callable[..., Any])

NOTHING_FOUND = 1
ERROR = 2


def data_option(function: Command) -> Command:
    """`--data DIR`: the archive."""
    return click.option(
        "--data",
        "data",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("data"),
        envvar="PRESSMARK_DATA",
        show_default=True,
        show_envvar=True,
        metavar="DIR",
        help="The folder of the archive.",
    )(function)


def engine_option(function: Command) -> Command:
    """`--engine NAME`: for creating an archive; for an existing one it must be its own."""
    return click.option(
        "--engine",
        metavar="NAME",
        help="The search engine of the archive, when it is created: tantivy, whoosh or memory.",
    )(function)


def json_option(function: Command) -> Command:
    """`--json`: objects for scripts, one a line."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")(
        function
    )


def reports_errors(function: Command) -> Command:
    """Turns an error of ours into a line on stderr and exit code 2."""

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except PressmarkError as error:
            say(f"Error: {error.message}")
            raise SystemExit(ERROR) from error
        except BrokenPipeError:
            # The reader of our output (head, less) has gone: no fault. Python would complain at exit.
            sys.stdout = None
            raise SystemExit(0) from None

    return cast(Command, run)


def say(message: str) -> None:
    """A message for the person at the terminal, never part of a result."""
    click.echo(message, err=True)


def put(value: Any) -> None:
    """One JSON object on one line of stdout."""
    click.echo(dumps(value))
