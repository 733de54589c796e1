"""The known names of a run: the longest that the authority has, where it stands for itself."""

from __future__ import annotations

import re

from index.entities.authority import Entry
from index.entities.candidates import Setting
from index.entities.fold import fold
from index.entities.marks import Marks
from index.entities.runs import JOIN, OF, PARTICLE, Run, Token

# Words of a name as they stand in a text, small ones too ("Union européenne").
_PART = re.compile(
    r"\s{1,3}(?P<word>[\w&](?:[\w.&/]|['’](?=\w)|[-‑](?!(?!operation)[a-z]{5}|based|born|led|era))*)"
)
_PARTICLE = re.compile(r"\b(bin|de|von der|von|van|al|el) $")
_POSSESSIVE = re.compile(r"['’]s?$")


class KnownNames:
    """Looks up the words of one text's runs."""

    def __init__(self, setting: Setting, marks: Marks) -> None:
        self.setting = setting
        self.marks = marks

    def at(self, run: Run, i: int) -> tuple[int, Entry] | None:
        """The longest known name that begins at word i and is no part of a longer name."""
        for end, entry in self._several(run, i):
            length = sum(1 for token in run[i:] if token.start < end)
            if self._stands_alone(run, i, length, entry):
                last = run[i + length - 1]
                last.end = max(last.end, end)
                return length, entry
        single = self._single(run[i])
        if single is not None and self._stands_alone(run, i, 1, single):
            return 1, single
        return None

    def _several(self, run: Run, i: int) -> list[tuple[int, Entry]]:
        """Where known names of two or more words end that begin at word i, longest first.

        Their other words may be small ("Union européenne"), so they are read from the text.
        """
        authority, text = self.setting.authority, self.setting.text
        key, end = run[i].key, run[i].end
        found: list[tuple[int, Entry]] = []
        for _ in range(authority.longest(key) - 1):
            part = _PART.match(text, end)
            if part is None:
                break
            word = part["word"].rstrip(".")
            bare = _POSSESSIVE.sub("", word)
            entry = authority.key(f"{key} {fold(bare)}") or authority.key(f"{key} {fold(word)}")
            if entry is not None:
                found.append((part.start("word") + len(bare), entry))
            key, end = f"{key} {fold(word)}", part.end()
        return found[::-1]

    def _single(self, token: Token) -> Entry | None:
        text, authority = self.setting.text, self.setting.authority
        after = text[token.end : token.end + 2]
        if after[:1] == "." and text[token.start - 2 : token.start] == ", ":
            entry = authority.key(token.key + ".")
            if entry is not None:
                return entry
        if after in ("'s", "’s"):
            entry = authority.key(token.key + "'s")
            if entry is not None:
                return entry
        entry = authority.word(token.word)
        if entry is None:
            particle = _PARTICLE.search(text, max(0, token.start - 9), token.start)
            return authority.key(f"{particle[1]} {token.key}") if particle else None
        return None if entry is not None and token.opens and self.setting.ordinary(token) else entry

    def _stands_alone(self, run: Run, i: int, length: int, entry: Entry) -> bool:
        """Whether the words after a known name leave it alone: "Paris talks", but not "Paris Hilton"."""
        marks, lex = self.marks, self.marks.lexicon
        j = i + length
        if j >= len(run) or (length > 1 and run[j].gap not in (JOIN, PARTICLE)):
            return True
        if run[j].gap not in (JOIN, PARTICLE):
            return run[j].gap != OF or run[i].key not in lex.org_start
        rest = marks.plain(run, j)
        last = rest[-1].key
        if (
            last in lex.org_end
            or last in lex.org_any
            or (last in lex.place_end and entry.kind != "organisation")
        ):
            return False
        if entry.kind == "place" and len(rest) == 1 and marks.is_club(rest[0]):
            return False
        if length > 1 or entry.kind == "person" or self._is_other(run, j):
            return True
        if run[i].key in marks.given:
            return False
        return rest[0].key in marks.given or run[i].capitals or self.setting.ordinary(rest[0])

    def _is_other(self, run: Run, j: int) -> bool:
        """Whether word j is a word of its own: a title, a weekday, a thing."""
        marks = self.marks
        return marks.is_title(run, j) or marks.is_cut(run[j]) or run[j].key in marks.lexicon.things
