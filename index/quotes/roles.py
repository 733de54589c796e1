"""Who holds an office: "the senator said" means Ann Ray if she alone is called Sen. Ray before.

Only a definite role ("the", "der", "le" ...) that exactly one person of the article is given by title or
apposition is resolved; a capitalised modifier ("the Ohio senator") must stand beside that person too.
"""

from __future__ import annotations

import re
from collections import defaultdict

from index.quotes.people import People

ABBREVIATED = {
    "sen": "senator", "gov": "governor", "rep": "representative", "prof": "professor",
    "gen": "general", "capt": "captain", "lt": "lieutenant", "sgt": "sergeant", "col": "colonel",
    "pres": "president", "dr": "doctor", "rev": "reverend", "adm": "admiral", "amb": "ambassador",
}  # fmt: skip
SAME = {"congressman": "representative", "congresswoman": "representative", "lawmaker": "representative"}
DEFINITE = frozenset("the der die le la el il lo o".split())
# How far to look beside a name, in characters: a title and an office before it, an apposition after it.
BEFORE, AFTER = 60, 90
NOUN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Roles:
    """The offices that an article gives its people."""

    def __init__(self, people: People) -> None:
        self.people = people
        self._words: dict[str, set[str]] | None = None

    def holder(self, role: str, at: int) -> str | None:
        """The one person named before offset `at` who holds a definite role; None if none or several."""
        words = role.split()
        if len(words) < 2 or words[0].lower() not in DEFINITE:
            return None
        office = _norm(words[-1])
        modifiers = [w.lower() for w in words[1:-1] if w[0].isupper()]
        given = self._given()
        named = dict.fromkeys(name for _, _, name in self.people.between(0, at))
        holders = [name for name in named if office in given[name]]
        if len(holders) != 1 or not all(m in given[holders[0]] for m in modifiers):
            return None
        return holders[0]

    def _given(self) -> dict[str, set[str]]:
        """The words of title and apposition that stand beside each person."""
        if self._words is None:
            self._words = defaultdict(set)
            for start, end, name in self.people.seen:
                self._words[name].update(self._beside(start, end))
        return self._words

    def _beside(self, start: int, end: int) -> list[str]:
        text = self.people.text
        left = re.split(r"[,;:!?\n“”\"()]|\.\s+(?=[A-Z][a-z]+ [a-z])", text[max(0, start - BEFORE) : start])[-1]
        found = []
        for word in reversed(left.split()):
            bare = word.strip(".")
            if not (bare[:1].isupper() or NOUN.fullmatch(bare)) or bare.lower() in LINKING:
                break
            found.append(_norm(bare))
        if text[end : end + 2] in (", ", " ("):
            found += [_norm(w) for w in NOUN.findall(re.split(r"[,.;)\n]", text[end + 2 : end + AFTER])[0])]
        return found


LINKING = frozenset(
    "and or but by of for to from with in on at as that than said says told asked when while after "
    "is was are were has had against about like including".split()
)


def _norm(word: str) -> str:
    low = word.lower().strip(".")
    return SAME.get(low) or ABBREVIATED.get(low, low)
