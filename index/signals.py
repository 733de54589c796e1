"""What an HTML page says of itself: meta tags, JSON-LD, date stamps, headings, bylines.

The head is read by BeautifulSoup from the page's source, because there it forgives what a tree builder
moves about (metas after a stray tag belong to the head still); the rest of the page is walked once as
the tree that was parsed anyway. Facts are collected here, never weighed: titles, authors, outlet and
dates decide. A text dump has no signals. Nothing here raises; hostile pages meet the limits below.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bs4 import BeautifulSoup
from lxml import etree

from .page import Parsed, Signals, Stamp

# Characters of a head that are read; the longest met in meta-html has 0.9 million, scripts included.
_HEAD_LIMIT = 2 * 1024 * 1024
# Real article pages carry 26 short stretches with digits on average, 300 at most.
_STAMP_LIMIT = 400
_LIST_LIMIT = 20  # headings and bylines kept
_LINE_LIMIT = 240  # a stamp's line longer than this is prose
_LONG = 120  # a date line longer than this is cut to the element that holds the date
# A stretch of running text: paragraphs are longer, menu items shorter (median 25 characters).
_PROSE = 90
_DEPTH = 6  # levels of nesting followed in JSON-LD

_SCRIPT = re.compile(r"<(script|style|noscript|svg)\b.*?</\1\s*>", re.I | re.S)
_HEAD_END = re.compile(r"</head\s*>|<body\b", re.I)
_HEAD_TAG = re.compile(
    r"<title\b[^>]*>[^<]*(?:</title\s*>)?|<meta\b[^>]{1,4096}>|<link\b[^>]{0,500}\bcanonical\b[^>]{0,2048}>",
    re.I,
)
_CDATA = re.compile(r"^\s*(?:<!--|//|/\*|<!\[CDATA\[|\*/|\s)+|(?:-->|//|/\*|\]\]>|\*/|\s|;)+$")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_DIGIT = re.compile(r"\d")
# What a printed date has at least: a year, or two numbers with a sign or a short word between them.
_DATE_LIKE = re.compile(r"(?:1[6-9]|2[01])\d\d|[^\W0-9a-zA-Z_]?(?![0-9])\d{4}|\d\D{1,14}\d\d(?!\d)")
_SPACE = re.compile(r"\s+")

_LINK_HOST = re.compile(r"(?:https?:)?//(?:www\.)?([\w.-]+\.[a-z]{2,})(?=[/:?#]|$)", re.I)
# Share links and credits lead elsewhere; a site that writes its own links out has many more of them.
_LINKS, _LINKS_SHARE = 6, 0.4
_COPYRIGHT = re.compile(r"©|\([cC]\)\s|\bcopyright\b", re.I)
_LOGO = re.compile(r"logo|\bbrand|site-?name|site-?title|masthead", re.I)
_HOME = re.compile(r"/?$|(?:https?:)?//[^/]+/?$|/?index\.(?:html?|php)$")
_FRONT = re.compile(r"/?(?:index\.(?:html?|php))?$")
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "select", "option"}
)
_INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "cite", "em", "font", "i", "label", "mark", "nobr", "small", "span", "strong", "sub", "sup", "time", "u"]
)
# Class, id and itemprop words: where an element stands on its page, and what it says it is.
_ZONES = re.compile(
    r"(?P<embed>twitter-|instagram-|fb-post|tiktok-embed|embed-)|"
    r"(?P<comment>comment|disqus|respond\b|replies)|(?P<related>relat(?!iv)|recommend|teaser|popular|latest|"
    r"most-?read|trending|sidebar|widget|carousel|more-|read-?next|\bcards?\b|promo|ticker|archive)|"
    r"(?P<footer>footer|copyright|colophon)|(?P<menu>\bnav|menu|breadcrumb|masthead|topbar)",
    re.I,
)
# A zone that holds more than this share of the page's prose is no side matter.
_ZONE_PROSE = 0.4
_HEADINGS = frozenset({"h1", "h2", "h3"})
_ZONE_TAGS = {"aside": "related", "footer": "footer", "nav": "menu", "blockquote": "embed"}
_DATE_WORDS = re.compile(
    r"date|time(?!line)|publish|posted|updated|modif|datum|fecha|pubdate|byline|meta\b|meta[-_]|created",
    re.I,
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|autor|auteur|writer|contributor)s?(?:$|[\s_-])", re.I
)


def read_signals(parsed: Parsed) -> Signals:
    """The signals of a page; empty for a text dump."""
    if parsed.kind != "html" or parsed.tree is None:
        return Signals()
    signals = _read_head(parsed.text)
    walk = _Walk(parsed.tree, signals.title_tag)
    return replace(
        signals,
        language=parsed.tree.get("lang") or parsed.tree.get("xml:lang") or signals.language,
        linked_data=tuple(_linked_data(parsed.tree)),
        stamps=tuple(walk.stamps()),
        headings=tuple(walk.headings),
        headings_at=tuple(walk.headings_at),
        prose_at=tuple(walk.prose_at),
        logos=tuple(dict.fromkeys(walk.logos)),
        site_names=tuple(dict.fromkeys(walk.site_names)),
        link_host=walk.link_host(),
        copyright=tuple(dict.fromkeys(walk.copyright)),
        bylines=tuple(dict.fromkeys(walk.bylines)),
    )


def squash(text: str | None) -> str:
    """Text on one line, single blanks."""
    return _SPACE.sub(" ", text or "").strip()


def _read_head(source: str) -> Signals:
    """Meta tags, title tag and canonical link of the head's source."""
    end = _HEAD_END.search(source)
    head = _SCRIPT.sub("", source[: min(end.start() if end else len(source), _HEAD_LIMIT)])
    # Only these tags reach the parser: links to styles and icons are half of a head.
    kept = "".join(match.group() for match in _HEAD_TAG.finditer(head))
    soup = BeautifulSoup(kept, "lxml")
    meta: dict[str, list[str]] = defaultdict(list)
    for tag in soup.find_all("meta"):
        name = (
            tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        )
        content = squash(str(tag.get("content") or tag.get("value") or ""))
        if name and content:
            meta[str(name).strip().lower()].append(content)
    canonical = next(
        (str(tag.get("href")) for tag in soup.find_all("link", href=True)
         if "canonical" in (tag.get("rel") or ())), None,
    )  # fmt: skip
    language = next(iter(meta.get("content-language", []) + meta.get("og:locale", [])), None)
    return Signals(
        canonical=canonical or next(iter(meta.get("og:url", [])), None),
        title_tag=squash(soup.title.get_text()) if soup.title else None,
        language=language,
        meta={name: tuple(values) for name, values in meta.items()},
    )


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD nodes of a page, flattened, in page order."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            yield from _nodes(_load(script.text), _DEPTH)


