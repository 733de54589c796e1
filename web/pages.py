"""The entry page, the search page, all values of a facet, and the help page."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from search.answer import Request
from search.fields import FACETS, FIELDS

from . import finding, overtime, samples
from . import state as urls
from .browse import named_most, outlet_views
from .links import link
from .quote import quotation_in
from .shelf import shelf
from .timeline import timeline

blueprint = Blueprint("pages", __name__)

# Outlets on the entry page: three rows of four on a wide screen.
_OUTLETS = 12


@blueprint.get("/")
def home() -> str:
    """The entry: the question, what the archive holds, examples that find something."""
    held = shelf()
    if not held.holdings().articles:
        return render_template("empty.html")
    months, years = held.facet("month"), held.facet("year")
    return render_template(
        "home.html",
        chart=timeline(overtime.counts(months), overtime.counts(years)),
        newest_of=overtime.newest_of,
        undated_href=link(Request(dated="no", sort="date_desc")),
        named=named_most(held),
        outlets=outlet_views(held)[:_OUTLETS],
        examples=samples.examples(held),
    )


@blueprint.get("/search")
def search() -> str:
    """The search page."""
    state = urls.from_url(request.args.items(multi=True))
    if not shelf().holdings().articles:
        return render_template("empty.html")
    view = finding.find(shelf(), state)
    quotation = quotation_in(state)
    return render_template("search.html", state=state, view=view, quotation=quotation, noindex=True)


@blueprint.get("/values/<field>")
def values(field: str) -> str:
    """Every value of one facet of a search, A to Z, to choose several at once."""
    if field not in FACETS:
        abort(404, f"There is no facet {field!r}.")
    state = urls.from_url(request.args.items(multi=True))
    view = finding.all_values(shelf(), state, field)
    return render_template("values.html", state=state, view=view, noindex=True)


@blueprint.get("/help")
def help_page() -> str:
    """The query language, each line with an example that runs on this archive."""
    return render_template("help.html", topics=samples.topics(shelf()), fields=FIELDS.values())
