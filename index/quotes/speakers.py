"""Who said each quotation: the rules, in order of trust, and the resolution of what they find.

For each stretch between marks: the narrator right after it, inside an interrupted quotation, before it
in the sentence, later in the sentence; then the quotation it goes on from. A rule that finds a role
without a name ("an aide said") ends the search: no speaker, rather than a wrong one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.quotes import cues
from index.quotes.antecedents import Antecedents
from index.quotes.grammar import (
    COMMAS,
    ENDS,
    POSSESSIVE,
    Narration,
    Subject,
    left_subject,
    main_subject,
    name_ending,
    participle,
    right_subject,
)
from index.quotes.marks import Stretch, paragraphs, stretches
from index.quotes.people import People
from index.quotes.roles import Roles
from search.article import Mention, Quote

# A quotation of at most so many words without a verb of saying is a scare quote or a title.
SCARE_WORDS = 3
# Characters of a line that signs a quotation: a name, and an office or a place after it.
SIGNATURE = 90
# How far to trust that the only senator of an article is "the senator".
HOLDER = 0.7
DASHES = frozenset("—–―-")


@dataclass(frozen=True, slots=True)
class Found:
    """What one rule found: the subject as printed, the verb, the rule in words, how far to trust it."""

    subject: Subject | None
    cue: str | None
    rule: str
    trust: float


def attribute(text: str, language: str | None, mentions: Sequence[Mention]) -> tuple[Quote, ...]:
    """All quotations of a text, each with its speaker where one is found."""
    spans = paragraphs(text)
    found = stretches(text, spans)
    if not found:
        return ()
    return _Reader(text, language, mentions, spans, found).read()


class _Reader:
    """Reads an article from its first quotation to its last, and remembers who spoke."""

    def __init__(
        self,
        text: str,
        language: str | None,
        mentions: Sequence[Mention],
        spans: list[tuple[int, int]],
        found: list[Stretch],
    ) -> None:
        self.text, self.language, self.spans, self.found = text, language, spans, found
        self.people = People(text, mentions, language)
        self.by_paragraph: dict[int, list[tuple[int, Stretch]]] = defaultdict(list)
        for number, stretch in enumerate(found):
            self.by_paragraph[stretch.paragraph].append((number, stretch))
        self.quotes: list[Quote] = []
        self._after = False
        self._narrations: dict[int, Narration] = {}
        self.roles = Roles(self.people)
        self.antecedents = Antecedents(text, spans, self.people, self.narration)

    def narration(self, number: int) -> Narration:
        """A paragraph's words, read once."""
        if number not in self._narrations:
            inside = self.by_paragraph.get(number, ())
            self._narrations[number] = Narration(self.text, self.spans[number], inside, self.language)
        return self._narrations[number]

    def read(self) -> tuple[Quote, ...]:
        for number in self.by_paragraph:
            n = self.narration(number)
            places = [i for i, q in enumerate(n.quotes) if q >= 0]
            for order, at in enumerate(places):
                stretch = self.found[n.quotes[at]]
                found = self._found(n, at, places[order - 1] if order else -1, stretch)
                self._after = found is not None and found.rule in ("said after it", "goes on")
                self._settle(stretch, found)
        return tuple(self.quotes)

    def _found(self, n: Narration, at: int, previous: int, stretch: Stretch) -> Found | None:
        if stretch.continues:
            own = after(n, at)
            return Found(None, None, "goes on", 0.95) if own is None or self.quotes[-1].speaker else own
        ended = n.text[stretch.end - 1] == "." or n.text[stretch.end : stretch.end + 1] == "."
        return (
            (None if ended else after(n, at))
            or before(n, at)
            or (interrupted(n, previous, at, self._after) if previous >= 0 else None)
            or (after(n, at, bare=True) if ended else None)
            or (None if ended else later(n, at))
            or self._signed(n, at, stretch)
            or (sentence_before(n, at) if previous < 0 else None)
            or self._across(n, at, stretch)
        )

    def _signed(self, n: Narration, at: int, stretch: Stretch) -> Found | None:
        """A paragraph after the quotation's that is a dash and a name."""
        number = stretch.paragraph + 1
        if at + 1 != len(n.words) or number == len(self.spans) or number in self.by_paragraph:
            return None
        start, end = self.spans[number]
        if self.text[start] not in DASHES or end - start > SIGNATURE:
            return None
        m = self.narration(number)
        stop = next((i for i in range(1, len(m.words)) if m.words[i] in ",.("), len(m.words))
        named = name_ending(m, 1, stop - 1)
        return Found(named, self.text[start], "signed in the paragraph after", 0.9) if named else None

    def _across(self, n: Narration, at: int, stretch: Stretch) -> Found | None:
        """A paragraph that opens with its quotation, without a verb: the paragraph before tells."""
        if at > 0 or stretch.paragraph == 0:
            return None
        number = stretch.paragraph - 1
        inside = self.by_paragraph.get(number, [])
        m = self.narration(number)
        if not m.words:
            return None
        last = len(m.words) - 1
        if m.words[last] == ":":
            found = before(m, last)
            if found:
                return Found(found.subject, found.cue, "colon in the paragraph before", 0.85)
            subject = main_subject(m, m.sentence(last), last)
            return Found(subject, ":", "colon in the paragraph before", 0.6) if subject else None
        if inside and len(self._words(stretch)) > SCARE_WORDS and self.quotes and self.quotes[-1].speaker:
            return Found(None, None, "goes on", 0.7)
        return None

    def _words(self, stretch: Stretch) -> list[str]:
        return self.text[stretch.start : stretch.end].split()

    def _settle(self, stretch: Stretch, found: Found | None) -> None:
        """Resolves what was found, and writes the Quote."""
        words = self.text[stretch.start : stretch.end]
        if found is None:
            self.quotes.append(Quote(stretch.start, stretch.end, words))
            return
        if found.rule == "goes on":
            last = self.quotes[-1]
            trust = round((last.confidence or 0.0) * found.trust, 2)
            evidence = "goes on from the quotation before it" if last.speaker else None
            self.quotes.append(
                Quote(stretch.start, stretch.end, words, last.speaker, last.cue, evidence, trust or None)
            )
            return
        name, trust, how = self._resolve(found, stretch)
        evidence = f"{found.rule}: {how}"
        confidence = round(found.trust * trust, 2) if name else None
        if name and stretch.continues:
            self._give_back(name, found.cue, confidence)
        self.quotes.append(
            Quote(stretch.start, stretch.end, words, name, found.cue, evidence, confidence)
        )

    def _give_back(self, name: str, cue: str | None, confidence: float | None) -> None:
        """A quotation over paragraphs that names its speaker at the end: its first parts get it too."""
        at = len(self.quotes) - 1
        while at >= 0 and self.quotes[at].speaker is None:
            self.quotes[at] = replace(
                self.quotes[at],
                speaker=name,
                cue=cue,
                evidence="goes on in the quotation after it",
                confidence=confidence,
            )
            if not self.found[at].continues:
                break
            at -= 1

    def _resolve(self, found: Found, stretch: Stretch) -> tuple[str | None, float, str]:
        subject = found.subject
        if subject is None:
            return None, 0.0, f"“{found.cue}” without a subject"
        if subject.kind == "pronoun":
            name, trust = self.antecedents.resolve(subject, self.text[stretch.start : stretch.end])
            how = f"“{subject.text}” is {name}" if name else f"“{subject.text}” is not resolved"
        elif subject.kind == "role":
            name, trust = self.roles.holder(subject.text, subject.start), HOLDER
            how = f"“{subject.text}” is {name or 'not named'}"
        else:
            name, trust = self.people.resolve(subject.text, subject.start, subject.end, subject.gender)
            how = f"“{subject.text}”"
            self.people.note(name, subject.gender)
        if name:
            self.antecedents.heard(subject.start, name)
        return name, trust, how


