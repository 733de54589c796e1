"""Where a page prints no article, or the beginning of one, and its JSON-LD holds it whole: that is the text.

Pages that scripts draw hold a note about scripts, a paywall lets the first paragraph through. The page's own
lines stay, cut. Where page and JSON-LD tell different things, the page is believed.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.page import Parsed

from .extract import found_in
from .kinds import Verdict
from .lines import Line, text_lines
from .linked_data import article_body

# An article body of fewer words is a summary: descriptions for search engines have up to 30.
_LEAST = 40
# The page's text is a beginning where the JSON-LD has so many times its words.
_TIMES = 3
# The share of the page's words that must stand in the JSON-LD.
_SAME = 0.5
# Text without a paragraph, and of no more words, is none: notes about scripts and cookies.
_PARAGRAPH = 20
_NO_TEXT = 40


def told_instead(
    parsed: Parsed, lines: Sequence[Line], verdicts: Sequence[Verdict]
) -> tuple[list[Line], list[Verdict]] | None:
    """The lines and verdicts of a page with its JSON-LD's article body for the text; None where the page's
    own text stands."""
    told = article_body(parsed.text, parsed.tree) if parsed.kind == "html" else ""
    body = text_lines(told)
    own = [line for line, verdict in zip(lines, verdicts, strict=True) if verdict.is_text]
    words = sum(line.words for line in own)
    if sum(line.words for line in body) < max(_LEAST, _TIMES * words):
        return None
    if not _is_none(own, words) and not _stands_in(own, words, told):
        return None
    cut = [_cut(verdict) for verdict in verdicts]
    at = next((at for at, verdict in enumerate(verdicts) if verdict.is_text), len(cut))
    added = [Verdict("body", "JSON-LD articleBody: the page prints less of it") for _ in body]
    return [*lines[:at], *body, *lines[at:]], [*cut[:at], *added, *cut[at:]]


def _is_none(own: Sequence[Line], words: int) -> bool:
    paragraph = any(line.sentence and line.words >= _PARAGRAPH for line in own)
    return words <= _NO_TEXT and not paragraph


def _stands_in(own: Sequence[Line], words: int, told: str) -> bool:
    found = zip(own, found_in(own, told), strict=True)
    return sum(line.words for line, same in found if same) >= _SAME * words


def _cut(verdict: Verdict) -> Verdict:
    if not verdict.is_text:
        return verdict
    return Verdict("boilerplate", "the page's own lines, fewer than its JSON-LD articleBody")
