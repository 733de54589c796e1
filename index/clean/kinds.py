"""What each line of a page is, once it is known which lines are the article's text.

Around the text: title, byline and date lines at its head, a signature at its foot, captions and embeds
within, the thread below, notes, authors' lines, related links; the rest is boilerplate. Each line gets
its reason in words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .comments import find_thread
from .features import PROSE
from .headline import find_title
from .lines import Line
from .threads import marked_entries

# How far above the text its head (byline, date line) may begin, counted from the title, in lines.
_HEAD_REACH = 6
# A headline of more words than this is a paragraph.
_HEADLINE_WORDS = 30
# What points to other pages or credits a picture is a label of so many words at the most.
_LABEL_WORDS = 8
# Among the text a pointer is shorter: a subhead may begin with the same words.
_POINTER_WORDS = 3
# An offer has two sentences at most.
_OFFER_WORDS = 35
# What asks the reader, in the imperative, at the head of a line; in quotation marks somebody else is asked.
_ASKS = re.compile(
    r"(?i:sign up (?:for|to|here)|subscribe (?:to|now|here|for)|get (?:our|the) (?:\w+ ){0,3}?(?:newsletter|app|alerts)|join our|follow (?:us|our)|"
    r"download (?:our|the) app|abonnieren sie|abonniere|melden sie sich|folgen sie uns|jetzt (?:abonnieren|anmelden)|"
    r"abonnez-vous|inscrivez-vous|suivez-nous|recevez|suscr[íi]b(?:ete|ase)|s[íi]g(?:uenos|anos)|"
    r"assine|inscreva-se|cadastre-se|siga-nos|iscriviti|abbonati|seguici|подпи(?:шитесь|сывайтесь)|"
    r"підпи(?:шіться|суйтесь)|schrijf je in|abonneer|meld je aan|volg ons|zapisz się|subskrybuj|prenumerera|följ oss)\b"
)
# The share of a line's characters in links from which it is nothing but a link.
_ALL_LINK = 0.9
# A line without a full stop that stands apart below the text is text from so many words on.
_APART_WORDS = 12
# Small print below an article is a line or two; longer sentences that name rights are about them.
_SMALL_PRINT_WORDS = 40
_CLOSERS = "\"'”’»“)] "
# How far below the text a signature or a date may stand, in lines.
_FOOT_REACH = 3
# A caption of two sentences with its credit has up to 60 words; what is longer is text that names a source.
_CAPTION_WORDS = 60
# "Published: 8 November 2023 at 4:56 p.m. | Updated: 9 November 2023 at 10:02 a.m." has 17 words.
_STAMP_WORDS = 20
_THREADED_TWEET = re.compile(r"[.!?…]['\"”’]?\s\d{1,2}/\d{0,2}$")
_CREDIT_EDGE = re.compile(
    r"^\W*(?:photo|image|picture|foto|bild|фото|imagen|imagem|immagine|fotoğraf|photographs?|illustration)\b[^.!?]{0,12}[:：/©]"
    r"|(?:photo|image|picture|credit|source|foto|bild|crédit|imagen|imagem|фото|file photo|photograph)s?(?: credit| by| courtesy(?: of)?)?\s?[:/©].{2,60}$"
    r"|(?:getty|reuters|\bAP|AFP|shutterstock|alamy|picture alliance|EPA|dpa|EFE)(?: images| photos?)?\W*$",
    re.I,
)
_LABELS = frozenset(
    (
        "share",
        "subscribe",
        "advert",
        "legal",
        "tags",
        "comment form",
        "reply",
        "related",
        "comments",
    )
)
_WORDING = {
    "share": "a share line", "subscribe": "an offer to sign up", "advert": "advertising or a control of the page",
    "legal": "small print", "tags": "a line of tags", "comment form": "the form for comments",
    "reply": "a control of the thread", "related": "points to another page", "comments": "the heading of a thread",
    "credit": "a credit", "byline": "a byline", "date": "a date", "note": "an editor's note", "bio": "presents an author",
    "ago": "a time", "time": "a time", "says": "opens a comment", "tweet": "a post",
}  # fmt: skip


@dataclass(slots=True)
class Verdict:
    """What one line is, and why. `entry` numbers the comment it belongs to."""

    kind: str
    reason: str
    entry: int = -1

    @property
    def is_text(self) -> bool:
        return self.kind in ("body", "embed")


def name_lines(
    lines: Sequence[Line], inside: Sequence[bool], scores: Sequence[float]
) -> list[Verdict]:
    """The verdict of each line. `inside` says which lines the judge took for text."""
    inside = _below_headline(lines, inside)
    verdicts = [
        _first_verdict(line, kept, score)
        for line, kept, score in zip(lines, inside, scores, strict=True)
    ]
    text = [at for at, kept in enumerate(inside) if kept]
    if not text:
        return verdicts
    first = first_paragraph(lines, text)
    marked = marked_entries(lines)
    if not marked:
        _cut_thread(lines, verdicts, first, text[-1])
    _name_within(lines, verdicts, first)
    _name_head(lines, verdicts, text[0], first)
    _name_linked(lines, verdicts)
    _name_ends(lines, verdicts)
    _name_foot(lines, verdicts)
    _name_outside(lines, verdicts)
    _name_zones(lines, verdicts)
    _name_comments(lines, verdicts, marked)
    return verdicts


def _below_headline(lines: Sequence[Line], inside: Sequence[bool]) -> list[bool]:
    """The text without what stands above the headline that the page itself names, where paragraphs follow it."""
    titled = [at for at, line in enumerate(lines) if "titled" in line.zones]
    paragraphs = [
        at
        for at, kept in enumerate(inside)
        if kept and lines[at].sentence and lines[at].words >= PROSE
    ]
    above = [at for at in titled if paragraphs and at < paragraphs[0]]
    if not above:
        return list(inside)
    return [kept and at >= above[-1] for at, kept in enumerate(inside)]


def _first_verdict(line: Line, kept: bool, score: float) -> Verdict:
    if kept:
        ending = ", ends a sentence" if line.sentence else ""
        why = "reads like" if score > 0 else "stands within"
        return Verdict(
            "body", f"{why} the article: {line.words} words{ending} (score {score:+.1f})"
        )
    return Verdict("boilerplate", _outside(score))


@lru_cache(maxsize=1024)
def _outside(score: float) -> str:
    """Why a line is no text; far from the article all lines have one score."""
    return f"outside the article (score {score:+.1f})"


def first_paragraph(lines: Sequence[Line], text: Sequence[int]) -> int:
    """The index of the first paragraph among the lines of the text; a headline may end like a sentence."""
    for at in text:
        line = lines[at]
        if not line.sentence or line.words < PROSE or "byline" in line.cues or "note" in line.cues:
            continue
        if _is_stamp(line):
            continue
        dated = any(
            below.cues & {"date", "byline", "ago"} and below.words <= 16
            for below in lines[at + 1 : at + 3]
        )
        if line.words > _HEADLINE_WORDS or not (dated or line.text.rstrip(_CLOSERS).endswith("?")):
            return at
    return text[0]


def _is_stamp(line: Line) -> bool:
    """Whether a line dates the article to the minute, first printed and changed: it may end with "p.m."."""
    if line.words > _STAMP_WORDS or "byline" in line.cues:
        return False
    return {"date", "time"} <= line.cues and line.text.count(":") > 1


# What a zone of an HTML page makes of a line outside the text, and why; the first that fits.
_KIND_OF_ZONE = (
    ("comment", "comment", "its element is named for comments"),
    ("bio", "bio", "its element is named for the author"),
    ("caption", "caption", "its element is a caption"),
    ("related", "related", "its element is named for related pages"),
)


def _name_zones(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Kinds that the markup claims for lines outside the text."""
    entry, before = 0, None
    for at, line in enumerate(lines):
        if not line.zones or verdicts[at].kind != "boilerplate":
            before = None
            continue
        for zone, kind, reason in _KIND_OF_ZONE:
            if zone in line.zones and (kind != "comment" or not line.zones & {"form", "nav"}):
                entry += zone == "comment" and before != line.zones
                verdicts[at] = Verdict(kind, reason, entry if kind == "comment" else -1)
                break
        before = line.zones


