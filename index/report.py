"""The report of a run: for each outlet what came out, what was cut, and what was rejected.

What was cut is counted in words of each kind of block; the blocks themselves stay in their articles, where
`search --scope all` finds them. A page that gave nothing has no outlet, so its rejects stand under the
name that the user gave, else under the host of its address, else under none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from search.article import TEXT_KINDS, Article

from .outlets import host
from .page import Given, Page, Reject

# Outlets of a printed report; the machine-readable one has all.
_SHOWN = 30
# Kinds of a printed line: those with the most words; the rest is a sum.
_SHOWN_KINDS = 3
_NAME_WIDTH = 28


@dataclass(slots=True)
class Tally:
    """What became of the pages of one outlet: words by kind of block, rejects by step."""

    articles: int = 0
    words: int = 0
    cut: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Report:
    """The tallies of a run, by the name of the outlet; None where it is unknown."""

    tallies: dict[str | None, Tally] = field(default_factory=dict)

    def add(self, articles: Iterable[Article]) -> None:
        """Counts what a page gave."""
        for article in articles:
            tally = self.tallies.setdefault(article.outlet.name, Tally())
            tally.articles += 1
            for block in article.blocks:
                size = len(block.text.split())
                if block.kind in TEXT_KINDS:
                    tally.words += size
                elif block.kind != "title":
                    tally.cut[block.kind] += size

    def add_reject(self, name: str | None, reject: Reject) -> None:
        """Counts a page that gave nothing; `name` as `name_of` gives it."""
        self.tallies.setdefault(name, Tally()).rejected[reject.step] += 1

    def to_json(self) -> list[dict[str, Any]]:
        """One object an outlet, those with most articles first."""
        return [
            {
                "outlet": name,
                "articles": tally.articles,
                "words": tally.words,
                "cut_words": dict(tally.cut.most_common()),
                "rejected": dict(tally.rejected.most_common()),
            }
            for name, tally in self._sorted()
        ]

    def lines(self) -> Iterator[str]:
        """The report as a table for a person; nothing where there is nothing to tell."""
        rows = self._sorted()
        if not rows:
            return
        width = min(_NAME_WIDTH, max(len("unknown"), *(len(name or "") for name, _ in rows)))
        yield f"{'outlet':{width}}  articles     words  cut  of it"
        for name, tally in rows[:_SHOWN]:
            yield _line(_short(name or "unknown", width), width, tally)
        if len(rows) > _SHOWN:
            yield f"... and {len(rows) - _SHOWN:,} more: --json lists all"

    def _sorted(self) -> list[tuple[str | None, Tally]]:
        return sorted(self.tallies.items(), key=lambda row: (-row[1].articles, row[0] or "\uffff"))


def name_of(item: Page | Given | Reject) -> str | None:
    """Under which name the reject of a page is counted."""
    if isinstance(item, Page):
        return item.outlet or host(item.url) or None
    return None


def _line(name: str, width: int, tally: Tally) -> str:
    gone = sum(tally.cut.values())
    share = f"{gone / (gone + tally.words):4.0%}" if gone + tally.words else "   -"
    kinds = [f"{kind} {size:,}" for kind, size in tally.cut.most_common(_SHOWN_KINDS)]
    if rest := gone - sum(size for _, size in tally.cut.most_common(_SHOWN_KINDS)):
        kinds.append(f"other {rest:,}")
    parts = [", ".join(kinds)] if kinds else []
    if tally.rejected:
        parts.append("rejected " + ", ".join(f"{n:,} at {s}" for s, n in tally.rejected.items()))
    return f"{name:{width}}  {tally.articles:8,}  {tally.words:8,} {share}  {'; '.join(parts)}".rstrip()


def _short(name: str, width: int) -> str:
    return name if len(name) <= width else name[: width - 1] + "…"
