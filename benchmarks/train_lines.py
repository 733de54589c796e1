"""Learns the tables of `index/data/clean.json` and says how well they hold on sites not learned from.

    python benchmarks/train_lines.py ../shared/eval/ingest            # cross-validated figures only
    python benchmarks/train_lines.py ../shared/eval/ingest --write    # and writes the tables

Six tables, each a logistic model over the named signs that the modules of `index/clean` give (a weight
is a log-odds): `anchor` picks the headline of a text dump before its text is known, `line` and `second`
judge its lines, `html` those of HTML pages, `title` picks the headline above the text, `boundary` finds
where a further article begins. What they learn from:

- anchor: the pages of the next point (`train_anchor.py`).
- line, second: the lines of `body-text`, told apart by the gold text of each page; the lines of
  `seg-text` and `meta-text`, told apart by what trafilatura keeps of the same page in HTML (a weaker
  witness, weighed less), except that annotated fragments decide where there are some.
- html: the lines of `body-html` by gold text, those of `seg-html` by annotated fragments.
- title: `meta-text`, the line that equals the gold title. boundary: `several`, and the single pages above
  as examples of no boundary.

Folds are by site, so that no page is judged by what was learned from its neighbours. The tables for dumps
learn from one another, so that each fold is left out of all three: where it is left out of the last alone, what
the first two learned from it comes back through the scores of the others, and the figures flatter by a
hundredth and more. Needs numpy and scipy, which Pressmark itself does not; takes about ten minutes. Only
weights are kept, no text.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from train_anchor import Choice, Heads, find_heads, learn_anchors, learn_choice

from index.clean import body, clean, extract, headline, second, segment, weights
from index.clean.anchor import Anchor
from index.clean.kinds import first_paragraph, name_lines
from index.clean.lines import Line, text_lines
from index.clean.walk import html_lines
from index.clean.witness import extracted_text
from index.page import Page, Rejected
from index.signals import read_signals
from index.sniff import parse
from index.titles import find_title

FOLDS = 5
TABLES = Path(__file__).resolve().parent.parent / "index" / "data" / "clean.json"
# Weights nearer to nothing than this are left out of the tables.
SMALLEST = 0.04
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass
class Sheet:
    """One page to learn from: its lines, which are text, how much each counts, and their signs."""

    row: dict[str, Any]
    site: str
    lines: list[Line]
    text: list[bool]
    counts: list[float]
    group: str
    signs: list[list[str]] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    low: int = 0
    # The page's titles, and the lines of a dump that may be its headline.
    titles: list[str] = field(default_factory=list)
    heads: Heads | None = None
    anchor: Anchor | None = None
    # Which lines were judged text, of a dump.
    judged: list[bool] = field(default_factory=list)

    @property
    def fold(self) -> int:
        return zlib.crc32((self.site or self.row["id"][:13]).encode()) % FOLDS


# --- reading the sets -------------------------------------------------------------------------------


def read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def site_of(url: str | None) -> str:
    """The registered part of a host, near enough: its last two labels, three below "co.uk"."""
    labels = urlsplit(url or "").netloc.split(":")[0].removeprefix("www.").split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:])


def parsed(row: dict[str, Any]) -> Any:
    page = Page(row["id"], "", "", row["body"].encode(), row.get("url"), None, row["media_type"])
    return parse(page)


def titles_of(page: Any) -> list[str]:
    """The title that an HTML page gives itself, if any."""
    try:
        title = find_title(page, clean(page)[0], read_signals(page))
    except Rejected:
        title = None
    return [title] if title else []


def align(lines: Sequence[Line], gold: str) -> list[bool]:
    """Which lines stand in the gold text: long ones anywhere, short ones in their place between those."""
    whole = _NOT_LETTERS.sub("", gold).casefold()
    keys = [_NOT_LETTERS.sub("", line.text).casefold() for line in lines]
    spans: list[tuple[int, int] | None] = [None] * len(lines)
    for at, key in enumerate(keys):
        if len(key) < 30:
            continue
        start = whole.find(key)
        if start < 0 and len(key) >= 60:
            start = max(whole.find(key[:40]), whole.find(key[-40:]) - len(key) + 40)
        if start >= 0:
            spans[at] = (start, start + len(key))
    text = [span is not None for span in spans]
    anchors = [at for at, span in enumerate(spans) if span]
    if anchors:
        for above, below in zip([None, *anchors], [*anchors, None], strict=True):
            _align_between(keys, spans, text, whole, above, below)
    return text


def _align_between(
    keys: list[str],
    spans: list[tuple[int, int] | None],
    text: list[bool],
    whole: str,
    above: int | None,
    below: int | None,
) -> None:
    low = spans[above][1] if above is not None else 0  # type: ignore[index]
    high = spans[below][0] if below is not None else len(whole)  # type: ignore[index]
    first = above + 1 if above is not None else max(0, (below or 0) - 12)
    last = below if below is not None else min(len(keys), (above or 0) + 13)
    for at in range(first, last):
        start = whole.find(keys[at], low, high) if keys[at] else -1
        if 0 <= start <= low + 40 + 3 * len(keys[at]):
            text[at] = True
            low = start + len(keys[at])


def judge_fragments(sheet: Sheet, gold: dict[str, Any]) -> None:
    """Lets annotated fragments decide over the weaker witness."""
    for at, line in enumerate(sheet.lines):
        unwanted = (f for f in gold["without"] + gold["comments"] if len(f) > 4)
        if len(line.text) < 300 and any(f in line.text for f in unwanted):
            sheet.text[at], sheet.counts[at] = False, 4.0
    for fragment in gold["with"]:
        hits = [
            at for at, line in enumerate(sheet.lines) if " ".join(fragment.split()) in line.text
        ]
        if len(hits) == 1:
            sheet.text[hits[0]], sheet.counts[hits[0]] = True, 4.0


def text_sheets(folder: Path) -> list[Sheet]:
    """Body pages stand in the set in two renderings, so that each counts half."""
    pages = {row["id"]: row for row in read(folder / "body-html.jsonl.gz")}
    titles = {name: titles_of(parsed(row)) for name, row in pages.items()}
    sheets = []
    for row in read(folder / "body-text.jsonl.gz"):
        lines, own = text_lines(row["body"]), row["id"].rpartition("-")[0]
        text, counts = align(lines, row["gold"]["text"]), [0.5] * len(lines)
        site = site_of(pages[own]["url"])
        sheets.append(Sheet(row, site, lines, text, counts, "body-text", titles=titles[own]))
    for kind in ("seg", "meta"):
        twins = {row["id"]: row for row in read(folder / f"{kind}-html.jsonl.gz")}
        for row in read(folder / f"{kind}-text.jsonl.gz"):
            if row["body"].strip() and row["id"] not in pages:
                sheets.append(_twin_sheet(row, twins[row["id"]], f"{kind}-text"))
    return sheets


def _twin_sheet(row: dict[str, Any], twin: dict[str, Any], group: str) -> Sheet:
    """A dump whose text is told by the same page in HTML."""
    lines, page = text_lines(row["body"]), parsed(twin)
    kept = align(lines, extracted_text(page.tree, sum(len(line.text) for line in lines)))
    titles = titles_of(page) + row["gold"].get("title", [])
    counts = [0.6] * len(lines)
    sheet = Sheet(row, site_of(twin["url"]), lines, kept, counts, group, titles=titles)
    if group == "seg-text":
        judge_fragments(sheet, row["gold"])
    return sheet


def html_sheets(folder: Path) -> list[Sheet]:
    sheets = []
    for name in ("body-html", "seg-html"):
        for row in read(folder / f"{name}.jsonl.gz"):
            page = parsed(row)
            lines = html_lines(page.tree)
            found = extract.kept_lines(page, lines)
            gold = row["gold"]
            text = align(lines, gold["text"]) if name == "body-html" else list(found)
            sheet = Sheet(
                row,
                site_of(row["url"]),
                lines,
                text,
                [1.0 if name == "body-html" else 0.15] * len(lines),
                name,
            )
            if name == "seg-html":
                judge_fragments(sheet, gold)
            if extract.is_article(lines, found):
                low, high = extract.reach(lines, found)
                sheet.low, sheet.signs = low, extract.signs(lines, found, low, high)
            sheets.append(sheet)
    return sheets


# --- learning ---------------------------------------------------------------------------------------


def learn(
    rows: Iterable[tuple[dict[str, float], bool, float]], *, decay: float, least: int
) -> dict[str, float]:
    """A logistic model by L-BFGS: rows are (signs with values, answer, how much it counts); `decay` is the
    weight of the squared norm, a sign must occur `least` times."""
    rows = list(rows)
    seen = Counter(sign for signs, _, _ in rows for sign in signs)
    names = sorted(sign for sign, times in seen.items() if times >= least)
    column = {name: at for at, name in enumerate(names)}
    where = [
        (at, column[s], v)
        for at, (signs, _, _) in enumerate(rows)
        for s, v in signs.items()
        if s in column
    ]
    at, col, values = zip(*where, strict=True)
    table = csr_matrix((values, (at, col)), shape=(len(rows), len(names)))
    answers = np.array([float(answer) for _, answer, _ in rows])
    counts = np.array([count for _, _, count in rows])

    def loss(theta: Any) -> tuple[float, Any]:
        odds = table @ theta
        chance = 1 / (1 + np.exp(-odds))
        value = (
            counts * (np.logaddexp(0, odds) - answers * odds)
        ).sum() + 0.5 * decay * theta @ theta
        return value, table.T @ (counts * (chance - answers)) + decay * theta

    theta = minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    ).x
    return dict(zip(names, map(float, theta), strict=True))


def learn_lines(sheets: Iterable[Sheet], least: int, decay: float) -> dict[str, float]:
    """Each line counts by its words, as in the segment that is chosen from the scores."""
    return learn(
        (
            (
                dict.fromkeys(signs, 1.0),
                sheet.text[sheet.low + at],
                sheet.counts[sheet.low + at] * body.mass(sheet.lines[sheet.low + at]),
            )
            for sheet in sheets
            for at, signs in enumerate(sheet.signs)
        ),
        decay=decay,
        least=least,
    )


def learn_dump_lines(sheets: list[Sheet]) -> dict[str, float]:
    """The decay was swept over 3, 6, 12, 25, with each fold left out of all tables: 6 and 12 are alike."""
    return learn_lines(sheets, 8, 6.0)


def score_lines(sheet: Sheet, table: dict[str, float]) -> list[float]:
    return [sum(table.get(sign, 0.0) for sign in signs) for signs in sheet.signs]


def crossed(
    sheets: list[Sheet], fit: Callable[[list[Sheet]], dict[str, float]]
) -> list[list[float]]:
    """Each sheet's scores by a table learned without its site."""
    folds = {sheet.fold for sheet in sheets}
    tables = {fold: fit([s for s in sheets if s.fold != fold]) for fold in folds}
    return [score_lines(sheet, tables[sheet.fold]) for sheet in sheets]


