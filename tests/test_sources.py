"""Files and folders to pages, lazily; one broken thing is one Reject."""

from __future__ import annotations

import gzip
import json
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from index.page import Given, Page, Reject
from index.sniff import PAGE_LIMIT
from index.sources import Item, read_items


def items(*paths: Path) -> list[Item]:
    return list(read_items([str(p) for p in paths]))


def only(*paths: Path) -> Item:
    (item,) = items(*paths)
    return item


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    """Pages come sorted; hidden files and notes about the archive are passed over."""
    for name in (
        "b.txt",
        "a/z.html",
        "a/b.txt",
        ".hidden",
        "README.md",
        "outlets.csv",
        ".git/config",
    ):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("some words")
    pages = items(tmp_path)
    places = [page.place for page in pages if isinstance(page, Page)]
    assert places == ["b.txt", "a/b.txt", "a/z.html"]
    assert isinstance(pages[0], Page)
    assert pages[0].key == str(tmp_path / "b.txt")


def test_a_named_file_is_always_tried(tmp_path: Path) -> None:
    """A file passed over in a folder is read when it is named itself."""
    file = tmp_path / "notes.md"
    file.write_text("some words")
    assert isinstance(only(file), Page)


def test_a_missing_path_is_a_reject(tmp_path: Path) -> None:
    """A path that does not exist says so, and the run goes on to the next."""
    file = tmp_path / "there.txt"
    file.write_text("some words")
    missing, page = items(tmp_path / "gone.txt", file)
    assert isinstance(missing, Reject)
    assert "no such file" in missing.reason
    assert isinstance(page, Page)


def test_a_file_that_vanishes_during_the_walk_is_a_reject(tmp_path: Path) -> None:
    """A file deleted between the listing of its folder and its turn is one Reject."""
    for name in ("1.txt", "2.txt", "3.txt"):
        (tmp_path / name).write_text("some words")
    walk = read_items([str(tmp_path)])
    first = next(walk)
    (tmp_path / "2.txt").unlink()
    rest = list(walk)
    assert isinstance(first, Page)
    assert [type(item) for item in rest] == [Reject, Page]


def test_json_lines_give_pages_and_articles(tmp_path: Path) -> None:
    """A line with a body is a page, one with a text an article; ids name them, else file and line."""
    lines = [
        {
            "id": "p1",
            "body": "<html><p>x</p></html>",
            "url": "https://quay.example/1",
            "media_type": "text/html",
        },
        {"text": "An article.", "title": "T", "unknown": 1},
        {"id": 7, "text": "Another."},
    ]
    file = tmp_path / "mixed.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)) + "\n\n")
    page, article, numbered = items(file)
    assert isinstance(page, Page)
    assert (page.key, page.given_id, page.url) == ("p1", "p1", "https://quay.example/1")
    assert isinstance(article, Given)
    assert article.key == f"{file}:2"
    assert isinstance(numbered, Given)
    assert numbered.key == "7"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "x", "text": ', "not a JSON object on one line"),
        ('["text"]', "a JSON object is wanted, this is a list"),
        ('{"id": "x"}', 'neither "text"'),
        ('{"id": ["x"], "text": "t"}', '"id" must be a string'),
        ('{"text": 5}', 'neither "text"'),
    ],
)
def test_a_broken_line_is_one_reject(tmp_path: Path, line: str, reason: str) -> None:
    """A broken line says what is wrong and where, and its neighbours are read."""
    file = tmp_path / "lines.jsonl"
    file.write_text('{"text": "before"}\n' + line + '\n{"text": "after"}\n')
    before, broken, after = items(file)
    assert isinstance(broken, Reject)
    assert reason in broken.reason
    assert broken.origin == f"{file}:2"
    assert isinstance(before, Given)
    assert isinstance(after, Given)


def test_a_huge_line_is_skipped_without_being_kept(tmp_path: Path) -> None:
    """A line of 100 MB is one Reject; the lines around it are read."""
    file = tmp_path / "huge.jsonl"
    with file.open("wb") as out:
        out.write(b'{"text": "before"}\n{"text": "')
        for _ in range(100):
            out.write(b"a" * 2**20)
        out.write(b'"}\n{"text": "after"}\n')
    before, huge, after = items(file)
    assert isinstance(before, Given)
    assert isinstance(huge, Reject)
    assert "longer than 16 MiB" in huge.reason
    assert isinstance(after, Given)


def test_gzip_is_seen_through(tmp_path: Path) -> None:
    """Pages and JSON Lines may be gzipped, whatever their names."""
    page = tmp_path / "page.bin"
    page.write_bytes(gzip.compress(b"<html><body>words</body></html>"))
    lines = tmp_path / "lines.txt"
    lines.write_bytes(gzip.compress(b'{"text": "an article"}\n'))
    one, two = items(page, lines)
    assert isinstance(one, Page)
    assert one.body.startswith(b"<html>")
    assert isinstance(two, Given)


