"""The dossier of a quotation, its passages' addresses, and the page that takes a file of them."""

from __future__ import annotations

import html
import io
import json
import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from test_web_pages import Outline, read
from web_archive import COURIER, QUAY, WIRE, article, articles
from werkzeug.test import TestResponse

from search.answer import Request
from search.article import Article, Outlet, Quote
from search.engines.memory import MemoryEngine
from search.errors import RequestError
from search.quotes import Coverage, check
from web import batch, coverage, passages, telling, upload
from web.app import POLICY, create_app
from web.quote import quotation_in
from web.wording import difference

GAZETTE = Outlet("lorn-gazette", "Lorn Gazette", "address")
FERRY = "“There is no money for a second ferry,” Maren Oduya said in Kessin. “There was none last year.”"
FERRY_CUT = "“There is money for a second ferry,” Maren Oduya told the harbour club on Friday."
QUAYS = (
    "“We counted forty boats on Monday, and nobody counted them before,” said the harbour master."
)
LAMPS = (
    "“The lamps on the quay burn until four, and then the gulls take over,” said the night watch."
)
ROPE = "Asked about it, he said: “A rope has two ends, and both of them are wet.” Nobody laughed."
GATE = "“The gate stood open for eleven minutes too long,” said Arno Feld, who measured it himself."
STATES = {
    "verbatim": "There is no money for a second ferry",
    "earlier in other words": "There is money for a second ferry",
    "marked": "We counted forty boats […] and nobody counted them before",
    "altered": "We counted sixty boats on Monday, and nobody counted them before",
    "spliced": "We counted forty boats on Monday, and then the gulls take over",
    "not found": "The lighthouse will be painted green by Easter",
    "two mouths": "A rope has two ends, and both of them are wet",
}
ADDRESSES = ("/quote", "/quote?q=%21%21", "/quote/batch", *(f"/quote?q={quote(q)}" for q in STATES.values()))  # fmt: skip


def said(
    id: str,
    text: str,
    speaker: str | None,
    outlet: Outlet,
    date: str | None,
    cluster: str | None = None,
) -> Article:
    """An article whose first quotation is given to somebody."""
    words = text.partition("“")[2].partition("”")[0]
    start = text.index(words)
    found = Quote(start, start + len(words), words, speaker, "said", "said after it")
    return article(
        id, f"Report {id}", text, outlet=outlet, date=date, quotes=(found,), cluster=cluster
    )


def archive() -> MemoryEngine:
    """Our small archive, and a handful of quotations that went from paper to paper."""
    made = MemoryEngine()
    made.write(
        (
            *articles(),
            said("money", FERRY, "Maren Oduya", COURIER, "2022-09-14"),
            said("money-cut", FERRY_CUT, "Maren Oduya", GAZETTE, "2022-09-22"),
            said("boats", QUAYS, None, QUAY, "2022-10-03"),
            said("lamps", LAMPS, None, GAZETTE, "2023-05-06"),
            said("rope", ROPE, "Tomas Reuel", COURIER, "2022-11-02"),
            said("rope-again", ROPE, "Jon Hale", QUAY, "2023-11-02"),
            said("rope-month", ROPE, "Reuel", WIRE, "2022-11"),
            said("rope-undated", ROPE, None, WIRE, None),
            said("gate", GATE, "Arno Feld", WIRE, "2023-01-18", "gate"),
            said("gate-quay", GATE, "Arno Feld", QUAY, "2023-01-19", "gate"),
            said("gate-lorn", GATE, "Arno Feld", GAZETTE, "2023-01-21", "gate"),
            said(
                "gate-other",
                GATE.replace("eleven", "seven"),
                "Arno Feld",
                COURIER,
                "2023-01-20",
                "gate",
            ),
            said("gate-later", f"A year on. {GATE}", "Arno Feld", COURIER, "2023-10-18"),
        )
    )
    made.flush()
    return made


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """A client over that archive."""
    return create_app(archive()).test_client()


