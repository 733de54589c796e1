"""Examples that find something: made of the archive's own outlets, names and headlines, never invented.

Each is counted when it is shown. An example that finds nothing in this archive is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from search import query as q
from search.analysis import tokens
from search.answer import Request, answer
from search.article import Article
from search.errors import QueryError

from .links import link
from .shelf import Shelf

# Words of a headline that make a phrase: three are exact enough to be a find, short enough to read.
_PHRASE = 3
# Newest articles looked at for one with a headline fit for examples.
_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Example:
    """A query, what it means, where it leads, and how many articles it finds."""

    query: str
    meaning: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading of the help page with its examples."""

    title: str
    text: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class _Stuff:
    """What examples of this archive are made of."""

    phrase: tuple[str, ...]
    outlet: str
    person: str
    place: str
    month: str

    @property
    def word(self) -> str:
        return max(self.phrase, key=len).lower()


def examples(held: Shelf) -> tuple[Example, ...]:
    """A few for the entry page."""
    stuff = _stuff(held)
    if stuff is None:
        return ()
    tried = (
        (f'"{" ".join(stuff.phrase)}"', "these words in this order"),
        (str(q.Phrase(stuff.person, "person")), "a person, under any form of the name"),
        (f"{stuff.word} date:{stuff.month[:4]}", "a word, in one year"),
        (f"{q.Phrase(stuff.place, 'place')!s} -{stuff.word}", "a place, without a word"),
    )
    return _that_find(held, tried)


def topics(held: Shelf) -> tuple[Topic, ...]:
    """The query language, for the help page."""
    stuff = _stuff(held)
    if stuff is None:
        return ()
    return tuple(
        Topic(title, text, _that_find(held, tried)) for title, text, tried in _language(stuff)
    )


_Tried = tuple[tuple[str, str], ...]


def _language(s: _Stuff) -> tuple[tuple[str, str, _Tried], ...]:
    word, first, last = s.word, s.phrase[0].lower(), s.phrase[-1].lower()
    phrase = " ".join(s.phrase)
    year = s.month[:4]
    return (
        (
            "Words",
            (
                "Several words mean all of them, in any order. A word finds its other forms too: singular "
                "and plural, tenses, cases. Capitals, accents and apostrophes make no difference."
            ),
            (
                (word, "this word in any of its forms"),
                (f"{first} {last}", "both words"),
            ),
        ),
        (
            "Exact phrases",
            (
                "In quotation marks the words stand exactly so: this order, these forms, small words "
                "included. Curly or straight quotation marks, dashes and line breaks make no difference."
            ),
            (
                (f'"{phrase}"', "these words, one after the other"),
                (f'"{last} {first}"~8', "these words near each other, in any order"),
            ),
        ),
        (
            "And, or, not",
            (
                "Operators are written in capitals. AND binds tighter than OR; brackets group. A hyphen "
                "in front of a word excludes it."
            ),
            (
                (f"{first} OR {last}", "one of them, or both"),
                (f"{word} NOT outlet:{q.Term(s.outlet)}", "a word, but not from this outlet"),
                (f"({first} OR {last}) AND {word}", "brackets first"),
                (f"{first} -{word}", "the one without the other"),
            ),
        ),
        (
            "Fields",
            "A field name and a colon look in one place only. Names are found by any of their words.",
            (
                (f"title:{word}", "in the headline"),
                (str(q.Term(s.outlet, "outlet")), "from one outlet"),
                (str(q.Phrase(s.person, "person")), "naming this person"),
                (str(q.Phrase(s.place, "place")), "naming this place"),
                ("dated:no", "without a date of publication"),
            ),
        ),
        (
            "Dates",
            (
                "A date is a year, a month or a day. Two dots make a range; a star leaves one end open. "
                "Undated articles match no date, and the answer says how many there are."
            ),
            (
                (f"date:{year}", "in this year"),
                (f"date:{s.month}", "in this month"),
                (f"date:{year}-01..{s.month}", "from January to this month"),
                (f"date:{year}..*", "since this year"),
            ),
        ),
        (
            "Parts of words and other spellings",
            (
                "A star stands for any letters, a question mark for one. A tilde finds words that are "
                "spelled almost so. These look at words as printed, not at their other forms."
            ),
            (
                (f"{word[:4]}*", "words that begin like this"),
                (f"{word[:2]}?{word[3:]}", "any one letter in this place"),
                (f"{word[1]}{word[0]}{word[2:]}~", "almost this word"),
                (f"{first}^3 {last}", "the first word counts three times"),
            ),
        ),
    )


def _that_find(held: Shelf, tried: _Tried) -> tuple[Example, ...]:
    found = []
    for query, meaning in tried:
        try:
            count = answer(held.engine, Request(query=query, limit=0)).total.value
        except QueryError:
            continue
        if count:
            found.append(Example(query, meaning, link(Request(query=query)), count))
    return tuple(found)


def _stuff(held: Shelf) -> _Stuff | None:
    """From the newest article of the usual language whose headline has words enough; None if there is none."""
    usual = tuple(value.value for value in held.facet("language").values[:1])
    asked = Request(filters={"language": usual}, sort="date_desc", limit=_LOOKED_AT)
    newest = answer(held.engine, asked).hits
    for found in newest:
        phrase = _phrase(found.article)
        if phrase:
            return _Stuff(
                phrase=phrase,
                outlet=_top(held, "outlet"),
                person=_top(held, "person"),
                place=_top(held, "place"),
                month=_top(held, "month") or "2022-06",
            )
    return None


def _phrase(article: Article) -> tuple[str, ...] | None:
    """Three neighbouring words of the headline as printed, the longest of five letters or more."""
    title = article.title or ""
    found = [title[token.start : token.end] for token in tokens(title)]
    for start in range(len(found) - _PHRASE + 1):
        phrase = tuple(found[start : start + _PHRASE])
        if max(map(len, phrase)) >= 5 and all(word.isalpha() for word in phrase):
            return phrase
    return None


def _top(held: Shelf, field: str) -> str:
    values = held.facet(field).values
    return values[0].value if values else "none"
