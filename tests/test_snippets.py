"""Fragments are whole sentences around the best passage; marks are the real matches and nothing else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from engines import article
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import tokens
from search.article import Article, Block
from search.document import document
from search.marks import marks
from search.matching import merged, spans
from search.parse import parse
from search.plan import plan, widen
from search.query import Query
from search.result import Fragment
from search.snippets import LENGTH, fragments


def shown(found: Article, query: str, *, scope: str = "body") -> list[tuple[str, str, list[str]]]:
    """The fragments for a query: field, text, marked words."""
    tree = widen(parse(query)) if scope == "all" else parse(query)
    cut = fragments(found, plan(tree, ("en", "de")))
    return [(f.field, f.text, [f.text[a:b] for a, b in f.marks]) for f in cut]


def test_a_phrase_is_one_mark() -> None:
    """Words of a phrase are marked only where the phrase stands, and in one piece."""
    found = article("a", "The last ferry left. A ferry was the last one.")
    assert shown(found, '"last ferry"') == [
        ("body", "The last ferry left. A ferry was the last one.", ["last ferry"])
    ]


def test_a_phrase_keeps_the_text_between_its_words() -> None:
    """Marks follow the text as printed: accents, apostrophes, punctuation."""
    found = article("a", "“It’s a Café–Bar”, she said.")
    assert shown(found, '"its a cafe bar"')[0][2] == ["It’s a Café–Bar"]


def test_inflected_words_are_marked() -> None:
    """A word marks its other forms, a quoted word only itself."""
    found = article("a", "Ferries sail. The ferry sailed.", language="en")
    assert shown(found, "ferry sail")[0][2] == ["Ferries", "sail", "ferry", "sailed"]
    assert shown(found, '"ferry"')[0][2] == ["ferry"]


def test_words_near_each_other_are_marked_one_by_one() -> None:
    """What stands between near words is not marked."""
    found = article("a", "The ferry slowly left. The dog slept near a ferry.")
    assert shown(found, '"ferry left"~2')[0][2] == ["ferry", "left"]


def test_patterns_and_similar_words_are_marked() -> None:
    """Wildcards and fuzzy words mark what they match."""
    found = article("a", "Storms and stirms and Tull.")
    assert shown(found, "st?rms")[0][2] == ["Storms", "stirms"]
    assert shown(found, "tul*")[0][2] == ["Tull"]
    assert shown(found, "storm~1")[0][2] == ["Storms"]


def test_what_is_excluded_is_never_marked() -> None:
    """A negated word has no mark, whichever way it got there."""
    found = article("a", "The ferry left. The drill began.")
    assert shown(found, "ferry OR (boat -drill)")[0][2] == ["ferry"]


def test_an_alternative_is_marked_only_where_it_matches_as_a_whole() -> None:
    """Half of an AND inside an OR is no match."""
    found = article("a", "The ferry left. The drill began.")
    assert shown(found, "(ferry storm) OR drill")[0][2] == ["drill"]
    assert shown(found, "(ferry left) OR storm")[0][2] == ["ferry", "left"]
    assert shown(found, "(ferry -drill) OR (drill -storm)^2")[0][2] == ["drill"]


def test_the_title_is_a_fragment_where_it_matches() -> None:
    """The title is marked; a body without a match shows how it begins."""
    found = article("a", "Nobody came. It rained.\n\nLater it did not.", title="Last ferry")
    assert shown(found, "ferry") == [
        ("title", "Last ferry", ["ferry"]),
        ("body", "Nobody came. It rained.", []),
    ]
    assert shown(found, "title:ferry rained") == [
        ("title", "Last ferry", ["ferry"]),
        ("body", "It rained.", ["rained"]),
    ]
    assert shown(found, "body:rained")[0][0] == "body"


def test_without_words_the_body_begins() -> None:
    """An empty query, a filter, an article without text."""
    found = article("a", "It rained. All day.", title="Rain", outlet="courier")
    assert shown(found, "") == [("body", "It rained. All day.", [])]
    assert shown(found, "outlet:courier") == [("body", "It rained. All day.", [])]
    assert shown(article("b", title="Rain"), "") == []


def test_cut_blocks_are_shown_only_when_they_alone_match() -> None:
    """With scope all, a match in a cut block is shown as such; the body comes first."""
    found = article("a", "The ferry left.", cut=("A ferry ad.", "Read on: the storm."))
    assert shown(found, "storm") == [("body", "The ferry left.", [])]
    assert shown(found, "ferry", scope="all") == [("body", "The ferry left.", ["ferry"])]
    assert shown(found, "storm", scope="all") == [("cut", "Read on: the storm.", ["storm"])]
    both = article("b", "The ferry left.", cut=("A ferry ad.", "A ferry and the storm."))
    assert shown(both, "ferry storm", scope="all") == [
        ("body", "The ferry left.", ["ferry"]),
        ("cut", "A ferry and the storm.", ["ferry", "storm"]),
    ]


def test_no_phrase_reaches_from_one_cut_block_into_the_next() -> None:
    """Cut blocks are apart, the paragraphs of a body are not."""
    apart = article("a", "Nothing.", cut=("the last", "ferry left"))
    assert shown(apart, '"last ferry"', scope="all") == [("body", "Nothing.", [])]
    body = article("b", "It was the last\n\nferry of the day. Then fog.\n\nOther things.")
    assert shown(body, '"last ferry"') == [
        (
            "body",
            "It was the last ferry of the day. Then fog.",
            ["last ferry"],
        )
    ]


SAID = article(
    "a",
    "A ferry left. “The last ferry,” she said. “Ferries sink.”\n\nNo ferry came. “A *** ferry,” he said.",
    quotes=[("The last ferry,",), ("Ferries sink.",), ("A *** ferry,",)],
    title="Ferry",
    language="en",
)


def test_what_is_said_is_marked_only_where_it_is_said() -> None:
    """The same word of the title, of the narrator and of other quotations stays unmarked."""
    found = marks(SAID, plan(parse("said:ferry"), ("en",)))
    assert found.title == ()
    assert [SAID.text[a:b] for a, b in found.text] == ["ferry", "Ferries", "ferry"]
    assert all(any(q.start <= a and b <= q.end for q in SAID.quotes) for a, b in found.text)
    assert shown(SAID, 'said:"last ferry"') == [
        ("body", "“The last ferry,” she said. “Ferries sink.”", ["last ferry"])
    ]
    assert shown(SAID, 'said:"ferry ferries"')[0][2] == []


def test_a_fragment_shows_what_is_said_and_what_is_not() -> None:
    """A word in a quotation and the same word anywhere are two things to show, marked once each."""
    found = article(
        "a",
        "\n\n".join(["The ferry met a ferry.", FILLER * 4, "“No ferry,” she said."]),
        quotes=[("No ferry,",)],
    )
    assert [marked for _, _, marked in shown(found, "said:ferry ferry")] == [
        ["ferry", "ferry"],
        ["ferry"],
    ]


FILLER = "Nobody in the harbour office would say a word about this for the rest of that long day. "


def test_passages_cover_the_words_of_the_query() -> None:
    """The passage with most words comes with one for the word that it lacks, in the order of the text."""
    text = "\n\n".join(
        [
            FILLER * 3 + "A whistle blew.",
            FILLER * 4,
            "The ferry met the storm.",
            "A ferry. A storm.",
        ]
    )
    found = shown(article("a", text), "ferry storm whistle")
    assert found[0] == ("body", "A whistle blew.", ["whistle"])
    assert found[1] == ("body", "The ferry met the storm.", ["ferry", "storm"])
    assert len(found) == 2


def test_a_fragment_goes_on_within_its_paragraph_and_its_length() -> None:
    """What follows the match is shown in whole sentences, up to the length of a fragment."""
    text = "Before. The ferry left. " + FILLER * 4 + "\n\nAfter."
    ((_, shown_text, _),) = shown(article("a", text), '"the ferry left"')
    assert shown_text == ("The ferry left. " + FILLER * 3).strip()
    assert len(shown_text) <= LENGTH


def test_long_sentences_are_trimmed_and_say_so() -> None:
    """A sentence past the length is cut between words, with an ellipsis where it goes on."""
    text = "word " * 100 + "ferry " + "tail " * 100
    ((_, shown_text, marked),) = shown(article("a", text), "ferry")
    assert marked == ["ferry"]
    assert shown_text.startswith("… word ")
    assert shown_text.endswith("tail …")
    assert len(shown_text) <= LENGTH + 4
    assert set(shown_text.split()) == {"…", "word", "ferry", "tail"}


def test_a_phrase_longer_than_a_fragment_is_shown_whole() -> None:
    """A pasted paragraph is one mark, however long."""
    text = " ".join(f"word{n}" for n in range(120))
    ((_, _, marked),) = shown(article("a", f"Before. {text} after."), f'"{text}"')
    assert marked == [text]


def test_text_without_spaces_is_bounded() -> None:
    """A line without any space or full stop gives a bounded fragment."""
    found = shown(article("a", "京" * 5000 + "東" + "京" * 5000), "東")
    assert found[0][2] == ["東"]
    assert len(found[0][1]) <= LENGTH + 4


def test_a_page_made_of_matches_is_bounded() -> None:
    """Thousands of matches, overlapping ones too, give fragments of the usual length in time."""
    found = article("a", "the " * 20_000 + ".\n\n" + "The end. " * 10_000)
    for query in ("the", '"the the"', "the end"):
        cut = shown(found, query)
        assert 1 <= len(cut) <= 3
        assert all(len(text) <= LENGTH + 4 and marked for _, text, marked in cut)


def test_a_title_past_the_length_is_trimmed() -> None:
    """A hostile title does not fill the page."""
    found = shown(article("a", title="word " * 5000 + "ferry"), "ferry")
    assert len(found[0][1]) <= LENGTH + 4
    assert found[0][2] == ["ferry"]


def test_fragments_hold_text_not_html() -> None:
    """Angle brackets stay what they are; escaping is the template's business."""
    found = article("a", "<script>alert('ferry')</script> & more.")
    assert shown(found, "ferry")[0][1] == "<script>alert('ferry')</script> & more."


