"""Dates are read in the languages of the press, and the one of publication is told from the others."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import draft, html, text

from index.dates import find_published
from index.dates.months import month_number
from index.dates.reading import read_dates
from index.language import detect_language
from index.page import Draft, Page, Parsed
from index.pipeline import Pipeline
from index.signals import read_signals
from index.titles import find_title
from search.article import Published

PROSE = (
    "The ferry came late to the north bank, and nobody on the jetty could say who had sent it there. "
    * 2
)
BODY = ("body", PROSE)


def on_page(source: str, url: str | None = None, fetched: str | None = None) -> Published:
    """The date of an HTML page."""
    return published(html(source, url=url), draft(BODY), fetched)


def in_dump(*blocks: tuple[str, str], fetched: str | None = None) -> Published:
    """The date of a text dump with one article."""
    return published(text(), draft(*blocks), fetched)


def published(parsed: Parsed, own: Draft, fetched: str | None = None) -> Published:
    """The date of an article with the title and the language that its page gives it."""
    parsed = replace(parsed, page=replace(parsed.page, fetched=fetched))
    signals = read_signals(parsed)
    words = " ".join(block.text for block in own.blocks if block.kind == "body")
    language = detect_language(words, signals.language)
    return find_published(parsed, own, signals, find_title(parsed, own, signals), language)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("June 8th, 2022", "en"), ("Wed., 8 June 2022", "en"), ("8. Juni 2022, 14:05 Uhr", "de"),
        ("le mercredi 8 juin 2022 à 14h05", "fr"), ("8 de junio de 2022", "es"), ("8 de Junho de 2022", "pt"),
        ("8 giugno 2022 | 14:05", "it"), ("8 июня 2022, 14:05", "ru"), ("8 червня 2022", "uk"),
        ("8 Haziran 2022 Çarşamba", "tr"), ("8 يونيو 2022", "ar"), ("٨ حزيران ٢٠٢٢", "ar"),
        ("8 حزيران / يونيو 2022", "ar"), ("8 juni 2022", "nl"), ("8 czerwca 2022", "pl"), ("8. června 2022", "cs"),
        ("8 iunie 2022", "ro"), ("8 Ιουνίου 2022", "el"), ("2022. június 8. 14:05", "hu"), ("8 juni 2022", "sv"),
        ("8. juni 2022", "da"), ("8. juni 2022", "no"), ("8. kesäkuuta 2022", "fi"), ("8 Juni 2022", "id"),
        ("8 जून 2022", "hi"), ("2022年6月8日", "ja"), ("2022년 6월 8일", "ko"), ("ngày 8 tháng 6 năm 2022", "vi"),
        ("08.06.2022", "de"), ("8.6.22", "de"), ("2022-06-08T23:30:00-07:00", None), ("2022/06/08", None),
        ("20220608T1405", None), ("Daily Quay8 June 2022", "en"), ("8 June 20221:05 PM", "en"),
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_language(line: str, language: str | None) -> None:
    """Names of months, orders, digits and ordinals of some thirty languages mean the same day."""
    assert [(r.value, r.precision) for r in read_dates(line, language)] == [("2022-06-08", "day")]


@pytest.mark.parametrize(
    "line", ["June 2022", "Juni 2022", "junio de 2022", "Июнь 2022", "2022年6月"]
)
def test_a_month_is_read_as_a_month(line: str) -> None:
    """A month without a day is no first of the month."""
    assert [(r.value, r.precision) for r in read_dates(line)] == [("2022-06", "month")]


@pytest.mark.parametrize(
    "line",
    ["", "12:30", "10/10", "version 1.2.3", "192.168.1.10", "31 June 2022", "2022-13-45", "45 people in 2022",
     "0001-01-01", "Line 4, 2022", "call 030 123456", "1,234,567 readers", "8 June 2922"],
)  # fmt: skip
def test_other_numbers_are_no_dates(line: str) -> None:
    """Clock times, versions, addresses, days that no calendar has."""
    assert read_dates(line) == []


def test_an_open_order_keeps_its_other_reading() -> None:
    """03/04 may be April or March; 23/04 and dotted dates are not open."""
    first = read_dates("03/04/2022", order="dmy")[0]
    assert (first.value, first.other) == ("2022-04-03", "2022-03-04")
    second = read_dates("03/04/2022", order="mdy")[0]
    assert (second.value, second.other) == ("2022-03-04", "2022-04-03")
    assert [r.other for r in read_dates("23/04/2022 and 03.04.2022", order="mdy")] == [None, None]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("January 14, 2018 May 16, 2018", ["2018-01-14", "2018-05-16"]),
        ("Jan. 5, 2016 Feb. 8, 2017", ["2016-01-05", "2017-02-08"]),
        ("14th January 2018 16th May 2018", ["2018-01-14", "2018-05-16"]),
        ("May 16, 2018 14 January 2019", ["2018-05-16", "2019-01-14"]),
        ("January 14, 2018 May 16", ["2018-01-14"]),
        ("The best of 2017 January 3, 2018", ["2018-01-03"]),
        ("14 May 16, 2018", ["2018-05-16"]),
        ("14 May - 18 June 2022", ["2022-06-18"]),
        ("2022. június 8. 2023. június 9.", ["2022-06-08", "2023-06-09"]),
    ],
)
def test_no_date_is_made_of_pieces_of_two(line: str, values: list[str]) -> None:
    """The year that ends a date begins no other, and a day before a date is not the year of one."""
    assert [reading.value for reading in read_dates(line)] == values


def test_spans_fit_the_line() -> None:
    """A reading's span covers its date as printed, with digits of other scripts too."""
    for line in ("Posted 8 June 2022, 10:00", "نشر ٨ حزيران ٢٠٢٢ مساء"):
        reading = read_dates(line)[0]
        assert line[reading.start : reading.end] == reading.text


