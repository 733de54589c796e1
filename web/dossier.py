"""The dossier of a quotation: a check put into the words and the order in which a page tells it.

Everything on it comes from the check, nothing is judged anew: this room says what a verdict means, puts
the printings in order of time, and says how sure each date and each speaker is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from search.analysis import tokens
from search.analysis import words as folded
from search.article import Article
from search.document import period
from search.quotes import Checked, Passage, Verdict

from . import coverage, passages, telling
from .marking import Span
from .reading import web_address
from .shelf import Shelf
from .wording import Bit, Difference, difference, shared, surroundings

# Passages shown as the closest where nothing was found: a fourth has never been one that a reader could
# have meant, in the tour of the demonstration archive.
_CLOSEST = 3


@dataclass(frozen=True, slots=True)
class Printing:
    """One article that has the quotation, or something near it.

    `exact` is whether it has these words (verbatim or openly marked); `how` says it in words; `later` the
    time since the printing before it; `anchor` its id on the page.
    """

    article: Article
    verdict: Verdict
    how: str
    exact: bool
    flags: tuple[str, ...]
    context: tuple[Bit, ...]
    speaker: str | None
    evidence: str | None
    quoted: bool
    read: str
    live: str | None
    anchor: str
    later: str
    first: bool
    shares: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A printed wording beside the pasted one, and the printings that have it, earliest first."""

    difference: Difference
    printings: tuple[Printing, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a spliced quotation and where it stands."""

    difference: Difference
    printing: Printing


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom the printings give the words to: a name, and the printings that do."""

    name: str
    printings: tuple[Printing, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that the page prints. `first` is the earliest printing that is dated, `unsure` are those that
    may be earlier, being dated less closely or not at all; `before` are earlier printings in other words."""

    checked: Checked
    verdict: telling.Told
    wordings: tuple[Wording, ...]
    parts: tuple[Part, ...]
    printings: tuple[Printing, ...]
    closest: tuple[Printing, ...]
    first: Printing | None
    unsure: tuple[Printing, ...]
    before: tuple[Printing, ...]
    speakers: tuple[Speaker, ...]
    silent: int
    days: coverage.Days | None
    window: tuple[str, str] | None
    gaps: tuple[coverage.Gap, ...]

    @property
    def exact(self) -> tuple[Printing, ...]:
        """The printings that have these words."""
        return tuple(p for p in self.printings if p.exact)

    @property
    def altered(self) -> tuple[Printing, ...]:
        """The printings that have others."""
        return tuple(p for p in self.printings if not p.exact)

    @property
    def more(self) -> int:
        """Articles with these words beyond those listed."""
        return max(self.checked.copies - len(self.exact), 0)


def dossier(held: Shelf, checked: Checked) -> Dossier:
    """Puts the answer of a check together."""
    found = [hit for hit in checked.hits if hit.verdict != "not_found"]
    near = [hit for hit in checked.hits if hit.verdict == "not_found"]
    printings = _in_time(checked, found)
    exact = [p for p in printings if p.exact]
    same = exact if checked.verdict in ("verbatim", "marked") else printings
    first, unsure = _first(same)
    parts = _parts(checked) if checked.verdict == "spliced" else ()
    around = first.article.published if first else None
    dated = around.value if around and around.precision == "day" else None
    speakers = _speakers(printings)
    return Dossier(
        checked=checked,
        verdict=telling.verdict(checked, len(parts)),
        wordings=() if parts else _wordings(checked, found, printings),
        parts=parts,
        printings=printings,
        closest=tuple(_printing(checked, hit, n) for n, hit in enumerate(near[:_CLOSEST], start=1))
        if checked.verdict == "not_found"
        else (),
        first=first,
        unsure=unsure,
        before=tuple(p for p in printings if not p.exact and first and _precedes(p, first))
        if exact
        else (),
        speakers=speakers,
        silent=sum(1 for p in printings if p.speaker is None),
        days=None if found else coverage.days(held, checked.searched),
        window=coverage.window(dated) if dated else None,
        gaps=coverage.gaps(held.engine, (p.article for p in printings), dated) if dated else (),
    )
