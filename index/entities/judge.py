"""What the words of a chunk say about its kind: head-words, given names, titles.

Where they say nothing, the candidate stays without a kind, and its surroundings decide.
"""

from __future__ import annotations

import re

from index.entities.authority import Entry
from index.entities.candidates import THING, Candidate, Setting
from index.entities.fold import acronym, fold
from index.entities.lexicon import Lexicon
from index.entities.marks import Marks
from index.entities.runs import AND, JOIN, OF, PARTICLE, Token

# A dateline after its place: ", Maine (AP) - ", " - ", " (Reuters) ".
DATELINE = re.compile(
    r"(?:, [\w. ]{2,20})? ?(?:\([\w ]{2,20}\) ?)?(?:[—–]|--?) |(?:, [\w. ]{2,20})? ?\([A-Z][\w ]{2,20}\)"
)
# "Matabeleland province", "Orra county": a name before these is a place's.
REGION = re.compile(
    r"\s+(?:(?:county|province|district|region|oblast|prefecture)\b|област|район|кра[йяю]\b|округ|губерни|провинци|провінці)"
)
_ENGLISH = ("en", None)
# Longer capitals are a word (fold.acronym).
_LONGEST_ACRONYM = 6
# Longest name of a person, in capitalised words ("Luiz Inácio Lula da Silva" has four; Jr. makes five).
_LONGEST_PERSON = 5
# "OBE", "CMG", "MdEP" are no last names.
_LONGEST_HONOUR = 4
# How much of the text before a name is asked for a ship, and the articles that may stand between them.
_BEFORE = 28
_ARTICLES = frozenset(
    ("the", "le", "la", "der", "die", "das", "dem", "den", "el", "il", "het", "de", "o", "a")
)
_HOUSE = re.compile(r" (?:pub|inn|tavern)\b")


