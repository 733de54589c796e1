"""Page to articles: the steps in order, and a page fails alone.

    parse -> signals -> clean -> (title, authors, language, date, names, quotations) for each draft, outlet

`Pipeline` is built once a process and keeps nothing between pages, so pages may be handled in any order
and in any number of worker processes (`index/workers.py`).
"""

from __future__ import annotations

import datetime
import gc
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dateutil import parser as dateutil_parser

from search.article import Article, Outlet, Published

from .authors import find_authors
from .clean import clean
from .dates import find_published
from .entities import Authority, built_in, find_mentions
from .language import detect_language, load_model
from .outlet import find_original, find_outlet
from .outlets import Outlets
from .page import Draft, Given, Page, Parsed, Reject, Rejected, Signals, Split
from .quotes import find_quotes
from .signals import read_signals
from .sniff import parse
from .titles import find_title

# Raised when the steps would make something else of the same page; it enters the ledger, so that an
# archive is made anew where it must be.
PIPELINE_VERSION = 3

# Characters of a text in which names and quotations are looked for; the rest is searched like any text. The
# longest of 1,300 articles and dumps of the development sets has 35,000, a long novel a million. Text made to be
# slow (one capitalised word a line, "he said" with a quotation each) costs up to 4 microseconds a character, so
# the limit keeps a page within seconds and its names within some hundred megabytes.
_READ_CLOSELY = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may decide about ingest: where his tables are, and when to split a page."""

    tables: Path | None = None
    split: Split = "auto"

    def fingerprint(self) -> str:
        """Changes whenever these settings would make something else of the same page."""
        tables = b""
        for name in ("outlets.csv", "authority.csv"):
            file = self.tables / name if self.tables else None
            tables += file.read_bytes() if file and file.is_file() else b"-"
        digest = hashlib.sha256(tables).hexdigest()[:16]
        return f"{PIPELINE_VERSION}:{self.split}:{digest}"


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one page: its articles, or a reject. `given` where it came as an article."""

    key: str
    articles: tuple[Article, ...] = ()
    reject: Reject | None = None
    given: bool = False


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cyclic garbage while a page is read: it goes through all elements and words of the page
    again and again, and these are in use. It took 4 to 9 % of a page's time, in three runs of 90 pages."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(slots=True)
class Pipeline:
    """The steps, with their tables and the language model loaded."""

    settings: Settings = field(default_factory=Settings)
    outlets: Outlets = field(init=False)
    authority: Authority = field(init=False)

    def __post_init__(self) -> None:
        load_model()
        folder = self.settings.tables
        outlets = folder / "outlets.csv" if folder else None
        names = folder / "authority.csv" if folder else None
        self.outlets = Outlets.load(outlets) if outlets and outlets.is_file() else Outlets.load()
        self.authority = Authority.load(names) if names and names.is_file() else built_in()

    def make(self, item: Page | Given) -> Made:
        """The articles of a page, or why there are none. Never raises: a page fails alone."""
        step = "article"
        try:
            if isinstance(item, Given):
                return Made(item.key, (self._given(item),), given=True)
            with _uncollected():
                return Made(item.key, self._page(item))
        except Rejected as rejected:
            step, reason = rejected.step, rejected.reason
        except RecursionError:
            reason = "nested too deeply"
        except MemoryError:
            reason = "needs more memory than there is"
        except Exception as error:  # a fault of ours must cost one page, not the run
            reason = f"unexpected {type(error).__name__}: {error}"
        return Made(item.key, reject=Reject(item.origin, step, reason))

    def _page(self, page: Page) -> tuple[Article, ...]:
        parsed = parse(page)
        signals = read_signals(parsed)
        drafts = clean(parsed, self.settings.split)
        outlet = find_outlet(parsed, drafts, signals, self.outlets)
        digest = "sha256:" + hashlib.sha256(page.body).hexdigest()
        return tuple(
            self._article(parsed, draft, signals, outlet, digest, ordinal if len(drafts) > 1 else 0)
            for ordinal, draft in enumerate(drafts, start=1)
        )

    def _article(
        self,
        parsed: Parsed,
        draft: Draft,
        signals: Signals,
        outlet: Outlet,
        digest: str,
        ordinal: int,
    ) -> Article:
        page = parsed.page
        url = signals.canonical or page.url
        article = Article(
            id=_identity(page, url, ordinal),
            blocks=draft.blocks,
            url=url,
            outlet=outlet,
            page=page.key,
            origin=page.origin,
            digest=digest,
            fetched=page.fetched,
        )
        title = find_title(parsed, draft, signals)
        text = article.text
        language = page.language or detect_language(text or title or "", signals.language)
        close = text[:_READ_CLOSELY]
        mentions = find_mentions(close, language, title=title, authority=self.authority)
        original = find_original(draft)
        return replace(
            article,
            title=title,
            authors=find_authors(parsed, draft, signals, outlet.name),
            language=language,
            published=find_published(parsed, draft, signals, title, language),
            mentions=mentions,
            quotes=find_quotes(close, language, mentions),
            outlet=replace(outlet, original=original) if original else outlet,
        )

    def _given(self, given: Given) -> Article:
        """An article that came as one: nothing of it is changed, what is absent is worked out."""
        data = dict(given.data)
        if not data["text"].strip() and not _text(data.get("title")):
            raise Rejected("article", "neither a text nor a title")
        data["id"] = _given_id(given)
        data["title"] = _text(data.get("title"))
        data["url"] = _text(data.get("url"))
        data["language"] = _text(data.get("language")) or detect_language(data["text"])
        data["authors"] = _authors(data.get("authors"))
        data["outlet"] = self._given_outlet(data.get("outlet"), data["url"])
        data["published"] = given_date(data.get("published"))
        data.setdefault("page", given.key)
        data.setdefault("origin", given.origin)
        data.setdefault("digest", given.digest)
        try:
            article = Article.from_json(data)
            _check_records(article)
        except (TypeError, KeyError, AttributeError, ValueError) as error:
            raise Rejected("article", f"not in the form of an article ({error})") from error
        close, language = article.text[:_READ_CLOSELY], article.language
        if "mentions" not in data:
            found = find_mentions(close, language, title=article.title, authority=self.authority)
            article = replace(article, mentions=found)
        if "quotes" not in data:
            article = replace(article, quotes=find_quotes(close, language, article.mentions))
        return article

    def _given_outlet(self, value: object, url: str | None) -> dict[str, Any]:
        if isinstance(value, Mapping):
            return dict(value)
        name = _text(value)
        outlet = (
            self.outlets.named(name, "given with the article") if name else self.outlets.at(url)
        )
        return {"id": outlet.id, "name": outlet.name, "evidence": outlet.evidence}


