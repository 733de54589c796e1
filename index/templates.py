"""Site templates: what stands in the text of page after page of one site is boilerplate, learned as pages come.

Counted is, for each site, on how many pages a block of text stands, folded (`search.analysis.words`). A page
counts once, however often it is captured or indexed. What cleaning has cut already is not counted: a box of
teasers would otherwise argue against the first paragraph of the article that it leads to.

Pages are seen in input order by one process, whatever the number of workers, so a run gives the same
articles for any number of them. The first pages that a template stands on are judged again (`reconsider`) once
there is enough evidence; a run that keeps nothing, such as `clean`, shows them as they were judged at first.

The counts are kept by lossy counting (Manku and Motwani, "Approximate Frequency Counts over Data Streams",
VLDB 2002), each line since the page it was first seen on: a line that becomes rare is forgotten, so a site takes a few
thousand rows however large it grows, and a template of last year does not bind this year's.
An SQLite file in the archive's folder; it may be deleted at any time, at the price of learning anew.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from search.analysis import words
from search.article import BLOCK_BREAK, TEXT_KINDS, Article, Block, Mention, Quote

from .outlets import domain
from .pipeline import Made

Found = TypeVar("Found", Mention, Quote)

NAME = "templates.sqlite3"

# Swept on the 891 articles of seven outlets of the development set (cleaned by their publisher, so that what
# recurs was missed by people too). From 5 pages on all 13 lines that recur are the site's, not the story's
# ("Follow ... on Twitter", a standing editor's note); at 4 the first sentences of journalism appear.
_EDGE_PAGES = 5
# They stand on 4 to 77 % of the pages since their first; below that a line is a writer's habit.
_EDGE_SHARE = 0.04
# Between paragraphs the story's own short lines recur as well (hours of a live report, 3 % of the pages), so
# what is cut there must be plainly the site's.
_MIDDLE_PAGES = 10
_MIDDLE_SHARE = 0.25
# Characters: the standing lines of the same set have at most 49, its one standing paragraph 250. A
# paragraph needs twice the pages, for agencies repeat one of background in one story after the other.
_SHORT = 120
# At these numbers of pages more may be cut than before, so the earlier pages are looked at again.
_RECALL = (_EDGE_PAGES, _MIDDLE_PAGES)
# Part of an article's characters that recurs from which the page is another copy of it, and keeps all.
_COPY = 0.4
# Half the smallest share that counts: no line that may matter is forgotten.
_FORGET = _EDGE_SHARE / 2
_SWEEP = round(1 / _FORGET)

_MEMENTO = re.compile(r"^https?://.+?/(https?://.+)$", re.I)


@dataclass(frozen=True, slots=True)
class Standing:
    """How often a block was seen on its site: on `pages` of `of` pages since its first, this one included."""

    pages: int
    of: int

    def is_template(self, at_edge: bool, length: int) -> bool:
        """Whether that is enough for a block of so many characters, at an edge of the text or inside it."""
        pages, share = (_EDGE_PAGES, _EDGE_SHARE) if at_edge else (_MIDDLE_PAGES, _MIDDLE_SHARE)
        if length > _SHORT:
            pages *= 2
        return self.pages >= pages and self.pages >= share * self.of


class Templates:
    """The counts of one archive, or with None of one run. Not shared between threads or processes."""

    def __init__(self, folder: Path | None = None) -> None:
        self._db = sqlite3.connect(folder / NAME if folder else ":memory:")
        self._db.execute("PRAGMA journal_mode=WAL")
        for table in (
            "sites(site TEXT PRIMARY KEY, pages INT NOT NULL)",
            "seen(page INT PRIMARY KEY)",
            "lines(site TEXT, line INT, pages INT NOT NULL, first INT NOT NULL, PRIMARY KEY(site, line))",
            "sightings(site TEXT, line INT, article TEXT, PRIMARY KEY(site, line, article))",
        ):
            self._db.execute(f"CREATE TABLE IF NOT EXISTS {table} WITHOUT ROWID")
        self._due: dict[str, None] = {}  # ids, in order

    def apply(self, made: Made) -> Made:
        """Counts the articles of one page, and lays aside what stands in them as a template of their site.

        Articles that came as articles are neither counted nor changed.
        """
        site = site_of(made.articles[0]) if made.articles and not made.given else ""
        if not site:
            return made
        self._count(site, made.articles)
        return replace(made, articles=tuple(self._judged(site, a) for a in made.articles))

    def due(self) -> tuple[str, ...]:
        """The ids of earlier articles that hold what has become a template since the last call."""
        ids = tuple(self._due)
        self._due.clear()
        return ids

    def reconsider(self, articles: Iterable[Article]) -> list[Article]:
        """Those of the articles that change by what is known by now, changed. Counts nothing."""
        again = ((article, self._judged(site_of(article), article)) for article in articles)
        return [judged for article, judged in again if judged != article]

    def save(self) -> None:
        """Makes durable what was counted."""
        self._db.commit()

    def close(self) -> None:
        """Closes the file; what was not saved is forgotten."""
        self._db.close()

    def _count(self, site: str, articles: Sequence[Article]) -> None:
        """Counts a page on its site, unless it was counted before."""
        page = (_hash(articles[0].id),)
        if not self._db.execute("INSERT OR IGNORE INTO seen VALUES(?)", page).rowcount:
            return
        add = "INSERT INTO sites VALUES(?, 1) ON CONFLICT(site) DO UPDATE SET pages = pages + 1"
        self._db.execute(add, (site,))
        total = self._pages_of(site)
        seen = {(_line(b.text), a.id) for a in articles for b in a.blocks if b.kind in TEXT_KINDS}
        for line in sorted({line for line, _ in seen if line}):
            self._db.execute(
                "INSERT INTO lines VALUES(?, ?, 1, ?)"
                " ON CONFLICT(site, line) DO UPDATE SET pages = pages + 1",
                (site, line, total),
            )
            self._sight(site, line, [article for at, article in seen if at == line])
        if total % _SWEEP == 0:
            self._forget(site, total)

    def _sight(self, site: str, line: int, ids: Iterable[str]) -> None:
        """Remembers where a line stood while there is too little evidence, and recalls it when there is enough."""
        find = "SELECT pages FROM lines WHERE site = ? AND line = ?"
        (pages,) = self._db.execute(find, (site, line)).fetchone()
        if pages in _RECALL:
            held = "SELECT article FROM sightings WHERE site = ? AND line = ? ORDER BY article"
            self._due.update((row[0], None) for row in self._db.execute(held, (site, line)))
        if pages < max(_RECALL):
            rows = [(site, line, article) for article in ids]
            self._db.executemany("INSERT OR IGNORE INTO sightings VALUES(?, ?, ?)", rows)

    def _judged(self, site: str, article: Article) -> Article:
        find = "SELECT pages, first FROM lines WHERE site = ? AND line = ? AND pages >= ?"
        total = self._pages_of(site)
        standings: list[Standing | None] = []
        for block in article.blocks:
            key = (site, _line(block.text), _EDGE_PAGES)
            row = self._db.execute(find, key).fetchone() if block.kind == "body" else None
            standings.append(Standing(row[0], total - row[1] + 1) if row else None)
        return lay_aside(article, standings)

    def _pages_of(self, site: str) -> int:
        row = self._db.execute("SELECT pages FROM sites WHERE site = ?", (site,)).fetchone()
        return row[0] if row else 0

    def _forget(self, site: str, total: int) -> None:
        rare = "DELETE FROM lines WHERE site = ? AND pages <= ? * (? - first + 1)"
        self._db.execute(rare, (site, _FORGET, total))
        gone = "DELETE FROM sightings WHERE site = ? AND line NOT IN (SELECT line FROM lines WHERE site = ?)"
        self._db.execute(gone, (site, site))


def site_of(article: Article) -> str:
    """The site that a page stands on: the registrable host of its address, else its outlet, else "".

    In the address of a web archive the archived address counts.
    """
    url = article.url or ""
    while inner := _MEMENTO.match(url):
        url = inner[1]
    return domain(url) or (f"outlet {article.outlet.id}" if article.outlet.id else "")


def lay_aside(article: Article, standings: Sequence[Standing | None]) -> Article:
    """The article with its templates made boilerplate; `standings` has one entry a block.

    Nothing is laid aside of an article that would be left without a body, or that recurs so far that it is
    a copy, and no block that holds a quotation with its speaker, or part of one.
    """
    chosen = _chosen(article, standings)
    text = [at for at, block in enumerate(article.blocks) if block.kind in TEXT_KINDS]
    size = sum(len(article.blocks[at].text) for at in chosen)
    if not chosen or size > _COPY * len(article.text) or len(chosen) == len(text):
        return article
    blocks = list(article.blocks)
    for at in chosen:
        standing = standings[at]
        assert standing is not None
        reason = f"stands on at least {standing.pages:,} pages of this site"
        blocks[at] = Block("boilerplate", blocks[at].text, reason)
    shifts = _shifts(article, chosen)
    return replace(
        article,
        blocks=tuple(blocks),
        mentions=tuple(m for mention in article.mentions if (m := _moved(mention, shifts))),
        quotes=tuple(q for quote in article.quotes if (q := _moved(quote, shifts))),
    )


def _chosen(article: Article, standings: Sequence[Standing | None]) -> set[int]:
    """The blocks to lay aside: from either end inwards, then what is plainly the site's between."""
    text = [at for at, block in enumerate(article.blocks) if block.kind in TEXT_KINDS]
    spans = dict(zip(text, _spans(article), strict=True))

    def goes(at: int, at_edge: bool) -> bool:
        standing = standings[at]
        if standing is None or not standing.is_template(at_edge, len(article.blocks[at].text)):
            return False
        start, end = spans[at]
        return not any(
            quote.start < end and start < quote.end
            and (quote.speaker or quote.start < start or quote.end > end)
            for quote in article.quotes
        )  # fmt: skip

    chosen = {at for at in text if goes(at, at_edge=False)}
    for inwards in (text, text[::-1]):
        for at in inwards:
            if at not in chosen and not goes(at, at_edge=True):
                break
            chosen.add(at)
    return chosen


