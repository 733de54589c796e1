"""What the `anchor` table is learned from: of each text dump's lines, which one is its headline.

The same page in HTML says its own title; the headline of the dump is the line near above the article's
first paragraph that reads like it. Where no line does (a dump that lost its headline, a page that names
itself otherwise) each line close above the first paragraph counts as right. `train_lines.py` runs this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from index.clean import features, weights
from index.clean.anchor import Anchor, anchor_signs, pick
from index.clean.lines import Line

# A printed title stands so many lines above the first paragraph at most: pictures, share bars and their
# captions come between. Tried 25 and 40: alike.
TITLE_ABOVE = 40
# Where the title is not printed, any line so close above.
HEAD_ABOVE = 8
# A sign must stand on so many lines before it gets a weight.
LEAST = 4

# One choice to learn from: the signs of each candidate, and which candidates are right.
Choice = tuple[list[list[str]], list[bool]]


@dataclass
class Heads:
    """The lines of a dump that may be its headline, with their signs, and which of them are right."""

    lines: list[tuple[int, list[str]]]
    right: list[bool]

    def choice(self) -> Choice:
        return [signs for _, signs in self.lines], self.right

    def picked(self, table: dict[str, float]) -> Anchor | None:
        return pick([(weights.add_up(table, own), at) for at, own in self.lines])


def find_heads(
    lines: Sequence[Line], text: Sequence[bool], titles: list[str], measure: Any
) -> Heads:
    """The candidates of a dump; `text` says which lines are the article, `measure` is the sets' scorer."""
    heads = anchor_signs(lines)
    paragraphs = (at for at, kept in enumerate(text) if kept and lines[at].words >= features.PROSE)
    start = next(paragraphs, -1)
    right = [
        start - TITLE_ABOVE <= at <= start and measure.title_ok(lines[at].text, titles, [])[1]
        for at, _ in heads
    ]
    if not any(right):
        right = [start - HEAD_ABOVE <= at <= start for at, _ in heads]
    return Heads(heads, right)


def learn_anchors(heads: Iterable[Heads]) -> dict[str, float]:
    return learn_choice([own.choice() for own in heads if own.lines])


def learn_choice(choices: list[Choice]) -> dict[str, float]:
    """A choice of one candidate a page: softmax over the candidates' sums."""
    choices = [choice for choice in choices if any(choice[1])]
    seen = Counter(sign for signs, _ in choices for own in signs for sign in own)
    names = sorted(sign for sign, times in seen.items() if times >= LEAST)
    tables = [
        np.array([[float(name in own) for name in names] for own in map(set, signs)])
        for signs, _ in choices
    ]
    rights = [np.array(right, float) for _, right in choices]

    def loss(theta: Any) -> tuple[float, Any]:
        value, slope = 0.5 * theta @ theta, theta.copy()
        for table, right in zip(tables, rights, strict=True):
            odds = table @ theta
            chance = np.exp(odds - odds.max())
            chance /= chance.sum()
            hit = chance * right
            value -= np.log(hit.sum())
            slope -= table.T @ (hit / hit.sum() - chance)
        return value, slope

    theta = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return dict(zip(names, map(float, theta), strict=True))
