"""What was pasted: the words of the quotation, the marks of its editing, and what only stands beside it.

A quotation reaches a fact-checker with outer quotation marks, with an attribution ("..., said X"), with
openly marked edits (the forms of ellipsis, [brackets], [T]he) and with traces of where it was copied.
Here that is told apart, without asking the archive. Numbers of words and spans of the pasted text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from search.analysis import tokens
from search.errors import RequestError

from .flags import denies

# The longest text that is compared word by word. Three pages of print are about 1,500 words; the table
# that compares them with an article of as many words takes about 10 MB for each thousand squared.
MAX_WORDS = 2000

Span = tuple[int, int]

ELLIPSIS = re.compile(
    r"[\[(]\s*(?:\.{2,}|…|\.\s\.\s\.)\s*[\])]|…|\.{3,}|\.(?:[\s\u00a0]\.){2,}|(?<=\w)\.\.(?=\s|$)"
)
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_IN_WORD = re.compile(r"[\[\]]+")
# Double quotation marks; those not named open or close, as the language has it («Oui» and »Ja«).
_MARK = re.compile(r"[\"＂“”„‟«»「」『』〝〞]|''|``|´´|’’|‘‘")
_ONLY_OPEN = frozenset({"„", "‟", "「", "『", "〝", "``", "‘‘"})
_ONLY_CLOSE = frozenset({"”", "」", "』", "〞", "’’", "´´"})
_BESIDE_MARKS = " \t\r\n\u00a0\"＂“”„‟«»「」『』〝〞'`´’‘"

# Words of saying that tie an attribution to a quotation, in the languages of the demonstration archive
# and of the entity lists. They only decide what is left out of the comparison, never a verdict's words.
_SAYING_WORDS = """
    say says said saying told tells tell tweeted tweets tweet wrote writes write added adds
    asked asks replied replies claimed claims claim declared declares stated states announced
    argued insisted explained noted warned admitted remarked posted according quote quoted sagte
    sagt sagen schrieb schreibt erklärte erklart erklarte betonte meinte laut so dit disait
    declare ecrit affirme selon explique dijo dice escribio afirmo declaro segun disse scrive ha
    detto сказал сказала заявил заявила пише написав сказав заявив
