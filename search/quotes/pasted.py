"""What was pasted: the words of the quotation, the marks of its editing, and what only stands beside it.

A quotation reaches a fact-checker with outer quotation marks, with an attribution ("..., said X"), with
openly marked edits (the forms of ellipsis, [brackets], [T]he) and with traces of where it was copied.
Here that is told apart, without asking the archive. Numbers of words and spans of the pasted text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.analysis import tokens
from search.errors import RequestError

# The longest text that is compared word by word. Three pages of print are about 1,500 words; the table
# that compares them with an article of as many words takes about 10 MB for each thousand squared.
MAX_WORDS = 2000

Span = tuple[int, int]

ELLIPSIS = re.compile(
    r"[\[(]\s*(?:\.{2,}|…|\.\s\.\s\.)\s*[\])]|…|\.{3,}|\.(?:[\s\u00a0]\.){2,}|(?<=\w)\.\.(?=\s|$)"
)
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_IN_WORD = re.compile(r"[\[\]]+")
# Pairs that enclose a quotation: opening marks, closing marks.
_OPENS = '“„‟«»‹›「『〝"＂'
_CLOSES = '”“‟»«›‹」』〞"＂'
_DOUBLED = re.compile(r"''|``|´´|’’|‘‘")

# Words of saying that tie an attribution to a quotation, in the languages of the demonstration archive
# and of the entity lists. They only decide what is left out of the comparison, never a verdict's words.
_SAYING = frozenset(
    """say says said saying told tells tell tweeted tweets tweet wrote writes write added adds asked asks
    replied replies claimed claims claim declared declares stated states announced argued insisted
    explained noted warned admitted remarked posted according quote quoted
    sagte sagt sagen schrieb schreibt erklärte erklart erklarte betonte meinte laut so
    dit disait declare ecrit affirme selon explique dijo dice escribio afirmo declaro segun
    disse scrive ha detto сказал сказала заявил заявила пише написав сказав заявив заявила""".split()
)
# Words outside the quotation marks, on one side, that still read as an attribution: longer, and the
# marks more likely stand inside the quotation.
_MOST_BESIDE = 15


@dataclass(frozen=True, slots=True)
class Pasted:
    """The words of a pasted text, in order, folded as `search.analysis` folds them.

    `spans` are code points of `text`. `ellipses` holds, for each mark of omission between two words, the
    number of words before it. `bracketed` are the words inside square brackets, `partly` those with
    brackets inside the word ([t]he), `outside` those of an attribution that was pasted along.
    """

    text: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    ellipses: frozenset[int]
    bracketed: frozenset[int]
    partly: frozenset[int]
    outside: frozenset[int]

    def part(self, first: int, last: int) -> Pasted:
        """The words from `first` to before `last`, as if they alone had been pasted from the text."""
        inside = range(first, last)

        def moved(numbers: frozenset[int]) -> frozenset[int]:
            return frozenset(n - first for n in numbers if n in inside)

        return Pasted(
            self.text, self.words[first:last], self.spans[first:last],
            frozenset(n - first for n in self.ellipses if first < n < last),
            moved(self.bracketed), moved(self.partly), moved(self.outside),
        )  # fmt: skip


def parse(text: str) -> Pasted:
    """Reads a pasted text. Raises RequestError where it has no word, or too many."""
    found, partly = _words(text)
    if not found:
        raise RequestError(
            "There is nothing to check: paste the words of a quotation, for instance "
            "pressmark quote 'no minister signs this alone'."
        )
    if len(found) > MAX_WORDS:
        raise RequestError(
            f"This is a text of {len(found):,} words; up to {MAX_WORDS:,} can be compared word by word. "
            "Paste the passage that is in question, or check it in parts."
        )
    spans = tuple((start, end) for _, start, end in found)
    outside = frozenset(_outside(text, spans))
    ellipses = {_before(spans, match.start()) for match in ELLIPSIS.finditer(text)}
    bracketed = {
        number
        for match in _BRACKETS.finditer(text)
        for number, (start, end) in enumerate(spans)
        if match.start() < start and end < match.end()
    }
    return Pasted(
        text=text,
        words=tuple(word for word, _, _ in found),
        spans=spans,
        ellipses=frozenset(n for n in ellipses if 0 < n < len(spans)),
        bracketed=frozenset(bracketed - partly - outside),
        partly=frozenset(partly),
        outside=outside,
    )


def _words(text: str) -> tuple[list[tuple[str, int, int]], set[int]]:
    """The words; those that brackets cut ("[t]he", "want[ed]") made whole, and their numbers."""
    found: list[tuple[str, int, int]] = []
    partly: set[int] = set()
    for word, start, end in tokens(text):
        between = text[found[-1][2] : start] if found else ""
        if between and _IN_WORD.fullmatch(between) and _cut(text, found[-1], start, end):
            before = found.pop()
            partly.add(len(found))
            found.append((before[0] + word, before[1], end))
        else:
            found.append((word, start, end))
    return found, partly


def _cut(text: str, before: tuple[str, int, int], start: int, end: int) -> bool:
    """Whether brackets stand inside one word: "[t]he" and "want[ed]", but not "[t][he]"."""
    opens = text[before[1] - 1 : before[1]] == "["
    return (opens and text[start - 1] == "]") or (
        text[start - 1] == "[" and text[end : end + 1] == "]"
    )


def _before(spans: tuple[Span, ...], at: int) -> int:
    return sum(1 for start, _ in spans if start < at)


def _outside(text: str, spans: tuple[Span, ...]) -> set[int]:
    """The numbers of the words that attribute the quotation rather than belong to it."""
    outer = _enclosed(text)
    if outer is None:
        return _unquoted_attribution(text, spans)
    left = [n for n, (_, end) in enumerate(spans) if end <= outer[0]]
    right = [n for n, (start, _) in enumerate(spans) if start >= outer[1]]
    inside = len(spans) - len(left) - len(right)
    if inside < 2 or max(len(left), len(right)) > _MOST_BESIDE or not (left or right):
        return set()
    before, after = text[: outer[0]].rstrip(), text[outer[1] :].lstrip()
    attributed = (bool(left) and _introduces(before)) or (bool(right) and _attributes(after))
    return {*left, *right} if attributed else set()


def _enclosed(text: str) -> Span | None:
    """From the first to the last quotation mark of a pair, if any."""
    plain = _DOUBLED.sub('""', text)
    first = next((i for i, c in enumerate(plain) if c in _OPENS), None)
    if first is None:
        return None
    last = max((i for i, c in enumerate(plain) if c in _CLOSES and i > first), default=None)
    return None if last is None else (first, last + 1)


def _introduces(before: str) -> bool:
    """Whether the text before a quotation leads into it: 'X said:', 'X: ', 'did X really say'."""
    if before.endswith((":", "—", "–")):
        return True
    last = [token.word for token in tokens(before)][-2:]
    return any(word in _SAYING for word in last)


def _attributes(after: str) -> bool:
    """Whether the text after a quotation names who said it: ', said X', '— X, on Tuesday', '(X)'."""
    if after.startswith(("—", "–", "-", "(", "#", "~", "―")):
        return True
    first = [token.word for token in tokens(after)][:4]
    return any(word in _SAYING for word in first)


_LEAD = re.compile(r"^\s*[^\W\d_][^:\n\"“”]{0,60}:\s+(?=\S)")
_TAIL = re.compile(
    r"(?:\s[—–―]\s?|\n\s*[-—–―~]+\s?|,\s(?=said|says|tweeted|wrote)\w+\s)([^\n]{2,60})$"
)


def _unquoted_attribution(text: str, spans: tuple[Span, ...]) -> set[int]:
    """'Name: words' and 'words — Name' without quotation marks; names are at most six words."""
    beside: set[int] = set()
    lead, tail = _LEAD.search(text), _TAIL.search(text)
    if lead and _named(lead.group()):
        beside |= {n for n, (_, end) in enumerate(spans) if end <= lead.end()}
    if tail and _named(tail.group(1)):
        beside |= {n for n, (start, _) in enumerate(spans) if start >= tail.start()}
    return beside if len(spans) - len(beside) >= 2 else set()


def _named(text: str) -> bool:
    words = re.findall(r"[^\W\d_][\w.’'-]*", text)
    last = tokens(text)[-1:] if text.rstrip().endswith(":") else []
    spoken = bool(last) and last[0].word in _SAYING
    return 0 < len(words) <= 6 and (spoken or words[-1][0].isupper() or words[0][0].isupper())
