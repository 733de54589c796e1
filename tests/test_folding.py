"""Near-copies folded: each text once, on every engine, and both figures told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from engines import NAMES, article, filled
from hypothesis import given, settings
from hypothesis import strategies as st

from search.answer import Request, answer, result_json
from search.engine import Engine
from search.engines.memory import MemoryEngine

# Of two texts several outlets have copies; "late" is the fifth of the first text, "none" is by itself.
ARTICLES = [
    article("wire", "The ferry sank.", outlet="wire", published="2021-03-01", cluster="x"),
    article("copy", "The ferry sank.", outlet="courier", published="2021-03-02", cluster="x"),
    article("song", "An old ferry song.", outlet="courier", published="2021-04-01", cluster="y"),
    article("sung", "An old ferry song.", outlet="herald", published="2020", cluster="y"),
    article("none", "A ferry.", outlet="herald", published="2021-05-01"),
    article("undated", "The ferry sank.", cluster="x"),
    article("tram", "A tram.", cluster="x"),
]  # fmt: skip


@pytest.fixture(scope="module", params=NAMES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Each engine with the seven articles, in two flushes."""
    folder = tmp_path_factory.mktemp("folding") / request.param
    made = filled(request.param, folder, ARTICLES[:4], ARTICLES[4:])
    yield made
    made.close()


def shown(engine: Engine, query: str = "ferry", **given: object) -> list[tuple[str, int]]:
    """The hits of a folded request, each with how many copies stand behind it."""
    result = answer(engine, Request(query, collapse=True, **given))  # type: ignore[arg-type]
    return [(hit.article.id, hit.copies) for hit in result.hits]


def test_each_text_is_shown_once(engine: Engine) -> None:
    """By the article that comes first in the order asked for; those that do not match count nothing."""
    assert shown(engine, sort="date_asc") == [("sung", 1), ("wire", 2), ("none", 0)]
    assert shown(engine, sort="date_desc") == [("none", 0), ("song", 1), ("copy", 2)]
    assert len(shown(engine)) == 3


def test_both_figures_are_told(engine: Engine) -> None:
    """The total counts articles, `independent` texts; without folding nobody counts texts."""
    data = result_json(answer(engine, Request("ferry", collapse=True, limit=1)))
    assert (data["total"]["value"], data["independent"]) == (6, 3)
    assert result_json(answer(engine, Request("ferry")))["independent"] is None
    assert answer(engine, Request("nowhere", collapse=True)).independent == 0


def test_filters_come_before_folding(engine: Engine) -> None:
    """A text whose first article is filtered away is shown by another one."""
    assert shown(engine, filters={"outlet": ("courier",)}, sort="date_asc") == [
        ("copy", 0),
        ("song", 0),
    ]


def test_pages_count_texts(engine: Engine) -> None:
    """Pages neither overlap nor skip, and end where the texts end."""
    pages = [shown(engine, sort="date_asc", offset=n, limit=1) for n in range(5)]
    assert [page[0][0] for page in pages[:3]] == ["sung", "wire", "none"]
    assert pages[3:] == [[], []]
    assert shown(engine, limit=0) == []


def test_the_copies_of_a_text_are_a_filter(engine: Engine) -> None:
    """The articles of one text, the earliest first, undated ones last."""
    request = Request(filters={"cluster": ("x",)}, sort="date_asc")
    found = [hit.article.id for hit in answer(engine, request).hits]
    assert found[:2] == ["wire", "copy"]
    assert set(found[2:]) == {"undated", "tram"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from((None, "x", "y", "z")), max_size=60), st.integers(1, 7))
def test_pages_together_are_the_first_of_each(clusters: list[str | None], size: int) -> None:
    """However many copies stand between: all pages together are each text's first article, in order."""
    engine = MemoryEngine()
    engine.write(
        article(f"a{n}", "ferry", published=f"20{n:02}", cluster=cluster)
        for n, cluster in enumerate(clusters)
    )
    engine.flush()
    expected, seen = [], set()
    for n, cluster in enumerate(clusters):
        if cluster is None or cluster not in seen:
            expected.append(f"a{n}")
        seen.add(cluster)
    found: list[str] = []
    for offset in range(0, len(clusters) + 1, size):
        found += [id for id, _ in shown(engine, sort="date_asc", offset=offset, limit=size)]
    assert found == expected
