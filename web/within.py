"""Only look in: the conditions of a check, in its address and in the rail of its page.

They are those of a search, with the same names, the same errors and the same chips; a check takes the outlets
and the dates. Its address is a Request's, so one can be turned into a search of the same articles.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from search.answer import CountedValue, Request, answer
from search.engine import Engine
from search.errors import RequestError

from . import results
from . import state as urls
from .links import address

CONDITIONS = ("outlet", "date_from", "date_to")
# Outlets to choose from, the largest: with the dates they fill a screen, and no more.
_OUTLETS = 12


@dataclass(frozen=True, slots=True)
class WithinView:
    """The form and the chips.

    `outlets` are counted in the dates chosen, `other` is the number of articles of outlets that are not
    listed. `kept` is what the form must carry along,
    `carried` what the box of the quotation must, `cleared` the address of the check of the whole archive.
    """

    outlets: tuple[CountedValue, ...]
    other: int
    chips: tuple[results.Chip, ...]
    kept: list[urls.Pair]
    carried: list[urls.Pair]
    cleared: str


def asked(pairs: Iterable[urls.Pair], also: Collection[str] = ()) -> Request:
    """The quotation of an address, as a query, with its conditions; the keys in `also` are left to the
    caller. Raises RequestError."""
    known = ("q", *CONDITIONS, *also)
    given = list(pairs)
    for key, _ in given:
        if key not in known:
            raise RequestError(
                f"There is no parameter {key!r} here: a check takes {', '.join(known[:-1])} and {known[-1]}."
            )
    return urls.from_url(pair for pair in given if pair[0] not in also)


def link(state: Request) -> str:
    """The address of a check."""
    return address("quote.page", state)


def rail(engine: Engine, state: Request) -> WithinView:
    """What can be chosen, and what is."""
    counting = dataclasses.replace(
        state, query="", facets=("outlet",), facet_limit=_OUTLETS, limit=0
    )
    result = answer(engine, counting)
    (facet,) = result.facets
    return WithinView(
        outlets=facet.values,
        other=facet.other,
        chips=results.chips(state, results.labels(result), link),
        kept=urls.pairs_without(state, CONDITIONS),
        carried=urls.pairs_without(state, {"q"}),
        cleared=link(urls.unfiltered(state)),
    )
