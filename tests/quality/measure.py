"""Measures what ingest makes of the development sets, and keeps the floors.

    python tests/quality/measure.py            prints every score beside its floor
    python tests/quality/measure.py --raise    writes better scores into floors.json; never lowers one

The sets are real pages of other people's and stand beside the checkout, not in it; `floors.json` names each by
the digest of its bytes, so that a floor is never held against another set. Scores are those of the sets' own
scripts. A score counts as kept when it is at most TOLERANCE worse than its floor.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHARED = ROOT.parent / "shared"
FLOORS = HERE / "floors.json"
# Half a page of a hundred: what a fix elsewhere may cost before it counts as a loss.
TOLERANCE = 0.005

# Set -> the scores that are kept: name in floors.json -> path in the script's answer, and whether less is better.
KEPT: dict[str, dict[str, tuple[tuple[str, ...], bool]]] = {
    "ingest/body-html": {"f1": (("f1",), False)},
    "ingest/body-text": {"f1": (("f1",), False)},
    "ingest/seg-html": {
        "f1": (("f1",), False),
        "boilerplate_kept": (("boilerplate_kept",), True),
        "comments_kept": (("comments_kept",), True),
    },
    "ingest/seg-text": {
        "f1": (("f1",), False),
        "boilerplate_kept": (("boilerplate_kept",), True),
        "comments_kept": (("comments_kept",), True),
    },
    "ingest/meta-html": {
        "date_accuracy": (("date_all", "accuracy"), False),
        "date_precision": (("date_all", "precision"), False),
        "title": (("title_all", "strict"), False),
        "outlet": (("outlet_all", "strict"), False),
    },
    "ingest/meta-hard": {
        "date_accuracy": (("date_visible", "accuracy"), False),
        "date_precision": (("date_visible", "precision"), False),
        "title": (("title_all", "strict"), False),
        "outlet": (("outlet_all", "loose"), False),
    },
    "ingest/meta-text": {
        "date_accuracy": (("date_visible", "accuracy"), False),
        "date_precision": (("date_visible", "precision"), False),
        "title": (("title_visible", "strict"), False),
    },
    "ingest/several": {"f1": (("f1",), False), "false_splits": (("false_splits",), True)},
    "entities/dev": {
        "person": (("person", "f1"), False),
        "organisation": (("organisation", "f1"), False),
        "place": (("place", "f1"), False),
    },
    "quotes/speakers-dev": {
        "name": (("name (gold)",), False),
        "pronoun": (("pronoun (silver coref)",), False),
    },
}


def digest(shared: Path, name: str) -> str:
    """The digest of a set's bytes, as floors.json names it."""
    return hashlib.sha256((shared / "eval" / f"{name}.jsonl.gz").read_bytes()).hexdigest()[:16]


def scores(shared: Path, name: str) -> dict[str, float]:
    """The kept scores of one set, measured now."""
    answer = _ANSWERS[name.split("/")[0]](shared, name)
    found = {}
    for kept, (path, _) in KEPT[name].items():
        value: Any = answer
        for step in path:
            value = value[step]
        found[kept] = round(float(value), 4)
    return found


def worse(name: str, score: str, value: float, floor: float) -> bool:
    """Whether a score is worse than its floor by more than the tolerance."""
    less_is_better = KEPT[name][score][1]
    return value > floor + TOLERANCE if less_is_better else value < floor - TOLERANCE


def better(name: str, score: str, value: float, floor: float | None) -> bool:
    """Whether a score may replace its floor."""
    if floor is None:
        return True
    return value < floor if KEPT[name][score][1] else value > floor


def _script(shared: Path, folder: str) -> Any:
    spec = importlib.util.spec_from_file_location(
        f"score_{folder}", shared / "eval" / folder / "score.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _cleaned(path: Path) -> list[dict[str, Any]]:
    """What `clean --json` prints for a file, without the printing."""
    from index.page import Reject
    from index.pipeline import Pipeline
    from index.sources import read_items

    pipeline = Pipeline()
    made = (pipeline.make(item) for item in read_items([str(path)]) if not isinstance(item, Reject))
    return [article.to_json() for outcome in made for article in outcome.articles]


def _ingest(shared: Path, name: str) -> dict[str, Any]:
    script = _script(shared, "ingest")
    path = shared / "eval" / f"{name}.jsonl.gz"
    rows, got = script.load(path), defaultdict(list)
    for line in _cleaned(path):
        got[line["page"]].append(line)
    kind = name.split("/")[1].split("-")[0]
    judge = {"body": "body", "seg": "segments", "meta": "meta", "several": "several"}[kind]
    return dict(getattr(script, judge)(rows, got))


def _entities(shared: Path, name: str) -> dict[str, Any]:
    import contextlib
    import io
    import tempfile

    script = _script(shared, "entities")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as answers:
        for line in _cleaned(shared / "eval" / "quotes" / "articles.jsonl.gz"):
            answers.write(json.dumps(line) + "\n")
        answers.flush()
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            script.main(shared / "eval" / f"{name}.jsonl.gz", answers.name)
    return dict(json.loads(printed.getvalue()))


def _speakers(shared: Path, name: str) -> dict[str, Any]:
    import contextlib
    import io

    script = _script(shared, "quotes")
    gold = script.load(shared / "eval" / f"{name}.jsonl.gz")
    quotes = {
        line["id"]: line["quotes"]
        for line in _cleaned(shared / "eval" / "quotes" / "articles.jsonl.gz")
    }
    answers = []
    for row in gold:
        overlap = [
            (min(row["end"], q["end"]) - max(row["start"], q["start"]), q["speaker"])
            for q in quotes[row["id"]]
        ]
        most, speaker = max(overlap, default=(0, None), key=lambda pair: pair[0])
        answers.append({"case": row["case"], "speaker": speaker if most > 0 else None})
    with contextlib.redirect_stdout(io.StringIO()):
        return dict(script.speakers(gold, answers))


_ANSWERS = {"ingest": _ingest, "entities": _entities, "quotes": _speakers}


def main() -> None:
    """Prints the scores; with --raise writes the better ones."""
    sys.path.insert(0, str(ROOT))
    floors: dict[str, Any] = json.loads(FLOORS.read_text("utf8")) if FLOORS.exists() else {}
    for name in KEPT:
        known = floors.get(name, {})
        same = known.get("digest") == digest(SHARED, name)
        kept = known.get("scores", {}) if same else {}
        for score, value in scores(SHARED, name).items():
            floor = kept.get(score)
            mark = "!" if floor is not None and worse(name, score, value, floor) else " "
            print(
                f"{mark} {name:22} {score:18} {value:7.4f}  floor {floor if floor is not None else '-'}"
            )
            if better(name, score, value, floor):
                kept[score] = value
        floors[name] = {"digest": digest(SHARED, name), "scores": kept}
    if "--raise" in sys.argv[1:]:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