def test_months_that_languages_share_or_dispute() -> None:
    """The language decides about listopad and lis.; full forms only where they are asked for."""
    assert month_number("listopad", "hr") == 10
    assert month_number("listopad", "pl") == 11
    assert month_number("Sept.") == 9
    assert month_number("févr.") == 2
    assert month_number("mar", "en") == 3
    assert month_number("set", whole=True) is None
    assert month_number("ferry") is None


def test_tag_and_date_line_that_agree() -> None:
    """The evidence names both; there is no conflict."""
    found = on_page(
        "<head><meta property=article:published_time content='2022-06-08T10:00:00+02:00'></head>"
        f"<body><h1>Ferry rests for good</h1><p class=date>8 June 2022</p><p>{PROSE}"
    )
    assert (found.value, found.precision, found.conflict) == ("2022-06-08", "day", False)
    assert "agree" in (found.evidence or "")
    assert {c.kind for c in found.candidates} == {"tag", "visible"}


def test_tag_and_date_line_that_differ_are_both_kept() -> None:
    """The conflict is shown, with both days among the candidates."""
    found = on_page(
        "<head><meta property=article:published_time content='2022-06-03'></head>"
        f"<body><h1>Ferry rests for good</h1><p class=date>8 June 2022</p><p>{PROSE}"
    )
    assert found.conflict
    assert found.value == "2022-06-03"
    assert {c.value for c in found.candidates} == {"2022-06-03", "2022-06-08"}


@pytest.mark.parametrize("url", [None, "https://quay.example/2018/01/14/ferry-rests/"])
@pytest.mark.parametrize("lead", ["", "Posted on "])
def test_a_head_with_two_time_elements(url: str | None, lead: str) -> None:
    """Side by side in one line the first is the day of publication, the one marked so the update's."""
    found = on_page(
        f"<body><h1>Ferry rests for good</h1><div class=entry-meta><span class=posted-on>{lead}"
        "<time class='entry-date published' datetime='2018-01-14T09:00:00+00:00'>January 14, 2018</time>"
        "<time class=updated datetime='2018-05-16T10:00:00+00:00'>May 16, 2018</time></span>"
        f"<span> by Nell Harcastle</span></div><p>{PROSE}",
        url=url,
    )
    assert (found.value, found.updated, found.conflict) == ("2018-01-14", "2018-05-16", False)


def test_the_only_date_of_a_page_is_not_that_of_its_comment() -> None:
    """An undated article with a dated comment stays undated, though no markup names the comment."""
    parsed = html(
        f"<body><h1>Ferry rests for good</h1><p>{PROSE}</p><h3>1 Comment</h3><p>George</p>"
        "<p>4 March 2012 at 10:02 am</p><p>My father built half of that jetty.</p>"
    )
    thread = ("comment", "George\n4 March 2012 at 10:02 am\nMy father built half of that jetty.")
    found = published(parsed, draft(BODY, thread))
    assert (found.value, found.bound) == (None, "2012-03-04")


