"""The headline of an article: which of the page's titles is its own, without the site's name around it.

A text dump's headline is the block that cleaning judged the title. An HTML page names itself several
times; what editors set for sharing (`og:title`), the JSON-LD headline, the heading that agrees with the
title tag and the title tag are asked in that order. No title is an answer: None.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .page import Draft, Parsed, Signals

# Signs between a headline and the name of its site or section; blanks on both sides, save for "|", "»".
_SEPARATOR = re.compile(r"\s+[-–—:·•|/»«›~]+\s+|\s*[|｜]\s*")
# How much of its words a heading must share with the title tag to be the same headline.
_SAME = 0.6
_HEADLINE = 8  # words of a usual headline: median of meta-html
_KICKER = 4  # words before a headline that name its section or its day
_TRIED = 12  # headings, and runs of title parts, compared
# Longer texts are standfirsts or whole articles, put into a title by mistake.
_LIMIT = 400
# The way to a page from the front page, up to its last step, where a line goes on with the headline.
_TRAIL = re.compile(
    r"^(?:home(?:page)?|startseite|start|accueil|inicio|início|portada|hjem|hem|etusivu|strona główna|главная|головна|anasayfa|"
    r"ana sayfa|principal)\s*[>›»](?:[^>›»]{1,40}[>›»])*\s*(?=\S)",
    re.I,
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))


def find_title(parsed: Parsed, draft: Draft, signals: Signals) -> str | None:
    """The article's title, or None where the page gives it none."""
    lines = (b.text.split("\n")[0] for b in draft.blocks if b.kind == "title")
    own = next((_TRAIL.sub("", _tidy(line)) for line in lines), None)
    if parsed.kind != "html" or draft.boundary:
        return own or None
    return _page_title(signals, own) or own or None


def split_title(title: str) -> list[str]:
    """The parts of a title tag: headline, section, site, in the order in which they stand."""
    return [part for part in _SEPARATOR.split(title) if part and part.strip()]


def words(text: str | None) -> list[str]:
    """The words of a title for comparing: no case, no accents' variants, no signs."""
    plain = unicodedata.normalize("NFKC", text or "").translate(_INVISIBLE).casefold()
    return re.findall(r"\w+", plain)


def likeness(a: str | None, b: str | None) -> float:
    """Shared words of two titles, 0 to 1."""
    one, other = set(words(a)), set(words(b))
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _tidy(text: str | None) -> str:
    return re.sub(r"\s+", " ", (text or "").translate(_INVISIBLE)).strip()


def _page_title(signals: Signals, own: str | None) -> str | None:
    shared = [*signals.meta.get("og:title", ())[:1], *_headlines(signals),
              *signals.meta.get("twitter:title", ())[:1]]  # fmt: skip
    for title in map(_tidy, shared):
        if title and len(title) < _LIMIT and not _is_site(title, signals):
            return _in_full(strip_site(title, signals), signals)
    return _heading(signals, own) or _from_tag(signals)


def _in_full(title: str, signals: Signals) -> str:
    """The heading of which a title made for sharing is the beginning, where headline or tag agree."""
    start = words(title)
    others = [words(other) for other in (*_headlines(signals), signals.title_tag)]
    for heading in map(_tidy, signals.headings):
        full = words(heading)
        longer = len(full) > len(start) and full[: len(start)] == start and len(heading) < _LIMIT
        if longer and any(other[: len(full)] == full for other in others):
            return heading
    return title


def _headlines(signals: Signals) -> Iterable[str]:
    for node in signals.linked_data:
        headline = node.get("headline")
        if isinstance(headline, str):
            yield headline


def _site_names(signals: Signals) -> set[str]:
    names = [*signals.meta.get("og:site_name", ()), *signals.meta.get("application-name", ())]
    return {"".join(words(re.sub(r"\.[a-z.]{2,6}$", "", name))) for name in names} - {""}


