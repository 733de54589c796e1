"""Persons of one article: full names, and the last and given names that stand for them.

Where two persons share a last name, the nearest one before is meant, or the one whose gender fits the
title; where nothing tells, nobody.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from index.entities.acronyms import shown
from index.entities.candidates import Candidate, Setting
from index.entities.headlines import Headlines

# Bearers of one last name that are told apart; where an article has more (a list of voters), nothing tells.
_MOST_BEARERS = 16


@dataclass(slots=True)
class Person:
    """A person under the joined name; `starts` are the places of full mentions, ascending."""

    name: str
    given: str
    starts: list[int] = field(default_factory=list)

    def before(self, position: int) -> int | None:
        """The nearest full mention before a position."""
        i = bisect_left(self.starts, position)
        return self.starts[i - 1] if i else None


class Persons:
    """The persons of one article."""

    def __init__(self, setting: Setting, headlines: Headlines) -> None:
        self.setting = setting
        self.headlines = headlines
        self.lexicon = setting.lexicon
        self._by_last: dict[
            str, list[Person]
        ] = {}  # by last name, and by all words after the first
        self._by_given: dict[str, list[Person]] = {}

    def introduce(self, headline: str, candidates: list[Candidate]) -> None:
        """Makes the persons that a headline names in full known, as if they stood before the text."""
        for c in candidates:
            if c.kind == "person" and c.sure and len(c.tokens) > 1:
                self._note([t.key for t in c.tokens], c, shown(headline, c), -1)

    def gather(self, candidates: list[Candidate]) -> None:
        """Joins the full names among the candidates: "Hillary Rodham Clinton" is "Hillary Clinton"."""
        for c in candidates:
            keys = [t.key for t in c.tokens if t.key not in self.lexicon.name_suffixes]
            if c.known and len(keys) < len(c.tokens):
                continue  # "Donald Trump Jr." is not his father
            if c.kind == "person" and len(keys) > 1:
                c.name = self._note(keys, c, shown(self.setting.text, c), c.start)

    def _note(self, keys: list[str], c: Candidate, printed: str, start: int) -> str:
        """Notes a full mention; gives the joined name."""
        person = self._same(keys, c) or self._new(keys, c, printed)
        person.starts.append(start)
        return person.name

    def _same(self, keys: list[str], c: Candidate) -> Person | None:
        """The person already noted under this name, or with this initial."""
        given, last = keys[0], keys[-1]
        for person in self._by_last.get(last, ())[:_MOST_BEARERS]:
            initial = len(given) == 1 and person.given[:1] == given
            if person.given == given or initial or c.name == person.name:
                return person
        return None

    def _new(self, keys: list[str], c: Candidate, printed: str) -> Person:
        given, last = keys[0], keys[-1]
        middle = len(keys) > 2 and not c.known
        entry = self.setting.authority.key(f"{given} {last}") if middle else None
        name = c.name or (entry.name if entry and entry.kind == "person" else printed)
        person = Person(name, given)
        for key in {last, " ".join(keys[1:])}:
            self._by_last.setdefault(key, []).append(person)
        self._by_given.setdefault(given, []).append(person)
        return person

    def bears(self, key: str) -> bool:
        """Whether it is the last name of a person of this article."""
        return key in self._by_last

    def fold(self, c: Candidate) -> None:
        """Gives a last name, or a given name alone, the full name that it stands for here."""
        persons = self._by_last.get(c.key)
        if c.known and c.kind == "person" and len(c.tokens) > 1:
            return  # a full name, whatever longer one ends in it
        if persons:
            if self._may_be_person(c):
                self._fold_last(c, persons)
            return
        called = self._by_given.get(c.key, ())
        quiet = c.start not in self.headlines
        if quiet and len(called) == 1 and not c.known and c.kind != "organisation":
            c.kind, c.name = "person", called[0].name

    def _may_be_person(self, c: Candidate) -> bool:
        if not c.known:
            return c.kind != "organisation" or len(c.tokens) == 1
        if c.kind == "person":
            return True
        before = self.setting.text[max(0, c.start - 8) : c.start].split()
        return c.kind == "place" and not (before and before[-1].lower() in self.lexicon.place_preps)

    def _fold_last(self, c: Candidate, persons: list[Person]) -> None:
        titled = c.title is not None and c.title not in self.lexicon.female_titles
        if c.known and c.kind == "person" and titled and all(c.name != p.name for p in persons):
            return  # "President Obama" beside Michelle Obama
        person = self._meant(c, persons)
        c.kind = "person" if person or c.known else None
        c.name = person.name if person else c.name

    def _meant(self, c: Candidate, persons: list[Person]) -> Person | None:
        """Whom a last name means."""
        if len(persons) > _MOST_BEARERS:
            return None
        fitting = [p for p in persons if self._fits(c.title, p.given)] or persons
        if len(fitting) == 1:
            return fitting[0]
        nearest: Person | None = None
        place = -2
        for person in fitting:
            before = person.before(c.start)
            if before is not None and before > place:
                nearest, place = person, before
        return nearest

    def _fits(self, title: str | None, given: str) -> bool:
        if title in self.lexicon.female_titles:
            return given in self.lexicon.female
        if title in self.lexicon.male_titles:
            return given in self.lexicon.male
        return True
