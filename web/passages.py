"""The address of a passage: in the archive, and on the page where it was published.

In the archive it is `at=START-END-CHECK`, one for each stretch: code points of the stored text, and a
digest of the words there, so that an article that was indexed anew from another text cannot silently put
the link on other words. On the live page it is a text fragment (wicg.github.io/scroll-to-text-fragment),
which browsers that know them scroll to.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlencode

from flask import url_for

from search.article import Article
from search.errors import RequestError

from .marking import Span

AT = "at"
_AT = re.compile(r"([0-9]{1,9})-([0-9]{1,9})-([0-9a-f]{8})")
# Stretches in one address, the first ones: more would outgrow what mail programs and servers carry.
_MOST = 50
# Longer stretches are named by their first and last words, so that addresses stay of a length that mail
# programs do not break.
_WHOLE = 200
_ENDS = 5


def href(article: Article, spans: Sequence[Span]) -> str:
    """The article's page with these stretches marked, at the first of them."""
    pairs = [(AT, address(article.text, span)) for span in spans[:_MOST]]
    return f"{url_for('reading.article', name=article.id)}?{urlencode(pairs)}#m1"


def address(text: str, span: Span) -> str:
    """One stretch as `START-END-CHECK`."""
    start, end = span
    return f"{start}-{end}-{_digest(text[start:end])}"


def read(text: str, given: Iterable[str]) -> tuple[tuple[Span, ...], int]:
    """The stretches that addresses name, in order, and how many no longer hold the words they were made
    for. Raises RequestError for what is no such address."""
    found, stale = set(), 0
    for value in dict.fromkeys(given):
        match = _AT.fullmatch(value)
        if match is None:
            raise RequestError(
                f"at={value} names no passage. It is written START-END-CHECK, as the links of a checked "
                "quotation have it; the address may have been cut short."
            )
        start, end = int(match[1]), int(match[2])
        if start < end <= len(text) and _digest(text[start:end]) == match[3]:
            found.add((start, end))
        else:
            stale += 1
    if len(found) > _MOST:
        raise RequestError(f"at is given more than {_MOST} times. Keep fewer.")
    return tuple(_apart(sorted(found))), stale


def live(url: str, text: str, spans: Sequence[Span]) -> str:
    """A page's own address, pointing at these stretches of its text."""
    directives = "&".join(f"text={_fragment(text[start:end])}" for start, end in spans[:_MOST])
    return f"{url}{'' if '#' in url else '#'}:~:{directives}"


def _fragment(passage: str) -> str:
    words = passage.split()
    if len(words) > 2 * _ENDS and (len(passage) > _WHOLE or "\n" in passage):
        return f"{_encoded(words[:_ENDS])},{_encoded(words[-_ENDS:])}"
    return _encoded(words)


def _encoded(words: Sequence[str]) -> str:
    # A hyphen, like comma and ampersand, has a meaning of its own in a text directive.
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")


def _digest(passage: str) -> str:
    """Eight hex digits: one in four billion that other words pass for these."""
    return hashlib.sha256(passage.encode(errors="surrogatepass")).hexdigest()[:8]


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, overlapping ones as one."""
    found: list[Span] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
