"""Fragments of a hit: whole sentences around the best passages, with marks that equal the real matches.

Where a plan matches is said by `matching.py`, in words; here words become spans of the text. A phrase is
one mark, of words near each other each is one, what is excluded is never marked. Marks are offsets into
the fragment's text, never HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from .analysis import stems, tokens, words
from .article import BLOCK_BREAK, Article
from .document import GAP
from .fields import stems_of, words_of
from .matching import Span, merged, occurrences, positive
from .plan import Plan
from .result import Fragment
from .sentences import sentences

# Body fragments of one hit, and a fragment's length in code points: two or three lines of a result page
# each, as in the sketches of the search page.
MAX_FRAGMENTS = 3
LENGTH = 300
_LINE_BREAKS = str.maketrans("\n\r\t", "   ")


@dataclass(frozen=True, slots=True)
class Match:
    """Where one leaf of a plan matches: a span of the text, and which leaf it is."""

    start: int
    end: int
    leaf: int


@dataclass(frozen=True, slots=True)
class Marks:
    """Spans to mark on an article's page: in its title, in `Article.text`, and in each of `Article.cut`."""

    title: tuple[Span, ...] = ()
    text: tuple[Span, ...] = ()
    cut: tuple[tuple[Span, ...], ...] = ()


def fragments(article: Article, plan: Plan) -> tuple[Fragment, ...]:
    """What to show of a hit: the title where it matches, then the best passages in the order of the text.

    Passages are of the body; where something matches in the cut blocks alone, of those. Without any, the
    body begins, unmarked.
    """
    found: list[Fragment] = []
    title = _one_line(article.title or "")
    if in_title := _matches(plan, "title", [title], article.language):
        found.append(_fragment("title", title, _passage_of(title, in_title)))
    text = article.text
    in_body = _matches(plan, "body", text.split(BLOCK_BREAK), article.language)
    passages = _best(text, in_body)
    found.extend(_fragment("body", text, passage) for passage in passages)
    seen = {match.leaf for match in in_body}
    cut = [block.text for block in article.cut]
    in_cut = [m for m in _matches(plan, "cut", cut, article.language) if m.leaf not in seen]
    if in_cut:
        joined = BLOCK_BREAK.join(cut)
        found.extend(_fragment("cut", joined, passage) for passage in _best(joined, in_cut))
    if not in_body and not in_cut and text.strip():
        found.append(_fragment("body", text, _opening(text)))
    return tuple(found)
