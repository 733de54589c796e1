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
from .errors import PressmarkError, RequestError
from .fields import FACETS

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


def filter_options(function: Command) -> Command:
    """The conditions beside a query: `filters` and `excluded` for `pairs`, `date_from` and `date_to`."""
    named = f"Fields: {', '.join(FACETS)}."
    day = "a day, month or year: 2022-06-08, 2022-06, 2022"
    options = (
        click.option("--filter", "filters", multiple=True, metavar="FIELD=VALUE", help=f"Only articles with this value; repeat a field for OR. {named}"),
        click.option("--not", "excluded", multiple=True, metavar="FIELD=VALUE", help="Only articles without this value."),
        click.option("--date-from", metavar="DATE", help=f"Only articles of this date and later: {day}."),
        click.option("--date-to", metavar="DATE", help="Only articles of this date and earlier."),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def pairs(given: tuple[str, ...], option: str) -> dict[str, tuple[str, ...]]:
    """The values of `FIELD=VALUE` by field. Raises RequestError naming the option for what is no pair."""
    found: dict[str, tuple[str, ...]] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name or not value:
            raise RequestError(f"{option} {text!r}: write FIELD=VALUE, for instance outlet=reuters")
        found[name] = (*found.get(name, ()), value)
    return found


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