def _load(source: str) -> Any:
    """JSON as pages write it: comment marks around it, raw newlines and trailing commas inside."""
    source = _CDATA.sub("", source)
    for attempt in (source, _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", source))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth and isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth - 1)
    elif depth and isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"):
            if isinstance(value.get(key), (dict, list)):
                yield from _nodes(value[key], depth - 1)


class _Zone:
    """A part of the page that its markup calls comments, related links, footer or menu. The name is
    void where the part holds the headline or most of the prose: classes of page frames mention what
    stands beside the article ("has-sidebar")."""

    __slots__ = ("element", "headings", "kind", "prose")

    def __init__(self, kind: str, element: Any, headings: int, prose: int) -> None:
        self.kind = kind
        self.element = element
        self.headings = headings  # counts at its start; at its end, what it holds
        self.prose = prose


class _Walk:
    """One pass over the tree in document order; `order` counts stretches of text."""

    def __init__(self, tree: Any, title: str | None) -> None:
        self.headings: list[str] = []
        self.headings_at: list[int] = []
        self.prose_at: list[int] = []
        self.bylines: list[str] = []
        self.logos: list[str] = []
        self.site_names: list[str] = []
        self.copyright: list[str] = []
        self._hosts = Counter[str]()
        self._title = (title or "").casefold()
        self._stamps: list[tuple[Stamp, tuple[_Zone, ...]]] = []
        self._zones: list[_Zone] = []
        self._seen: set[Any] = set()
        self._order = 0
        body = tree.find("body") if tree.tag == "html" else tree
        walker = etree.iterwalk(
            tree if body is None else body, events=("start", "end", "comment", "pi")
        )
        for event, element in walker:
            if event == "start":
                if element.tag in _SKIPPED:
                    walker.skip_subtree()
                else:
                    self._enter(element)
                    self._text(element, element.text)
                continue
            if self._zones and self._zones[-1].element is element:
                self._leave()
            self._text(element.getparent(), element.tail)

    def stamps(self) -> Iterator[Stamp]:
        """The stamps, their hints completed by the zones that proved to be none of the article's."""
        for stamp, zones in self._stamps:
            kinds = dict.fromkeys(f"in-{z.kind}" for z in zones if self._holds(z))
            yield replace(stamp, hint=" ".join(filter(None, [stamp.hint, *kinds])))

    def link_host(self) -> str | None:
        """The host of most absolute links, where they are many enough to tell."""
        for host, count in self._hosts.most_common(1):
            if (
                count >= _LINKS
                and host != "web.archive.org"
                and count >= _LINKS_SHARE * self._hosts.total()
            ):
                return host
        return None

    def _holds(self, zone: _Zone) -> bool:
        if zone.headings:
            return False
        return zone.kind == "comment" or zone.prose <= _ZONE_PROSE * len(self.prose_at)

    def _leave(self) -> None:
        zone = self._zones.pop()
        zone.headings = len(self.headings) - zone.headings
        zone.prose = len(self.prose_at) - zone.prose

    def _enter(self, element: Any) -> None:
        tag = element.tag
        if tag in _HEADINGS:
            self._heading(element)
        attributes = element.attrib
        kind = _ZONE_TAGS.get(tag)
        if tag == "footer" and element.getparent().tag == "article":
            kind = None  # an article's own footer often holds its date
        if attributes:
            marked = f"{attributes.get('class', '')} {attributes.get('id', '')}"
            if len(marked) > 1:
                match = _ZONES.search(marked)
                if match and not kind and not _DATE_WORDS.search(marked):
                    kind = match.lastgroup
            machine = _machine(tag, attributes)
            if machine:
                self._stamp(element, machine)
            self._byline(element, marked)
            if tag == "a":
                link = _LINK_HOST.match(attributes.get("href", ""))
                if link:
                    self._hosts[link.group(1).lower()] += 1
            if tag == "a" or (tag == "img" and _LOGO.search(marked)):
                self._site_name(element, marked)
        if kind:
            self._zones.append(_Zone(kind, element, len(self.headings), len(self.prose_at)))

    def _heading(self, element: Any) -> None:
        """Keeps an h1, and a lower heading that the title tag repeats."""
        if len(self.headings) < _LIST_LIMIT:
            text = squash(" ".join(_shallow(element, _LINE_LIMIT)))[:500]
            if text and (
                element.tag == "h1" or (len(text) > 14 and text.casefold() in self._title)
            ):
                self.headings.append(text)
                self.headings_at.append(self._order + 1)

    def _site_name(self, element: Any, marked: str) -> None:
        """Keeps the name on a logo or a link to the front page."""
        if len(self.site_names) >= _LIST_LIMIT:
            return
        href = element.get("href", "")
        logo = bool(_LOGO.search(marked))
        home = bool(_HOME.match(href)) or element.get("rel") == "home"
        if not (logo or home):
            return
        names = [element.get("alt"), element.get("title"), element.get("aria-label")]
        if element.tag == "a":
            images = list(element.iter("img", "svg"))[:3]
            names = [image.get("alt") for image in images] + names
            names.append(" ".join(_shallow(element, _LINE_LIMIT)))
            logo = logo or bool(images)
        kept = [name for name in map(squash, names) if 1 < len(name) < 80]
        if logo and _FRONT.match(href):
            self.logos += kept
        else:
            self.site_names += kept

    def _byline(self, element: Any, marked: str) -> None:
        attributes = element.attrib
        marked = f"{marked} {attributes.get('itemprop', '')} {attributes.get('rel', '')}"
        if len(marked) < 8 or len(self.bylines) >= _LIST_LIMIT or not _BYLINE.search(marked):
            return
        text = squash(" ".join(_shallow(element, _LINE_LIMIT)))
        if 2 < len(text) < 150 and not any(z.kind == "comment" for z in self._zones):
            self.bylines.append(text)

    def _text(self, element: Any, text: str | None) -> None:
        if element is None or not text or text.isspace():
            return
        self._order += 1
        if _COPYRIGHT.search(text) and len(self.copyright) < _LIST_LIMIT:
            self.copyright.append(squash(" ".join(_shallow(element, _LINE_LIMIT)))[:_LINE_LIMIT])
        if len(text) >= _PROSE and element.tag != "a":
            self.prose_at.append(self._order)
        if len(text) < _LINE_LIMIT and _DIGIT.search(text):
            self._stamp(element, None)

    def _stamp(self, element: Any, machine: str | None) -> None:
        """Records the date line that an element is, or stands in: each line once."""
        block = element
        while machine is None and block.tag in _INLINE and block.getparent() is not None:
            block = block.getparent()
        if block in self._seen or len(self._stamps) >= _STAMP_LIMIT:
            return
        self._seen.add(block)
        text = squash(" ".join(_shallow(block, _LINE_LIMIT)))
        if len(text) >= _LONG and element is not block:
            text = squash(" ".join(_shallow(element, _LINE_LIMIT)))
        if machine or (len(text) < _LINE_LIMIT and _DATE_LIKE.search(text)):
            stamp = Stamp(machine, text[:_LINE_LIMIT], _hint(element, block), self._order)
            self._stamps.append((stamp, tuple(self._zones)))


def _hint(element: Any, block: Any) -> str:
    """The markup's words: tags, and date words of classes, of the element and those around it."""
    words = []
    for node in {element: 1, block: 1, block.getparent(): 1}:
        if node is None or not isinstance(node.tag, str):
            continue
        if node.tag in ("time", "li", "td", "h1", "h2", "h3", "h4"):
            words.append(node.tag)
        if node.tag == "a" and _DATE_LIKE.search(" ".join(_shallow(node, _LINE_LIMIT))):
            words.append("a")
        for key in ("class", "id", "itemprop", "property"):
            words += [w for w in node.get(key, "").split() if _DATE_WORDS.search(w)]
        if node.get("pubdate") is not None:
            words.append("pubdate")
    return " ".join(dict.fromkeys(words))


def _machine(tag: Any, attributes: Any) -> str | None:
    """A date for machines in an element's attributes."""
    value = attributes.get("datetime")
    if not value and "date" in attributes.get("itemprop", "").lower():
        value = attributes.get("content")
    if not value and tag == "abbr":
        value = attributes.get("title")
    return squash(value)[:64] if value and _DIGIT.search(value) else None


def _shallow(element: Any, limit: int) -> Iterator[str]:
    """The texts of an element, until `limit` characters are passed."""
    size = 0
    for text in element.itertext():
        size += len(text)
        yield text
        if size > limit * 4:
            return
