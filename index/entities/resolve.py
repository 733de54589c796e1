"""From candidates to mentions: one article's names joined, kinds settled.

Acronyms meet their expansions, last names and given names their full names, unknown names get the kind
that their contexts add up to. Where two persons of an article share a last name, the nearest one before
(of the title's gender) is meant; where nothing tells, there is no mention.
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass, field

from index.entities.authority import Authority
from index.entities.chunks import Candidate, is_acronym
from index.entities.evidence import vote
from index.entities.lexicon import Lexicon
from search.article import Mention

# Votes that a name must gather in an article. Swept on newswire, fiction and the development set:
# below 1 sentence openers come in, above 2 persons met once go.
_ENOUGH = 1.4
_FEMALE_TITLES = frozenset(("mrs", "ms", "miss", "madame", "mme", "frau", "sra", "signora", "lady", "dame", "queen", "princess"))
_MALE_TITLES = frozenset(("mr", "sir", "herr", "herrn", "sr", "signor", "monsieur", "lord", "king", "prince"))
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "phd", "md"))
_LINE = re.compile(r"[^\n]+")
# A headline inside a text: at least so many words, and this share of them capitalised.
_HEADLINE_WORDS, _HEADLINE_SHARE = 4, 0.6


@dataclass(slots=True)
class Person:
    """A person of the article under the joined name; `starts` are the places of full mentions."""

    name: str
    given: str
    last: str
    starts: list[int] = field(default_factory=list)


class Resolver:
    """Settles the candidates of one text."""

    def __init__(self, text: str, candidates: list[Candidate], lexicon: Lexicon, given: frozenset[str], authority: Authority, nouns: bool) -> None:
        self.text = text
        self.candidates = candidates
        self.lexicon = lexicon
        self.given = given
        self.authority = authority
        self.nouns = nouns
        self.persons: dict[str, list[Person]] = {}
        self.called: dict[str, list[Person]] = {}
        self.loud = _headlines(text)

    def mentions(self) -> tuple[Mention, ...]:
        """The mentions, sorted and disjoint."""
        self._acronyms()
        self._votes()
        self._gather_persons()
        found = []
        for c in self.candidates:
            self._fold_person(c)
            if c.kind is not None:
                found.append(Mention(c.start, c.end, c.name or self._display(c), c.kind))
        return tuple(found)

    def _display(self, c: Candidate) -> str:
        name = " ".join(self.text[c.start : c.end].split())
        return name

    # Acronyms

    def _acronyms(self) -> None:
        """Joins "Long Name (LN)" and "LN (Long Name)", also in square brackets."""
        meant: dict[str, tuple[str, str]] = {}
        for a, b in zip(self.candidates, self.candidates[1:], strict=False):
            between = self.text[a.end : b.start]
            if between.strip("\"“” \n") not in ("(", "[") or self.text[b.end : b.end + 1] not in (")", "]", "\"", "”", ",", ";"):
                continue
            long, short = (a, b) if len(b.tokens) == 1 else (b, a)
            if len(short.tokens) > 1 or len(long.tokens) < 2 or not short.tokens[0].capitals:
                continue
            if long.kind == "person" and long.sure or not _stands_for(short, long, self.text):
                continue
            known = long.name or short.name
            kind = (long.kind if long.known else None) or (short.kind if short.known else None) or "organisation"
            meant[short.key] = (known or self._display(long), kind)
            meant[long.key] = meant[short.key]
        for c in self.candidates:
            if c.key in meant and (len(c.tokens) > 1 or c.tokens[0].capitals):
                c.name, c.kind = meant[c.key]
                c.sure = c.known = True

    # Kinds by context

    def _votes(self) -> None:
        """Gives candidates without a kind the one that their contexts in this article add up to."""
        gathered: dict[str, dict[str, float]] = {}
        counted: dict[str, list[Candidate]] = {}
        sure: dict[str, str] = {}
        for c in self.candidates:
            if c.sure and c.kind:
                sure.setdefault(c.key, c.kind)
                continue
            counted.setdefault(c.key, []).append(c)
            total = gathered.setdefault(c.key, {"person": 0.0, "organisation": 0.0, "place": 0.0})
            for kind, value in vote(self.text, c, self.lexicon).items():
                total[kind] += value
            if c.kind:
                total[c.kind] += 1.0
        for key, group in counted.items():
            kind = sure.get(key) or self._decide(group, gathered[key])
            for c in group:
                c.kind = kind

    def _decide(self, group: list[Candidate], votes: dict[str, float]) -> str | None:
        first = group[0]
        quiet = [c for c in group if not self._in_headline(c)]
        if not quiet:
            return None
        single = len(first.tokens) == 1
        if single and all(c.tokens[0].opens for c in quiet) and votes["organisation"] < 3:
            return None
        if not single and not self._wordy(first) and not self.nouns:
            votes["person"] += 1.5
        if all(t.capitals for t in first.tokens) and not (single and is_acronym(first.tokens[0], self.lexicon)):
            votes["person"] -= 1.5
        if self.nouns and single and votes["organisation"] < 3:
            return None
        best = max(votes, key=lambda kind: votes[kind])
        return best if votes[best] >= _ENOUGH else None

    def _wordy(self, c: Candidate) -> bool:
        """Whether a word of the name is an ordinary word or a head-word, which persons' names are not."""
        lex = self.lexicon
        return any(
            t.word.lower() in lex.common or t.key in lex.org_topic or t.key in lex.demonyms or t.word.isupper() and len(t.word) > 2
            or any(ch.isdigit() for ch in t.word) or t.key in lex.directions or t.gap not in ("", " ", "de")
            for t in c.tokens
        )

    def _in_headline(self, c: Candidate) -> bool:
        i = bisect(self.loud, (c.start, 1 << 60)) - 1
        return i >= 0 and c.start < self.loud[i][1]

    # Persons

    def _gather_persons(self) -> None:
        for c in self.candidates:
            if c.kind != "person" or (len(c.tokens) < 2 and not (c.name and " " in c.name)):
                continue
            keys = [t.key for t in c.tokens if t.key not in _SUFFIXES]
            if len(keys) < 2:
                continue
            person = self._person(keys, c)
            person.starts.append(c.start)
            c.name = person.name

    def _person(self, keys: list[str], c: Candidate) -> Person:
        """The person of these words: known ones by the authority, others by given and last name."""
        given, last = keys[0], keys[-1]
        for person in self.persons.get(last, ()):
            if person.given == given or c.name == person.name:
                return person
        entry = self.authority.key(f"{given} {last}") if len(keys) > 2 and not c.known else None
        name = c.name or (entry.name if entry and entry.kind == "person" else self._display(c))
        person = Person(name, given, last)
        self.persons.setdefault(last, []).append(person)
        self.called.setdefault(given, []).append(person)
        return person

    def _fold_person(self, c: Candidate) -> None:
        """Gives a last name, or a given name alone, the full name that it stands for here."""
        if len(c.tokens) != 1:
            return
        key = c.tokens[0].key
        persons = self.persons.get(key)
        if persons is None and key.endswith("s") and key[:-1] in self.persons and c.kind is None:
            return
        if persons and self._may_be_person(c):
            person = self._meant(c, persons)
            c.kind = "person" if person or c.kind == "person" else None
            if person and not (c.known and c.kind == "person" and c.title and c.title not in _FEMALE_TITLES and c.name and c.name not in [p.name for p in persons]):
                c.name = person.name
            return
        called = self.called.get(key)
        if called and len(called) == 1 and not c.known and not self._in_headline(c) and c.kind in (None, "person"):
            c.kind, c.name = "person", called[0].name

    def _may_be_person(self, c: Candidate) -> bool:
        if c.kind in (None, "person"):
            return True
        before = self.text[max(0, c.start - 8) : c.start].split()
        return not (before and before[-1].lower() in self.lexicon.place_preps) and c.kind != "organisation"

    def _meant(self, c: Candidate, persons: list[Person]) -> Person | None:
        if len(persons) == 1:
            return persons[0]
        fitting = [p for p in persons if self._fits(c.title, p.given)] or persons
        if len(fitting) == 1:
            return fitting[0]
        before = [(max(s for s in p.starts if s < c.start), p) for p in fitting if any(s < c.start for s in p.starts)]
        return max(before, key=lambda pair: pair[0])[1] if before else None

    def _fits(self, title: str | None, given: str) -> bool:
        if title in _FEMALE_TITLES:
            return given in self.lexicon.female
        if title in _MALE_TITLES:
            return given in self.lexicon.male
        return True


def _stands_for(short: Candidate, long: Candidate, text: str) -> bool:
    """Whether capitals are the initials of a name, or the name is an organisation's anyway."""
    letters = short.tokens[0].word.replace(".", "").lower()
    initials = "".join(t.key[:1] for t in long.tokens)
    words = "".join(w[0] for w in re.findall(r"[^\W\d_]+", text[long.start : long.end])).lower()
    return letters in (initials, words) or initials.endswith(letters) or long.kind == "organisation"


def _headlines(text: str) -> list[tuple[int, int]]:
    """Spans of lines in headline case or capitals, where capitals say nothing."""
    found = []
    for line in _LINE.finditer(text):
        stretch = line[0]
        if len(stretch) > 160 or stretch.rstrip()[-1:] in ".;,":
            continue
        words = [w for w in stretch.split() if w[0].isalpha()]
        capital = sum(w[0].isupper() for w in words)
        if len(words) >= _HEADLINE_WORDS and capital >= _HEADLINE_SHARE * len(words):
            found.append(line.span())
    return found
