"""The URL of a search and its Request: what is written is read back, and what is wrong is named."""

from __future__ import annotations

import string
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.answer import Request
from search.engine import SORTS
from search.errors import RequestError
from search.fields import FACETS
from search.result import MODES
from web import state as urls

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
VALUES = st.lists(TEXT, min_size=1, max_size=3, unique=True).map(tuple)
LISTS = st.dictionaries(st.sampled_from(FACETS), VALUES, max_size=3)
DATES = (
    st.dates().map(str)
    | st.dates().map(lambda d: str(d)[:7])
    | st.dates().map(lambda d: str(d)[:4])
)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """Any Request that an address can stand for."""
    first, last = sorted((draw(DATES), draw(DATES)), key=lambda d: (d[:4], d))
    if first[:4] == last[:4]:
        first = first[:4]
    paged = draw(st.booleans())
    limit = draw(st.integers(1, 100) if paged else st.integers(0, urls.MAX_LIMIT))
    offset = draw(st.integers(0, 50)) * limit if paged else draw(st.integers(0, 10_000))
    return Request(
        query=draw(st.just("") | TEXT),
        filters=draw(LISTS),
        excluded=draw(LISTS),
        date_from=draw(st.none() | st.just(first)),
        date_to=draw(st.none() | st.just(last)),
        dated=draw(st.sampled_from([None, "yes", "no"])),
        scope=draw(st.sampled_from(["body", "all"])),
        mode=draw(st.sampled_from(MODES)),
        sort=draw(st.sampled_from(SORTS)),
        collapse=draw(st.booleans()),
        facets=draw(st.lists(st.sampled_from(FACETS), unique=True, max_size=3).map(tuple)),
        facet_limit=draw(st.integers(0, urls.MAX_FACET_LIMIT)),
        offset=offset,
        limit=limit,
    )


def read(address: str) -> Request:
    """The Request of a query string, decoded as a server decodes it."""
    return urls.from_url(parse_qsl(address, keep_blank_values=True, strict_parsing=bool(address)))


@given(requests())
def test_every_control_round_trips(request: Request) -> None:
    """A Request written as an address is read back equal."""
    assert read(urls.to_url(request)) == request


@given(requests())
def test_an_address_that_was_read_is_written_the_same(request: Request) -> None:
    """Writing what was read changes nothing any more: one state, one address."""
    address = urls.to_url(request)
    assert urls.to_url(read(address)) == address


@given(requests(), st.sampled_from(FACETS), TEXT)
def test_a_value_chosen_and_dropped_leaves_no_trace(
    request: Request, name: str, value: str
) -> None:
    """Dropping a value undoes choosing or excluding it; other values stay."""
    clean = urls.without_value(request, name, value)
    for exclude in (False, True):
        chosen = urls.with_value(clean, name, value, exclude=exclude)
        lists = chosen.excluded if exclude else chosen.filters
        assert value in lists[name]
        assert urls.without_value(chosen, name, value) == clean
        assert chosen.offset == 0


def test_the_empty_address_is_everything_newest_first() -> None:
    """Nothing asked for: every article, and no text to be relevant to."""
    assert read("") == Request(sort="date_desc")


def test_empty_controls_of_a_form_mean_nothing() -> None:
    """A form sends its untouched inputs as empty values."""
    assert read("q=troops&date_from=&date_to=&outlet=") == Request(query="troops")


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("outlett=x", "outlet"),
        ("not_persn=x", "not_person"),
        ("zzz=1", "date_from"),
        ("sort=best", "relevance"),
        ("scope=title", "body"),
        ("dated=maybe", "yes"),
        ("page=0", "page=0"),
        ("page=1&offset=3", "exclude each other"),
        ("page=٣", "whole number"),
        ("limit=1001", "limit=1001"),
        ("offset=99999999999999999999", "offset"),
        ("facet=title", "outlet"),
        ("date_from=2022-6", "2022-06"),
        ("date_from=2022-02-30", "date_from"),
        ("date_from=0000", "date_from"),
        ("date_from=2023&date_to=2022", "Swap"),
        ("q=a&q=b", "more than once"),
    ],
)
def test_what_is_wrong_is_named_with_the_way_out(address: str, named: str) -> None:
    """A bad key or value is refused, and the message holds what helps."""
    with pytest.raises(RequestError) as caught:
        read(address)
    assert named in caught.value.message


def test_the_same_value_twice_is_one() -> None:
    """A repeated pair changes nothing."""
    assert read("outlet=a&outlet=b&outlet=a").filters == {"outlet": ("a", "b")}


def test_a_default_order_follows_the_query() -> None:
    """Adding words to a search without any makes the best match come first, unless an order was chosen."""
    nothing = Request(sort="date_desc")
    assert urls.changed(nothing, query="troops").sort == "relevance"
    assert urls.changed(Request(sort="date_asc"), query="troops").sort == "date_asc"


def test_keys_are_plain_words() -> None:
    """Keys need no escaping in an address."""
    assert set("".join(urls.KEYS)) <= set(string.ascii_lowercase + "_")
