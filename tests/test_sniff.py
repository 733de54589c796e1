"""Bytes to text: by content, not by label."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.page import Page, Parsed, Rejected
from index.sniff import PAGE_LIMIT, decode, parse


def page(body: bytes, media_type: str | None = None) -> Page:
    return Page("k", "o", "p", body, media_type=media_type)


HTML = "<!doctype html><html><head><title>Fähre</title></head><body><p>Die Fähre fährt.</p></body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_are_recognised(encoding: str) -> None:
    """UTF-8 with and without its mark, and UTF-16, are read without being told."""
    assert "Fähre fährt" in parse(page(HTML.encode(encoding))).text


def test_a_declared_encoding_counts_where_utf8_does_not_fit() -> None:
    """A charset in the page's head names its encoding; ISO-8859-1 means windows-1252, as in browsers."""
    body = HTML.replace("<head>", '<head><meta charset="iso-8859-1">').replace(
        "fährt", "fährt – jetzt"
    )
    parsed = parse(page(body.encode("cp1252")))
    assert "fährt – jetzt" in parsed.text
    assert parsed.encoding == "iso-8859-1"


def test_the_header_counts_before_the_page() -> None:
    """The charset of the HTTP header is believed before that of the page."""
    text, encoding = decode(
        "<meta charset=utf-8>Мост".encode("cp1251"), "text/html; charset=windows-1251"
    )
    assert (text[-4:], encoding) == ("Мост", "windows-1251")


def test_undeclared_cyrillic_is_guessed_from_its_bytes() -> None:
    """Without any label, the statistics of the bytes decide."""
    russian = "Паром через реку больше не ходит, сообщила в среду городская комиссия. " * 5
    assert decode(russian.encode("cp1251"))[0] == russian


def test_broken_utf8_stays_utf8() -> None:
    """A character cut in two costs that character, not the encoding of the page."""
    body = ("Über die Brücke führt kein Weg. " * 20).encode()[:-3] + b"\xc3"
    text, encoding = decode(body)
    assert encoding == "utf-8"
    assert text.count("\ufffd") == 1
    assert "Brücke" in text


def test_the_label_is_not_trusted() -> None:
    """HTML labelled as text is HTML; text labelled as HTML is text."""
    assert parse(page(HTML.encode(), "text/plain")).kind == "html"
    assert parse(page(b"Ferry strike ends\n\nThe ferry sails again.", "text/html")).kind == "text"


def test_a_text_that_shows_a_tag_is_a_text() -> None:
    """One tag quoted in a plain text does not make it HTML."""
    assert parse(page(b"The page began with a <p> and ended in tears.")).kind == "text"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (bytes(range(256)) * 20, "binary"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "feed"),
        (b"a" * (PAGE_LIMIT + 1), "larger than 16 MiB"),
    ],
)
def test_what_is_no_page_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    """Empty, binary and oversized input is rejected, and the reason says which."""
    with pytest.raises(Rejected, match=reason) as refused:
        parse(page(body))
    assert refused.value.step == "read"


def test_stray_nulls_are_dropped() -> None:
    """A NUL in an otherwise sound text does not make it binary, and does not stay."""
    text = parse(page(b"The ferry\0 sails. " + b"It sails on time. " * 30)).text
    assert text.startswith("The ferry sails.")


def test_an_html_page_has_a_tree_with_all_of_it() -> None:
    """The parser's depth limit does not cut off what is nested deeply."""
    body = "<html><body>" + "<div>" * 2000 + "<p>the deepest word</p>" + "</div>" * 2000
    tree = parse(page(body.encode())).tree
    assert "the deepest word" in "".join(tree.itertext())


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_parsed_or_rejected(body: bytes) -> None:
    """Any bytes give a Parsed page or a Rejected, nothing else."""
    try:
        outcome: object = parse(page(body))
    except Rejected as rejected:
        outcome = rejected.reason
    assert isinstance(outcome, Parsed | str)
