"""An HTML page as lines: one a block element, in page order, with what the markup says of it.

Scripts, styles and templates are no text; everything else that a page holds becomes a line. The walk
keeps its own stack, so nesting of any depth is safe.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from index.page import Rejected

from .lines import Line

# Elements without readable text.
_SILENT = frozenset(
    ("script", "style", "template", "rt", "rp", "svg", "iframe", "object", "head", "math", "canvas", "audio", "video", "map", "datalist")
)  # fmt: skip
# Elements that stand inside a line; all others begin a new one.
_INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
     "kbd", "label", "mark", "nobr", "q", "rb", "rtc", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
     "sup", "time", "tt", "u", "var", "wbr")
)  # fmt: skip
# What follows these goes on in the same line.
_WITHIN = _INLINE | _SILENT
_ZONE_OF_TAG = {
    "nav": "nav", "footer": "footer", "aside": "aside", "form": "form", "button": "form", "select": "form",
    "header": "header", "figcaption": "caption", "figure": "figure", "menu": "nav", "dialog": "form",
    "address": "byline", "time": "dateline", "article": "article", "main": "article",
}  # fmt: skip
# What class names and ids claim, in lower case. Read by their words, in this order; a container may claim several.
_NAMES = {
    "embed": "twitter-tweet|instagram-media|tiktok-embed|fb-post|reddit-embed|telegram-post",
    "standfirst": r"stand-?first|chapo|\bdek\b|\blede\b|article-?lead|lead-?text|lead-?paragraph|sub-?title|sub-?headline|entradilla|vorspann",
    "comment": r"comments?(?!-?(?:count|link|icon|num|off|open|closed|status))\b|disqus|commentlist|kommentare?\b|comentarios?\b|commentaires?\b|comment[-_]|replies|reader-?comments",
    "bio": r"author-?_?-?(?:bio|box|info|desc|about|card|details?)|about-?_?-?(?:the-?)?author|\bbio\b|biograph",
    "related": "relat|recommend|more-?(?:stories|news|from|on)|read-?_?-?(?:more|also|next)|also-?like|trending|popular|most-?(?:read|viewed)|outbrain|taboola|promo|teaser|up-?next|recirc|similar|verwandt|weitere|teaser|recent-posts",
    "share": r"\bshar|social|addthis|addtoany|sharedaddy|follow-?us",
    "subscribe": r"newsletter|subscri|paywall|sign-?up|cookie|consent|gdpr|donat|advert|\bads?\b|\bad-|sponsor|banner|popup|modal",
    "caption": r"caption|\bcredit|legende?\b|bildunterschrift|photo-?(?:credit|by|info)|image-?(?:credit|info|source|text)",
    "note": "editor-?s?-?note|correction|disclaimer|disclosure",
    "tags": r"\btags?\b|tag-?(?:list|links|cloud)|post-?tags|topics?\b|keywords|categor|cat-links",
    "byline": r"by-?line|\bauthors?\b|author-?name|posted-?by|writer|autor\b|vcard|post-?meta|entry-?meta|article-?meta",
    "dateline": r"\bdate|date\b|publish(?:ed)?-?(?:date|time|on)|timestamp|time-?stamp|posted-?on|pubdate",
    "nav": r"\bnav|menu|breadcrumb|side-?bar|\bfooter|widget|pagination|pager|skip-?link|masthead|top-?bar|toolbar",
    "headline": r"head-?line|entry-?_?-?title|post-?_?-?title|article-?_?-?title|page-?_?-?title|story-?_?-?title|content-?_?-?title|node-?_?-?title|\bh1\b|titolo|titular",
}  # fmt: skip
_ZONE_OF_NAME = re.compile("|".join(f"(?P<{zone}>{names})" for zone, names in _NAMES.items()))
_ALTERNATIVES = re.split(r"\|(?![^(]*\))", "|".join(_NAMES.values()))


def _stems() -> re.Pattern[str]:
    """Where one of the alternatives may begin: at its first letters, which stand together by the first of all.
    Trying all alternatives only there takes less than half the time."""
    begun: dict[str, set[str]] = {}
    for alternative in _ALTERNATIVES:
        letters = re.match(r"(?:\\b)?([a-z0-9]{1,4})(?![?*])", alternative)[1]  # type: ignore[index]
        begun.setdefault(letters[0], set()).add(letters[1:])
    return re.compile("(?=" + "|".join(f"{k}(?:{'|'.join(v)})" for k, v in begun.items()) + ")")


_STEMS = _stems()
_WORD_BREAK = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\s]+")
# A page of more stretches of text, blank ones among them, is refused: the largest of the development sets
# has 3,100, and each takes about a kilobyte while it is judged.
TEXT_LIMIT = 200_000
_NO_ZONES: frozenset[str] = frozenset()
# Characters of an element's class names that are read, and kept in the caches below.
_READ = 400


class _Place(NamedTuple):
    """What text directly inside an element inherits: its block and the block around that, zones, and
    whether it is a link."""

    block: Any
    around: Any
    zones: frozenset[str]
    linked: bool


class _Writer:
    """Puts stretches of text together as lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.parts: list[str] = []
        self._linked = 0
        self._here: _Place | None = None

    def add(self, text: str, place: _Place, breaks: bool) -> None:
        """Adds a stretch of text, on a new line where it `breaks` or stands in another block."""
        if breaks or self._here is None or place.block is not self._here.block:
            self.flush()
            self._here = place
        self.parts.append(text)
        if place.linked:
            self._linked += len(text)

    def flush(self) -> None:
        """Ends the line."""
        text = " ".join("".join(self.parts).split())
        place, linked = self._here, self._linked
        self.parts.clear()
        self._linked, self._here = 0, None
        if text and place is not None:
            self.lines.append(
                Line(
                    len(self.lines),
                    text,
                    tag=place.block.tag,
                    zones=place.zones,
                    linked=min(1.0, linked / len(text)),
                    path=_path(place),
                    element=place.block,
                )
            )


