"""Golden pages: invented captures in the shapes of real ones, and what cleaning must make of them.

A case is a folder `tests/golden/<case>/` with `page.txt` or `page.html` and `expected.json`: its articles
with title, first and last words, number of paragraphs, blocks of some kinds word for word; lines that
never stand in a text (`never_text`) or in any block (`never_block`); or the reason of its rejection.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.clean import clean
from index.page import Draft, Page, Rejected
from index.sniff import parse
from search.article import BLOCK_KINDS, Article

CASES = sorted(p.parent for p in (Path(__file__).parent / "golden").glob("*/expected.json"))


@pytest.fixture(params=CASES, ids=lambda path: path.name)
def case(request: pytest.FixtureRequest) -> tuple[Page, dict[str, Any]]:
    """A golden page and what is expected of it."""
    folder: Path = request.param
    (file,) = folder.glob("page.*")
    page = Page(folder.name, file.name, file.name, file.read_bytes())
    return page, json.loads((folder / "expected.json").read_text("utf-8"))


def text_of(draft: Draft) -> str:
    return Article("any", blocks=draft.blocks).text


def test_golden_page_becomes_its_articles(case: tuple[Page, dict[str, Any]]) -> None:
    """Each golden page gives the articles that are written down for it, or the rejection."""
    page, expected = case
    if "rejected" in expected:
        with pytest.raises(Rejected, match=expected["rejected"]):
            clean(parse(page))
        return
    drafts = clean(parse(page))
    assert len(drafts) == len(expected["articles"])
    for draft, wanted in zip(drafts, expected["articles"], strict=True):
        text = text_of(draft)
        titles = [block.text for block in draft.blocks if block.kind == "title"]
        assert titles == ([wanted["title"]] if wanted["title"] else [])
        assert text.startswith(wanted["first"])
        assert text.endswith(wanted["last"])
        if "paragraphs" in wanted:
            assert text.count("\n\n") + 1 == wanted["paragraphs"]
        for kind, texts in wanted["kinds"].items():
            assert [block.text for block in draft.blocks if block.kind == kind] == texts
        if "comments" in wanted:
            assert sum(b.kind == "comment" for b in draft.blocks) == wanted["comments"]
        assert {block.kind for block in draft.blocks} >= set(wanted.get("has_kinds", ()))
        for line in wanted.get("text_has", ()):
            assert line in text


def test_golden_page_keeps_apart_what_is_no_text(case: tuple[Page, dict[str, Any]]) -> None:
    """Navigation, comments and the like stand in blocks that are no text; scripts stand nowhere."""
    page, expected = case
    if "rejected" in expected:
        return
    drafts = clean(parse(page))
    text = {line for draft in drafts for line in text_of(draft).split("\n")}
    blocks = "\n".join(block.text for draft in drafts for block in draft.blocks)
    for line in expected["never_text"]:
        assert line not in text
        assert line in blocks
    for line in expected.get("never_block", ()):
        assert line not in blocks


def test_golden_page_blocks_say_why(case: tuple[Page, dict[str, Any]]) -> None:
    """Each block is of a known kind and says in words why it is."""
    page, expected = case
    if "rejected" in expected:
        return
    for draft in clean(parse(page)):
        for block in draft.blocks:
            assert block.kind in BLOCK_KINDS
            assert block.reason
