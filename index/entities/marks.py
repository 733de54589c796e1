"""Marks on the words of a run: titles, demonyms, calendar words, words of headlines, head-words.

What is marked belongs to no name, or says where one begins or ends.
"""

from __future__ import annotations

import re

from index.entities.candidates import Setting
from index.entities.runs import JOIN, Run, Token

# "R-TX", "D-NY", "D-Ariz": a party and a state behind a politician's name.
_PARTY_STATE = re.compile(r"[A-Z]-[A-Z]+$|[DIR]-[A-Z][a-z]+$")
# What stands behind "and" in the name of a firm, beside "Co".
_KIN = frozenset(
    (
        "sons",
        "son",
        "brothers",
        "bros",
        "daughters",
        "associates",
        "partners",
        "poor",
        "sohne",
        "fils",
        "hijos",
        "figli",
        "zonen",
    )
)
# Participles and adverbs before a name at the head of a sentence: "Questioning Vesk".
_VERBAL = re.compile(r"..(?:ing|ed|ly)$")
_ROYAL = frozenset(("queen", "king", "prince", "princess", "duke", "emperor"))
# What joins a given name that is a month's, too, to a last name: "Jan de Vries"; not "April des Jahres".
_PARTICLES = frozenset(("de", "van", "van de", "van den", "van der", "von", "ten", "ter"))
# Shortest word that may name a club ("Reds").
_SHORTEST_CLUB = 4