class Judge:
    """Judges the chunks of one text."""

    def __init__(self, setting: Setting, marks: Marks) -> None:
        self.setting = setting
        self.marks = marks
        self.lexicon = setting.lexicon
        self.given = setting.lexicon.given

    def judge(self, chunk: Candidate) -> list[Candidate]:
        """The candidates that a chunk gives: mostly one; none for things; a known name at its end alone."""
        judged = self._judge(chunk)
        for c in judged:
            if self._is_vessel(c) or _HOUSE.match(self.setting.text, c.end):
                c.kind, c.name, c.sure, c.known = THING, None, True, False
        return judged

    def _is_vessel(self, c: Candidate) -> bool:
        """Whether it is a ship's name: "the tanker Ilka Moll", "aboard the Ilka Moll"."""
        before = self.setting.text[max(0, c.start - _BEFORE) : c.start].rstrip(' "“„«‘')
        rest, _, last = before.replace("\n", " ").rpartition(" ")
        if c.title is not None and fold(last) == c.title:
            rest, _, last = rest.rpartition(" ")  # "the liner Queen Margit"
        if last in _ARTICLES:
            last = rest.rpartition(" ")[2].rstrip(",")
        return last.lower() in self.lexicon.vessels

    def _judge(self, chunk: Candidate) -> list[Candidate]:
        if chunk.title in self.lexicon.demonyms:
            chunk.title = None
        titled = len(chunk.tokens) == 1 and self._is_titled(chunk)
        if titled and not REGION.match(self.setting.text, chunk.end):
            return [self._sure(chunk, chunk.tokens, "person")]
        if self._is_dateline(chunk):
            return [self._sure(chunk, chunk.tokens, "place")]
        if self._is_caps(chunk.tokens) or self._is_speaker(chunk):
            chunk.loud = True
            return [chunk]
        return self._judge_word(chunk) if len(chunk.tokens) == 1 else self._judge_words(chunk)

    def _judge_word(self, chunk: Candidate) -> list[Candidate]:
        """A single word tells little: that it is a thing, or by its ending an organisation."""
        key, suffixes = chunk.tokens[0].key, self.lexicon.org_suffix
        if key in self.lexicon.things:
            return []
        if self.setting.nouns and key.endswith(suffixes) and key not in suffixes:
            return [self._sure(chunk, chunk.tokens, "organisation")]
        return [chunk]

    def _judge_words(self, chunk: Candidate) -> list[Candidate]:
        tokens, lex = chunk.tokens, self.lexicon
        if self._is_namesake(tokens):
            return [self._sure(chunk, tokens, "person")]
        body = self._is_organisation(tokens)
        if tokens[-1].key in lex.things or (tokens[0].key in lex.thing_start and not body):
            return self._named_after(tokens)
        if body or self._is_team(tokens):
            return [self._sure(chunk, tokens, "organisation")]
        if self._is_place(tokens):
            return [self._sure(chunk, tokens, "place")]
        person = self._person(chunk)
        if person is not None:
            return [person]
        return self._known_tail(tokens) or [chunk]

    def _sure(self, chunk: Candidate, tokens: list[Token], kind: str) -> Candidate:
        if kind == "person":
            tokens = self._without_letters(tokens)
        return Candidate(tokens, kind, None, True, chunk.title, False, chunk.loud)

    def _without_letters(self, tokens: list[Token]) -> list[Token]:
        """A full name without the honours behind it: "Ilka Moll OBE"; not where all of it is in capitals."""
        end = len(tokens)
        while end > 2 and self._is_honour(tokens[end - 1]) and not tokens[0].capitals:
            end -= 1
        return tokens[:end]

    def _is_honour(self, token: Token) -> bool:
        short = token.capitals and len(token.word) <= _LONGEST_HONOUR
        return short and token.key not in self.lexicon.name_suffixes

    def _named_after(self, tokens: list[Token]) -> list[Candidate]:
        """The known name that a thing is called after: "Iran Deal"."""
        for length in range(len(tokens) - 1, 0, -1):
            entry = self._entry(tokens[:length])
            if entry is not None:
                return [Candidate(tokens[:length], entry.kind, entry.name, True, None, True)]
        return []

    def _known_tail(self, tokens: list[Token]) -> list[Candidate]:
        """A known name at the end of a chunk: "Biggest Loser Donald Trump"."""
        for i in range(1, len(tokens)):
            entry = self._entry(tokens[i:])
            if entry is not None and (
                len(tokens) - i > 1 or (entry.kind == "person" and tokens[0].opens)
            ):
                return [Candidate(tokens[i:], entry.kind, entry.name, True, None, True)]
        return []

    def _entry(self, tokens: list[Token]) -> Entry | None:
        authority = self.setting.authority
        if len(tokens) == 1:
            return authority.word(tokens[0].word)
        return authority.key(" ".join([t.key for t in tokens]))

    def _is_titled(self, chunk: Candidate) -> bool:
        """Whether a title before it makes the chunk a person; "Former" makes a single word none."""
        tokens = chunk.tokens
        if chunk.title is None or tokens[0].capitals or len(tokens) > _LONGEST_PERSON:
            return False
        return len(tokens) > 1 or chunk.title not in self.lexicon.weak_titles

    def _is_organisation(self, tokens: list[Token]) -> bool:
        lex = self.lexicon
        keys = [t.key for t in tokens]
        if any(k in lex.org_any for k in keys):
            return True
        if tokens[-1].gap == AND and self.marks.is_firm(tokens, len(tokens) - 1):
            return True
        head = next((i for i, t in enumerate(tokens) if i and t.gap != JOIN), len(tokens))
        if keys[-1] in lex.org_end or (head < len(tokens) and keys[head - 1] in lex.org_end):
            return True
        return keys[0] in lex.org_start and tokens[1].gap in (OF, PARTICLE)

    def _is_dateline(self, chunk: Candidate) -> bool:
        """Whether it stands where a report is dated from: in capitals, or at the head of the text with a
        state or an agency behind it."""
        match = DATELINE.match(self.setting.text, chunk.end) if chunk.tokens[0].opens else None
        if match is None or all(t.capitals for t in chunk.tokens):
            return match is not None
        return chunk.start == 0 and match[0].lstrip()[:1] in (",", "(")

    def _is_caps(self, tokens: list[Token]) -> bool:
        """Several words in capitals, or a long one: a headline, or the place of a dateline."""
        first = tokens[0]
        if not first.capitals or (len(tokens) == 1 and len(first.word) <= _LONGEST_ACRONYM):
            return False
        return all(t.capitals and "." not in t.word for t in tokens)

    def _is_speaker(self, chunk: Candidate) -> bool:
        """Capitals before a colon at the head of a line or sentence: who speaks in an interview ("A.B.: No")."""
        last = chunk.tokens[-1]
        behind = self.setting.text[last.end : last.end + 2].lstrip(".")
        return chunk.tokens[0].opens and last.word.isupper() and behind[:1] == ":"

    def _is_namesake(self, tokens: list[Token]) -> bool:
        """A given name and a head-word that is a surname too: "Cheryl Mills", "David French"."""
        return (
            len(tokens) == 2
            and tokens[0].key in self.given
            and tokens[1].key in self.lexicon.surnames
        )

    def _is_team(self, tokens: list[Token]) -> bool:
        """A place and a plural: "Denver Broncos"."""
        if tokens[0].capitals or not self.marks.is_club(tokens[-1]):
            return False
        entry = self._entry(tokens[:-1])
        return entry is not None and entry.kind == "place"

    def _is_place(self, tokens: list[Token]) -> bool:
        lex, first = self.lexicon, tokens[0].key
        if self.marks.may_be_surname(tokens):
            return False
        if first in lex.directions or first in lex.place_start:
            known = self._entry(tokens[1:])  # "West Palm Beach"
            if known is not None and known.kind == "place":
                return True
        if any(self.setting.ordinary(t) and t.key not in lex.org_topic for t in tokens[1:-1]):
            return False
        if first in self.given and (
            tokens[-1].key not in lex.place_end or tokens[-1].key in lex.surnames
        ):
            return False
        if first in lex.place_of and tokens[1].gap in (OF, PARTICLE):
            return True
        return tokens[-1].key in lex.place_end or first in lex.place_start

    def _person(self, chunk: Candidate) -> Candidate | None:
        """A title and a name, or a given name and what follows it."""
        tokens, english = chunk.tokens, self.setting.language in _ENGLISH
        titled = self._is_titled(chunk)
        if titled and english:
            return self._sure(chunk, tokens, "person")
        if not self.setting.nouns and len(tokens) > 1 and self._is_initial(tokens[0]):
            ordinary = any(self.setting.ordinary(t) for t in tokens[1:])
            return None if ordinary else self._from_given(chunk, 0)
        for i, token in enumerate(tokens[:-1]):
            if token.key in self.given or token.key.partition("-")[0] in self.given:
                return self._from_given(chunk, i)
        return self._sure(chunk, tokens, "person") if titled else None

    def _from_given(self, chunk: Candidate, i: int) -> Candidate | None:
        """The person whose given name is word i of the chunk."""
        rest = self._without_place(chunk.tokens[i:])
        if len(rest) > _LONGEST_PERSON or (
            rest[1].key not in self.given and self._is_noun(rest[1])
        ):
            return None
        opener = i == 1 and chunk.tokens[0].opens and not chunk.tokens[0].capitals
        doubtful = rest[0].key in self.lexicon.ambiguous and self.setting.ordinary(rest[1])
        if doubtful and rest[1].key not in self.lexicon.surnames:
            return None
        entry = self._entry(rest) if i else None
        if entry is not None and entry.kind == "person":
            return Candidate(
                rest, "person", entry.name, True, None, True
            )  # "Crooked Hillary Clinton"
        if i and not opener and not self._ends_before(chunk.tokens[i - 1]):
            return Candidate(chunk.tokens, "person", None, False, chunk.title, False, chunk.loud)
        return self._sure(chunk, rest, "person")

    def _without_place(self, tokens: list[Token]) -> list[Token]:
        """A full name without the place that a byline sets behind it: "Armin Feld Rom"."""
        last = tokens[-1]
        if len(tokens) < 3 or last.key in self.given or self.setting.language in _ENGLISH:
            return tokens
        entry = self.setting.authority.word(last.word)
        return tokens[:-1] if entry is not None and entry.kind == "place" else tokens

    def _is_noun(self, token: Token) -> bool:
        return self.setting.nouns and self.setting.ordinary(token)

    def _ends_before(self, before: Token) -> bool:
        """Whether the word before a given name is none of the name ("Candidate", "GOP", "Biggest")."""
        return (
            self.setting.language not in _ENGLISH
            or before.capitals
            or self.setting.ordinary(before)
        )

    def _is_initial(self, token: Token) -> bool:
        dotted = "." in token.word or self.setting.text[token.end : token.end + 1] == "."
        return dotted and token.word.isupper() and len(token.word.replace(".", "")) <= 2


def is_acronym(token: Token, lexicon: Lexicon) -> bool:
    """Capitals that stand for an organisation, as far as the word itself can tell."""
    letters = acronym(token.word)
    return (
        letters is not None
        and letters.isalpha()
        and token.word.replace(".", "") not in lexicon.capitals
    )
