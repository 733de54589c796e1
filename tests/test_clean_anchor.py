"""The headline of a text dump, looked for before the text is known, and what hangs on it."""

from __future__ import annotations

from index.clean import clean
from index.clean.anchor import find_anchor, standing, stretch
from index.clean.body import judge
from index.clean.lines import text_lines
from index.page import Page, Parsed

MENU = "Home\nNews\nRegatta\nTide tables\nContact"
TEASERS = (
    "Harbour master loses his hat againA gust took it off the mole on Friday, and three dinghies went after it.",
    "Bakery moves to the old customs houseThe ovens were carried over the bridge by the rowing club on Sunday night.",
    "Choir looks for a second tenorWhoever can hold a note for a minute is asked to ring the bell at the chapel.",
)
STORY = (
    "The ferry to Skarn Island will sail twice a day from June, the harbour board said on Tuesday.",
    "Islanders had asked for a second ferry since the school on Skarn was closed two years ago.",
    "“My children leave the house before the gulls do,” said Ada Frome, who lives beside the pier.",
    "The board expects forty passengers on each ferry, most of them pupils and their teachers.",
)
TITLE = "Second ferry to Skarn Island from June"


def text_of(page: str) -> str:
    (draft,) = clean(Parsed(Page("k", "o", "p", b""), "text", page, "utf-8"))
    return "\n".join(block.text for block in draft.blocks if block.kind == "body")


def test_headline_is_the_line_whose_words_come_back_below() -> None:
    """Of all lines of a page the headline over the text is chosen, not a teaser above it."""
    page = "\n\n".join(
        [MENU, *TEASERS, "Islands", TITLE, "By Nora Quill", "4 April 2011", *STORY, "Tags: ferry"]
    )
    lines = text_lines(page)
    anchor = find_anchor(lines)
    assert anchor is not None
    assert lines[anchor.at].text == TITLE


def test_page_without_words_has_no_headline() -> None:
    """Numbers and signs are no headline, and the lines can still be judged."""
    lines = text_lines("12\n\n–\n\n3.50")
    assert find_anchor(lines) is None
    assert judge(lines)[0] == [False, False, False]


def test_short_article_is_found_below_longer_teasers() -> None:
    """Teasers of other stories are not the text, even where they hold more words than it."""
    page = "\n\n".join(
        [MENU, *TEASERS, "Video", MENU, "Islands", TITLE, "4 April 2011", *STORY, "Comments"]
    )
    assert text_of(page) == "\n".join(STORY)


def test_table_under_the_headline_is_the_article() -> None:
    """Where no running text competes, what stands between the headline and the end mark is kept."""
    rows = [
        f"Heat {n}: {n + 3} May, {place}" for n, place in enumerate(["Orra", "Skarn", "Ulm"] * 4)
    ]
    title = "Regatta calendar of the sound"
    head = [f"{title} | The Sound Herald", MENU, title, "Monday, 2 March 2015"]
    foot = ["Share this on WhatsApp", "» Games", "Click on the boat above.", "Imprint"]
    page = "\n\n".join([*head, *rows, *foot])
    lines = text_lines(page)
    start, end = stretch(lines, find_anchor(lines))
    assert [line.text for line in lines[start:end]] == rows
    inside, _ = judge(lines)
    assert [line.text for line, kept in zip(lines, inside, strict=True) if kept] == rows


def test_count_that_begins_in_the_text_goes_on() -> None:
    """A numbered list is text to its last number, whatever its items look like."""
    items = [f"{n}. Oilskin, size {n}" for n in range(1, 12)]
    page = "\n".join([TITLE, "4 April 2011", "", *STORY, *items, "", "Tags: ferry", "Contact"])
    assert text_of(page).endswith("\n".join(items))


def test_end_marks_are_counted_from_the_headline() -> None:
    """A line below a pointer to other pages is told from one above it."""
    page = "\n\n".join([TITLE, "4 April 2011", *STORY, "Related articles", TEASERS[0]])
    lines = text_lines(page)
    signs = standing(lines, find_anchor(lines))
    assert any("0 end marks since the headline" in sign for sign in signs[-3])
    assert any("1 end marks since the headline" in sign for sign in signs[-1])
