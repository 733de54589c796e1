"""Who holds an office: "the senator said" means Ann Ray if she alone is called Sen. Ray before.

Only a definite role ("the", "der", "le" ...) that exactly one person of the article is given by title or
apposition is resolved; a capitalised modifier ("the Ohio senator") must stand beside that person too.
"""

from __future__ import annotations

import re
from collections import defaultdict

from index.quotes.cues import words
from index.quotes.people import People

ABBREVIATED = {
    "sen": "senator", "gov": "governor", "rep": "representative", "prof": "professor",
    "gen": "general", "capt": "captain", "lt": "lieutenant", "sgt": "sergeant", "col": "colonel",
    "pres": "president", "dr": "doctor", "rev": "reverend", "adm": "admiral", "amb": "ambassador",
}  # fmt: skip
OFFICES = words(
    """
    senator governor representative mayor minister chancellor president vice-president secretary
    premier judge justice general captain colonel admiral lieutenant sergeant professor doctor coach
    sheriff commissioner ambassador director pope cardinal bishop archbishop rabbi imam king queen
    prince princess actor actress singer lawyer attorney prosecutor author writer economist chairman
    chairwoman spokesman spokeswoman reverend councilman councilwoman superintendent speaker
    businessman businesswoman pastor priest surgeon analyst pilot widow
    ministre président présidente ministro ministra presidente präsident präsidentin bundeskanzler
    bundeskanzlerin kanzler kanzlerin ministerin bürgermeister bürgermeisterin maire alcalde alcaldesa
    sindaco prefeito prefeita gobernador gobernadora sprecher sprecherin
    """
)
SAME = {"congressman": "representative", "congresswoman": "representative"}
DEFINITE = words("the der die le la el il lo o")
# How far to look beside a name, in characters: a title and an office before it, an apposition after it.
BEFORE, AFTER = 60, 90
# The holder must have been named within so many characters before: about five paragraphs of news.
REACH = 1200
NOUN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Roles:
    """The offices that an article gives its people."""

    def __init__(self, people: People) -> None:
        self.people = people
        self._words: dict[str, set[str]] | None = None

    def holder(self, role: str, at: int) -> str | None:
        """The one person named before offset `at` who holds a definite role; None if none or several."""
        first, *rest = role.split() or [""]
        office = _offices(rest)[-1:]
        if first.lower() not in DEFINITE:
            return None
        modifiers = [w.lower() for w in rest[:-1] if w[0].isupper()]
        if not office or office[0] not in OFFICES:
            return None
        given = self._given()
        named = dict.fromkeys(name for _, _, name in self.people.between(0, at))
        holders = [name for name in named if office[0] in given[name]]
        recent = {name for _, _, name in self.people.between(at - REACH, at)}
        if (
            len(holders) != 1
            or holders[0] not in recent
            or not all(m in given[holders[0]] for m in modifiers)
        ):
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
        left = re.split(
            r"[,;:!?\n“”\"()]|\.\s+(?=[A-Z][a-z]+ [a-z])", text[max(0, start - BEFORE) : start]
        )[-1]
        before: list[str] = []
        for word in reversed(left.split()):
            bare = word.strip(".")
            if not NOUN.fullmatch(bare) or bare.lower() in LINKING:
                break
            before.insert(0, bare)
        after: list[str] = []
        if text[end : end + 2] in (", ", " ("):
            for word in NOUN.findall(re.split(r"[,.;)\n]", text[end + 2 : end + AFTER])[0]):
                if word.lower() in LINKING and after:
                    break
                after.append(word)
        return _offices(before) + _offices(after)


LINKING = words(
    "and or but by of for to from with in on at as that than said says told asked when while after "
    "is was are were has had against about like including"
)


def _offices(printed: list[str]) -> list[str]:
    """Words in small letters, abbreviations written out; a vice president is no president."""
    found: list[str] = []
    for word in printed:
        low = word.lower().strip(".")
        low = SAME.get(low) or ABBREVIATED.get(low, low)
        if found and found[-1] == "vice" and low in ("president", "chairman", "chancellor"):
            low = "vice-" + low
        found.append(low)
    return found
