"""Articles in the formats that other programs read: CSV, RIS, BibTeX, CSL-JSON, COinS.

Pure functions from articles to text; the command line and the web share them. What is unknown is left
out, never filled in: an undated article has no year, an unknown outlet no publication title.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from search.article import Article

from .words import date

COLUMNS = (
    "id", "title", "outlet", "outlet_id", "published", "precision", "date_evidence", "authors",
    "language", "url", "fetched", "origin", "digest",
)  # fmt: skip
# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


def csv_rows(articles: Iterable[Article]) -> Iterator[str]:
    """A header and one row an article, each a whole CSV line (RFC 4180: CRLF, quotes doubled).

    A cell that a spreadsheet would run as a formula gets an apostrophe in front, which spreadsheets hide.
    """
    yield csv_line(COLUMNS)
    for article in articles:
        when, outlet = article.published, article.outlet
        yield csv_line(
            (
                article.id, article.title, outlet.name, outlet.id, when.value, when.precision,
                when.evidence, "; ".join(article.authors), article.language, article.url,
                article.fetched, article.origin, article.digest,
            )
        )  # fmt: skip


def ris(article: Article) -> str:
    """One RIS record of type NEWS, lines ended by CRLF (format: Research Information Systems, 2001)."""
    when = article.published.value
    fields: list[tuple[str, str | None]] = [
        ("TY", "NEWS"),
        ("TI", article.title),
        *(("AU", _last_first(name)) for name in article.authors),
        ("T2", article.outlet.name),
        ("PY", when[:4] if when else None),
        ("DA", _ris_date(when) if when else None),
        ("LA", article.language),
        ("UR", article.url),
        ("Y2", _ris_date(article.fetched[:10]) if article.fetched else None),
        ("AN", article.id),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def bibtex(article: Article) -> str:
    """One BibLaTeX entry of type article; the doubled braces keep the title's capitals."""
    when = article.published.value
    title = _tex(article.title) if article.title else ""
    fields = {
        "title": f"{{{title}}}" if title else "",
        "author": " and ".join(f"{{{_tex(n)}}}" for n in map(_last_first, article.authors)),
        "journal": _tex(article.outlet.name or ""),
        "date": when or "",
        "url": _url_tex(article.url or ""),
        "urldate": (article.fetched or "")[:10],
        "langid": _tex(article.language or ""),
    }
    body = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items() if value)
    return f"@article{{{_key(article)},\n{body}}}\n"


def csl(article: Article) -> dict[str, Any]:
    """One CSL-JSON item of type article-newspaper."""
    when = article.published.value
    item: dict[str, Any] = {
        "id": article.id,
        "type": "article-newspaper",
        "title": article.title,
        "container-title": article.outlet.name,
        "author": [_csl_name(name) for name in article.authors],
        "issued": _csl_date(when) if when else None,
        "accessed": _csl_date(article.fetched[:10]) if article.fetched else None,
        "URL": article.url,
        "language": article.language,
    }
    return {key: value for key, value in item.items() if value}


def coins(article: Article) -> str:
    """The `title` of a COinS span (Z39.88-2004), as Zotero reads it: Dublin Core, newspaper article."""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "newspaperArticle"),
        ("rft.title", article.title),
        ("rft.source", article.outlet.name),
        ("rft.date", article.published.value),
        *(("rft.creator", name) for name in article.authors),
        ("rft.identifier", article.url),
        ("rft.language", article.language),
    ]
    return urlencode([(key, value) for key, value in pairs if value])


def reference(article: Article) -> str:
    """A reference as one line of plain text: who, title, outlet and date, address; what is known of them."""
    who = f"{'; '.join(article.authors)}: " if article.authors else ""
    where = ", ".join(part for part in (article.outlet.name, date(article.published.value)) if part)
    parts = (f"{who}{article.title or 'Without a headline'}", where, article.url or "")
    return _one_line(". ".join(part.rstrip(".") for part in parts if part))


def csv_line(cells: Iterable[str | None]) -> str:
    """One line of CSV (RFC 4180), its cells safe to open in a spreadsheet."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_cell(c) for c in cells])
    return out.getvalue()


def _cell(value: str | None) -> str:
    text = (value or "").replace("\x00", "")
    # Spreadsheets skip blanks before the sign, so the blanks are looked through too.
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def _one_line(text: str) -> str:
    return _CONTROLS.sub(" ", text).strip()


def _last_first(name: str) -> str:
    """ "Petra van Lindqvist" as "Lindqvist, Petra van"; one word, or a name with a comma, as it is."""
    words = _one_line(name).split()
    if len(words) < 2 or "," in name:
        return " ".join(words)
    return f"{words[-1]}, {' '.join(words[:-1])}"


def _csl_name(name: str) -> dict[str, str]:
    family, comma, given = _last_first(name).partition(", ")
    return {"family": family, "given": given} if comma else {"literal": family}


def _ris_date(date: str) -> str:
    """YYYY/MM/DD/, with what is unknown left empty."""
    year, month, day = (*date.split("-"), "", "")[:3]
    return f"{year}/{month}/{day}/"


def _csl_date(date: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in date.split("-")]]}


_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#",
    "_": r"\_", "$": r"\$", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def _tex(text: str) -> str:
    return "".join(_TEX.get(c, c) for c in _one_line(text))


def _url_tex(url: str) -> str:
    """An address as BibLaTeX's verbatim field wants it: only braces and backslashes would end it."""
    url = _one_line(url).replace("\\", "%5C")
    return url.replace("{", "%7B").replace("}", "%7D").replace(" ", "%20")


def _key(article: Article) -> str:
    """A citation key of plain letters: outlet, year, and the beginning of the id."""
    parts = (article.outlet.id, (article.published.value or "")[:4], article.id[:16])
    folded = unicodedata.normalize("NFKD", "-".join(part for part in parts if part))
    return re.sub(r"[^A-Za-z0-9-]+", "", folded) or "article"
