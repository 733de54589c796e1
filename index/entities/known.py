"""The known names of a run: the longest that the authority has, where it stands for itself."""

from __future__ import annotations

import re

from index.entities.authority import Entry
from index.entities.candidates import Setting
from index.entities.fold import fold
from index.entities.marks import Marks
from index.entities.runs import AND, JOIN, OF, PARTICLE, Run, Token

# Words of a name as they stand in a text, small ones too ("Union européenne").
_PART = re.compile(
    r"\s{1,3}(?P<word>[\w&](?:[\w.&/]|['’](?=\w)|[-‑](?!(?!operation)[a-z]{5}|based|born|led|era))*)"
)
_PARTICLE = re.compile(r"\b(bin|de|von der|von|van|al|el) $")
# Newspapers' articles: with a small noun they are a sentence's.
_ARTICLES = frozenset(("Le", "La", "Les", "El", "Il", "Lo", "Los", "O", "Os", "De", "The"))
# What shows a word of many meanings to be a title.
_QUOTES = tuple('"“”„«»‚‘’')
# "von der ", with the blank before it.
_LONGEST_PARTICLE = 9


class KnownNames:
    """Looks up the words of one text's runs."""

    def __init__(self, setting: Setting, marks: Marks) -> None:
        self.setting = setting
        self.marks = marks

    def at(self, run: Run, i: int) -> tuple[int, Entry] | None:
        """The longest known name that begins at word i and is no part of a longer name."""
        if not self.may_be(run[i]):
            return None
        for end, entry in self._several(run, i):
            length = sum(1 for token in run[i:] if token.start < end)
            if self._stands_alone(run, i, length, entry) and not self._opens_noun(run, i, length):
                last = run[i + length - 1]
                last.end = max(last.end, end)
                return length, entry
        single = None if self._is_shouted(run, i) else self._single(run[i])
        if single is not None and self._stands_alone(run, i, 1, single):
            return 1, single
        return None

    def _opens_noun(self, run: Run, i: int, length: int) -> bool:
        """Whether an article and a German noun open a sentence: "Die Zeit vergeht" names no newspaper."""
        article = self.setting.nouns and run[i].opens and length == 2
        return article and run[i + 1].key in self.marks.lexicon.noun_names

    def may_be(self, token: Token) -> bool:
        """Whether it is worth looking: an acronym, a word of a known name, a German genitive."""
        word = token.word
        known = self.setting.authority.knows(token.key) or not word[1:2].islower()
        return known or (self.setting.nouns and word.endswith("s"))

    def _is_shouted(self, run: Run, i: int) -> bool:
        """Whether word i is an ordinary word among capitals: "THIS IS NEWS" names no Islamic State."""
        if not run[i].capitals or not self.setting.ordinary(run[i]):
            return False
        return any(t.capitals for t in run[max(0, i - 1) : i] + run[i + 1 : i + 2])

    def _several(self, run: Run, i: int) -> list[tuple[int, Entry]]:
        """Where known names of two or more words end that begin at word i, longest first.

        Their other words may be small ("Union européenne"), so they are read from the text.
        """
        authority, text = self.setting.authority, self.setting.text
        key, end = run[i].key, run[i].end
        if not authority.leads(key):
            return []
        if run[i + 1 : i + 2] and text[end : end + 2] in ("'s", "’s"):
            end += 2  # "People's Daily"
        found: list[tuple[int, Entry]] = []
        while authority.leads(key) and (part := _PART.match(text, end)):
            start, word = part.start("word"), part["word"].rstrip(".")
            if word[:1].isupper() and all(token.start != start for token in run[i + 1 :]):
                break
            bare = word[:-2] if word.endswith(("'s", "’s")) else word
            if word[:1].islower() and run[i].word in _ARTICLES:
                break  # "Le monde" is the world, "Le Monde" the newspaper
            owned = authority.key(f"{key} {fold(bare)}") if bare is not word else None
            key, end = f"{key} {fold(word)}", part.end()
            entry = owned or authority.key(key)
            if entry is not None:
                found.append((start + len(bare), entry))
        return found[::-1]

    def _single(self, token: Token) -> Entry | None:
        """The entry of one word: with its "'s" ("Moody's"), as an abbreviation behind a comma (", Fla."),
        by itself, or with a small particle before it ("bin Laden")."""
        text, authority = self.setting.text, self.setting.authority
        after, entry = text[token.end : token.end + 2], None
        if after in ("'s", "’s"):
            entry = authority.key(token.key + "'s")
        elif after[:1] == "." and text[token.start - 2 : token.start] == ", ":
            entry = authority.key(token.key + ".")
        if entry is not None:
            return entry
        entry = authority.word(token.word)
        if entry is not None:
            return entry if self._is_told(token) else None
        if self.setting.nouns and token.word.endswith("s"):
            return authority.word(token.word[:-1])  # the German genitive: "Deutschlands"
        if not text[token.start - 2 : token.start - 1].islower():
            return None
        particle = _PARTICLE.search(text, max(0, token.start - _LONGEST_PARTICLE), token.start)
        return authority.key(f"{particle[1]} {token.key}") if particle else None

    def _is_told(self, token: Token) -> bool:
        """Whether a known name of one word, which may be a word as well, is meant as a name here: "Bild" is
        the German picture, too, and "Time" may open any sentence."""
        text, ordinary = self.setting.text, self.setting.ordinary(token)
        if (
            text[token.start - 1 : token.start] in _QUOTES
            and text[token.end : token.end + 1] in _QUOTES
        ):
            return True
        return not (token.opens and ordinary) and token.key not in self.marks.lexicon.noun_names

    def _stands_alone(self, run: Run, i: int, length: int, entry: Entry) -> bool:
        """Whether the words after a known name leave it alone: "Paris talks", but not "Paris Hilton"."""
        marks, lex = self.marks, self.marks.lexicon
        j = i + length
        if j >= len(run):
            return True
        if run[j].gap == AND and marks.is_firm(run, j):
            return False
        if run[j].gap not in (JOIN, PARTICLE):
            return length > 1 or run[j].gap != OF or run[i].key not in lex.org_start
        rest = marks.plain(run, j)
        if self._heads_on(run, j + len(rest), rest, entry):
            return False
        if entry.kind == "person" and rest[0].key in lex.name_suffixes:
            return False  # "Donald Trump Jr." is another
        if (
            entry.kind == "place"
            and len(rest) == 1
            and not run[i].capitals
            and marks.is_club(rest[0])
        ):
            return False
        if length > 1 or entry.kind == "person" or self._is_other(run, j):
            return True
        if run[i].key in marks.given:
            return False
        return rest[0].key in marks.given or run[i].capitals or self.setting.ordinary(rest[0])

    def _heads_on(self, run: Run, end: int, rest: list[Token], entry: Entry) -> bool:
        """Whether the last of the words behind it makes a longer name of it ("Paris Office"), and is no topic of
        another ("U.S. Securities and Exchange Commission") or of a title ("White House Press Secretary")."""
        lex, last = self.marks.lexicon, rest[-1]
        titled = end < len(run) and run[end].gap == JOIN and self.marks.is_title(run, end)
        if titled and all(token.key in lex.org_topic for token in rest):
            return False
        if last.key in lex.place_end and entry.kind != "organisation":
            return True
        if self.marks.is_demonym(last):
            return False  # "Iowa Democrats" are people
        goes_on = last.key in lex.org_topic and end < len(run) and run[end].gap == AND
        return not goes_on and (last.key in lex.org_end or last.key in lex.org_any)

    def _is_other(self, run: Run, j: int) -> bool:
        """Whether word j is a word of its own: a title, a weekday, a thing."""
        marks = self.marks
        return marks.is_title(run, j) or marks.is_cut(run[j]) or run[j].key in marks.lexicon.things
