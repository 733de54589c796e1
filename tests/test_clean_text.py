"""Cleaning of text dumps: which lines are the article, and what the others are."""

from __future__ import annotations

from textwrap import wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.clean import clean
from index.clean.comments import find_thread
from index.clean.cues import cues_of, has_date, is_bio
from index.clean.features import signs
from index.clean.lines import text_lines
from index.page import Draft, Page, Parsed, Rejected
from search.article import BLOCK_KINDS, Article, Block

STORY = (
    "The town library of Ostend Mills will stay open on Sundays, the council said on Monday evening.",
    "Some four hundred readers had signed a petition that the librarian, Maud Kerrin, took to the town hall in a wheelbarrow.",
    "“We had expected a postcard,” said Mayor Piet Avercamp, who counted the sheets himself and then voted in favour.",
    "The extra hours will cost the town eleven thousand a year, which is to come out of the budget for fireworks.",
)


def draft(text: str) -> Draft:
    """The one draft of a dump."""
    (found,) = clean(Parsed(Page("k", "o", "p", b""), "text", text, "utf-8"))
    return found


def kinds(found: Draft, kind: str) -> list[str]:
    return [block.text for block in found.blocks if block.kind == kind]


def body(found: Draft) -> list[str]:
    return kinds(found, "body")


def blocks_of(text: str) -> list[Block]:
    drafts = clean(Parsed(Page("k", "o", "p", b""), "text", text, "utf-8"))
    return [block for found in drafts for block in found.blocks]


def test_plain_article_is_kept_whole() -> None:
    """A dump that is nothing but paragraphs loses none of them."""
    assert body(draft("\n\n".join(STORY))) == list(STORY)


def test_headline_date_and_byline_leave_the_text() -> None:
    """What stands at the head of an article is title, byline and dateline, never text."""
    head = "Library to open on Sundays after all\n\nBy Nora Quill\n\n3 May 2017, 11:20\n\n"
    found = draft(head + "\n\n".join(STORY))
    assert kinds(found, "title") == ["Library to open on Sundays after all"]
    assert kinds(found, "byline") == ["By Nora Quill"]
    assert kinds(found, "dateline") == ["3 May 2017, 11:20"]
    assert body(found) == list(STORY)


def test_inline_dateline_stays_in_its_sentence() -> None:
    """A dateline that opens a paragraph is part of that paragraph."""
    first = "OSTEND MILLS, Harrow County — " + STORY[0]
    assert body(draft("\n".join((first, *STORY[1:]))))[0] == first


def test_signature_under_the_text_is_a_byline() -> None:
    """A name alone under the last paragraph is who wrote it."""
    found = draft("\n".join((*STORY, "Nora Quill")))
    assert kinds(found, "byline") == ["Nora Quill"]


def test_caption_among_paragraphs_is_cut() -> None:
    """A line that ends in a picture's credit is a caption, wherever it stands."""
    caption = "Maud Kerrin with her wheelbarrow. Photo: Joost Baan."
    found = draft("\n\n".join((*STORY[:2], caption, *STORY[2:])))
    assert kinds(found, "caption") == [caption]
    assert body(found) == list(STORY)


def test_post_in_the_text_is_an_embed() -> None:
    """A quoted post belongs to the text, as a block of its own kind."""
    post = "Four hundred names! Thank you, Ostend Mills. pic.twitter.com/a1B2c3D4e5"
    found = draft("\n".join((*STORY[:3], post, STORY[3])))
    assert kinds(found, "embed") == [post]
    assert post in Article("k", blocks=found.blocks).text


@pytest.mark.parametrize(
    "thread",
    [
        "3 comments\nben:\n4 May 2017 at 9:14\nGood news for once, I will be there.\nReply\nanna k\n4 May 2017 at 10:40\nAnd who pays the librarian on Sundays?\nReply\nben\n5 May 2017 at 8:02\nThe fireworks do, can you not read.",
        "3 Kommentare\nben schrieb am 4. Mai 2017 um 9:14\nGute Nachricht, ich werde da sein.\nAntworten\nanna k schrieb am 4. Mai 2017 um 10:40\nUnd wer zahlt die Bibliothekarin am Sonntag?\nAntworten\nben schrieb am 5. Mai 2017 um 8:02\nDas Feuerwerk, kannst du nicht lesen.",
        "Комментарии (3)\nben\n4 мая 2017, 09:14\nХорошая новость, я там буду.\nОтветить\nanna k\n4 мая 2017, 10:40\nА кто заплатит библиотекарю за воскресенье?\nОтветить\nben\n5 мая 2017, 08:02\nФейерверк, вы читать не умеете.",
    ],
    ids=["names above stamps", "German stamps", "Russian"],
)
def test_thread_of_any_layout_becomes_one_block_a_comment(thread: str) -> None:
    """Comments end the text, and each is a block, whatever the language and the layout."""
    found = draft("\n\n".join(STORY) + "\n" + thread)
    assert body(found) == list(STORY)
    assert len(kinds(found, "comment")) == 3


