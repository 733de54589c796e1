"""A quotation gets the same verdict on every engine: cases as data (`quote_cases.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search.engine import Engine
from search.quotes import check, checked_json
from tests.engines import NAMES, article, filled

DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "quote_cases.toml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    """The same archive, kept by each engine."""
    made = {
        name: filled(name, tmp_path_factory.mktemp(name), [article(**a) for a in DATA["article"]])
        for name in NAMES
    }
    yield made
    for engine in made.values():
        engine.close()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["why"])
def test_a_quotation_gets_its_verdict(
    engines: dict[str, Engine], name: str, case: dict[str, Any]
) -> None:
    """Verdict, closest passage, what is printed there, and what was changed are as the case says."""
    checked = check(engines[name], case["query"])
    assert checked.verdict == case["verdict"]
    if "first" in case:
        hit = checked.hits[0]
        assert hit.article.id == case["first"]
        printed = " | ".join(hit.article.text[start:end] for start, end in hit.spans)
        assert printed == case.get("printed", printed)
        ops = [edit.op for edit in hit.edits]
        assert ops == case.get("ops", ops)
        flags = {flag for edit in hit.edits for flag in edit.flags}
        assert flags >= set(case.get("flags", ()))


@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["why"])
def test_engines_agree_on_the_closest_passage(
    engines: dict[str, Engine], case: dict[str, Any]
) -> None:
    """The first hit is the same on every engine, to the edit."""
    first = [checked_json(check(engines[name], case["query"]))["hits"][:1] for name in NAMES]
    assert first[1:] == first[:-1]
