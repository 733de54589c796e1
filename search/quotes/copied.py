"""Traces of where a text was copied from: character references and tags of HTML, read as a browser does."""

from __future__ import annotations

import html
import re

# &quot; &#8217; &#x2019; and, escaped twice, &amp;quot;.
_REFERENCE = re.compile(r"&(?:amp;)?(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d{0,2});")
# Tags that stand in running text, in small letters as programs write them: <BP> is a company.
_TAG = re.compile(
    r"</?(?:a|b|blockquote|br|cite|div|em|font|h[1-6]|i|li|mark|ol|p|q|s|small|span|strong|sub|sup|u|ul)"
    r"(?:\s[^<>]*)?/?>"
)
# Has no width and stands inside words (`search.analysis`).
PADDING = "\u2060"
_IN_WORDS = frozenset("'’‘ʼ´`′＇\u00ad")


def readable(text: str) -> str:
    """The text as its reader saw it, of the same length, so that places in one are places in the other:
    what is over becomes blanks, and inside a word signs without width."""
    if "&" in text:
        text = _REFERENCE.sub(_read, text)
    return _TAG.sub(_blank, text) if "<" in text else text


def _read(match: re.Match[str]) -> str:
    whole = match.group()
    sign = html.unescape(html.unescape(whole))
    if len(sign) > 2:  # names nothing
        return whole
    inside = sign in _IN_WORDS or sign.isalnum()
    return sign.rjust(len(whole), PADDING if inside else " ")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
