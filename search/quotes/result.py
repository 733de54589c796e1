"""The answer of a check: verdict, passages, what was changed; and its JSON form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from search.article import Article, Outlet
from search.holdings import Holdings, Unplaced
from search.query import Query

Verdict = Literal["verbatim", "marked", "altered", "spliced", "not_found"]
VERDICTS: tuple[Verdict, ...] = ("verbatim", "marked", "altered", "spliced", "not_found")
# What an edit is. `narrator` and `note` change nothing, `ellipsis` and `bracket` are openly marked,
# `far` is the seam of a splice, the rest are alterations.
Op = Literal[
    "narrator", "note", "ellipsis", "bracket", "far",
    "added", "dropped", "replaced", "garbled", "moved",
]  # fmt: skip
SILENT: frozenset[Op] = frozenset({"narrator", "note"})
MARKED: frozenset[Op] = frozenset({"ellipsis", "bracket"})


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference, read from the article to the quotation.

    `printed` is the text of the article, `quoted` that of the pasted text, either may be empty. `start`
    and `end` are code points of the article's text, `at` of the pasted one. `flags` names what weighs
    more: negation, number, name.
    """

    op: Op
    printed: str
    quoted: str
    start: int
    end: int
    at: tuple[int, int]
    flags: tuple[str, ...] = ()


# What a caution is about: another speaker than the pasted text names, a sentence that ends in one of the two
# texts and goes on in the other, words beside the passage that deny or limit it.
Doubt = Literal["speaker", "sentence", "denial"]


@dataclass(frozen=True, slots=True)
class Caution:
    """What a reader must know of a passage beside its verdict, which rests on the words alone.

    `speaker`: the pasted text names `quoted`, print gives the words to `printed`. `sentence`: of `printed`
    and `quoted` one ends a sentence where the other goes on. `denial`: `printed` stands right before or after the passage, in
    its sentence. `start` and `end` are code points of the article's text.
    """

    kind: Doubt
    printed: str
    quoted: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """What was pasted along with a quotation and not compared: its text, its place in the pasted text, and
    the name in it of who is said to have said it."""

    text: str
    at: tuple[int, int]
    name: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of an article that the quotation was compared with.

    `spans` are code points of `Article.text`: the matched words, without outer quotation marks and
    without the narrator between. `score` is the share of the quotation that stands there, words weighted
    by their rarity, from 0 to 1. `speaker` is whom the article gives the words to, with the `evidence`
    of that; `quoted` whether they stand inside quotation marks. `cautions` are told of what is found.
    """

    article: Article
    spans: tuple[tuple[int, int], ...]
    score: float
    verdict: Verdict
    edits: tuple[Edit, ...]
    speaker: str | None = None
    evidence: str | None = None
    quoted: bool = False
    cautions: tuple[Caution, ...] = ()

    @property
    def start(self) -> int:
        return min(start for start, _ in self.spans)

    @property
    def end(self) -> int:
        return max(end for _, end in self.spans)


@dataclass(frozen=True, slots=True)
class Gap:
    """An outlet, and on how many of some days no article of it is dated; `unsure` articles of it may be of
    these days, being dated to the month or year or not at all. `missing` names the days without
    (YYYY-MM-DD) where the days looked at are few."""

    outlet: Outlet
    without: int
    unsure: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the days from `first` to `last` (YYYY-MM-DD), both included: on how many no article at all is
    dated, and on how many none of the outlets concerned; `unsure` articles may be of these days, being dated
    to the month or year or not at all. `around` is the day of the first appearance, where
    the days are those around it."""

    first: str
    last: str
    around: str | None
    days: int
    without: int
    unsure: int
    outlets: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer for one pasted text: hits closest first, then earliest.

    Only the articles `within` were looked in: `searched` counts them, `whole` is the number of all that
    the archive has, `unplaced` those that the dates asked for leave out though they may belong there; None
    where no dates are asked for. `coverage` says what could not be searched; it is None where nothing that was
    searched has a date.
    `attributions` were pasted along, and not compared.
    `copies` is the number of articles that print the closest passage word for word, of which the hits
    show the earliest; 0 where nothing is found. `ms` is the time it took.
    """

    query: str
    verdict: Verdict
    within: Query
    whole: int
    searched: Holdings
    unplaced: Unplaced | None
    coverage: Coverage | None
    attributions: tuple[Attribution, ...]
    hits: tuple[Passage, ...]
    copies: int
    ms: float


def checked_json(checked: Checked, case: str | int | None = None) -> dict[str, Any]:
    """The `quote` object of the JSON contract."""
    searched = checked.searched
    return {
        "case": case,
        "query": checked.query,
        "verdict": checked.verdict,
        "searched": {
            "articles": searched.articles,
            "outlets": searched.outlets,
            "from": searched.first,
            "to": searched.last,
            "undated": searched.undated,
            "within": str(checked.within),
            "whole": checked.whole,
            "unplaced": _unplaced_json(checked.unplaced) if checked.unplaced else None,
            "days": _coverage_json(checked.coverage) if checked.coverage else None,
        },
        "attributions": [
            {"text": one.text, "at": list(one.at), "name": one.name} for one in checked.attributions
        ],
        "copies": checked.copies,
        "hits": [_hit_json(hit) for hit in checked.hits],
        "ms": round(checked.ms, 3),
    }


def _unplaced_json(unplaced: Unplaced) -> dict[str, int]:
    return {"coarse": unplaced.coarse, "undated": unplaced.undated}


def _coverage_json(coverage: Coverage) -> dict[str, Any]:
    return {
        "from": coverage.first,
        "to": coverage.last,
        "around": coverage.around,
        "all": coverage.days,
        "without": coverage.without,
        "unsure": coverage.unsure,
        "outlets": [
            {
                "id": gap.outlet.id,
                "name": gap.outlet.name,
                "without": gap.without,
                "unsure": gap.unsure,
            }
            for gap in coverage.outlets
        ],
    }


def _hit_json(hit: Passage) -> dict[str, Any]:
    article = hit.article
    return {
        "id": article.id,
        "title": article.title,
        "start": hit.start,
        "end": hit.end,
        "spans": [list(span) for span in hit.spans],
        "score": round(hit.score, 4),
        "verdict": hit.verdict,
        "edits": [_edit_json(edit) for edit in hit.edits],
        "cautions": [_caution_json(caution) for caution in hit.cautions],
        "speaker": hit.speaker,
        "speaker_evidence": hit.evidence,
        "quoted": hit.quoted,
        "outlet": {"id": article.outlet.id, "name": article.outlet.name},
        "published": article.published.value,
        "published_evidence": article.published.evidence,
        "url": article.url,
    }


def _edit_json(edit: Edit) -> dict[str, Any]:
    return {
        "op": edit.op,
        "printed": edit.printed,
        "quoted": edit.quoted,
        "start": edit.start,
        "end": edit.end,
        "at": list(edit.at),
        "flags": list(edit.flags),
    }


def _caution_json(caution: Caution) -> dict[str, Any]:
    return {
        "kind": caution.kind,
        "printed": caution.printed,
        "quoted": caution.quoted,
        "start": caution.start,
        "end": caution.end,
    }