def test_marks_of_a_whole_article() -> None:
    """For the article's page, every match in title, text and each cut block."""
    found = article("a", "A ferry.\n\nThe ferry.", title="Ferry", cut=("no", "ferry, a ferry"))
    everything = marks(found, plan(widen(parse("ferry")), ()))
    assert everything.title == ((0, 5),)
    assert everything.text == ((2, 7), (14, 19))
    assert everything.cut == ((), ((0, 5), (9, 14)))
    assert marks(found, plan(parse("-ferry"), ())) == ((), (), ((), ()))


WORDS = st.sampled_from(["a", "b", "bb", "Ä", "it's", "½", "don’t", "東", "c-d", "x", "*", "¶"])
GAPS = st.sampled_from([" ", " ", ". ", "\n\n", ", “", "\n", "”. "])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=40).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
QUERIES = st.sampled_from(
    ["a", '"a b"', '"b a"~3', "b*", "b~1", "a OR b OR bb", '"its a"', "½ OR 東", "c-d", '"a ä"',
     "title:a", "body:b x", '"a a"', '"a bb a"~4', "?b", "-a"]
).map(parse)  # fmt: skip


def brute(found: Article, query: Query) -> dict[str, list[tuple[int, int]]]:
    """The marks by the plain way: the document's words, each with its token."""
    indexed = document(found)
    matched = spans(plan(query, ("en",)), indexed.words)
    result = {}
    for part, text in (("title", found.title or ""), ("body", found.text)):
        places = tokens(text)
        words = [*matched[f"{part}_words"], *matched[f"{part}_stems"]]
        result[part] = merged((places[a].start, places[b - 1].end) for a, b in words)
    return result


