"""The page of one article: its text with the matches marked, what was cut in its place, where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request, url_for

from search.answer import Request, answer, understood
from search.article import MENTION_KINDS, Article, dumps
from search.engine import Engine
from search.errors import NotFound
from search.marks import Marks, marks
from search.plan import plan

from . import export, passages, words
from . import state as urls
from .links import Named, link, only
from .marking import Numbering, Part, Piece, Span, cut_at, parts
from .shelf import shelf

blueprint = Blueprint("reading", __name__)
# Articles with the same text listed on its page: as many as fit beside a short one.
_CARRIED = 10
# With one of these in it, a query asks for a phrase.
_QUOTATION_MARKS = frozenset('"“”„«»')


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation in the article and the check of its words."""

    text: str
    speaker: str | None
    href: str


@dataclass(frozen=True, slots=True)
class Carried:
    """The articles with the same text: how many, the first of them by date, and the search for all."""

    count: int
    articles: tuple[Article, ...]
    href: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that the page prints besides the article itself. `stale` counts the passages asked for that
    are no longer there in their words, `checked` is the check of those that are."""

    title: tuple[Piece, ...]
    parts: tuple[Part, ...]
    matches: int
    back: str | None
    named: tuple[tuple[str, tuple[Named, ...]], ...]
    said: tuple[Said, ...]
    carried: Carried | None
    original: str | None
    stale: int
    checked: str | None
    reference: str
    formats: tuple[tuple[str, str], ...]


@blueprint.get("/doc/<any_text:name>")
def article(name: str) -> Response | str:
    """An article, by its id; with `.json`, `.ris`, `.bib` or `.csl.json` after it, in that format."""
    found, suffix = find(shelf().engine, name)
    if suffix:
        return _FORMATS[suffix](found)
    given = [pair for pair in request.args.items(multi=True) if pair[0] != passages.AT]
    state = urls.from_url(given)
    view = _view(found, state, request.args.getlist(passages.AT))
    return render_template("article.html", article=found, state=state, view=view)


def find(engine: Engine, name: str) -> tuple[Article, str]:
    """The article of that id, or of the id before a known suffix, and the suffix.

    An id may itself end like a suffix, so the whole name is tried first.
    """
    for suffix in ("", *_FORMATS):
        if name.endswith(suffix) and name != suffix:
            try:
                (found,) = engine.fetch([name.removesuffix(suffix)])
            except NotFound:
                continue
            return found, suffix
    raise NotFound(f"There is no article {name!r} in this archive.")


def web_address(url: str | None) -> str | None:
    """The address if it may become a link: http and https only, since pages say what they like."""
    try:
        parsed = urlsplit(url or "")
    except ValueError:
        return None
    return url if parsed.scheme.lower() in ("http", "https") and parsed.netloc else None


def _view(found: Article, state: Request, at: Sequence[str]) -> ArticleView:
    spans, stale = passages.read(found.text, at)
    matched = Marks((), spans, ()) if at else _matches(found, state)
    numbering = Numbering()
    title = cut_at(found.title or "Without a headline", numbering.number(matched.title))
    shown = parts(found, numbering, matched.text, matched.cut)
    return ArticleView(
        title=title,
        parts=shown,
        matches=numbering.count,
        back=link(state) if state != urls.from_url(()) else None,
        named=_named(found),
        said=tuple(Said(q.text, q.speaker, url_for("quote.page", q=q.text)) for q in found.quotes),
        carried=_carried(found),
        original=_original(found, state, matched.text, pointed=bool(at)),
        stale=stale,
        checked=url_for("quote.page", q=" ".join(found.text[a:b] for a, b in spans))
        if spans
        else None,
        reference=export.reference(found),
        formats=tuple(
            (label, url_for("reading.article", name=found.id + suffix))
            for label, suffix in (
                ("RIS", ".ris"),
                ("BibTeX", ".bib"),
                ("CSL-JSON", ".csl.json"),
                ("JSON", ".json"),
            )
        ),
    )


def _carried(found: Article) -> Carried | None:
    """Who has the same text, this article among them."""
    if not found.cluster:
        return None
    shared = Request(filters={"cluster": (found.cluster,)}, sort="date_asc", limit=_CARRIED)
    result = answer(shelf().engine, shared)
    if result.total.value < 2:  # its copies have changed or left
        return None
    articles = tuple(hit.article for hit in result.hits)
    return Carried(result.total.value, articles, link(urls.changed(shared, limit=10)))


def _matches(found: Article, state: Request) -> Marks:
    """Where the search's query matches in the article."""
    if not state.query.strip():
        return Marks((), (), ())
    query = understood(state)[1]
    return marks(found, plan(query, shelf().engine.stats().languages))


def _named(found: Article) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    """Names by kind, those that stand here most often first."""
    groups = []
    for kind in MENTION_KINDS:
        times: dict[str, int] = {}
        for mention in found.mentions:
            if mention.kind == kind:
                times[mention.name] = times.get(mention.name, 0) + 1
        order = sorted(times, key=lambda name: -times[name])
        if order:
            names = tuple(Named(name, only(kind, name), times[name]) for name in order)
            groups.append((words.PLURALS[kind], names))
    return tuple(groups)


def _original(
    found: Article, state: Request, spans: tuple[Span, ...], *, pointed: bool
) -> str | None:
    """The page's own address; pointing at the passage where one, or a phrase, was asked for."""
    url = web_address(found.url)
    phrase = state.mode == "verbatim" or _QUOTATION_MARKS.intersection(state.query)
    if not url or not spans or not (pointed or phrase):
        return url
    return passages.live(url, found.text, spans if pointed else spans[:1])


def _json(found: Article) -> Response:
    return Response(dumps(found.to_json()), mimetype="application/json")


def _ris(found: Article) -> Response:
    return _download(export.ris(found), "application/x-research-info-systems", "article.ris")


def _bib(found: Article) -> Response:
    return _download(export.bibtex(found), "application/x-bibtex", "article.bib")


def _csl(found: Article) -> Response:
    text = dumps([export.csl(found)])
    return _download(text, "application/vnd.citationstyles.csl+json", "article.csl.json")


def _download(text: str, media_type: str, filename: str) -> Response:
    response = Response(text, content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


_FORMATS = {".csl.json": _csl, ".json": _json, ".ris": _ris, ".bib": _bib}
