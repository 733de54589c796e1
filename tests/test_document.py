"""An article as engines see it."""

from __future__ import annotations

import datetime

import pytest

from search.article import Article, Block, Quote
from search.document import GAP, MAX_KEY, document, key, period, words_in
from search.fields import INDEX, Index
from tests.engines import article


def test_every_index_field_is_there() -> None:
    """A document has words for each word field and values for each key field, and no others."""
    found = document(article("a"))
    assert set(found.words) == {name for name, kind in INDEX.items() if kind is Index.WORDS}
    assert set(found.keys) == {name for name, kind in INDEX.items() if kind is Index.KEYS}


def test_title_body_and_cut_blocks_are_apart() -> None:
    """Body and embed blocks are the body, the title is its own field, all else is cut."""
    found = document(
        Article(
            "a",
            title="Head",
            blocks=(Block("title", "Head"), Block("body", "One"), Block("caption", "Two"),
                    Block("embed", "three"), Block("note", "four")),
        )
    )  # fmt: skip
    assert found.words["title_words"] == ["head"]
    assert found.words["body_words"] == ["one", "three"]
    assert found.words["cut_words"] == ["two", GAP, "four"]


def test_stems_stand_at_the_positions_of_their_words() -> None:
    """Words and stems of a part have equal positions, gaps included."""
    found = document(article("a", "Ships were sinking", cut=["ships", "sank"], language="en"))
    for part in ("title", "body", "cut"):
        assert len(found.words[f"{part}_words"]) == len(found.words[f"{part}_stems"])
    assert found.words["body_stems"] == ["ship", "were", "sink"]
    assert found.words["cut_stems"] == ["ship", GAP, "sank"]


def test_names_are_parted_and_counted_once() -> None:
    """Words of names are parted by a gap; a name mentioned twice is one value."""
    found = document(article("a", persons=["Ana Brandt", "Jo Silva", "Ana Brandt", ""]))
    assert found.words["person_words"] == ["ana", "brandt", GAP, "jo", "silva"]
    assert found.keys["person"] == ("Ana Brandt", "Jo Silva")


def test_what_is_said_and_by_whom() -> None:
    """Words and stems of the quoted stretches, parted by a gap; each speaker once."""
    text = "“Ships sank,” Ana said. “Two ferries.” “So it is,” said nobody."
    said = [("Ships sank,", "Ana Brandt"), ("Two ferries.", "Ana Brandt"), ("So it is,",)]
    found = document(article("a", text, quotes=said, language="en"))
    assert found.words["said_words"] == [
        "ships",
        "sank",
        GAP,
        "two",
        "ferries",
        GAP,
        "so",
        "it",
        "is",
    ]
    assert found.words["said_stems"] == ["ship", "sank", GAP, "two", "ferri", GAP, "so", "it", "is"]
    assert found.words["speaker_words"] == ["ana", "brandt"]
    assert found.keys["speaker"] == ("Ana Brandt",)


def test_quotations_are_what_stands_at_their_offsets() -> None:
    """Offsets of a given article may be wrong: what is no stretch of its text is not indexed."""
    wrong = (Quote(0, 3, "not this"), Quote(-4, 9, "a"), Quote(5, 2, "b"), Quote(90, 99, "c"))
    found = document(Article("a", blocks=(Block("body", "One two"),), quotes=wrong))
    assert found.words["said_words"] == ["one"]


def test_an_outlet_is_found_by_id_and_name() -> None:
    """Its words are those of both; its value is the id."""
    found = document(article("a", outlet="evening-courier", outlet_name="The Courier"))
    assert words_in(
        article("a", outlet="evening-courier", outlet_name="The Courier"), "outlet_words"
    ) == ["evening", "courier", GAP, "the", "courier"]
    assert found.keys["outlet"] == ("evening-courier",)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022", (2022, 1, 1), (2022, 12, 31)),
        ("2020-02", (2020, 2, 1), (2020, 2, 29)),
        ("1900-02", (1900, 2, 1), (1900, 2, 28)),
        ("2022-06-08", (2022, 6, 8), (2022, 6, 8)),
    ],
)
def test_a_period_is_its_first_and_last_day(
    value: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    """Years, months and days, leap years included."""
    days = tuple(datetime.date(*day).toordinal() for day in (first, last))
    assert period(value) == days


@pytest.mark.parametrize(
    "value", ["", "22", "2022-13", "2022-02-30", "2022-06-08-01", "2022-6", "x", "0000", "２０２２"]
)
def test_what_is_no_date_is_refused(value: str) -> None:
    """Nothing else is read as a date."""
    with pytest.raises(ValueError):  # noqa: PT011 - the messages are Python's own
        period(value)


def test_date_values_are_as_precise_as_the_date() -> None:
    """A month is a value of articles dated to the month or the day, a day of those to the day."""
    month = document(article("a", published="2021-03")).keys
    assert (month["year"], month["month"], month["day"]) == (("2021",), ("2021-03",), ())
    assert document(article("a")).keys["dated"] == ("no",)


def test_sort_keys() -> None:
    """Oldest by first day, newest by last day, undated last in both, and no two ids alike."""
    year, day, none = (
        document(article(name, published=when))
        for name, when in (("a", "2021"), ("b", "2021-03-04"), ("c", None))
    )
    assert year.oldest < day.oldest < none.oldest
    assert year.newest < day.newest < none.newest
    assert document(article("a", published="2021")).oldest == year.oldest
    assert document(article("z", published="2021")).oldest != year.oldest


def test_long_keys_are_shortened_and_stay_apart() -> None:
    """A value past MAX_KEY ends in a hash of the whole; shortening twice changes nothing more."""
    one, other = key("x" * 70_000), key("x" * 70_001)
    assert len(one) == len(other) == MAX_KEY
    assert one != other
    assert key(one) == one
    assert key("x" * MAX_KEY) == "x" * MAX_KEY


def test_lone_surrogates_leave_keys() -> None:
    """What cannot be encoded is replaced."""
    assert key("a\ud800b") == "a?b"
