"""WARC and ARC files to pages (ISO 28500; archive.org's ARC 1.0), by warcio.

Pages are response, resource and conversion records of HTML or plain text. A revisit stands for an earlier
record of the same file: at another address it is a page of its own, at the same one it says only that
nothing changed. Each HTML or text record that gives no page is a Reject, so that nothing is lost silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from .page import Page, Reject
from .sniff import PAGE_LIMIT

WARC_STARTS = (b"WARC/", b"filedesc://")
_PAGE_RECORDS = frozenset({"response", "resource", "conversion", "revisit"})
_TEXT_TYPES = ("text/html", "application/xhtml+xml", "text/plain")


def warc_pages(file: str, stream: IO[bytes], place: str) -> Iterator[Page | Reject]:
    """The pages of one file in order; `stream` is the file, opened.

    A broken record ends the file as a Reject; what stood before is kept.
    """
    originals: dict[str, int] = {}
    records = ArchiveIterator(stream, arc2warc=True)
    while True:
        try:
            record = next(records, None)
            if record is None:
                return
            # Not get_record_offset(): it reads the record to its end first.
            offset = records.offset
            item = _item(record, file, f"{place}@{offset}", offset, originals)
        except Exception as error:
            # warcio lets ValueError, KeyError, zlib.error, UnicodeDecodeError and its own ArchiveLoadFailed
            # out of broken files; past one of them it has lost its place.
            where = f"{file}@{stream.tell()}"
            yield Reject(
                where, "read", f"broken record ({_what(error)}); what stands before it is kept"
            )
            return
        if item is not None:
            yield item


def _item(
    record: Any, file: str, place: str, offset: int, originals: dict[str, int]
) -> Page | Reject | None:
    kind = record.rec_type
    if kind not in _PAGE_RECORDS:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI")
    where = f"{file}@{offset}"
    http = record.http_headers
    media_type = (http or record.rec_headers).get_header("Content-Type") or ""
    status = http.get_statuscode() if http else "200"
    if kind == "revisit":
        return _revisit(record, file, place, offset, originals)
    if not _is_text(media_type, status) or not str(url or "").startswith(
        ("http:", "https:", "file:")
    ):
        return None
    if status != "200":
        target = http.get_header("Location")
        return Reject(
            where, "read", f"HTTP status {status}" + (f", redirect to {target}" if target else "")
        )
    body = record.content_stream().read(PAGE_LIMIT + 1)
    if len(body) > PAGE_LIMIT:
        return Reject(where, "read", f"larger than {PAGE_LIMIT // 2**20} MiB when unpacked")
    if record.raw_stream.limit:  # warcio ends a record quietly where its gzip data break off
        return Reject(where, "read", f"broken off: {record.raw_stream.limit:,} bytes are missing")
    if not body.strip():
        return Reject(where, "read", "empty")
    for name in ("WARC-Payload-Digest", "WARC-Record-ID"):
        if value := record.rec_headers.get_header(name):
            originals[value] = offset
    originals[f"{url} {record.rec_headers.get_header('WARC-Date')}"] = offset
    return Page(
        key=where,
        origin=where,
        place=place,
        body=body,
        url=url,
        fetched=record.rec_headers.get_header("WARC-Date"),
        media_type=media_type,
    )


def _revisit(
    record: Any, file: str, place: str, offset: int, originals: dict[str, int]
) -> Page | Reject | None:
    header = record.rec_headers.get_header
    target, date = header("WARC-Refers-To-Target-URI"), header("WARC-Refers-To-Date")
    named = (header("WARC-Refers-To"), header("WARC-Payload-Digest"), f"{target} {date}")
    found = next((originals[name] for name in named if name and name in originals), None)
    where = f"{file}@{offset}"
    if found is None:
        return Reject(where, "read", "a revisit whose original is not in this file")
    with open(file, "rb") as stream:
        stream.seek(found)
        original = next(iter(ArchiveIterator(stream, arc2warc=True)))
        if original.rec_headers.get_header("WARC-Target-URI") == header("WARC-Target-URI"):
            return None
        media_type = (original.http_headers or original.rec_headers).get_header("Content-Type")
        body = original.content_stream().read(PAGE_LIMIT + 1)
    return Page(
        key=where,
        origin=where,
        place=place,
        body=body,
        url=header("WARC-Target-URI"),
        fetched=header("WARC-Date"),
        media_type=media_type,
    )


def _is_text(media_type: str, status: str) -> bool:
    """HTML or plain text by its label; without one, an answer other than 200 (a redirect) counts too."""
    label = media_type.split(";")[0].strip().lower()
    return label in _TEXT_TYPES or (not label and status != "200")


def _what(error: Exception) -> str:
    return (
        str(error).strip() or type(error).__name__
        if isinstance(error, ArchiveLoadFailed)
        else repr(error)
    )
