"""Outlets that are asked for and that the archive does not have: named, with the nearest ones that it has.

A filter on an outlet that is spelled otherwise here matches nothing, and "nothing found" would be said of an
archive that was not looked in.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from .analysis import words
from .engine import Ask, Engine
from .errors import RequestError
from .facets import outlet_names
from .query import EVERYTHING, OneOf, Phrase
from .result import Request

# Outlets offered: those whose name has the words, then those spelled alike.
_NEAR = 3


def check_outlets(engine: Engine, request: Request) -> None:
    """Raises RequestError where an outlet asked for, or excluded, is none of the archive's."""
    if unknown := " ".join(unknown_outlets(engine, request)):
        raise RequestError(unknown)


def unknown_outlets(engine: Engine, request: Request) -> Iterator[str]:
    """A sentence for each outlet asked for, or excluded, that no article of the archive has."""
    asked = (*request.filters.get("outlet", ()), *request.excluded.get("outlet", ()))
    for value in dict.fromkeys(asked):
        if not engine.search(OneOf("outlet", (value,)), limit=0).total.value:
            near = _near(engine, value)
            hint = f"Did you mean {near}?" if near else "The facet outlet lists those there are."
            yield f"There is no outlet {value!r} in this archive. {hint}"


def _near(engine: Engine, value: str) -> str:
    """The ids of the nearest outlets, with their names."""
    typed = words(value)
    every = engine.facet(EVERYTHING, [Ask("outlet", None)])[0].values
    named = engine.facet(Phrase(" ".join(typed), "outlet"), [Ask("outlet", _NEAR)])[0].values if typed else ()  # fmt: skip
    alike = get_close_matches("-".join(typed), [outlet.value for outlet in every], n=_NEAR)
    near = list(dict.fromkeys((*(outlet.value for outlet in named), *alike)))[:_NEAR]
    names = outlet_names(engine, near)
    return " or ".join(f"{one} ({names[one]})" if one in names else one for one in near)
