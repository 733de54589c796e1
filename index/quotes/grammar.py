"""The subject of a verb of saying in the narrator's words.

The functions look for the noun phrase that does the saying: to the left of the verb ("Mr. Ray, the
mayor, said"), to its right ("said the mayor, Ann Ray"), or at the head of the sentence. No parser:
closed word classes, capitals and commas.
"""

from __future__ import annotations

from index.quotes import cues
from index.quotes.cues import words
from index.quotes.narration import BREAKS, COMMAS, POSSESSIVE, Narration, Subject

# Languages in which "a" leads to whom something is said: "dijo Ray a la prensa".
TO_WHOM = words("es pt it")
# Languages that set where and when between verb and subject: "написав у Telegram Ray".
FREE_ORDER = words("ru uk")
CLAUSE = words(
    "and but that as when while if because who which after before since where though whether or "
    "although until what how why dass der que qui che et y e und che что и що как як"
)
# What opens a clause or an adverbial before the main clause: "Asked about it, Ray said".
FRONTED = words(
    "asked pressed speaking when while as after if although though ever last first next earlier later "
    "yesterday today now then once early late meanwhile"
)
# What a name may follow that a participle says something of: "with Ray saying", "it has Ray saying".
ABSOLUTE = words("with of has had have shows showed hears heard quotes quoted recalls recalled")
RELATIVE = words("who which that qui que che der die")


def name_ending(n: Narration, first: int, last: int) -> Subject | None:
    """The name that ends at word `last` and begins no earlier than `first`; titles are cut off.

    A run of titles alone ("the President") is a role.
    """
    start, index = last + 1, last
    while index >= first:
        if n.capital(index) and (index == last or not n.lows[index].endswith(POSSESSIVE)):
            start = index
        elif not (n.lows[index] in cues.PARTICLES and start == index + 1 and index > first):
            break
        index -= 1
    if start > last:
        return None
    head = start + cues.name_start(n.lows[start : last + 1])
    if n.grammar.nouns:
        if start == last and start and n.lows[start - 1] in cues.DETERMINERS:
            return n.subject("role", start, last)
        head = max(head, _after_nouns(n, start, last))
    gender = next((g for low in n.lows[start:head] if (g := cues.TITLES.get(low))), "")
    if head > last:
        return n.subject("role", start, last, gender)
    if not gender and start and n.lows[start - 1] in cues.ROLE_GENDER:
        gender = cues.ROLE_GENDER[n.lows[start - 1]]
    return n.subject("name", head, last, gender)


def _after_nouns(n: Narration, start: int, last: int) -> int:
    """Where a name begins in a German run of nouns and names: at a first name, else the last two words."""
    if n.lows[start] in cues.GENDER or last - start < 2:
        return start
    first = next((i for i in range(start, last) if n.lows[i] in cues.GENDER), last - 1)
    return first if n.capital(first) else start


def left_subject(n: Narration, first: int, cue: int) -> Subject | None:
    """The subject to the left of the verb at `cue`, not before `first`."""
    at = cue - 1
    while at >= first and (n.lows[at] in cues.ADVERBS or _adverb(n, at)):
        at -= 1
    if at < first:
        return None
    if participle(n, cue) and n.lows[cue - 1] not in cues.ADVERBS:
        return _absolute(n, first, at)
    low = n.lows[at]
    if low in n.grammar.pronouns:
        return n.subject("pronoun", at, at, n.grammar.pronouns[low])
    if n.lows[at + 1] == "to" and n.is_cue(at):
        return left_subject(n, first, at)  # "Ray interjected to say"
    if low in RELATIVE:
        at -= 1 if at > first and n.words[at - 1] not in COMMAS else 2
        found = _phrase(n, first, at) if at >= first else None
        if found and found.kind == "role":
            found = name_ending(n, first, at)
        return found or (n.subject("role", at, at) if low == "who" and at >= first else None)
    if n.words[at] in COMMAS:
        return _before_apposition(n, first, at)
    if low in CLAUSE:
        return None
    found = _phrase(n, first, at)
    return (found and found.kind == "role" and _unclosed(n, first, found)) or found