def _is_site(title: str, signals: Signals) -> bool:
    joined = "".join(words(title))
    return not joined or joined in _site_names(signals)


def strip_site(title: str, signals: Signals) -> str:
    """A title without the part that names its site, where that part is known to be no headline."""
    parts = split_title(title)
    if len(parts) < 2:
        return title
    for first, kept in ((False, _without_last(title)), (True, _without_first(title))):
        cut = parts[0] if first else parts[-1]
        joined = "".join(words(re.sub(r"\.[a-z.]{2,6}$", "", cut)))
        if joined in _site_names(signals) or any(words(h) == words(kept) for h in signals.headings):
            return kept
    return title


def _without_last(title: str) -> str:
    last = list(_SEPARATOR.finditer(title))[-1]
    return title[: last.start()].strip()


def _without_first(title: str) -> str:
    match = _SEPARATOR.search(title)
    return title[match.end() :].strip() if match else title


def _heading(signals: Signals, own: str | None) -> str | None:
    """The heading that the title tag repeats, else the page's only heading that reads as a headline."""
    headings = [h for h in map(_tidy, signals.headings) if h and len(h) < _LIMIT]
    parts = [_tidy(part) for part in split_title(signals.title_tag or "")]
    spans = [" ".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)]
    best, score = None, 0.0
    for heading in headings[:_TRIED]:
        for text in (heading, *split_title(heading)):
            share = max((likeness(text, span) for span in spans[:_TRIED]), default=0.0)
            if share < _SAME:
                continue
            # Of headings that the tag repeats alike, a site's name is the short one.
            weight = share * (1 + min(len(words(text)), _HEADLINE) / _HEADLINE)
            if weight > score:
                best, score = text, weight
            break
    if best:
        return _without_neighbours(best, parts, spans)
    return _tag_part(own, parts) or own or _above_prose(signals)


def _tag_part(own: str | None, parts: list[str]) -> str | None:
    """The headline of a page without headings, where cleaning's title holds more than the headline.

    A part of the title tag that stands in it is the headline; a short part is the masthead, and then
    the headline is the tag's other part.
    """
    joined = "".join(words(own))
    held = [part for part in parts if "".join(words(part)) in joined]
    long = [part for part in held if len(words(part)) >= _HEADLINE // 2]
    if long or not held or len(parts) == 1:
        return long[0] if long else None
    return max((part for part in parts if part not in held), key=len, default=None)


def _above_prose(signals: Signals) -> str | None:
    """The heading that most prose follows before the next one."""
    best, most = None, 0
    ends = (*signals.headings_at[1:], max(signals.prose_at, default=0) + 1)
    for heading, start, end in zip(signals.headings, signals.headings_at, ends, strict=False):
        below = sum(start <= at < end for at in signals.prose_at)
        if below > most and len(heading) < _LIMIT and len(words(heading)) >= _HEADLINE // 2:
            best, most = heading, below
    return _tidy(best) or None


def _without_neighbours(heading: str, parts: list[str], spans: list[str]) -> str:
    """A heading without the kicker before it or the standfirst behind it, where the tag has neither."""
    if any(words(heading) == words(span) for span in spans):
        return heading
    for part in parts:
        if len(words(part)) >= _HEADLINE // 2 and part != heading:
            if heading.endswith(part) and len(words(heading)) - len(words(part)) <= _KICKER:
                return part
            if heading.startswith(part + " "):
                return part
    return heading


def _from_tag(signals: Signals) -> str | None:
    """The title tag without its site: the longest part, and what stands before it."""
    if not signals.title_tag:
        return None
    title = strip_site(signals.title_tag, signals)
    if title != signals.title_tag:
        return _tidy(title)
    for _ in split_title(title)[:2]:  # the site's name, and before it the section's
        last = split_title(title)[-1]
        if last != title and len(words(last)) <= _KICKER:
            title = _without_last(title)
    return _tidy(title) or None
