"""What was pasted along with a quotation: who said it, where it was found, links and tags.

Told from the text alone. What quotation marks set apart is surely beside the quotation; what only looks
so ("Name: words", "words (Name)") is doubtful, and counts as beside it unless it is printed there too.
"""

from __future__ import annotations

import re
from itertools import pairwise

from search.analysis import tokens
from search.sentences import sentences

from .flags import denies

Span = tuple[int, int]

# Double quotation marks; those not named open or close, as the language has it («Oui» and »Ja«).
_MARK = re.compile(r"[\"＂“”„‟«»「」『』〝〞]|''|``|´´|’’|‘‘")
_ONLY_OPEN = frozenset({"„", "‟", "「", "『", "〝", "``", "‘‘"})
_ONLY_CLOSE = frozenset({"”", "」", "』", "〞", "’’", "´´"})
_PARAGRAPH = re.compile(r"\n\s*\n")
_BESIDE_MARKS = " \t\r\n\u00a0\"＂“”„‟«»「」『』〝〞'`´’‘"

# Words of saying that tie an attribution to a quotation, in the languages of the demonstration archive
# and of the entity lists. They only decide what is left out of the comparison, never a verdict's words.
_SAYING_WORDS = """
    say says said saying told tells tell tweeted tweets tweet wrote writes write added adds
    asked asks replied replies claimed claims claim declared declares stated states announced
    argued insisted explained noted warned admitted remarked posted according quote quoted sagte
    sagt sagen schrieb schreibt erklärte erklart erklarte betonte meinte laut so dit disait
    declare ecrit affirme selon explique lance ajoute dijo dice escribio afirmo aseguro declaro segun
    disse afirmou scrive ha detto сказал сказала заявил заявила подчеркнул подчеркнула отметил
    отметила пише написав сказав сказала заявив заявила наголосив наголосила зазначив зазначила
    powiedział powiedziała powiedzial powiedziala stwierdził stwierdziła dedi söyledi soyledi
    konuştu konustu 说 說 قال قالت وقال وقالت ειπε δηλωσε
"""
SAYING = frozenset(_SAYING_WORDS.split())
# Those of them that are also other words: alone at the end of a sentence they tell nothing.
_OTHER_TOO = frozenset({"so", "ha", "quote", "claim", "state", "states", "lance", "laut", "add"})
# Words outside the quotation marks, on one side, that still read as an attribution: longer, and the
# marks more likely stand inside the quotation.
_MOST_BESIDE = 15
# Words that must be left to compare: what has fewer beside it is more likely all quotation.
_LEAST_LEFT = 2
# And before "..., she said" without marks, where the comma may be the quotation's own; so many words after
# '"...," she said.' are a sentence to compare.
_LEAST_BEFORE_SAYING = 5
# Words of a name with its title, and of the rest of an attribution after a comma.
_LONGEST_NAME = 6
_LONGEST_TAIL = 8


Groups = list[frozenset[int]]


def beside(text: str, spans: tuple[Span, ...]) -> tuple[frozenset[int], Groups]:
    """The numbers of the words that surely attribute the quotation rather than belong to it, and of those
    that may, by what they are: an attribution, a link, a tag."""
    sure, doubtful = _around_marks(text, spans)
    if not sure:
        doubtful.append(_leading(text, spans))
    doubtful += _trailing(text, spans)
    found: Groups = []
    left = len(spans) - len(sure)
    for group in doubtful:
        group = group - sure - frozenset().union(*found)
        if group and left - len(group) >= _LEAST_LEFT:
            found.append(group)
            left -= len(group)
    return sure, found


# With quotation marks


