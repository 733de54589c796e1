"""The pages: what they say, what they link to, and that no text of a page becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from flask.testing import FlaskClient
from web_archive import HOSTILE, articles, engine

from search.engines.memory import MemoryEngine
from search.errors import ArchiveBusy, EngineFailure
from web import state as urls
from web.app import POLICY, create_app

PAGES = (
    "/", "/search", "/search?q=troops", '/search?q="tram+troops"&outlet=daily-quay', "/search?q=(troops",
    "/search?nonsense=1", "/values/person?q=troops", "/doc/vote?q=troops&scope=all", "/doc/hostile",
    "/doc/arabic", "/doc/nope", "/outlets", "/outlet/velmora-courier", "/people", "/people?letter=I",
    "/places", "/organisations", "/help",
)  # fmt: skip
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """A client of the application over our small archive."""
    return create_app(engine()).test_client()


class Outline(HTMLParser):
    """Reads a page strictly: every element closed in order, ids once, links and texts collected."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs), (tag, attrs)
        self.elements.append((tag, given))
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "a":
            self.links.append(given["href"] or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def read(client: FlaskClient, address: str, status: int = 200) -> Outline:
    """The outline of a page."""
    response = client.get(address)
    assert response.status_code == status, response.text
    return Outline(response.text)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_well_formed_and_without_inline_code(
    client: FlaskClient, address: str
) -> None:
    """Elements nest, ids are unique, fragments lead somewhere, nothing is inline, one main heading."""
    page = Outline(client.get(address).text)
    assert len(set(page.ids)) == len(page.ids)
    assert [tag for tag, _ in page.elements if tag in ("script", "style")] == []
    assert [a for _, a in page.elements if "style" in a or any(k.startswith("on") for k in a)] == []
    assert [tag for tag, _ in page.elements].count("h1") == 1
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_carries_the_policy(client: FlaskClient, address: str) -> None:
    """Scripts, frames and foreign content are forbidden everywhere, on error pages too."""
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("address", PAGES)
def test_no_link_of_our_own_is_dead(client: FlaskClient, address: str) -> None:
    """Every link to the archive itself answers; a suggestion parses."""
    page = Outline(client.get(address).text)
    for link in dict.fromkeys(page.links):
        if link.startswith("/"):
            assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("address", [p for p in PAGES if p.startswith("/search")])
def test_search_links_are_canonical(client: FlaskClient, address: str) -> None:
    """Each link to a search is one state in its one form."""
    for link in Outline(client.get(address).text).links:
        parts = urlsplit(link)
        if parts.path == "/search" and parts.query:
            assert urls.to_url(urls.from_url(parse_qsl(parts.query))) == parts.query


def test_page_text_never_becomes_markup(client: FlaskClient) -> None:
    """A title with a script and a text with an image are shown as they are written, on every page."""
    for address in ("/search?q=tram", "/doc/hostile?q=tram", "/search.atom?q=tram"):
        html = client.get(address).text
        assert "<script" not in html
        assert "<img" not in html
    page = read(client, "/doc/hostile")
    assert HOSTILE in page.text
    assert "<img src=x onerror=alert(1)>" in page.text


def test_a_query_that_is_markup_is_shown_as_typed(client: FlaskClient) -> None:
    """What a reader types comes back escaped in the box, the title and the explanation."""
    html = client.get("/search?q=" + quote('"><script>alert(1)</script>')).text
    assert "<script" not in html


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    """`javascript:` in a page's canonical link is shown and not linked."""
    made = MemoryEngine()
    bad = [
        type(a)(**{f: getattr(a, f) for f in a.__slots__} | {"url": "javascript:alert(1)"})
        for a in articles()[:1]
    ]
    made.write(bad)
    made.flush()
    page = Outline(create_app(made).test_client().get("/doc/vote").text)
    assert "javascript:alert(1)" in page.text
    assert not [link for link in page.links if "javascript" in link]


def test_foreign_links_give_nothing_away(client: FlaskClient) -> None:
    """Links to the newspapers' own pages carry noopener, noreferrer and nofollow."""
    page = read(client, '/doc/vote?q="peacekeeping troops"')
    foreign = [a for tag, a in page.elements if tag == "a" and str(a["href"]).startswith("http")]
    assert foreign
    assert all(a["rel"] == "noopener noreferrer nofollow" for a in foreign)


def test_a_phrase_points_into_the_original_page(client: FlaskClient) -> None:
    """The link to the original carries a text fragment of the words as printed there."""
    page = read(client, '/doc/vote?q="minister signs this"')
    assert "https://velmora-courier.example/vote#:~:text=minister%20signs%20this" in page.links
    plain = read(client, "/doc/vote?q=minister")
    assert "https://velmora-courier.example/vote" in plain.links


def test_marks_are_the_matches_and_lead_from_one_to_the_next(client: FlaskClient) -> None:
    """A phrase is one mark; marks are numbered, and each leads to its neighbours."""
    page = read(client, '/doc/vote?q="peacekeeping troops"')
    assert [i for i in page.ids if re.fullmatch(r"m\d+", i)] == ["m1", "m2"]
    assert "2 matches" in page.text
    assert "Match 1 of 2" in page.text
    assert "#m2" in page.links


def test_cut_blocks_are_marked_only_when_they_were_searched(client: FlaskClient) -> None:
    """A comment is marked, and unfolded, with scope all; without, it is folded and unmarked."""
    for scope, unfolded in (("", 1), ("&scope=all", 2)):
        page = read(client, f"/doc/vote?q=finally{scope}")
        cut = [a for tag, a in page.elements if tag == "details" and a.get("class") == "cut"]
        assert sum("open" in a for a in cut) == unfolded
        assert ("m1" in page.ids) == bool(scope)


def test_where_a_date_comes_from_is_said(client: FlaskClient) -> None:
    """Evidence, conflict and every candidate stand beside the date; undated is said, with its bound."""
    page = read(client, "/doc/vote")
    assert "8 June 2022 date line" in page.text
    assert "dates disagree" in page.text
    assert "meta article:published_time" in page.text
    ferry = read(client, "/doc/ferry")
    assert "undated" in ferry.text
    assert "not after 24 June 2022" in ferry.text


def test_reference_managers_read_an_article_as_newspaper_article(client: FlaskClient) -> None:
    """The tags that Zotero's Embedded Metadata translator reads, and no journal title."""
    metas = {
        (a.get("name") or a.get("property")): a.get("content")
        for tag, a in read(client, "/doc/vote").elements
        if tag == "meta"
    }
    assert metas["z:itemType"] == "newspaperArticle"
    assert metas["citation_date"] == "2022-06-08"
    assert metas["og:site_name"] == "Velmora Courier"
    assert "citation_journal_title" not in metas


def test_counts_belong_to_the_names_of_the_checkboxes(client: FlaskClient) -> None:
    """A screen reader hears the value and how many articles it has."""
    assert "Ilka Brandt , 2 articles" in read(client, "/search?q=troops").text.replace(
        "Brandt,", "Brandt ,"
    )


def test_filters_in_force_are_chips_that_lift_them(client: FlaskClient) -> None:
    """Each chip's link is the same search without that filter."""
    page = read(client, "/search?q=troops&outlet=daily-quay&not_person=Jon+Hale&date_from=2022")
    assert "Outlet: Daily Quay" in page.text
    assert "Person: not Jon Hale" in page.text
    assert "from 2022" in page.text
    assert "/search?q=troops&not_person=Jon+Hale&date_from=2022" in page.links


def test_copies_are_folded_and_both_figures_told(client: FlaskClient) -> None:
    """One link folds, another shows all again; what is folded is counted and one click away."""
    plain = read(client, "/search?q=gauge")
    assert "24 articles in" in plain.text
    assert "/search?q=gauge&collapse=1" in plain.links
    folded = read(client, "/search?q=gauge&collapse=1&sort=date_asc")
    assert "24 articles, 13 independent texts" in folded.text
    assert "11 more articles with this text" in folded.text
    assert "/search?q=gauge&cluster=gauge&sort=date_asc" in folded.links
    assert "/search?q=gauge&sort=date_asc" in folded.links
    assert "/search?q=gauge&collapse=1&sort=date_asc&page=2" in folded.links
    assert not any("page=3" in link for link in folded.links)


def test_an_article_says_who_else_carried_it(client: FlaskClient) -> None:
    """The first ten of its text by date, the earliest first; an article by itself says nothing."""
    page = read(client, "/doc/flood-2")
    assert "12 articles with this text or nearly this text" in page.text
    carried = page.text[page.text.index("Also carried by") :]
    assert carried.index("1 January 2023") < carried.index("2 January 2023")
    assert "/doc/flood-1" in page.links
    assert "/search?cluster=gauge&sort=date_asc" in page.links
    assert "Also carried by" not in read(client, "/doc/vote").text


def test_speakers_filter_and_what_is_said_is_marked(client: FlaskClient) -> None:
    """Who is quoted is a filter of its own; a word asked for as said is marked in the quotation only."""
    page = read(client, "/search?q=troops")
    assert "Tomas Reuel, 1 article" in page.text
    html = client.get("/search?q=said:minister&speaker=Ilka+Brandt").text
    assert re.findall("<mark>(.*?)</mark>", html) == ["minister"]
    assert (
        "Speaker: Ilka Brandt" in read(client, "/search?q=said:minister&speaker=Ilka+Brandt").text
    )
    marked = re.findall("<mark.*?</mark>", client.get("/doc/vote?q=said:minister").text)
    assert marked == ['<mark id="m1" class="said">minister</mark>']
    others = read(client, "/search?q=troops&not_speaker=Ilka+Brandt").links
    assert not any(link.startswith("/doc/vote") for link in others)
    assert any(link.startswith("/doc/cost") for link in others)


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=the&outlet=daily-quay&not_place=Orra&speaker=Jon+Hale&not_speaker=Ilka+Brandt&month=2023-01&dated=yes&scope=all&sort=date_asc&per_page=20",
        "/search?q=the&year=1999&year=2023&not_year=2022&outlet=nobody&person=No+One",
        "/search?q=nothinghere&year=1999&language=de&not_language=en&date_from=2020&dated=no",
    ],
)
def test_forms_carry_what_they_do_not_show(client: FlaskClient, address: str) -> None:
    """Sending either form unchanged gives the state of the page, even where a filter finds nothing."""
    html = client.get(address).text
    state = urls.from_url(parse_qsl(urlsplit(address).query))
    forms = re.findall(r"<form.*?</form>", html, flags=re.DOTALL)
    assert len(forms) == 2
    for form in forms:
        sent = urls.from_url(sorted(_sent(form)))
        assert sent == urls.from_url(sorted(urls.to_pairs(state)))