def dossier(client: FlaskClient, state: str) -> Outline:
    """The page of one of the states."""
    return read(client, f"/quote?q={quote(STATES[state])}")


def handed_in(client: FlaskClient, text: str | bytes, **form: str) -> TestResponse:
    """The answer to a file."""
    content = text.encode() if isinstance(text, str) else text
    return client.post("/quote/batch", data={"file": (io.BytesIO(content), "mine.csv"), **form})


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_state_is_sound(client: FlaskClient, address: str) -> None:
    """Well formed, ids once, one main heading, nothing inline, the policy, and no dead link."""
    response = client.get(address)
    page = Outline(response.text)
    assert len(set(page.ids)) == len(page.ids)
    tags = [tag for tag, _ in page.elements]
    assert tags.count("h1") == 1
    assert not {"script", "style"} & set(tags)
    assert [a for _, a in page.elements if "style" in a or any(k.startswith("on") for k in a)] == []
    assert response.headers["Content-Security-Policy"] == POLICY
    for link in dict.fromkeys(page.links):
        if link.startswith("/"):
            assert client.get(link).status_code == 200, link
        elif link.startswith("#"):
            assert link[1:] in page.ids


def test_without_a_quotation_the_page_explains_and_offers_examples(client: FlaskClient) -> None:
    """Each example is a check that finds its source; what was done to it is said."""
    page = read(client, "/quote")
    assert "Was it printed like this?" in page.text
    tries = [link for link in page.links if link.startswith("/quote?q=")]
    assert tries
    for link in tries:
        assert "Not found." not in read(client, link).text


def test_verbatim_says_where_first_and_how_sure(client: FlaskClient) -> None:
    """Outlet, date with its evidence, and speaker stand in the verdict."""
    page = dossier(client, "verbatim")
    assert "Word for word. It was printed like this." in page.text
    assert (
        "First found in Velmora Courier, 14 September 2022 (date line; known to the day), "
        "given to Maren Oduya." in page.text
    )


def test_an_earlier_wording_is_told_before_anything_else(client: FlaskClient) -> None:
    """What was printed first in other words, with a negation, stands under the verdict."""
    page = dossier(client, "earlier in other words")
    assert "Word for word." in page.text
    assert "First found in Lorn Gazette, 22 September 2022" in page.text
    told = page.text.index("Before that, it was printed in other words")
    assert told < page.text.index("Where it stands")
    assert "Velmora Courier, 14 September 2022: with “no”, which you have not." in page.text
    assert "It changes a negation; it may say the opposite." in page.text
    assert (
        "1 article of 1 outlet has these words; 1 article of 1 outlet has other words, in order of time."
        in page.text
    )


def test_an_open_omission_is_shown_as_one(client: FlaskClient) -> None:
    """What the ellipsis left out can be read on the page."""
    page = dossier(client, "marked")
    assert "Openly edited." in page.text
    assert "Left out, and marked so: “on Monday" in page.text


def test_an_alteration_is_readable_without_colour_and_aloud(client: FlaskClient) -> None:
    """Changed words are del and ins with a hidden word each, and said again in a list, with flags."""
    page = dossier(client, "altered")
    assert "Altered. It was printed, but with one difference." in page.text
    assert "[you have: sixty]" in page.text
    assert "[printed: forty]" in page.text
    assert "Printed “forty” where you have “sixty”. It changes a number." in page.text
    assert {"del", "ins"} <= {tag for tag, _ in page.elements}


def test_a_splice_names_a_source_for_each_part(client: FlaskClient) -> None:
    """Parts come in the quotation's order, each with its own outlet, date and link."""
    page = dossier(client, "spliced")
    assert "Spliced. Two passages made into one." in page.text
    assert "It joins Daily Quay, 3 October 2022 and Lorn Gazette, 6 May 2023." in page.text
    first, second = (
        page.text.index("We counted forty boats on Monday"),
        page.text.index("Report lamps"),
    )
    assert first < second
    assert [link for link in page.links if link.startswith("/doc/boats?at=")]
    assert [link for link in page.links if link.startswith("/doc/lamps?at=")]


