"""The outlet of a page is what its evidence shows, in order of strength, or unknown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import draft, html, text

from index.outlet import Outlets, find_original, find_outlet
from index.outlets import Known, domain, name_key, slug
from index.page import Parsed, Signals
from index.signals import read_signals
from search.article import Outlet

TABLE = Outlets(
    [
        Known("kestrel-post", "Kestrel Post", ("The Kestrel",), ("kestrelpost.example",), "XA"),
        Known("uferbote", "Uferbote", (), ("uferbote.example", "ub.example"), "XB"),
    ]
)
NONE = Outlets()


def outlet_of(parsed: Parsed, *blocks: tuple[str, str], table: Outlets = NONE) -> Outlet:
    """The outlet of a page with one article."""
    return find_outlet(parsed, (draft(*blocks),), read_signals(parsed), table)


def test_a_table_is_read_and_extended(tmp_path: Path) -> None:
    """Rows of several files; lists separated by a bar; an absent file is no fault."""
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(
        "id,name,aliases,domains,country\nkp,Kestrel Post,KP|The Kestrel,kp.example,XA\n"
    )
    second.write_text(
        "id,name,aliases,domains,country\nkp2,Kestrel Evening,,kp.example|ke.example,\n"
    )
    table = Outlets.load(first, second, tmp_path / "absent.csv")
    assert table.at("https://news.kp.example/a").id == "kp2"
    assert table.named("the kestrel").id == "kp"
    assert [known.id for known in table] == ["kp2", "kp"]


def test_a_row_without_a_name_is_named(tmp_path: Path) -> None:
    """The message says which file, which line, and what is missing."""
    file = tmp_path / "outlets.csv"
    file.write_text("id,name,aliases,domains,country\nkp,,,kp.example,\n")
    with pytest.raises(ValueError, match=r"outlets\.csv, line 2: .* needs id and name"):
        Outlets.load(file)


def test_names_and_addresses_are_compared_folded() -> None:
    """Case, articles, spaces, accents and web suffixes make no difference; subdomains belong."""
    assert name_key("The Kestrel-Post") == name_key("kestrelpost.net") == "kestrelpost"
    assert TABLE.named("KESTREL  POST").id == "kestrel-post"
    assert TABLE.at("https://WWW.Sport.Uferbote.example:8080/x?y").name == "Uferbote"
    assert TABLE.at("https://notuferbote.example/") == Outlet()
    assert TABLE.at("http://[bad").id is None


def test_domains_and_ids_of_unknown_outlets() -> None:
    """The registrable domain, and an id of the words of a name in any script."""
    assert domain("https://news.harbour.co.uk/a") == "harbour.co.uk"
    assert domain("https://www.harbour.example/a") == "harbour.example"
    assert domain("http://127.0.0.1/") == domain("harbour") == domain(None) == ""
    assert slug("Le Phare de Saint-Émile") == "le-phare-de-saint-emile"
    assert slug("Голос Реки") == "голос-реки"


def test_the_users_name_wins_over_everything() -> None:
    """A name given at ingest is taken, and finds its row in the table."""
    parsed = html(
        "<head><meta property=og:site_name content=Uferbote></head>", outlet="The Kestrel"
    )
    found = outlet_of(parsed, table=TABLE)
    assert (found.id, found.name, found.evidence) == (
        "kestrel-post",
        "Kestrel Post",
        "named by the user",
    )


def test_the_address_in_the_table_wins_over_metadata() -> None:
    """What a page says of itself may be the owner or the agency."""
    parsed = html(
        "<head><meta property=og:site_name content='Harbour Holding'></head>",
        url="https://ub.example/a",
    )
    found = outlet_of(parsed, table=TABLE)
    assert (found.name, found.evidence) == ("Uferbote", "address ub.example")


def test_declared_names_in_their_order() -> None:
    """Site name before publisher before application name; the publisher says what it may be."""
    linked = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": '
        '{"@type": "Organization", "name": "Northern Wire"}}</script>'
    )
    app = "<meta name=application-name content='Kestrel App'>"
    site = "<meta property=og:site_name content='Kestrel Post'>"
    assert outlet_of(html(f"<head>{app}{site}</head><body>{linked}")).name == "Kestrel Post"
    published = outlet_of(html(f"<head>{app}</head><body>{linked}"))
    assert published.name == "Northern Wire"
    assert "agency or the owner" in (published.evidence or "")
    assert outlet_of(html(f"<head>{app}</head><body>x")).name == "Kestrel App"


def published_by(publisher: str, title: str = "") -> Outlet:
    """The outlet of a page at kestrelpost.example whose JSON-LD names a publisher."""
    data = json.dumps({"@type": "NewsArticle", "publisher": {"name": publisher}})
    source = (
        f"<head><title>{title}</title></head><body><h1>Ferry rests for good</h1>"
        f'<script type="application/ld+json">{data}</script>'
    )
    return outlet_of(html(source, url="https://www.kestrelpost.example/ferry"))


@pytest.mark.parametrize("publisher", ["Associated Press", "Tidewater Holdings"])
def test_a_publisher_that_the_page_and_its_address_gainsay_is_no_outlet(publisher: str) -> None:
    """A publisher may be the agency or the owner: title and address name another."""
    found = published_by(publisher, title="Ferry rests for good - Kestrel Post")
    assert (found.name, found.evidence) == ("Kestrel Post", "title tag")


def test_a_publisher_that_the_address_agrees_with_is_the_outlet() -> None:
    """Then the title's other name is a section's or a slogan."""
    found = published_by("The Kestrel Post", title="Ferry rests for good - Harbour Life")
    assert found.name == "The Kestrel Post"


def test_an_agency_whose_article_another_site_carries_is_not_its_outlet() -> None:
    """Where nothing but the publisher is named, and it is an agency, the address is surer."""
    assert published_by("Associated Press").name == "kestrelpost.example"
    assert published_by("Tidewater Gazette").name == "Tidewater Gazette"


@pytest.mark.parametrize("section", ["Politics", "Home", "Harbour life"])
def test_a_section_that_stands_for_the_site_is_no_outlet(section: str) -> None:
    """Sections stand in og:site_name on some sites; the page's own section tag tells them, too."""
    page = html(
        f"<head><meta property=og:site_name content='{section}'><title>Ferry rests for good - Kestrel Post</title>"
        "<meta property=article:section content='Harbour life'></head><body><h1>Ferry rests for good</h1>"
    )
    found = outlet_of(page)
    assert found.name == "Kestrel Post"