def learn_dumps(sheets: list[Sheet]) -> dict[str, dict[str, float]]:
    """The three tables for text dumps. Each learns from what the one before says of pages of other sites."""
    for fold in {sheet.fold for sheet in sheets}:
        table = learn_anchors(s.heads for s in sheets if s.heads and s.fold != fold)
        for sheet in sheets:
            if sheet.heads and sheet.fold == fold:
                sheet.anchor = sheet.heads.picked(table)
    for sheet in sheets:
        sheet.signs = body.first_signs(sheet.lines, sheet.anchor)
    first = learn_dump_lines(sheets)
    for sheet, scores in zip(sheets, crossed(sheets, learn_dump_lines), strict=True):
        scores = [score + body.FIRST_BIAS for score in scores]
        span = body.first_extent(sheet.lines, scores, sheet.anchor)
        late = second.second_signs(sheet.lines, scores, span)
        sheet.signs = [own + more for own, more in zip(sheet.signs, late, strict=True)]
    anchor = learn_anchors(sheet.heads for sheet in sheets if sheet.heads)
    return {"anchor": anchor, "line": first, "second": learn_dump_lines(sheets)}


def judge_apart(sheets: list[Sheet], measure: Any) -> None:
    """Judges each dump by tables that saw nothing of its site, as `clean` would."""
    for sheet in sheets:
        sheet.heads = find_heads(sheet.lines, sheet.text, sheet.titles, measure)
    for fold in range(FOLDS):
        use(learn_dumps([sheet for sheet in sheets if sheet.fold != fold]))
        for sheet in sheets:
            if sheet.fold == fold:
                sheet.judged = judge_dump(sheet.lines)


