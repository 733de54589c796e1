"""The headline is found among the names that a page gives itself, without the site's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import draft, html, text

from index.page import Signals
from index.signals import read_signals
from index.titles import find_title, split_title

PROSE = (
    "<p>"
    + "Nobody on the jetty could say who had sent the ferry to the other side of the bay. " * 2
)


def title_of(source: str, *blocks: tuple[str, str]) -> str | None:
    """The title that an HTML source gets."""
    parsed = html(source)
    return find_title(parsed, draft(*blocks), read_signals(parsed))


def test_a_text_dump_has_the_title_that_cleaning_found() -> None:
    """The first line of the block of kind title; without one, none."""
    blocks = draft(
        ("boilerplate", "Kestrel Post"), ("title", "Ferry rests\nfor good"), ("body", "x")
    )
    assert find_title(text(), blocks, Signals()) == "Ferry rests"
    assert find_title(text(), draft(("body", "The ferry rests.")), Signals()) is None


def test_the_title_for_sharing_loses_its_site() -> None:
    """`og:title` wins over the title tag, without the name of its site behind it."""
    source = (
        "<head><title>Ferry</title><meta property=og:site_name content='Kestrel Post'>"
        "<meta property=og:title content='Ferry rests for good - Kestrel Post'></head><body>"
    )
    assert title_of(source) == "Ferry rests for good"


def test_a_dash_inside_the_headline_stays() -> None:
    """Only what names the site is cut."""
    source = (
        "<head><meta property=og:site_name content='Kestrel Post'>"
        "<meta property=og:title content='Ferry rests – and nobody minds'></head><body>"
    )
    assert title_of(source) == "Ferry rests – and nobody minds"


def test_a_shared_title_that_is_the_site_is_no_title() -> None:
    """Sites that share every page under their own name have the headline elsewhere."""
    source = (
        "<head><title>Ferry rests for good | Kestrel Post</title>"
        "<meta property=og:site_name content='Kestrel Post'><meta property=og:title content='Kestrel Post'>"
        "</head><body><h1>Ferry rests for good</h1>"
    )
    assert title_of(source) == "Ferry rests for good"


def test_a_title_cut_for_sharing_is_completed() -> None:
    """The printed heading wins where it goes on and the title tag or JSON-LD agrees with it."""
    source = (
        "<head><title>Who sails the ferry? Three answers | Kestrel Post</title>"
        "<meta property=og:title content='Who sails the ferry?'></head>"
        "<body><h1>Who sails the ferry? Three answers</h1>"
    )
    assert title_of(source) == "Who sails the ferry? Three answers"


@pytest.mark.parametrize(
    ("tag", "body", "expected"),
    [
        ("Ferry rests for good | Kestrel Post", "<h1>Kestrel Post</h1><h1>Ferry rests for good</h1>",
         "Ferry rests for good"),
        ("Kestrel Post: Ferry", "<h1>Ferry rests for good this winter</h1>" + PROSE,
         "Ferry rests for good this winter"),
        ("Ferry rests for good - News - Kestrel Post", "", "Ferry rests for good"),
        ("Ferry rests for good | Kestrel Post", "<h1>Shipping | Ferry rests for good</h1>",
         "Ferry rests for good"),
        ("Ferry rests for good | Kestrel Post", "<h1>Ferry rests for good The last boat left at noon</h1>",
         "Ferry rests for good"),
        ("", "<h1>Menu</h1><h2>Ferry</h2><h1>Ferry rests for good</h1>" + PROSE, "Ferry rests for good"),
        ("", "", None),
    ],
)  # fmt: skip
def test_headings_and_title_tag_find_the_headline(
    tag: str, body: str, expected: str | None
) -> None:
    """The heading that the tag repeats, else the one above the prose, else the tag without its site."""
    assert title_of(f"<head><title>{tag}</title></head><body>{body}") == expected


def test_soft_hyphens_vanish() -> None:
    """Signs without width do not belong to a title."""
    assert (
        title_of("<body><h1>Fähr­schiff­fahrt ruht bis Ostern</h1>" + PROSE)
        == "Fährschifffahrt ruht bis Ostern"
    )


def test_a_later_article_of_a_page_has_its_own_title() -> None:
    """What the page calls itself is not the title of an article that begins inside it."""
    parsed = html("<head><meta property=og:title content='The week on the water'></head><body>")
    own = draft(("title", "Nine gauges"), boundary="a note stands at its head")
    assert find_title(parsed, own, read_signals(parsed)) == "Nine gauges"


def test_a_masthead_taken_for_the_title_is_undone() -> None:
    """On a page without headings the title tag tells the masthead from the headline."""
    source = "<head><title>Kestrel Post - Ferry strike over</title></head><body>"
    assert title_of(source, ("title", "KESTREL POST Thursdays and Mondays")) == "Ferry strike over"


def test_titles_are_split_at_separators_only() -> None:
    """Hyphens inside words are no separators."""
    assert split_title("Well-being - Life | Kestrel Post") == ["Well-being", "Life", "Kestrel Post"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_no_title_raises(tag: str, heading: str, shared: str) -> None:
    """Any texts in the places of titles give a title or None."""
    signals = Signals(
        title_tag=tag,
        headings=(heading,),
        headings_at=(1,),
        prose_at=(2,),
        meta={"og:title": (shared,)},
    )
    found = find_title(html("<body>x"), draft(("title", tag)), signals)
    assert found is None or found.strip()


@pytest.mark.parametrize(
    "line",
    ["Home > Harbour > Ferry rests for good", "Startseite>Hafen>Fähren>Ferry rests for good",
     "Accueil » Ferry rests for good"],
)  # fmt: skip
def test_the_way_to_a_page_is_no_part_of_its_title(line: str) -> None:
    """A dump may join the steps from the front page and the headline in one line."""
    found = find_title(text(), draft(("title", line), ("body", "x")), Signals())
    assert found == "Ferry rests for good"


def test_a_headline_that_holds_such_a_sign_is_kept_whole() -> None:
    """Only a line that begins at the front page is a way to one."""
    found = find_title(
        text(), draft(("title", "Ferries > trams: a count"), ("body", "x")), Signals()
    )
    assert found == "Ferries > trams: a count"
