"""The people of one article: bare last names to full names, and gender by evidence.

Names come from the article's mentions where they are given, else from runs of capitalised words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from index.quotes import cues
from index.quotes.narration import Subject
from search.article import Mention

CAPITAL = "".join(chr(c) for c in range(0x41, 0x530) if chr(c).isupper())
LETTER = r"[^\W\d_]"
WORD = (
    rf"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Prof|Rev|St|Jr|Sr|[{CAPITAL}])\."
    rf"|[{CAPITAL}](?:{LETTER}|[\u0300-\u036f]|[’'-](?={LETTER}))*)"
)
RUN = re.compile(
    rf"(?<![.\w]){WORD}(?:[ \xa0](?:(?:de|van|von|der|den|del|della|da|dos|bin|al|el|la|le)[ \xa0])*{WORD})*"
)
# A longer run of capitalised words is a headline or an institution.
LONGEST = 5
HEADLINE_VERBS = cues.VERBS["en"]
# "Ann Ray, 24," and "Ann Ray, who": only people are written so.
AGED = re.compile(r", (?:\d\d\b|who\b)")
# What a first name and a title weigh for a gender: one title ("Mrs.") outweighs the name.
BY_NAME, BY_TITLE = 3, 4
# How sure a full name is for a bare last name that several share, and for a name nothing explains.
SHARED, BARE = 0.75, 0.9
# How far after a name a pronoun can show its gender, in characters: a long sentence.
TRAIL = 160
# Only titles stand between the head of a sentence and the name that opens it.
TITLED = 40
OPENING = re.compile(r"(?:^|\n|[.!?”\"]\s)(?:[A-Z][\w.]*\s)*$")
# A word before a name, or before one more capitalised word beside it: so it stands inside a sentence.
INSIDE = re.compile(r"\w[,;]? (?:[A-Z]\w*\.? )?\Z")
PRONOUN = re.compile(r"[^.!?\n“”\"]*?\b(he|him|his|she|her|hers)\b", re.I)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def bare(name: str) -> str:
    """A name without possessive ending and stray marks."""
    name = name.strip(" .,'’")
    return name[:-2] if name.endswith(("'s", "’s")) else name


@lru_cache(maxsize=8192)
def last_key(name: str) -> str:
    """The last name in small letters; suffixes such as Jr. are no last name."""
    words = [w.strip(".,").casefold() for w in name.split()]
    words = [w for w in words if w and w not in SUFFIXES] or [""]
    return words[-1].replace("’", "'")


class People:
    """Who an article names, and where: `seen` is (start, end, name), sorted."""

    __slots__ = (
        "_by_last",
        "_counts",
        "_ends",
        "_given",
        "_nouns",
        "_opening",
        "_others",
        "_sexes",
        "_shown",
        "_starts",
        "_sure",
        "seen",
        "text",
    )

    def __init__(self, text: str, mentions: Sequence[Mention], language: str | None = None) -> None:
        self.text = text
        self._nouns = cues.grammar(language).nouns
        self.seen: list[tuple[int, int, str]] = []
        self._by_last: dict[str, list[str]] = defaultdict(list)
        self._counts: Counter[str] = Counter()
        self._sexes: dict[str, Counter[str]] = defaultdict(Counter)
        persons = sorted(
            (m.start, m.end, m.name) for m in mentions if m.kind == "person" and m.name.strip()
        )
        self._sure = {name for _, _, name in persons}
        self._given = bool(persons)
        self._shown: dict[str, str] = {}
        self._opening: dict[str, bool] = {}
        self._others = {m.name for m in mentions if m.kind != "person"} - self._sure
        self._read(persons or self._detect())
        self._starts = [s for s, _, _ in self.seen]
        self._ends = [e for _, e, _ in self.seen]

    def _read(self, found: list[tuple[int, int, str]]) -> None:
        for start, end, name in found:
            self.seen.append((start, end, name))
            self._counts[name] += 1
            if self._counts[name] == 1:
                self._by_last[last_key(name)].append(name)
                sex = cues.GENDER.get(name.split()[0].casefold()) if " " in name else None
                if sex:
                    self._sexes[name][sex] += BY_NAME
            title = self.text[max(0, start - 20) : start].rsplit(None, 1)
            word = title[-1].casefold().strip(".(,“\"'") if title else ""
            sex = cues.TITLES.get(word) or cues.ROLE_GENDER.get(word)
            if sex:
                self._sexes[name][sex] += BY_TITLE
            if sex is not None or AGED.match(self.text, end):
                self._sure.add(name)

    def _detect(self) -> list[tuple[int, int, str]]:
        """Capitalised runs that look like people; bare last names join the full name before them."""
        runs: list[tuple[int, int, str]] = []
        full: dict[str, list[str]] = defaultdict(list)
        for found in RUN.finditer(self.text):
            trimmed = _trim(found.group(), self._nouns)
            if trimmed is None:
                continue
            offset, name = trimmed
            start = found.start() + offset
            runs.append((start, start + len(name), bare(name)))
            if " " in bare(name):
                key = last_key(bare(name))
                if bare(name) not in full[key]:
                    full[key].append(bare(name))
        joined = []
        for start, end, name in runs:
            if " " not in name:
                names = full.get(last_key(name))
                if not names:
                    continue
                name = names[0]
            joined.append((start, end, name))
        return joined

    def resolve(self, subject: Subject) -> tuple[str, float]:
        """The full name for a name as printed, and how sure that is."""
        name = bare(subject.text)
        first, *rest = name.split()
        found = None if rest and not self._given else self._mention(subject.start, subject.end)
        if found:
            return found, 1.0
        known = self._by_last.get(last_key(name), [])
        if rest:
            longer = [k for k in known if k.split()[0] == first]
            return (max(longer, key=len) if longer else name), 1.0
        sexes = ("", subject.gender)
        known = [k for k in known if not subject.gender or self.gender(k) in sexes]
        if known:
            # Several of a family: who is named most; the first of them where they are even.
            best = max(known, key=lambda k: (self._counts[k], -known.index(k)))
            return best, 1.0 if len(known) == 1 else SHARED
        by_first = [k for k in self._counts if k.split()[0] == name]
        return (by_first[0] if len(by_first) == 1 else name), BARE

    def _mention(self, start: int, end: int) -> str | None:
        name = self.ending_at(end)
        same = name is not None and last_key(name) == last_key(bare(self.text[start:end]))
        return name if same else None

    def ending_at(self, end: int) -> str | None:
        """The name of the mention in which a place lies, whatever case it is printed in."""
        at = bisect_right(self._starts, end - 1) - 1
        return self.seen[at][2] if at >= 0 and self._ends[at] >= end else None

    def note(self, name: str, gender: str) -> None:
        """Keeps what an attribution shows: that a name is a person's, and a gender ("Mrs. Ray said")."""
        self._sure.add(name)
        if " " in name and name not in self._by_last[last_key(name)]:
            self._by_last[last_key(name)].append(name)
            self._counts[name] += 1
        if gender:
            self._sexes[name][gender] += BY_TITLE

    @property
    def last_names(self) -> Container[str]:
        """The last names of the article's people, in small letters."""
        return self._by_last

    def is_other(self, name: str) -> bool:
        """Whether the mentions say that a name is an organisation's or a place's."""
        return name in self._others

    def knows(self, name: str) -> bool:
        """Whether the mentions or the full names of the article have a name, in whole or in part."""
        known = last_key(name) in self._by_last or name in self._others
        return known or any(name in full.split() for full in self._counts)

    def only_opens(self, name: str) -> bool:
        """Whether a word has its capital only at the head of sentences: no name, as far as one can see."""
        if name not in self._opening:
            self._opening[name] = not any(
                INSIDE.search(self.text, max(0, at - TITLED), at) for at in self._places(name)
            )
        return self._opening[name]

    def _places(self, name: str) -> Iterator[int]:
        """Where a name stands as a whole word."""
        at = self.text.find(name)
        while at >= 0:
            end = at + len(name)
            if not self.text[end : end + 1].isalnum():
                yield at
            at = self.text.find(name, end)

    def likely(self, name: str) -> bool:
        """Whether anything beside capitals shows that a name is a person's."""
        return name in self._sure or name in self._sexes

    def gender(self, name: str) -> str:
        """ "m", "f", or "" where nothing tells."""
        votes = self._sexes.get(name)
        if not votes:
            if name not in self._shown:
                self._shown[name] = self._by_pronouns(name)
            return self._shown[name]
        sex, most = votes.most_common(1)[0]
        return sex if 2 * most > sum(votes.values()) else ""

    def _by_pronouns(self, name: str) -> str:
        """The gender of the pronouns that follow a person who opens a sentence, nobody else between."""
        votes: Counter[str] = Counter()
        for index, (start, end, seen) in enumerate(self.seen):
            if seen == name and OPENING.search(self.text[max(0, start - TITLED) : start]):
                stop = self._starts[index + 1] if index + 1 < len(self.seen) else end + TRAIL
                found = PRONOUN.match(self.text, end, min(stop, end + TRAIL))
                if found:
                    votes[cues.HE_OR_SHE[found[1].lower()]] += 1
        sex, most = votes.most_common(1)[0] if votes else ("", 0)
        return sex if most * 4 > votes.total() * 3 else ""

    def between(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """The mentions of people that begin in a span."""
        return self.seen[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


@lru_cache(maxsize=8192)
def _trim(run: str, nouns: bool) -> tuple[int, str] | None:
    """A capitalised run without what precedes the name (titles, "But"); None where it is no name.

    `nouns` tells that every noun has a capital (German).
    """
    parts = re.split(r"[ \xa0]", run)
    lows = [cues.normal(word) for word in parts]
    first, last = cues.name_start(lows), len(parts)
    for index in range(first, last - 1):
        if parts[index].endswith(("'s", "’s")):
            first = index + 1
        elif lows[index + 1] in HEADLINE_VERBS and lows[index] not in cues.GENDER:
            last = index + 1  # "Ray Says It Will" in a headline
            break
    if nouns and last - first > 2:
        known = (i for i in range(first, last - 1) if lows[i] in cues.GENDER)
        first = next(known, last - 2)
    kept = parts[first:last]
    if not kept or len(kept) > LONGEST or any(bare(w).casefold() in cues.ORG_WORDS for w in kept):
        return None
    name = " ".join(kept)
    return sum(len(word) + 1 for word in parts[:first]), name[:-1] if name.endswith(".") else name