def use(tables: dict[str, dict[str, float]]) -> None:
    """Puts tables in the place of those that the package read."""
    for name, learned in tables.items():
        table = getattr(weights, name.upper())
        table.clear()
        table.update(rounded(learned))


def judge_dump(lines: Sequence[Line]) -> list[bool]:
    """What `clean` makes of a dump."""
    inside, scores = body.judge(lines)
    if not any(inside):
        inside = body.sentences(lines)
    return [verdict.is_text for verdict in name_lines(lines, inside, scores)]


def learn_html(sheets: list[Sheet]) -> dict[str, float]:
    """The decay was swept over 1, 3, 10 by cross-validation."""
    told = [sheet for sheet in sheets if sheet.signs]
    for sheet, scores in zip(
        told, crossed(told, lambda some: learn_lines(some, 6, 3.0)), strict=True
    ):
        sheet.scores = scores
    return learn_lines(told, 6, 3.0)


def title_choices(folder: Path, measure: Any) -> list[Choice]:
    """For each dump with a printed title: each candidate's signs, and whether it is right."""
    found = []
    for row in read(folder / "meta-text.jsonl.gz"):
        lines, gold = text_lines(row["body"]), row["gold"]
        text = [at for at, kept in enumerate(body.judge(lines)[0]) if kept] if lines else []
        if not text or not gold["visible"]["title"]:
            continue
        signs = headline.title_signs(lines, text[0], first_paragraph(lines, text))
        right = [
            measure.title_ok(lines[at].text, gold["title"], gold["outlet"])[0] for at, _ in signs
        ]
        found.append(([own for _, own in signs], right))
    return found


