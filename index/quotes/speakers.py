"""Who said each quotation: the rules, in order of trust, and the resolution of what they find.

For each stretch between marks: the narrator right after it, inside an interrupted quotation, before it
in the sentence, later in the sentence; then the quotation it goes on from. A rule that finds a role
without a name ("an aide said") ends the search: no speaker, rather than a wrong one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from index.quotes import cues, rules
from index.quotes.antecedents import Antecedents
from index.quotes.grammar import name_ending
from index.quotes.interviews import by_initials, labelled, turns
from index.quotes.marks import Stretch, paragraphs, stretches
from index.quotes.narration import POSSESSIVE, Narration, Subject
from index.quotes.people import People, bare
from index.quotes.roles import Roles
from index.quotes.rules import (
    DASHES,
    GOES_ON,
    SAID_AFTER,
    SAID_LATER,
    SIGNED,
    SIGNED_BELOW,
    Found,
)
from search.article import Mention, Quote

# Characters of a line that signs a quotation: a name, and an office or a place after it.
SIGNATURE = 90
# How far to trust that the only senator of an article is "the senator".
HOLDER = 0.7


def attribute(text: str, language: str | None, mentions: Sequence[Mention]) -> tuple[Quote, ...]:
    """All quotations of a text, each with its speaker where one is found."""
    spans = paragraphs(text)
    found = stretches(text, spans)
    heads = labelled(text, spans)
    if not found and not heads:
        return ()
    people = People(text, mentions, language)
    said = turns(text, heads, people)
    found = [stretch for stretch in found if stretch.paragraph not in said]
    quotes = _Reader(text, language, people, spans, found).read()
    return tuple(sorted((*quotes, *said.values()), key=lambda quote: quote.start))


class _Reader:
    """Reads an article from its first quotation to its last, and remembers who spoke."""

    def __init__(
        self,
        text: str,
        language: str | None,
        people: People,
        spans: list[tuple[int, int]],
        found: list[Stretch],
    ) -> None:
        self.text, self.language, self.spans, self.found = text, language, spans, found
        self.people = people
        self.roles = Roles(self.people)
        self.antecedents = Antecedents(text, spans, self.people, self.narration)
        self.quotes: list[Quote] = []
        self._inside: dict[int, list[tuple[int, Stretch]]] = defaultdict(list)
        for number, stretch in enumerate(found):
            self._inside[stretch.paragraph].append((number, stretch))
        self._narrations: dict[int, Narration] = {}

    def narration(self, number: int) -> Narration:
        """A paragraph's words, read once."""
        if number not in self._narrations:
            inside = self._inside.get(number, ())
            self._narrations[number] = Narration(
                self.text, self.spans[number], inside, self.language, self.people.last_names
            )
        return self._narrations[number]

    def read(self) -> tuple[Quote, ...]:
        """The quotations in order, each resolved with what those before it showed."""
        for number in self._inside:
            n = self.narration(number)
            head = len(self.quotes)
            previous, said, anchor = -1, False, head - 1
            for at in (i for i, quote in enumerate(n.quotes) if quote >= 0):
                stretch = self.found[n.quotes[at]]
                found = self._attribution(n, at, previous, said, stretch)
                whole = at == 0 or n.sentence(at) == at
                last = anchor if whole and anchor >= head else len(self.quotes) - 1
                self.quotes.append(self._quote(stretch, found, last))
                anchor = len(self.quotes) - 1 if whole else anchor
                previous, said = at, found is not None and found.rule in (SAID_AFTER, GOES_ON)
        return tuple(self.quotes)

    def _attribution(
        self, n: Narration, at: int, previous: int, said: bool, stretch: Stretch
    ) -> Found | None:
        """The first rule that finds something; a full stop inside the marks closes the way forward."""
        if stretch.continues:
            own = None if self.quotes[-1].speaker else rules.after(n, at)
            return own or Found(None, None, GOES_ON, 0.95)
        if rules.titled(n, at):
            return None
        ended = "." in self.text[stretch.end - 1 : stretch.end + 1]
        inner = previous >= 0
        return (
            (None if ended else rules.after(n, at))
            or rules.before(n, at)
            or (None if said else rules.dropped(n, at))
            or (rules.interrupted(n, previous, at, said) if inner else None)
            or (rules.after(n, at, bare=True) if ended else rules.later(n, at))
            or self._signed_below(n, at, stretch)
            or (None if inner else rules.sentence_before(n, at))
            or (self._paragraph_above(n, stretch) if at == 0 else None)
        )

    def _signed_below(self, n: Narration, at: int, stretch: Stretch) -> Found | None:
        """A paragraph after the quotation's that is a dash and a name, with an office or a place."""
        number = stretch.paragraph + 1
        if at + 1 != len(n.words) or number == len(self.spans) or number in self._inside:
            return None
        start, end = self.spans[number]
        if self.text[start] not in DASHES or end - start > SIGNATURE:
            return None
        m = self.narration(number)
        last = next((i for i in range(1, len(m.words)) if m.words[i] in ",.("), len(m.words))
        named = name_ending(m, 1, last - 1)
        return Found(named, self.text[start], SIGNED_BELOW, 0.9) if named else None

    def _paragraph_above(self, n: Narration, stretch: Stretch) -> Found | None:
        """A paragraph that is its quotation: the one above ends in a colon, a speaker or a quotation."""
        number = stretch.paragraph - 1
        m = self.narration(number) if number >= 0 else None
        if m is None or not m.words:
            return None
        last = len(m.words) - 1
        if m.words[last] == ":":
            return _retold(rules.before(m, last), 0.85) or _retold(rules.main(m, last), 0.6)
        if rules.scare(n, 0):
            return None
        if m.quotes[last] < 0 and (spoken := rules.last_speaker(m)):
            return spoken
        return Found(None, None, GOES_ON, 0.7) if self._inside.get(number) else None

    def _quote(self, stretch: Stretch, found: Found | None, last: int) -> Quote:
        """The Quote of a stretch, its speaker resolved; `last` is the quotation it can go on from."""
        quote = Quote(stretch.start, stretch.end, self.text[stretch.start : stretch.end])
        if found is None:
            return quote
        if found.rule == GOES_ON:
            return _going_on(quote, self.quotes[last], found.trust)
        name, trust, how = self._resolve(found, quote.text)
        confidence = round(found.trust * trust, 2) if name else None
        resolved = replace(
            quote,
            speaker=name,
            cue=found.cue,
            evidence=f"{found.rule}: {how}",
            confidence=confidence,
        )
        if name and stretch.continues:
            self._give_back(resolved)
        return resolved

    def _give_back(self, resolved: Quote) -> None:
        """A quotation over paragraphs that names its speaker at the end: its first parts get it too."""
        for at in range(len(self.quotes) - 1, -1, -1):
            if self.quotes[at].speaker is not None:
                return
            self.quotes[at] = replace(
                self.quotes[at],
                speaker=resolved.speaker,
                cue=resolved.cue,
                evidence="goes on in the quotation after it",
                confidence=resolved.confidence,
            )
            if not self.found[at].continues:
                return

    def _resolve(self, found: Found, quoted: str) -> tuple[str | None, float, str]:
        """The name that a subject stands for, how sure that is, and how it was found, in words."""
        subject = found.subject
        if subject is None:
            return None, 0.0, f"“{found.cue}” without a subject"
        name: str | None
        if subject.kind == "pronoun":
            name, trust = self.antecedents.resolve(subject, quoted)
            how = f"“{subject.text}” is {name or 'not resolved'}"
        elif subject.kind == "role":
            name, trust = self.roles.holder(subject.text, subject.start), HOLDER
            how = f"“{subject.text}” is {name or 'not named'}"
        else:
            name, trust = self.people.resolve(subject)
            if found.cue == ":":
                name = by_initials(subject.text, self.people) or name  # "M.K.: “No.”"
            how = f"“{subject.text}”"
            if self._bends(found):
                name = self.people.ending_at(subject.end) or bare(subject.text)
                if name == bare(subject.text):
                    return None, 0.0, f"{how} is in no case that names"
            if self._is_no_person(found, subject, name):
                return None, 0.0, f"{how} is no person"
            self.people.note(name, subject.gender)
        if name:
            self.antecedents.heard(subject.start, name)
        return name, trust, how

    def _bends(self, found: Found) -> bool:
        """Whether a name stands behind "по словам", in the genitive."""
        language = (self.language or "")[:2]
        opener = tuple((found.cue or "").lower().split())
        return language in cues.BENDING and opener in cues.ACCORDING[language]

    def _is_no_person(self, found: Found, subject: Subject, name: str) -> bool:
        """A place without a verb of saying, "Transcript:", and "Teachers" at the head of a sentence."""
        if (found.cue is None or found.cue in POSSESSIVE) and self.people.is_other(name):
            return True
        alone = " " not in name and not subject.gender and not self.people.knows(name)
        if found.rule in (SAID_AFTER, SAID_LATER, SIGNED, SIGNED_BELOW):
            return False
        return alone and (found.cue == ":" or self.people.only_opens(name))


def _retold(found: Found | None, trust: float) -> Found | None:
    return found and replace(found, rule="colon in the paragraph before", trust=trust)


def _going_on(quote: Quote, last: Quote, trust: float) -> Quote:
    """A quotation with the speaker of the one before it, or without one like it."""
    if last.speaker is None:
        return replace(quote, cue=last.cue, evidence=last.evidence)
    return replace(
        quote,
        speaker=last.speaker,
        cue=last.cue,
        evidence="goes on from the quotation before it",
        confidence=round((last.confidence or 0.0) * trust, 2),
    )
