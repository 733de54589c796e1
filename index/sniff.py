"""Bytes to text: what a page is and how it is encoded, by its content; labels are only witnesses.

`parse` gives a Parsed page or raises Rejected("read", ...): binary, empty, too large, no known form.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice

import lxml.etree
import lxml.html
from bs4.dammit import EncodingDetector
from charset_normalizer import from_bytes

from .page import Page, Parsed, Rejected

# The largest captured news page met while this was written had 3.2 MB. A parsed tree takes about 20
# times its page's size, so 16 MiB keeps a worker under half a gigabyte.
PAGE_LIMIT = 16 * 2**20
# How far into a page its first tags and its declared encoding are looked for. HTML asks for the charset
# within 1,024 bytes (html.spec.whatwg.org, "prescan a byte stream"); real pages put scripts before it.
_HEAD = 8192

_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip file inside another"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# HTML may hold control characters, form feeds mostly, on which XML tools fail: they are spaces.
_SPACED = bytes(code if code >= 32 or code in (9, 10, 13) else 32 for code in range(256))
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 12, 13, 27))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_TAG = re.compile(
    r"</?(?:div|p|span|a|table|td|meta|title|script|article|section|h[1-6]|ul|li|br)\b[^<>]*>", re.I
)
_FEED = re.compile(r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(rss|feed|rdf:RDF)\b", re.S)
# Five tags at the head make a fragment of HTML; a text that shows a tag or two stays a text.
_FRAGMENT_TAGS = 5
# Elements held while a page is worked on, about a hundred bytes each; the largest of 700 development pages has
# 21,000, the usual one 750.
_HELD = 20_000
# One class for all elements: choosing one by the tag, as lxml.html does, is Python code for each element met.
_ELEMENTS = lxml.etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement)


def parse(page: Page) -> Parsed:
    """Decodes a page and, where it is HTML, parses it.

    Raises Rejected("read", reason) for what is no page.
    """
    body = page.body
    if len(body) > PAGE_LIMIT:
        raise Rejected("read", f"larger than {PAGE_LIMIT // 2**20} MiB ({len(body):,} bytes)")
    if not body.strip():
        raise Rejected("read", "empty")
    _refuse_binary(body)
    text, encoding = decode(body, page.media_type)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\0", "")
    if _FEED.match(text[:_HEAD]):
        raise Rejected("read", "a feed, which is not read: give the pages that it names")
    if not is_html(text, page.media_type):
        return Parsed(page, "text", text, encoding)
    tree = _tree(text)
    return Parsed(page, "html", text, encoding, tree, tuple(islice(tree.iter(), _HELD)))


def decode(body: bytes, media_type: str | None = None) -> tuple[str, str]:
    """Text and the name of its encoding: by byte order mark, header, `meta`, UTF-8, then by statistics.

    A declared encoding that does not fit gives way; bytes that fit nothing become U+FFFD.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body.decode(name, "replace").removeprefix("\ufeff"), name
    if text := _strictly(body, "utf-8"):
        return text, "utf-8"
    header = _CHARSET.search(media_type or "")
    declared = EncodingDetector.find_declared_encoding(body[:_HEAD], is_html=True)
    for label in (header.group(1) if header else None, declared):
        if text := _strictly(body, label):
            return text, str(label).lower()
    # Mostly UTF-8 with some broken bytes (a cut in mid-character, a pasted Latin-1 name)?
    lenient = body.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    beyond_ascii = sum(1 for c in lenient[:100_000] if c > "\x7f")
    if broken * 4 <= beyond_ascii:
        return lenient, "utf-8"
    guess = from_bytes(body[:65536]).best()
    name = guess.encoding if guess else "cp1252"
    return body.decode(name, "replace"), name


def is_html(text: str, media_type: str | None = None) -> bool:
    """Whether a text is HTML: it begins like a page, or holds several of its tags near its start."""
    head = text.lstrip("\ufeff \t\n")[:_HEAD]
    if head.startswith("<") and _HTML_START.search(head):
        return True
    tags = len(_TAG.findall(head))
    if "html" in (media_type or ""):
        return tags > 0
    return tags >= _FRAGMENT_TAGS or bool(_HTML_START.search(head) and tags)


def _strictly(body: bytes, name: str | None) -> str | None:
    if not name:
        return None
    try:
        # Browsers read these labels as windows-1252 (encoding.spec.whatwg.org), and pages mean it.
        name = (
            "cp1252"
            if name.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")
            else name
        )
        return body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _refuse_binary(body: bytes) -> None:
    for magic, what in _MAGIC:
        if body.startswith(magic):
            raise Rejected("read", f"{what}, not a page")
    if any(body.startswith(bom) for bom, _ in _BOMS):
        return
    head = body[:_HEAD]
    # Text has tabs, line and form feeds of the control characters; a stray NUL or two is a scraper's
    # accident. One in fifty is far above any page seen and far below compressed data (one in nine).
    odd = len(head) - len(head.translate(None, _CONTROLS))
    if odd * 50 > len(head):
        raise Rejected("read", "binary data, not a page")


def _tree(text: str) -> lxml.html.HtmlElement:
    # Bytes, not str: lxml refuses a str that carries an XML encoding declaration. huge_tree lifts the
    # depth limit of 256, past which libxml2 would drop the rest of the page.
    parser = lxml.etree.HTMLParser(
        encoding="utf-8",
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        body = text.encode("utf-8", "replace").translate(_SPACED)
        tree = lxml.html.document_fromstring(body, parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise Rejected("read", f"HTML that cannot be parsed ({error})") from error
    return tree
