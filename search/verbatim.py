"""A phrase exactly as typed: what counts in it, what does not, and where it stands in a text.

Letters, case, accents and punctuation count. What only typesetting decides does not: the shape of a
quotation mark, an apostrophe or a prime, the kind and the length of a dash, one sign or three dots for an
ellipsis, which white space and how much of it (a line break too), signs without width, whether an accent
is composed. `normal` takes these away on both sides; what is left must be the same, sign by sign.

No word is cut: where the phrase begins or ends with part of a word, it does not stand there. A word is
what `analysis.py` says, so an apostrophe between letters belongs to it: “can” does not stand in “can't”.
The words of the phrase are therefore words in a row of every text that it stands in, and an engine may
look for these first.
"""

from __future__ import annotations

import re
import unicodedata

from .analysis import APOSTROPHES, INVISIBLE, cuts_word

Span = tuple[int, int]

# Single and double quotation marks of all shapes: high, low, reversed, angled, full width, and primes.
_SINGLE = APOSTROPHES + "\u201a\u201b\u2035\u2039\u203a"
_DOUBLE = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u02ba\u301d\u301e\u301f\uff02'
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_PLAIN = {
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys(_DOUBLE, '"'),
    **dict.fromkeys(_DASHES, "-"),
    "\u2025": "..",
    "\u2026": "...",
}
_SIGN = re.compile(f"[{''.join(sign for sign, plain in _PLAIN.items() if sign != plain)}]")
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_DASH_RUN = re.compile("--+")
_ALNUM = re.compile(r"[^\W_]")
# How far beyond its words the outer signs of a phrase are looked for, in code points: room for rows of dashes
# and blanks, and no more than a moment's work in a text made of nothing else.
_REACH = 200


def normal(text: str) -> str:
    """The text with what only typesetting decides taken away; of its normal form, the same."""
    if text.isascii():
        text = text.replace("`", "'")
    else:
        # Signs without width go first: one may stand between a letter and its accent.
        text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
        text = _SIGN.sub(lambda sign: _PLAIN[sign[0]], text)
    if "--" in text:
        text = _DASH_RUN.sub("-", text)
    return " ".join(text.split())


def phrase(typed: str) -> str:
    """The phrase that is meant by what was typed, in normal form: without quotation marks around it all."""
    text = normal(typed)
    return text[1:-1].strip() if _is_wrapped(text) else text


def written(text: str) -> str:
    """What may be typed for a phrase in normal form."""
    return f'"{text}"' if _is_wrapped(text) else text


def stands_in(wanted: str, text: str) -> bool:
    """Whether a phrase, in normal form, stands in a text."""
    text = normal(text)
    at = text.find(wanted)
    while at >= 0:
        if not cuts_word(text, at) and not cuts_word(text, at + len(wanted)):
            return True
        at = text.find(wanted, at + 1)
    return False


def located(wanted: str, text: str, words: Span, within: Span) -> Span | None:
    """Where a phrase stands in a text, given where its words do; None where it does not.

    `words` reaches from its first word to its last; its outer signs are looked for around them, no
    further than `within`.
    """
    start, end = words
    core = normal(text[start:end])
    before, found, after = wanted.partition(core)
    if not found or _ALNUM.search(before + after):
        return None
    first = max(within[0], start - len(before) - _REACH) if before else start
    last = min(within[1], end + len(after) + _REACH) if after else end
    begins = (at for at in range(start, first - 1, -1) if not cuts_word(text, at))
    stops = (at for at in range(end, last + 1) if not cuts_word(text, at))
    begin = next((at for at in begins if normal(text[at:end]).endswith(before + core)), None)
    stop = next((at for at in stops if normal(text[start:at]).startswith(core + after)), None)
    return None if begin is None or stop is None else (begin, stop)


def _is_wrapped(text: str) -> bool:
    """Whether one pair of quotation marks stands around all of a text in normal form.

    A mark opens where nothing, a space or an opening sign is before it, else it closes; the pair is one
    if nothing closes it before the end. In "Yes," he said, "no" the first mark is closed by the second.
    """
    if len(text) < 2 or text[0] not in "'\"" or text[-1] != text[0]:
        return False
    depth = 0
    for at, sign in enumerate(text[:-1]):
        if sign == text[0] and not cuts_word(text, at):
            opens = at == 0 or text[at - 1] in " ([{-'\""
            depth += 1 if opens else -1
            if not depth:
                return False
    return depth == 1