def test_the_only_date_of_a_page_is_not_that_of_a_related_article() -> None:
    """A list in an aside dates the headlines that it names, not the article above it."""
    found = on_page(
        f"<body><article><h1>Ferry rests for good</h1><p>{PROSE}</p><aside><h3>Related stories</h3><ul>"
        "<li><a>Two streets under water</a> <time>3 February 2011</time></li></ul></aside></article>"
    )
    assert (found.value, found.candidates) == (None, ())


@pytest.mark.parametrize(
    "below",
    [
        "<h3>More on this story</h3><div><a>Two streets under water</a></div><div>3 February 2011</div>",
        "<h4>Mehr zum Thema</h4><div><a>Fluten</a></div><div>3. Februar 2011</div>",
        "<p>Latest news</p><p><a>Floods</a> <span>3 February 2011</span></p>",
        "<div><a>Two streets under water</a></div><div>3 February 2011</div>",
        "<div><a>Two streets are under water</a> 3 February 2011</div>",
        "<p>Previous article</p><p><a>Floods</a></p><p>Posted 3 February 2011</p>",
        "<h2>Read next</h2><div><time datetime=2011-02-03>3 February 2011</time><a>Floods in town</a></div>",
        "<a><h3>Two streets under water</h3></a><time datetime=2011-02-03>3 February 2011</time>",
    ],
)
def test_entries_of_other_articles_below_the_text_date_nothing(below: str) -> None:
    """A heading of related articles, or another headline beside the date, needs no markup to be told."""
    page = f"<body><h1>Ferry rests for good on the bank</h1><p>{PROSE}</p><p>{PROSE}</p>{below}"
    assert Pipeline().make(Page("k", "k", "k", page.encode())).articles[0].published.value is None


@pytest.mark.parametrize(
    "below",
    [
        "<div>Posted 3 February 2011 in News</div>",
        "<p>3 February 2011</p>",
        "<p>Von N. H. am 3. Februar 2011 gespeichert unter Hafen</p>",
        "<p>3 February 2011</p><h3>More on this story</h3><p><a>Floods in town</a></p><p>5 March 2012</p>",
    ],
)
def test_an_articles_own_date_below_its_text_dates_it(below: str) -> None:
    """A date line that stands alone, or says that it is one, above any list of other articles."""
    page = f"<body><h1>Ferry rests for good on the bank</h1><p>{PROSE}</p><p>{PROSE}</p>{below}"
    found = Pipeline().make(Page("k", "k", "k", page.encode())).articles[0].published
    assert found.value == "2011-02-03"


@pytest.mark.parametrize(
    "said",
    [
        "<div>ben56</div><div>3 February 2011 at 10:02</div><div>My father built that jetty.</div><div>Reply</div>",
        "<p>ben56 says:</p><p>February 3, 2011 at 10:02 am</p><p>My father built half of that jetty.</p>",
        "<div>Posted by ben56 on 3 February 2011</div><div>He built half of it.</div><div>Report abuse</div>",
        "<p>The next meeting is on 3 February 2011.</p>",
        "<div>When: 3 February 2011, 19:00</div><div>Where: Town hall</div>",
        "<aside>Weather for 3 February 2011: rain</aside>",
        "<figure><figcaption>The ferry on 3 February 2011. Photo: Ann Ray</figcaption></figure>",
    ],
)
def test_what_is_said_or_shown_dates_nothing(said: str) -> None:
    """A comment that no heading names, a sentence, an event, the weather and a picture have days of their own."""
    page = f"<body><h1>Ferry rests for good on the bank</h1><p>{PROSE}</p><p>{PROSE}</p>{said}"
    assert Pipeline().make(Page("k", "k", "k", page.encode())).articles[0].published.value is None


def test_the_day_of_a_picture_above_the_text_dates_nothing() -> None:
    """A caption stands near the headline as a date line does."""
    picture = (
        "<figure><figcaption>The ferry on 3 February 2011. Photo: Ann Ray</figcaption></figure>"
    )
    page = f"<body><h1>Ferry rests for good on the bank</h1>{picture}<p>{PROSE}</p><p>{PROSE}</p>"
    assert Pipeline().make(Page("k", "k", "k", page.encode())).articles[0].published.value is None


def test_lists_of_related_articles_in_a_dump_date_nothing() -> None:
    """Below a heading of other articles a single date is that of an entry, and dates no article."""
    found = in_dump(
        ("title", "Ferry rests"), BODY, ("related", "More on this story\nFloods"), ("dateline", "3 May 2011")
    )  # fmt: skip
    assert found.value is None


