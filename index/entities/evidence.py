"""What the words around a candidate say about its kind, as votes on a rough scale.

A vote of `_GOOD` decides alone where nothing speaks against it (kinds.py: 1.4 is enough); smaller ones must add up
over the article. The steps of the scale were set by reading newswire, fiction and captures, not fitted: moving
the threshold between 0.6 and 1.4 changes no F1 of the development set by more than 0.002.
"""

from __future__ import annotations

import re

from index.entities.candidates import Candidate
from index.entities.judge import DATELINE, REGION, is_acronym
from index.entities.lexicon import Lexicon

_CERTAIN, _STRONG, _GOOD, _FAIR, _WEAK, _FAINT = 3.0, 2.0, 1.5, 1.0, 0.8, 0.4
# Votes for a place behind a preposition, by (single word, preposition of place alone). "From" and "to" stand
# before everybody; several unknown words in a row are persons first, which "in" outweighs and "to" does not.
_PREPOSITION = {
    (True, True): _GOOD, (True, False): _WEAK, (False, True): _STRONG, (False, False): _FAINT,
}  # fmt: skip
# How much of the text before and after is looked at, in code points.
_WINDOW = 28
_OPENING = " \t\n\r\u00a0\u202f\"“”'‘("
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_AFTER = re.compile(r"[\"”’']?,?\s*([^\W\d_]+)")
_AGE = re.compile(r", \d{2}[,.)]| \(\d{2}\)|, (?:aged?) \d")
_APPOSITION = re.compile(
    r", (?:an?|the|who|whose|his|her|their|then|former|formerly)\b(?: (?:\w+ ){0,3}?([a-z]+))?"
)
# "Belda, a research firm founded in May": the words of an apposition up to what follows its noun.
_APPOSED = re.compile(
    r", (?:an?|the|une?|der|die|das|eine?|un|una|il|la|el) ((?:[\w-]+ ){0,4}[\w-]+)"
)
_PHRASE_ENDS = frozenset(
    ("of", "in", "that", "which", "who", "founded", "based", "owned", "run", "for", "from", "with", "at", "on")
)  # fmt: skip
# What stands before firms rather than before what they make.
_MADE = frozenset(("at", "by"))
# "EgyptAir", "AgriFoods"; not "McNab", "DeLong".
_CAMEL = re.compile(
    r"(?!(?:Mac|Mc|De|Del|Della|Des|Di|Da|Du|La|Le|Van|Vande|Von|Fitz|St|San|Al|Ben|Abu|El|Lo)[A-Z])[A-Z][a-z]+[A-Z][a-z]+$"
)
_POSSESSIVE_ORG = re.compile(
    r"['’]s? (?:chief|CEO|spokes|shares|board|headquarters|employees|customers|stock|management|subsidiary|website|newsroom|executives|members)"
)
_CROSSING = re.compile(r"\b(?:across|along|beyond|cross(?:ed|es|ing)?|up|down|over) (?:the )?$")
_CROSSED = frozenset(
    ("across", "along", "beyond", "cross", "crossed", "crosses", "crossing", "up", "down", "over", "the")
)  # fmt: skip
_LISTED = re.compile(r"[A-Z]\w+, $")
_LEGAL = re.compile(r"\s+(?:plc|ltd|inc|llp|llc|gmbh|oyj?)\b")
_POSSESSIVE = re.compile(r"['’]s?\b")
_STRONG_PREPS = frozenset(("in", "near", "outside", "across", "throughout", "en", "à", "в", "у"))
_NUMBER = re.compile(r" \d")
# What all tokens of a person and numbers behind a name begin with: most names have none.
_TELLING = re.compile(r",|\s+(?:\(?\d|h)")
_SELF = re.compile(r"\s+(?:himself|herself)\b")
_NOUN = re.compile(r" [a-z]+\b(?<!said)(?<!says)")
_ARTICLES = frozenset(("the", "The", "a", "an", "this", "each", "any"))


def vote(text: str, c: Candidate, lexicon: Lexicon) -> dict[str, float]:
    """Votes by kind for a candidate without one."""
    before, after = text[max(0, c.start - _WINDOW) : c.start], text[c.end : c.end + _WINDOW]
    votes = {"person": 0.0, "organisation": 0.0, "place": 0.0}
    previous = _previous(before)
    match = _AFTER.match(after)
    following = match[1] if match else ""
    _person_votes(votes, c, before, after, previous, following, lexicon)
    _place_votes(votes, c, before, after, previous.lower(), lexicon)
    _organisation_votes(votes, text, c, before, after, previous, following, lexicon)
    return votes