def _unclosed(n: Narration, first: int, role: Subject) -> Subject | None:
    """The name in "Ann Ray, a mayor in Ulm, Bavaria said", where the last comma is missing."""
    end = first
    while end < n.index(role.start) and n.capital(end):
        end += 1
    if end == first or n.words[end] != "," or n.lows[end + 1] not in cues.DETERMINERS:
        return None
    named = name_ending(n, first, end - 1)
    return named if named and named.kind == "name" else None


def _absolute(n: Narration, first: int, last: int) -> Subject | None:
    """The name in "with Ann Ray saying", "footage of Ann Ray saying"."""
    named = name_ending(n, first, last)
    at = n.index(named.start) - 1 if named else -1
    while at >= first and (
        n.capital(at) or n.lows[at] in cues.ROLE_GENDER or n.lows[at] in cues.TITLES
    ):
        at -= 1
    return named if at >= first and n.lows[at] in ABSOLUTE else None


def participle(n: Narration, at: int) -> bool:
    """Whether a verb is a participle, which has its subject elsewhere ("..., saying")."""
    return n.lows[at].endswith("ing")


def _adverb(n: Narration, at: int) -> bool:
    return n.lows[at].endswith("ly") and n.words[at][0].islower()


def _phrase(n: Narration, first: int, last: int) -> Subject | None:
    """The noun phrase that ends at `last`: its head stands before its first preposition."""
    start = last
    while start >= first and not (
        n.words[start] in BREAKS or n.lows[start] in CLAUSE or (start < last and n.is_cue(start))
    ):
        start -= 1
    start += 1
    if start > last:
        return None
    head = next((i for i in range(start, last + 1) if n.preposition(i)), last + 1)
    end = last if head == start else head - 1
    if start < head < last and n.lows[head] == "of" and (office := _office(n, start, head, last)):
        return office
    named = name_ending(n, start, end)
    if named or head == start:
        return named
    if n.lows[end] in n.grammar.pronouns:
        return n.subject("pronoun", end, end, n.grammar.pronouns[n.lows[end]])
    return n.subject("role", start, end) if n.words[end][0].isalpha() else None


def _office(n: Narration, start: int, of: int, last: int) -> Subject | None:
    """The name in "Secretary of State Ann Ray", "master of ceremonies Ann Ray"."""
    if n.lows[start] in cues.DETERMINERS or not n.capital(last):
        return None
    rank = name_ending(n, start, of - 1)
    if rank and rank.kind == "name":
        return None
    found = name_ending(n, of + 1, last)
    if found is None or found.kind != "name":
        return None
    first = n.index(found.start)
    if n.lows[first - 1] not in cues.DETERMINERS and first > of + 1:
        return found
    return n.subject("name", first + 1, last, found.gender) if first + 1 < last else None


def _before_apposition(n: Narration, first: int, comma: int) -> Subject | None:
    """The subject of "Ann Ray, 24, mayor of Ulm, said": what stands before an earlier comma."""
    best = None
    for at in range(comma - 1, first, -1):
        if n.words[at] not in COMMAS:
            continue
        if n.lows[at - 1] in n.grammar.pronouns:
            return n.subject("pronoun", at - 1, at - 1, n.grammar.pronouns[n.lows[at - 1]])
        found = _phrase(n, first, at - 1)
        if found and found.kind == "name" and not _governed(n, found):
            best = found
            if " " in found.text:
                break
        elif found and best is None and n.lows[at - 1].isalpha():
            best = found
    if best is None or best.kind == "role":
        inside = next(
            i for i in range(comma - 1, first - 2, -1) if i < first or n.words[i] in COMMAS
        )
        named = name_ending(n, inside + 1, comma - 1)
        if named and inside >= first and named.kind == "name" and " " in named.text:
            return named
    return best


def _governed(n: Narration, found: Subject) -> bool:
    """Whether a preposition stands before a name: "in Rome"."""
    at = n.index(found.start) - 1
    return at >= 0 and n.preposition(at)