class Marks:
    """Says of the words of one text's runs what they are besides names."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.lexicon = setting.lexicon
        self.given = setting.lexicon.given

    def is_plain(self, token: Token) -> bool:
        """Whether nothing is marked on a word, at whatever place of a sentence but its head.

        One answer for all that the lists would be asked one by one: so it is with most words of names.
        """
        key = token.key
        return not (token.opens or key in self.lexicon.marked or "-" in key) and (
            token.word[1:2].islower()
        )

    def is_title(self, run: Run, i: int) -> bool:
        """Whether word i is a title or a role: "President", "Senator"; not in "Attorney Office"."""
        token = run[i]
        if token.key not in self.lexicon.titles or self._names_party(run, i):
            return False
        follows = i + 1 < len(run) and run[i + 1].gap == JOIN
        if not follows:
            return token.key not in self.given
        following = run[i + 1].key
        if token.key in _ROYAL and following in self.lexicon.place_end:
            return False  # "Queen Street": they bear no last names
        return following not in self.lexicon.org_end or following in self.lexicon.titles

    def _names_party(self, run: Run, i: int) -> bool:
        """Whether a party's people begin an organisation's name: "Republican Ferry Association"."""
        if i + 1 >= len(run) or run[i + 1].gap != JOIN or not self.is_demonym(run[i]):
            return False
        rest = self.plain(run, i + 1)
        return len(rest) > 1 and rest[-1].key in self.lexicon.org_end

    def may_be_surname(self, tokens: list[Token]) -> bool:
        """Whether two words end in one that places and persons bear: "Tiber Woods"; the article decides."""
        lex = self.lexicon
        return (
            len(tokens) == 2
            and tokens[1].key in lex.place_end
            and tokens[1].key in lex.surnames
            and not (tokens[0].key in lex.place_start or tokens[0].key in lex.directions)
            and self.setting.authority.word(tokens[0].word) is None
            and not self.setting.ordinary(tokens[0])
        )

    def is_function(self, token: Token) -> bool:
        """Whether it is a word of headlines and sentences, in capitals: "Says", "The"."""
        if token.word not in self.lexicon.function or token.key in self.given:
            return False
        return len(token.word) > 1 or self.setting.text[token.end : token.end + 1] != "."

    def is_demonym(self, token: Token) -> bool:
        """Whether it names people by their country, party or faith: "Belarusian", "Sino-Russian"."""
        key = token.key
        if key in self.lexicon.demonyms:
            return True
        return "-" in key and key.rsplit("-", 1)[1] in self.lexicon.demonyms

    def is_cut(self, token: Token) -> bool:
        """Words that end a name: weekdays, headline words, demonyms."""
        if token.key not in self.lexicon.marked and "-" not in token.key:
            return False
        calendar = token.key in self.lexicon.calendar and token.key not in self.given
        return calendar or self.is_function(token) or self.is_demonym(token)

    def plain(self, run: Run, i: int) -> list[Token]:
        """The words from i on that plain blanks join, up to a title or a word that ends names."""
        j = i + 1
        while (
            j < len(run)
            and run[j].gap == JOIN
            and not self.is_title(run, j)
            and not self.is_cut(run[j])
        ):
            j += 1
        return run[i:j]

    def heads(self, run: Run, i: int, j: int) -> bool:
        """Whether the words from i to j are an organisation's already."""
        lex = self.lexicon
        keys = [t.key for t in run[i:j]]
        return (
            keys[0] in lex.org_end
            or any(k in lex.org_any for k in keys)
            or any(k in lex.org_end for k in keys[1:])
        )

    def is_skipped(self, run: Run, i: int) -> bool:
        """Whether word i, at the head of what is left of a run, belongs to no name."""
        token, lex = run[i], self.lexicon
        if self.is_plain(token):
            return False
        alone = i + 1 >= len(run) or run[i + 1].gap != JOIN
        if self._is_sign(token, alone) or self.is_function(token):
            return True
        if token.key in lex.corporate and self.is_firm(run, i):
            return True
        if self.is_demonym(token):
            last = token if alone else self.plain(run, i + 1)[-1]
            return alone or last.key not in lex.org_end or self.is_demonym(last)
        if token.key in lex.calendar:
            named = not alone or (i + 1 < len(run) and run[i + 1].between in _PARTICLES)
            return not (named and token.key in self.given) or self.setting.ordinary(run[i + 1])
        ordinary = self.setting.ordinary(token) or (not alone and _VERBAL.search(token.word))
        return token.opens and bool(ordinary) and self._is_opener(run, i, alone)

    def _is_sign(self, token: Token, alone: bool) -> bool:
        """Letters that are no name: "TV", "R-TX", "North" alone, a single letter, a stock's ticker."""
        lex = self.lexicon
        if alone and (
            len(token.word) == 1 or token.key in lex.directions or token.key in lex.corporate
        ):
            return True
        if token.word in self.lexicon.capitals and len(token.word) > 1:
            return True
        return _PARTY_STATE.match(token.word) is not None or self._is_ticker(token)

    def _is_ticker(self, token: Token) -> bool:
        """A stock exchange's letters for a company: "<CTS.O>", "(NYSE: GE)"."""
        if not token.capitals:
            return False
        text = self.setting.text
        before, after = text[max(0, token.start - 2) : token.start], text[token.end : token.end + 1]
        return (before[-1:] == "<" and after in (".", ">")) or (before == ": " and after == ")")

    def _is_opener(self, run: Run, i: int, alone: bool) -> bool:
        """Whether an ordinary word that opens a sentence is only that: "Yesterday", not "Rose Kennedy"."""
        key, lex = run[i].key, self.lexicon
        if alone and key in lex.surnames:
            return False  # "Bush", "Swift": the persons of the article decide
        if alone:
            return run[i + 1 :] == [] or key not in lex.org_start
        if self.setting.authority.key(f"{key} {run[i + 1].key}") is not None:
            return False  # "Long Island Office"
        if key in self.given:
            return key in lex.ambiguous and self.setting.authority.word(run[i + 1].word) is not None
        return run[i].word in lex.adverbs or self.plain(run, i)[-1].key not in lex.org_end

    def is_firm(self, run: Run, j: int) -> bool:
        """Whether the words from j are only the end of a firm's name: "Co Inc", "Sons Ltd"."""
        return all(t.key in self.lexicon.corporate or t.key in _KIN for t in self.plain(run, j))

    def is_club(self, token: Token) -> bool:
        """Whether a word behind a place makes a club of it: "Denver Broncos"."""
        if not token.key.endswith("s") or len(token.key) < _SHORTEST_CLUB or self.setting.nouns:
            return False
        lex = self.lexicon
        lists = (self.given, lex.things, lex.titles, lex.place_end)
        other = any(token.key in words for words in lists)
        return not other and not self.is_cut(token) and not self.setting.ordinary(token)
