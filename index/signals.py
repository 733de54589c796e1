"""What an HTML page says of itself: meta tags, JSON-LD, date stamps, headings, bylines.

The head is read from the page's source, tag by tag, because a tree builder moves its tags about (metas after
a stray tag belong to the head still); the rest of the page is walked once as the tree that was parsed anyway. Facts are collected here, never weighed: titles, authors, outlet and
dates decide. A text dump has no signals. Nothing here raises; hostile pages meet the limits below.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from lxml import etree

from .markup import Markup, squash
from .page import Parsed, Signals

# Characters of a head that are read; the longest met in meta-html has 0.9 million, scripts included.
_HEAD_LIMIT = 2 * 1024 * 1024
_TAGS = 1000  # meta tags, title and canonical links read; real heads have at most 200
_VALUE_LIMIT = 2000  # characters kept of a title or a meta tag
_DEPTH = 6  # levels of nesting followed in JSON-LD
_NODES = 200  # JSON-LD nodes kept

_SCRIPT = re.compile(r"<(script|style|noscript|svg)\b", re.I)
# Both begin with a sign that has no case, by which the search runs from one to the next.
_SCRIPT_ENDS = {
    name: re.compile(f"</{name}", re.I) for name in ("script", "style", "noscript", "svg")
}
_HEAD_END = re.compile(r"</head\s*>|<body\b", re.I)
_HEAD_TAG = re.compile(
    r"<title\b[^<>]{0,200}>[^<]*(?:</title\s*>)?|<meta\b[^<>]{1,4096}>|<link\b[^<>]{0,2048}>",
    re.I,
)
_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


def read_signals(parsed: Parsed) -> Signals:
    """The signals of a page; empty for a text dump."""
    if parsed.kind != "html" or parsed.tree is None:
        return Signals()
    signals = _read_head(parsed.text)
    walk = Markup(parsed.tree, signals.title_tag)
    return replace(
        signals,
        language=parsed.tree.get("lang") or parsed.tree.get("xml:lang") or signals.language,
        linked_data=tuple(islice(_linked_data(parsed.tree), _NODES)),
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


def _read_head(source: str) -> Signals:
    """Meta tags, title tag and canonical link of the head's source."""
    end = _HEAD_END.search(source)
    head = _without_scripts(source[: min(end.start() if end else len(source), _HEAD_LIMIT)])
    # Only these tags reach the parser: links to styles and icons are half of a head.
    tags = (match.group() for match in _HEAD_TAG.finditer(head))
    kept = "".join(islice((tag for tag in tags if tag[1] not in "lL" or "canonical" in tag), _TAGS))
    parser = etree.HTMLParser(encoding="utf-8")
    tree = etree.fromstring(f"<html>{kept}".encode("utf-8", "replace"), parser)
    meta: dict[str, list[str]] = defaultdict(list)
    for tag in tree.iter("meta"):
        name = (
            tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        )
        content = squash(tag.get("content") or tag.get("value"))
        if name and content:
            meta[name.strip().lower()].append(content[:_VALUE_LIMIT])
    links = (tag for tag in tree.iter("link") if "canonical" in (tag.get("rel") or "").split())
    canonical = next((href for tag in links if (href := tag.get("href")) is not None), None)
    title = tree.find(".//title")
    language = next(iter(meta.get("content-language", []) + meta.get("og:locale", [])), None)
    return Signals(
        canonical=canonical or next(iter(meta.get("og:url", [])), None),
        title_tag=None if title is None else squash("".join(title.itertext()))[:_VALUE_LIMIT],
        language=language,
        meta={name: tuple(values) for name, values in meta.items()},
    )


def _without_scripts(head: str) -> str:
    """A head without its scripts and styles; one that never ends takes the rest with it."""
    kept, at = [], 0
    while match := _SCRIPT.search(head, at):
        kept.append(head[at : match.start()])
        end = _SCRIPT_ENDS[match.group(1).lower()].search(head, match.end())
        if end is None:
            return "".join(kept)
        at = end.start()
    return "".join([*kept, head[at:]])


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD nodes of a page, flattened, in page order."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            yield from _nodes(_load(script.text), _DEPTH)


def _load(source: str) -> Any:
    """JSON as pages write it: comment marks around it, raw newlines and trailing commas inside.

    Comment marks may hold brackets of their own (`<![CDATA[`); those are cut first.
    """
    source = source.replace("<![CDATA[", "").replace("]]>", "")
    start = min((at for at in map(source.find, "{[") if at >= 0), default=0)
    end = max(source.rfind("}"), source.rfind("]")) + 1
    source = source[start:end]
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
