"""Check a quotation: the page with its dossier, and the page where a file of them is handed in.

The state of a check is its address (`/quote?q=...`, with the conditions of `within.py`). A batch is posted, answered and forgotten: nothing of
it is kept.
"""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, render_template, request, stream_template

from search import filters
from search import query as q
from search.analysis import tokens
from search.analysis import words as folded
from search.answer import Request, understood
from search.errors import InputError, QueryError, RequestError
from search.outlets import check_outlets
from search.quotes import check
from search.quotes.batch import answers

from . import batch, upload, within
from . import state as urls
from .dossier import dossier
from .links import address, link
from .shelf import Shelf, shelf
from .telling import NO_WORD

blueprint = Blueprint("quote", __name__)

# Printings looked for: an agency's story is carried by dozens of outlets, and the page says how many
# more there are.
MOST_HITS = 50
# From so many words on, words in quotation marks, and words without, are offered for checking: shorter
# ones are names and titles more often than quotations.
_QUOTED_WORDS = 4
_PLAIN_WORDS = 7
# Newest articles looked through for examples, and words of a quotation that makes a good one: complete
# enough to mean something, short enough for one line of a telephone.
_LOOKED_AT = 40
_EXAMPLE = range(5, 16)
_SHORT = 8


@blueprint.get("/quote")
def page() -> Response | str | tuple[str, int]:
    """The dossier of the quotation in the address; without one, what can be asked here."""
    state = within.asked(request.args.items(multi=True))
    held = shelf()
    if not held.holdings().articles:
        return render_template("empty.html")
    rail = within.rail(held.engine, state)
    if not state.query.strip():
        return render_template("quote.html", state=state, rail=rail, examples=examples(held))
    try:
        if not tokens(state.query):
            raise RequestError(NO_WORD)
        check_outlets(held.engine, state)
        where = filters.within(state)
        checked = check(held.engine, state.query, limit=MOST_HITS, within=where)
    except RequestError as error:
        html = render_template(
            "quote.html", state=state, rail=rail, problem=error.message, examples=examples(held)
        )
        return html, error.status
    view = dossier(checked)
    return render_template(
        "quote.html",
        state=state,
        rail=rail,
        view=view,
        now=datetime.now(UTC).isoformat(timespec="seconds"),
        permanent=address("quote.page", state, _external=True),
        as_json=address("api.quote", state),
        phrase=_phrase(state, view.as_printed),
        noindex=True,
    )


@blueprint.route("/quote/batch", methods=["GET", "POST"])
def many() -> Response | str | tuple[str, int]:
    """The page that takes a file of quotations, and its answer as a report, CSV or JSON Lines."""
    if request.method == "GET":
        return render_template("quote_batch.html", upload=upload)
    request.max_content_length = upload.MOST_BYTES + upload.FORM_BYTES
    try:
        form, name, asked = upload.read(request)
    except InputError as error:
        html = render_template("quote_batch.html", upload=upload, problem=error.message)
        return html, error.status
    found = answers(shelf().engine, iter(asked), limit=batch.PASSAGES)
    if form != "html":
        return upload.download(form, found)
    tally = batch.Tally()
    rows = tally.counted(map(batch.row, found))
    report = stream_template(
        "quote_report.html", name=name, number=len(asked), rows=rows, tally=tally
    )
    return Response(report, mimetype="text/html")


def _phrase(state: Request, printed: str) -> str | None:
    """The search for everything that prints these words under the same conditions, earliest first."""
    words = " ".join(folded(printed))
    if not words:
        return None
    return link(urls.changed(state, query=str(q.Phrase(words)), sort="date_asc"))


def quotation_in(asked: Request) -> str | None:
    """The words of a query that look like a quotation, to be offered for checking, or None."""
    try:
        parsed, _ = understood(asked)
    except QueryError:
        return None
    nodes = parsed.children if isinstance(parsed, q.And) else (parsed,)
    phrases = [
        n.text
        for n in nodes
        if isinstance(n, q.Verbatim) or (isinstance(n, q.Phrase) and not n.slop)
    ]
    longest = max(phrases, key=lambda text: len(folded(text)), default="")
    if len(folded(longest)) >= _QUOTED_WORDS:
        return longest
    plain = all(isinstance(n, q.Term) and n.field is None for n in nodes)
    text = asked.query.strip()
    return text if plain and len(folded(text)) >= _PLAIN_WORDS else None


def examples(held: Shelf) -> tuple[tuple[str, str], ...]:
    """Quotations of this archive to try, each with what was done to it."""
    hits = held.engine.search(q.All(), sort="date_desc", limit=_LOOKED_AT).hits
    said = (quote for article in held.engine.fetch(h.id for h in hits) for quote in article.quotes)
    texts = (quote.text.strip(" ,.;") for quote in said if quote.speaker)
    good = list(dict.fromkeys(t for t in texts if len(t.split()) in _EXAMPLE and "\n" not in t))
    short = [text for text in good if len(text.split()) <= _SHORT]
    long = [text for text in good if len(text.split()) > _SHORT]
    found = [(text, "as it was printed") for text in short[:1]]
    found += [(_shortened(text.split()), "with its middle left out, openly") for text in long[:1]]
    found += [(_less(text.split()), "with one word missing") for text in short[1:2]]
    return tuple(found)


def _shortened(words: list[str]) -> str:
    return " ".join([*words[:3], "[…]", *words[-3:]])


def _less(words: list[str]) -> str:
    middle = len(words) // 2
    return " ".join(words[:middle] + words[middle + 1 :])