def test_a_part_may_stand_inside_another(client: FlaskClient) -> None:
    """Words of another article put into the middle of a quotation have a source of their own."""
    mixed = (
        "The first tram left the harbour of Velmora at six, two ends, and both of them are wet, "
        "with Jon Hale at the lever. The Audit Office had asked in March why the line took a year"
    )
    page = read(client, f"/quote?q={quote(mixed)}")
    assert "Spliced. Two passages made into one." in page.text
    assert [link for link in page.links if link.startswith("/doc/tram?at=")]
    assert [link for link in page.links if link.startswith("/doc/rope")]


@pytest.mark.parametrize("words", STATES.values())
def test_both_wordings_are_whole(words: str) -> None:
    """Cut at its edits, each side still has every character: of what was pasted, and of the article."""
    for hit in check(archive(), words).hits:
        seen = difference(words, (0, len(words)), hit, hit.spans)
        assert "".join(bit.text for bit in seen.quoted) == words
        printed = hit.article.text[hit.spans[0][0] : hit.spans[-1][1]]
        shown = "".join(bit.text for bit in seen.printed)
        assert shown == printed or " […] " in shown


def test_not_found_says_what_was_searched(client: FlaskClient) -> None:
    """Articles, outlets, dates, undated ones and days without any; never that it was not said."""
    page = dossier(client, "not found")
    assert "Not found." in page.text
    assert "only that it is not in this archive" in page.text
    held = archive().stats().articles
    assert "No passage here shares even a third of its words." in page.text
    assert (
        f"Searched: {held} articles of 5 outlets, 2021 to 2 November 2023; 2 are undated."
        in page.text
    )
    assert "no article here is dated." in page.text


def test_the_closest_passages_mark_what_they_share(client: FlaskClient) -> None:
    """Near misses are shown with the shared words marked, and called no source."""
    page = read(client, f"/quote?q={quote('The first tram left the mountain at noon in the rain')}")
    assert "Not found." in page.text
    assert "None of them is near enough to be the source." in page.text
    assert [link for link in page.links if link.startswith("/doc/tram?at=")]


def test_disagreement_about_the_speaker_is_told(client: FlaskClient) -> None:
    """Who is named where; a last name alone is no other person; who names nobody is counted."""
    page = dossier(client, "two mouths")
    assert "The articles disagree on who said it" in page.text
    assert "Given to Tomas Reuel in Northern Wire (November 2022), Velmora Courier (2 November 2022)." in page.text  # fmt: skip
    assert "Given to Jon Hale in Daily Quay (2 November 2023)." in page.text
    assert "1 article names nobody" in page.text


def test_copies_of_one_story_are_folded(client: FlaskClient) -> None:
    """They count as one text and stand under the earliest; a copy in other words stands by itself."""
    page = read(client, f"/quote?q={quote('The gate stood open for eleven minutes too long')}")
    assert "4 articles of 4 outlets (2 independent texts) have these words; 1 article" in page.text
    assert "The same text in 2 more articles" in page.text
    assert [tag for tag, given in page.elements if given.get("class") in ("same", "other")] == [
        "li"
    ] * 3
    assert [link for link in page.links if link.startswith("/doc/gate-lorn?at=")]


def test_loosely_dated_printings_may_be_earlier(client: FlaskClient) -> None:
    """A month that holds the first day, and no date at all, leave the first appearance open."""
    page = dossier(client, "two mouths")
    assert "First found in Velmora Courier, 2 November 2022" in page.text
    assert "2 printings may be earlier: Northern Wire (November 2022), Northern Wire (undated)." in page.text  # fmt: skip


