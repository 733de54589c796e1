"""What an article is: the central types, and their one JSON form, both ways.

All records are frozen. Spans are half-open and count Unicode code points of the text they name
(`Article.text` for mentions and quotations). JSON keys are those that scripts rely on; a key may be
added, never renamed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

Record = TypeVar("Record")
Precision = Literal["day", "month", "year"]
BLOCK_KINDS = (
    "title", "byline", "dateline", "body", "embed", "caption", "comment", "note", "bio", "related",
    "boilerplate",
)  # fmt: skip
# The kinds that make up an article's text, in page order. All others are "cut": kept, shown greyed,
# searched with scope "all".
TEXT_KINDS = frozenset({"body", "embed"})
MENTION_KINDS = ("person", "organisation", "place")
# Between two blocks of a text: a paragraph break.
BLOCK_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a page, of one kind, with the reason why it was judged so."""

    kind: str
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published it. `id` and `name` are None where nothing shows it: unknown is never guessed.

    `original` names the outlet that published it first, where the page says so (a translation, a
    republished piece); `evidence` says where the answer comes from.
    """

    id: str | None = None
    name: str | None = None
    evidence: str | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One date seen on a page: `value` is YYYY, YYYY-MM or YYYY-MM-DD.

    `kind` is tag, visible, address, feed, capture or text; `source` says where in words ("meta
    article:published_time", "date line"); `text` is the date as printed.
    """

    value: str
    precision: Precision
    kind: str
    source: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """When it was published, with the evidence and every candidate, best first.

    `value` and `precision` are None where no date is to be trusted. `conflict` is set where good
    candidates disagree; `bound` is a day it was certainly not published after.
    """

    value: str | None = None
    precision: Precision | None = None
    evidence: str | None = None
    candidates: tuple[Candidate, ...] = ()
    conflict: bool = False
    bound: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: `name` is the joined name, the text between the offsets how it is printed."""

    start: int
    end: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A direct quotation: from `start` to `end` with its quotation marks left out.

    `speaker` is a full name where the article gives one, else None; `cue` is the words that attribute
    it ("said"), `evidence` the rule that found the speaker, `confidence` from 0 to 1.
    """

    start: int
    end: int
    text: str
    speaker: str | None = None
    cue: str | None = None
    evidence: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the archive.

    `id` is stable (from the canonical URL, else from content), `page` names the page it came from,
    `origin` the file and member, `digest` is "sha256:" and the hex digest of the page's bytes, `fetched`
    the capture time (ISO 8601) where it is known, `cluster` names the text that it shares with its
    near-copies in the archive, None where it has none.
    """

    id: str
    title: str | None = None
    blocks: tuple[Block, ...] = ()
    url: str | None = None
    outlet: Outlet = field(default_factory=Outlet)
    authors: tuple[str, ...] = ()
    published: Published = field(default_factory=Published)
    language: str | None = None
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    page: str = ""
    origin: str = ""
    digest: str = ""
    fetched: str | None = None
    cluster: str | None = None

    @property
    def text(self) -> str:
        """The body: body and embed blocks in page order, a blank line between two."""
        return BLOCK_BREAK.join(block.text for block in self.blocks if block.kind in TEXT_KINDS)

    @property
    def cut(self) -> tuple[Block, ...]:
        """What cleaning cut: every block that is neither text nor the title (which has its own field)."""
        return tuple(b for b in self.blocks if b.kind not in TEXT_KINDS and b.kind != "title")

    def names(self, kind: str) -> tuple[str, ...]:
        """The joined names of one kind, each once, in order of first mention."""
        return tuple(dict.fromkeys(m.name for m in self.mentions if m.kind == kind))

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who is quoted, each once, in the order of their first quotations."""
        return tuple(dict.fromkeys(q.speaker for q in self.quotes if q.speaker))

    @property
    def said(self) -> tuple[tuple[int, int], ...]:
        """The spans of the text that are quoted, in the order of `quotes`; offsets that name no
        stretch, which a given article may have, are left out."""
        return tuple((q.start, q.end) for q in self.quotes if 0 <= q.start < q.end)

    def to_json(self) -> dict[str, Any]:
        """The article object of the JSON contract; `from_json` reads it back equal."""
        when = self.published
        return {
            "id": self.id,
            "page": self.page,
            "url": self.url,
            "origin": self.origin,
            "digest": self.digest,
            "fetched": self.fetched,
            "cluster": self.cluster,
            "outlet": {
                "id": self.outlet.id,
                "name": self.outlet.name,
                "evidence": self.outlet.evidence,
                "original": self.outlet.original,
            },
            "title": self.title,
            "authors": list(self.authors),
            "published": {
                "value": when.value,
                "precision": when.precision,
                "evidence": when.evidence,
                "candidates": [_plain(c) for c in when.candidates],
                "conflict": when.conflict,
                "bound": when.bound,
                "updated": when.updated,
            },
            "language": self.language,
            "text": self.text,
            "blocks": [_plain(b) for b in self.blocks],
            "mentions": [_plain(m) for m in self.mentions],
            "quotes": [_plain(q) for q in self.quotes],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Article:
        """Reads what `to_json` wrote. Keys that are absent take their defaults, unknown keys are ignored.

        Where "text" is given and the blocks do not join to it, the text wins: offsets count in it.
        Raises KeyError without an "id" and TypeError where a value has the wrong shape.
        """
        outlet = data.get("outlet") or {}
        when = dict(data.get("published") or {})
        when["candidates"] = tuple(_record(Candidate, c) for c in when.get("candidates") or ())
        blocks = tuple(_record(Block, b) for b in data.get("blocks") or ())
        text = data.get("text")
        if text and text != BLOCK_BREAK.join(b.text for b in blocks if b.kind in TEXT_KINDS):
            blocks = (Block("body", text),)
        return cls(
            id=data["id"],
            title=data.get("title"),
            blocks=blocks,
            url=data.get("url"),
            outlet=_record(Outlet, outlet),
            authors=tuple(data.get("authors") or ()),
            published=_record(Published, when),
            language=data.get("language"),
            mentions=tuple(_record(Mention, m) for m in data.get("mentions") or ()),
            quotes=tuple(_record(Quote, q) for q in data.get("quotes") or ()),
            page=data.get("page") or "",
            origin=data.get("origin") or "",
            digest=data.get("digest") or "",
            fetched=data.get("fetched"),
            cluster=data.get("cluster"),
        )


def dumps(value: Any) -> str:
    """JSON on one line, the way every file and answer of Pressmark writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _plain(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}


def _record(cls: type[Record], data: Mapping[str, Any]) -> Record:
    try:
        return cls(**data)  # what we stored has no other keys: a third of the time of looking first
    except TypeError:
        known = cls.__slots__  # type: ignore[attr-defined]
        return cls(**{key: value for key, value in data.items() if key in known})