def _name_comments(lines: Sequence[Line], verdicts: list[Verdict], marked: dict[int, int]) -> None:
    """One entry a comment, where the markup tells them apart; what else stands around them is none."""
    for at, line in enumerate(lines):
        if at in marked and not verdicts[at].is_text:
            verdicts[at] = Verdict("comment", f"comment {marked[at] + 1} of the page", marked[at])
        elif marked and verdicts[at].kind == "comment" and "comment" in line.zones:
            verdicts[at] = Verdict("boilerplate", "stands around the comments")


def _cut_thread(lines: Sequence[Line], verdicts: list[Verdict], first: int, last: int) -> None:
    thread = find_thread(lines, first, last)
    if thread is None:
        return
    begin, starts = thread
    for at in range(begin, starts[0]):
        verdicts[at] = Verdict("boilerplate", "heads the thread of comments")
    end = _thread_end(lines, starts)
    for entry, start in enumerate(starts):
        stop = starts[entry + 1] if entry + 1 < len(starts) else end
        for at in range(start, stop):
            verdicts[at] = Verdict(
                "comment", f"comment {entry + 1} of the thread under the article", entry
            )
    for at in range(end, len(lines)):
        verdicts[at] = Verdict("boilerplate", "below the thread of comments")


def _thread_end(lines: Sequence[Line], starts: Sequence[int]) -> int:
    """The last comment goes on to the first label of the page after its text."""
    spoken = False
    for at in range(starts[-1] + 1, len(lines)):
        line = lines[at]
        if spoken and (line.cues & _LABELS or line.words <= 2):
            return at
        spoken = spoken or (line.words >= 3 and not line.cues & {"date", "time", "ago"})
    return len(lines)