def test_days_without_articles_are_named(client: FlaskClient) -> None:
    """Around the first appearance, by outlet."""
    page = dossier(client, "verbatim")
    assert "Around the first appearance, 7 to 21 September 2022:" in page.text
    assert "Velmora Courier has no articles here for 7 to 13 September 2022 and 15 to 21 September 2022." in page.text  # fmt: skip


def test_runs_of_days_are_said_shortly() -> None:
    """What two dates share is said once, across months and years too."""

    def window(first: str, last: str) -> str:
        return coverage.window(Coverage(first, last, None, 15, 0, 0, ()))

    assert window("2022-06-01", "2022-06-15") == "1 to 15 June 2022"
    assert window("2022-06-24", "2022-07-08") == "24 June to 8 July 2022"
    assert window("2022-12-24", "2023-01-07") == "24 December 2022 to 7 January 2023"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("2022-06-08", "2022-06-08", "the same day"),
        ("2022-06-08", "2022-06-09", "1 day later"),
        ("2022-06-08", "2022-10-20", "4 months later"),
        ("2020-06-08", "2022-09-08", "2 years later"),
        ("2022-06-08", "2022-07", ""),
    ],
)
def test_the_time_between_two_printings(before: str, after: str, told: str) -> None:
    """Told where both days are known."""
    one, other = (article("x", None, "x", date=d).published for d in (before, after))
    assert telling.later(one, other) == told


def test_what_is_pasted_never_becomes_markup(client: FlaskClient) -> None:
    """Markup in a quotation is shown as it was pasted, in every state."""
    for words in STATES.values():
        html = client.get("/quote?q=" + quote(f"<script>alert(1)</script> {words}")).text
        assert "<script" not in html


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/quote?q=%E2%80%9C%E2%80%A6%E2%80%9D", "There is no word in it"),
        ("/quote?q=" + "word+" * 2100, "up to 2,000"),
        ("/quote?quote=x", "There is no parameter 'quote' here"),
    ],
)
def test_mistakes_are_told(client: FlaskClient, address: str, told: str) -> None:
    """No words, too many, a wrong parameter: 400, what is wrong, and the pasted text kept."""
    assert told in read(client, address, 400).text


def test_an_empty_archive_says_so() -> None:
    """There is nothing to check against."""
    assert (
        "Nothing is filed here yet" in read(create_app(MemoryEngine()).test_client(), "/quote").text
    )


# Passages


def test_a_passage_link_marks_the_passage(client: FlaskClient) -> None:
    """The link of a printing leads to the article with exactly these words marked, and back to a check."""
    page = dossier(client, "verbatim")
    (link, *_) = [link for link in page.links if link.startswith("/doc/money?at=")]
    html = client.get(link).text
    assert ">There is no money for a second ferry</mark>" in html
    there = Outline(html)
    assert "The marked words are the passage of a checked quotation." in there.text
    assert f"/quote?q={STATES['verbatim'].replace(' ', '+')}" in there.links or any(
        dict(parse_qsl(urlsplit(at).query)).get("q") == STATES["verbatim"] for at in there.links
    )
    assert any(":~:text=There%20is%20no%20money" in at for at in there.links)


def test_a_passage_that_moved_is_not_marked_silently(client: FlaskClient) -> None:
    """Where the words are no longer those of the link, nothing is marked and the page says so."""
    page = read(client, "/doc/money?at=1-37-00000000")
    assert "The passage of this link is no longer there in its words." in page.text
    assert "mark" not in [tag for tag, _ in page.elements]
    assert "no longer there" in read(client, "/doc/money?at=90000-90010-00000000").text


@pytest.mark.parametrize("value", ["1-37", "a-b-00000000", "1-37-xyz", "-1-5-00000000"])
def test_what_is_no_passage_is_refused(client: FlaskClient, value: str) -> None:
    """A mutilated address is a clear 400."""
    assert "names no passage" in read(client, f"/doc/money?at={value}", 400).text


