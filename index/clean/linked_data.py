"""The article body that an HTML page repeats in its JSON-LD: a witness, and what is left where all else fails."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from .witness import UNFIT

_KEY = "articleBody"
_TAG = re.compile(r"</?[a-z!][^<>]{0,500}>", re.I)
# Tags that may stand within a sentence; all others end a line.
_WITHIN = re.compile(
    r"</?(?:a|abbr|b|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|time|u)\b[^<>]{0,500}>",
    re.I,
)


def article_body(source: str, tree: Any) -> str:
    """The longest `articleBody` of a page's JSON-LD as plain text, or an empty string.

    `source` is the page as text: most pages are told off by it without a look at their scripts.
    """
    if _KEY not in source:
        return ""
    found: list[str] = []
    for script in tree.iterfind(".//script"):
        text = script.text or ""
        if _KEY in text and "json" in (script.get("type") or ""):
            found += _bodies(text)
    return max(found, key=len, default="")


def _bodies(text: str) -> list[str]:
    try:
        pending = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):  # cut off, not JSON, or nested to do harm
        return []
    found = []
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if isinstance(body := node.get(_KEY), str):
                found.append(_plain(body))
            pending.extend(value for value in node.values() if isinstance(value, (dict, list)))
        elif isinstance(node, list):
            pending.extend(node)
    return found


def _plain(body: str) -> str:
    """A body without tags and without what is no character (JSON may hold halves of pairs), a line a paragraph."""
    text = html.unescape(_TAG.sub("\n", _WITHIN.sub("", html.unescape(body))))
    return "\n".join(" ".join(line.split()) for line in UNFIT.sub(" ", text).splitlines())
