"""The JSON API, the files to take away, the feed, and what programs ask of a site."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from web_archive import articles, engine

from search.answer import Request, answer, result_json
from search.article import Article, Block, Published
from search.engines.memory import MemoryEngine
from web.app import create_app

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """A client of the application over our small archive."""
    return create_app(engine()).test_client()


def get(client: FlaskClient, address: str, status: int = 200) -> Any:
    """The JSON of an address."""
    response = client.get(address)
    assert response.status_code == status, response.text
    return json.loads(response.data)


def test_search_answers_the_objects_of_the_core(client: FlaskClient) -> None:
    """The API adds nothing and leaves nothing out; letters of other scripts are not escaped."""
    found = get(client, "/api/v1/search?q=troops&facet=outlet&facet=year&limit=2")
    request = Request(query="troops", facets=("outlet", "year"), limit=2)
    assert found == result_json(answer(engine(), request))
    assert client.get("/api/v1/search?q=عادت").mimetype == "application/json"
    assert "عادت" in client.get("/api/v1/search?q=عادت").text


def test_a_phrase_as_typed_is_said_back(client: FlaskClient) -> None:
    """`mode=verbatim` counts case and punctuation; the answer names the mode and the phrase searched."""
    data = client.get("/api/v1/search?q=“The+ferry+runs+on.”&mode=verbatim&facet=outlet").json
    assert data["query"] == {
        "raw": "“The ferry runs on.”",
        "mode": "verbatim",
        "interpreted": "The ferry runs on.",
        "notes": [],
    }
    assert data["total"] == {"value": 24, "relation": "eq"}
    assert [value["count"] for value in data["facets"]["outlet"]["values"]] == [8, 8, 8]
    text, marks = data["hits"][0]["fragments"][0]["text"], data["hits"][0]["fragments"][0]["marks"]
    assert [text[start:end] for start, end in marks] == ["The ferry runs on."]
    wrong = client.get("/api/v1/search?q=a&mode=exact")
    assert wrong.status_code == 400
    assert "query, verbatim" in wrong.json["detail"]


def test_nothing_found_is_still_an_answer(client: FlaskClient) -> None:
    """A total of 0 with status 200."""
    assert get(client, "/api/v1/search?q=nowhere")["total"] == {"value": 0, "relation": "eq"}


def test_limit_and_offset_cut_the_hits(client: FlaskClient) -> None:
    """Limit 0 only counts; pages follow each other; an offset past the end keeps the total."""
    assert get(client, "/api/v1/search?limit=0")["hits"] == []
    both = [h["id"] for h in get(client, "/api/v1/search?limit=4")["hits"]]
    second = [h["id"] for h in get(client, "/api/v1/search?limit=2&offset=2")["hits"]]
    assert both[2:] == second
    assert get(client, "/api/v1/search?offset=500")["total"]["value"] == len(articles())


def test_doc_is_the_whole_article(client: FlaskClient) -> None:
    """The article object, from which the article can be made again."""
    assert Article.from_json(get(client, "/api/v1/doc/vote")) == articles()[0]
    assert get(client, "/api/v1/doc/notes/2021%20%233%3F")["published"]["value"] == "2021"
    assert get(client, "/api/v1/doc/vote") == get(client, "/doc/vote.json")


def test_stats_say_what_is_held(client: FlaskClient) -> None:
    """Counts, the span of dates, the undated, and which engine answers."""
    found = get(client, "/api/v1/stats")
    assert found["articles"] == len(articles())
    assert (found["outlets"], found["undated"], found["engine"]) == (4, 1, "memory")
    assert (found["from"], found["to"]) == ("2021", "2023-04-02")


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/search?q=(troops", 400, "bad-query"),
        ("/api/v1/search?outlit=x", 400, "bad-request"),
        ("/api/v1/search?facet=title", 400, "bad-request"),
        ("/api/v1/search?limit=x", 400, "bad-request"),
        ("/api/v1/stats?x=1", 400, "bad-request"),
        ("/api/v1/doc/vote?x=1", 400, "bad-request"),
        ("/api/v1/doc/nope", 404, "not-found"),
        ("/api/v1/nope", 404, "http"),
        ("/search.json?q=(troops", 400, "bad-query"),
    ],
)
def test_errors_are_problem_json(client: FlaskClient, address: str, status: int, code: str) -> None:
    """RFC 9457: type, title, status and detail, in that media type."""
    response = client.get(address)
    assert response.mimetype == "application/problem+json"
    found = json.loads(response.data)
    assert response.status_code == found["status"] == status
    assert found["type"] == f"urn:pressmark:{code}"
    assert found["title"]
    assert found["detail"]


def test_a_mistake_in_a_query_has_position_and_suggestion(client: FlaskClient) -> None:
    """The position counts code points of the typed text; the suggestion is accepted."""
    found = get(client, "/api/v1/search?q=étés troops AND", 400)
    assert "étés troops AND"[found["position"] : found["end"]].strip() in ("AND", "")
    assert get(client, f"/api/v1/search?q={found['suggestion']}")["query"]["interpreted"]


def test_other_methods_are_refused_as_problems(client: FlaskClient) -> None:
    """405 names what is allowed."""
    response = client.post("/api/v1/search")
    assert response.status_code == 405
    assert response.mimetype == "application/problem+json"
    assert "GET" in response.headers["Allow"]


def test_files_hold_the_whole_result(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every article, across batches, filters in force, whatever page the address names."""
    monkeypatch.setattr("search.answer.BATCH", 3)
    address = "?q=Kessin&not_outlet=northern-wire&page=2"
    total = get(client, f"/api/v1/search{address}")["total"]["value"]
    assert total > 14
    table = list(csv.reader(io.StringIO(client.get(f"/search.csv{address}").text, newline="")))
    assert len(table) == total + 1
    lines = client.get(f"/search.jsonl{address}").text.splitlines()
    assert len({json.loads(line)["id"] for line in lines}) == total
    assert client.get(f"/search.ris{address}").text.count("TY  - NEWS") == total