def test_addresses_of_passages_come_back() -> None:
    """Spans survive the way through an address, in order, overlapping ones as one."""
    text = "Zwölf Boote – und kein Öl, sagte sie."
    given = [passages.address(text, span) for span in ((15, 18), (0, 5), (3, 11))]
    assert passages.read(text, given) == (((0, 11), (15, 18)), 0)
    with pytest.raises(RequestError):
        passages.read(text, ["0-5"])


def test_text_fragments_escape_what_has_a_meaning() -> None:
    """Hyphen, comma and ampersand are encoded; long passages are named by their ends."""
    text = "well-known, and & so"
    assert passages.live("https://a.example/x", text, [(0, len(text))]) == (
        "https://a.example/x#:~:text=well%2Dknown%2C%20and%20%26%20so"
    )
    long = " ".join(f"w{i}" for i in range(100))
    assert passages.live("https://a.example/#top", long, [(0, len(long))]) == (
        "https://a.example/#top:~:text=w0%20w1%20w2%20w3%20w4,w95%20w96%20w97%20w98%20w99"
    )


# The way in


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ('"a plan and plans are cheap"', "a plan and plans are cheap"),
        ('"a plan and plans are cheap" outlet:courier', "a plan and plans are cheap"),
        ("we counted forty boats on monday and more", "we counted forty boats on monday and more"),
        ('"peacekeeping troops"', None),
        ("ferry tram", None),
        ("person:brandt ferry tram boats on monday night late", None),
        ("(broken", None),
    ],
)
def test_queries_that_look_like_quotations(query: str, offered: str | None) -> None:
    """A quoted phrase of four words, or seven plain words."""
    assert quotation_in(Request(query)) == offered


def test_a_phrase_as_typed_may_be_a_quotation() -> None:
    """Four words of it are enough; its signs are no mistakes."""
    assert quotation_in(Request("(broken) plans are cheap", mode="verbatim")) == (
        "(broken) plans are cheap"
    )
    assert quotation_in(Request("plans are cheap", mode="verbatim")) is None


def test_the_search_page_offers_the_check(client: FlaskClient) -> None:
    """Where the query looks like a quotation, and not elsewhere."""
    assert "Check it as a quotation" in read(client, '/search?q="no minister signs this"').text
    assert "Check it as a quotation" not in read(client, "/search?q=troops").text


def test_each_quotation_of_an_article_leads_to_its_check(client: FlaskClient) -> None:
    """The list beside an article links every quotation."""
    checks = [link for link in read(client, "/doc/vote").links if link.startswith("/quote?q=")]
    assert len(checks) == 3
    for link in checks:
        assert "Word for word." in read(client, link).text


def test_the_api_answers_the_contract(client: FlaskClient) -> None:
    """The object that `pressmark quote --json` prints; limit is kept; mistakes are problems."""
    found = client.get(
        "/api/v1/quote", query_string={"q": STATES["altered"], "limit": 1}
    ).get_json()
    assert found["verdict"] == "altered"
    assert [hit["id"] for hit in found["hits"]] == ["boats"]
    for wrong in ("q=%21", "q=a+b&limit=-1", "q=a+b&limit=1000", "query=a"):
        response = client.get(f"/api/v1/quote?{wrong}")
        assert response.status_code == 400
        assert response.mimetype == "application/problem+json"


# Batches


def test_a_file_becomes_a_report(client: FlaskClient) -> None:
    """One row a quotation in the order of the file, what cannot be checked too, and the sum below."""
    lines = "\n".join(f'{i},"{words}"' for i, words in enumerate(STATES.values()))
    response = handed_in(client, f"case,quote\n{lines}\nlast,!!\n")
    page = Outline(response.text)
    assert response.headers["Content-Security-Policy"] == POLICY
    assert "8 quotations checked" in page.text
    assert "Word for word" in page.text
    assert "There is no word in it" in page.text
    assert "3 word for word1 openly edited1 altered1 spliced1 not found1 not checked" in page.text
    assert page.text.index("forty boats […]") < page.text.index("sixty boats")