def after(n: Narration, at: int, bare: bool = False) -> Found | None:
    """The clause right after a quotation: ", said Ray", ", Ms. Ray, 24, told the court".

    `bare`: the quotation ended its sentence, so only a sentence that is all attribution counts.
    """
    first, last = at + 1, n.clause_end(at + 1)
    dashed = first < last and n.words[first] in DASHES
    while first < last and n.words[first] in COMMAS:
        first += 1
    if first == last:
        return None
    if dashed and last >= len(n.words) - 1 and last - first <= 8:
        named = name_ending(n, first, last - 1)
        if named:
            return Found(named, "—", "signed after it", 0.9)
    if length := n.according(first):
        cue = " ".join(n.words[first : first + length])
        return Found(right_subject(n, first + length - 1, last), cue, "said after it", 0.9)
    for cue in range(first, last):
        if not n.is_cue(cue):
            continue
        if all(n.lows[i] in cues.ADVERBS for i in range(first, cue)):
            if participle(n, cue):
                subject = main_subject(n, n.sentence(at), at)
                return Found(subject, n.words[cue], "subject of the sentence", 0.7) if subject else None
            subject = right_subject(n, cue, last)
            return Found(subject, n.words[cue], "said after it", 0.95) if subject else None
        subject = left_subject(n, first, cue)
        if subject and _opens_clause(n, first, subject):
            if bare and not _bare_clause(n, cue, last):
                return None
            return Found(subject, n.words[cue], "said after it", 0.8 if bare else 0.95)
        return None
    return None


