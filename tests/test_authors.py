"""Authors are persons, found in metadata, bylines, signatures and biographical notes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import draft, html, text

from index.authors import find_authors, persons
from index.page import Signals
from index.signals import read_signals


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Berg", ["Ada Berg"]),
        ("By Ada Berg and Jo Kern", ["Ada Berg", "Jo Kern"]),
        ("By Ada Berg, Jo Kern and Lia O'Neil", ["Ada Berg", "Jo Kern", "Lia O'Neil"]),
        ("Von Ada van der Berg", ["Ada van der Berg"]),
        ("Par Zoé Lœuvre", ["Zoé Lœuvre"]),
        ("Por Inés de la Cruz", ["Inés de la Cruz"]),
        ("Di Ugo D’Anna", ["Ugo D’Anna"]),
        ("Автор: Олена Ковач", ["Олена Ковач"]),
        ("4 May 2031, 09:15 | Автор: Олена Ковач | 1644", ["Олена Ковач"]),
        ("Ada Berg | Kestrel Post", ["Ada Berg"]),
        ("Ada Berg / Port Almond, 4 May 2031", ["Ada Berg"]),
        ("By Ada Berg, Staff Writer", ["Ada Berg"]),
        ("ADA BERG", ["ADA BERG"]),
        ("Text von Jana Dorn Fotos von Karl Vesk", ["Jana Dorn"]),
        ("Ein Beitrag von Jana Dorn", ["Jana Dorn"]),
        ("Veröffentlicht von Jana Dorn", ["Jana Dorn"]),
        ("Publié par Zoé Lœuvre le 3 mai 2031", ["Zoé Lœuvre"]),
        ("Words and pictures by Ada Berg in Port Almond", ["Ada Berg"]),
        ("Автор — Олена Ковач", ["Олена Ковач"]),
        ("Most Popular", []),
        ("By Northern Wire", []),
        ("By our own staff", []),
        ("https://kestrelpost.example/ada", []),
        ("Published 4 May 2031", []),
        ("3 min read", []),
    ],
)
def test_names_of_a_byline(line: str, names: list[str]) -> None:
    """Cue words, roles, places, dates and agencies are left out; lists are taken apart."""
    assert list(persons(line)) == names


def test_metadata_comes_first() -> None:
    """JSON-LD authors before meta tags before marked elements; organisations are none."""
    linked = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": '
        '[{"@type": "Person", "name": "Ada Berg"}, {"@type": "Organization", "name": "Tide Desk"}]}</script>'
    )
    meta = "<head><meta name=author content='Jo Kern'></head>"
    marked = "<span class=author>Lia Moor</span>"
    for source, expected in (
        (f"{meta}<body>{linked}{marked}", ("Ada Berg",)),
        (f"{meta}<body>{marked}", ("Jo Kern",)),
        (f"<body>{marked}", ("Lia Moor",)),
    ):
        parsed = html(source)
        assert find_authors(parsed, draft(("body", "x")), read_signals(parsed)) == expected


def test_a_meta_author_that_is_the_site_is_no_author() -> None:
    """Content systems put the outlet's name or address where the author belongs."""
    parsed = html(
        "<head><meta property=og:site_name content='Kestrel Hill'><meta name=author content='Kestrel Hill'>"
        "<meta property=article:author content='https://social.example/kestrel'></head><body>"
    )
    assert find_authors(parsed, draft(("body", "x")), read_signals(parsed)) == ()


@pytest.mark.parametrize(
    "head",
    [
        "<head><title>Ferry rests - Kestrel Hill</title><meta name=author content='Kestrel Hill'></head><body>",
        "<body><script type='application/ld+json'>{'@type': 'NewsArticle', 'author': 'Kestrel Hill',"
        "'publisher': {'@type': 'Organization', 'name': 'Kestrel Hill'}}</script>".replace(
            "'", '"'
        ),
        "<body><a class=logo href='/'>Kestrel Hill</a><span class=author>Kestrel Hill</span>",
    ],
)
def test_the_name_of_the_site_is_no_author_wherever_the_page_says_it(head: str) -> None:
    """Title tag, publisher and logo name the site, and so does the outlet that was found."""
    parsed = html(head)
    assert find_authors(parsed, draft(("body", "x")), read_signals(parsed)) == ()
    named = draft(("byline", "Kestrel Hill"), ("body", "x"))
    assert find_authors(text(), named, Signals(), "Kestrel Hill") == ()