def _check_records(article: Article) -> None:
    """Raises TypeError for a name or an offset that is none: found out by an engine, it would end the run."""
    offsets = [at for m in article.mentions for at in (m.start, m.end)]
    offsets += [at for q in article.quotes for at in (q.start, q.end)]
    if not all(isinstance(at, int) for at in offsets):
        raise TypeError("offsets of mentions and quotes are whole numbers")
    names = (*(m.name for m in article.mentions), *(q.speaker or "" for q in article.quotes))
    if not all(isinstance(name, str) for name in names):
        raise TypeError("names of mentions and speakers of quotes are text")


def given_date(value: object) -> dict[str, Any]:
    """The published object of a given article: an object is taken as it is, a text is read as a date.

    Raises Rejected("date", ...) for a text that is no date: a given date is never silently dropped.
    """
    if isinstance(value, Mapping):
        return dict(value)
    text = _text(value)
    if text is None:
        return {}
    known = _calendar(text)
    if known is None:
        try:
            known = dateutil_parser.isoparse(text).date().isoformat()
        except (ValueError, OverflowError) as error:
            message = f'"published" is no date: {text!r}; write YYYY-MM-DD, YYYY-MM or YYYY'
            raise Rejected("date", message) from error
    precision = {4: "year", 7: "month", 10: "day"}[len(known)]
    when = Published(known, precision, "given with the article")  # type: ignore[arg-type]
    return {"value": when.value, "precision": when.precision, "evidence": when.evidence}


def _calendar(text: str) -> str | None:
    for form, length in (("%Y-%m-%d", 10), ("%Y-%m", 7), ("%Y", 4)):
        if len(text) == length:
            try:
                datetime.datetime.strptime(text, form)
            except ValueError:
                continue
            return text
    return None


def _identity(page: Page, url: str | None, ordinal: int) -> str:
    """The id of an article: the given one; else from its address; else from content and place.

    An ordinal tells the articles of one page apart. 80 bits: two of a billion articles share an id
    with a chance of one in two million.
    """
    suffix = f"-{ordinal}" if ordinal else ""
    if page.given_id:
        return page.given_id + suffix
    source = url.encode() if url else page.place.encode() + b"\0" + page.body
    return hashlib.sha256(source).hexdigest()[:20] + suffix


def _given_id(given: Given) -> str:
    value = given.data.get("id")
    if value not in (None, ""):
        return str(value)
    url = _text(given.data.get("url"))
    source = url or f"{given.place}\0{given.data['text']}"
    return hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()[:20]


def _authors(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple):
        return ()
    return tuple(name.strip() for name in value if isinstance(name, str) and name.strip())


def _text(value: object) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None
