"""Words right beside a passage, in its own sentence, that turn what it says: "I did not say that | we will go".

Said from the text alone, and with care: a denial counts only where it stands close to the passage, with no
clause ending between. What is missed here is still in print for who reads on; what is pointed out without
cause teaches readers not to look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.analysis import Token, tokens, words
from search.sentences import sentences

from .attribution import SAYING
from .flags import NEGATIONS
from .passages import quotation_marks
from .spelling import CONTRACTED

Span = tuple[int, int]

# Characters looked at on each side: the longest sentences of news have about so many.
_REACH = 300
# Words of a denial's clause between it and the passage: "I do not think for a minute that | ..." has seven. Where
# the narrator stands between ("did not tell reporters that “...”") fewer, since he says more than the denial.
_BEFORE, _BEFORE_NARRATED = 8, 5
# And behind it: a negation that is not among the next two words mostly belongs to something else, but for
# the languages that put it at the end of the clause.
_AFTER, _AFTER_NARRATED, _AFTER_LAST = 2, 3, 6

# Words that limit or deny without being negations, folded as all words are.
_DENYING_WORDS = """
    deny denies denied denying false falsely untrue lie myth hoax rumour rumor allegedly supposedly whether
    leugnet bestreitet bestritt dementiert dementierte unwahr falsch lüge angeblich
    faux dément démenti mensonge prétendument
    falso mentira niega negó desmiente desmintió supuestamente
    nega negou desmente desmentiu supostamente bugia smentisce smentito
    ontkent ontkende leugen zogenaamd
    неправда ложь якобы отрицает отрицал отрицала опроверг опровергла
    брехня нібито заперечує заперечив заперечила спростував спростувала
    nieprawda kłamstwo rzekomo zaprzecza zaprzeczył zaprzeczyła
    yalan sözde güya
"""
# Of the negations, those that say "without": they deny a thing and not the sentence.
_WITHOUT_WORDS = "without hardly barely scarcely ohne sans sin sem senza zonder utan uten без bez χωρις بدون غير personne"
_DENYING = (NEGATIONS | set(words(_DENYING_WORDS))) - set(words(_WITHOUT_WORDS))
# After a negation these make it an affirmation: "not only", "no doubt", "nothing but".
_AFFIRMED_WORDS = """
    only just merely doubt question matter wonder but
    nur zweifel seulement doute solo solamente duda so apenas duvida soltanto dubbio alleen twijfel
    только лишь сомнений сомнения лише тільки сумніву сумнівів tylko wątpienia wątpliwości sadece
"""
_AFFIRMED = frozenset(words(_AFFIRMED_WORDS))
# Words that begin another clause, where no comma does.
_TURNING_WORDS = """
    but and because who which when where while since although though as
    aber sondern und weil denn mais et parce car qui pero sino y porque quien mas e ma perche chi
    maar en omdat но а и потому который але та і бо який ale bo który ama ve çünkü