def test_the_title_tag_names_the_site_behind_the_headline() -> None:
    """The short part that is no headline, where a heading repeats the rest."""
    parsed = html(
        "<head><title>Ferry rests for good - Kestrel Post</title></head><body><h1>Ferry rests for good</h1>"
    )
    assert outlet_of(parsed).name == "Kestrel Post"


def test_half_a_headline_is_no_outlet() -> None:
    """A dash inside the headline does not make its end a name."""
    parsed = html(
        "<head><title>Ferry rests - and nobody minds</title></head><body><h1>Ferry rests - and nobody minds</h1>"
    )
    assert outlet_of(parsed) == Outlet()


def test_logo_and_links_of_the_page_name_it() -> None:
    """The logo that leads home; the host of most links speaks for the name that is like it."""
    parsed = html("<body><a class=logo href='/'><img alt='Kestrel Post Logo'></a>")
    assert outlet_of(parsed).name == "Kestrel Post"
    links = "".join(f"<a href='https://kestrelpost.example/{n}'>n</a>" for n in range(8))
    assert outlet_of(html(f"<body><a href='/'>Kestrel Post</a>{links}")).name == "Kestrel Post"
    assert outlet_of(html(f"<body>{links}"), table=TABLE).id == "kestrel-post"


def test_an_address_that_stands_for_a_name_is_cut_to_its_domain() -> None:
    """Links to the front page are labelled with whole addresses on some sites."""
    links = "".join(f"<a href='https://kestrelpost.example/{n}'>{n}</a>" for n in range(8))
    for label in ("www.kestrelpost.example", "https://news.kestrelpost.example"):
        page = html(f"<body><a href='/'>{label}</a>{links}")
        assert outlet_of(page).name == "kestrelpost.example"


def test_a_copyright_line_alone_is_only_an_owner() -> None:
    """Unknown is not guessed from who owns the rights."""
    assert outlet_of(html("<body><p>© 2031 Harbour Holding Ltd. All rights reserved.")) == Outlet()
    owned = ("boilerplate", "© 2031 Harbour Holding Ltd. All rights reserved.")
    assert outlet_of(text(), ("body", "The ferry rests."), owned) == Outlet()


