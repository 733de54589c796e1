"""Whether a short quotation with a change can have come from an article: by what its words tell, and whether they
stand in one wording only."""

from __future__ import annotations

import pytest

from search.engine import Engine
from search.engines.memory import MemoryEngine
from search.quotes import check
from tests.engines import article

# Rare words stand in one article each, common ones in all.
COMMON = "The council met in the hall and said that it would be there for the people of the town."
ARTICLES = [
    article("lock", f"{COMMON} Marten Dovrak opened rusted sluices after lunch."),
    article("barge", f"{COMMON} A cobalt lantern burns on every barge."),
    article("pier", f"{COMMON} A cobalt lantern burns below the pier."),
    article("toll", f"{COMMON} The ferrymen refused every toll, but the boys paid."),
    article("fell", f"{COMMON} Barley prices fell sharply at noon, and nobody knew where."),
    *(article(f"n{n}", f"{COMMON} Note {n}: wind from the west.") for n in range(40)),
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The archive of these articles."""
    made = MemoryEngine()
    made.write(ARTICLES)
    made.flush()
    return made


@pytest.mark.parametrize(
    "pasted",
    [
        "opened rusted sluices yesterday",  # at its end
        "closed rusted sluices after",  # at its beginning
        "opened rusted gates after",  # within
        "rusted opened sluices after",  # two words exchanged
    ],
)
def test_four_words_with_one_change_are_found_where_the_rest_tells(
    engine: Engine, pasted: str
) -> None:
    """Three rare words in their order stand nowhere else: there the quotation was changed."""
    checked = check(engine, pasted)
    assert checked.verdict == "altered"
    assert checked.hits[0].article.id == "lock"


@pytest.mark.parametrize(
    "pasted",
    [
        "it would be nice",  # words of every article
        "of the people there",
        "cobalt lantern burns brightly",  # in two wordings: which of them was changed?
        "would be there tomorrow",
        "after wind from sluices",  # rare words, together nowhere
    ],
)
def test_four_words_that_tell_nothing_are_not_found(engine: Engine, pasted: str) -> None:
    """Words that stand together by chance, or in several wordings, name no source; they are shown."""
    checked = check(engine, pasted)
    assert checked.verdict == "not_found"
    assert {hit.verdict for hit in checked.hits} <= {"not_found"}


def test_one_wording_in_several_articles_is_one(engine: Engine) -> None:
    """A text that was carried twice is no reason to doubt either."""
    made = MemoryEngine()
    again = article("again", "Marten Dovrak opened rusted sluices after lunch, the paper says.")
    made.write([*engine.scan(), again])
    made.flush()
    checked = check(made, "opened rusted sluices yesterday")
    assert checked.verdict == "altered"
    assert {hit.article.id for hit in checked.hits[:2]} == {"lock", "again"}


def test_a_word_of_its_own_is_no_garbled_one(engine: Engine) -> None:
    """What no article has is a slip of the hand; "where" for "there" may be another sentence, unless the rest
    tells enough."""
    assert check(engine, "thene for the people of").verdict == "altered"
    assert check(engine, "where for the people of").verdict == "not_found"
    assert check(engine, "A cobalt lantem shines on every barge").verdict == "altered"
    assert check(engine, "where ferrymen refused every toll").verdict == "altered"
