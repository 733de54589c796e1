"""What lies between two passages of one article: is it one quotation, interrupted or shortened, or two?

Said from the text between them alone: quotation marks, paragraphs, length.
"""

from __future__ import annotations

import re

from .passages import paragraph_breaks, quotation_marks

# A narrator's insertion, in words. The longest of the development sets has 12; what lies between the parts
# of a splice has at least 26.
_NARRATOR = 18
# What an open ellipsis may leave out of one quotation, in words. The longest of the development sets leaves
# out 33; most splices pass over paragraphs, and are told by them.
_ELLIPSIS = 60
# What may be left out of one passage without a mark and still be an omission and no splice, in words. The
# longest of the development sets has 9, the shortest splice passes over 26.
_OMISSION = 18
# So few words are left out by a slip, whatever lies between.
_SLIP = 6
# Marks that only open, or only close; any other does what the one before it did not.
_OPENING = frozenset("„‟「『〝") | {"``", "‘‘"}
_CLOSING = frozenset("”」』〞") | {"’’", "´´"}
_WORD = re.compile(r"\w+")


def interrupted(between: str) -> bool:
    """Whether a text is a narrator between two parts of one quotation: '," she said. "'."""
    marks = quotation_marks(between)
    if not marks or len(_WORD.findall(between)) > _NARRATOR:
        return False
    before = between[: marks[0][0]]
    after = between[marks[-1][1] :]
    if _WORD.search(before) or _WORD.search(after):
        return False
    return len(marks) == 2 and paragraph_breaks(between) <= 1


def one_passage(between: str, *, marked: bool) -> bool:
    """Whether what was left out belongs to one passage, so that leaving it out is no splice."""
    words = len(_WORD.findall(between))
    if words > (_ELLIPSIS if marked else _OMISSION):
        return False
    marks, breaks = len(quotation_marks(between)), paragraph_breaks(between)
    if marked:
        return breaks <= 1 and (marks == 0 or (marks <= 2 and breaks == 0 and words <= _NARRATOR))
    return words <= _SLIP or (breaks == 0 and marks == 0)


def neighbours(between: str) -> bool:
    """Whether two stretches that were quoted the other way round are clauses of one passage."""
    apart = quotation_marks(between) or paragraph_breaks(between)
    return not apart and len(_WORD.findall(between)) <= _SLIP


def quoted(text: str, start: int) -> bool:
    """Whether a place of a text stands inside double quotation marks, as its paragraph has them."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    opened = False
    for first, last in quotation_marks(before):
        mark = before[first:last]
        opened = mark in _OPENING or (mark not in _CLOSING and not opened)
    return opened
