"""What passes between the steps: the setting of a text, and the candidates found in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.entities.authority import Authority
from index.entities.lexicon import Lexicon
from index.entities.runs import Token

# The kind of a name that is no mention's: a ship's, a pub's. The same name elsewhere in the article is no person's.
THING = "thing"


@dataclass(slots=True)
class Candidate:
    """A stretch that may be a name. `sure`: its own words or the authority gave the kind; `known`: the
    authority did, and `name` is the joined name; `title` is the folded word that stood before it ("mrs");
    `loud`: it was cut out of a headline, where capitals say little; `key` is its folded words, `start` and
    `end` are its place in the text."""

    tokens: list[Token]
    kind: str | None = None
    name: str | None = None
    sure: bool = False
    title: str | None = None
    known: bool = False
    loud: bool = False
    key: str = field(init=False)
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        tokens = self.tokens
        self.key = " ".join([t.key for t in tokens]) if len(tokens) > 1 else tokens[0].key
        self.start, self.end = tokens[0].start, tokens[-1].end


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all of one text: the lists, the known names, `small` (the words that the text writes
    small, too), whether the language capitalises all nouns, and its code."""

    text: str
    lexicon: Lexicon
    authority: Authority
    small: frozenset[str]
    nouns: bool
    language: str | None

    def ordinary(self, token: Token) -> bool:
        """Whether the word is also written small."""
        word = token.word.lower()
        return word in self.lexicon.common or word in self.small
