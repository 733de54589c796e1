"""The kind of a name that its own words do not tell: what its places in the article add up to."""

from __future__ import annotations

import re

from index.entities.candidates import THING, Candidate, Setting
from index.entities.evidence import vote
from index.entities.headlines import Headlines
from index.entities.runs import JOIN, PARTICLE, Token
from search.article import MENTION_KINDS

# Votes that a name must gather in an article. Swept over 0.6, 1.0, 1.4, 1.8, 2.2 on the development set: F1 of
# persons 0.970, 0.970, 0.971, 0.966, 0.964; the other kinds move by less than 0.004.
_ENOUGH = 1.4
# What two or more unknown capitalised words, none of them ordinary, have for a person from the start: enough.
# With 1.2, so that something else must speak for them, precision gains 0.01 and recall loses 0.025 there.
_PERSON_PRIOR = 1.5
# The same where capitals are rarer and our given names cover most persons: something must speak for them.
_FOREIGN_PRIOR = 1.0
_ENGLISH = ("en", None)
# Capitals that only ever open a sentence are an acronym up to this length, else an imperative ("ATTEND").
_SHORT_ACRONYM = 4
# Votes that outweigh a word's standing only at the heads of sentences: an acronym has them.
_CERTAIN = 3.0
# Votes of a known place behind a comma: enough for a single word; names of persons stand in such lists, too.
_IN_PLACE = 1.5
# Endings of abstract nouns and adjectives in English and Romance languages, which no surname has.
_ABSTRACT = re.compile(
    "(?:ción|sión|[^s]tad|idad|ismo|miento|ção|ções|dade|zione|zioni|tions?|sions?|ité|isme|logy|logía|ness"
    "|ional|[úu]blic[oa]s?|[íi]tic[oa]s?)$"
)
_PERSONAL = re.compile(r"[^\W\d_]+(?:[-‑'’.][^\W\d_]*)*$")
_PERSONAL_GAPS = ("", JOIN, PARTICLE)
_MODEL = re.compile(r"[-‑]\d")  # "EB-5" is a visa
_QUOTES = tuple('"“”„«»‘’')
# A line is looked for so far around a word; longer lines are no single word's.
_LINE_WINDOW = 200


