"""The commands that show an archive to others: serve, demo, export."""

from __future__ import annotations

import os
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import waitress

from search import archive
from search.answer import Request, every_article
from search.article import Article, dumps
from search.console import (
    data_option,
    engine_option,
    json_option,
    reports_errors,
    say,
)
from search.engine import Engine
from search.errors import PressmarkError
from search.result import MODES

from .app import create_app
from .export import bibtex, csl, csv_rows, ris

PORT = 8765
# Threads that answer requests. A search holds the interpreter for about half of its time, so on two cores
# more than four gained nothing; slow readers of long exports are what the other four are for.
_THREADS = 8
SEEDS = Path(__file__).resolve().parent.parent / "seeds"

_host = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on. Anything but loopback shows the archive to the network.")  # fmt: skip


@click.command()
@data_option
@engine_option
@_host
@click.option("--port", default=PORT, show_default=True, help="Port to listen on; 0 for any that is free.")  # fmt: skip
@reports_errors
def serve(data: Path, engine: str | None, host: str, port: int) -> None:
    """Serve the web pages and the JSON API of the archive."""
    with _stopping():
        opened = archive.open(data, engine=engine)
        try:
            _serve(opened, host, port)
        finally:
            opened.close()


@click.command()
@click.argument("query", default="")
@data_option
@engine_option
@click.option("--format", "form", type=click.Choice(["jsonl", "csv", "ris", "bibtex", "csl"]), default="jsonl", show_default=True)  # fmt: skip
@click.option("--scope", type=click.Choice(["body", "all"]), default="body", help="Where the words of QUERY are looked for.")  # fmt: skip
@click.option("--mode", type=click.Choice(MODES), default="query", help="How QUERY is read: as query language, or as a phrase exactly as typed.")  # fmt: skip
@json_option
@reports_errors
def export(
    query: str, data: Path, engine: str | None, form: str, scope: Any, mode: Any, as_json: bool
) -> None:
    """Write the whole result of a query to stdout; without a query, the whole archive.

    The format jsonl holds whole articles: `pressmark index` reads it back.

    Example: pressmark export 'outlet:courier date:2022' --format ris > courier.ris
    """
    opened = archive.open(data, engine=engine)
    count = 0

    def counted(articles: Iterator[Article]) -> Iterator[Article]:
        nonlocal count
        for count, article in enumerate(articles, start=1):  # noqa: B007
            yield article

    try:
        asked = Request(query=query, scope=scope, mode=mode, sort="date_asc")
        found = every_article(opened, asked)
        for piece in _FORMATS["jsonl" if as_json else form](counted(found)):
            click.echo(piece, nl=False)
    finally:
        opened.close()
    say(f"{count:,} articles")


COMMANDS = (serve, export)


def demo_command(
    index_into: Callable[..., Any], print_summary: Callable[[Any], None]
) -> click.Command:
    """The command `demo`, given the ways of the other room to index and to print."""

    @click.command()
    @click.option("--data", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Keep the archive in this folder. Default: a temporary one.")  # fmt: skip
    @engine_option
    @_host
    @click.option("--port", type=int, help=f"Port to listen on. Default: {PORT}, or any free one.")
    @reports_errors
    def demo(data: Path | None, engine: str | None, host: str, port: int | None) -> None:
        """Index the demonstration archive and serve it.

        Everything in it is invented: people, places, outlets and what they print.
        """
        with _stopping(), tempfile.TemporaryDirectory(prefix="pressmark-") as temporary:
            folder = data or Path(temporary) / "data"
            opened = archive.open_or_create(folder, engine)
            try:
                print_summary(index_into(opened, folder, (_from_here(SEEDS),), tables=SEEDS))
                _serve(opened, host, _free(host) if port is None else port)
            finally:
                opened.close()

    return demo


def _from_here(path: Path) -> str:
    """The path as said from here: the article pages show where each article came from."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)


def _lines(articles: Iterator[Article]) -> Iterator[str]:
    return (dumps(article.to_json()) + "\n" for article in articles)


_FORMATS: dict[str, Callable[[Iterator[Article]], Iterator[str]]] = {
    "jsonl": _lines,
    "csv": csv_rows,
    "ris": lambda articles: map(ris, articles),
    "bibtex": lambda articles: map(bibtex, articles),
    "csl": lambda articles: (dumps(csl(article)) + "\n" for article in articles),
}


def _serve(engine: Engine, host: str, port: int) -> None:
    try:
        server = waitress.create_server(create_app(engine), host=host, port=port, threads=_THREADS)
    except OSError as error:
        raise PressmarkError(
            f"cannot listen on {host} port {port} ({error.strerror}): choose another with --port"
        ) from error
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"http://{shown}:{server.effective_port}")
    say("Stop with Ctrl-C.")
    try:
        server.run()
    finally:
        server.close()


def _free(host: str) -> int:
    """The usual port, or 0 (any free one) where it is taken."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # As the server does, so that a port that was in use a moment ago counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, PORT))
        except OSError:
            return 0
    return PORT


@contextmanager
def _stopping() -> Iterator[None]:
    """SIGTERM ends like Ctrl-C: files closed, temporary folders removed, exit 0."""

    def stop(*_: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(0) from None
