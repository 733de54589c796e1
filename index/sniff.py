"""Bytes to text: what a page is and how it is encoded, by its content; labels are only witnesses.

The single-byte encodings of Latin letters differ in a few letters only, which byte statistics confuse:
where nothing is declared, the language of the page decides among them.

`parse` gives a Parsed page or raises Rejected("read", ...): binary, empty, too large, no known form.
"""

from __future__ import annotations

import codecs
import re
from itertools import chain, islice

import lxml.etree
import lxml.html
from bs4.dammit import EncodingDetector
from charset_normalizer import from_bytes

from .language import detect_language
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
# How far an undeclared page is read for its encoding: long enough for any article's letters.
_GUESSED = 65_536
# The encodings that pages of some languages are found in, the likelier first; the languages that are not
# named below are written in the first of these families.
_FAMILIES: tuple[tuple[str, ...], ...] = (
    ("cp1252", "iso8859-15"),
    ("cp1250", "iso8859-2"),
    ("cp1254",),
    ("cp1257", "iso8859-13"),
)
_WESTERN, _CENTRAL, _TURKIC, _BALTIC = _FAMILIES
_FAMILY_OF = (
    dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "bs", "sr", "ro", "sq"), _CENTRAL)
    | dict.fromkeys(("tr", "az"), _TURKIC)
    | dict.fromkeys(("et", "lv", "lt"), _BALTIC)
)
# A letter of Greek, Cyrillic or what follows them in Unicode. Amid Latin letters it is a Latin one misread:
# Big5 makes one Chinese sign of the last two letters of a Spanish "baño".
_OTHER_SCRIPT = re.compile(r"(?<![a-z])[^\W\x00-\u036f](?![a-z])", re.I)
_LANG = re.compile(r"<html\b[^<>]*?[\s:]lang\s*=\s*[\"']?([\w-]+)", re.I)
# Scripts and styles go up to their end tags; no part of the pattern can be matched in two ways.
_MARKUP = re.compile(r"<(?:script|style)\b[^<]*(?:<(?!/s)[^<]*)*|<[^<>]*>?", re.I)
# Beside what is inside words, the signs that no one puts at the end of one: Polish ą is ± in cp1250.
_IN_WORDS = re.compile(r"(?<=[a-z])(?:[^\x00-\x7f](?=[a-z])|[¡±¦¬¶¿\x80-\x9f\ufffd])")
# What may stand between two small letters beside a small letter: dashes, apostrophes, Catalan's middle
# dot, the ellipsis, spaces and hyphens that do not show.
_JOINERS = frozenset("–—‘’´·…\xa0\xad")
# The odd characters an encoding may show among those in words: one in ten is a typist's, a wrong
# encoding of Polish one in three at least.
_ODD_SHARE = 10
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
    """Text and the name of its encoding: by byte order mark, UTF-8, header, `meta`, then by `_guess`.

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
    name = _guess(body[:_GUESSED])
    return body.decode(name, "replace"), name


def _guess(body: bytes) -> str:
    """The likeliest encoding of undeclared bytes: by statistics, then for Latin letters by language."""
    best = from_bytes(body).best()
    guess = str(best.encoding) if best else "cp1252"
    text = body.decode(guess, "replace")
    letters = sum(1 for c in text if c > "\x7f" and c.isalpha())
    if len(_OTHER_SCRIPT.findall(text)) * 2 > letters:
        return guess
    own = _FAMILY_OF.get(_language(body) or "", _WESTERN)
    names = dict.fromkeys((*own, *chain(*_FAMILIES), guess))
    odd = {name: _oddness(body, name) for name in names}
    fitting = (name for name in names if odd[name] * _ODD_SHARE <= 1)
    return next(fitting, min(odd, key=odd.__getitem__))


def _language(body: bytes) -> str | None:
    """The language of undeclared bytes by their ASCII words, which every candidate reads alike."""
    text = body.decode("cp1252", "replace")
    # The longest pieces first: a menu is often in another language than the article.
    pieces = sorted(_MARKUP.split(text), key=len, reverse=True)
    words = [word for piece in pieces for word in piece.split()]
    declared = _LANG.search(text[:_HEAD])
    said = declared.group(1) if declared else None
    # Few short words of Czech have ASCII letters alone; misread ones tell more than nothing.
    return detect_language(" ".join(filter(str.isascii, words)), said) or detect_language(
        " ".join(words)
    )


def _oddness(body: bytes, encoding: str) -> float:
    """The share of what an encoding reads in words that is no small letter: 0 best, 1 worst."""
    seen = _IN_WORDS.findall(body.decode(encoding, "replace"))
    odd = sum(1 for c in seen if not (c.islower() or c in _JOINERS))
    return odd / len(seen) if seen else 0.0


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