def right_subject(n: Narration, cue: int, last: int) -> Subject | None:
    """The subject to the right of the verb at `cue`, before word `last`."""
    first = cue + 1
    if first < last and n.lows[first] in n.grammar.pronouns:
        return n.subject("pronoun", first, first, n.grammar.pronouns[n.lows[first]])
    if n.grammar.code in FREE_ORDER and first + 2 < last and n.preposition(first):
        first += 2
    end = _phrase_end(n, first, last)
    if end < last and n.lows[end] == "and" and n.lows[end - 1] in cues.TITLES:
        end = _phrase_end(n, end + 1, last)
    if end == first:
        return None
    named = name_ending(n, first, end - 1)
    if (named is None or named.kind == "role") and end + 2 < last and n.lows[end] == "of":
        stop = next(
            (i for i in range(end, last) if n.words[i] in BREAKS or n.lows[i] == "who"), last
        )
        named = _office(n, first, end, stop - 1) or named
    if named is None and end + 1 < last:
        named = _apposed(n, _appositive(n, end, last), last)
    if named or not any(c.isalpha() for c in n.words[end - 1]):
        return named
    return n.subject("role", first, end - 1)


def _phrase_end(n: Narration, first: int, last: int) -> int:
    """Where a noun phrase that begins at `first` ends (the word after it)."""
    for end in range(first, last):
        low = n.lows[end]
        particle = low in cues.PARTICLES and end > first and n.capital(end - 1)
        if n.words[end] in BREAKS or low in cues.STOPS or _adverb(n, end):
            return end
        if n.preposition(end) and not particle:
            return end
        if low == "a" and end > first and n.grammar.code in TO_WHOM:
            return end
    return last


def _appositive(n: Narration, end: int, last: int) -> int:
    """Where the apposition to a role begins that ends before `end`: "the mayor, Ann", "his aide at Ulm, Ann".

    Not after "a spokesman for the mayor, Ann Ray", where the name is the mayor's.
    """
    comma = next((i for i in range(end, min(last, end + 6)) if n.words[i] == ","), last)
    others = any(
        n.lows[i] in cues.TITLES or n.lows[i] in cues.ROLE_GENDER or n.words[i] in BREAKS
        for i in range(end, comma)
    )
    return last if others else comma + 1


def _apposed(n: Narration, first: int, last: int) -> Subject | None:
    """The name in "said the mayor, Ann Ray, who ..."."""
    while first < last and n.words[first].islower() and n.words[first] not in cues.STOPS:
        first += 1
    end = first
    while end < last and n.capital(end):
        end += 1
    closed = end >= last or n.words[end] in BREAKS or n.lows[end] in cues.STOPS
    found = name_ending(n, first, end - 1) if end > first + 1 and closed else None
    return found if found and found.kind == "name" else None


def main_subject(n: Narration, first: int, last: int) -> Subject | None:
    """The subject of a whole sentence, for verbs that do not stand beside it."""
    low = n.lows[first] if first < last else ""
    if low in cues.PREPOSITIONS or low in FRONTED or low.endswith("ing"):
        comma = next((i for i in range(first, last) if n.words[i] == ","), None)
        first = first if comma is None else comma + 1
    for at in range(first, last):
        low = n.lows[at]
        if low in n.grammar.pronouns:
            return n.subject("pronoun", at, at, n.grammar.pronouns[low])
        inside = at > first and n.capital(at - 1)  # "Bay" of "in Harrow Bay" is no subject
        if n.capital(at) and not inside and (at == first or not n.preposition(at - 1)):
            end = at
            while end + 1 < last and (n.capital(end + 1) or n.lows[end + 1] in cues.PARTICLES):
                end += 1
            while not n.capital(end):
                end -= 1
            if n.lows[end].endswith(POSSESSIVE) or n.lows[max(at - 1, 0)] in cues.DETERMINERS:
                continue
            return name_ending(n, at, end)
        if n.is_cue(at) and at > first:
            return _phrase(n, first, at - 1)
    return None
