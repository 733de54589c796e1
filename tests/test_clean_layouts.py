"""Cleaning of pages that hold several articles, nothing but teasers, or offers among their paragraphs."""

from __future__ import annotations

import pytest

from index.clean import clean
from index.page import Draft, Page, Rejected, Split
from index.sniff import parse

STORY = (
    "The town library of Ostend Mills will stay open on Sundays, the council said on Monday evening after a vote.",
    "Some four hundred readers had signed a petition that the librarian took to the town hall in a wheelbarrow.",
    "The extra hours will cost the town eleven thousand a year, which is to come out of the budget for fireworks.",
)
BRIDGE = (
    "The old toll bridge at Harrow was shut to carts on Friday, when a surveyor found that two of its piers had moved.",
    "Farmers who cross it with their milk every morning must now go round by the weir, which takes them an hour more.",
    "The county has asked for three offers and hopes to have carts on the bridge again before the frost comes back.",
)
TEASERS = (
    ("Library to open on Sundays", "Readers asked for it, and the council found the money in the end."),
    ("Toll bridge shut to carts", "Two of its piers have moved, says a surveyor who had himself let down."),
    ("Mayor is sorry once more", "She spoke to the council for an hour on Monday evening, and wept."),
    ("Tram line closes for winter", "It will open again in April, the company said, if the rails are dry."),
    ("Cannery sold to a brewer", "The new owner says that he will keep the chimney and the clock."),
    ("School roof falls at night", "Nobody was hurt when the roof of the old school fell in at three."),
)  # fmt: skip


def drafts(body: str, split: Split = "auto", title: str = "News") -> tuple[Draft, ...]:
    source = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return clean(parse(Page("k", "o", "p", source.encode())), split)


def article(heading: str, paragraphs: tuple[str, ...], level: str = "h2") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<article><{level}>{heading}</{level}>{text}</article>"


def texts(draft: Draft, kind: str) -> list[str]:
    return [block.text for block in draft.blocks if block.kind == kind]


def test_article_elements_side_by_side_are_articles() -> None:
    """Each has its heading and its paragraphs, and the second says why it begins there."""
    first, second = drafts(article("Library to open", STORY) + article("Bridge is shut", BRIDGE))
    assert (texts(first, "title"), texts(first, "body")) == (["Library to open"], list(STORY))
    assert (texts(second, "title"), texts(second, "body")) == (["Bridge is shut"], list(BRIDGE))
    assert "article element" in second.boundary


@pytest.mark.parametrize(
    "body",
    [
        # Teasers beside it.
        article("Library to open", STORY) + article("Bridge is shut", BRIDGE[:1]),
        # A report that goes on under one headline.
        "<h1>Two decisions of the county council</h1>" + article("Library", STORY) + article("Bridge", BRIDGE),
        # An article around the others.
        f"<article>{article('Library to open', STORY)}{article('Bridge is shut', BRIDGE)}</article>",
        # No headings.
        "".join(f"<article>{''.join(f'<p>{p}</p>' for p in story)}</article>" for story in (STORY, BRIDGE)),
    ],
    ids=["teaser", "one headline", "nested", "no headings"],
)  # fmt: skip
def test_other_article_elements_do_not_split_a_page(body: str) -> None:
    """A false split harms more than a missed one."""
    title = "Two decisions of the county council" if "<h1>" in body else "News"
    assert len(drafts(body, title=title)) == 1


def test_a_reader_who_asks_for_no_splits_gets_none() -> None:
    """`--split never` holds for article elements, too."""
    body = article("Library to open", STORY) + article("Bridge is shut", BRIDGE)
    assert len(drafts(body, "never")) == 1


@pytest.mark.parametrize(
    "teaser",
    [
        "<article><h3><a href=/a>{}</a></h3><p>{}</p></article>",
        "<div><h3><a href=/a>{}</a></h3><p>{}</p><a href=/a>Read more</a></div>",
        "<div><h2><a href=/a>{}</a></h2><span>3 May 2021</span><p>{}</p></div>",
    ],
    ids=["articles", "read more", "dated"],
)
def test_a_front_of_teasers_is_refused_with_its_reason(teaser: str) -> None:
    """A page of links with a sentence on each has no article."""
    body = "<h1>News</h1>" + "".join(teaser.format(*entry) for entry in TEASERS)
    with pytest.raises(Rejected, match=r"a front of \d teasers"):
        drafts(body)


def test_a_list_under_a_headline_is_an_article() -> None:
    """What happened this week, each entry with a link and a sentence, was written as one text."""
    entries = "".join(f"<h2><a href=/a>{head}</a></h2><p>{text}</p>" for head, text in TEASERS)
    headline = "Six things that happened in the county this week"
    body = f"<h1>{headline}</h1><p>{STORY[1]}</p>{entries}"
    (found,) = drafts(body, title=headline)
    assert STORY[1] in texts(found, "body")


def test_an_article_above_teasers_is_an_article() -> None:
    """The teasers below it are cut."""
    below = "".join(f"<div><h3><a href=/a>{h}</a></h3><p>{t}</p></div>" for h, t in TEASERS)
    (found,) = drafts(article("Library to open", STORY + BRIDGE, "h1") + below)
    assert set(STORY) <= set(texts(found, "body"))


@pytest.mark.parametrize(
    "offer",
    [
        "Sign up for our newsletter to get the news from the mills in your inbox every morning.",
        "Abonnieren Sie unseren Newsletter und lesen Sie jeden Morgen, was in den Mühlen geschah.",
        "Suscríbete a nuestro boletín y recibe las noticias de los molinos cada mañana.",
        "Follow us on Telegram for more news.",
        "Advertisement",
    ],
)
def test_offers_among_the_paragraphs_are_cut(offer: str) -> None:
    """What asks the reader to sign up or to follow is no text, wherever it stands."""
    (found,) = drafts(f"{article('Library to open', (*STORY, offer, *BRIDGE), 'h1')}")
    assert texts(found, "body") == [*STORY, *BRIDGE]
    assert any(offer in block.text for block in found.blocks)


@pytest.mark.parametrize(
    "line",
    [
        "The librarian, who writes a newsletter for the mills, said that nobody had asked her to sign up for it.",
        "“Sign up for my newsletter,” the mayor told the readers, “and you will hear of it before the others do.”",
    ],
)
def test_text_that_speaks_of_newsletters_stays(line: str) -> None:
    """Only an imperative at the head of the line, that nobody else says, is an offer."""
    (found,) = drafts(article("Library to open", (*STORY, line, *BRIDGE), "h1"))
    assert line in texts(found, "body")
