"""Files and folders to pages, lazily: HTML, text, WARC, ARC and JSON Lines, plain or gzipped.

What a file is, is seen from its first bytes. One broken file, record or line is one Reject, and what
stands before it is kept. Nothing here reads more of a file into memory than one page.

Passed over without a word in a folder: hidden files, and files whose names say that they are notes about
an archive rather than pages of it (NOTES). A file that is named itself is always tried, save settings of a
folder (`folder_settings.py`), which are never a page.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

from . import folder_settings
from .folder_settings import BrokenSettings, FolderSettings, settings_of
from .page import Given, Page, Reject
from .sniff import PAGE_LIMIT
from .warc import WARC_STARTS, warc_pages

Item: TypeAlias = Page | Given | Reject

NOTES = frozenset({".md", ".csv", ".py", ".toml", ".cfg", ".ini"})
_GZIP = b"\x1f\x8b"
# Enough of a file to see what it is: a first line of JSON seldom shows less than its first key in it.
_HEAD = 4096


@dataclass(slots=True)
class Meter:
    """Counts the bytes of input files as they are read, packed as they lie on the disk."""

    read: int = 0

    def open(self, file: str) -> IO[bytes]:
        """Opens a file whose bytes are counted."""
        return io.BufferedReader(_Metered(file, self))


class _Metered(io.FileIO):
    def __init__(self, file: str, meter: Meter) -> None:
        super().__init__(file)
        self._meter = meter

    def readinto(self, buffer: Any) -> int:
        size = super().readinto(buffer) or 0
        self._meter.read += size
        return size


def read_items(
    paths: Iterable[str], *, outlet: str | None = None, meter: Meter | None = None
) -> Iterator[Item]:
    """The pages, given articles and rejects of files and folders, in the order of a sorted walk.

    `outlet` names the outlet of every page, over what a folder's settings say. A path that does not exist
    is a Reject of step "read", and so are settings that cannot be followed: the pages below are read
    without them.
    """
    meter = meter or Meter()
    for path in paths:
        for found in _walk(path):
            if isinstance(found, Reject):
                yield found
                continue
            about = FolderSettings(outlet or found.about.outlet, found.about.language)
            try:
                yield from _read_file(found.path, found.place, about, meter)
            except (OSError, EOFError, zlib.error) as error:
                yield Reject(found.path, "read", _explain(error))


def count_bytes(paths: Iterable[str]) -> int:
    """The bytes of all files that a walk will read: for progress bars."""
    return sum(
        _size(found.path) for path in paths for found in _walk(path) if isinstance(found, _File)
    )


def _size(file: str) -> int:
    try:
        return os.path.getsize(file)
    except OSError:  # told when the file is read
        return 0


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read; `place` is its path below the folder that was given, with forward slashes."""

    path: str
    place: str
    about: FolderSettings


def _walk(path: str) -> Iterator[_File | Reject]:
    """The files of a path, each with what is said of it; settings that are broken are rejects."""
    nothing = FolderSettings()
    if not os.path.isdir(path):
        if os.path.basename(path) == folder_settings.NAME:
            yield Reject(
                path, "read", "settings of its folder and no page: name the folder instead"
            )
            return
        about, broken = _about(os.path.dirname(path), nothing)
        if broken:
            yield broken
        yield _File(path, os.path.basename(path), about)
        return
    above: dict[str, FolderSettings] = {}
    for folder, folders, files in os.walk(path):
        about, broken = _about(folder, above.pop(folder, nothing))
        if broken:
            yield broken
        folders[:] = sorted(f for f in folders if not f.startswith((".", "__")))
        above.update((os.path.join(folder, name), about) for name in folders)
        for name in sorted(files):
            if name.startswith(".") or Path(name).suffix.lower() in NOTES:
                continue
            file = os.path.join(folder, name)
            yield _File(file, Path(file).relative_to(path).as_posix(), about)


def _about(folder: str, above: FolderSettings) -> tuple[FolderSettings, Reject | None]:
    try:
        return settings_of(Path(folder), above), None
    except BrokenSettings as error:
        reason = f"{error}; until it is corrected the pages below are read without it"
        return above, Reject(os.path.join(folder, folder_settings.NAME), "read", reason)


def _read_file(file: str, place: str, about: FolderSettings, meter: Meter) -> Iterator[Item]:
    with open(file, "rb") as raw:
        head = raw.read(_HEAD)
    zipped = head.startswith(_GZIP)
    if zipped:
        # Not by the gzip module: it complains of a cut end while it reads the beginning.
        head = zlib.decompressobj(wbits=31).decompress(head, _HEAD)
    with meter.open(file) as raw:
        if head.startswith(WARC_STARTS):
            pages = warc_pages(file, raw, place)
            yield from (_told(page, about) if isinstance(page, Page) else page for page in pages)
            return
        stream = cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if zipped else raw
        if _is_json_lines(head):
            yield from _lines(stream, file, place, about)
        else:
            yield _told(Page(file, file, place, stream.read(PAGE_LIMIT + 1)), about)


def _told(page: Page, about: FolderSettings) -> Page:
    """The page with what the user says of it."""
    if about == FolderSettings():
        return page
    return replace(page, outlet=about.outlet or page.outlet, language=about.language)


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


def _lines(stream: IO[bytes], file: str, place: str, about: FolderSettings) -> Iterator[Item]:
    number = 0
    try:
        for number, line in enumerate(_bounded_lines(stream), start=1):
            where = f"{file}:{number}"
            if line is None:
                limit = f"line longer than {PAGE_LIMIT // 2**20} MiB"
                yield Reject(where, "read", limit)
            elif line.strip():
                yield _line(line, where, f"{place}:{number}", about)
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


def _line(line: bytes, where: str, place: str, about: FolderSettings) -> Item:
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
        page = Page(
            key=key,
            origin=where,
            place=place,
            body=body.encode("utf-8", "replace"),
            url=_string(data.get("url")),
            fetched=_string(data.get("fetched")),
            media_type=_string(data.get("media_type")),
            given_id=str(given) if given not in (None, "") else None,
            outlet=_string(data.get("outlet")),
        )
        return _told(page, about)
    if not isinstance(data.get("text"), str):
        return Reject(
            where, "read", 'neither "text" (an article) nor "body" (a page) is a string in it'
        )
    digest = "sha256:" + hashlib.sha256(line).hexdigest()
    if about.outlet:
        data["outlet"] = about.outlet
    if about.language and not _string(data.get("language")):
        data["language"] = about.language
    return Given(key, where, place, data, digest)


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