def test_a_vague_tag_yields_to_the_date_line() -> None:
    """`meta date` is as often the day of a template or a change."""
    found = on_page(
        "<head><meta name=date content='2022-06-11'></head>"
        f"<body><h1>Ferry rests for good</h1><p class=date>8 June 2022</p><p>{PROSE}"
    )
    assert (found.value, found.conflict) == ("2022-06-08", True)


def test_midnight_between_newsroom_and_utc() -> None:
    """A tag in UTC one day off the printed date tells the same moment: the printed day counts."""
    found = on_page(
        "<head><meta property=article:published_time content='2022-06-09T03:30:00Z'></head>"
        f"<body><h1>Ferry rests for good</h1><p class=date>8 June 2022, 8:30 p.m.</p><p>{PROSE}"
    )
    assert (found.value, found.conflict) == ("2022-06-08", False)


def test_published_and_updated_are_told_apart() -> None:
    """In tags and in lines; an update is the date only where there is no other."""
    tags = on_page(
        '<body><script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2022-06-08",'
        f' "dateModified": "2022-06-10"}}</script><h1>Ferry rests for good</h1><p>{PROSE}'
    )
    assert (tags.value, tags.updated) == ("2022-06-08", "2022-06-10")
    lines = in_dump(
        ("title", "Ferry rests"),
        ("dateline", "Updated: 10 June 2022\nPublished: 8 June 2022"),
        BODY,
    )
    assert (lines.value, lines.updated) == ("2022-06-08", "2022-06-10")
    both = in_dump(
        ("title", "Ferry rests"), ("dateline", "June 8, 2022 | Updated: June 10, 2022"), BODY
    )
    assert (both.value, both.updated) == ("2022-06-08", "2022-06-10")
    alone = in_dump(("title", "Ferry rests"), ("dateline", "Last updated 10 June 2022"), BODY)
    assert alone.value == "2022-06-10"
    assert "only date" in (alone.evidence or "")


def test_dates_that_are_not_of_the_publication() -> None:
    """Bodies, copyright lines, comments, lists of other articles and events date nothing."""
    blocks = (
        ("title", "Ferry rests"),
        ("body", PROSE + " The ferry was built on 4 May 2003 and repaired on 6 July 2011."),
        ("comment", "Ada\n9 June 2022\nAt last!"),
        ("related", "Tram rests 1 May 2022\nBus rests 2 May 2022\nBridge rests 3 May 2022"),
        ("boilerplate", "© 12 May 2019 Kestrel Post. All rights reserved."),
    )
    found = in_dump(*blocks)
    assert (found.value, found.precision, found.evidence) == (None, None, None)


def test_the_earliest_comment_bounds_the_date() -> None:
    """An undated article was there when it was first commented on."""
    found = in_dump(
        BODY, ("comment", "Ada\n10 June 2022 08:15\nYes"), ("comment", "Jo\n9 June 2022 21: 00\nNo")
    )
    assert (found.value, found.bound) == (None, "2022-06-09")


def test_the_capture_bounds_the_date_and_later_days_are_no_dates() -> None:
    """What was captured cannot be published later, save for the newsroom's clock being ahead."""
    title = ("title", "Ferry rests")
    found = in_dump(title, ("dateline", "8 June 2032"), BODY, fetched="2022-06-09T10:00:00Z")
    assert (found.value, found.bound) == (None, "2022-06-09")
    assert [c.kind for c in found.candidates] == ["capture"]
    ahead = in_dump(title, ("dateline", "10 June 2022"), BODY, fetched="2022-06-09T20:00:00Z")
    assert ahead.value == "2022-06-10"


def test_a_date_line_stands_near_the_headline() -> None:
    """Of several bare dates the one at the article wins, not the one of the page's head."""
    found = in_dump(
        ("boilerplate", "Kestrel Post\nThursday, 30 June 2022\n" + "\n".join(f"Menu {n}" for n in "abcdefgh")),
        ("title", "Ferry rests"), ("dateline", "8 June 2022 17:58"), BODY,
    )  # fmt: skip
    assert found.value == "2022-06-08"


def test_the_opening_of_a_text_dates_it_where_nothing_else_does() -> None:
    """Agencies put place and day before the first sentence."""
    found = in_dump(("title", "Ferry rests"), ("body", f"KESTREL, 8 June 2022 - {PROSE}"))
    assert (found.value, found.candidates[0].kind) == ("2022-06-08", "text")


