"""Who "he" or "she" is: the person of that gender who stands out most in the text before.

Each mention of a person in the narrator's words before the pronoun counts by its place in the sentence
(subject, object, possessive), those who spoke count more, and all fade with the paragraphs between.
The weights were swept on one half of the speakers' development set and checked on the other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence

from index.quotes import cues
from index.quotes.cues import words
from index.quotes.grammar import left_subject, right_subject
from index.quotes.narration import ENDS, Narration, Subject
from index.quotes.people import People

# How many paragraphs back a pronoun can reach, and after how many what was found is enough.
REACH, ENOUGH = 6, 2
FADE = 0.2
SENTENCE_FADE = 0.8
AT_START, PLAIN, GOVERNED, POSSESSED = 2.0, 0.8, 0.4, 0.5
SPOKE = 1.5
# Somebody without a name who speaks ("a woman said"): "m", "f", or this where the gender is open. Who asks
# is not the one who then answers.
SOMEBODY = ""
NAMELESS = (SOMEBODY, "m", "f")
ASKING = words("asked asks asking questioned pressed")
# Who only wrote what the quotation was printed in, or was told it: "in an article by Ann Ray".
CREDITED = 0.0
# At most so many mentions a paragraph, and so many speakers before, are weighed: it bounds the work.
CROWD, RECENT = 60, 4
# A person whose gender nothing tells, beside one whose gender fits.
UNSURE = 0.8
# A name that only its capitals call a person; a person whom the quotation itself names.
UNLIKELY, NAMED_INSIDE = 0.4, 0.3
SENTENCE_EDGE = (".", "!", "?", "”", '"', "''", ":", "—", "–", ")", "»")
# What someone writes and others speak in.
WORKS = words("""
    article report story interview piece column essay book biography profile dispatch account documentary
    artikel bericht reportage buch interview article livre entretien artículo libro entrevista
    """)
WRITTEN_BY = words("by von par de por")
OPENERS = words("but and yet so while when as after although though because if then for the")


class Antecedents:
    """Resolves the pronouns of one article, in order; `heard` notes each speaker found."""

    def __init__(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        people: People,
        narration: Callable[[int], Narration],
    ) -> None:
        self.text, self.spans, self.people, self.narration = text, spans, people, narration
        self._starts = [start for start, _ in spans]
        self._heard: list[tuple[int, str]] = []
        self._known: dict[int, tuple[list[tuple[int, float, str]], list[int]]] = {}

    def heard(self, at: int, name: str) -> None:
        """Notes that `name` speaks at an offset, by name or by pronoun."""
        self._heard.append((at, name))

    def resolve(self, pronoun: Subject, quoted: str) -> tuple[str | None, float]:
        """The person meant and how sure that is; None for "they", "we" and where nobody fits.

        `quoted` is what was said: who is named there seldom says it.
        """
        if not pronoun.gender:
            return None, 0.0
        fits: dict[str, float] = {}
        scores: dict[str, float] = defaultdict(float)
        here = bisect_right(self._starts, pronoun.start) - 1
        for back in range(min(REACH, here + 1)):
            for name, weight in self._standing(here - back, pronoun.start):
                if name not in fits:
                    fits[name] = self._fit(name, pronoun.gender, quoted)
                if fits[name] * weight:
                    scores[name] += weight * fits[name] * FADE**back
            if scores and back >= ENOUGH:
                break
        if not scores:
            return None, 0.0
        best = max(scores, key=lambda name: scores[name])
        if best in NAMELESS:
            return None, 0.0
        return best, 0.3 + 0.6 * scores[best] / sum(scores.values())

    def _fit(self, name: str, gender: str, quoted: str) -> float:
        """How well a person suits a pronoun of a gender, from 0 to 1."""
        if name in NAMELESS:
            return float(name == gender) if name else UNSURE
        sex = self.people.gender(name)
        if sex not in ("", gender) or self.people.is_other(name):
            return 0.0
        fit = 1.0 if sex else UNSURE
        fit *= 1.0 if self.people.likely(name) else UNLIKELY
        return fit * (NAMED_INSIDE if name.split()[-1] in quoted else 1.0)

    def _standing(self, number: int, before: int) -> list[tuple[str, float]]:
        """Who stands out in a paragraph before an offset, and how much: less with each sentence between."""
        events, edges = self._events(number)
        start, end = self.spans[number]
        until = min(before, end)
        sentence = bisect_left(edges, until)
        last = bisect_left(events, (until,))
        found = [
            (name, weight * SENTENCE_FADE ** (sentence - bisect_left(edges, at)))
            for at, weight, name in events[max(0, last - CROWD) : last]
        ]
        return found + [(name, SPOKE) for at, name in self._heard[-RECENT:] if start <= at < end]

    def _events(self, number: int) -> tuple[list[tuple[int, float, str]], list[int]]:
        """What makes people stand out in a paragraph, in order, as (offset, weight, name); and where
        its sentences end."""
        if number not in self._known:
            n = self.narration(number)
            start, end = self.spans[number]
            quoted = [(n.starts[i], n.ends[i]) for i, q in enumerate(n.quotes) if q >= 0]
            found = [
                (at, self._weight(at, stop, start), name)
                for at, stop, name in self.people.between(start, end)
                if not _inside(quoted, at)
            ]
            found += [(at, SPOKE, name) for at, name in self._speakers(n)]
            edges = [n.starts[i] for i, word in enumerate(n.words) if word in ENDS]
            self._known[number] = sorted(found), edges
        return self._known[number]

    def _speakers(self, n: Narration) -> list[tuple[int, str]]:
        """Who says something in a paragraph, quoted or not, by name, and who says it without one."""
        found = []
        for cue in n.telling(0, len(n.words)):
            if n.is_cue(cue):
                subject = left_subject(n, n.sentence(cue), cue)
                if subject is None and cue and n.words[cue - 1] in (",", "\0"):
                    subject = right_subject(n, cue, n.clause_end(cue))
                if subject and subject.kind == "name":
                    name, _ = self.people.resolve(subject)
                    found.append((subject.start, name))
                elif subject and n.lows[cue] not in ASKING and _is_new(subject):
                    sex = cues.ROLE_GENDER.get(subject.text.split()[-1].casefold())
                    found.append((subject.start, sex or SOMEBODY))
        return found

    def _weight(self, start: int, end: int, paragraph: int) -> float:
        if self.text[end : end + 2] in ("'s", "’s"):
            return POSSESSED
        left = self.text[max(paragraph, start - 30) : start].split()
        while left and (
            left[-1][0].isupper()
            or left[-1].casefold() in cues.ROLE_GENDER
            or left[-1].casefold().strip(".") in cues.TITLES
        ):
            if left[-1].casefold() in cues.PREPOSITIONS:
                return _governed(left)
            left.pop()
        if not left or left[-1].endswith(SENTENCE_EDGE) or left[-1].casefold() in OPENERS:
            return AT_START
        return _governed(left) if left[-1].casefold() in cues.PREPOSITIONS else PLAIN


def _is_new(subject: Subject) -> bool:
    """Whether a role is one new person: "a vicar"; "the vicar" may be somebody named before."""
    first, *rest = subject.text.casefold().split()
    return (
        subject.kind == "role"
        and first in ("a", "an", "another", "one")
        and bool(rest)
        and rest[-1] not in cues.ORG_WORDS
    )


def _governed(left: list[str]) -> float:
    """The weight of a name after a preposition, the last of these words."""
    work = left[-2].casefold() if len(left) > 1 and left[-1].casefold() in WRITTEN_BY else ""
    return CREDITED if work in WORKS else GOVERNED


def _inside(quoted: list[tuple[int, int]], at: int) -> bool:
    """Whether an offset lies in one of the sorted spans."""
    index = bisect_right(quoted, (at, len(quoted) and quoted[-1][1])) - 1
    return index >= 0 and at < quoted[index][1]
