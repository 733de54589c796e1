"""Several articles in one file: where they part, where they do not, and who owns the lines between."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from index.clean import clean, segment
from index.clean.kinds import Verdict
from index.clean.lines import text_lines
from index.clean.segment import boundary_signs, find_boundaries
from index.page import Draft, Page, Parsed, Split

FERRY = [
    "The ferry to Skarholm will run all winter, the council of Vellingen decided after a long debate on Thursday.",
    "Birger Oost, who had brought the motion, said that nobody should have to plan a heart attack around a timetable.",
    "Nordkai Shipping had asked for more money than the council was ready to give, and will get three quarters of it.",
    "Oost and Nordkai agreed to look at the books of the ferry together once the winter is over.",
]
BAKERY = [
    "In Karsk the line before the bakery on Mill Street began to form before sunrise, as on every day since August.",
    "Milena Drask, a retired teacher, waited for two hours with her ration card and went home with a single loaf.",
    "The cabinet of Jovan Hadrik calls the cards temporary, a word that Drask remembers from her grandmother.",
    "Flour from the stores of Karsk will last until February, economists at the university have told Hadrik.",
]
NOTE = "Editor’s Note: This article was first published by The Quay Review."
BIO = "Camille Rook is a freelance journalist who lives in Lemmer. She can be followed on Twitter at @camrook."


def drafts(lines: list[str], split: Split = "auto") -> tuple[Draft, ...]:
    return clean(Parsed(Page("k", "o", "p", b""), "text", "\n".join(lines), "utf-8"), split)


def test_single_article_is_never_split() -> None:
    """An article on one matter stays one, even with a note above and a line on its author below."""
    assert len(drafts([NOTE, *FERRY, BIO])) == 1


def test_note_opens_the_next_article() -> None:
    """A note on where it was first published belongs to the article after it."""
    first, second = drafts([*FERRY, NOTE, *BAKERY])
    assert second.blocks[0].kind == "note"
    assert second.blocks[0].text == NOTE
    assert all(block.kind == "body" for block in first.blocks)
    assert "note" in second.boundary


def test_authors_line_closes_the_article_before() -> None:
    """A line on the author belongs to the article above it."""
    first, second = drafts([*FERRY, BIO, *BAKERY])
    assert first.blocks[-1].kind == "bio"
    assert second.blocks[0].text == BAKERY[0]
    assert "author" in second.boundary


def test_person_in_the_story_closes_nothing() -> None:
    """A sentence that presents somebody whom the text goes on to name ends no article."""
    lines = [
        *FERRY[:2],
        "Birger Oost is a journalist who has sat on the council of Vellingen since 2009.",
        *FERRY[2:],
    ]
    assert len(drafts(lines)) == 1


def test_never_means_never() -> None:
    """With split "never" a file is one article, whatever its cues say."""
    assert len(drafts([*FERRY, BIO, NOTE, *BAKERY], "never")) == 1


def test_each_further_article_says_why_it_begins() -> None:
    """The first draft has no boundary; each further one shows its reason."""
    found = drafts([*FERRY, NOTE, *BAKERY])
    assert found[0].boundary == ""
    assert found[1].boundary


def test_what_is_left_over_goes_to_the_first_article() -> None:
    """Lines above the first and below the last article stand in the first draft."""
    found = drafts(
        ["Home", "Sport", "", *FERRY, NOTE, *BAKERY, BIO, "", "© 2019 The Quay Review", "Contact"]
    )
    texts = [line for block in found[0].blocks for line in block.text.split("\n")]
    assert {"Home", "Sport", "© 2019 The Quay Review", "Contact"} <= set(texts)
    assert found[1].blocks[-1].kind == "bio"


def test_no_line_is_lost_between_articles() -> None:
    """Together the drafts hold each line of the file once."""
    lines = [*FERRY, BIO, NOTE, *BAKERY, BIO]
    held = [line for d in drafts(lines) for block in d.blocks for line in block.text.split("\n")]
    assert sorted(held) == sorted(lines)


def test_single_pages_of_the_set_stay_whole(shared: Path) -> None:
    """No file of the set `several` that holds one article is split (needs the folder of captures)."""
    with gzip.open(shared / "eval" / "ingest" / "several.jsonl.gz", "rt", encoding="utf-8") as file:
        singles = [row for row in map(json.loads, file) if row["gold"]["n"] == 1]
    assert singles
    split = [row["id"] for row in singles[::2] if len(drafts(row["body"].split("\n"))) > 1]
    assert split == []


@pytest.mark.parametrize("split", ["auto", "always", "never"])
def test_splitting_changes_no_text(split: Split) -> None:
    """Where a file is divided changes which draft holds a paragraph, not whether it is text."""
    texts = [b.text for d in drafts([*FERRY, *BAKERY], split) for b in d.blocks if b.kind == "body"]
    assert texts == [*FERRY, *BAKERY]


def signs_of(lines: list[str], place: int) -> dict[str, float]:
    return dict(boundary_signs(text_lines("\n".join(lines))))[place]


def test_who_answers_in_turn_goes_on() -> None:
    """A question above, and a speaker's label on both lines, are told from a fresh beginning."""
    turns = [*FERRY, "Q: What did Birger Oost say?", f"A: {BAKERY[0]}", *BAKERY[1:]]
    signs = signs_of(turns, len(FERRY) + 1)
    assert {"the line above asks", "a turn after a turn"} <= signs.keys()
    assert (
        not {"the line above asks", "a turn after a turn"} & signs_of([*FERRY, *BAKERY], 4).keys()
    )


def test_where_to_write_to_stands_at_an_end() -> None:
    """An address in the line above, or the time of an entry, is a sign of its own."""
    assert "an address in the line above" in signs_of(
        [*FERRY, "Tickets: ferry.example.org", *BAKERY], 5
    )
    assert "a time stands above" in signs_of([*FERRY, "2:40 p.m.", *BAKERY], 5)


def test_label_above_a_break_belongs_to_the_article_below(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where people and words change, a short line that heads the new text goes with it."""
    monkeypatch.setattr(segment, "_FLOOR_ALWAYS", -9.0)  # so short a text has hardly a break
    monkeypatch.setattr(segment, "_FLOOR_AGAIN", 9.0)
    lines = text_lines("\n".join([*FERRY, "Karsk", *BAKERY]))
    verdicts = [Verdict("body", "") for _ in lines]
    found, *_ = find_boundaries(lines, verdicts, "always", by_words=True)
    assert found[0] == len(FERRY)