@settings(max_examples=250, deadline=None)
@given(TEXTS, TEXTS, QUERIES)
def test_marks_equal_the_matches(body: str, title: str, query: Query) -> None:
    """Marks of the article and of its fragments are those of the matcher, no more and no fewer."""
    found = article("a", body, title=title, language="en")
    expected = brute(found, query)
    lowered = plan(query, ("en",))
    everything = marks(found, lowered)
    assert list(everything.title) == expected["title"]
    assert list(everything.text) == expected["body"]
    for fragment in fragments(found, lowered):
        check(fragment, found.title or "" if fragment.field == "title" else found.text, expected)


def check(fragment: Fragment, text: str, expected: dict[str, list[tuple[int, int]]]) -> None:
    """A fragment is a stretch of its text, on one line, with the marks that this stretch has."""
    plain = re.sub(r"\s+", " ", text)
    marked = [(squeezed(text, a), squeezed(text, b)) for a, b in expected[fragment.field]]
    assert "…" not in fragment.text
    size = len(fragment.text)
    possible = [
        tuple((a - n, b - n) for a, b in marked if n <= a and b <= n + size)
        for n in range(len(plain))
        if plain.startswith(fragment.text, n)
    ]
    assert fragment.marks in possible


def squeezed(text: str, offset: int) -> int:
    """Where an offset comes to stand when runs of white space become one space."""
    return len(re.sub(r"\s+", " ", text[:offset]))


@pytest.mark.parametrize("size", [0, 1, 5])
def test_blocks_of_many_kinds(size: int) -> None:
    """Embeds belong to the text, captions do not."""
    given: dict[str, Any] = {
        "blocks": (*tuple(Block("embed", f"ferry {n}") for n in range(size)), Block("caption", "ferry"))
    }  # fmt: skip
    found = marks(Article("a", **given), plan(parse("ferry"), ()))
    assert len(found.text) == size
    assert found.cut == ((),)
