"""What comes in, and what becomes of it on the way: Page, Parsed, Signals, Draft, Reject.

Page --parse--> Parsed --signals--> Signals
                      --clean--> Drafts --outlet, dates, titles, entities, quotes--> Articles
or, at any step, a Reject: the page fails alone, with its step and its reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from search.article import Block

Split = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was captured.

    `key` names the page in answers ("page"): the given id, else the path as walked, `path:line` in JSON
    Lines, `path@offset` in WARC. `origin` is the file and member for the reader; `place` is the path below
    the folder that was given, which enters the id of an article without a URL, so that moving the
    archive changes no id. `body` is the bytes as captured; `media_type` what the source said, which is not
    trusted; `given_id` an id that came with the page; `outlet` a name and `language` a code given by the
    user, which win.
    """

    key: str
    origin: str
    place: str
    body: bytes
    url: str | None = None
    fetched: str | None = None
    media_type: str | None = None
    given_id: str | None = None
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A page (or a part of a file) that gave no article: where, at which step, and why."""

    origin: str
    step: str
    reason: str


class Rejected(Exception):
    """Raised by a step that can make nothing of a page; the pipeline turns it into a Reject."""

    def __init__(self, step: str, reason: str) -> None:
        super().__init__(f"{step}: {reason}")
        self.step = step
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page decoded: `text` is the whole source as Unicode, `tree` the lxml root of an HTML page.

    `held` keeps elements of the tree as Python sees them, so that lxml does not make them anew at each step.
    """

    page: Page
    kind: Literal["html", "text"]
    text: str
    encoding: str
    tree: Any = None
    held: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stretch of a page whose markup says that it is a date: a `time` element, a class or itemprop
    named for it. `machine` is the value for machines (datetime="..."), `text` what is printed,
    `hint` the markup's own word ("time pubdate", "class post-date"), `order` its place on the page."""

    machine: str | None
    text: str
    hint: str
    order: int


@dataclass(frozen=True, slots=True)
class Signals:
    """What an HTML page says of itself; empty for a text dump.

    `meta` maps lower-cased meta names and properties to their contents in page order, `linked_data` holds
    the article-like JSON-LD nodes, flattened from graphs and lists.
    """

    canonical: str | None = None
    title_tag: str | None = None
    language: str | None = None
    meta: dict[str, tuple[str, ...]] = field(default_factory=dict)
    linked_data: tuple[dict[str, Any], ...] = ()
    stamps: tuple[Stamp, ...] = ()
    headings: tuple[str, ...] = ()  # h1 elements, and lower ones that the title tag repeats
    headings_at: tuple[int, ...] = ()  # their places, counted as `Stamp.order` counts
    prose_at: tuple[int, ...] = ()  # the places of stretches as long as paragraphs
    logos: tuple[str, ...] = ()  # names on logos that lead to the front page
    site_names: tuple[str, ...] = ()  # names on other logos and links to the front page
    link_host: str | None = None  # the host that most of the page's absolute links lead to
    copyright: tuple[str, ...] = ()  # lines with a copyright sign
    bylines: tuple[str, ...] = ()  # texts of elements marked as author or byline


@dataclass(frozen=True, slots=True)
class Draft:
    """One article of a page before it has a name: its blocks in page order, and why it begins here."""

    blocks: tuple[Block, ...]
    boundary: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """An article that came as an article: `data` is its JSON object, taken as it is; see Page for the rest."""

    key: str
    origin: str
    place: str
    data: dict[str, Any]
    digest: str
