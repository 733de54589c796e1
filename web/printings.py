"""The printings of a quotation: articles that have it, or something near it, in order of time.

A date may be known to the day, the month or the year, or not at all. Which printing was the first is said
only as far as that allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from search.analysis import tokens
from search.analysis import words as folded
from search.article import Article
from search.document import period
from search.quotes import Caution, Checked, Passage, Verdict

from . import passages, telling
from .marking import Span
from .reading import web_address
from .wording import Bit, Difference, difference, shared, surroundings

# Undated comes after every date.
_NEVER = (10**7, 10**7)


@dataclass(frozen=True, slots=True)
class Printing:
    """One article that has the quotation, or something near it.

    `spans` are the stretches of its text that are marked, `live` leads to the page it came from, `later`
    is the time since the printing before it, `shares` how many of the quotation's words stand there, of
    how many.
    """

    article: Article
    verdict: Verdict
    difference: Difference
    context: tuple[Bit, ...]
    speaker: str | None
    evidence: str | None
    quoted: bool
    spans: tuple[Span, ...]
    live: str | None
    shares: tuple[int, int]
    cautions: tuple[Caution, ...]
    later: str = ""

    @property
    def exact(self) -> bool:
        """Whether it has these words, openly marked edits aside."""
        return self.verdict in ("verbatim", "marked")

    @property
    def read(self) -> str:
        """The address of its page in the archive, at the passage; known only where pages are served."""
        return passages.href(self.article, self.spans)

    @property
    def how(self) -> str:
        """What it has beside the quotation, in a few words."""
        return telling.how(self.verdict, self.difference)

    @property
    def printed(self) -> str:
        """The words as printed, with what lies between their stretches."""
        return "".join(bit.text for bit in self.difference.printed)

    @property
    def day(self) -> str | None:
        """The day of publication, where it is known to the day."""
        published = self.article.published
        return published.value if published.precision == "day" else None

    @property
    def days(self) -> Span:
        """The first and last day on which it may have been published, as ordinals."""
        return period(self.article.published.value) or _NEVER


@dataclass(frozen=True, slots=True)
class Story:
    """A printing, and later ones of the same text in the same wording: copies of one story."""

    printing: Printing
    copies: tuple[Printing, ...]


def printing(checked: Checked, hit: Passage) -> Printing:
    """A passage of a check as the page shows it."""
    article, text = hit.article, hit.article.text
    marked = shared(hit) or hit.spans if hit.verdict == "not_found" else hit.spans
    url = web_address(article.url)
    in_print = {token.word for start, end in marked for token in tokens(text[start:end])}
    typed = folded(checked.query)
    return Printing(
        article=article,
        verdict=hit.verdict,
        difference=difference(checked.query, (0, len(checked.query)), hit, hit.spans),
        context=surroundings(text, marked),
        speaker=hit.speaker,
        evidence=hit.evidence,
        quoted=hit.quoted,
        spans=tuple(marked),
        live=passages.live(url, text, marked) if url else None,
        shares=(sum(word in in_print for word in typed), len(typed)),
        cautions=hit.cautions,
    )


def earliest(checked: Checked) -> tuple[Printing | None, Printing | None]:
    """The earliest printing of these words, or of the wording nearest to them, and the printing nearest to
    the quotation; None where there is none."""
    found = [printing(checked, hit) for hit in checked.hits if hit.verdict != "not_found"]
    nearest = found[0] if found else None
    first, _ = first_of([p for p in found if p.exact] or [p for p in found if _alike(p, found[0])])
    return first or nearest, nearest


def _alike(one: Printing, other: Printing) -> bool:
    """Whether two printings have the same wording beside the quotation."""
    return one.difference.quoted == other.difference.quoted and one.how == other.how


def outlets(printings: Iterable[Printing]) -> int:
    """How many outlets these come from, all unknown ones together as one."""
    return len({p.article.outlet.id for p in printings})


def texts(printings: Iterable[Printing]) -> int:
    """How many independent texts these are: near-copies of one count once."""
    return len({_text(p) for p in printings})


def stories(printings: Iterable[Printing]) -> tuple[Story, ...]:
    """Printings in their order, near-copies of one text folded under the earliest. A copy that has the
    quotation in other words, or gives it to somebody else, is no copy here."""
    found: dict[tuple[str | None, ...], list[Printing]] = {}
    for one in printings:
        found.setdefault((_text(one), one.verdict, one.how, one.speaker), []).append(one)
    return tuple(Story(first, tuple(copies)) for first, *copies in found.values())


def in_time(printings: Iterable[Printing]) -> tuple[Printing, ...]:
    """Earliest first, each with the time since the one before."""
    found: list[Printing] = []
    for one in sorted(printings, key=lambda p: p.days):
        before = found[-1].article.published if found else None
        found.append(replace(one, later=telling.later(before, one.article.published)))
    return tuple(found)


def first_of(printings: Sequence[Printing]) -> tuple[Printing | None, tuple[Printing, ...]]:
    """The printing that was certainly out first, and those that may have been out before it."""
    dated = [p for p in printings if p.days != _NEVER]
    if not dated:
        return None, tuple(printings)
    first = min(dated, key=lambda p: (p.days[1], p.days[0]))
    return first, tuple(p for p in printings if p is not first and _perhaps_before(p, first))


def precedes(one: Printing, other: Printing) -> bool:
    """Whether one was certainly out before the other."""
    return one.days[1] < other.days[0]


def _text(one: Printing) -> str:
    # An article's id may be the name of a cluster; alone it is a text of its own.
    return f"cluster {one.article.cluster}" if one.article.cluster else f"article {one.article.id}"


def _perhaps_before(one: Printing, other: Printing) -> bool:
    """Whether a printing that is dated less closely may have been out before another."""
    if one.days == _NEVER:
        return True
    return one.day is None and one.days[0] < other.days[1]
