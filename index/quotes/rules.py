"""The rules that attribute one quotation from the narrator's words of its paragraph.

Each rule looks at one place (after the quotation, before it, later in its sentence, the sentence
before, an interrupted sentence) and gives a Found or None. A rule that finds a role without a name
gives that role: it ends the search, so that no other name is taken instead.

The trust of a rule is the share of right answers it gave on one half of the speakers' development
set, rounded down; rules seen there fewer than ten times got a cautious figure.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.quotes import cues
from index.quotes.grammar import (
    left_subject,
    main_subject,
    name_ending,
    participle,
    right_subject,
)
from index.quotes.narration import COMMAS, ENDS, POSSESSIVE, Narration, Subject

# A quotation of at most so many words without a verb of saying is a scare quote or a title.
SCARE_WORDS = 3
# The title of a book, a song or a programme is at most so many words.
TITLE_WORDS = 6
# A signature after a dash is a name and perhaps an office: at most so many words.
SIGNED_WORDS = 8
# A role before a name and a colon ("Former harbour minister Ray:") is at most so many words.
ROLE_WORDS = 6
DASHES = frozenset("—–―-")
JOINING = cues.words("and but while when as after")
# The rules by name, where others ask for them.
GOES_ON, SAID_AFTER, SAID_LATER = "goes on", "said after it", "said later in the sentence"
SIGNED, SIGNED_BELOW = "signed after it", "signed below it"


@dataclass(frozen=True, slots=True)
class Found:
    """What one rule found: the subject as printed, the verb, the rule in words, how far to trust it.

    The rule GOES_ON has no subject: the speaker is the one of the quotation before.
    """

    subject: Subject | None
    cue: str | None
    rule: str
    trust: float


def scare(n: Narration, at: int) -> bool:
    """Whether a quotation is so short that without a verb it may be a scare quote or a title."""
    return len(n.text[n.starts[at] : n.ends[at]].split()) <= SCARE_WORDS


def titled(n: Narration, at: int) -> bool:
    """Whether a quotation is the title of a work: capitals after a preposition or a possessive.

    "On Fox's “Ray Today,” Ann Ray said": the words are a programme's, not hers.
    """
    before = n.lows[at - 1] if at else ""
    printed = n.text[n.starts[at] : n.ends[at]].split()
    if not (before.endswith(POSSESSIVE) or (at and n.preposition(at - 1))):
        return False
    capital = all(w[0].isupper() or w.lower() in cues.NOT_NAMES for w in printed)
    return len(printed) <= TITLE_WORDS and capital and printed[0][0].isupper()


def after(n: Narration, at: int, bare: bool = False) -> Found | None:
    """The clause right after a quotation: ", said Ray", ", Ms. Ray, 24, told the court", "— Ray".

    `bare`: the quotation ended its sentence, so only a sentence that is all attribution counts.
    """
    first, last = at + 1, n.clause_end(at + 1)
    while first < last and n.words[first] in COMMAS:
        first += 1
    if first == last:
        return None
    if n.words[at + 1] in DASHES and (signed := signature(n, first, last)):
        return Found(signed, n.words[at + 1], SIGNED, 0.9)
    if length := n.according(first):
        words = " ".join(n.words[first : first + length])
        return Found(right_subject(n, first + length - 1, last), words, SAID_AFTER, 0.9)
    cue = next(filter(n.is_cue, n.telling(first, last)), None)
    found = None if cue is None else _clause_after(n, at, (first, cue, last), bare)
    return found or (None if bare else _unlisted(n, at, first, last))


def _unlisted(n: Narration, at: int, first: int, last: int) -> Found | None:
    """A past tense that is in no list, beside a name: ",” Ray scoffed.", "?” chimed Ann Ray, who"."""
    if n.grammar.code != "en" or n.text[n.ends[at] - 1 : n.ends[at]] not in (",", "?", "!"):
        return None
    end = first
    while end < last and (n.capital(end) or n.lows[end] in cues.TITLES):
        end += 1
    if end == first and _past(n, first, last) and first + 1 < last and n.capital(first + 1):
        return _found(right_subject(n, first, last), n.words[first], SAID_AFTER, 0.8)
    if end == first and n.lows[first] in n.grammar.pronouns:
        end += 1
    if end > first and _past(n, end, last):
        return _found(left_subject(n, first, end), n.words[end], SAID_AFTER, 0.8)
    return None


def _past(n: Narration, at: int, last: int) -> bool:
    return at < last and n.words[at].islower() and n.words[at].endswith("ed")


def signature(n: Narration, first: int, last: int) -> Subject | None:
    """The name that signs a quotation: all that stands to the end of the paragraph."""
    if last < len(n.words) - 1 or last - first > SIGNED_WORDS:
        return None
    found = name_ending(n, first, last - 1)
    return found if found and found.kind == "name" else None


def _clause_after(n: Narration, at: int, clause: tuple[int, int, int], bare: bool) -> Found | None:
    """The attribution in the clause (first, verb, last) after a quotation."""
    first, cue, last = clause
    if all(n.lows[i] in cues.ADVERBS for i in range(first, cue)):
        if participle(n, cue):
            subject = main_subject(n, n.sentence(at), at)
            return _found(subject, n.words[cue], "subject of the sentence", 0.7)
        return _found(right_subject(n, cue, last), n.words[cue], SAID_AFTER, 0.95)
    subject = left_subject(n, first, cue)
    if subject is None or n.lows[first] in JOINING:
        return None
    if any(n.words[i] in COMMAS for i in range(first, n.index(subject.start))):
        return None
    if bare and not _ends_with(n, cue, last):
        return None
    return Found(subject, n.words[cue], SAID_AFTER, 0.8 if bare else 0.95)


def dropped(n: Narration, at: int) -> Found | None:
    """A verb after the quotation without a subject, where the language allows it: "«...», dijo."

    Its subject is that of the sentence up to the quotation, or of the sentence before.
    """
    if n.grammar.code not in cues.DROPPING:
        return None
    first, last = at + 1, n.clause_end(at + 1)
    while first < last and n.words[first] in COMMAS:
        first += 1
    cue = next(filter(n.is_cue, n.telling(first, last)), None)
    if cue is None or any(n.lows[i] not in cues.ADVERBS for i in range(first, cue)):
        return None
    begin = n.sentence(at)
    subject = main_subject(n, begin, at)
    if subject is None and begin == at and at > 1:
        subject = main_subject(n, n.sentence(at - 1), at - 1)
    return _found(subject, n.words[cue], "subject of the sentence", 0.6)


def _found(subject: Subject | None, cue: str | None, rule: str, trust: float) -> Found | None:
    return Found(subject, cue, rule, trust) if subject else None


def _ends_with(n: Narration, cue: int, last: int) -> bool:
    """After a full stop only "Ray said." or "Ray said in Rome." attributes what stands before it."""
    closed = last == len(n.words) or n.words[last] in ENDS
    return closed and (cue + 1 == last or n.preposition(cue + 1))


def before(n: Narration, at: int) -> Found | None:
    """The sentence before a quotation: "Ray: ", "Ray said: ", "Ray, asked about it, called it"."""
    first = n.sentence(at)
    if first == at:
        return None
    colon = n.words[at - 1] == ":"
    return (
        (colon and _name_and_colon(n, first, at))
        or _said_before(n, first, at)
        or _hanging(n, first, at)
    )


def _name_and_colon(n: Narration, first: int, at: int) -> Found | None:
    """ "Ray: ", "Former minister Ray: ", "A quiet week - Ray: "."""
    named = name_ending(n, first, at - 2) if at - 2 >= first else None
    if named is None or named.kind != "name":
        return None
    opening = n.index(named.start)
    role = range(max(first, opening - ROLE_WORDS), opening)
    if opening == first or n.words[opening - 1] in DASHES or all(_of_a_role(n, i) for i in role):
        return Found(named, ":", "colon before it", 0.85)
    return None


def _of_a_role(n: Narration, at: int) -> bool:
    low = n.lows[at]
    linked = n.preposition(at) and low != "of"
    return n.words[at][0].isalpha() and not (linked or low in cues.ADVERBS or n.is_cue(at))


def _said_before(n: Narration, first: int, at: int) -> Found | None:
    """The verb of saying nearest before a quotation, and its subject."""
    said = None
    for cue in reversed(n.telling(first, at)):
        length = n.according(cue)
        if length and n.lows[cue] != "so":
            words = " ".join(n.words[cue : cue + length])
            return Found(right_subject(n, cue + length - 1, at), words, "said before it", 0.85)
        if not n.is_cue(cue):
            continue
        said = said or n.words[cue]
        subject = _sayer(n, first, cue, at)
        if subject:
            # "said" stands next to the quotation, or with "on Monday that" between.
            return Found(subject, said, "said before it", 0.9 if at - cue < 6 else 0.8)
    return (
        _found(main_subject(n, first, at), said, "subject of the sentence", 0.7) if said else None
    )


def _sayer(n: Narration, first: int, cue: int, at: int) -> Subject | None:
    """The subject of a verb before a quotation: left of it, the sentence's for a participle, or right."""
    subject = left_subject(n, first, cue)
    if subject is None and participle(n, cue):
        subject = main_subject(n, first, cue)
        if subject and subject.kind == "role":
            subject = None
    if subject is None and (cue == first or n.grammar.code != "en"):
        subject = right_subject(n, cue, at)
    return subject