def _around_marks(text: str, spans: tuple[Span, ...]) -> tuple[frozenset[int], Groups]:
    inner = _enclosed(text)
    if not inner:
        return frozenset(), []
    sure, doubtful = _narrators(text, spans, inner), list[frozenset[int]]()
    left = _within(spans, 0, inner[0][0])
    end = _first_sentence(text, inner[-1][1])
    right = _within(spans, inner[-1][1], end) if "[" not in text[inner[-1][1] : end] else []
    inside = len(spans) - len(left) - len(right)
    if inside < _LEAST_LEFT or max(len(left), len(right)) > _MOST_BESIDE:
        return frozenset(sure), []
    before = text[: inner[0][0]].rstrip(_BESIDE_MARKS)
    after = text[inner[-1][1] :].lstrip(_BESIDE_MARKS)
    says, pauses = _says(after), _pauses(text, inner[-1][1], after)
    if left and _introduces(before):
        sure.update(left)
    elif inside > len(left) and (before.endswith((",", "，")) or _says(before)):
        doubtful.append(frozenset(left))
    if right and _attributes(after):
        sure.update(right)
    elif (says and pauses) or ((says or pauses) and inside > len(right)):
        doubtful.append(frozenset(right))
    return frozenset(sure), doubtful


def _first_sentence(text: str, start: int) -> int:
    """Where the first sentence ends after a closing mark, where another one follows that has words enough
    to be a quotation; the end of the text otherwise."""
    while start < len(text) and (text[start] in _BESIDE_MARKS or text[start] in ".,!?…"):
        start += 1
    ends = [end for _, end in sentences(text, start)]
    more = len(tokens(text[ends[0] :])) if ends else 0
    return ends[0] if more >= _LEAST_BEFORE_SAYING else len(text)


def _within(spans: tuple[Span, ...], start: int, end: int) -> list[int]:
    return [n for n, (first, last) in enumerate(spans) if start <= first and last <= end]


def _enclosed(text: str) -> list[Span]:
    """The stretches between double quotation marks, marks left out; in a single paragraph the first may
    lack the mark that opens it and the last the one that closes it."""
    found: list[Span] = []
    opened: int | None = None
    first = single = not _PARAGRAPH.search(text.strip())
    for match in _MARK.finditer(text):
        mark = match.group()
        if opened is not None and mark not in _ONLY_OPEN:
            found.append((opened, match.start()))
            opened = None
        elif opened is None and first and _only_closes(text, match):
            found.append((0, match.start()))
        elif opened is None and mark not in _ONLY_CLOSE:
            opened = match.end()
        first = False
    if opened is not None and found and single:
        found.append((opened, len(text)))
    return found


def _only_closes(text: str, match: re.Match[str]) -> bool:
    """Whether a mark closes by its kind, or by what stands around it."""
    before, after = text[: match.start()], text[match.end() :]
    ends = before.rstrip()[-1:] in tuple(",.!?…")
    return match.group() in _ONLY_CLOSE or (
        ends and before[-1:].strip() != "" and after[:1].strip() == ""
    )


def _narrators(text: str, spans: tuple[Span, ...], inner: list[Span]) -> set[int]:
    """The words of a narrator between two stretches: '"...," she said, "..."'."""
    found: set[int] = set()
    for (_, start), (end, _) in pairwise(inner):
        between = _within(spans, start, end)
        ended = text[:start].rstrip().endswith((",", ".", "!", "?", "—", "–", "-", "…"))
        if ended and 2 <= len(between) <= _MOST_BESIDE and _says(text[start:end]):
            found.update(between)
    return found


def _says(text: str) -> bool:
    return any(token.word in SAYING for token in tokens(text))


def _introduces(before: str) -> bool:
    """Whether the text before a quotation leads into it: 'X said:', 'X: ', 'did X really say'."""
    if before.endswith((":", "：", "—", "–")):
        return True
    last = [token.word for token in tokens(before)][-2:]
    return any(word in SAYING for word in last)


def _attributes(after: str) -> bool:
    """Whether the text after a quotation names who said it: ', said X', '— X, on Tuesday', '(X)'."""
    if after.startswith(("—", "–", "-", "(", "#", "@", "~", "―", "|", "http", "www.", "via ")):
        return True
    first = [token.word for token in tokens(after)][:4]
    return any(word in SAYING for word in first)


def _pauses(text: str, end: int, after: str) -> bool:
    """Whether a comma or the end of a sentence stands at the mark that closes a quotation."""
    ended = text[:end].rstrip()[-1:] in tuple(",，、،.!?…。！？")
    return ended or after.startswith((",", "，", "،"))


# Without

