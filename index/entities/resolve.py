"""From candidates to mentions: one article's names joined, kinds settled.

Unknown names get the kind that their surroundings add up to; then short forms of organisations, last names
and given names meet the full names of the article. What nothing supports is no mention.
"""

from __future__ import annotations

from index.entities.acronyms import shown
from index.entities.candidates import Candidate, Setting
from index.entities.headlines import Headlines
from index.entities.kinds import Kinds
from index.entities.organisations import Organisations
from index.entities.persons import Persons
from search.article import Mention


def resolve(
    setting: Setting,
    candidates: list[Candidate],
    title: str = "",
    named: list[Candidate] | None = None,
) -> tuple[Mention, ...]:
    """The mentions of a text, sorted and disjoint. `named` are the candidates of the article's `title`."""
    headlines = Headlines(setting.text)
    organisations, persons = Organisations(setting), Persons(setting, headlines)
    organisations.gather(candidates)
    Kinds(setting, headlines).settle(candidates)
    persons.introduce(title, named or [])
    persons.gather(candidates)
    first: dict[
        tuple[str, str], str
    ] = {}  # how a name was printed first: it stands for all its spellings
    found = []
    for c in candidates:
        if persons.bears(c.key) or not organisations.fold(c):
            persons.fold(c)
        if c.kind is not None:
            name = c.name or first.setdefault((c.kind, c.key), shown(setting.text, c))
            found.append(Mention(c.start, c.end, name, c.kind))
    return tuple(found)