@pytest.mark.parametrize(
    "below",
    ["Recent Posts\nTram rests", "Ship Name\nLength", "Unsere Forschung", "Stay Connected"],
)
def test_labels_below_the_text_are_no_signature(below: str) -> None:
    """A line under the last paragraph is a signature only where it begins with a given name."""
    assert find_authors(text(), draft(("body", "x"), ("boilerplate", below)), Signals()) == ()


@pytest.mark.parametrize("label", ["Most Popular", "Related Topics", "Davis Cup", "Text Input"])
def test_labels_in_elements_marked_as_authors_are_no_names(label: str) -> None:
    """Markup for authors holds labels and tabs as well."""
    parsed = html(f"<body><div class=author>{label}</div><div class=author>Ada Berg</div>")
    assert find_authors(parsed, draft(("body", "x")), read_signals(parsed)) == ("Ada Berg",)


@pytest.mark.parametrize(
    "opening",
    [
        "By Anna Berg",
        "Text von Anna Berg Illustration von Karl Vesk",
        "By Anna Berg KESSIN - The ferry came late, and nobody on the jetty could say why.",
    ],
)
def test_a_byline_that_opens_the_text_is_read(opening: str) -> None:
    """No class names it, and cleaning may have left it in the text."""
    blocks = draft(("body", opening), ("body", "The ferry rests."))
    assert find_authors(text(), blocks, Signals()) == ("Anna Berg",)


def test_a_sentence_that_opens_like_a_byline_names_nobody() -> None:
    """ "By" opens sentences, too."""
    blocks = draft(("body", "By Monday the ferry rested, and Anna Berg had gone home to Kessin."))
    assert find_authors(text(), blocks, Signals()) == ()


def test_a_text_dump_names_its_authors_in_several_places() -> None:
    """A byline block, else a biographical note, else a signature under the last paragraph."""
    body = ("body", "The ferry rests.")
    for blocks, expected in (
        ((("byline", "By Ada Berg"), body), ("Ada Berg",)),
        ((body, ("bio", "Ada Berg is a reporter who covers the ferries.")), ("Ada Berg",)),
        ((body, ("bio", "Ada Berg writes about water for the Kestrel Post.")), ("Ada Berg",)),
        ((body, ("boilerplate", "Ada Berg\nShare this")), ("Ada Berg",)),
        ((("boilerplate", "By Ada Berg"), body), ("Ada Berg",)),
        ((body, ("boilerplate", "Follow us on the river")), ()),
        ((body,), ()),
    ):
        assert find_authors(text(), draft(*blocks), Signals()) == expected


def test_a_later_article_of_a_page_does_not_take_the_pages_author() -> None:
    """What the head names is the author of the first article only."""
    parsed = html("<head><meta name=author content='Jo Kern'></head><body>")
    own = draft(("body", "x"), ("bio", "Ada Berg is a reporter."), boundary="a note")
    assert find_authors(parsed, own, read_signals(parsed)) == ("Ada Berg",)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.text(max_size=60))
def test_no_byline_raises(line: str, author: str) -> None:
    """Any text in the places of authors gives names or none."""
    signals = Signals(
        meta={"author": (author,)},
        bylines=(line,),
        linked_data=({"@type": "Article", "author": [line, 3]},),
    )
    blocks = draft(("byline", line), ("body", "x"), ("bio", line), ("boilerplate", author))
    assert isinstance(find_authors(html("<body>x"), blocks, signals), tuple)