def _sent(form: str) -> Iterator[tuple[str, str]]:
    """What a browser sends for a form as it stands."""
    for tag, given in Outline(form).elements:
        if (
            tag == "input"
            and given.get("name")
            and (given.get("type") != "checkbox" or "checked" in given)
        ):
            yield str(given["name"]), given.get("value") or ""


def test_a_mistake_is_shown_in_its_place_with_a_repair(client: FlaskClient) -> None:
    """The query is said back with the place marked; the suggestion keeps the filters and is accepted."""
    page = read(client, "/search?q=troops+AND&outlet=daily-quay", 400)
    assert "This query has a mistake" in page.text
    assert "At character" in page.text
    (suggestion,) = [link for link in page.links if link.startswith("/search?q=")]
    assert "outlet=daily-quay" in suggestion
    assert client.get(suggestion).status_code == 200


def test_an_unknown_parameter_is_named(client: FlaskClient) -> None:
    """A misspelled key is refused, and the right one offered."""
    assert "Did you mean outlet?" in read(client, "/search?outlit=x", 400).text


def test_nothing_found_says_what_was_searched_and_how_to_widen(client: FlaskClient) -> None:
    """Each way offered finds something."""
    page = read(client, '/search?q="tram troops"&outlet=daily-quay')
    assert "Searched: 33 articles of 4 outlets" in page.text
    assert "1 is undated" in page.text
    ways = [link for link in page.links if link.startswith("/search?q=tram")]
    assert ways
    for way in ways:
        assert "Nothing found" not in read(client, way).text


