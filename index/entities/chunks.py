"""From runs to chunks: where a name begins and ends inside a run.

Titles, demonyms, calendar words and sentence openers are taken off; the longest known name wins; what is left
is cut at titles, at words of headlines and at connectors that belong to no name. What the words of
a chunk say about its kind is judged in judge.py.
"""

from __future__ import annotations

from index.entities.candidates import Candidate, Setting
from index.entities.known import KnownNames
from index.entities.marks import Marks
from index.entities.runs import JOIN, OF, PARTICLE, Run

# Articles that begin a surname: "Bruno Le Maire".
_ARTICLES = frozenset(("Le", "La", "Van", "Von", "De", "Della", "Di", "Del"))
# First halves of countries of two words, before the name of their people.
_HALVES = frozenset(("puerto", "sri", "el", "costa", "san"))
# Capitals longer than this are a shouted word rather than an acronym.
_SHOUTED = 5
_SPANISH_PARTICLES = frozenset(("de", "de la", "del", "da", "dos", "do"))
# An organisation takes a topic after these ("Committee on"), others only after "of" and "for".
_TAKES_ON = frozenset(
    ("committee", "subcommittee", "commission", "council", "conference", "center", "centre")
)


class Cutter:
    """Cuts the runs of one text into chunks, each with the title before it."""

    def __init__(self, setting: Setting, marks: Marks) -> None:
        self.setting = setting
        self.lexicon = setting.lexicon
        self.given = setting.lexicon.given
        self.marks = marks
        self.known = KnownNames(setting, marks)

    def chunks(self, run: Run) -> list[Candidate]:
        """The chunks of a run, in order; those that the authority knows are settled."""
        found: list[Candidate] = []
        title: str | None = None
        loud = False
        i = 0
        while i < len(run):
            if i + 1 == len(run) and self.marks.is_plain(run[i]) and not self.known.may_be(run[i]):
                found.append(Candidate(run[i:], title=title, loud=loud))
                break
            known = self.known.at(run, i)
            if known is not None:
                end, entry = i + known[0], known[1]
                found.append(Candidate(run[i:end], entry.kind, entry.name, True, title, True))
                title, i = None, end
            elif self.marks.is_title(run, i):
                title, i = self._after_title(run, i)
            elif self.marks.is_skipped(run, i):
                loud = loud or (not run[i].opens and self.marks.is_function(run[i]))
                title, i = None, i + 1
            else:
                end = self._end(run, i)
                loud = loud or self._ends_loud(run, end)
                stop = self._before_title(run, i, end)
                if stop > i and not self._is_half(run, i, end):
                    found.append(Candidate(run[i:stop], title=title, loud=loud))
                title, i = None, end
        return found

    def _is_half(self, run: Run, i: int, end: int) -> bool:
        """Whether word i is the first half of a people's name: "Puerto Rican"."""
        follows = end == i + 1 and end < len(run) and run[end].gap == JOIN
        return (
            follows and run[i].key in self.lexicon.place_start and self.marks.is_demonym(run[end])
        )

    def _before_title(self, run: Run, i: int, end: int) -> int:
        """Where the chunk ends without the topic of a title after it: "Japanese Finance" Minister."""
        if end >= len(run) or run[end].gap != JOIN or not self.marks.is_title(run, end):
            return end
        stop = end
        while stop > i and run[stop - 1].key in self.lexicon.org_topic:
            stop -= 1
        return i if stop == i + 1 and self.marks.is_demonym(run[i]) else stop

    def _ends_loud(self, run: Run, end: int) -> bool:
        """Whether the next word is one of a headline: "Trump Says"."""
        return end < len(run) and run[end].gap == JOIN and self.marks.is_function(run[end])

    def _after_title(self, run: Run, i: int) -> tuple[str | None, int]:
        """The title for the name after it, and where that begins; "Secretary of State" goes as a whole,
        "Mayor of London" is no title of London's."""
        j = i + 1
        if j >= len(run) or run[j].gap == JOIN:
            return run[i].key, j
        topics = self.lexicon.org_topic
        while j < len(run) and (run[j].key in topics or run[j].key in ("house", "staff", "senate")):
            j += 1
        return (run[i].key if j > i + 1 and j < len(run) and run[j].gap == JOIN else None), j

    def _end(self, run: Run, i: int) -> int:
        j = i + 1
        while j < len(run):
            if run[j].gap != JOIN:
                if not self._joins(run, i, j):
                    break
            elif not self._is_surname(run, j) and (
                (self.marks.is_title(run, j) and run[j - 1].key not in self.lexicon.titles)
                or self._breaks(run, i, j)
            ):
                break
            j += 1
        return j

    def _is_surname(self, run: Run, j: int) -> bool:
        """Whether a given name stands before word j, and nothing after it: "Stephen King"."""
        last = j + 1 >= len(run) or run[j + 1].gap != JOIN
        before = run[j - 1]
        return last and (
            (before.key in self.given and run[j].key in self.lexicon.surnames)
            or (before.word in _ARTICLES and not before.opens)
        )

    def _breaks(self, run: Run, i: int, j: int) -> bool:
        """Whether a new name, or none, begins at word j: "Committee Andrei", "Miami Tuesday"."""
        token, before = run[j], run[j - 1]
        if token.word in _ARTICLES and before.key in self.given:
            return False
        if self.marks.is_demonym(token):
            return self.marks.plain(run, j)[-1].key not in self.lexicon.org_end
        if self.marks.is_cut(token):
            return True
        if token.capitals and len(token.word) > _SHOUTED and not before.capitals:
            return before.key not in self.given
        follows = j + 1 < len(run) and run[j + 1].gap == JOIN
        named = follows and token.key in self.given and token.key not in self.lexicon.ambiguous
        if not named or run[j + 1].key in self.lexicon.org_end:
            return False
        linked = run[i].key not in self.given and any(t.gap != JOIN for t in run[i + 1 : j])
        return linked or before.key in self.lexicon.place_of or self.marks.heads(run, i, j)

    def _joins(self, run: Run, i: int, j: int) -> bool:
        """Whether the connector before word j belongs to the name that begins at i."""
        if self.marks.is_cut(run[j]) or (self.marks.is_title(run, j) and run[j].gap != OF):
            return False
        if run[j].gap == PARTICLE:
            return self._joins_particle(run, i, j)
        if run[j].gap == OF:
            return self._joins_of(run, i, j)
        return self._joins_and(run, i, j)

    def _joins_particle(self, run: Run, i: int, j: int) -> bool:
        between = run[j].between
        if (
            self.marks.heads(run, i, j)
            or run[i].key in self.lexicon.org_any
            or run[i].key in self.lexicon.place_of
        ):
            return True
        if (
            between not in self.lexicon.name_particles
            or self.setting.authority.word(run[j].word) is not None
        ):
            return False
        if all(t.key in self.given for t in run[i:j]):
            return True
        return between in _SPANISH_PARTICLES and run[i].key in self.given

    def _joins_of(self, run: Run, i: int, j: int) -> bool:
        lex, between, before = self.lexicon, run[j].between, run[j - 1].key
        if between.startswith("of") and j == i + 1 and before in lex.place_of:
            return True
        if before in lex.org_end or before in lex.org_start or before in lex.org_any:
            return between not in ("in", "to", "against", "on") or (
                between == "on" and before in _TAKES_ON
            )
        return between.startswith("of") and before in lex.org_topic and self.marks.heads(run, i, j)

    def _joins_and(self, run: Run, i: int, j: int) -> bool:
        """ "Health and Human Services": both words are topics, and an organisation is under way."""
        lex = self.lexicon
        if run[j].between == "&":
            return run[j - 1].key not in self.given or self.marks.is_firm(run, j)
        if self.marks.is_firm(run, j):
            return True
        if run[j - 1].key not in lex.org_topic or run[j].key not in lex.org_topic:
            return False
        tail_ends = self.marks.plain(run, j)[-1].key in lex.org_end
        settled = any(t.key in lex.org_end and t.key not in lex.org_topic for t in run[i:j])
        return tail_ends != settled
