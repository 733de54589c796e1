"""The commands that ask an archive: search, show, stats, reindex."""

from __future__ import annotations

from pathlib import Path

import click

from . import archive
from .answer import Mode, Request, Result, Scope, answer, result_json
from .article import Article
from .console import (
    NOTHING_FOUND,
    data_option,
    engine_option,
    filter_options,
    json_option,
    pairs,
    put,
    reports_errors,
    say,
)
from .engine import SORTS, Sort
from .errors import NotFound
from .holdings import holdings_json
from .result import MODES


@click.command()
@click.argument("query", default="")
@data_option
@engine_option
@filter_options
@click.option("--facet", "facets", multiple=True, metavar="FIELD", help="Count the values of this field over all matches. Repeatable.")  # fmt: skip
@click.option("--facet-limit", default=20, show_default=True, help="How many values of a facet to list.")  # fmt: skip
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True)
@click.option("--scope", type=click.Choice(["body", "all"]), default="body", show_default=True, help="Where words are looked for: body is title and body, all the cut blocks too.")  # fmt: skip
@click.option("--mode", type=click.Choice(MODES), default="query", show_default=True, help="How QUERY is read: query is the query language; verbatim is a phrase exactly as typed, with case, accents and punctuation.")  # fmt: skip
@click.option("--collapse", is_flag=True, help="List each text once: near-copies are folded, and both figures told.")  # fmt: skip
@click.option("--limit", default=10, show_default=True, help="How many articles to list; 0 only counts.")  # fmt: skip
@click.option("--offset", default=0, show_default=True, help="How many articles to skip.")
@json_option
@reports_errors
def search(
    query: str,
    data: Path,
    engine: str | None,
    filters: tuple[str, ...],
    excluded: tuple[str, ...],
    date_from: str | None,
    date_to: str | None,
    facets: tuple[str, ...],
    facet_limit: int,
    sort: Sort,
    scope: Scope,
    mode: Mode,
    collapse: bool,
    limit: int,
    offset: int,
    as_json: bool,
) -> None:
    """Search the archive.

    Words, "exact phrases", AND OR NOT, field:value, prefix*, fuzzy~, "near words"~5, date:2022-01..2022-06.

    Example: pressmark search '"no minister signs" outlet:courier' --facet year
    """
    request = Request(
        query=query,
        filters=pairs(filters, "--filter"),
        excluded=pairs(excluded, "--not"),
        date_from=date_from,
        date_to=date_to,
        scope=scope,
        mode=mode,
        sort=sort,
        facets=facets,
        facet_limit=facet_limit,
        offset=offset,
        limit=limit,
        collapse=collapse,
    )
    opened = archive.open(data, engine=engine)
    try:
        result = answer(opened, request)
    finally:
        opened.close()
    if as_json:
        put(result_json(result))
    else:
        _print_result(result)
    if not result.total.value:
        raise SystemExit(NOTHING_FOUND)


@click.command()
@click.argument("ident", metavar="ID")
@data_option
@engine_option
@json_option
@reports_errors
def show(ident: str, data: Path, engine: str | None, as_json: bool) -> None:
    """Show one article, with the evidence for its date and outlet."""
    opened = archive.open(data, engine=engine)
    try:
        (article,) = opened.fetch([ident])
    except NotFound as error:
        say(f"{error.message}; `pressmark search` lists ids with --json")
        raise SystemExit(NOTHING_FOUND) from error
    finally:
        opened.close()
    if as_json:
        put(article.to_json())
    else:
        _print_article(article)


@click.command()
@data_option
@engine_option
@json_option
@reports_errors
def stats(data: Path, engine: str | None, as_json: bool) -> None:
    """Say what the archive holds."""
    opened = archive.open(data, engine=engine)
    try:
        figures = holdings_json(opened, archive.engine_name(data))
    finally:
        opened.close()
    if as_json:
        put(figures)
        return
    for name, value in figures.items():
        click.echo(f"{name:15} {value if value is not None else '-'}")


@click.command()
@data_option
@click.option("--engine", metavar="NAME", help="Rebuild with this engine: tantivy, whoosh or memory. Default: the engine it has.")  # fmt: skip
@json_option
@reports_errors
def reindex(data: Path, engine: str | None, as_json: bool) -> None:
    """Rebuild the archive from its stored articles, for a new version or another engine.

    The old index stays in use until the new one is complete.
    """
    count = archive.rebuild(data, engine)
    if as_json:
        put({"articles": count})
    else:
        click.echo(f"{count:,} articles indexed anew in {data}")


COMMANDS = (search, show, stats, reindex)


def _print_result(result: Result) -> None:
    total = result.total
    least = "at least " if total.relation == "gte" else ""
    texts = "" if result.independent is None else f", {result.independent:,} independent texts,"
    click.echo(f"{least}{total.value:,} articles{texts} for {result.interpreted}")
    for note in result.notes:
        click.echo(f"note: {note}")
    for number, found in enumerate(result.hits, start=result.request.offset + 1):
        article = found.article
        click.echo()
        title = click.style(article.title or "(no title)", bold=True)
        click.echo(f"{number}. {title}")
        copies = f"   and {found.copies:,} with this text" if found.copies else ""
        click.echo(f"   {_source(article)}   {article.id}{copies}")
        for fragment in found.fragments:
            if fragment.field != "title":
                click.echo("   " + _marked(fragment.text, fragment.marks))
    for facet in result.facets:
        click.echo()
        click.echo(click.style(facet.field, bold=True))
        for value in facet.values:
            click.echo(
                f"  {value.count:>8,}  {value.label}{'  (chosen)' if value.selected else ''}"
            )
        if facet.other:
            click.echo(f"  {facet.other:>8,}  (other values)")
        if facet.missing:
            click.echo(f"  {facet.missing:>8,}  (none)")


def _marked(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    pieces, at = [], 0
    for start, end in marks:
        pieces += [text[at:start], click.style(text[start:end], reverse=True)]
        at = end
    return " ".join("".join([*pieces, text[at:]]).split())


def _source(article: Article) -> str:
    outlet = article.outlet.name or "unknown outlet"
    return f"{outlet}, {article.published.value or 'undated'}"


def _print_article(article: Article) -> None:
    when, outlet = article.published, article.outlet
    click.echo(click.style(article.title or "(no title)", bold=True))
    rows = {
        "id": article.id,
        "outlet": f"{outlet.name or 'unknown'}"
        + (f" ({outlet.evidence})" if outlet.evidence else ""),
        "first in": outlet.original,
        "date": f"{when.value or 'undated'}" + (f" ({when.evidence})" if when.evidence else ""),
        "not after": when.bound,
        "authors": ", ".join(article.authors),
        "language": article.language,
        "url": article.url,
        "file": article.origin,
    }
    for name, value in rows.items():
        if value:
            click.echo(f"{name:10}{value}")
    click.echo()
    click.echo(article.text)
    if article.cut:
        kinds = [block.kind for block in article.cut]
        counts = ", ".join(f"{kinds.count(k)} {k}" for k in dict.fromkeys(kinds))
        click.echo()
        click.echo(f"Cut, kept and searched with --scope all: {counts}")