"""
_TURNING = frozenset(words(_TURNING_WORDS))
# What joins a clause to the one before: passed over, with its comma.
_THAT = frozenset(words("that dass daß that que che что чтобы що щоб że żeby dat att at ki oti"))
# Negations that end the clause they deny.
_LAST = frozenset(words("nicht niet ikke inte icke değil"))
# Words of condition, by language: what is "if" in one is a reflexive or "yes" in another.
_IF: dict[str, frozenset[str]] = {
    language: frozenset(words(listed))
    for language, listed in {
        "en": "if unless", "de": "wenn falls sofern", "fr": "si sauf", "es": "si salvo", "pt": "se",
        "it": "se", "nl": "als indien tenzij", "ru": "если", "uk": "якщо", "pl": "jeśli jeżeli",
        "tr": "eğer", "da": "hvis", "no": "hvis", "sv": "om", "el": "αν εαν", "ar": "إذا لو",
    }.items()
}  # fmt: skip
_ONLY = frozenset(
    words("only but nur aber seulement solo pero mas ma только но лише але tylko ale")
)
# A condition has a subject and a verb; "Sí, " and "Se " alone are none.
_LEAST_CONDITION = 3
# And past so many words, what stands before is more than one.
_LONGEST_CONDITION = 14

_BREAK = re.compile(r"[,;:()\[\]…\"＂“”„‟«»、，؛،]|\s[-–—]+\s|—|--")
# What may stand between a passage and the words beside it.
_JOINING = " \t\n\u00a0,:،，\"＂“”„‟«»'‘’`´[("


def before(text: str, at: int, language: str | None) -> Span | None:
    """The words before a place, in its sentence, that deny or limit what stands there."""
    low = max(at - _REACH, 0)
    begin = sentences(text, low, min(at + 1, len(text)))[-1:]
    start = begin[0][0] if begin else at
    head = text[start:at]
    joint = head[len(head.rstrip(_JOINING)) :]
    head = head[: len(head) - len(joint)]
    told = tokens(head)
    if not told:
        return None
    narrated = bool(quotation_marks(joint)) or ":" in joint
    if not narrated and _condition(head, told, language):
        return start + told[0].start, start + len(head)
    paused = "," in joint or ":" in joint
    if paused and told[-1].word not in (SAYING if narrated else _THAT):
        return None
    clause = _last_clause(head, told)[-(_BEFORE_NARRATED if narrated else _BEFORE) :]
    first = next((n for n in range(len(clause)) if _denies(head, clause, n)), None)
    return None if first is None else (start + clause[0].start, start + len(head))


def after(text: str, at: int, language: str | None) -> Span | None:
    """The words after a place, in its sentence, that deny or limit what stands there."""
    found = sentences(text, at, min(at + _REACH, len(text)))
    end = found[0][1] if found else at
    begin = end - len(text[at:end].lstrip(_JOINING))
    marks = text[at:begin]
    narrated, paused = bool(quotation_marks(marks)), "," in marks or ":" in marks
    if narrated and paused:
        return None
    broken = _BREAK.search(text, begin, end)
    said = text[begin : broken.start() if broken else end]
    told = tokens(said)
    if not narrated and _conditional(told, language):
        return begin, begin + told[-1].end
    clause = () if paused else _until_turn(told)
    near = clause[: _AFTER_NARRATED if narrated else _AFTER]
    last = clause[-1:] if len(clause) <= _AFTER_LAST and not narrated else ()
    denied = any(_denies(said, clause, n) for n in range(len(near)))
    if denied or any(token.word in _LAST for token in last):
        return begin, begin + clause[-1].end
    return None


def _denies(text: str, clause: Sequence[Token], number: int) -> bool:
    word, end = clause[number].word, clause[number].end
    if text[end : end + 1] == "-":  # "non-callable", "no-one's land": part of a word
        return False
    following = clause[number + 1].word if number + 1 < len(clause) else ""
    denying = word in _DENYING or CONTRACTED.get(word, ("", ""))[1] == "not"
    return denying and following not in _AFFIRMED


def _last_clause(head: str, told: Sequence[Token]) -> Sequence[Token]:
    """The words of the clause that a text ends in; one that only joins ("that", "dass") leads to the clause
    before."""
    kept = list(told)
    stop = len(head)
    if kept[-1].word in _THAT:
        kept.pop()
        stop = kept[-1].end if kept else 0
    broken = [match.end() for match in _BREAK.finditer(head, 0, stop)]
    kept = [token for token in kept if token.start >= (broken[-1] if broken else 0)]
    turns = [n for n, token in enumerate(kept) if token.word in _TURNING]
    return kept[turns[-1] + 1 :] if turns else kept


def _until_turn(told: Sequence[Token]) -> Sequence[Token]:
    turn = next((n for n, token in enumerate(told) if token.word in _TURNING), len(told))
    return told[:turn]


def _condition(head: str, told: Sequence[Token], language: str | None) -> bool:
    """Whether a sentence begins with a condition, of which a text is all that stands before a passage."""
    clause = _LEAST_CONDITION <= len(told) <= _LONGEST_CONDITION
    return clause and told[0].word in _conditions(language)


def _conditional(told: Sequence[Token], language: str | None) -> bool:
    """Whether a text goes on with a condition: "if ...", "only if ..."."""
    conditions = _conditions(language)
    one, other = (told[n].word if n < len(told) else "" for n in (0, 1))
    return one in conditions or (one in _ONLY and other in conditions)


def _conditions(language: str | None) -> frozenset[str]:
    return _IF.get((language or "").split("-")[0], frozenset())