def _name_within(lines: Sequence[Line], verdicts: list[Verdict], first: int) -> None:
    """Captions, posts and labels among the text. A post is text even where it does not read like it."""
    text = [at for at, verdict in enumerate(verdicts) if verdict.is_text]
    for at in range(text[0], text[-1] + 1) if text else ():
        line = lines[at]
        if verdicts[at].kind in ("body", "boilerplate") and _is_post(line, verdicts[at]):
            verdicts[at] = Verdict("embed", "a post quoted in the article")
        elif not verdicts[at].is_text:
            continue
        elif (
            "credit" in line.cues
            and line.words <= _CAPTION_WORDS
            and _CREDIT_EDGE.search(line.text)
        ):
            verdicts[at] = Verdict("caption", "ends or begins with a picture's credit")
        elif at < text[0] + _HEAD_REACH and _is_stamp(line):
            verdicts[at] = Verdict("dateline", "a date and its times at the head of the article")
        elif "related" in line.cues and line.words <= _POINTER_WORDS and not line.sentence:
            verdicts[at] = Verdict("related", "points to other pages, among the text")
        elif "byline" in line.zones and is_name(line):
            verdicts[at] = Verdict("byline", "a name, its element is named for the author")
        elif _is_offer(line):
            verdicts[at] = Verdict("boilerplate", "among the text")
        elif at < first and not any(c.isalpha() for c in line.text) and line.words <= 2:
            verdicts[at] = Verdict("boilerplate", "a number or sign that stands alone")


def _is_offer(line: Line) -> bool:
    """Whether a line among the text asks to sign up or to follow, or labels an advertisement."""
    if "advert" in line.cues and line.words <= _POINTER_WORDS and not line.sentence:
        return True
    asks = line.cues & {"subscribe", "share"} and line.words <= _OFFER_WORDS
    return bool(asks and _ASKS.match(line.text))


