"""Finding the mentions of a text: the rules in their order, and the door for another finder."""

from __future__ import annotations

import re
from typing import Any, Protocol

from index.entities.acronyms import join_acronyms
from index.entities.authority import Authority, built_in
from index.entities.candidates import Candidate, Setting
from index.entities.chunks import Cutter
from index.entities.headlines import headline_case
from index.entities.judge import Judge
from index.entities.lexicon import lexicon
from index.entities.marks import Marks
from index.entities.resolve import resolve
from index.entities.runs import runs
from search.article import Mention

# Small letters of Latin, Greek and Cyrillic; capitals among them do no harm, for small words are looked up.
_SMALL = re.compile(r"\b[a-zß-žά-ώа-џґ]{3,}\b")
# Languages that capitalise all nouns: capitals tell nothing there.
_NOUN_CAPITALS = frozenset(("de", "lb"))


class Finder(Protocol):
    """Anything that finds the mentions of a text, sorted and disjoint, in code points of it."""

    def __call__(
        self, text: str, language: str | None, *, title: str | None = None
    ) -> tuple[Mention, ...]: ...


def find_mentions(
    text: str,
    language: str | None,
    *,
    title: str | None = None,
    authority: Authority | None = None,
) -> tuple[Mention, ...]:
    """The persons, organisations and places of an article, sorted by start, not overlapping.

    `text` is the article's text, in whose code points the spans count; `language` its ISO 639-1 code or
    None; `title` its headline, whose full names help to tell whom a last name means; `authority` the known names
    (default: those that come with Pressmark). Mentions of one thing carry one name.
    """
    known = authority or built_in()
    setting = _setting(text, language, known)
    candidates = join_acronyms(setting, _candidates(setting, language))
    named: list[Candidate] = []
    if title and not headline_case(title):
        named = _candidates(_setting(title, language, known), language)
    found = resolve(setting, candidates, title or "", named)
    caseless = [Mention(s, e, entry.name, entry.kind) for s, e, entry in known.caseless(text)]
    return _disjoint([*found, *caseless])


def _setting(text: str, language: str | None, authority: Authority) -> Setting:
    code = _code(language)
    lists = lexicon(code)
    nouns = code in _NOUN_CAPITALS
    return Setting(text, lists, authority, frozenset(_SMALL.findall(text)), nouns, code)


def _code(language: str | None) -> str | None:
    """The primary subtag: "pt" for "pt-BR"."""
    return (language or "").partition("-")[0].lower() or None


def _candidates(setting: Setting, language: str | None) -> list[Candidate]:
    marks = Marks(setting)
    cutter, judge = Cutter(setting, marks), Judge(setting, marks)
    found_runs = runs(setting.text, setting.lexicon, _code(language))
    chunks = (c for run in found_runs for c in cutter.chunks(run))
    return [found for c in chunks for found in ([c] if c.known else judge.judge(c))]


def _disjoint(mentions: list[Mention]) -> tuple[Mention, ...]:
    """Sorted by start; of two that overlap, the first."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


# What spaCy's pipelines call persons, organisations and places, in their English and multilingual schemes.
_SPACY_KINDS = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip


def spacy_finder(nlp: Any, authority: Authority | None = None) -> Finder:
    """A finder that asks a loaded spaCy pipeline, and joins what it knows through the authority.

    `nlp` is what `spacy.load` gives: calling it on a text gives a document whose `ents` have `text`, `label_`,
    `start_char` and `end_char` (spaCy API, Span).
    """
    known = authority or built_in()

    def find(text: str, language: str | None, *, title: str | None = None) -> tuple[Mention, ...]:
        found = []
        for entity in nlp(text).ents:
            kind = _SPACY_KINDS.get(entity.label_)
            if kind is not None and entity.start_char < entity.end_char:
                entry = known.name(entity.text)
                name = entry.name if entry and entry.kind == kind else " ".join(entity.text.split())
                found.append(Mention(entity.start_char, entity.end_char, name, kind))
        return _disjoint(found)

    return find
