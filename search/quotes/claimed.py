"""Whom the pasted text names as its speaker, and whether print names somebody else.

An attribution pasted along is left out of the comparison of words; here it is read. Two names are two people
only where that is sure: titles, outlets, offices and shared last names are no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from search.analysis import words
from search.article import Article

from .attribution import SAYING
from .pasted import Pasted
from .result import Attribution
from .spelling import likeness

_NAME = re.compile(r"[^\W\d_][\w.'’-]*")
# Particles inside names, and signs between two words of one.
_PARTICLES = frozenset(
    words("de del della der den di da do dos du la le van von ter al el bin ben ibn y e")
)
# Words that begin an attribution with a capital and are no name, and offices and forms of address, which
# are none without one.
_NO_NAME_WORDS = """
    did does do has have had was is as so when and but the a an even then later in on at by to from he she they
    i it we you who according breaking watch read source via quote quoted sir dr mr mrs ms miss prof
    der die das er sie wir laut so wie il elle ils selon le la les lui el ella ellos segun dijo ele ela segundo
    он она они как по він вона вони як за on ona oni według
    monday tuesday wednesday thursday friday saturday sunday january february july september october
    november december
    president minister premier prime chancellor mayor senator governor secretary representative speaker pope
    king queen prince princess chairman chairwoman chair spokesman spokeswoman spokesperson judge general
    colonel captain professor doctor director commissioner ambassador congressman congresswoman candidate
    präsident präsidentin minister ministerin kanzler kanzlerin bürgermeister bürgermeisterin sprecher
    sprecherin président présidente ministre maire presidente presidenta ministro ministra alcalde alcaldesa
    prefeito sindaco президент министр премьер мэр міністр прем'єр мер prezydent minister
"""
_NO_NAME = frozenset(words(_NO_NAME_WORDS))
_PRONOUNS = frozenset(
    words(
        "he she they i it we you er sie wir il elle ils ella ellos ele ela он она они він вона вони"
    )
)
# A name behind these is a place, a month, a body or an outlet: "of Kessin", "in May", "the Daily Quay".
_PLACING = frozenset(
    words("of in at on by the von aus im am an der die das den de du des le les los las en em у в")
)
# Words that may follow a name which is the speaker's all the same.
_ADVERBS = frozenset(
    words("just once really also then later yesterday today tonight again now has had did does")
)
# Whose object follows: "she told Petra Lindqvist".
_TELLING = frozenset(words("told tell tells asked asks"))
_LINK = re.compile(r"https?:|www\.|[#@]|via\b|source\b", re.IGNORECASE)
# Letters of an acronym, which names an outlet or a body more often than a person.
_ACRONYM = 5
# From which likeness on two last names are one in two spellings: Zelensky and Zelenskiy are at 0.89, Lukashenko and
# Lukashenka at 0.9, Brandt and Brunt at 0.67.
_SAME_NAME = 0.75


def attributions(pasted: Pasted) -> tuple[Attribution, ...]:
    """What was pasted along with the quotation and not compared, each with the name in it, if it has one."""
    found = []
    for _, group in groupby(enumerate(sorted(pasted.outside)), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in group]
        start, end = pasted.spans[numbers[0]][0], pasted.spans[numbers[-1]][1]
        found.append(
            Attribution(pasted.text[start:end], (start, end), _named(pasted.text, start, end))
        )
    return tuple(found)


def contradicted(
    claimed: tuple[Attribution, ...], speaker: str | None, article: Article
) -> str | None:
    """The name that was pasted along, where an article surely gives the words to another person."""
    names = [attribution.name for attribution in claimed if attribution.name]
    spoken = words(speaker or "")
    if not names or not spoken:
        return None
    people = [words(mention.name) for mention in article.mentions if mention.kind == "person"]
    named = [words(name) for name in names]
    if spoken in people and all(name in people and name[0] != spoken[0] for name in named):
        return names[0]  # two people of this article, perhaps of one family
    beside = words(" ".join(attribution.text for attribution in claimed))
    if any(may_be_one(word, spoken[-1]) for word in beside):
        return None
    return names[0] if all(_another(name, people, article) for name in named) else None


def may_be_one(one: str, other: str) -> bool:
    """Whether the last name of one is part of the other, or a misspelling parts the two, or a script."""
    first, second = words(one), words(other)
    if not first or not second or first[-1] in second or second[-1] in first:
        return True
    if first[-1].isascii() != second[-1].isascii():
        return True
    return likeness(first[-1], second[-1]) >= _SAME_NAME


def _another(name: list[str], people: list[list[str]], article: Article) -> bool:
    """Whether a name that is not the speaker's is that of another person, and no outlet, office or body, which
    may be the speaker's own."""
    if set(name) <= set(words(f"{article.outlet.id} {article.outlet.name}")):
        return False
    known = any(name[-1] in person for person in people)
    return known or name[-1] not in words(article.text)