def _is_post(line: Line, verdict: Verdict) -> bool:
    if "bio" in line.cues:
        return False
    if "tweet" in line.cues or "embed" in line.zones:
        return True
    return verdict.is_text and bool(_THREADED_TWEET.search(line.text))


def _name_head(lines: Sequence[Line], verdicts: list[Verdict], start: int, first: int) -> None:
    """Title, byline and date line above the first paragraph, which is line `first`."""
    first = min(first, start + _HEAD_REACH)
    title = find_title(lines, start, first)
    if title is not None:
        at, why = title
        verdicts[at] = Verdict("title", why)
        _keep_standfirst(lines, verdicts, at, first)
    top = max(0, (title[0] if title else start) - _HEAD_REACH)
    for at in range(top, first):
        line = lines[at]
        if verdicts[at].kind == "title":
            continue
        head = _head_kind(lines, at)
        if head:
            verdicts[at] = Verdict(*head)
        elif (
            verdicts[at].is_text and (line.words <= 3 or line.cues & _LABELS) and not line.sentence
        ):
            verdicts[at] = Verdict("boilerplate", "a label above the first paragraph")


def _keep_standfirst(
    lines: Sequence[Line], verdicts: list[Verdict], title: int, first: int
) -> None:
    """A standfirst that the markup names, under the headline, is text."""
    for at in range(title + 1, min(first, title + _HEAD_REACH)):
        named = verdicts[at].kind == "boilerplate" and "standfirst" in lines[at].zones
        if named and lines[at].words >= PROSE:
            verdicts[at] = Verdict("body", "the standfirst under the headline")


def _head_kind(lines: Sequence[Line], at: int) -> tuple[str, str] | None:
    line = lines[at]
    stamp = _is_stamp(line)
    if (line.words > 16 and not stamp) or line.cues & {"legal", "comment form", "credit"}:
        return None
    if stamp or (line.cues & {"date", "ago"} and not line.sentence):
        return "dateline", "a date at the head of the article"
    if "byline" in line.zones and is_name(line):
        return "byline", "a name, its element is named for the author"
    if "byline" in line.cues and line.words <= 12:
        return "byline", "names who wrote it, at the head of the article"
    if is_name(line) and "nav" not in line.zones:
        around = [lines[p] for p in (at - 2, at - 1, at + 1, at + 2) if 0 <= p < len(lines)]
        if any(other.cues & {"byline", "date", "ago"} for other in around):
            return "byline", "a name beside a byline or date"
    return None


def is_name(line: Line) -> bool:
    """Whether a line has the form of a person's name: two to four capitalised words, nothing else."""
    words = line.text.split()
    if not 2 <= len(words) <= 4 or line.cues or line.text[-1:] in ":!?":
        return False
    return all(
        w[:1].isupper()
        and not w.isupper()
        and w.replace("-", "").replace("'", "").replace("’", "").rstrip(".,").isalpha()
        for w in words
    )