def boundary_examples(
    folder: Path, dumps: list[Sheet]
) -> list[tuple[int, list[tuple[dict[str, float], bool, float]]]]:
    """For each file its fold, and each place where an article might begin: signs, answer, count."""
    found = []
    files = [
        (row["body"], set(row["gold"]["start_lines"]), 1.0)
        for row in read(folder / "several.jsonl.gz")
    ]
    files += [
        (sheet.row["body"], set(), 0.5) for sheet in dumps if not sheet.row["id"].endswith("-crawl")
    ]
    for number, (text, starts, count) in enumerate(files):
        lines = text_lines(text)
        verdicts = name_lines(lines, *body.judge(lines))
        own = [
            line
            for line, v in zip(lines, verdicts, strict=True)
            if v.is_text or v.kind in ("note", "bio")
        ]
        edges = [0, *sorted(segment.cued(own)), len(own)]
        rows = []
        for low, high in pairwise(edges):
            for place, signs in segment.boundary_signs(own[low:high]):
                rows.append((signs, own[low + place].number in starts, count))
        found.append((number % FOLDS, rows))
    return found


# --- measuring and writing --------------------------------------------------------------------------


def report(sheets: list[Sheet], measure: Any, choose: Callable[[Sheet], list[bool]]) -> None:
    """Prints the figures of the set's own scorer for lines that were scored without their site."""
    for group, score in (
        ("body-text", measure.body),
        ("seg-text", measure.segments),
        ("body-html", measure.body),
        ("seg-html", measure.segments),
    ):
        own = [sheet for sheet in sheets if sheet.group == group]
        if not own:
            continue
        texts = {
            s.row["id"]: "\n".join(
                line.text for line, kept in zip(s.lines, choose(s), strict=True) if kept
            )
            for s in own
        }
        figures = score(
            [s.row for s in own], {key: [{"text": text}] for key, text in texts.items()}
        )
        print(group, {name: round(value, 4) for name, value in figures.items()}, flush=True)


def choose_html(sheet: Sheet) -> list[bool]:
    """What `extract.judge` chooses: where the extractor kept no article, what a dump would give."""
    if not sheet.signs:
        return body.judge(sheet.lines)[0]
    chosen = [False] * len(sheet.lines)
    for at, score in enumerate(sheet.scores):
        chosen[sheet.low + at] = score > 0
    return chosen


def rounded(table: dict[str, float]) -> dict[str, float]:
    return {name: round(table[name], 2) for name in sorted(table) if abs(table[name]) >= SMALLEST}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="the folder of the development sets and score.py")
    parser.add_argument("--write", action="store_true", help=f"write {TABLES.name}")
    options = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", options.folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)

    dumps, pages = text_sheets(options.folder), html_sheets(options.folder)
    judge_apart(dumps, measure)
    report(dumps, measure, lambda sheet: sheet.judged)
    tables = learn_dumps(dumps)
    use(tables)
    tables["html"] = learn_html(pages)
    report(pages, measure, choose_html)
    tables["title"] = learn_choice(title_choices(options.folder, measure))
    places = [row for _, rows in boundary_examples(options.folder, dumps) for row in rows]
    tables["boundary"] = learn(places, decay=0.1, least=1)
    if options.write:
        about = {
            "learned by": "benchmarks/train_lines.py, which says from what",
            "unit": "log-odds a sign",
        }
        kept = {name: rounded(table) for name, table in tables.items()}
        TABLES.write_text(
            json.dumps({"about": about, **kept}, ensure_ascii=False, indent=1) + "\n", "utf-8"
        )


if __name__ == "__main__":
    main()