def test_a_file_becomes_csv(client: FlaskClient) -> None:
    """The columns promised, one row a quotation, formulas defused."""
    response = handed_in(client, f'case,query\n=1+1,"{STATES["altered"]}"\n', format="csv")
    assert response.mimetype == "text/csv"
    header, row = response.text.splitlines()
    assert header == ",".join(batch.COLUMNS)
    assert row.startswith("'=1+1,")
    assert ",altered," in row
    assert "Daily Quay,2022-10-03,date line" in row


def test_a_file_becomes_json_lines(client: FlaskClient) -> None:
    """The same objects as the command prints; JSON Lines are read as well as CSV."""
    asked = "\n".join(
        json.dumps({"case": str(i), "query": q}) for i, q in enumerate(STATES.values())
    )
    answered = [json.loads(a) for a in handed_in(client, asked, format="jsonl").text.splitlines()]
    assert [a["case"] for a in answered] == [str(i) for i in range(len(STATES))]
    assert [a["verdict"] for a in answered] == [
        "verbatim", "verbatim", "marked", "altered", "spliced", "not_found", "verbatim",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "status", "told"),
    [
        ("a,b\n1,2\n", 400, "column query"),
        ("query\n", 400, "holds no quotation"),
        (b"query\n\xff\xfe\xfa\n", 400, "cannot be read"),
        ('{"query": "a b"}\n{oops\n', 400, "line 2"),
        ("query\n" + "a b\n" * (upload.MOST + 1), 413, "pressmark quote --batch"),
    ],
)
def test_files_that_cannot_be_checked(
    client: FlaskClient, content: str | bytes, status: int, told: str
) -> None:
    """What is wrong with the file is told beside the form, and larger ones are sent to the command."""
    response = handed_in(client, content)
    assert response.status_code == status
    page = Outline(response.text)
    assert "This file cannot be checked" in page.text
    assert told in page.text