def html_lines(tree: Any) -> list[Line]:
    """The lines of a parsed page.

    Raises Rejected("clean", reason) for a page of more than `TEXT_LIMIT` stretches of text.
    """
    writer = _Writer()
    walk = etree.iterwalk(tree, events=("start", "end"))
    # The elements around the text, and their places as far as they were asked for: many hold no text.
    around: list[Any] = []
    places: list[_Place] = []
    met = 0
    for event, element in walk:
        if event == "start":
            around.append(element)
            if element.tag in _SILENT:
                walk.skip_subtree()
                continue
            text = element.text
        else:
            around.pop()
            del places[len(around) :]
            text = element.tail if around else None
        if not text:
            continue
        met += 1
        if met > TEXT_LIMIT:
            raise Rejected("clean", f"more than {TEXT_LIMIT:,} separate stretches of text")
        if text.isspace():  # between two words that are marked, it is their blank
            writer.parts.append(" ")
            continue
        for above in around[len(places) :]:
            places.append(_place(above, places[-1] if places else None))
        breaks = _follows_break(element) if event == "start" else element.tag not in _WITHIN
        writer.add(text, places[-1], breaks)
    writer.flush()
    return writer.lines


def _follows_break(element: Any) -> bool:
    """Whether a br stands right before an inline element: `<b>X</b><br><i>Y</i>` is two lines."""
    while element is not None and element.tag in _INLINE:
        above = element.getprevious()
        if above is not None:
            return above.tag == "br" and not (above.tail or "").strip()
        element = element.getparent()
    return False


def _place(element: Any, around: _Place | None) -> _Place:
    """The place that an element makes for its text, inside the place where it stands."""
    tag = element.tag
    zones = claims(tag, element)
    if around is None:
        return _Place(element, None, zones, False)
    zones = around.zones if zones <= around.zones else around.zones | zones
    if tag in _INLINE:
        linked = around.linked or tag == "a"
        if linked is around.linked and zones is around.zones:
            return around
        return _Place(around.block, around.around, zones, linked)
    return _Place(element, around.block, zones, around.linked)


def _path(place: _Place) -> str:
    """A block and the one around it by tag and class: paragraphs of one text share it."""
    above = place.around
    if above is None:
        return ""
    # The root is around everything, and tells nothing.
    return f"{'' if above.getparent() is None else _name(above)}>{_name(place.block)}"


def _name(element: Any) -> str:
    return f"{element.tag}.{element.get('class') or ''}"


def claims(name: str, element: Any) -> frozenset[str]:
    """The zones that one element opens, by its tag, class names and id."""
    names = element.get("class")
    ident = element.get("id")
    if not names and not ident:
        zone = _ZONE_OF_TAG.get(name)
        return _SINGLE[zone] if zone else _NO_ZONES
    if name in ("body", "html"):
        return _NO_ZONES
    zones = _claimed(names[:_READ]) if names else _NO_ZONES
    if ident and (more := _claimed(ident[:_READ])):
        zones |= more
    return zones | _SINGLE[_ZONE_OF_TAG[name]] if name in _ZONE_OF_TAG else zones


_SINGLE = {zone: frozenset((zone,)) for zone in _ZONE_OF_TAG.values()}


# Names recur on a page and from site to site, so most are answered from these caches.
@lru_cache(maxsize=20_000)
def _claimed(names: str) -> frozenset[str]:
    """What the class names of an element claim."""
    return _NO_ZONES.union(*map(_token, names.split()))


@lru_cache(maxsize=20_000)
def _token(token: str) -> frozenset[str]:
    """What one class name claims."""
    words = _WORD_BREAK.sub("-", token).lower()
    zones: list[str] = []
    end = 0
    for stem in _STEMS.finditer(words):
        if stem.start() >= end and (match := _ZONE_OF_NAME.match(words, stem.start())):
            zones.append(str(match.lastgroup))
            end = match.end()
    return frozenset(zones) if zones else _NO_ZONES
