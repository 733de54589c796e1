"""Interviews: lines that begin with who speaks, "M.K.: ", "Ann Ray: ", "MAYOR RAY: ", without quotation marks.

What stands behind such a label is direct speech, and is one quotation a line. A label counts that means a person
whom the article names, by a name or by initials that one of its persons alone has, and that stands at several
lines: a list of players with their marks, or of headings, has each once. Questions stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.quotes import cues
from index.quotes.marks import MARK
from index.quotes.people import CAPITAL, WORD, People, bare, last_key
from search.article import Quote

_INITIALS = rf"[{CAPITAL}]\.?(?:[ -]?[{CAPITAL}]\.?){{1,2}}"
_LABEL = re.compile(rf"(?P<label>{_INITIALS}|{WORD}\.?(?: {WORD}){{0,3}}):\s+(?=\S)")
_ONLY_INITIALS = re.compile(rf"{_INITIALS}$")
# Lines that one label heads at least.
_LEAST = 2
# What is said has so many words at least: "Ray: 547" is a count. Answers of one word go with it.
_SHORTEST = 3
_SPOKEN = re.compile(r"[^\W\d_]+")
# A whole name is told apart more surely than two letters.
_BY_NAME, _BY_INITIALS = 0.9, 0.8

Labelled = tuple[str, int, int]


def labelled(text: str, spans: Sequence[tuple[int, int]]) -> dict[int, Labelled]:
    """The paragraphs that begin with a label, by number: the label, and where what is said begins and ends."""
    found = {}
    for number, (start, end) in enumerate(spans):
        match = _LABEL.match(text, start, end)
        if match and len(_SPOKEN.findall(text, match.end(), end)) >= _SHORTEST:
            found[number] = (match["label"], match.end(), start + len(text[start:end].rstrip()))
    return found


def turns(text: str, found: dict[int, Labelled], people: People) -> dict[int, Quote]:
    """What persons say in an interview, by the number of the paragraph; what stands in marks is left to these."""
    counts = Counter(label for label, _, _ in found.values())
    names = {label: speaker(label, people) for label, count in counts.items() if count >= _LEAST}
    said = {}
    for number, (label, start, end) in found.items():
        name = names.get(label)
        if name is not None and not MARK.match(text, start):
            trust = _BY_INITIALS if _ONLY_INITIALS.match(label) else _BY_NAME
            evidence = f"speaks in an interview: “{label}” is {name}"
            said[number] = Quote(start, end, text[start:end], name, ":", evidence, trust)
    return said


def speaker(label: str, people: People) -> str | None:
    """The person whom a label means: of that name or last name, or alone with these initials."""
    if _ONLY_INITIALS.match(label):
        return by_initials(label, people)
    words = [word for word in label.split() if cues.normal(word) not in cues.TITLES]
    key = " ".join(words).casefold()
    return _only(name for name in _names(people) if key in (name.casefold(), last_key(name)))


def by_initials(label: str, people: People) -> str | None:
    """The only person with these initials; None for any other word."""
    if not _ONLY_INITIALS.match(label):
        return None
    letters = re.sub(r"[\s.-]", "", label)
    return _only(name for name in _names(people) if _initials(name) == letters)


def _names(people: People) -> Iterator[str]:
    """The full names of the article's persons, each once."""
    for name in dict.fromkeys(name for _, _, name in people.seen):
        if " " in name and people.likely(name):
            yield name


def _only(names: Iterator[str]) -> str | None:
    first, second = next(names, None), next(names, None)
    return first if second is None else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in bare(name).split() if word[0].isupper())