"""
_SAYING = frozenset(_SAYING_WORDS.split())
# Words outside the quotation marks, on one side, that still read as an attribution: longer, and the
# marks more likely stand inside the quotation.
_MOST_BESIDE = 15
# Words that must be left to compare when those in brackets are set aside.
_LEAST_COMPARED = 2


@dataclass(frozen=True, slots=True)
class Pasted:
    """The words of a pasted text, in order, folded as `search.analysis` folds them.

    `spans` are code points of `text`. `ellipses` holds, for each mark of omission between two words, the
    number of words before it. `bracketed` are the words inside square brackets, `partly` those with
    brackets inside the word ([t]he), `outside` those of an attribution that was pasted along. `doubtful`
    look like one too ("Name: words"), but no quotation marks say so.
    """

    text: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    ellipses: frozenset[int]
    bracketed: frozenset[int]
    partly: frozenset[int]
    outside: frozenset[int]
    doubtful: frozenset[int] = frozenset()

    def without_doubtful(self) -> Pasted:
        """The same, with what looks like an attribution taken for one."""
        return replace(self, outside=self.outside | self.doubtful, doubtful=frozenset())

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
    doubtful = frozenset() if outside else frozenset(_unquoted_attribution(text, spans))
    ellipses = {_before(spans, match.start()) for match in ELLIPSIS.finditer(text)}
    bracketed = _bracketed(text, spans) - partly - outside
    if len(spans) - len(bracketed) - len(outside) < _LEAST_COMPARED:
        bracketed = set()  # brackets around everything edit nothing
    return Pasted(
        text=text,
        words=tuple(word for word, _, _ in found),
        spans=spans,
        ellipses=frozenset(n for n in ellipses if 0 < n < len(spans)),
        bracketed=frozenset(bracketed),
        partly=frozenset(partly),
        outside=outside,
        doubtful=doubtful,
    )


def _bracketed(text: str, spans: tuple[Span, ...]) -> set[int]:
    return {
        number
        for match in _BRACKETS.finditer(text)
        for number, (start, end) in enumerate(spans)
        if match.start() < start and end < match.end()
    }


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
    inner = _enclosed(text)
    if not inner:
        return set()
    left = _within(spans, 0, inner[0][0])
    right = _within(spans, inner[-1][1], len(text))
    found = _narrators(text, spans, inner)
    inside = len(spans) - len(left) - len(right)
    if inside < 2 or max(len(left), len(right)) > _MOST_BESIDE:
        return found
    before, after = (
        text[: inner[0][0]].rstrip(_BESIDE_MARKS),
        text[inner[-1][1] :].lstrip(_BESIDE_MARKS),
    )
    if (left and _introduces(before)) or (right and _attributes(after)):
        found.update(left, right)
    return found


def _within(spans: tuple[Span, ...], start: int, end: int) -> list[int]:
    return [n for n, (first, last) in enumerate(spans) if start <= first and last <= end]


def _enclosed(text: str) -> list[Span]:
    """The stretches between double quotation marks, marks left out."""
    found: list[Span] = []
    opened: int | None = None
    for match in _MARK.finditer(text):
        mark = match.group()
        if opened is None and mark not in _ONLY_CLOSE:
            opened = match.end()
        elif opened is not None and mark not in _ONLY_OPEN:
            found.append((opened, match.start()))
            opened = None
    return found


def _narrators(text: str, spans: tuple[Span, ...], inner: list[Span]) -> set[int]:
    """The words of a narrator between two stretches: '"...," she said, "..."'."""
    found: set[int] = set()
    for (_, start), (end, _) in pairwise(inner):
        between = _within(spans, start, end)
        ended = text[:start].rstrip().endswith((",", ".", "!", "?", "—", "–", "-", "…"))
        if ended and 2 <= len(between) <= _MOST_BESIDE and _says(text[start:end]):
            found.update(between)
    return found


def _says(text: str) -> bool:
    return any(token.word in _SAYING for token in tokens(text))


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
_TAIL = re.compile(r"(?:\n\s*[-—–―~]+\s?|,\s(?=said|says|tweeted|wrote)\w+\s)([^\n]{2,60})$")
_TAIL_IN_LINE = re.compile(r"\s[—–―]\s?([^\n—–―]{2,60})$")


def _unquoted_attribution(text: str, spans: tuple[Span, ...]) -> set[int]:
    """'Name: words' and 'words — Name' without quotation marks; names are at most six words."""
    beside: set[int] = set()
    lead, tail, in_line = _LEAD.search(text), _TAIL.search(text), _TAIL_IN_LINE.search(text)
    if lead and _named(lead.group()):
        beside |= {n for n, (_, end) in enumerate(spans) if end <= lead.end()}
    if tail is None and in_line and _only_names(in_line.group(1)):
        tail = in_line
    if tail and _named(tail.group(1)):
        beside |= {n for n, (start, _) in enumerate(spans) if start >= tail.start()}
    return beside if len(spans) - len(beside) >= _LEAST_COMPARED else set()


def _only_names(text: str) -> bool:
    """Whether each word has a capital and none denies: "— Never" belongs to the quotation."""
    return all(part[0].isupper() for part in text.split()) and not denies(text)


def _named(text: str) -> bool:
    words = re.findall(r"[^\W\d_][\w.’'-]*", text)
    last = tokens(text)[-1:] if text.rstrip().endswith(":") else []
    spoken = bool(last) and last[0].word in _SAYING
    return 0 < len(words) <= 6 and (spoken or words[-1][0].isupper() or words[0][0].isupper())
