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
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december
    president minister premier prime chancellor mayor senator governor secretary representative speaker pope
    king queen prince princess chairman chairwoman chair spokesman spokeswoman spokesperson judge general
    colonel captain professor doctor director commissioner ambassador congressman congresswoman candidate
    präsident präsidentin minister ministerin kanzler kanzlerin bürgermeister bürgermeisterin sprecher
    sprecherin président présidente ministre maire presidente presidenta ministro ministra alcalde alcaldesa
    prefeito sindaco президент министр премьер мэр міністр прем'єр мер prezydent minister
"""
_NO_NAME = frozenset(words(_NO_NAME_WORDS))
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
    if speaker is None or not names:
        return None
    return names[0] if all(_another(name, speaker, article) for name in names) else None


def may_be_one(one: str, other: str) -> bool:
    """Whether two names share a word, or have last names that one misspelling parts."""
    first, second = words(one), words(other)
    if not first or not second or set(first) & set(second):
        return True
    return likeness(first[-1], second[-1]) >= _SAME_NAME


def _another(name: str, speaker: str, article: Article) -> bool:
    one, other = words(name), words(speaker)
    people = [words(mention.name) for mention in article.mentions if mention.kind == "person"]
    if one in people and other in people and one[0] != other[0]:
        return True  # two people of this article, perhaps of one family
    if may_be_one(name, speaker):
        return False
    if set(one) <= set(words(f"{article.outlet.id} {article.outlet.name}")):
        return False
    if any(one[-1] in person for person in people):
        return True
    # An office or a body that the article knows may be the speaker's own.
    return one[-1] not in words(article.text)


def _named(text: str, start: int, end: int) -> str | None:
    """The name in an attribution: the last one before the word of saying, else the first one after it;
    without such a word what a colon ends or a dash begins."""
    said = text[start:end]
    if _LINK.match(said):
        return None
    runs = list(_names(said))
    at = next(
        (
            m.start()
            for m in _NAME.finditer(said)
            if words(m.group())[-1:] and words(m.group())[-1] in SAYING
        ),
        None,
    )
    if at is not None:
        earlier = [name for begin, name in runs if begin < at]
        later = [name for begin, name in runs if begin > at]
        return earlier[-1] if earlier else later[0] if later else None
    if text[end : end + 1] in (":", "："):
        return runs[-1][1] if runs else None
    whole = said.partition(",")[0]
    first = [name for begin, name in runs if begin < len(whole)]
    return first[-1] if first and text[:start].rstrip()[-1:] in tuple("-—–―~(,|") else None


def _names(text: str) -> Iterator[tuple[int, str]]:
    """The runs of words with capitals, without those that are no names around them; where they begin."""
    run: list[re.Match[str]] = []
    for match in (*_NAME.finditer(text), None):
        between = text[run[-1].end() : match.start()] if run and match else ""
        if run and (match is None or between.strip(" \u00a0") or not _goes_on(match.group())):
            yield from _trimmed(text, run)
            run = []
        if match is not None and (run or match.group()[0].isupper()):
            run.append(match)


def _goes_on(word: str) -> bool:
    return word[0].isupper() or word.casefold() in _PARTICLES


def _trimmed(text: str, run: list[re.Match[str]]) -> Iterator[tuple[int, str]]:
    def empty(match: re.Match[str]) -> bool:
        return all(word in _NO_NAME or word in SAYING for word in words(match.group()))

    while run and empty(run[0]):
        del run[0]
    while run and (empty(run[-1]) or run[-1].group().casefold() in _PARTICLES):
        del run[-1]
    if not run or (len(run) == 1 and run[0].group().isupper() and len(run[0].group()) <= _ACRONYM):
        return
    yield run[0].start(), text[run[0].start() : run[-1].end()].rstrip(".")
