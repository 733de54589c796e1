"""The narrator's words of a paragraph, each quotation in them one opaque word (QUOTED).

Here lives what a single word is: a verb of saying, part of a name, a preposition, the end of a
sentence. What several words together mean is in grammar.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from index.quotes import cues
from index.quotes.cues import words
from index.quotes.marks import Stretch

QUOTED = "\0"
# No sentence of news has more words; it bounds the work on texts without any full stop.
LONGEST = 150
LETTERS = r"(?:[^\W_]++|[\u0300-\u036f]++)++"
# A word with nothing joined to it and a sign, as most are; what stands in brackets (a party, an age), "R-Ky.",
# "U.S.", a word with what joins its parts.
WORD = re.compile(
    r"([^\W_]++(?![-’'&.\u0300-\u036f])|[^\w\s(\u0300-\u036f]"
    r"|\([^()\n]{1,20}\)|\(|[A-Z]-[A-Z][A-Za-z.]*|(?:[^\W\d_]\.){2,}"
    rf"|{LETTERS}(?:[-’'&]{LETTERS})*\.?)"
)
POSSESSIVE = ("'s", "’s", "s'", "s’")
ENDS = frozenset(".!?")
CLAUSE_ENDS = ENDS | {";"}
COMMAS = frozenset(",—–―-()")
BREAKS = COMMAS | ENDS | frozenset(":;[]/|") | {QUOTED}
MARKS = frozenset("“”„‟«»‹›「」『』\"＂‘’'`")
BEING = words("was were been being be is are gets got")
# French and Italian articles before a vowel, and "dit-il", "a-t-elle".
ELISION = re.compile(r"(?:[ldjcsnmt]|qu|dell|all|nell|sull|dall|un)[’'](?=\w)", re.I)
INVERTED = re.compile(r"(.+?)-(?:t-)?(il|elle|ils|elles|on|je)$")


# "he'd", "they've": a pronoun and its auxiliary.
SHORT = re.compile(r"(he|she|they|we|i|it|you|who)([’'](?:d|s|ll|ve|re|m))", re.I)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does the saying, as printed: `kind` is name, pronoun or role; offsets into the text."""

    kind: str
    text: str
    start: int
    end: int
    gender: str = ""


