"""The floors: scores on the development sets that only rise (needs the folder of sets)."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).resolve().parent


def _measure() -> ModuleType:
    spec = importlib.util.spec_from_file_location("measure", HERE / "measure.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["measure"] = module
    spec.loader.exec_module(module)
    return module


measure = _measure()
FLOORS = json.loads((HERE / "floors.json").read_text("utf8"))


def test_every_kept_score_has_a_floor() -> None:
    """No set and no score is left out of floors.json."""
    assert {name: set(scores) for name, scores in measure.KEPT.items()} == {
        name: set(entry["scores"]) for name, entry in FLOORS.items()
    }


def test_a_floor_is_noticed_when_missed() -> None:
    """Worse than the floor by more than the tolerance is worse, in both directions of better."""
    assert measure.worse("ingest/body-html", "f1", 0.90, 0.95)
    assert not measure.worse("ingest/body-html", "f1", 0.96, 0.95)
    assert measure.worse("ingest/several", "false_splits", 0.05, 0.0)
    assert not measure.better("ingest/body-html", "f1", 0.94, 0.95)


@pytest.mark.parametrize("name", sorted(measure.KEPT))
def test_scores_stay_above_their_floors(shared: Path, name: str) -> None:
    """Measured now, each kept score of the set is at least its floor."""
    entry = FLOORS[name]
    assert entry["digest"] == measure.digest(shared, name), "another set: measure and pin it anew"
    found = measure.scores(shared, name)
    missed = {
        score: (value, entry["scores"][score])
        for score, value in found.items()
        if measure.worse(name, score, value, entry["scores"][score])
    }
    assert missed == {}
