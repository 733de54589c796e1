"""Citation formats: readable by the programs they are for, whatever a page says of itself."""

from __future__ import annotations

import csv
import io
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_archive import article, articles

from search.article import Article, Outlet
from web import export

VOTE = articles()[0]
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
BARE = Article("x1")


def rows(*given: Article) -> list[list[str]]:
    """The CSV as a reader of CSV sees it."""
    return list(csv.reader(io.StringIO("".join(export.csv_rows(given)), newline="")))


def test_csv_has_a_header_and_a_row_an_article() -> None:
    """Each article is one row under the named columns; what is unknown is empty."""
    header, vote, bare = rows(VOTE, BARE)
    assert tuple(header) == export.COLUMNS
    cells = dict(zip(header, vote, strict=True))
    assert cells["id"] == "vote"
    assert cells["published"] == "2022-06-08"
    assert cells["authors"] == "Petra van Lindqvist; Jon Hale"
    assert bare == ["x1"] + [""] * (len(header) - 1)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "  =", " \t@"])
def test_csv_cells_are_never_formulas(start: str) -> None:
    """A title that a spreadsheet would run is disarmed with an apostrophe."""
    (_, row) = rows(Article("x", title=f"{start}HYPERLINK(1)"))
    assert row[1].startswith("'")


@given(ANY)
def test_csv_keeps_every_title(title: str) -> None:
    """Quotes, commas and line breaks survive; only zero bytes are dropped."""
    (_, row) = rows(Article("x", title=title))
    assert row[1].removeprefix("'") == title.replace("\0", "").removeprefix("'")


def test_ris_is_a_newspaper_record() -> None:
    """Tags in RIS order, names with the family name first, lines ended as RIS wants."""
    lines = export.ris(VOTE).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert "AU  - Lindqvist, Petra van" in lines
    assert "T2  - Velmora Courier" in lines
    assert "DA  - 2022/06/08/" in lines
    assert lines[-3:] == ["ER  - ", "", ""]


@given(ANY, ANY)
def test_no_text_breaks_a_ris_record(title: str, outlet: str) -> None:
    """No title and no name can end a line or begin another tag."""
    made = export.ris(Article("x", title=title, outlet=Outlet("o", outlet)))
    for line in made.split("\r\n")[:-2]:
        assert line[2:6] == "  - "
        assert "\n" not in line
        assert "\r" not in line


@pytest.mark.parametrize(("date", "printed"), [("2022-06", "2022/06//"), ("2021", "2021///")])
def test_ris_dates_are_as_precise_as_known(date: str, printed: str) -> None:
    """A month or a year leaves the rest of the date empty."""
    assert f"DA  - {printed}" in export.ris(article("a", "T", "text", date=date))


def test_bibtex_keeps_capitals_and_escapes_signs() -> None:
    """Signs that TeX would run are escaped; the title stands in double braces."""
    made = export.bibtex(
        Article(
            "a b",
            title="100% {of} $5 & \\more_",
            authors=("Jon Hale",),
            url="https://x.example/{a}",
        )
    )
    assert r"title = {{100\% \{of\} \$5 \& \textbackslash{}more\_}}" in made
    assert "author = {{Hale, Jon}}" in made
    assert "url = {https://x.example/%7Ba%7D}" in made
    assert made.startswith("@article{ab,\n")


@given(ANY)
def test_bibtex_braces_always_balance(title: str) -> None:
    """However a title is written, the entry closes where it should."""
    made = export.bibtex(Article("x", title=title)).replace(r"\{", "").replace(r"\}", "")
    assert made.count("{") == made.count("}")


def test_csl_has_names_and_date_parts() -> None:
    """CSL-JSON splits names and dates; what is unknown is left out."""
    made = export.csl(VOTE)
    assert made["type"] == "article-newspaper"
    assert made["author"][0] == {"family": "Lindqvist", "given": "Petra van"}
    assert made["issued"] == {"date-parts": [[2022, 6, 8]]}
    assert export.csl(BARE) == {"id": "x1", "type": "article-newspaper"}


def test_coins_says_newspaper_article() -> None:
    """The COinS title parses as a query string with what Zotero reads."""
    pairs = parse_qs(export.coins(VOTE), strict_parsing=True)
    assert pairs["rft.type"] == ["newspaperArticle"]
    assert pairs["rft.source"] == ["Velmora Courier"]
    assert pairs["rft.creator"] == ["Petra van Lindqvist", "Jon Hale"]


def test_a_reference_leaves_out_what_is_unknown() -> None:
    """No outlet, no authors, no date: the reference says so and stays a sentence."""
    assert export.reference(BARE) == "Without a headline. undated"
    assert "Velmora Courier, 8 June 2022" in export.reference(VOTE)
