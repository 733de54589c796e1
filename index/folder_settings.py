"""What a user says of all pages below a folder: the file `pressmark.toml` in it.

    outlet = "Harbour Ledger"   # of every page below, whatever the pages say
    language = "en"             # of every page below: ISO 639-1

Both are optional. A file deeper down wins over one further up, setting by setting; `--outlet` wins over
all of them. Nothing above the path that was given is looked at.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

NAME = "pressmark.toml"
# A settings file has a few lines; what is larger is something else that has the name.
_LIMIT = 64 * 2**10
_LANGUAGE = re.compile(r"[a-z]{2}")
_KNOWN = ("outlet", "language")


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """What is said of the pages of one folder."""

    outlet: str | None = None
    language: str | None = None


class BrokenSettings(ValueError):
    """A settings file that cannot be followed: where, what is wrong, what to do."""


def settings_of(folder: Path, above: FolderSettings) -> FolderSettings:
    """The settings of a folder: its own over those from above.

    Raises BrokenSettings for a file that cannot be read or understood, OSError never.
    """
    file = folder / NAME
    try:
        if not file.is_file():
            return above
        with file.open("rb") as stream:
            data = tomllib.loads(stream.read(_LIMIT).decode())
    except (OSError, ValueError, RecursionError) as error:  # ValueError: not TOML, not UTF-8
        # tomllib names line and column in its message.
        raise BrokenSettings(f'{error}; write lines such as outlet = "Harbour Ledger"') from error
    for name, value in data.items():
        _check(file, name, value)
    return replace(above, **{name: value.strip() for name, value in data.items()})


def _check(file: Path, name: str, value: object) -> None:
    where = f"line {_line_of(file, name)}: "
    if name not in _KNOWN:
        raise BrokenSettings(f"{where}unknown setting {name!r}: there are {' and '.join(_KNOWN)}")
    if not isinstance(value, str) or not value.strip():
        raise BrokenSettings(f'{where}{name} must be a text in quotation marks: {name} = "..."')
    if name == "language" and not _LANGUAGE.fullmatch(value.strip()):
        raise BrokenSettings(f'{where}language must be a code of two letters such as "en"')


def _line_of(file: Path, name: str) -> int:
    """The line on which a setting stands; the first where its name is written in an uncommon way."""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    named = re.compile(rf"""\s*\[*\s*["']?{re.escape(name)}\b""")
    return next((at for at, line in enumerate(lines, start=1) if named.match(line)), 1)