def test_files_come_with_a_name_and_a_type(client: FlaskClient) -> None:
    """Browsers save them, programs know them."""
    response = client.get("/search.csv?q=troops")
    assert response.mimetype == "text/csv"
    assert "pressmark.csv" in response.headers["Content-Disposition"]
    assert client.get("/doc/vote.ris").mimetype == "application/x-research-info-systems"
    assert get(client, "/doc/vote.csl.json")[0]["type"] == "article-newspaper"


def test_a_bad_request_for_a_file_is_an_error_before_the_first_byte(client: FlaskClient) -> None:
    """No half a file: the mistake is told with its status."""
    assert client.get("/search.csv?q=(").status_code == 400
    assert client.get("/search.jsonl?nope=1").status_code == 400


def test_the_feed_is_complete_and_true(client: FlaskClient) -> None:
    """Total, pages, and a true moment of change for each entry."""
    feed = ElementTree.fromstring(client.get("/search.atom?q=troops").data)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 4
    assert {e.findtext(f"{ATOM}updated") for e in entries} == {"2022-06-24T09:02:11Z"}
    rels = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert str(rels["self"]).startswith("http://localhost/search.atom?q=troops")
    assert {"self", "alternate", "search", "first", "last"} <= set(rels)


def test_the_feed_survives_characters_that_xml_forbids() -> None:
    """Control characters in a title are replaced; an article without any date is left out and counted."""
    made = MemoryEngine()
    made.write(
        [
            Article(
                "a",
                "bell \x07 & <b>",
                (Block("body", "text \x00"),),
                published=Published("2022", "year"),
            ),
            Article("b", "no date at all", (Block("body", "text"),)),
        ]
    )
    made.flush()
    feed = ElementTree.fromstring(create_app(made).test_client().get("/search.atom").data)
    assert len(feed.findall(f"{ATOM}entry")) == 1
    assert "1 article of this page" in str(feed.findtext(f"{ATOM}subtitle"))


def test_feed_pages_follow_each_other(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """`next` leads through the whole result."""
    monkeypatch.setattr("web.takeaway.ENTRIES", 10)
    address: str | None = "/search.atom"
    seen = 0
    while address:
        feed = ElementTree.fromstring(client.get(address.removeprefix("http://localhost")).data)
        seen += len(feed.findall(f"{ATOM}entry"))
        rels = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        address = rels.get("next")
    assert seen == len(articles())


def test_browsers_learn_how_to_search(client: FlaskClient) -> None:
    """The OpenSearch description is well-formed, within its limits, and its templates answer."""
    response = client.get("/opensearch.xml")
    root = ElementTree.fromstring(response.data)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert len(str(root.findtext(f"{space}ShortName"))) <= 16
    for url in root.findall(f"{space}Url"):
        template = str(url.get("template")).removeprefix("http://localhost")
        address = re.sub(r"\{[^}]*\?\}", "", template).replace("{searchTerms}", "troops")
        assert client.get(address).status_code == 200


def test_crawlers_are_kept_from_endless_combinations(client: FlaskClient) -> None:
    """robots.txt forbids searches and anything with parameters, and lets articles be."""
    text = client.get("/robots.txt").text
    assert "Disallow: /search" in text
    assert "Disallow: /*?" in text
    assert "/doc" not in text


def test_health_is_told(client: FlaskClient) -> None:
    """200 while the archive answers."""
    assert client.get("/healthz").text == "ok\n"


def test_no_other_site_may_read_the_archive(client: FlaskClient) -> None:
    """No answer invites other origins."""
    for address in ("/api/v1/search", "/doc/vote.json", "/search.csv"):
        headers = client.get(address, headers={"Origin": "https://elsewhere.example"}).headers
        assert "Access-Control-Allow-Origin" not in headers
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
