"""Examples that find something: made of the archive's own outlets, names and headlines, never invented.

Each is counted when it is shown. An example that finds nothing in this archive is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from search import query as q
from search.analysis import tokens
from search.answer import Request, answer
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


# The query language, topic by topic: title, text, and examples with their meaning. Words in braces stand
# for what this archive has (`_stuff`).
_LANGUAGE: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Words",
        (
            "Several words mean all of them, in any order. A word finds its other forms too: singular and "
            "plural, tenses, cases. Capitals, accents and apostrophes make no difference."
        ),
        (("{word}", "this word in any of its forms"), ("{first} {last}", "both words")),
    ),
    (
        "Exact phrases",
        (
            "In quotation marks the words stand exactly so: this order, these forms, small words included. "
            "Curly or straight quotation marks, dashes and line breaks make no difference."
        ),
        (
            ('"{phrase}"', "these words, one after the other"),
            ('"{last} {first}"~8', "these words near each other, in any order"),
        ),
    ),
    (
        "Exactly as typed",
        (
            "With the box “exactly as typed” under the search line, what you type is one phrase, sign by sign: "
            "case, accents and punctuation must be the same, and quotation marks, AND or colons are no query "
            "language. Shapes of quotation marks and apostrophes, kinds of dashes, an ellipsis as one sign or "
            "three dots, white space and line breaks make no difference, as one pair of quotation marks "
            "around it all. No word is cut: “can” is not found in “can't”."
        ),
        (),
    ),
    (
        "And, or, not",
        (
            "Operators are written in capitals. AND binds tighter than OR; brackets group. A hyphen in front "
            "of a word excludes it."
        ),
        (
            ("{first} OR {last}", "one of them, or both"),
            ("{word} NOT {outlet}", "a word, but not from this outlet"),
            ("({first} OR {last}) AND {word}", "brackets first"),
            ("{first} -{last}", "the one without the other"),
        ),
    ),
    (
        "Fields",
        "A field name and a colon look in one place only. Names are found by any of their words.",
        (
            ("title:{word}", "in the headline"),
            ("{outlet}", "from one outlet"),
            ("{person}", "naming this person"),
            ("{place}", "naming this place"),
            ("{speaker}", "quoting this person"),
            ("{said}", "said by somebody: in quotations and answers of interviews"),
            ("dated:no", "without a date of publication"),
        ),
    ),
    (
        "Dates",
        (
            "A date is a year, a month or a day. Two dots make a range; a star leaves one end open. Undated "
            "articles match no date, and the answer says how many there are."
        ),
        (
            ("date:{year}", "in this year"),
            ("date:{month}", "in this month"),
            ("date:{year}-01..{month}", "from January to this month"),
            ("date:{year}..*", "since this year"),
        ),
    ),
    (
        "Parts of words and other spellings",
        (
            "A star stands for any letters, a question mark for one. A tilde finds words that are spelled "
            "almost so. These look at words as printed, not at their other forms."
        ),
        (
            ("{word:.4}*", "words that begin like this"),
            ("{masked}", "any one letter in this place"),
            ("{swapped}~", "almost this word"),
            ("{first}^3 {last}", "the first word counts three times"),
        ),
    ),
)
_ENTRY = (
    ('"{phrase}"', "these words in this order"),
    ("{person}", "a person, by words of the name"),
    ("{word} date:{year}", "a word, in one year"),
    ("{place} -{word}", "a place, without a word"),
)


def examples(held: Shelf) -> tuple[Example, ...]:
    """A few for the entry page."""
    return _that_find(held, _ENTRY, _stuff(held))


def topics(held: Shelf) -> tuple[Topic, ...]:
    """The query language, for the help page."""
    stuff = _stuff(held)
    return tuple(
        Topic(title, text, _that_find(held, tried, stuff)) for title, text, tried in _LANGUAGE
    )


def _that_find(
    held: Shelf, tried: tuple[tuple[str, str], ...], stuff: dict[str, str]
) -> tuple[Example, ...]:
    """The examples that can be made of this archive and find something in it."""
    found = []
    for pattern, meaning in tried:
        try:
            query = pattern.format_map(stuff)
            count = answer(held.engine, Request(query=query, limit=0)).total.value
        except (KeyError, QueryError):  # the archive has no such thing; or it cannot be written so
            continue
        if count:
            found.append(Example(query, meaning, link(Request(query=query)), count))
    return tuple(found)


def _stuff(held: Shelf) -> dict[str, str]:
    """What examples of this archive are made of, by the names that stand in their braces."""
    found = {
        name: str(kind(values[0].value, name))
        for name, kind in (
            ("outlet", q.Term), ("person", q.Phrase), ("place", q.Phrase), ("speaker", q.Phrase)
        )
        if (values := held.facet(name).values)
    }  # fmt: skip
    if said := _said(held):
        found["said"] = str(q.Phrase(" ".join(said), "said"))
    if months := held.facet("month").values:
        found |= {"month": months[0].value, "year": months[0].value[:4]}
    if phrase := _phrase(held):
        word = max(phrase, key=len).lower()
        found |= {
            "phrase": " ".join(phrase),
            "first": phrase[0].lower(),
            "last": phrase[-1].lower(),
            "word": word,
            "masked": f"{word[:2]}?{word[3:]}",
            "swapped": f"{word[1]}{word[0]}{word[2:]}",
        }
    return found


def _said(held: Shelf) -> tuple[str, ...] | None:
    """The first three words of a quotation, from the newest article that quotes who is quoted most."""
    for value in held.facet("speaker").values[:1]:
        query = q.OneOf("speaker", (value.value,))
        hits = held.engine.search(query, sort="date_desc", limit=1).hits
        for article in held.engine.fetch(hit.id for hit in hits):
            for start, end in article.said:
                phrase = _printed(article.text[start:end])[:_PHRASE]
                if len(phrase) == _PHRASE and all(word.isalpha() for word in phrase):
                    return phrase
    return None


def _printed(text: str) -> tuple[str, ...]:
    """The words of a text as printed."""
    return tuple(text[token.start : token.end] for token in tokens(text))


def _phrase(held: Shelf) -> tuple[str, ...] | None:
    """Three neighbouring words of a headline as printed, the longest of five letters or more: from the
    newest article, in the language of most, that has such."""
    usual = tuple(value.value for value in held.facet("language").values[:1])
    query = q.OneOf("language", usual) if usual else q.All()
    hits = held.engine.search(query, sort="date_desc", limit=_LOOKED_AT).hits
    for article in held.engine.fetch(hit.id for hit in hits):
        found = _printed(article.title or "")
        for start in range(len(found) - _PHRASE + 1):
            phrase = found[start : start + _PHRASE]
            if max(map(len, phrase)) >= 5 and all(word.isalpha() for word in phrase):
                return phrase
    return None