class Narration:
    """One paragraph's words: parallel lists of word, small-letter form, offsets and quotation number."""

    def __init__(
        self,
        text: str,
        span: tuple[int, int],
        quotes: Sequence[tuple[int, Stretch]],
        language: str | None,
        names: Container[str] = (),
    ) -> None:
        self.text = text
        self.names = names
        self.grammar = cues.grammar(language)
        self.words: list[str] = []
        self.lows: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.quotes: list[int] = []
        at = span[0]
        for number, stretch in quotes:
            self._read(at, _outside(text, stretch.start, span[0], -1))
            self._add([QUOTED], [stretch.start], [stretch.end])
            self.quotes.append(number)
            at = _outside(text, stretch.end, span[1], 1)
        self._read(at, span[1])

    def _read(self, start: int, end: int) -> None:
        """Adds the words of a span: whole rows of them up to the next that is more than letters or one sign."""
        if start >= end:
            return
        pieces = WORD.split(self.text[start:end])
        edges = list(accumulate(map(len, pieces), initial=start))
        words, starts, ends = pieces[1::2], edges[1:-1:2], edges[2::2]
        done = 0
        for at, word in enumerate(words):
            if not word.isalnum() and len(word) > 1:
                self._add(words[done:at], starts[done:at], ends[done:at])
                self._read_joined(word, starts[at])
                done = at + 1
        self._add(words[done:], starts[done:], ends[done:])
        self.quotes.extend([-1] * (len(self.words) - len(self.quotes)))

    def _read_joined(self, word: str, left: int) -> None:
        """Adds a word with a full stop, an apostrophe or a hyphen; not a party or an age: "(R-Ky.)"."""
        stop = word[-1] == "." and not _abbreviated(word)
        word = word[:-1] if stop else word
        right = left + len(word)
        if ("'" in word or "’" in word) and (short := SHORT.fullmatch(word)):
            middle = left + len(short[1])
            self._add([short[1], short[2]], [left, middle], [middle, right])
        elif self.grammar.elides and word[0].isalpha():
            self._split(word, left)
        elif word[0] != "(":
            self._add([word], [left], [right])
        if stop:
            self._add(["."], [right], [right + 1])

    def _split(self, word: str, left: int) -> None:
        """Adds "l'ancien" as two words, "dit-il" as verb and pronoun."""
        right = left + len(word)
        if prefix := ELISION.match(word):
            self._add([prefix[0]], [left], [left + prefix.end()])
            left += prefix.end()
            word = word[prefix.end() :]
        if parts := INVERTED.match(word):
            self._add(
                [parts[1], parts[2]], [left, left + parts.start(2)], [left + parts.end(1), right]
            )
        else:
            self._add([word], [left], [right])

    def _add(self, words: list[str], starts: list[int], ends: list[int]) -> None:
        self.words += words
        self.lows += map(cues.normal, words)
        self.starts += starts
        self.ends += ends

    def sentence(self, at: int) -> int:
        """Where the sentence that word `at` stands in begins."""
        last = bisect_left(self._stops, at) - 1
        if last >= 0 and self._stops[last] == at - 1 and self.quotes[at - 1] >= 0:
            last -= 1  # a quotation right before a word does not part it from its own sentence
        far = last < 0 or self._stops[last] <= at - LONGEST
        return max(0, at - LONGEST) if far else self._stops[last] + 1

    @cached_property
    def _stops(self) -> list[int]:
        """The words that end sentences: full stops, and quotations that hold theirs."""
        last = len(self.words) - 1
        return [
            i
            for i, word in enumerate(self.words)
            if word in ENDS or (self.quotes[i] >= 0 and i < last and self.stops(i))
        ]

    def telling(self, first: int, last: int) -> list[int]:
        """The words from `first` to before `last` that can be verbs of saying or stand before a speaker."""
        return self._telling[bisect_left(self._telling, first) : bisect_left(self._telling, last)]

    @cached_property
    def _telling(self) -> list[int]:
        verbs, openers = self.grammar.verbs, self.grammar.openers
        return [i for i, low in enumerate(self.lows) if low in verbs or low in openers]

    def stops(self, index: int) -> bool:
        """Whether the quotation at `index` ends its sentence (as far as its last character tells)."""
        last = self.text[self.starts[index] : self.ends[index]].rstrip("'’”\"")[-1:]
        return last in ENDS and self.words[index + 1][0].isupper()

    def clause_end(self, at: int) -> int:
        """The first word from `at` on that ends the clause or is a quotation, or the paragraph's end."""
        end = min(len(self.words), at + LONGEST)
        for index in range(at, end):
            if self.words[index] in CLAUSE_ENDS or self.quotes[index] >= 0:
                return index
        return end

    def index(self, offset: int) -> int:
        """Which word begins at an offset."""
        return bisect_left(self.starts, offset)

    def is_cue(self, index: int) -> bool:
        """Whether a word is a verb of saying in use: no noun ("his claims"), no passive ("was asked")."""
        low = self.lows[index]
        if low not in self.grammar.verbs or (self.words[index][0].isupper() and self._named(index)):
            return False
        if self.grammar.code != "en" or not index:
            return True
        before = self.lows[index - 1]
        if before in cues.DETERMINERS and before not in ("this", "that"):
            return False
        if before.endswith(POSSESSIVE) and low.endswith("s"):
            return False
        return not self.passive(index)

    def passive(self, index: int) -> bool:
        """Whether an English verb is passive: "was asked", "is often called"."""
        at = index - 1
        while at > 0 and self.lows[at].endswith("ly"):
            at -= 1
        return at >= 0 and self.lows[at] in BEING and not self.lows[index].endswith("ing")

    def _named(self, index: int) -> bool:
        """Whether a capitalised verb is a last name ("Read said", "Mr. Read"), not a headline's verb."""
        before = self.lows[index - 1] if index else ""
        below = self.lows[index + 1] if index + 1 < len(self.lows) else ""
        near = before in cues.HONORIFICS or before in cues.GENDER or before in self.grammar.verbs
        return near or below in self.grammar.verbs

    def according(self, index: int) -> int:
        """How many words at `index` stand before a speaker ("according to"); 0 where none do."""
        if self.lows[index] not in self.grammar.openers:
            return 0
        for phrase in self.grammar.according:
            if tuple(self.lows[index : index + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def preposition(self, index: int) -> bool:
        """Whether a word is a preposition: in small letters, or first in its sentence ("In", not "Del.")."""
        if self.lows[index] not in cues.PREPOSITIONS:
            return False
        return self.words[index][0].islower() or not index or self.words[index - 1] in BREAKS

    def capital(self, index: int) -> bool:
        """Whether a word can be part of a name."""
        word, low = self.words[index], self.lows[index]
        if not word[0].isupper():
            return False
        if low in cues.NOT_NAMES or low in cues.LEADING:
            return self._surname(index)
        return True

    def _surname(self, index: int) -> bool:
        """Whether a common word is a last name: "Theresa May", and "Early said" where a Chris Early is known."""
        low, before = self.lows[index], self.lows[index - 1] if index else ""
        named = bool(index) and self.words[index - 1][0].isupper()
        if named and (before in cues.GENDER or before in cues.HONORIFICS):
            return True
        if named and low in cues.LEADING:
            return before not in cues.NOT_NAMES and not self.preposition(index - 1)
        beside = self.lows[index + 1] if index + 1 < len(self.lows) else ""
        return low in self.names and (beside in self.grammar.verbs or before in self.grammar.verbs)

    def subject(self, kind: str, first: int, last: int, gender: str = "") -> Subject:
        """The words from `first` to `last`, both included, as a Subject."""
        start, end = self.starts[first], self.ends[last]
        return Subject(kind, " ".join(self.text[start:end].split()), start, end, gender)


def _outside(text: str, at: int, limit: int, step: int) -> int:
    """From the edge of a stretch past its mark, so that no mark is read as a word."""
    while at != limit and ((c := text[at - 1] if step < 0 else text[at]) in MARKS or c.isspace()):
        at += step
    return at


def _abbreviated(word: str) -> bool:
    bare = word[:-1]
    if bare[1:2] == "-" or "." in bare or bare.lower() in cues.ABBREVIATIONS:
        return True
    return len(bare) == 1 and bare.isupper()
