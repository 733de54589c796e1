"""Fronts of sections: pages of teasers, each a sentence or two under the link to its article, and no article.

A page with a headline of its own that is no link is an article, even where it lists links with a line on each.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.page import Rejected

from .kinds import Verdict
from .lines import Line

# The share of a line's characters in links from which it is a link, and the words of a teaser's heading.
_LINKED = 0.9
_SHORTEST, _LONGEST = 3, 20
# A teaser has no more lines and words: two sentences.
_LINES, _WORDS = 2, 60
# Teasers that make a front, and the share of the page's text that they must be: by them no page of the
# development sets, which are articles, is refused.
_TEASERS, _SHARE = 5, 0.9


def refuse_front(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> None:
    """Raises Rejected("clean", reason) for a page that is nothing but teasers."""
    heads = [at for at, line in enumerate(lines) if _is_head(line)]
    if len(heads) < _TEASERS or any(
        "titled" in line.zones and line.linked < _LINKED for line in lines
    ):
        return
    text = {at for at, verdict in enumerate(verdicts) if verdict.is_text} - set(heads)
    teasers = covered = 0
    for head, following in pairwise([*heads, len(lines)]):
        # Of dated teasers cleaning may take one for a headline, so that each sentence counts.
        below = [at for at in range(head + 1, following) if at in text or lines[at].sentence]
        if 1 <= len(below) <= _LINES and sum(lines[at].words for at in below) <= _WORDS:
            teasers += 1
            covered += sum(lines[at].words for at in below if at in text)
    if teasers >= _TEASERS and covered >= _SHARE * sum(lines[at].words for at in text):
        raise Rejected(
            "clean", f"a front of {teasers} teasers, each under a link of its own, and no article"
        )


def _is_head(line: Line) -> bool:
    return line.linked >= _LINKED and _SHORTEST <= line.words <= _LONGEST and not line.sentence