def _opens_clause(n: Narration, first: int, subject: Subject) -> bool:
    """Whether nothing but a title or a role stands between the quotation and the subject."""
    return all(
        n.words[i][0].isupper() or n.lows[i] in cues.DETERMINERS or n.words[i].isalpha()
        for i in range(first, len(n.words))
        if n.starts[i] < subject.start
    ) and n.lows[first] not in ("and", "but", "while", "when", "as", "after")


def _bare_clause(n: Narration, cue: int, last: int) -> bool:
    """After a full stop only "Ray said." or "Ray said in Rome." attributes what stands before it."""
    closed = last == len(n.words) or n.words[last] in ENDS
    return closed and (cue + 1 == last or n.lows[cue + 1] in cues.PREPOSITIONS)


def before(n: Narration, at: int) -> Found | None:
    """The sentence before a quotation: "Ray said: ", "Ray, asked about it, called it"."""
    first = n.sentence(at)
    if at > first + 1 and n.words[at - 1] == ":":
        named = name_ending(n, first, at - 2)
        opening = n.starts.index(named.start) if named else first
        if named and named.kind == "name" and _stands_alone(n, first, opening):
            return Found(named, ":", "colon before it", 0.85)
    said = None
    for cue in range(at - 1, first - 1, -1):
        length = n.according(cue)
        if length and n.lows[cue] != "so":
            words = " ".join(n.words[cue : cue + length])
            return Found(right_subject(n, cue + length - 1, at), words, "said before it", 0.85)
        if not n.is_cue(cue):
            continue
        said = said or n.words[cue]
        subject = left_subject(n, first, cue)
        if subject is None and participle(n, cue):
            subject = main_subject(n, first, cue)
            if subject and subject.kind == "role":
                subject = None
        if subject is None and (cue == first or n.grammar.code != "en"):
            subject = right_subject(n, cue, at)
        if subject:
            return Found(subject, said, "said before it", 0.9 if at - cue < 6 else 0.8)
    if said:
        subject = main_subject(n, first, at)
        return Found(subject, said, "subject of the sentence", 0.7) if subject else None
    if at > first and n.lows[at - 1].endswith(POSSESSIVE):
        named = name_ending(n, first, at - 1)
        return Found(named, n.words[at - 1][-2:], "possessive before it", 0.55) if named else None
    if at > first and n.words[at - 1] == ":":
        subject = main_subject(n, first, at - 1) or name_ending(n, first, at - 2)
        return Found(subject, ":", "colon before it", 0.75) if subject else None
    if at > first and not _scare(n, at):
        subject = main_subject(n, first, at)
        return Found(subject, None, "subject of the sentence", 0.4) if subject else None
    return None


def sentence_before(n: Narration, at: int) -> Found | None:
    """A quotation that is a sentence of its own: who speaks in the sentence before says it too."""
    if at < 2 or n.words[at - 1] not in ENDS or _scare(n, at):
        return None
    first = n.sentence(at - 1)
    for cue in range(at - 2, first, -1):
        if n.is_cue(cue):
            subject = left_subject(n, first, cue)
            if subject and subject.kind != "role":
                return Found(subject, n.words[cue], "speaks in the sentence before", 0.6)
    return None


def _stands_alone(n: Narration, first: int, name: int) -> bool:
    """Whether only a role or a title precedes a name: "Ray:", "Former minister Ray:", "Lead - Ray:"."""
    return name == first or all(
        n.words[i][0].isalpha()
        and not n.is_cue(i)
        and n.lows[i] not in cues.ADVERBS
        and (n.lows[i] not in cues.PREPOSITIONS or (n.lows[i] == "of" and i + 1 < name))
        for i in range(max(first, name - 6), name)
    ) or n.words[name - 1] in DASHES


def interrupted(n: Narration, previous: int, at: int, said: bool) -> Found | None:
    """The second half of "A," he said. "B": the sentence between belongs to the first half.

    `said` tells that the first half found its speaker after it. Otherwise "B" must stand in the same
    sentence; in a new one only more than a scare quote goes on.
    """
    if sum(word in ENDS for word in n.words[previous + 1 : at]) > 1:
        return None
    if said or at == previous + 1 or not n.stops(previous):
        return Found(None, None, "goes on", 0.95)
    return None if _scare(n, at) else Found(None, None, "goes on", 0.6)


def _scare(n: Narration, at: int) -> bool:
    """Whether a quotation is so short that without a verb it may be a scare quote or a title."""
    return len(n.text[n.starts[at] : n.ends[at]].split()) <= SCARE_WORDS


def later(n: Narration, at: int) -> Found | None:
    """A verb of saying further on in the sentence that the quotation stands in."""
    last = n.clause_end(at + 1)
    for cue in range(at + 1, last):
        if n.is_cue(cue):
            subject = left_subject(n, at + 1, cue) or left_subject(n, n.sentence(at), at)
            return Found(subject, n.words[cue], "said later in the sentence", 0.7) if subject else None
    return None