@pytest.mark.parametrize(
    "thread",
    [
        "2 Comments\nMills Gazette\nLogin\nSort by Best\nben56 • 3 years ago\nGood news for once, I will be there.\n△ ▽ • Reply • Share ›\nanna k ben56 • 2 years ago\nAnd who pays the librarian on Sundays?\n1 △ ▽ • Reply • Share ›",
        "Avatar\nben56\n•\n3 years ago\nGood news for once, I will be there.\n•\nReply\n•\nShare ›\nAvatar\nanna k\n•\n2 years ago\nAnd who pays the librarian on Sundays?\n•\nReply\n•\nShare ›",
        "Réagir (2)\nben56\nLe 3 mai 2021 à 10:02\nBonne nouvelle pour une fois, j'y serai.\nRépondre\nanna k\nLe 3 mai 2021 à 11:15\nEt qui paie la bibliothécaire le dimanche ?\nRépondre",
        "Vos réactions\nben56 a dit il y a 2 ans\nBonne nouvelle pour une fois, j'y serai.\nanna k a dit il y a 2 ans\nEt qui paie la bibliothécaire le dimanche ?",
        "Opiniones de los lectores\nben56\nhace 2 años\nBuena noticia por una vez, allí estaré.\nResponder\nanna k\nhace 2 años\n¿Y quién paga a la bibliotecaria los domingos?\nResponder",
    ],
    ids=["Disqus", "Disqus by lines", "French", "French reactions", "Spanish"],
)
def test_threads_of_widgets_and_of_other_headings_are_comments(thread: str) -> None:
    """Dumps of comment widgets, with or without a heading, and threads under a call to react."""
    found = draft("\n\n".join(STORY) + "\n" + thread)
    assert body(found) == list(STORY)
    assert len(kinds(found, "comment")) == 2


def test_dates_in_a_story_are_no_thread() -> None:
    """Two dated letters in a text do not make a thread of comments."""
    lines = text_lines(
        "\n".join((STORY[0], "4 May 2017, 9:14", STORY[1], "5 May 2017, 8:02", *STORY[2:]))
    )
    assert find_thread(lines, 0, len(lines)) is None


def test_every_line_stands_in_one_block() -> None:
    """Nothing is lost: the lines of all blocks are the lines of the page."""
    page = (
        "Home\nSport\n\nLibrary opens\n\n"
        + "\n\n".join(STORY)
        + "\n\nShare\nRead also: New roof for the mill\n© 2017 The Mills Gazette"
    )
    lines = sorted(line for block in blocks_of(page) for line in block.text.split("\n"))
    assert lines == sorted(line.strip() for line in page.split("\n") if line.strip())


@pytest.mark.parametrize("page", ["Home\nSport\nWeather\nContact", "2017", "\u202e\u200b\n \n"])
def test_page_without_running_text_is_refused(page: str) -> None:
    """Labels alone are no article, and the reject says so."""
    with pytest.raises(Rejected, match=r"no (running )?text"):
        clean(Parsed(Page("k", "o", "p", b""), "text", page, "utf-8"))


def test_marks_of_direction_hide_no_full_stop() -> None:
    """A right-to-left line that ends in a direction mark still ends a sentence."""
    (line,) = text_lines("\u202bقال المتحدث إن الميناء سيفتح غدا.\u202c")
    assert line.sentence


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_blocks_or_a_reject(text: str) -> None:
    """Whatever the characters, cleaning gives blocks of known kinds or says no."""
    try:
        blocks = blocks_of(text)
    except Rejected:
        return
    assert {block.kind for block in blocks} <= set(BLOCK_KINDS)


