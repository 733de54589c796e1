"""Files and folders to pages, lazily: HTML, text, WARC, ARC and JSON Lines, plain or gzipped.

What a file is, is seen from its first bytes. One broken file, record or line is one Reject, and what
stands before it is kept. Nothing here reads more of a file into memory than one page.

Passed over without a word in a folder: hidden files, and files whose names say that they are notes about
an archive rather than pages of it (NOTES). A file that is named itself is always tried.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TypeAlias, cast

from .page import Given, Page, Reject
from .sniff import PAGE_LIMIT
from .warc import WARC_STARTS, warc_pages

Item: TypeAlias = Page | Given | Reject

NOTES = frozenset({".md", ".csv", ".py", ".toml", ".cfg", ".ini"})
_GZIP = b"\x1f\x8b"
# Enough of a file to see what it is: a first line of JSON seldom shows less than its first key in it.
_HEAD = 4096


def read_items(paths: Iterable[str], *, outlet: str | None = None) -> Iterator[Item]:
    """The pages, given articles and rejects of files and folders, in the order of a sorted walk.

    `outlet` names the outlet of every page. A path that does not exist is a Reject of step "read".
    """
    for path in paths:
        for file, place in _walk(path):
            try:
                yield from _read_file(file, place, outlet)
            except (OSError, EOFError, zlib.error) as error:
                yield Reject(file, "read", _explain(error))


def count_files(paths: Iterable[str]) -> int:
    """How many files a walk will read: for progress bars."""
    return sum(1 for path in paths for _ in _walk(path))


def _walk(path: str) -> Iterator[tuple[str, str]]:
    """Each file with its place: its path below the folder that was given, with forward slashes."""
    if not os.path.isdir(path):
        yield path, os.path.basename(path)
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith((".", "__")))
        for name in sorted(files):
            if name.startswith(".") or Path(name).suffix.lower() in NOTES:
                continue
            file = os.path.join(folder, name)
            yield file, Path(file).relative_to(path).as_posix()


def _read_file(file: str, place: str, outlet: str | None) -> Iterator[Item]:
    with open(file, "rb") as raw:
        head = raw.read(_HEAD)
    zipped = head.startswith(_GZIP)
    if zipped:
        # Not by the gzip module: it complains of a cut end while it reads the beginning.
        head = zlib.decompressobj(wbits=31).decompress(head, _HEAD)
    if head.startswith(WARC_STARTS):
        yield from warc_pages(file, place, outlet)
        return
    with gzip.open(file) if zipped else open(file, "rb") as stream:
        if _is_json_lines(head):
            yield from _lines(cast(IO[bytes], stream), file, place, outlet)
        else:
            yield Page(file, file, place, stream.read(PAGE_LIMIT + 1), outlet=outlet)


def _is_json_lines(head: bytes) -> bool:
    """Whether the first line is a JSON object; one too long to judge is taken for one by its start."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"{"):
        return False
    line = start.split(b"\n", 1)[0]
    if len(head) >= _HEAD and b"\n" not in start:
        return start[1:].lstrip()[:1] == b'"'
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        # A broken first line of several is a broken line, not a text that happens to begin with a brace.
        return line.rstrip().endswith(b"}") or (start[1:].lstrip()[:1] == b'"' and b"\n{" in start)


def _lines(stream: IO[bytes], file: str, place: str, outlet: str | None) -> Iterator[Item]:
    number = 0
    try:
        for number, line in enumerate(_bounded_lines(stream), start=1):
            where = f"{file}:{number}"
            if line is None:
                limit = f"line longer than {PAGE_LIMIT // 2**20} MiB"
                yield Reject(where, "read", limit)
            elif line.strip():
                yield _line(line, where, f"{place}:{number}", outlet)
    except (OSError, EOFError, zlib.error) as error:
        yield Reject(
            f"{file}:{number + 1}", "read", f"{_explain(error)}; the lines before it are kept"
        )


def _bounded_lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of a stream; None for one past the limit, which is skipped without being kept."""
    while line := stream.readline(PAGE_LIMIT + 1):
        if len(line) <= PAGE_LIMIT:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield None


def _line(line: bytes, where: str, place: str, outlet: str | None) -> Item:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Reject(where, "read", f"not a JSON object on one line ({error})")
    if not isinstance(data, dict):
        return Reject(where, "read", f"a JSON object is wanted, this is a {type(data).__name__}")
    given = data.get("id")
    if given is not None and not isinstance(given, str | int):
        return Reject(where, "read", '"id" must be a string')
    key = str(given) if given not in (None, "") else where
    body = data.get("body")
    if isinstance(body, str):
        return Page(
            key=key,
            origin=where,
            place=place,
            body=body.encode("utf-8", "replace"),
            url=_string(data.get("url")),
            fetched=_string(data.get("fetched")),
            media_type=_string(data.get("media_type")),
            given_id=str(given) if given not in (None, "") else None,
            outlet=outlet or _string(data.get("outlet")),
        )
    if not isinstance(data.get("text"), str):
        return Reject(
            where, "read", 'neither "text" (an article) nor "body" (a page) is a string in it'
        )
    if outlet:
        data["outlet"] = outlet
    return Given(key, where, place, data, "sha256:" + hashlib.sha256(line).hexdigest())


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _explain(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file (was it moved while indexing?)"
    if isinstance(error, PermissionError):
        return "may not be read: check its permissions"
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return f"broken or cut off gzip data ({error})"
    return str(error)
