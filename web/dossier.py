"""The dossier of a quotation: a check put into the order in which a page tells it.

Everything on it comes from the check, nothing is judged anew: this room groups the printings by wording
and by speaker, and says what came before the first one that has these words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.analysis import words as folded
from search.quotes import Caution, Checked

from . import coverage, splices, telling
from .printings import (
    Printing,
    Story,
    first_of,
    in_time,
    outlets,
    precedes,
    printing,
    stories,
    texts,
)
from .wording import Difference

# Passages shown as the closest where nothing was found: in the tour of the demonstration archive no
# fourth one was ever what a reader could have meant.
_CLOSEST = 3
# And less than this share of the quotation's words comes together by chance: in that tour such passages
# shared articles and auxiliaries only.
_SHARED = 1 / 3


@dataclass(frozen=True, slots=True)
class Wording:
    """A printed wording, and the printings that have it, earliest first."""

    difference: Difference
    printings: tuple[Printing, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name, and the printings that give the words to it."""

    name: str
    printings: tuple[Printing, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles, outlets and independent texts some printings are."""

    articles: int
    outlets: int
    texts: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that the page prints.

    `wordings` begin with the one nearest to the quotation. `first` is the earliest printing whose date is
    known, `unsure` those that may be earlier, being dated less closely or not at all, `before` earlier
    ones in other words. `gaps` are outlets and, in words, the days without an article of each, and what may
    be of these days all the same; they lie in the `window` around the first appearance, or anywhere where nothing was found.
    """

    checked: Checked
    told: telling.Told
    wordings: tuple[Wording, ...]
    parts: tuple[splices.Part, ...]
    printings: tuple[Printing, ...]
    closest: tuple[Printing, ...]
    first: Printing | None
    unsure: tuple[Printing, ...]
    before: tuple[Printing, ...]
    speakers: tuple[Speaker, ...]
    window: str | None
    gaps: tuple[tuple[str, str, str], ...]

    @property
    def stories(self) -> tuple[Story, ...]:
        """The printings that no part of a splice shows already, copies folded."""
        shown = {part.printing.article.id for part in self.parts}
        return stories(p for p in self.printings if p.article.id not in shown)

    @property
    def exact(self) -> Count:
        """Of the printings that have these words."""
        return _count([p for p in self.printings if p.exact])

    @property
    def altered(self) -> Count:
        """Of the printings that have others."""
        return _count([p for p in self.printings if not p.exact])

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What must be known of the nearest wording beside the verdict, but for who said it; parts of a splice
        have their own."""
        nearest = self.wordings[0].printings[0].cautions if self.wordings else ()
        return tuple(caution for caution in nearest if caution.kind != "speaker")

    @property
    def disputed(self) -> str:
        """That the pasted text names another speaker than print does; empty where it does not."""
        named = [p for p in self.printings if p.speaker]
        others = {c.printed: c.quoted for p in named for c in p.cautions if c.kind == "speaker"}
        agree = sum(all(c.kind != "speaker" for c in p.cautions) for p in named)
        return telling.disputed(others, agree)

    @property
    def beside(self) -> str:
        """What was pasted along and not compared."""
        return telling.beside(self.checked)

    @property
    def silent(self) -> int:
        """How many printings name no speaker."""
        return sum(p.speaker is None for p in self.printings)

    @property
    def more(self) -> int:
        """Articles that print the nearest wording beyond those listed."""
        return max(self.checked.copies - len(self.wordings[0].printings), 0) if self.wordings else 0

    @property
    def as_printed(self) -> str:
        """The nearest wording as it stands in print; nothing where nothing was found."""
        return self.wordings[0].printings[0].printed if self.wordings else ""


def dossier(checked: Checked) -> Dossier:
    """Puts the answer of a check together."""
    every = [printing(checked, hit) for hit in checked.hits]
    found = in_time(p for p in every if p.verdict != "not_found")
    exact = [p for p in found if p.exact]
    parts = splices.parts(checked)
    wordings = () if parts else _wordings(every)
    # Of altered words the nearest wording counts: others may be another sentence of somebody else.
    same = exact or (wordings[0].printings if wordings else found)
    first, unsure = first_of(same)
    missing = checked.coverage
    closest = () if found else tuple(filter(_near, every[:_CLOSEST]))
    return Dossier(
        checked=checked,
        told=telling.verdict(checked, wordings[0].difference if wordings else None, len(parts)),
        wordings=wordings,
        parts=parts,
        printings=found,
        closest=closest,
        first=first,
        unsure=unsure,
        before=tuple(p for p in found if first and p not in same and precedes(p, first)),
        speakers=_speakers(found),
        window=coverage.window(missing) if missing and missing.around else None,
        gaps=coverage.gaps(missing) if missing and (missing.around or closest) else (),
    )


def _count(printings: Sequence[Printing]) -> Count:
    return Count(len(printings), outlets(printings), texts(printings))


def _near(one: Printing) -> bool:
    shared, of = one.shares
    return shared >= _SHARED * of


def _wordings(every: Sequence[Printing]) -> tuple[Wording, ...]:
    """The wordings that were found, nearest first."""
    found: dict[tuple[str, ...], list[Printing]] = {}
    for one in every:
        if one.verdict != "not_found":
            changes = one.difference.changes or one.difference.marked
            key = (one.verdict, *(f"{e.at} {folded(e.printed)}" for e in changes))
            found.setdefault(key, []).append(one)
    return tuple(Wording(group[0].difference, in_time(group)) for group in found.values())


def _speakers(printings: Sequence[Printing]) -> tuple[Speaker, ...]:
    """Who is named, most often first; a last name alone is the same person as the one full name that ends
    with it."""
    full = list(dict.fromkeys(p.speaker for p in printings if p.speaker))
    found: dict[str, list[Printing]] = {}
    for one in printings:
        if one.speaker:
            last = folded(one.speaker)
            longer = [n for n in full if folded(n)[-len(last) :] == last and folded(n) != last]
            name = longer[0] if len(longer) == 1 else one.speaker
            found.setdefault(name, []).append(one)
    order = sorted(found.items(), key=lambda item: -len(item[1]))
    return tuple(Speaker(name, tuple(group)) for name, group in order)