@given(
    st.lists(
        st.sampled_from(
            [
                *STORY,
                "Share",
                "3 comments",
                "4 May 2017, 9:14",
                "Reply",
                "ben",
                "- 2",
                "Editor’s Note: This article was first published by The Quay.",
                "",
                "Photo: Joost Baan",
                "Read more",
            ]
        ),
        max_size=30,
    )
)
@settings(max_examples=100, deadline=None)
def test_any_order_of_lines_loses_none(lines: list[str]) -> None:
    """However lines are mixed, each stands in exactly one block."""
    try:
        blocks = blocks_of("\n".join(lines))
    except Rejected:
        return
    assert sorted(line for block in blocks for line in block.text.split("\n")) == sorted(
        filter(None, lines)
    )


def test_long_dump_stays_quick_and_whole() -> None:
    """A dump of 30,000 lines keeps every line, though only the first thousands are judged."""
    page = "\n".join(STORY) + "\n" + "Sports results\n" * 30_000
    assert sum(len(block.text.split("\n")) for block in blocks_of(page)) == 30_004


@pytest.mark.parametrize(
    ("line", "cue"),
    [
        ("Share on Facebook", "share"),
        ("Lesen Sie auch: Neues Dach für die Mühle", "related"),
        ("12 commentaires", "comments"),
        ("Dejar un comentario", "comment form"),
        ("© 2019 The Mills Gazette", "legal"),
        ("Foto: Joost Baan", "credit"),
        ("By Nora Quill", "byline"),
        ("Por Inés Duarte", "byline"),
        ("Editor's note: the name was changed.", "note"),
        ("vor 3 Stunden", "ago"),
        ("2 years ago", "ago"),
    ],
)
def test_wording_gives_cues(line: str, cue: str) -> None:
    """Labels of many languages are told by their wording."""
    assert cue in cues_of(line)


def test_sentences_give_no_cues() -> None:
    """A plain sentence says nothing by its wording."""
    assert not any(cues_of(line) for line in STORY[:1])


@pytest.mark.parametrize(
    "text", ["24 January 2022", "24.01.2022", "2022年1月24日", "24 janvier", "24 января 2022"]
)
def test_dates_are_seen_in_many_forms(text: str) -> None:
    """A calendar date is seen in figures and in words."""
    assert has_date(text)


def test_author_lines_are_told_from_people_in_the_story() -> None:
    """A line on the author says what she is; a sentence on what somebody does is none."""
    assert is_bio("Nora Quill is a freelance journalist who lives in Ostend Mills.")
    assert not is_bio("Nora Quill is suing the town over the fireworks of last year.")


def test_list_that_a_colon_announces_is_told_from_one_without() -> None:
    """Lines without prose know how many they are, what stands around them, and whether a line led to them."""
    items = ["Bring a lamp", "Bring a rope", "Bring a cup"]
    led = signs(text_lines("\n".join([STORY[0], "What to bring:", *items, STORY[1]])))
    bare = signs(text_lines("\n".join([STORY[0], "What to bring", *items, STORY[1]])))
    for at in (2, 3, 4):
        assert "one of 3-4 between prose and prose" in led[at]
        assert "one of 3-4 announced" in led[at]
        assert "one of 3-4 announced" not in bare[at]


def test_line_in_capitals_between_paragraphs_is_told_by_its_length() -> None:
    """How a line is set and how long it is are known together with what stands around it."""
    told = signs(text_lines("\n".join([STORY[0], "FIRE IN THE OLD TOWN HALL", STORY[1]])))[1]
    assert "paragraph. [5-8 capitals] paragraph." in told


def test_line_of_two_times_is_a_date_line() -> None:
    """When it was printed and changed is no paragraph, even where it ends with "p.m."."""
    stamp = "PUBLISHED: May 8, 2013 at 4:56 p.m. | UPDATED: May 8, 2013 at 6:12 p.m."
    found = draft("\n\n".join(["Library stays open on Sundays", "By Ada Frome", stamp, *STORY]))
    assert kinds(found, "dateline") == [stamp]
    assert body(found) == list(STORY)


def test_wrapped_dump_gives_its_paragraphs_in_one_piece() -> None:
    """A dump wrapped to the width of a mail is read as one that was not; short lines stay lines."""
    menu = ["Home", "Town", "Sports", "Weather"]
    wrapped = ["\n".join(wrap(paragraph, 60)) for paragraph in (*STORY, *reversed(STORY))]
    told = [line.text for line in text_lines("\n".join(menu) + "\n\n" + "\n\n".join(wrapped))]
    assert told == [*menu, *STORY, *reversed(STORY)]
    assert len(text_lines("\n".join(wrap(STORY[0], 60)))) == 2  # a line or two prove nothing
