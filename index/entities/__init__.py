"""Entities: the persons, organisations and places of an article, variants joined under one name.

Rules first, lists second: capitalised runs (runs.py), cut and judged by their own words (chunks.py), by their
surroundings (evidence.py) and by the article as a whole (resolve.py). The authority (authority.py) joins
variants that no article explains. Precision goes before recall: a name that nothing supports is left out.
"""

from index.entities.authority import Authority, AuthorityError, Entry, built_in
from index.entities.finder import Finder, find_mentions, spacy_finder

__all__ = [
    "Authority", "AuthorityError", "Entry", "Finder", "built_in", "find_mentions", "spacy_finder",
]  # fmt: skip