def test_large_files_are_for_the_command_line(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past the size that the page takes, it names the command, without reading the file."""
    monkeypatch.setattr(upload, "MOST_BYTES", 1000)
    response = handed_in(client, "query\n" + "a b c d e f g h\n" * 1000)
    assert response.status_code == 413
    assert "pressmark quote --batch" in Outline(response.text).text


def test_without_a_file_or_with_an_unknown_format(client: FlaskClient) -> None:
    """Both are told."""
    assert "Choose a file first" in client.post("/quote/batch", data={}).text
    assert "format=pdf" in handed_in(client, "query\na b\n", format="pdf").text


# Only look in

GATE_SAID = "The gate stood open for eleven minutes too long"


def test_only_the_outlet_asked_for_is_looked_in(client: FlaskClient) -> None:
    """Another's printing is not told; what was searched is told as a part of the whole."""
    there = read(client, f"/quote?q={quote(GATE_SAID)}&outlet=daily-quay")
    assert "Word for word." in there.text
    assert "First found in Daily Quay, 19 January 2023" in there.text
    assert "Lorn Gazette (" not in there.text
    held = archive()
    quay = [one for one in held.scan() if one.outlet.id == "daily-quay"]
    whole = held.stats().articles
    assert f"Searched: {len(quay)} of the {whole} articles here, of 1 outlet," in there.text
    assert "Only the articles that meet the conditions were looked in" in there.text
    other = read(client, f"/quote?q={quote(GATE_SAID)}&outlet=velmora-courier&date_to=2023-01").text
    assert "Altered." in other
    assert "Nobody printed it" not in other
    assert "of the" not in dossier(client, "verbatim").text.partition("Searched:")[2][:40]


def test_outlets_and_dates_are_chosen_together(client: FlaskClient) -> None:
    """Values of outlet are alternatives; dates are a condition more, whole months included."""
    both = f"/quote?q={quote(GATE_SAID)}&outlet=daily-quay&outlet=lorn-gazette"
    assert (
        "2 articles of 2 outlets (1 independent text) have these words" in read(client, both).text
    )
    before = read(client, f"{both}&date_to=2023-01-20")
    assert "1 article of 1 outlet has these words" in before.text
    month = read(client, f"{both}&date_from=2023-10&date_to=2023-10")
    assert "Not found. It does not stand where you looked." in month.text
    assert "only that it is not in this archive" not in month.text
    assert "no article among them is dated" not in month.text  # there is none to speak of


def test_each_condition_is_lifted_by_its_chip(client: FlaskClient) -> None:
    """One chip each and one for all, as on the search page; a click leaves the other conditions."""
    address = f"/quote?q={quote(GATE_SAID)}&outlet=daily-quay&outlet=northern-wire&date_from=2023"
    page = read(client, address)
    for label in ("Outlet: Daily Quay", "Outlet: Northern Wire", "from 2023", "Clear all filters"):
        assert label in page.text
    asked = {("q", GATE_SAID), ("outlet", "daily-quay"), ("outlet", "northern-wire"), ("date_from", "2023")}  # fmt: skip
    lifted = [set(parse_qsl(urlsplit(a).query)) for a in page.links if a.startswith("/quote?q=")]
    for condition in asked - {("q", GATE_SAID)}:
        assert asked - {condition} in lifted
    assert {("q", GATE_SAID)} in lifted


def test_nothing_found_under_conditions_leads_to_the_whole_archive(client: FlaskClient) -> None:
    """The link lifts all of them; without conditions there is no such link."""
    narrow = client.get(f"/quote?q={quote(GATE_SAID)}&outlet=northern-wire&date_to=2022").text
    wider = re.search(r'href="([^"]*)"[^>]*>Look in the whole archive', narrow)
    assert wider is not None
    assert "Word for word." in read(client, wider[1]).text
    assert "Look in the whole archive" not in dossier(client, "not found").text


def test_days_asked_for_without_an_article_are_told(client: FlaskClient) -> None:
    """All the days of the dates asked for, also those before the first article in them."""
    nothing = quote(STATES["not found"])
    page = read(client, f"/quote?q={nothing}&outlet=lorn-gazette&date_from=2023-05&date_to=2023-05")
    assert "Searched: 1 of the" in page.text
    assert "On 30 of the 31 days looked in, no article among them is dated." in page.text


def test_articles_that_no_dates_can_hold_are_told(client: FlaskClient) -> None:
    """Undated ones of the outlets asked for are left out by dates, and by nothing else."""
    rope = quote(STATES["two mouths"])
    dates = read(client, f"/quote?q={rope}&outlet=northern-wire&date_from=2022").text
    assert "Not looked in: 1 article without a date" in dates
    for conditions in ("&outlet=northern-wire", "&outlet=lorn-gazette&date_from=2022"):
        assert "Not looked in" not in read(client, f"/quote?q={rope}{conditions}").text


def test_the_form_offers_the_largest_outlets_with_their_counts(client: FlaskClient) -> None:
    """A box for each outlet, named with its count in the dates chosen; the chosen ones are ticked, and
    listed also where nothing of theirs lies there."""
    page = client.get(f"/quote?q={quote(GATE_SAID)}&outlet=northern-wire&date_from=2023-05").text
    rail = Outline(page.partition('id="within"')[2].partition("</section>")[0])
    boxes = {a["value"]: "checked" in a for t, a in rail.elements if a.get("name") == "outlet"}
    assert boxes.pop("northern-wire") is True
    assert boxes == {"lorn-gazette": False, "velmora-courier": False, "daily-quay": False}
    assert "Lorn Gazette, 1 article" in rail.text
    assert "Northern Wire, 0 articles" in rail.text
    values = {a.get("name"): a.get("value") for t, a in rail.elements if t == "input"}
    assert (values["q"], values["date_from"], values["date_to"]) == (GATE_SAID, "2023-05", "")


def test_a_dozen_outlets_are_offered_and_the_others_counted() -> None:
    """What is not listed is told in articles; a chosen outlet past the dozen is listed."""
    made = MemoryEngine()
    for number in range(15):
        paper = Outlet(f"paper-{number:02d}", f"Paper {number}", "address")
        made.write([article(f"p{number}-{n}", "Note", ROPE, outlet=paper) for n in range(20 - number)])  # fmt: skip
    made.flush()
    many = create_app(made).test_client()
    page = read(many, f"/quote?q={quote(STATES['two mouths'])}&outlet=paper-14")
    boxes = [a["value"] for _, a in page.elements if a.get("type") == "checkbox"]
    assert sorted(boxes) == sorted([*(f"paper-{number:02d}" for number in range(12)), "paper-14"])
    assert "15 articles of other outlets" in page.text


def test_every_way_on_keeps_the_conditions(client: FlaskClient) -> None:
    """The permanent address, JSON, the search for the printed words, and the box of the next quotation."""
    given = [("outlet", "daily-quay"), ("date_from", "2023-01"), ("date_to", "2023-01")]
    page = read(client, "/quote?" + urlencode([("q", GATE_SAID), *given]))
    assert f"http://localhost/quote?{urlencode([('q', GATE_SAID), *given])}" in page.text
    for path in ("/api/v1/quote", "/search"):
        (way,) = {a for a in page.links if urlsplit(a).path == path and "outlet=" in a}
        assert set(given) <= set(parse_qsl(urlsplit(way).query))
        assert client.get(way).status_code == 200
    hidden = [(a["name"], a["value"]) for _, a in page.elements if a.get("type") == "hidden"]
    assert hidden[:3] == given
    without = read(client, "/quote?" + urlencode(given))
    assert "Outlet: daily-quay" not in without.text
    assert "Outlet: Daily Quay" in without.text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("q=a+b&date_from=2022-13", "date_from=2022-13 is not a date"),
        ("q=a+b&date_from=2023&date_to=2022", "Swap them"),
        ("q=a+b&date_to=2022&date_to=2023", "date_to is given more than once"),
        (
            "q=a+b&outlet=dayly-quay",
            "There is no outlet 'dayly-quay' in this archive. Did you mean daily-quay (Daily Quay)?",
        ),
        ("q=a+b&person=Brandt", "There is no parameter 'person' here"),
        ("q=a+b&not_outlet=daily-quay", "There is no parameter 'not_outlet' here"),
    ],
)
@pytest.mark.parametrize("path", ["/quote", "/api/v1/quote"])
def test_wrong_conditions_are_told(client: FlaskClient, path: str, query: str, told: str) -> None:
    """On the page and by the API alike, with what a check takes."""
    response = client.get(f"{path}?{query}")
    assert response.status_code == 400
    assert told in (html.unescape(response.text) if path == "/quote" else response.json["detail"])


def test_the_api_takes_the_same_conditions(client: FlaskClient) -> None:
    """The same verdict and figures as the page, and what it was narrowed to as a query."""
    given = {"q": GATE_SAID, "outlet": ["daily-quay", "lorn-gazette"], "date_to": "2023-01-20"}
    found = client.get("/api/v1/quote", query_string=given).get_json()
    assert [hit["id"] for hit in found["hits"]][:1] == ["gate-quay"]
    assert {hit["outlet"]["id"] for hit in found["hits"]} <= set(given["outlet"])
    assert found["searched"]["outlets"] == 2
    assert (
        found["searched"]["within"] == 'outlet:=("daily-quay" "lorn-gazette") AND date:..2023-01-20'
    )
    whole = client.get("/api/v1/quote", query_string={"q": GATE_SAID}).get_json()["searched"]
    assert (whole["within"], whole["articles"]) == ("*", whole["whole"])
    assert found["searched"]["whole"] == whole["whole"]