def _hanging(n: Narration, first: int, at: int) -> Found | None:
    """No verb of saying: "Ray's "mad" plan", "Ray had a simple message: ", "Ray ran on "land for all"."""
    if n.lows[at - 1].endswith(POSSESSIVE):
        named = name_ending(n, first, at - 1)
        return _found(named, n.words[at - 1][-2:], "possessive before it", 0.55)
    if n.words[at - 1] == ":":
        subject = (
            main_subject(n, first, at - 1) or _owner(n, first, at) or name_ending(n, first, at - 2)
        )
        return _found(subject, ":", "colon before it", 0.75)
    if scare(n, at) or any(
        n.lows[i] in n.grammar.verbs and n.passive(i) for i in n.telling(first, at)
    ):
        return None
    return _found(main_subject(n, first, at), None, "subject of the sentence", 0.4)


def _owner(n: Narration, first: int, at: int) -> Subject | None:
    """Whose words they are: "Ray's reply: ", "Ray's motto was: "."""
    for index in range(at - 1, first - 1, -1):
        if n.lows[index] in cues.SPEECH:
            owners = (i for i in range(index - 1, max(first, index - 3) - 1, -1))
            owner = next((i for i in owners if n.lows[i].endswith(POSSESSIVE)), None)
            return None if owner is None else name_ending(n, first, owner)
    return None