def test_a_page_past_the_end_leads_back(client: FlaskClient) -> None:
    """The total stays true and the first page is one click away."""
    page = read(client, "/search?q=troops&page=90")
    assert "4 articles" in page.text
    assert "/search?q=troops" in page.links


def test_paging_reaches_every_article_once(client: FlaskClient) -> None:
    """Following "next" from the first page visits the whole archive without a repetition."""
    address: str | None = "/search?per_page=20"
    seen: list[str] = []
    while address:
        page = read(client, address)
        docs = [urlsplit(link).path for link in page.links if link.startswith("/doc/")]
        seen += list(dict.fromkeys(docs))
        follow = [a for t, a in page.elements if t == "a" and "next" in str(a.get("rel"))]
        address = follow[0]["href"] if follow else None
    assert len(seen) == len(set(seen)) == len(articles())


def test_an_empty_archive_says_how_to_fill_it() -> None:
    """The entry and the search page name the command."""
    client = create_app(MemoryEngine()).test_client()
    for address in ("/", "/search?q=x"):
        assert "pressmark index PATH" in read(client, address).text
    for address in ("/outlets", "/people", "/help"):
        read(client, address)


def test_an_archive_that_is_away_is_a_503(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says so, in the same design, and when to try again; the health check fails too."""
    made = engine()

    def refuse(*args: object, **more: object) -> None:
        raise ArchiveBusy("Another process writes to the archive.")

    for name in ("search", "facet", "fetch", "stats"):
        monkeypatch.setattr(made, name, refuse)
    client = create_app(made).test_client()
    for address in ("/", "/search?q=x", "/doc/vote", "/healthz"):
        response = client.get(address)
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "30"
        assert "Another process writes" in Outline(response.text).text


def test_a_failure_of_the_engine_shows_no_insides(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unforeseen error is a 500 that tells nothing of the program."""
    made = engine()

    def fail(*args: object, **more: object) -> None:
        raise RuntimeError("secret path")

    monkeypatch.setattr(made, "fetch", fail)
    response = create_app(made).test_client().get("/doc/vote")
    assert response.status_code == 500
    assert "secret" not in response.text
    monkeypatch.setattr(
        made, "fetch", lambda ids: (_ for _ in ()).throw(EngineFailure("It broke."))
    )
    assert "It broke." in create_app(made).test_client().get("/doc/vote").text


def test_an_id_may_hold_anything(client: FlaskClient) -> None:
    """Slashes, spaces, signs and other scripts in an id: its links lead to it."""
    page = read(client, "/search?q=yearbook")
    (link,) = {link for link in page.links if link.startswith("/doc/") and "#cite" not in link}
    assert "of the harbour lists eleven ferries" in read(client, link).text
    read(client, "/doc/" + quote("brücke"))


def test_an_id_may_end_like_a_format() -> None:
    """An article called "x.json" is found under its own name, its JSON under that name and suffix."""
    made = MemoryEngine()
    made.write(
        [
            type(a)(**{f: getattr(a, f) for f in a.__slots__} | {"id": "a//x.json"})
            for a in articles()[:1]
        ]
    )
    made.flush()
    client = create_app(made).test_client()
    assert client.get("/doc/a//x.json").mimetype == "text/html"
    assert client.get("/doc/a//x.json.json").get_json()["id"] == "a//x.json"
    assert client.get("/doc/.json").status_code == 404


def test_names_stand_under_their_letter_without_its_accent(client: FlaskClient) -> None:
    """The letters lead to every name; other scripts have letters of their own."""
    letters = [link for link in read(client, "/places").links if "letter=" in link]
    named = " ".join(read(client, link).text for link in letters)
    for place in ("Velmora", "Kessin", "Orra", "كيسين"):
        assert place in named
    read(client, "/places?letter=Q", 404)
    read(client, "/places?leter=K", 400)


def test_an_outlets_calendar_counts_its_articles(client: FlaskClient) -> None:
    """Months add up to the year, and each leads to just those articles."""
    page = read(client, "/outlet/velmora-courier")
    january = "/search?outlet=velmora-courier&month=2023-01"
    assert january in page.links
    assert "8 articles" in read(client, january).text
    read(client, "/outlet/nobody", 404)


def test_help_examples_all_find_something(client: FlaskClient) -> None:
    """Each example of the help page has articles, as many as it says."""
    html = client.get("/help").text
    shown = re.findall(r'<td><a href="(/search[^"]*)">.*?<td class="n num">([\d,]+)</td>', html)
    assert len(shown) > 12
    for link, count in shown:
        found = read(client, link.replace("&amp;", "&")).text
        assert f"{count} article" in found


def test_only_get_is_answered(client: FlaskClient) -> None:
    """Nothing can be changed through the web: other methods are refused."""
    assert client.post("/search").status_code == 405
    assert client.delete("/doc/vote").status_code == 405


def test_a_phrase_as_typed_stays_so_in_every_link(client: FlaskClient) -> None:
    """Filters, pages, orders, files and articles keep the mode; the box is ticked, the phrase said back."""
    page = read(client, "/search?q=The+ferry+runs+on.&mode=verbatim&outlet=daily-quay")
    assert "8 articles" in page.text
    assert "Articles with “The ferry runs on.” exactly as typed." in page.text
    kept = [href for href in page.links if "q=The+ferry" in href and not href.startswith("/quote?")]
    assert len(kept) > 20
    assert all("mode=verbatim" in href for href in kept)
    boxes = [given for tag, given in page.elements if given.get("name") == "mode"]
    assert [given["type"] for given in boxes] == ["checkbox", "hidden"]
    assert "checked" in boxes[0]


def test_a_phrase_as_typed_that_is_not_there(client: FlaskClient) -> None:
    """The way out is the same words however they are written, counted."""
    page = read(client, "/search?q=the+Ferry+runs+on!&mode=verbatim")
    assert "0 articles" in page.text
    assert 'The words in this order, however written: "the Ferry runs on" 24 articles' in page.text
    assert "/search?q=%22the+Ferry+runs+on%22" in page.links


def test_a_phrase_as_typed_needs_a_word(client: FlaskClient) -> None:
    """Signs alone are refused with the reason, and the box stays ticked for the next attempt."""
    page = read(client, "/search?q=%E2%80%9C%E2%80%A6%E2%80%9D&mode=verbatim", 400)
    assert "a phrase exactly as typed needs a letter or a digit" in page.text
    assert any("checked" in given for _, given in page.elements if given.get("name") == "mode")
    assert read(client, "/search?q=&mode=verbatim", 400)
