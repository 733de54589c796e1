"""The tables of weights that the judges of this room add up: `index/data/clean.json`, read once.

Each table maps a sign, named in words by the module that looks for it, to a log-odds. They were learned
by `benchmarks/train_lines.py`, whose docstring says from what.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from importlib.resources import files

_TABLES: dict[str, dict[str, float]] = json.loads(
    (files("index") / "data" / "clean.json").read_text("utf-8")
)

ANCHOR = _TABLES["anchor"]  # anchor.py: a line of a text dump that may be its headline
LINE = _TABLES["line"]  # body.py, features.py: a line of a text dump, by form and neighbours
SECOND = _TABLES["second"]  # body.py, second.py: the same, knowing the segment found first
HTML = _TABLES["html"]  # extract.py: a line of an HTML page
TITLE = _TABLES["title"]  # headline.py: a line above the text
BOUNDARY = _TABLES["boundary"]  # segment.py: a place where an article might begin


def add_up(table: Mapping[str, float], signs: Iterable[str]) -> float:
    """The sum of the weights of some signs, the same in any order (they come as sets, whose order changes
    from run to run); a sign that the table lacks says nothing."""
    get = table.get
    return math.fsum(get(sign, 0.0) for sign in signs)