def _name_linked(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Lines that are links, listed under a pointer to other pages; a short line in one box with a credit."""
    pointed = False
    for at, line in enumerate(lines):
        if "related" in line.cues and line.words <= _LABEL_WORDS:
            pointed = True
        elif line.linked < _ALL_LINK:
            pointed = False
        elif pointed and verdicts[at].is_text:
            verdicts[at] = Verdict("related", "a link under a pointer to other pages")
        below = lines[at + 1] if at + 1 < len(lines) else None
        if (
            below is not None
            and verdicts[at].is_text
            and "credit" in below.cues
            and below.words <= _LABEL_WORDS
            and line.words <= _CAPTION_WORDS
            and line.path
            and line.path.partition(">")[0] == below.path.partition(">")[0] != ""
            and line.path != below.path
        ):
            verdicts[at] = Verdict("caption", "stands in one box with a picture's credit")


def _name_ends(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """A note on the first or last lines of the text, and the lines on the author on the last."""
    text = [at for at, verdict in enumerate(verdicts) if verdict.is_text]
    for at in text[:2] + text[-2:]:
        if "note" in lines[at].cues:
            verdicts[at] = Verdict("note", "an editor's note")
    writers = [
        line.text
        for line, verdict in zip(lines, verdicts, strict=True)
        if verdict.kind == "byline" and is_name(line)
    ]
    for at in reversed(text[-2:]):
        if "bio" not in lines[at].cues and not any(
            lines[at].text.startswith(f"{writer} ") for writer in writers
        ):
            break
        verdicts[at] = Verdict("bio", "presents the author under the article")


def _name_foot(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Labels, a signature, a date and the author's lines under the last paragraph."""
    text = [at for at, verdict in enumerate(verdicts) if verdict.is_text]
    while len(text) > 1 and _is_label(lines[text[-1]], _is_apart(lines, verdicts, text)):
        at = text.pop()
        verdicts[at] = Verdict("boilerplate", "a label below the last paragraph")
    if not text:
        return
    last = text[-1]
    for at in range(last + 1, min(len(lines), last + 1 + _FOOT_REACH)):
        line = lines[at]
        if verdicts[at].kind != "boilerplate":
            continue
        if (is_name(line) and lines[last].sentence and at == last + 1) or (
            "byline" in line.cues and line.words <= 8
        ):
            verdicts[at] = Verdict("byline", "a signature under the article")
        elif "date" in line.cues and line.words <= 8 and not line.cues & _LABELS:
            verdicts[at] = Verdict("dateline", "a date under the article")


def _is_apart(lines: Sequence[Line], verdicts: Sequence[Verdict], text: Sequence[int]) -> bool:
    """Whether something that is no text stands between the last paragraph and the last line."""
    paragraph = next((at for at in reversed(text) if lines[at].sentence), text[-1])
    return any(not verdicts[at].is_text for at in range(paragraph, text[-1]))


def _is_label(line: Line, apart: bool) -> bool:
    """Whether a last line of the text is none of it: a label, small print, or short and set apart."""
    if line.sentence:
        return "legal" in line.cues and line.words <= _SMALL_PRINT_WORDS
    return line.words <= 3 or bool(line.cues & _LABELS) or (apart and line.words <= _APART_WORDS)


def _name_outside(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Notes, authors' lines, captions and pointers outside the text, and why the rest is boilerplate."""
    text = [at for at, verdict in enumerate(verdicts) if verdict.is_text]
    low, high = (text[0], text[-1]) if text else (0, 0)
    pointing = False
    for at, line in enumerate(lines):
        verdict = verdicts[at]
        if verdict.kind != "boilerplate":
            pointing = False
            continue
        near = low - _HEAD_REACH <= at <= high + 2 * _HEAD_REACH
        if near and "note" in line.cues:
            verdicts[at] = Verdict("note", "an editor's note")
        elif near and "bio" in line.cues and at > low and line.words >= 5:
            verdicts[at] = Verdict("bio", "presents the author")
        elif near and "credit" in line.cues and line.words <= _CAPTION_WORDS:
            verdicts[at] = Verdict("caption", "a picture's caption or credit")
        elif "related" in line.cues:
            verdicts[at] = Verdict("related", "points to other pages")
            pointing = at + 1 < len(lines)
            continue
        elif pointing and line.words >= 4 and not line.cues and at > low:
            verdicts[at] = Verdict("related", "listed under a pointer to other pages")
            continue
        elif line.cues:
            for cue in (
                "comment form",
                "comments",
                "share",
                "subscribe",
                "advert",
                "legal",
                "tags",
                "reply",
            ):
                if cue in line.cues:
                    verdict.reason = f"{_WORDING[cue]}, {verdict.reason}"
                    break
        pointing = False