def main(n: Narration, at: int) -> Found | None:
    """The subject of the sentence that ends at a colon."""
    return _found(main_subject(n, n.sentence(at), at), ":", "colon before it", 0.6)


def sentence_before(n: Narration, at: int) -> Found | None:
    """A quotation that is a sentence of its own: who speaks in the sentence before says it too."""
    if at < 2 or n.words[at - 1] not in ENDS or scare(n, at):
        return None
    return _speaks(n, at - 1)


def last_speaker(n: Narration) -> Found | None:
    """Who speaks in the last sentence of a paragraph, if none of it is quoted."""
    end = len(n.words) - 1 if n.words[-1] in ENDS else len(n.words)
    first = n.sentence(end)
    return None if any(n.quotes[i] >= 0 for i in range(first, end)) else _speaks(n, end)


def _speaks(n: Narration, end: int) -> Found | None:
    """The named subject of a verb of saying in the sentence before word `end`."""
    first = n.sentence(end)
    for cue in reversed(n.telling(first + 1, end)):
        if n.is_cue(cue):
            subject = left_subject(n, first, cue)
            if subject and subject.kind != "role":
                return Found(subject, n.words[cue], "speaks in the sentence before", 0.6)
    return None


def interrupted(n: Narration, previous: int, at: int, said: bool) -> Found | None:
    """The second half of "A," he said. "B": the sentence between belongs to the first half.

    `said` tells that the first half found its speaker after it. Otherwise "B" must stand in the same
    sentence; in a new one only more than a scare quote goes on.
    """
    if sum(word in ENDS for word in n.words[previous + 1 : at]) > 1:
        return None
    if said or at == previous + 1 or not n.stops(previous):
        return Found(None, None, GOES_ON, 0.95)
    return None if scare(n, at) else Found(None, None, GOES_ON, 0.6)


def later(n: Narration, at: int) -> Found | None:
    """A verb of saying further on in the sentence that the quotation stands in."""
    last = n.clause_end(at + 1)
    cue = next(filter(n.is_cue, n.telling(at + 1, last)), None)
    if cue is None:
        return None
    subject = left_subject(n, at + 1, cue) or left_subject(n, n.sentence(at), at)
    return _found(subject, n.words[cue], SAID_LATER, 0.7)