def test_lines_of_a_dump_that_agree_name_it() -> None:
    """A copyright line and a condition of use with the same name, as in dumps without an address."""
    blocks = (
        ("boilerplate", "Reprint what you like with a hyperlink to Kestrel.example"),
        ("body", "The ferry rests."),
        ("boilerplate", "Kestrel.example © 2031."),
    )
    assert outlet_of(text(), *blocks).name == "Kestrel.example"


def test_a_masthead_is_known_by_the_table() -> None:
    """A line at the edge of a dump that the table knows is the outlet; other lines are not."""
    blocks = (("boilerplate", "KESTREL POST\nHome | River"), ("body", "The ferry rests."))
    assert outlet_of(text(), *blocks, table=TABLE).id == "kestrel-post"
    assert outlet_of(text(), *blocks) == Outlet()


def test_a_page_whose_articles_were_told_things_has_a_name() -> None:
    """What people told one and the same outlet in two articles of a file."""
    first = draft(("body", "It is late, the pilot told the Kestrel Post. Nobody told Uferbote."))
    second = draft(("body", "“Never again,” she told Kestrel Post on Monday."))
    found = find_outlet(text(), (first, second), Signals(), NONE)
    assert found.name == "Kestrel Post"
    assert find_outlet(text(), (first,), Signals(), NONE) == Outlet()


def test_agencies_and_ties_name_no_page() -> None:
    """Everybody's articles quote what agencies were told; two names told alike decide nothing."""
    one = draft(("body", "He told Reuters so. She told Kestrel Post and told Uferbote."))
    other = draft(("body", "They told Reuters too. They told Kestrel Post and told Uferbote."))
    assert find_outlet(text(), (one, other), Signals(), NONE) == Outlet()


def test_other_papers_in_the_text_are_no_outlet() -> None:
    """An article about the press belongs to none of the papers that it names."""
    body = (
        "body",
        "Uferbote writes that the pilot told Kestrel Post about it, says the Tide Journal.",
    )
    assert outlet_of(text(), body, table=TABLE) == Outlet()


def test_an_unknown_address_names_the_page_at_last() -> None:
    """The domain is an honest name where nothing better is there, and says what it is."""
    found = outlet_of(html("<body>x", url="https://www.harbour.example/a"))
    assert (found.id, found.name) == ("harbour-example", "harbour.example")
    assert found.evidence == "domain of the address"


@pytest.mark.parametrize(
    ("kind", "line", "name"),
    [
        ("note", "Editor's note: This article was first published by Uferbote.", "Uferbote"),
        ("note", "This article originally appeared in The Harbour Files.", "The Harbour Files"),
        (
            "note",
            "Republished with permission from the Harbour Ledger, where it ran in May.",
            "Harbour Ledger",
        ),
        (
            "note",
            "First published in Le Phare de Saint-Émile, 27 February 2031.",
            "Le Phare de Saint-Émile",
        ),
        ("note", "Dieser Text ist zuerst erschienen in Uferbote.", "Uferbote"),
        ("note", "Article publié initialement par Le Phare.", "Le Phare"),
        ("note", "Publicado originalmente en Diario Almar.", "Diario Almar"),
        (
            "body",
            "The pact is softer than it looks, writes Morgenblatt. Why fear it?",
            "Morgenblatt",
        ),
        ("body", "The pact is softer than it looks, writes Berg. Why fear it?", None),
        ("body", "The novel was first published by Tern Books and sold well.", None),
        ("note", "Editor's note: the ferry has since been repaired.", None),
    ],
)
def test_the_outlet_of_first_publication(kind: str, line: str, name: str | None) -> None:
    """Notes on republication, and newspapers that a translation names as its source."""
    assert find_original(draft((kind, line), ("body", "The ferry rests."))) == name


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=60))
def test_no_page_raises(line: str, title: str, url: str) -> None:
    """Any texts in the places of names give an outlet or none."""
    signals = Signals(
        title_tag=title,
        headings=(line,),
        logos=(line,),
        copyright=(f"© 2031 {line}",),
        canonical=url,
    )
    blocks = draft(("note", line), ("body", title), ("boilerplate", f"© 2031 {line}\n{line}"))
    parsed = html("<body>x", url=url)
    assert isinstance(find_outlet(parsed, (blocks, blocks), signals, TABLE), Outlet)
    find_original(blocks)