def test_an_issue_is_dated_by_its_month() -> None:
    """A bare month near the headline dates the article to the month, unless there is a day."""
    month = in_dump(("boilerplate", "Issue 118 · June 2022"), ("title", "Ferry rests"), BODY)
    assert (month.value, month.precision) == ("2022-06", "month")
    day = in_dump(
        ("boilerplate", "Issue 118 · June 2022"),
        ("title", "Ferry rests"),
        ("dateline", "8 June 2022"),
        BODY,
    )
    assert day.value == "2022-06-08"


def test_the_day_of_first_publication_elsewhere_is_not_the_articles() -> None:
    """A note that another outlet had it first names that outlet's day."""
    found = in_dump(
        ("title", "Ferry rests"), ("note", "First published in Uferbote, 27 February 2022."),
        ("dateline", "8 June 2022"), BODY,
    )  # fmt: skip
    assert found.value == "2022-06-08"


def test_numeric_orders_are_decided_by_other_dates_and_by_country() -> None:
    """Another date of the page tells; else language and address; else the conflict is shown."""
    title = ("title", "Ferry rests for good")
    assert (
        in_dump(title, ("dateline", "03/04/2022"), BODY, ("related", "Tram: 27/03/2022")).value
        == "2022-04-03"
    )
    assert (
        in_dump(title, ("dateline", "03/04/2022"), BODY, ("related", "Tram: 03/27/2022")).value
        == "2022-03-04"
    )
    source = f"<h1>Ferry rests for good</h1><p class=date>03/04/2022</p><p>{PROSE}"
    american = on_page(f'<html lang="en-US"><body>{source}')
    assert (american.value, american.conflict) == ("2022-03-04", False)
    open_ = in_dump(title, ("dateline", "03/04/2022"), BODY)
    assert open_.conflict
    assert {c.value for c in open_.candidates} == {"2022-03-04", "2022-04-03"}
    addressed = on_page(f"<body>{source}", url="https://kestrelpost.example/2022/04/03/ferry")
    assert (addressed.value, addressed.conflict) == ("2022-04-03", False)


def test_the_address_dates_a_page_that_shows_nothing() -> None:
    """A full day in the path; a year and a month alone do not name a day."""
    found = on_page(f"<body><p>{PROSE}", url="https://kestrelpost.example/2022/06/08/ferry")
    assert (found.value, found.evidence) == ("2022-06-08", "the page's address")
    assert (
        on_page(f"<body><p>{PROSE}", url="https://kestrelpost.example/2022/06/ferry-11").value
        is None
    )


def test_embedded_posts_do_not_date_the_article() -> None:
    """A quoted post brings a time element of its own."""
    found = on_page(
        f"<body><h1>Ferry rests for good</h1><p>{PROSE}</p><blockquote class=twitter-tweet>Gone!"
        "<time datetime='2021-04-21T04:47'>21 April 2021</time></blockquote>"
    )
    assert found.value is None


def test_candidates_name_source_and_print() -> None:
    """Each candidate says where it stands and how it is printed, the chosen one first."""
    found = in_dump(
        ("title", "Ferry rests"), ("dateline", "Published on 8 June 2022 at noon"), BODY
    )
    first = found.candidates[0]
    assert (first.value, first.kind, first.source) == ("2022-06-08", "visible", "date line")
    assert first.text == "Published on 8 June 2022 at noon"


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2024, 12, 31)))
def test_every_day_survives_printing(day: date) -> None:
    """Whatever day is printed in a common form is read back."""
    for form in ("%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%a, %d %b %Y", "%Y%m%d"):
        assert [r.value for r in read_dates(day.strftime(form), "en")] == [day.isoformat()]


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=200),
    st.text(alphabet="0123456789/.- :TZ٣年月日", max_size=40),
    st.text(max_size=40),
)
def test_no_line_raises(line: str, digits: str, stamp: str) -> None:
    """Any text in the place of a date gives dates that the calendar has, or none."""
    for reading in read_dates(line + digits):
        assert date.fromisoformat(reading.value + "-01" * (reading.precision == "month"))
    found = in_dump(("dateline", digits + line), BODY, ("comment", digits), fetched=stamp)
    assert isinstance(found, Published)


def test_long_lines_take_bounded_time() -> None:
    """Lines made of what dates begin with are read in milliseconds or not at all."""
    start = time.process_time()
    for part in ("1 de ", "June ", "2022. ", "12/", "1 a", "8 يونيو / "):
        read_dates((part * 600)[:600])
        read_dates(part * 100_000)
    assert time.process_time() - start < 1
