"""What the body of an HTML page marks: date stamps, headings, bylines, logos, copyright lines.

The tree is read once for its elements and once for its stretches of text, whose number is the `order`
that places everything on the page. Facts are
collected, never weighed. Nothing here raises; the limits below hold hostile pages to bounded work.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from lxml import etree

from .page import Stamp

# Elements and texts read. The largest of 700 development pages has 21,000 elements.
_ELEMENT_LIMIT = 200_000
# Real article pages carry 26 short stretches with digits on average, 300 at most.
_STAMP_LIMIT = 400
_LIST_LIMIT = 20  # headings, bylines, names and copyright lines kept
_LINE_LIMIT = 240  # a stamp's line longer than this is prose
_BYLINE_LIMIT = 150  # longer elements marked as author hold the author's life
_LONG = 120  # a date line longer than this is cut to the element that holds the date
_HEADING_LIMIT = 500
_NEAR = 12  # levels between a line and its text, words of a class, texts tried for the first
_DEPTH = 40  # levels climbed from a date to the part of the page that holds it
# A stretch of running text: paragraphs are longer, menu items shorter (median 25 characters).
_PROSE = 90
# A zone that holds more than this share of the page's prose is no side matter.
_ZONE_PROSE = 0.4
# Share links and credits lead elsewhere; a site that writes its own links out has many more of them.
_LINKS, _LINKS_SHARE = 6, 0.4

_DIGIT = re.compile(r"\d")
# What a printed date has at least: a year, or two numbers with a sign or a short word between them.
_DATE_LIKE = re.compile(r"\d{4}|\d\D{1,14}\d\d(?!\d)")
_LINK_HOST = re.compile(r"(?:https?:)?//(?:www\.)?([\w.-]{1,200}\.[a-z]{2,})(?=[/:?#]|$)", re.I)
_HOME = re.compile(r"/?$|(?:https?:)?//[^/]+/?$|/?index\.(?:html?|php)$")
_FRONT = re.compile(r"/?(?:index\.(?:html?|php))?$")
_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "select", "option", "textarea")
)
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "em", "font", "i", "label", "mark", "nobr", "small",
     "span", "strong", "sub", "sup", "time", "u")
)  # fmt: skip
_HINT_TAGS = frozenset(("time", "li", "td", "h1", "h2", "h3", "h4"))
_HEADINGS = frozenset(("h1", "h2", "h3"))
# Classes and ids: where an element stands on its page, and what it says it is.
_ZONE = re.compile(
    r"(?P<embed>twitter-|instagram-|fb-post|tiktok-embed|embed-)|"
    r"(?P<comment>comment|disqus|respond\b|replies)|(?P<related>relat(?!iv)|recommend|teaser|popular|latest|"
    r"most-?read|trending|sidebar|widget|carousel|more-|read-?next|\bcards?\b|promo|ticker|archive)|"
    r"(?P<footer>footer|copyright|colophon)|(?P<menu>\bnav|menu|breadcrumb|masthead|topbar)",
    re.I,
)
_ZONE_TAGS = {"aside": "related", "footer": "footer", "nav": "menu", "blockquote": "embed"}
_DATE_WORDS = re.compile(
    r"date|time(?!line)|publish|posted|updated|modif|datum|fecha|pubdate|byline|meta\b|meta[-_]|created",
    re.I,
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|autor|auteur|writer|contributor|firma|verfasser)s?(?:$|[\s_-])",
    re.I,
)
_LOGO = re.compile(r"logo|\bbrand|site-?name|site-?title|masthead", re.I)
# Not ".//text()", which takes time with the square of the siblings: libxml2 then filters child by child.
_TEXTS = etree.XPath("descendant::text()[normalize-space()]")


def squash(text: str | None) -> str:
    """Text on one line, single blanks."""
    return " ".join((text or "").split())


# Cached, because pages repeat the same few hundred classes; of each, so many characters.
@lru_cache(maxsize=8192)
def _names_author(classes: str) -> bool:
    return bool(_BYLINE.search(classes))


@lru_cache(maxsize=8192)
def _names_logo(classes: str) -> bool:
    return bool(_LOGO.search(classes))


@lru_cache(maxsize=8192)
def _named_zone(marked: str) -> str | None:
    """The zone that class and id name."""
    zone = _ZONE.search(marked)
    return zone.lastgroup if zone and not _DATE_WORDS.search(marked) else None


class Markup:
    """The marks of one page; see `Signals` for what each list means."""

    def __init__(self, tree: Any, title: str | None) -> None:
        self.headings: list[str] = []
        self.headings_at: list[int] = []
        self.prose_at: list[int] = []
        self.bylines: list[str] = []
        self.logos: list[str] = []
        self.site_names: list[str] = []
        self.copyright: list[str] = []
        self._title = (title or "").casefold()
        self._hosts = Counter[str]()
        # Headings and elements with dates for machines, each with its first text, which places it.
        self._named: list[tuple[Any, str]] = []
        self._dated: list[tuple[Any, str]] = []
        self._found: list[tuple[Any, Stamp]] = []
        self._prose: list[Any] = []
        body = tree.find("body") if tree.tag == "html" else tree
        body = tree if body is None else body
        for element in islice(body.iter(etree.Element), _ELEMENT_LIMIT):
            self._element(element)
        self._texts(_TEXTS(body)[:_ELEMENT_LIMIT])

    def stamps(self) -> Iterator[Stamp]:
        """The stamps in page order, their hints completed by the zones in which they stand."""
        held: Counter[Any] = Counter()  # how many stretches of prose each element holds
        for element in self._prose[:_STAMP_LIMIT]:
            held.update(_upwards(element))
        heads = {up for element, _ in self._named for up in _upwards(element)}
        limit = _ZONE_PROSE * min(len(self._prose), _STAMP_LIMIT)
        for holder, stamp in sorted(self._found, key=lambda found: found[1].order):
            words = dict.fromkeys(stamp.hint.split())
            for element in _upwards(holder):
                zone = _zone(element)
                # A zone around the headline or most prose is none: frames of pages are named for what
                # stands beside the article ("has-sidebar").
                if zone and element not in heads and (zone == "comment" or held[element] <= limit):
                    words[f"in-{zone}"] = None
            yield Stamp(stamp.machine, stamp.text, " ".join(words), stamp.order)

    def link_host(self) -> str | None:
        """The host of most absolute links, where they are many enough to tell."""
        for host, count in self._hosts.most_common(1):
            enough = count >= _LINKS and count >= _LINKS_SHARE * self._hosts.total()
            return host if enough and host != "web.archive.org" else None
        return None

    def _element(self, element: Any) -> None:
        tag = element.tag
        if tag in _HEADINGS:
            self._heading(element)
        keys = element.keys()
        if not keys:
            return
        names = element.get("class", "")[:_LINE_LIMIT] if "class" in keys else ""
        # Most elements have a class at most; the keys tell that without a look at each attribute.
        authors = bool(names) and _names_author(names)
        if "itemprop" in keys or "datetime" in keys or tag == "abbr":
            authors = authors or element.get("itemprop") == "author"
            if len(self._dated) < _STAMP_LIMIT and _machine(element):
                self._dated.append((element, _first_text(element)))
        if authors or ("rel" in keys and element.get("rel") == "author"):
            self._byline(element)
        if tag == "a" or tag == "img":
            self._link(element, tag, names)

    def _link(self, element: Any, tag: str, names: str) -> None:
        """Counts where a link leads, and keeps the names of logos and links to the front page."""
        href = element.get("href", "")
        home = False
        if tag == "a":
            link = _LINK_HOST.match(href)
            if link:
                self._hosts[link.group(1).lower()] += 1
            home = bool(_HOME.match(href)) or element.get("rel") == "home"
        if len(self.site_names) + len(self.logos) < _LIST_LIMIT:
            logo = _names_logo(names) or _names_logo(element.get("id", "")[:_LINE_LIMIT])
            if logo or home:
                self._site_name(element, href, logo)

    def _heading(self, element: Any) -> None:
        """Keeps an h1, and a lower heading that the title tag repeats."""
        if len(self._named) >= _LIST_LIMIT:
            return
        text = squash(" ".join(_shallow(element, _LINE_LIMIT)))[:_HEADING_LIMIT]
        if text and (element.tag == "h1" or (len(text) > 14 and text.casefold() in self._title)):
            self._named.append((element, _first_text(element)))
            self.headings.append(text)

    def _byline(self, element: Any) -> None:
        if len(self.bylines) >= _LIST_LIMIT:
            return
        text = squash(" ".join(_shallow(element, _LINE_LIMIT)))
        if 2 < len(text) < _BYLINE_LIMIT and "comment" not in map(_zone, _upwards(element)):
            self.bylines.append(text)

    def _site_name(self, element: Any, href: str, logo: bool) -> None:
        """Keeps the name on a logo or a link to the front page."""
        names = [element.get("alt"), element.get("title"), element.get("aria-label")]
        if element.tag == "a":
            images = list(islice(element.iter("img", "svg"), 3))
            names = [image.get("alt") for image in images] + names
            names.append(" ".join(_shallow(element, _LINE_LIMIT)))
            logo = logo or bool(images)
        kept = [name for name in map(squash, names) if 1 < len(name) < 80]
        if logo and _FRONT.match(href):
            self.logos += kept
        else:
            self.site_names += kept

    def _texts(self, texts: list[Any]) -> None:
        """Numbers the stretches of text, and finds prose, dates and copyright lines among them."""
        begun = {first for _, first in (*self._named, *self._dated)}
        places: dict[Any, int] = {}
        lines: set[Any] = set()
        for order, text in enumerate(texts, 1):
            if text in begun:
                for element in islice(_upwards(_holder(text)), _NEAR):
                    places.setdefault(element, order)
            if len(text) >= _PROSE:
                holder = _holder(text)
                if holder.tag != "a" and holder.tag not in _SKIPPED:
                    self._prose.append(holder)
                    self.prose_at.append(order)
            if len(text) < _LINE_LIMIT and _DIGIT.search(text):
                self._line(_holder(text), order, lines)
            if ("©" in text or "opyright" in text) and len(self.copyright) < _LIST_LIMIT:
                line = squash(" ".join(_shallow(_holder(text), _LINE_LIMIT)))
                self.copyright.append(line[:_LINE_LIMIT])
        self.headings_at = [places.get(element, 0) for element, _ in self._named]
        for element, _ in self._dated:
            machine = _machine(element)
            self._stamp(element, element, machine, places.get(element, 0))

    def _line(self, holder: Any, order: int, lines: set[Any]) -> None:
        """Records the line in which a text with digits stands, each line once."""
        block = holder
        for up in islice(_upwards(holder), _NEAR):
            block = up
            if up.tag not in _INLINE:
                break
        if block not in lines and holder.tag not in _SKIPPED:
            lines.add(block)
            self._stamp(holder, block, None, order)

    def _stamp(self, holder: Any, block: Any, machine: str | None, order: int) -> None:
        if len(self._found) >= _STAMP_LIMIT:
            return
        text = squash(" ".join(_shallow(block, _LINE_LIMIT)))
        if len(text) >= _LONG and holder is not block:
            text = squash(" ".join(_shallow(holder, _LINE_LIMIT)))
        if machine or (len(text) < _LINE_LIMIT and _DATE_LIKE.search(text)):
            stamp = Stamp(machine, text[:_LINE_LIMIT], _hint(holder, block), order)
            self._found.append((holder, stamp))


def _upwards(element: Any) -> Iterator[Any]:
    """An element and those around it, up to the body, at most _DEPTH of them."""
    for _ in range(_DEPTH):
        if element is None or element.tag in ("body", "html"):
            return
        yield element
        element = element.getparent()


def _zone(element: Any) -> str | None:
    """The side matter that an element opens: by its tag, else by its class and id."""
    if element.tag == "footer":
        parent = element.getparent()
        if parent is not None and parent.tag == "article":
            return None  # an article's own footer often holds its date
    return _ZONE_TAGS.get(element.tag) or _named_zone(
        f"{element.get('class', '')} {element.get('id', '')}"[:_LINE_LIMIT]
    )


def _holder(text: Any) -> Any:
    """The element in which a stretch of text stands."""
    carrier = text.getparent()
    parent = carrier.getparent() if text.is_tail else None
    return carrier if parent is None else parent


def _first_text(element: Any) -> str:
    """The first text of an element that is no blank, as it stands in the source."""
    return next((text for text in islice(element.itertext(), _NEAR) if not text.isspace()), "")


def _hint(holder: Any, block: Any) -> str:
    """The markup's words: tags, and date words of classes, of a date's element and those around it."""
    words = []
    for node in {holder: 1, block: 1, block.getparent(): 1}:
        if node is None or not isinstance(node.tag, str):
            continue
        if node.tag in _HINT_TAGS:
            words.append(node.tag)
        if node.tag == "a" and _DATE_LIKE.search(" ".join(_shallow(node, _LINE_LIMIT))):
            words.append("a")
        for key in ("class", "id", "itemprop", "property"):
            words += [w for w in node.get(key, "").split()[:_NEAR] if _DATE_WORDS.search(w)]
        if node.get("pubdate") is not None:
            words.append("pubdate")
    return " ".join(dict.fromkeys(words))


def _machine(element: Any) -> str | None:
    """A date for machines in an element's attributes."""
    value = element.get("datetime")
    if not value:
        itemprop = element.get("itemprop")
        if itemprop and "date" in itemprop.lower():
            value = element.get("content")
        elif element.tag == "abbr":
            value = element.get("title")
    return squash(value[:64]) if value and _DIGIT.search(value[:64]) else None


def _shallow(element: Any, limit: int) -> Iterator[str]:
    """The texts of an element, until four times `limit` characters are passed."""
    size = 0
    for text in element.itertext():
        size += len(text)
        yield text
        if size > 4 * limit:
            return
