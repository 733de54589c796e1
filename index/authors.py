"""Who wrote an article: names of persons, each once, in the order of the byline.

Asked in this order, the first source that gives a name wins: JSON-LD authors, meta tags, elements and
blocks marked as bylines, biographical notes ("X is a reporter ..."), a signature under the text. Names
of outlets, addresses and roles are no authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from .page import Draft, Parsed, Signals

_META = (
    "author", "article:author", "article:author_name", "citation_author", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator", "byl", "author-name", "cxenseparse:author",
)  # fmt: skip
_BY = re.compile(
    r"^\W*(?:(?:written |posted |words |story |published |reporting )?by|von|text:|autor(?:in)?:?|par|por|di|da|door|av|af|"
    r"autor(?:a|es)?:|автор(?:ы)?:?|текст:|yazan:?|yazar:?|scritto da|a cura di|redazione di|escrito por|szerző:?|"
    r"tekst:|napisał(?:a)?|oleh|بقلم:?|كتب:?|作者[:：]?|文[/／:：]|記者)[:\s]+",
    re.I,
)
_SEGMENT = re.compile(r"\s*[/|·•]\s*|\s+[-–—]\s+")
_LIST = re.compile(r"\s*(?:,|;| and | und | et | y | e | og | och | en | и | & )\s*")
_PARTICLE = r"(?:al|ben|bin|da|dal|de|del|della|den|der|di|dos|du|el|ibn|la|le|san|ten|ter|van|vom|von|zu|und|y|of)"
_PART = r"(?:[^\W\d_a-zß-öø-ÿа-я][^\W\d_]*(?:[’'.-][^\W\d_]+)*\.?)"
_PERSON = re.compile(rf"^{_PART}(?:[ ](?:{_PARTICLE}[ ])*(?:d[’'])?{_PART}){{1,4}}$")
_ROLE = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|redaktion|newsdesk|desk|team|bureau|wire|agency|agenc|press|news|"
    r"redac|rédac|redaz|admin|contributor|guest|online|media|magazine|journal|tv|radio|gmbh|inc|ltd|group|"
    r"association|institut|university|department|office|network|newspaper|zeitung|редакц|comments?|share|"
    r"published|updated|posted|minutes?|read|uhr|photo|foto|image|getty|reuters|afp|dpa|ap|read more|follow)\b|"
    r"https?:|www\.|@|\.(?:com|org|net|de|fr|ru|az)\b",
    re.I,
)
_BIO = re.compile(
    rf"^(?:About the authors?:?\s*)?(?P<name>{_PART}(?:[ ](?:{_PARTICLE}[ ])*{_PART}){{1,3}})"
    r"(?:,.{0,60}?,)?\s+(?:is|was|has|writes|works|covers|reports|ist|arbeitet|schreibt|est|es|è|é|является|работает|пишет)\b"
)
_DATEISH = re.compile(r"\d")
_MOST = 12  # authors of one article
_SIGNATURE_WORDS = 5
_LINE = 300  # characters of a byline that are read


def find_authors(parsed: Parsed, draft: Draft, signals: Signals) -> tuple[str, ...]:
    """The authors' names as printed; empty where none is shown."""
    sources: tuple[Iterable[str], ...] = (_block_bylines(draft), _bios(draft), _signature(draft))
    if parsed.kind == "html" and not draft.boundary:
        sources = (_linked(signals), _meta(signals), _marked(signals), *sources)
    banned = {name.casefold() for name in signals.meta.get("og:site_name", ())}
    for source in sources:
        names = dict.fromkeys(n for n in source if n.casefold() not in banned)
        if names:
            return tuple(names)[:_MOST]
    return ()


def persons(text: str) -> Iterator[str]:
    """The persons' names in a byline, without cue words, roles, places and dates.

    Of a line in several parts ("Ana Ruiz | Daily Quay") the parts with a cue count, else the first.
    """
    segments = _SEGMENT.split(text.strip()[:_LINE])
    cued = [segment for segment in segments if _BY.match(segment)]
    for segment in cued or segments[:1]:
        for part in _LIST.split(_BY.sub("", segment)):
            name = _BY.sub("", part).strip(" .,:;()[]*")
            if _is_person(name):
                yield name


def _is_person(name: str) -> bool:
    if not 4 < len(name) < 60 or _ROLE.search(name) or _DATEISH.search(name):
        return False
    if name.isupper():
        name = name.title()
    if _PERSON.match(name):
        return True
    # Scripts without capitals: two to four words, none long.
    return not re.search(r"[A-Za-zА-Яа-я]", name) and 2 <= len(name.split()) <= 4


def _linked(signals: Signals) -> Iterator[str]:
    for node in signals.linked_data:
        if re.search(r"article|posting|report|review", str(node.get("@type")), re.I):
            for name in _author_names(node.get("author") or node.get("creator")):
                yield from persons(name)


def _author_names(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict) and "Organization" not in str(item.get("@type")):
            name = item.get("name")
            yield from (
                n for n in (name if isinstance(name, list) else [name]) if isinstance(n, str)
            )


def _meta(signals: Signals) -> Iterator[str]:
    for key in _META:
        for content in signals.meta.get(key, ()):
            yield from persons(content)


def _marked(signals: Signals) -> Iterator[str]:
    for text in signals.bylines[:4]:
        yield from persons(text)


def _block_bylines(draft: Draft) -> Iterator[str]:
    for block in draft.blocks:
        for line in block.text.split("\n") if block.kind in ("byline", "dateline") else ():
            if block.kind == "byline" or any(map(_BY.match, _SEGMENT.split(line[:_LINE]))):
                yield from persons(line)


def _bios(draft: Draft) -> Iterator[str]:
    for block in draft.blocks:
        if block.kind == "bio":
            match = _BIO.match(block.text.strip())
            if match and _is_person(match["name"]):
                yield match["name"]


def _signature(draft: Draft) -> Iterator[str]:
    """A name alone on the line below the last paragraph, or a cue and a name above the first."""
    kinds = [block.kind for block in draft.blocks]
    if "body" not in kinds:
        return
    last = len(kinds) - 1 - kinds[::-1].index("body")
    below = [b.text.strip().split("\n")[0] for b in draft.blocks[last + 1 : last + 2]]
    above = [b.text.strip() for b in draft.blocks[: kinds.index("body")][-4:]]
    for line in below:
        if len(line.split()) <= _SIGNATURE_WORDS and _is_person(line):
            yield line
    for line in above:
        if _BY.match(line) and len(line) < 120:
            yield from persons(line)
