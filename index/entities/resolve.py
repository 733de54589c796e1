"""From candidates to mentions: one article's names joined, kinds settled.

Unknown names get the kind that their surroundings add up to over the article; last names and given
names meet their full names, companies their short forms. Where two persons of an article share a last
name, the nearest one before (of the title's gender) is meant; where nothing tells, there is no mention.
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass, field

from index.entities.acronyms import shown
from index.entities.candidates import Candidate, Setting
from index.entities.evidence import vote
from index.entities.runs import JOIN, PARTICLE
from search.article import MENTION_KINDS, Mention

# Votes that a name must gather in an article. Swept from 0.5 to 2.5 on the development set and read on
# newswire: below 1 sentence openers come in, above 2 persons met once go.
_ENOUGH = 1.4
# What two or more unknown capitalised words, none of them ordinary, have for a person from the start.
_PERSON_PRIOR = 1.5
# The same where capitals are rarer and our given names cover most persons: something must speak for them.
_FOREIGN_PRIOR = 1.0
_ENGLISH = ("en", None)
# Capitals that only ever open a sentence are an acronym up to this length, else an imperative ("ATTEND").
_SHORT_ACRONYM = 4
# Votes that outweigh a word's standing only at the heads of sentences: an acronym has them.
_CERTAIN = 3.0
# Endings of abstract nouns and adjectives in English and Romance languages, which no surname has.
_ABSTRACT = re.compile(
    "(?:ción|sión|[^s]tad|idad|ismo|miento|ção|ções|dade|zione|zioni|tions?|sions?|ité|isme|logy|logía|ness"
    "|ional|[úu]blic[oa]s?|[íi]tic[oa]s?)$"
)
_PERSONAL = re.compile(r"[^\W\d_]+(?:[-‑'’.][^\W\d_]*)*$")
_PERSONAL_GAPS = ("", JOIN, PARTICLE)
_LINE = re.compile(r"[^\n]+")
# A headline inside a text: at least so many words, and this share of them capitalised.
_HEADLINE_WORDS, _HEADLINE_SHARE, _HEADLINE_LENGTH = 4, 0.6, 160
_SENTENCE_ENDS = (".", ";", ",")


@dataclass(slots=True)
class Person:
    """A person of the article under the joined name; `starts` are the places of full mentions."""

    name: str
    given: str
    last: str
    starts: list[int] = field(default_factory=list)


class Resolver:
    """Settles the candidates of one text."""

    def __init__(self, setting: Setting, candidates: list[Candidate]) -> None:
        self.setting = setting
        self.candidates = candidates
        self.lexicon = setting.lexicon
        self.persons: dict[str, list[Person]] = {}  # by last name, and by all words after the first
        self.called: dict[str, list[Person]] = {}  # by given name
        self.companies: dict[str, set[str]] = {}  # names of organisations by their first words
        self.tails: dict[str, set[str]] = {}  # and by their last words
        self.loud = _headlines(setting.text)

    def mentions(self) -> tuple[Mention, ...]:
        """The mentions, sorted and disjoint."""
        self._gather_companies()
        self._settle_kinds()
        self._gather_persons()
        found = []
        for c in self.candidates:
            self._fold(c)
            if c.kind is not None:
                found.append(Mention(c.start, c.end, c.name or shown(self.setting.text, c), c.kind))
        return tuple(found)

    # Kinds by surroundings

    def _settle_kinds(self) -> None:
        """Gives candidates without a kind the one that their places in this article add up to."""
        votes: dict[str, dict[str, float]] = {}
        groups: dict[str, list[Candidate]] = {}
        sure: dict[str, str] = {}
        for c in self.candidates:
            if c.sure and c.kind:
                sure.setdefault(c.key, c.kind)
                continue
            groups.setdefault(c.key, []).append(c)
            total = votes.setdefault(c.key, dict.fromkeys(MENTION_KINDS, 0.0))
            for kind, value in vote(self.setting.text, c, self.lexicon).items():
                total[kind] += value
        for key, group in groups.items():
            settled = sure.get(key) or self._decide(group, votes[key])
            for c in group:
                c.kind = settled

    def _decide(self, group: list[Candidate], votes: dict[str, float]) -> str | None:
        first = group[0]
        quiet = [c for c in group if not c.loud and not self._in_headline(c)]
        if not quiet or self._is_word(first):
            return None
        single = len(first.tokens) == 1
        if single and votes["person"] < _CERTAIN and self.setting.ordinary(first.tokens[0]):
            return None
        opening = all(c.tokens[0].opens for c in quiet)
        if single and opening and len(first.tokens[0].word) > _SHORT_ACRONYM:
            return None
        opening = opening or self.setting.nouns
        if single and opening and votes["organisation"] < _CERTAIN:
            return None
        if not single and self.setting.nouns and max(votes.values()) < _CERTAIN:
            return None
        if not single and self._wordy(first):
            votes["place"] -= 1.0
        elif not single:
            votes["person"] += (
                _PERSON_PRIOR if self.setting.language in _ENGLISH else _FOREIGN_PRIOR
            )
        best = max(votes, key=lambda kind: votes[kind])
        return best if votes[best] >= _ENOUGH else None

    def _is_word(self, c: Candidate) -> bool:
        """Whether a single word is an ordinary one in capitals, or a line of its own ("REUTER")."""
        if len(c.tokens) > 1 or not c.tokens[0].capitals:
            return False
        if self.setting.ordinary(c.tokens[0]):
            return True
        text = self.setting.text
        return (
            text[: c.start].rpartition("\n")[2].strip() == ""
            and text[c.end :].partition("\n")[0].strip() == ""
        )

    def _wordy(self, c: Candidate) -> bool:
        """Whether a word of the name is one that persons' names do not hold."""
        lex, authority = self.lexicon, self.setting.authority
        for t in c.tokens:
            if t.capitals or t.gap not in _PERSONAL_GAPS or not _PERSONAL.match(t.word):
                return True
            if (
                t.key in lex.org_topic
                or _ABSTRACT.search(t.word)
                or t.key in lex.directions
                or self.setting.ordinary(t)
            ):
                return True
            if t.key not in lex.given and authority.word(t.word) is not None:
                return True
        return False

    def _in_headline(self, c: Candidate) -> bool:
        i = bisect(self.loud, (c.start, c.start)) - 1
        i = i + 1 if i + 1 < len(self.loud) and self.loud[i + 1][0] == c.start else i
        return i >= 0 and c.start < self.loud[i][1]

    # Joining

    def _gather_companies(self) -> None:
        """Short forms of organisations: "Gemcraft" for "Gemcraft Inc", "Board" for "Orra Ferry Board"."""
        for c in self.candidates:
            if c.kind != "organisation" or len(c.tokens) < 2:
                continue
            keys = [t.key for t in c.tokens]
            if keys[-1] in self.lexicon.corporate:
                self._gather_heads(c, keys)
            name = c.name or shown(self.setting.text, c)
            plain = next((i for i, t in enumerate(c.tokens) if i and t.gap != JOIN), len(keys))
            for i in range(1, plain):
                if len(keys) - i > 1 or keys[i] in self.lexicon.org_end:
                    self.tails.setdefault(" ".join(keys[i:]), set()).add(name)

    def _gather_heads(self, c: Candidate, keys: list[str]) -> None:
        """What a company is called without its "Inc", and in the authority ("General Motors Corp")."""
        while len(keys) > 1 and keys[-1] in self.lexicon.corporate:
            keys = keys[:-1]
        words = [t.word for t in c.tokens[: len(keys)]]
        entry = self.setting.authority.name(" ".join(words)) if not c.name else None
        if entry is not None and entry.kind == "organisation":
            c.name = entry.name
        name = c.name or shown(self.setting.text, c)
        for length in range(1, len(keys) + 1):
            if not all(self.setting.ordinary(t) for t in c.tokens[:length]):
                self.companies.setdefault(" ".join(keys[:length]), set()).add(name)

    def introduce(self, headline: Setting, candidates: list[Candidate]) -> None:
        """Makes the persons that a headline names in full known to the article, as if they stood before it."""
        for c in candidates:
            keys = [t.key for t in c.tokens]
            if c.kind == "person" and c.sure and len(keys) > 1:
                self._person(keys, c, shown(headline.text, c)).starts.append(-1)

    def _gather_persons(self) -> None:
        for c in self.candidates:
            if c.kind != "person" or (len(c.tokens) < 2 and not (c.name and " " in c.name)):
                continue
            keys = [t.key for t in c.tokens if t.key not in self.lexicon.name_suffixes]
            if len(keys) > 1:
                person = self._person(keys, c, shown(self.setting.text, c))
                person.starts.append(c.start)
                c.name = person.name

    def _person(self, keys: list[str], c: Candidate, printed: str) -> Person:
        """The person of these words: known ones by the authority, others by given and last name."""
        given, last = keys[0], keys[-1]
        for person in self.persons.get(last, ()):
            initial = len(given) == 1 and person.given[:1] == given
            if person.given == given or initial or c.name == person.name:
                return person
        entry = (
            self.setting.authority.key(f"{given} {last}") if len(keys) > 2 and not c.known else None
        )
        name = c.name or (entry.name if entry and entry.kind == "person" else printed)
        person = Person(name, given, last)
        for key in {last, " ".join(keys[1:])}:
            self.persons.setdefault(key, []).append(person)
        self.called.setdefault(given, []).append(person)
        return person

    def _fold(self, c: Candidate) -> None:
        """Gives a last name, a given name alone or a short form the full name that it stands for here."""
        key = c.key
        if self._fold_organisation(c, key):
            return
        persons = self.persons.get(key)
        if persons and self._may_be_person(c):
            self._fold_last(c, persons)
            return
        called = self.called.get(key, ())
        if (
            len(called) == 1
            and not c.known
            and not self._in_headline(c)
            and c.kind in (None, "person", "place")
        ):
            c.kind, c.name = "person", called[0].name

    def _fold_organisation(self, c: Candidate, key: str) -> bool:
        """Gives a short form of an organisation its full name, if it is that of one only."""
        generic = c.known and c.kind == "organisation" and c.name == shown(self.setting.text, c)
        if c.known and not generic:
            return False
        heads = self.companies.get(key)
        if heads and not c.sure and c.kind != "place" and key not in self.persons:
            c.kind, c.name = "organisation", next(iter(heads)) if len(heads) == 1 else None
            return True
        tails = self.tails.get(key, ())
        closed = c.kind is None and not c.tokens[0].opens
        if len(tails) == 1 and (c.kind == "organisation" or closed):
            c.kind, c.name = "organisation", next(iter(tails))
            return True
        return False

    def _may_be_person(self, c: Candidate) -> bool:
        if not c.known:
            return c.kind != "organisation" or len(c.tokens) == 1
        if c.kind == "person":
            return True
        before = self.setting.text[max(0, c.start - 8) : c.start].split()
        return c.kind == "place" and not (before and before[-1].lower() in self.lexicon.place_preps)

    def _fold_last(self, c: Candidate, persons: list[Person]) -> None:
        names = [p.name for p in persons]
        if (
            c.known
            and c.kind == "person"
            and c.title
            and c.name not in names
            and c.title not in self.lexicon.female_titles
        ):
            return  # "President Obama" beside Michelle Obama
        person = self._meant(c, persons)
        c.kind = "person" if person or c.known else None
        c.name = person.name if person else c.name

    def _meant(self, c: Candidate, persons: list[Person]) -> Person | None:
        if len(persons) == 1:
            return persons[0]
        fitting = [p for p in persons if self._fits(c.title, p.given)] or persons
        if len(fitting) == 1:
            return fitting[0]
        before = [
            (max(s for s in p.starts if s < c.start), p.name, p)
            for p in fitting
            if min(p.starts) < c.start
        ]
        return max(before)[2] if before else None

    def _fits(self, title: str | None, given: str) -> bool:
        if title in self.lexicon.female_titles:
            return given in self.lexicon.female
        if title in self.lexicon.male_titles:
            return given in self.lexicon.male
        return True


def _headlines(text: str) -> list[tuple[int, int]]:
    """Spans of lines in headline case or capitals, where capitals say nothing."""
    return [line.span() for line in _LINE.finditer(text) if headline_case(line[0])]


def headline_case(line: str) -> bool:
    """Whether a line is short, does not end like a sentence, and capitalises most of its words."""
    if len(line) > _HEADLINE_LENGTH or line.rstrip()[-1:] in _SENTENCE_ENDS:
        return False
    words = [w for w in line.split() if w[0].isalpha()]
    capital = sum(w[0].isupper() for w in words)
    return len(words) >= _HEADLINE_WORDS and capital >= _HEADLINE_SHARE * len(words)