def test_a_truncated_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    """A gzip file that breaks off gives its whole lines and one Reject."""
    lines = b"".join(
        json.dumps({"id": str(i), "text": f"{i} {i * i * 7919}"}).encode() + b"\n"
        for i in range(3000)
    )
    whole = gzip.compress(lines)
    file = tmp_path / "cut.jsonl.gz"
    file.write_bytes(whole[: len(whole) // 2])
    found = items(file)
    assert len(found) > 100
    assert all(isinstance(item, Given) for item in found[:-1])
    assert isinstance(found[-1], Reject)
    assert "cut off" in found[-1].reason


def test_a_page_past_the_limit_is_not_read_whole(tmp_path: Path) -> None:
    """Of a page past the limit only so much is read as shows that it is too large."""
    file = tmp_path / "bomb.html.gz"
    with gzip.open(file, "wb") as out:
        for _ in range(64):
            out.write(b"\0" * 2**20)
    page = only(file)
    assert isinstance(page, Page)
    assert len(page.body) == PAGE_LIMIT + 1


def warc(*records: tuple[str, str, str | None, bytes], gzipped: bool = True) -> bytes:
    """A WARC file of (type, url, status line or None, body)."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=gzipped)
    for kind, url, status, body in records:
        headers = (
            StatusAndHeaders(status, [("Content-Type", "text/html")], "HTTP/1.1")
            if status
            else None
        )
        extra = {"WARC-Date": "2022-06-24T09:02:00Z"}
        writer.write_record(
            writer.create_warc_record(
                url,
                kind,
                BytesIO(body),
                http_headers=headers,
                warc_headers_dict=extra,
                warc_content_type="" if status else "text/html",
            )
        )
    return out.getvalue()


PAGE = b"<html><body><p>The ferry sails again.</p></body></html>"


@pytest.mark.parametrize("gzipped", [True, False])
def test_a_warc_gives_its_pages(tmp_path: Path, gzipped: bool) -> None:
    """Responses and resources are pages with address, time and offset; requests are passed over."""
    file = tmp_path / "w.warc"
    file.write_bytes(
        warc(
            ("response", "https://quay.example/1", "200 OK", PAGE),
            ("request", "https://quay.example/1", "GET / HTTP/1.1", b""),
            ("resource", "https://quay.example/2", None, PAGE),
            gzipped=gzipped,
        )
    )
    one, two = items(file)
    assert isinstance(one, Page)
    assert (one.url, one.fetched, one.body) == (
        "https://quay.example/1",
        "2022-06-24T09:02:00Z",
        PAGE,
    )
    assert one.key == f"{file}@0"
    assert isinstance(two, Page)
    assert two.url == "https://quay.example/2"


def test_records_without_an_article_are_rejects(tmp_path: Path) -> None:
    """A redirect, an error and an empty page are each told with their reason."""
    file = tmp_path / "w.warc.gz"
    file.write_bytes(
        warc(
            ("response", "https://quay.example/moved", "301 Moved", b""),
            ("response", "https://quay.example/gone", "404 Not Found", b"<html>gone</html>"),
            ("response", "https://quay.example/empty", "200 OK", b" "),
        )
    )
    reasons = [item.reason for item in items(file) if isinstance(item, Reject)]
    assert [reason.split(",")[0] for reason in reasons] == [
        "HTTP status 301",
        "HTTP status 404",
        "empty",
    ]


def test_a_revisit_stands_for_its_original(tmp_path: Path) -> None:
    """A revisit at another address is a page with the original's body, at the same one nothing new,
    and without its original a Reject."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1")
    original = writer.create_warc_record(
        "https://quay.example/1", "response", BytesIO(PAGE), http_headers=http
    )
    writer.write_record(original)
    digest = original.rec_headers.get_header("WARC-Payload-Digest")
    date = original.rec_headers.get_header("WARC-Date")
    for url, sum_ in (
        ("https://quay.example/copy", digest),
        ("https://quay.example/1", digest),
        ("https://quay.example/lost", "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    ):
        writer.write_record(
            writer.create_revisit_record(
                url,
                sum_,
                "https://quay.example/x" if "lost" in url else "https://quay.example/1",
                date,
            )
        )
    file = tmp_path / "w.warc.gz"
    file.write_bytes(out.getvalue())
    first, copy, lost = items(file)
    assert isinstance(first, Page)
    assert isinstance(copy, Page)
    assert (copy.url, copy.body) == ("https://quay.example/copy", PAGE)
    assert isinstance(lost, Reject)
    assert "original" in lost.reason


def test_what_stands_before_a_broken_record_is_kept(tmp_path: Path) -> None:
    """A WARC that breaks off in its second record gives the first page and one Reject."""
    whole = warc(
        ("response", "https://quay.example/1", "200 OK", PAGE),
        ("response", "https://quay.example/2", "200 OK", PAGE * 500),
    )
    file = tmp_path / "w.warc.gz"
    file.write_bytes(whole[:-120])
    first, *rest = items(file)
    assert isinstance(first, Page)
    assert first.url == "https://quay.example/1"
    assert any(isinstance(item, Reject) for item in rest)


def test_a_zip_bomb_in_a_warc_is_a_reject(tmp_path: Path) -> None:
    """A record that unpacks past the limit is told, and not kept in memory."""
    file = tmp_path / "w.warc.gz"
    file.write_bytes(
        warc(
            ("response", "https://quay.example/bomb", "200 OK", b"a" * (PAGE_LIMIT + 10)),
            ("response", "https://quay.example/1", "200 OK", PAGE),
        )
    )
    bomb, page = items(file)
    assert isinstance(bomb, Reject)
    assert "16 MiB" in bomb.reason
    assert isinstance(page, Page)


def test_an_arc_file_gives_its_pages(tmp_path: Path) -> None:
    """The older ARC format is read too."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    head = b"1 0 Archive\nURL IP-address Archive-date Content-type Archive-length\n"
    arc = b"filedesc://demo.arc 0.0.0.0 20050101000000 text/plain %d\n%s\n" % (len(head), head)
    arc += b"http://quay.example/1 0.0.0.0 20050102030405 text/html %d\n%s\n" % (len(http), http)
    file = tmp_path / "old.arc"
    file.write_bytes(arc)
    page = only(file)
    assert isinstance(page, Page)
    assert (page.url, page.body.strip()) == ("http://quay.example/1", PAGE)
    assert page.fetched is not None
    assert page.fetched.startswith("2005-01-02T03:04:05")
