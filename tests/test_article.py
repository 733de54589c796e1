"""The central types and their JSON form."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.article import (
    BLOCK_KINDS,
    Article,
    Block,
    Candidate,
    Mention,
    Outlet,
    Published,
    Quote,
    dumps,
)

some_text = st.text(max_size=8)
maybe = st.none() | some_text
blocks = st.builds(Block, st.sampled_from(BLOCK_KINDS), some_text, some_text)
candidates = st.builds(
    Candidate, some_text, st.sampled_from(("day", "month", "year")), some_text, some_text, some_text
)
articles = st.builds(
    Article,
    id=some_text,
    title=maybe,
    blocks=st.lists(blocks, max_size=4).map(tuple),
    url=maybe,
    outlet=st.builds(Outlet, maybe, maybe, maybe, maybe),
    authors=st.lists(some_text, max_size=2).map(tuple),
    published=st.builds(
        Published, maybe, st.none() | st.just("day"), maybe, st.lists(candidates, max_size=2).map(tuple),
        st.booleans(), maybe, maybe,
    ),
    language=maybe,
    mentions=st.lists(st.builds(Mention, st.integers(0), st.integers(0), some_text, some_text), max_size=2).map(tuple),
    quotes=st.lists(
        st.builds(Quote, st.integers(0), st.integers(0), some_text, maybe, maybe, maybe, st.none() | st.just(0.5)),
        max_size=2,
    ).map(tuple),
    page=some_text,
    origin=some_text,
    digest=some_text,
    fetched=maybe,
)  # fmt: skip


@given(articles)
def test_json_reads_back_equal(article: Article) -> None:
    """What is written as one line of JSON comes back as the same article."""
    line = dumps(article.to_json())
    assert "\n" not in line
    assert Article.from_json(json.loads(line)) == article


def test_the_text_is_the_body_in_page_order() -> None:
    """Body and embed blocks make the text, a blank line between two; the rest, but the title, is cut."""
    article = Article(
        "a",
        blocks=(
            Block("title", "T"),
            Block("body", "one"),
            Block("comment", "c"),
            Block("embed", "two"),
        ),
    )
    assert article.text == "one\n\ntwo"
    assert [block.text for block in article.cut] == ["c"]


def test_a_given_text_wins_over_its_blocks() -> None:
    """Offsets count in the text, so a text that the blocks do not make is taken as one body."""
    article = Article.from_json(
        {"id": "a", "text": "as given ", "blocks": [{"kind": "body", "text": "as given"}]}
    )
    assert article.text == "as given "


def test_unknown_keys_are_ignored_and_absent_ones_have_defaults() -> None:
    """A file of a later version, or a short one, can be read."""
    assert Article.from_json({"id": "a", "novelty": 1, "outlet": {"id": "x", "new": 2}}) == Article(
        "a", outlet=Outlet("x")
    )


def test_an_article_has_an_id() -> None:
    """Without one it cannot be read."""
    with pytest.raises(KeyError):
        Article.from_json({"title": "x"})


def test_names_are_listed_once_in_order_of_mention() -> None:
    """One kind at a time."""
    mentions = tuple(
        Mention(0, 1, name, kind)
        for name, kind in (("B", "person"), ("A", "person"), ("B", "person"), ("P", "place"))
    )
    assert Article("a", mentions=mentions).names("person") == ("B", "A")


def test_records_cannot_be_changed() -> None:
    """An article that is shared stays what it is."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Article("a").id = "b"  # type: ignore[misc]
