"""From runs to candidates: where a name begins and ends inside a run, and what its own words say.

Titles, demonyms and sentence openers are taken off; what is left is looked up in the authority, then
judged by head-words ("Ministry of", "County") and given names. A candidate whose own words do not tell
has no kind yet: the context decides (evidence.py, resolve.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from index.entities.authority import Authority, Entry
from index.entities.fold import acronym, fold
from index.entities.lexicon import Lexicon
from index.entities.runs import AND, JOIN, OF, PARTICLE, Run, Token

# Longest name of a person, in words ("Luiz Inácio Lula da Silva" has four capitals; Jr. makes five).
_LONGEST_PERSON = 5


@dataclass(slots=True)
class Candidate:
    """A stretch that may be a name. `sure` says that its own words gave the kind; `title` is the word
    that stood before it ("mrs"), `name` the authority's name."""

    tokens: list[Token]
    kind: str | None = None
    name: str | None = None
    sure: bool = False
    title: str | None = None
    known: bool = False
    votes: dict[str, float] = field(default_factory=dict)
    common: bool = False

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.tokens[-1].end

    @property
    def key(self) -> str:
        """Its folded words."""
        return " ".join([t.key for t in self.tokens])


class Chunker:
    """Cuts the runs of one text into candidates."""

    def __init__(self, text: str, lexicon: Lexicon, given: frozenset[str], authority: Authority, nouns: bool) -> None:
        self.text = text
        self.lexicon = lexicon
        self.given = given
        self.authority = authority
        self.nouns = nouns
        self.lower: frozenset[str] = lexicon.common

    def candidates(self, run: Run) -> list[Candidate]:
        """The candidates of a run, in order."""
        found: list[Candidate] = []
        title: str | None = None
        i = 0
        while i < len(run):
            known = self._known(run, i)
            if known is not None:
                length, entry = known
                found.append(self._entered(run[i : i + length], entry, title))
                title, i = None, i + length
                continue
            if self._is_title(run, i):
                title, i = run[i].key, self._after_title(run, i)
                continue
            if self._is_skipped(run, i):
                title, i = None, i + 1
                continue
            end = self._chunk_end(run, i)
            found.extend(self._judge(run[i:end], title))
            title, i = None, end
        return found

    def _entered(self, tokens: list[Token], entry: Entry, title: str | None) -> Candidate:
        return Candidate(tokens, entry.kind, entry.name, True, title, True)

    # Looking up

    def _known(self, run: Run, i: int) -> tuple[int, Entry] | None:
        """The longest known name that begins at word i and is not a part of a longer name."""
        longest = self.authority.longest(run[i].key)
        if longest > 1:
            words = [run[i].key]
            best: tuple[int, Entry] | None = None
            for j in range(i + 1, min(len(run), i + longest)):
                if run[j].gap != JOIN:
                    words.extend(fold(w) for w in run[j].between.split())
                words.append(run[j].key)
                entry = self.authority.key(" ".join(words))
                if entry is not None:
                    best = (j + 1 - i, entry)
                if len(words) >= longest:
                    break
            if best is not None and self._whole(run, i, best[0], best[1].kind):
                return best
        single = self._single(run[i])
        if single is not None and self._whole(run, i, 1, single.kind):
            return 1, single
        return None

    def _single(self, token: Token) -> Entry | None:
        after = self.text[token.end : token.end + 2]
        if after[:1] == "." and len(token.word) <= 5:
            entry = self.authority.key(token.key + ".")
            if entry is not None and self.text[token.start - 2 : token.start] == ", ":
                return entry
        if after in ("'s", "’s"):
            entry = self.authority.key(token.key + "'s")
            if entry is not None:
                return entry
        entry = self.authority.word(token.word)
        if entry is not None and token.opens and token.word.lower() in self.lower:
            return None
        return entry

    def _whole(self, run: Run, i: int, length: int, kind: str) -> bool:
        """Whether the words after a known name leave it alone: "Paris talks", but not "Paris Hilton"."""
        j = i + length
        if j >= len(run) or run[j].gap not in (JOIN, PARTICLE):
            return not (length == 1 and j < len(run) and run[j].gap == OF and run[i].key in self.lexicon.org_start)
        rest = self._plain(run, j)
        last = rest[-1].key
        lex = self.lexicon
        if last in lex.org_end or last in lex.org_any or (last in lex.place_end and kind != "organisation"):
            return length > 1 and last in lex.titles
        if self._is_title(run, j) or rest[0].key in lex.demonyms or rest[0].key in lex.things:
            return True
        if length > 1:
            return True
        if run[i].key in self.given and kind != "person":
            return False
        return kind == "place" and rest[0].key in self.given

    def _plain(self, run: Run, i: int) -> list[Token]:
        """The words from i on that plain blanks join."""
        j = i + 1
        while j < len(run) and run[j].gap == JOIN and not self._is_title(run, j):
            j += 1
        return run[i:j]

    # Titles and other words that are no part of a name

    def _is_title(self, run: Run, i: int) -> bool:
        key = run[i].key
        if key not in self.lexicon.titles:
            return False
        if key in self.given and run[i].word.istitle() and not self._follows_plain(run, i):
            return False
        if i + 1 < len(run) and run[i + 1].gap == JOIN:
            following = run[i + 1].key
            return following not in self.lexicon.org_end or following in self.lexicon.titles
        return True

    def _follows_plain(self, run: Run, i: int) -> bool:
        return i + 1 < len(run) and run[i + 1].gap == JOIN

    def _after_title(self, run: Run, i: int) -> int:
        """The word after a title and what belongs to it ("Secretary of State")."""
        j = i + 1
        if j < len(run) and run[j].gap in (OF, PARTICLE):
            topics = self.lexicon.org_topic
            while j < len(run) and (run[j].key in topics or run[j].key in ("house", "staff", "senate")):
                j += 1
        return j

    def _is_skipped(self, run: Run, i: int) -> bool:
        """A demonym before a name or alone, a calendar word, a sentence opener before a name."""
        token = run[i]
        key = token.key
        alone = i + 1 >= len(run) or run[i + 1].gap != JOIN
        if key in self.lexicon.demonyms:
            return alone or run[i + 1].key not in self.lexicon.org_end
        if key in self.lexicon.calendar:
            return alone or key not in self.given
        if token.capitals and token.word in self.lexicon.capitals:
            return True
        if not token.opens or token.word.lower() not in self.lower:
            return alone and len(token.word) == 1
        if alone:
            return True
        if key in self.given and key not in self.lexicon.ambiguous:
            return False
        following = run[i + 1]
        if key in self.given:
            return following.key in self.given or self.authority.word(following.word) is not None
        return not (
            self._plain(run, i)[-1].key in self.lexicon.org_end and key in self.lexicon.org_topic
        )

    # Chunks

    def _chunk_end(self, run: Run, i: int) -> int:
        """Where the name that begins at i may end: at a title, a known person, or a connector that does
        not belong to it."""
        j = i + 1
        while j < len(run):
            token = run[j]
            if token.gap == JOIN:
                if self._is_title(run, j) or token.key in self.lexicon.demonyms and self._stops(run, j):
                    break
            elif not self._joins(run, i, j):
                break
            j += 1
        return j

    def _stops(self, run: Run, j: int) -> bool:
        return self._plain(run, j)[-1].key not in self.lexicon.org_end

    def _joins(self, run: Run, i: int, j: int) -> bool:
        """Whether the connector before word j belongs to the name that begins at i."""
        lex, gap = self.lexicon, run[j].gap
        head = self._is_org(run[i:j])
        if gap == PARTICLE:
            first = run[i].key
            named = first in self.given or (j - i > 1 and first not in lex.org_any)
            return head or named or first in lex.org_any or first in lex.place_start
        if gap == OF:
            if run[j - 1].key in lex.org_end or run[j - 1].key in lex.org_start or run[j - 1].key in lex.org_any:
                return run[j].key not in lex.calendar and run[j].between not in ("in", "to", "against", "on") or (
                    run[j].between == "on" and run[j - 1].key in ("committee", "commission", "council", "conference", "center", "subcommittee")
                )
            if run[j - 1].key in lex.place_start and j == i + 1 and run[j].between in ("of", "of the"):
                return True
            return j - i > 1 and head and run[j].between.startswith("of") and run[j - 1].key in lex.org_topic
        topical = run[j - 1].key in lex.org_topic and (run[j].key in lex.org_topic)
        if topical and (head or any(t.key in lex.org_end for t in self._plain(run, j))):
            return True
        return run[j].between == "&"

    def _is_org(self, tokens: list[Token]) -> bool:
        lex = self.lexicon
        if any(t.key in lex.org_any or (t.key in lex.org_end and k) for k, t in enumerate(tokens)):
            return True
        return len(tokens) > 1 and tokens[0].key in lex.org_start and tokens[1].gap == OF or (
            tokens[0].key in lex.org_end
        )

    # Judging

    def _judge(self, tokens: list[Token], title: str | None) -> list[Candidate]:
        """What the words of a chunk say."""
        lex = self.lexicon
        last = tokens[-1].key
        if title and title not in lex.demonyms and len(tokens) == 1 and not tokens[0].capitals:
            return [Candidate(tokens, "person", None, True, title)]
        if last in lex.things:
            return self._leading(tokens)
        organisation = self._organisation(tokens)
        if organisation is not None:
            return organisation
        if len(tokens) > 1 and (last in lex.place_end or tokens[0].key in lex.place_start) and tokens[0].key not in self.given:
            return [Candidate(tokens, "place", None, True)]
        person = self._person(tokens, title)
        if person is not None:
            return person
        if len(tokens) > 1:
            tail = self._known_tail(tokens)
            if tail is not None:
                return tail
        return [Candidate(tokens, None, None, False, title)]

    def _leading(self, tokens: list[Token]) -> list[Candidate]:
        """The known name that a thing is called after: "Iran Deal"."""
        for length in range(len(tokens) - 1, 0, -1):
            entry = self._entry(tokens[:length])
            if entry is not None:
                return [self._entered(tokens[:length], entry, None)]
        return []

    def _known_tail(self, tokens: list[Token]) -> list[Candidate] | None:
        """A known name at the end of a chunk: "Biggest Loser Donald Trump"."""
        for i in range(1, len(tokens)):
            entry = self._entry(tokens[i:])
            if entry is not None and (len(tokens) - i > 1 or entry.kind == "person" and tokens[0].opens):
                return [self._entered(tokens[i:], entry, None)]
        return None

    def _entry(self, tokens: list[Token]) -> Entry | None:
        if len(tokens) == 1:
            return self.authority.word(tokens[0].word)
        return self.authority.key(" ".join([t.key for t in tokens]))

    def _organisation(self, tokens: list[Token]) -> list[Candidate] | None:
        lex = self.lexicon
        keys = [t.key for t in tokens]
        if len(tokens) == 1:
            word = tokens[0].word
            compound = self.nouns and keys[0].endswith(lex.org_suffix) and keys[0] not in lex.org_suffix
            if compound:
                return [Candidate(tokens, "organisation", None, True)]
            return None
        if any(k in lex.org_any for k in keys) and (not self.nouns or len(tokens) > 1):
            return [Candidate(tokens, "organisation", None, True)]
        plain_end = next((i for i, t in enumerate(tokens) if i and t.gap != JOIN), len(tokens))
        if keys[-1] in lex.org_end or (keys[plain_end - 1] in lex.org_end and plain_end < len(tokens)):
            return [Candidate(tokens, "organisation", None, True)]
        if keys[0] in lex.org_start and tokens[1].gap in (OF, PARTICLE):
            return [Candidate(tokens, "organisation", None, True)]
        return None

    def _person(self, tokens: list[Token], title: str | None) -> list[Candidate] | None:
        """A given name and what follows it, or a title and a name."""
        lex = self.lexicon
        if title and title not in lex.demonyms and len(tokens) <= _LONGEST_PERSON:
            return [Candidate(tokens, "person", None, True, title)]
        for i, token in enumerate(tokens[:-1]):
            following = tokens[i + 1]
            if token.key not in self.given and not (i == 0 and self._initial(token)):
                continue
            if i and len(tokens) - i < 2:
                break
            if following.word.lower() in self.lower and self.nouns and following.key not in self.given:
                continue
            if len(tokens) - i > _LONGEST_PERSON:
                return None
            if i and not self._splits(tokens, i):
                return [Candidate(tokens, "person", None, False, title)]
            return [Candidate(tokens[i:], "person", None, True, title)]
        return None

    def _splits(self, tokens: list[Token], i: int) -> bool:
        """Whether the words before a given name are no names ("Candidate", "GOP", "Biggest")."""
        before = tokens[i - 1]
        return before.word.lower() in self.lower or before.capitals or len(tokens) - i >= 2 and self.nouns

    def _initial(self, token: Token) -> bool:
        return len(token.word.replace(".", "")) <= 2 and token.word.isupper() and (
            "." in token.word or self.text[token.end : token.end + 1] == "."
        )


def is_acronym(token: Token, lexicon: Lexicon) -> bool:
    """Capitals that stand for an organisation, as far as the word itself can tell."""
    return acronym(token.word) is not None and token.word.replace(".", "") not in lexicon.capitals