def _spans(article: Article) -> list[tuple[int, int]]:
    """Where each text block stands in the text."""
    spans, start = [], 0
    for block in article.blocks:
        if block.kind in TEXT_KINDS:
            spans.append((start, start + len(block.text)))
            start += len(block.text) + len(BLOCK_BREAK)
    return spans


def _shifts(article: Article, chosen: set[int]) -> list[tuple[int, int, int]]:
    """The spans of the text that stay, each with how far it moves to the front."""
    text = [at for at, block in enumerate(article.blocks) if block.kind in TEXT_KINDS]
    shifts: list[tuple[int, int, int]] = []
    gone, last = 0, -1
    for at, (start, end) in zip(text, _spans(article), strict=True):
        if at in chosen:
            gone += end - start + len(BLOCK_BREAK)
            last = -1
        elif last >= 0:
            shifts[last] = (shifts[last][0], end, gone)
        else:
            last = len(shifts)
            shifts.append((start, end, gone))
    return shifts


def _moved(found: Found, shifts: Iterable[tuple[int, int, int]]) -> Found | None:
    """A mention or quotation at its new place; None where it stood in what was laid aside."""
    for start, end, by in shifts:
        if start <= found.start and found.end <= end:
            return replace(found, start=found.start - by, end=found.end - by)
    return None


def _line(text: str) -> int:
    """The key of a block: a hash of its words; 0 for one without a word of letters."""
    folded = words(text)
    return _hash(" ".join(folded)) if any(word.isalpha() for word in folded) else 0


def _hash(text: str) -> int:
    # 63 bits, as SQLite's integers are signed: among a million lines one pair collides in ten million archives.
    return (
        int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())
        >> 1
    )