class Kinds:
    """Settles the kinds of one text's candidates."""

    def __init__(self, setting: Setting, headlines: Headlines) -> None:
        self.setting = setting
        self.headlines = headlines
        self.lexicon = setting.lexicon

    def settle(self, candidates: list[Candidate]) -> None:
        """Gives candidates without a kind the one that their places in this article add up to."""
        groups: dict[str, list[Candidate]] = {}
        sure: dict[str, str] = {}
        self._drop_things(candidates)
        self._note_surnames(candidates)
        for c in candidates:
            if c.sure and c.kind and not self._is_verb(c):
                sure.setdefault(c.key, c.kind)
            else:
                groups.setdefault(c.key, []).append(c)
        places = {c.start for c in candidates if c.known and c.kind == "place"}
        for key, group in groups.items():
            noun = key in self.lexicon.noun_names  # a newspaper only where it is told (known.py)
            settled = None if noun else sure.get(key) or self._decide(group, places)
            for c in group:
                c.kind = settled

    def _drop_things(self, candidates: list[Candidate]) -> None:
        """Leaves out ships and pubs, also where their names of several words stand alone."""
        things = {c.key for c in candidates if c.kind == THING and len(c.tokens) > 1}
        for c in candidates:
            if c.kind == THING or (c.key in things and not c.known):
                c.kind, c.sure, c.loud = None, False, True

    def _is_verb(self, c: Candidate) -> bool:
        """Whether it may be a word behind a title in a headline: "Governor Hears Ferrymen"."""
        titled = c.title is not None and not c.known and c.tokens[0].key not in self.lexicon.given
        return titled and c.start in self.headlines

    def _note_surnames(self, candidates: list[Candidate]) -> None:
        """Notes the last names of whole families: "the Vesks"."""
        self._candidates, self._alone = candidates, dict[str, bool]()
        persons = [c for c in candidates if c.kind == "person" and c.sure and len(c.tokens) > 1]
        self._families = {c.tokens[-1].key + "s" for c in persons}

    def _stands_alone(self, key: str) -> bool:
        """Whether a last name stands alone somewhere, without an article: "Woods", not "the woods"."""
        if key not in self._alone:
            self._alone[key] = any(
                c.key == key
                and c.start not in self.headlines
                and not self.setting.text[max(0, c.start - 4) : c.start].lower().endswith("the ")
                for c in self._candidates
            )
        return self._alone[key]

    def _votes(self, group: list[Candidate], places: set[int]) -> dict[str, float]:
        """What the places of the candidates with one key say; `places` are where known places stand, of which
        one behind a comma counts, too: "Dunmere, Ohio"."""
        total = dict.fromkeys(MENTION_KINDS, 0.0)
        for c in group:
            for kind, value in vote(self.setting.text, c, self.lexicon).items():
                total[kind] += value
            if c.end + 2 in places and self.setting.text.startswith(", ", c.end):
                total["place"] += _IN_PLACE
        return total

    def _decide(self, group: list[Candidate], places: set[int]) -> str | None:
        """The kind of the candidates with one key, of the votes that they gather together."""
        quiet = [c for c in group if not c.loud and c.start not in self.headlines]
        single = len(group[0].tokens) == 1
        if not quiet or (single and not self._can_stand(quiet)):
            return None
        votes = self._votes(group, places)
        last = group[0].tokens[-1]
        if single:
            if not last.word.isalpha() and any(map(str.isdigit, last.word)):
                votes["person"] = votes["place"] = 0.0  # models and standards: "AC1900", "Q3"
            if not self._stands(quiet, votes):
                return None
        elif self.setting.nouns and max(votes.values()) < _CERTAIN:
            return None
        elif self._wordy(group[0]):
            votes["place"] -= 1.0
        elif last.key in self.lexicon.place_end:
            votes["person" if self._stands_alone(last.key) else "place"] += _PERSON_PRIOR
        elif not all(self._is_quoted(c) for c in quiet):
            english = self.setting.language in _ENGLISH
            votes["person"] += _PERSON_PRIOR if english else _FOREIGN_PRIOR
        best = max(votes, key=lambda kind: votes[kind])
        return best if votes[best] >= _ENOUGH else None

    def _can_stand(self, group: list[Candidate]) -> bool:
        """Whether a single word can be a name at all, whatever speaks for it."""
        token = group[0].tokens[0]
        if token.capitals and (self.setting.ordinary(token) or self._is_line(token)):
            return False
        if token.key in self._families or all(
            _MODEL.match(self.setting.text, c.end) for c in group
        ):
            return False
        return len(token.word) <= _SHORT_ACRONYM or not all(c.tokens[0].opens for c in group)

    def _stands(self, group: list[Candidate], votes: dict[str, float]) -> bool:
        """Whether it is a name for what speaks for it: ordinary words, and words that only ever open a
        sentence, need more than surroundings."""
        token = group[0].tokens[0]
        if votes["person"] < _CERTAIN and self.setting.ordinary(token):
            return False
        opening = all(c.tokens[0].opens for c in group)
        if self.setting.nouns and token.key.endswith(self.lexicon.place_suffix):
            votes["person"] = 0.0  # surroundings tell nouns from places here, not from persons
            return votes["place"] >= _ENOUGH  # "in Velmora", but not "in Zukunft"
        return not (opening or self.setting.nouns) or votes["organisation"] >= _CERTAIN

    def _is_quoted(self, c: Candidate) -> bool:
        """Whether quotation marks hold the name and no more: mostly the title of a work."""
        text = self.setting.text
        return (
            text[c.start - 1 : c.start] in _QUOTES
            and text[c.end : c.end + 2].lstrip(",.")[:1] in _QUOTES
        )

    def _is_line(self, token: Token) -> bool:
        """Whether the word is a line of its own ("REUTER")."""
        text = self.setting.text
        before = text[max(0, token.start - _LINE_WINDOW) : token.start].rpartition("\n")[2]
        after = text[token.end : token.end + _LINE_WINDOW].partition("\n")[0]
        return not before.strip() and not after.strip()

    def _wordy(self, c: Candidate) -> bool:
        """Whether a word of the name is one that persons' names do not hold."""
        return any(self._is_impersonal(token) for token in c.tokens)

    def _is_impersonal(self, token: Token) -> bool:
        lex = self.lexicon
        if token.capitals or token.gap not in _PERSONAL_GAPS or not _PERSONAL.match(token.word):
            return True
        if (
            token.key in lex.org_topic
            or token.key in lex.directions
            or _ABSTRACT.search(token.word)
        ):
            return True
        if self.setting.ordinary(token):
            return True
        return token.key not in lex.given and self.setting.authority.word(token.word) is not None