_LEAD = re.compile(
    r"^\s*[@#]?[^\W\d_](?:[^:：()\n\"“”]|\([^:()\n]*\)){0,60}[:：]\s+(?=\S)"
    r"|^\s*According to [^,\n]{2,60},\s"
)
_ON_ITS_OWN_LINE = re.compile(r"\n\s*[-—–―~]+\s?(?P<name>[^\n]{2,60})$")
_AFTER_A_DASH = re.compile(r"\s(?P<sign>[-—–―~|])\s?(?P<name>[^\n—–―~|]{2,80})$")
_AFTER_A_COMMA = re.compile(r"[,，]\s+(?P<said>[^\n,，]{2,80})$")
# A link or the handle of one; tags and handles; a source in parentheses; a source by "via".
_FOUND_AT = re.compile(
    r"\s\(?(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+$|(?:\s[#@]\w+)+$"
    r"|\s(?:via|h/t)\s[^\n]{2,40}$|\s\((?:source|via|quoted|cited|photo)\b[^()\n]{0,60}\)$"
    r"|\s\((?P<name>[^()\n]{2,60})\)$",
    re.IGNORECASE,
)


def _leading(text: str, spans: tuple[Span, ...]) -> frozenset[int]:
    """'Name: words', 'According to X, words'."""
    lead = _LEAD.search(text)
    if lead is None or not (lead.group().rstrip().endswith(",") or _named(lead.group())):
        return frozenset()
    return frozenset(n for n, (_, end) in enumerate(spans) if end <= lead.end())


def _trailing(text: str, spans: tuple[Span, ...]) -> Groups:
    """What stands at the end, one behind another, last first: 'words — Name https://...'."""
    found: Groups = []
    left = text.rstrip()
    while (begins := _tail(left)) is not None:
        found.append(frozenset(_within(spans, begins, len(left))))
        left = left[:begins].rstrip()
    return found


def _tail(text: str) -> int | None:
    """Where something begins at the end of a text that is beside the quotation."""
    if found := _FOUND_AT.search(text):
        name = found["name"]
        return found.start() if name is None or _only_names(name) else None
    text = text.rstrip(" .")
    if (found := _ON_ITS_OWN_LINE.search(text)) and _named(found["name"]):
        return found.start()
    if (found := _AFTER_A_DASH.search(text)) and _only_names(found["name"], found["sign"] == "-"):
        return found.start() if not text.isupper() else None
    if (found := _AFTER_A_COMMA.search(text)) and _told(found["said"]):
        return found.start() if len(tokens(text[: found.start()])) >= _LEAST_BEFORE_SAYING else None
    return None


def _told(text: str) -> bool:
    """Whether a text is 'said X' or 'X said'; brackets edit what is printed."""
    if "[" in text:
        return False
    said = [token.word for token in tokens(text)]
    if not 2 <= len(said) <= _LONGEST_TAIL:
        return False
    return any(word in SAYING and word not in _OTHER_TOO for word in (said[0], said[-1]))


# Words that stand in names and titles without a capital.
_SMALL_WORDS = "of the de du la le von van der den di da dos al bin ben and in on at for y e"
_SMALL = frozenset(_SMALL_WORDS.split())


def _only_names(text: str, several: bool = False) -> bool:
    """Whether all words, of which there may have to be several, have a capital or stand in names, and none
    denies: "— Never" belongs to the quotation."""
    parts = [part.lstrip('@#("“') for part in text.split()]
    if not (1 + several <= len(parts) <= _LONGEST_TAIL) or denies(text) or not parts[0]:
        return False
    begins = parts[0][0].isupper() or text.lstrip().startswith("@")
    return begins and all(not p or not p[0].islower() or p in _SMALL for p in parts[1:])


def _named(text: str) -> bool:
    words = re.findall(r"[^\W\d_][\w.’'-]*", text)
    last = tokens(text)[-1:] if text.rstrip().endswith((":", "：")) else []
    spoken = bool(last) and last[0].word in SAYING
    capital = words and (words[-1][0].isupper() or words[0][0].isupper())
    return 0 < len(words) <= _LONGEST_NAME and (spoken or bool(capital))
