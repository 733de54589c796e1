"""Direct quotations of an article, each with its speaker, cue, evidence and confidence.

Marks decide what is a quotation (marks.py), or the speaker's name at the head of an interview's line
(interviews.py); closed word classes tell who said it (cues.py, grammar.py, speakers.py), the article's own
names what "he" and a bare last name mean (people.py).
A speaker is a name or None: a role without a name ("the minister said") stays in the evidence.
"""

from __future__ import annotations

from index.quotes.speakers import attribute
from search.article import Mention, Quote

__all__ = ["find_quotes"]


def find_quotes(
    text: str, language: str | None, mentions: tuple[Mention, ...]
) -> tuple[Quote, ...]:
    """The direct quotations of a text: sorted, disjoint, offsets in code points of `text`.

    `start` and `end` leave the marks out; an interrupted quotation gives one Quote for each part, and so
    does one that runs over paragraphs. Works without mentions, by capitals alone. Never raises.
    """
    return attribute(text, language, mentions)