def _named(text: str, start: int, end: int) -> str | None:
    """The name in an attribution: before the word of saying or else after it, without such a word what a
    colon ends or a dash begins; of several that of two words, else the nearest."""
    said = text[start:end]
    spoken = [match for match in _NAME.finditer(said) if _one_of(match, SAYING)]
    if _LINK.match(said):
        return None
    runs = list(_names(said))
    if spoken:
        at = spoken[0].start()
        if any(_one_of(match, _PRONOUNS) for match in _NAME.finditer(said, 0, at)):
            return None
        earlier = [run for begin, run in runs if begin < at]
        later = [run for begin, run in runs if begin > at and not _one_of(spoken[0], _TELLING)]
        return _fullest(earlier[::-1] or later)
    if text[end : end + 1] in (":", "："):
        return _fullest([run for _, run in runs[::-1]])
    if text[:start].rstrip()[-1:] not in tuple("-—–―~(,|"):
        return None
    return _fullest([run for begin, run in runs if begin < len(said.partition(",")[0])])


def _fullest(runs: list[str]) -> str | None:
    return next((run for run in runs if " " in run), runs[0] if runs else None)


def _one_of(match: re.Match[str], among: frozenset[str]) -> bool:
    found = words(match.group())
    return bool(found) and found[-1] in among


def _names(text: str) -> Iterator[tuple[int, str]]:
    """The runs of words with capitals that can be names of people, and where they begin."""
    run: list[re.Match[str]] = []
    for match in (*_NAME.finditer(text), None):
        between = text[run[-1].end() : match.start()] if run and match else ""
        if run and (match is None or between.strip(" \u00a0") or not _goes_on(match.group())):
            name = _trimmed(text, run)
            if name and not _placed(text, name):
                yield name
            run = []
        if match is not None and (run or match.group()[0].isupper()):
            run.append(match)


def _placed(text: str, name: tuple[int, str]) -> bool:
    """Whether a run is behind a word that places, or alone and part of what follows: "Kessin council"."""
    before = words(text[: name[0]])[-1:]
    after = text[name[0] + len(name[1]) :].lstrip(".")
    following = words(after)[:1] if after[:1] == " " else []
    attached = bool(following) and after.lstrip()[:1].islower() and " " not in name[1]
    if attached and following[0] not in SAYING | _PLACING | _ADVERBS:
        return True
    return bool(before) and before[0] in _PLACING


def _goes_on(word: str) -> bool:
    return word[0].isupper() or word.casefold() in _PARTICLES


def _trimmed(text: str, run: list[re.Match[str]]) -> tuple[int, str] | None:
    def empty(match: re.Match[str]) -> bool:
        return all(word in _NO_NAME or word in SAYING for word in words(match.group()))

    while run and empty(run[0]):
        del run[0]
    while run and (empty(run[-1]) or run[-1].group().casefold() in _PARTICLES):
        del run[-1]
    if not run or (len(run) == 1 and run[0].group().isupper() and len(run[0].group()) <= _ACRONYM):
        return None
    return run[0].start(), text[run[0].start() : run[-1].end()].rstrip(".")