def _previous(before: str) -> str:
    """The word that a text ends with, blanks and opening marks behind it apart; "" where it ends otherwise."""
    tail = before.rstrip(_OPENING)
    tail = tail[tail.rfind(" ") + 1 :]
    if tail.isalpha():
        return tail
    match = _LAST_WORD.search(tail)
    return match[0] if match else ""


def _person_votes(
    votes: dict[str, float],
    c: Candidate,
    before: str,
    after: str,
    previous: str,
    following: str,
    lexicon: Lexicon,
) -> None:
    # "A firm based in Vessport, said", "police in Vessport said", "Feld, of Harbour Street, Orra, denied it": somebody else speaks.
    listed = after.startswith(",") and len(c.tokens) == 1 and bool(_LISTED.search(before))
    governed = listed or previous.lower() in lexicon.place_preps
    if following in lexicon.speech and not governed:
        votes["person"] += _GOOD
    if previous in lexicon.speech and previous not in ("knows", "believes", "wants", "married"):
        votes["person"] += _FAIR
    if previous in lexicon.roles or c.title:
        votes["person"] += _FAIR
    if not _TELLING.match(after):
        return
    if _NUMBER.match(after):
        votes["person"] -= _FAIR
        votes["place"] -= _FAIR
    if _AGE.match(after) or _SELF.match(after):
        votes["person"] += _CERTAIN
    apposition = _APPOSITION.match(after)
    if apposition:
        votes["person"] += (
            _STRONG if apposition[1] in lexicon.roles or after.startswith(", who") else _FAINT
        )


def _place_votes(
    votes: dict[str, float], c: Candidate, before: str, after: str, previous: str, lexicon: Lexicon
) -> None:
    single = len(c.tokens) == 1
    if previous in lexicon.place_preps:
        weight = _PREPOSITION[single, previous in _STRONG_PREPS]
        votes["place"] += weight / 2 if _POSSESSIVE.match(after) else weight
    if previous in lexicon.cue_ends and before.rstrip().lower().endswith(lexicon.place_cues):
        votes["place"] += _STRONG
    if previous in _CROSSED and _CROSSING.search(before):
        votes["place"] += _GOOD
    if after.startswith(("-based", "-born", "-area")) or REGION.match(after):
        votes["place"] += _STRONG
    if c.start == 0 and DATELINE.match(after):
        votes["place"] += _CERTAIN
    if c.tokens[0].key in lexicon.directions and not single:
        votes["place"] += _FAIR


def _is_apposed(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether the apposition behind a name says that it is an organisation's."""
    match = _APPOSED.match(text, end) if text[end : end + 1] == "," else None
    if match is None:
        return False
    words = match[1].split()
    stop = next((i for i, word in enumerate(words) if i and word in _PHRASE_ENDS), len(words))
    head = words[stop - 1].lower()
    return head in lexicon.org_nouns and not (head == "group" and words[stop : stop + 1] == ["of"])


def _organisation_votes(
    votes: dict[str, float],
    text: str,
    c: Candidate,
    before: str,
    after: str,
    previous: str,
    following: str,
    lexicon: Lexicon,
) -> None:
    token = c.tokens[0]
    if token.capitals and len(c.tokens) == 1 and is_acronym(token, lexicon):
        votes["organisation"] += _CERTAIN
    if previous in _ARTICLES and before.rstrip().endswith(previous) and before[-1:].isspace():
        votes["organisation"] += 0.0 if _NOUN.match(after) else _WEAK
        votes["person"] -= _STRONG
    if previous in lexicon.cue_ends and before.rstrip().endswith(lexicon.org_cues):
        votes["organisation"] += _STRONG
    if previous.lower() in lexicon.org_nouns or _is_apposed(text, c.end, lexicon):
        votes["organisation"] += _CERTAIN
    if len(c.tokens) == 1 and _CAMEL.match(token.word):
        votes["person"] -= _FAIR
        votes["organisation"] += _GOOD if following in lexicon.speech or previous in _MADE else 0.0
    if after[:1] in ("'", "’") and _POSSESSIVE_ORG.match(after):
        votes["organisation"] += _GOOD
    if after.lstrip().startswith("<") or _LEGAL.match(after):
        votes["organisation"] += _CERTAIN
