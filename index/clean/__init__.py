"""From a parsed page to drafts: which stretches are the article, and what everything else is.

    lines.py     a page as lines (a text dump); walk.py the same for HTML
    cues.py      what a line says by its wording, in many languages
    features.py anchor.py second.py   what a line looks like, beside its neighbours, headline and segment
    weights.py   what each such sign is worth, learned by benchmarks/train_lines.py
    body.py      the article's lines in a text dump: the best contiguous segment
    extract.py witness.py   the article's lines in an HTML page: trafilatura's judgement laid on the page's lines
    linked_data.py   the article body in a page's JSON-LD, a second witness
    told.py   that body as the text, where the page prints less of it
    errors.py fronts.py   pages that say that there is no article, and pages of teasers
    headline.py comments.py threads.py kinds.py   what every line is, and why
    segment.py siblings.py heads.py   several articles in one file, and what heads each of them

Nothing is lost: every line of a page stands in exactly one block of one draft.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.page import Draft, Parsed, Rejected, Split
from search.article import Block

from . import body, extract
from .errors import refuse_error_page
from .fronts import refuse_front
from .heads import settle_heads
from .kinds import Verdict, name_lines
from .lines import Line, text_lines
from .segment import find_boundaries
from .siblings import find_siblings
from .told import told_instead

__all__ = ["clean"]

# Kinds whose neighbouring lines are one block: a menu is one thing. A paragraph is always its own.
_JOINED = frozenset(("boilerplate", "related", "comment", "caption", "dateline", "byline"))

# Lines of a dump past this many are kept but not judged, so that no page takes more than seconds; the
# longest dump of the development sets has 707.
_LOOKED_AT = 5_000


def clean(parsed: Parsed, split: Split = "auto") -> tuple[Draft, ...]:
    """The articles of a page as blocks in page order.

    Raises Rejected("clean", reason) for a page without running text, one that says that there is none, and a front of
    teasers.
    """
    lines, inside, scores = _judge(parsed)
    if not any(inside):
        inside = body.sentences(lines)
    verdicts = name_lines(lines, inside, scores)
    if told := told_instead(parsed, lines, verdicts):
        return _drafts(*told, ())
    if not lines:
        raise Rejected("clean", "no text on the page")
    refuse_error_page(parsed, lines, verdicts)
    if not any(verdict.is_text for verdict in verdicts):
        raise Rejected(
            "clean", f"no running text among {len(lines):,} lines, only labels and links"
        )
    refuse_front(lines, verdicts)
    siblings = find_siblings(lines, verdicts) if split != "never" else []
    boundaries = siblings or find_boundaries(lines, verdicts, split, by_words=parsed.kind == "text")
    return _drafts(lines, verdicts, settle_heads(lines, verdicts, boundaries))


def _judge(parsed: Parsed) -> tuple[list[Line], list[bool], list[float]]:
    """The lines of a page, whether each is text of an article, and its score."""
    if parsed.kind == "html":
        return extract.judge(parsed)
    lines = text_lines(parsed.text)
    looked_at = lines[:_LOOKED_AT]
    for line in lines[_LOOKED_AT:]:
        line.mute()
    inside, scores = body.judge(looked_at)
    rest = len(lines) - len(looked_at)
    return lines, inside + [False] * rest, scores + [0.0] * rest


def _drafts(
    lines: Sequence[Line], verdicts: Sequence[Verdict], boundaries: Sequence[tuple[int, str]]
) -> tuple[Draft, ...]:
    """One draft for each stretch; what stands below the last article's text goes to the first."""
    if not boundaries:
        return (Draft(_blocks(lines, verdicts, range(len(lines)))),)
    owned = [
        at
        for at, verdict in enumerate(verdicts)
        if verdict.is_text or verdict.kind in ("bio", "byline")
    ]
    starts = [at for at, _ in boundaries]
    end = max(owned[-1], starts[-1]) + 1
    ranges = [[*range(starts[0]), *range(end, len(lines))]]
    ranges += [list(range(a, b)) for a, b in zip(starts, [*starts[1:], end], strict=True)]
    reasons = ["", *(reason for _, reason in boundaries)]
    return tuple(
        Draft(_blocks(lines, verdicts, own), why) for own, why in zip(ranges, reasons, strict=True)
    )


def _blocks(
    lines: Sequence[Line], verdicts: Sequence[Verdict], own: Sequence[int]
) -> tuple[Block, ...]:
    groups: list[list[int]] = []
    for at in own:
        if groups and _joins(verdicts, groups[-1][-1], at):
            groups[-1].append(at)
        else:
            groups.append([at])
    return tuple(
        Block(
            verdicts[group[0]].kind,
            "\n".join(lines[at].text for at in group),
            verdicts[group[0]].reason,
        )
        for group in groups
    )


def _joins(verdicts: Sequence[Verdict], last: int, at: int) -> bool:
    before, here = verdicts[last], verdicts[at]
    return (
        at == last + 1
        and before.kind == here.kind
        and here.kind in _JOINED
        and before.entry == here.entry
    )
