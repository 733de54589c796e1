"""Text cut at spans, charts and words: the pieces that templates are given."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from web_archive import articles

from search.article import Article, Block, Quote
from web import words
from web.marking import Numbering, cut_at, parts, pieces
from web.timeline import MOST_MONTHS, timeline


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A text and spans in it, in order and without overlap."""
    text = draw(st.text(max_size=40))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return text, list(zip(edges[::2], edges[1::2], strict=False))


@given(marked_texts())
def test_pieces_join_to_the_text(given_: tuple[str, list[tuple[int, int]]]) -> None:
    """Nothing is lost or doubled, and the marked pieces are the spans."""
    text, spans = given_
    found = list(pieces(text, spans))
    assert "".join(piece for piece, _ in found) == text
    assert [piece for piece, on in found if on] == [text[a:b] for a, b in spans]


@given(marked_texts(), marked_texts())
def test_cutting_keeps_the_text_and_every_match(
    given_: tuple[str, list[tuple[int, int]]], other: tuple[str, list[tuple[int, int]]]
) -> None:
    """Quotations that cut matches in two lose no character, and each match begins once."""
    text, spans = given_
    said = [(a, min(b, len(text))) for a, b in other[1] if a < len(text)]
    found = cut_at(text, Numbering().number(spans), said)
    assert "".join(piece.text for piece in found) == text
    assert [piece.mark for piece in found if piece.first] == list(range(1, len(spans) + 1))
    for number, (start, end) in enumerate(spans, 1):
        assert "".join(p.text for p in found if p.mark == number) == text[start:end]


def test_blocks_stay_in_page_order_with_cut_ones_in_place() -> None:
    """The title has its own place; all other blocks follow as on the page."""
    vote = articles()[0]
    shown = parts(vote, Numbering(), (), ())
    assert [part.kind for part in shown] == ["cut", "body", "cut", "body", "cut"]
    assert [part.label for part in shown if part.cut] == [
        "Page furniture",
        "Caption",
        "Reader's comment",
    ]
    assert [part.open for part in shown if part.cut] == [False, True, False]


def test_all_that_was_cut_in_one_place_is_one_fold() -> None:
    """A navigation of many lines and a comment after it are folded once, each with its reason."""
    lines = [Block("boilerplate", f"line {i}", "navigation") for i in range(3)]
    (one,) = parts(Article("x", blocks=(*lines, Block("comment", "hm"))), Numbering(), (), ())
    assert one.label == "Page furniture, Reader's comment"
    assert [block.reason for block in one.cut] == ["navigation"] * 3 + [""]


def test_marks_and_quotations_are_placed_by_the_article_text() -> None:
    """Spans count in the joined text, so those of the second block are moved into it."""
    made = Article(
        "x",
        blocks=(Block("body", "One two."), Block("caption", "cut"), Block("body", "Three “four”.")),
        quotes=(Quote(17, 21, "four"),),
    )
    shown = parts(made, Numbering(), [(4, 7), (10, 15)], ([(0, 3)],))
    places = [place for part in shown for place in (part, *part.cut)]
    marked = [
        (p.text, p.mark) for place in places for par in place.paragraphs for p in par if p.mark
    ]
    assert marked == [("two", 1), ("cut", 2), ("Three", 3)]
    said = [p.text for part in shown for par in part.paragraphs for p in par if p.said]
    assert said == ["four"]


def test_a_blank_line_inside_a_block_parts_paragraphs() -> None:
    """Paragraphs are shown as such; blank ones are not."""
    made = Article("x", blocks=(Block("body", "One.\n\nTwo.\n\n\n\nThree."),))
    (part,) = parts(made, Numbering(), (), ())
    assert ["".join(p.text for p in par).strip() for par in part.paragraphs] == [
        "One.",
        "Two.",
        "Three.",
    ]


def test_a_short_span_is_drawn_by_month() -> None:
    """Two years are 24 bars without gaps; the peak is as high as the chart, empty months have no bar."""
    chart = timeline({"2022-06": 4, "2023-01": 1}, {"2022": 4, "2023": 1}, frozenset({"2022-06"}))
    assert chart is not None
    assert chart.unit == "month"
    assert len(chart.bars) == 24
    assert [bar.value for bar in chart.bars if bar.selected] == ["2022-06"]
    assert [tick.value for tick in chart.ticks] == ["2022", "2023"]
    assert chart.bars[0].height == 0


def test_a_long_span_is_drawn_by_year_until_one_is_chosen() -> None:
    """1950 to 2022 gives a bar a year; choosing 1987 shows its months."""
    years = {"1950": 1, "1987": 12, "2022": 3}
    months = {"1987-02": 12, "2022-01": 3}
    whole = timeline(months, years)
    assert whole is not None
    assert (whole.unit, len(whole.bars), whole.ends) == ("year", 73, True)
    zoomed = timeline(months, years, frozenset({"1987"}))
    assert zoomed is not None
    assert [bar.value for bar in zoomed.bars] == [f"1987-{m:02d}" for m in range(1, 13)]


@given(st.dictionaries(st.integers(1900, 2030), st.integers(1, 10_000), min_size=1))
def test_every_article_counts_in_some_bar(years: dict[int, int]) -> None:
    """However long the span, the bars of a chart by year add up, and none is invisible."""
    chart = timeline({}, {str(year): n for year, n in years.items()})
    assert chart is not None
    if chart.unit == "year":
        assert sum(bar.count for bar in chart.bars) == sum(years.values())
        assert all(bar.height >= 2 for bar in chart.bars if bar.count)
    else:
        assert len(chart.bars) <= MOST_MONTHS


def test_dates_are_said_as_precisely_as_known() -> None:
    """Day, month, year, and nothing."""
    said = [words.date(d) for d in ("2022-06-08", "2022-06", "2022", None)]
    assert said == ["8 June 2022", "June 2022", "2022", "undated"]
    assert words.moment("2022-06-24T09:02:11Z") == "24 June 2022, 09:02 UTC"
