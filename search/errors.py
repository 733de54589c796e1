"""Every error that may leave the core, drawn as one tree.

    PressmarkError                 anything Pressmark says no to; has a code and an HTTP status
    ├── RequestError               400  the request as a whole is wrong (unknown filter, bad number)
    │   └── QueryError             400  the query text is wrong: position, reason, suggestion
    ├── NotFound                   404  no article (or page) of that name
    ├── InputError                 400  a file or line given to Pressmark cannot be used
    ├── ArchiveError               503  the archive as a whole cannot answer
    │   ├── ArchiveMissing         503  no archive in that folder
    │   ├── ArchiveBusy            503  another process is writing to it
    │   ├── ArchiveDamaged         503  its files cannot be read
    │   └── SchemaMismatch         503  written by another schema version; names the command that rebuilds it
    ├── EngineUnavailable          503  the engine's library is not installed; names the install line
    └── EngineFailure              500  the engine failed in a way the adapter did not foresee

An adapter lets nothing else out (`search/engine.py`). A message says what, where, and what to do next.
"""

from __future__ import annotations


class PressmarkError(Exception):
    """The root. `code` is a stable word for scripts, `status` the HTTP status."""

    code = "error"
    status = 500

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class RequestError(PressmarkError):
    """The request cannot be understood; nothing was searched."""

    code = "bad-request"
    status = 400


class QueryError(RequestError):
    """The query text has a mistake.

    `start` and `end` are a half-open span in code points of the typed text; `suggestion` is a whole
    query that would be accepted, or None.
    """

    code = "bad-query"

    def __init__(self, reason: str, *, start: int, end: int, suggestion: str | None = None) -> None:
        hint = f" Did you mean: {suggestion}" if suggestion else ""
        super().__init__(f"{reason} (at character {start + 1}).{hint}")
        self.reason = reason
        self.start = start
        self.end = end
        self.suggestion = suggestion


class NotFound(PressmarkError):
    """No such article."""

    code = "not-found"
    status = 404


class InputError(PressmarkError):
    """A file or a line cannot be used as input."""

    code = "bad-input"
    status = 400


class ArchiveError(PressmarkError):
    """The archive cannot answer now."""

    code = "archive"
    status = 503


class ArchiveMissing(ArchiveError):
    """There is no archive in the folder."""

    code = "no-archive"


class ArchiveBusy(ArchiveError):
    """Another process holds the archive's write lock."""

    code = "archive-busy"


class ArchiveDamaged(ArchiveError):
    """The archive's files are there but cannot be read."""

    code = "archive-damaged"


class SchemaMismatch(ArchiveError):
    """The archive was written by another schema version; it was not touched."""

    code = "schema-mismatch"


class EngineUnavailable(PressmarkError):
    """The library behind an engine is not installed."""

    code = "engine-unavailable"
    status = 503


class EngineFailure(PressmarkError):
    """The engine failed; the original exception is the cause."""

    code = "engine-failure"
