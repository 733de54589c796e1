"""Query text to tree, or a complaint with position, reason and suggestion; and notes for the reader.

An empty query and `*` are everything. Signs that stand alone without a letter or digit are left out, as
they are in the texts; `notes` says so. Whatever is given, either a tree comes back that prints as text of
the same meaning, or a QueryError: nothing is repaired in silence.

`lexer.py` cuts the text, `grammar.py` builds the tree, `leaves.py` judges words, phrases and values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import query as q
from .analysis import words
from .errors import QueryError
from .grammar import OPERAND, is_mark, tree
from .lexer import Lexeme, Mistake, lex
from .verbatim import phrase

# Longest query: a pasted paragraph is under 2,000 characters; 10,000 leave room for generated ones.
MAX_LENGTH = 10_000
# Repairs tried one after the other before a suggestion falls back to the plain words. Each reads the query
# anew: at the greatest length eight take 0.3 s.
_MAX_REPAIRS = 8


def parse(text: str) -> q.Query:
    """The tree of a query text. Raises QueryError with a suggestion that parses."""
    try:
        return _parse(text)
    except Mistake as mistake:
        raise QueryError(
            mistake.reason,
            start=mistake.start,
            end=mistake.end,
            suggestion=_suggestion(text, mistake),
        ) from None


def as_typed(text: str) -> q.Verbatim:
    """The phrase that a text is, with nothing in it read as query language. Raises QueryError."""
    try:
        _check(text)
        if not words(text):
            reason = "a phrase exactly as typed needs a letter or a digit; type one of its words"
            raise Mistake(reason, 0, len(text))
    except Mistake as mistake:
        raise QueryError(mistake.reason, start=mistake.start, end=mistake.end) from None
    return q.Verbatim(phrase(text), span=(0, len(text)))


def notes(text: str) -> tuple[str, ...]:
    """What a reader should know about how a query that parses was understood."""
    lexemes = lex(text)
    found = [*_small_operators(lexemes)]
    if marks := [lexeme.text for i, lexeme in enumerate(lexemes) if is_mark(lexemes, i)]:
        shown = ", ".join(dict.fromkeys(f"“{mark}”" for mark in marks))
        found.append(f"{shown}: no letter and no digit, so left out")
    found.extend(_question_marks(lexemes))
    if quoted := re.search(r"(?<![\w'])'(\w+(?: [\w,-]+)+)'(?![\w'])", text):
        found.append(f'single quotation marks make no phrase; write "{quoted[1]}"')
    return tuple(dict.fromkeys(found))


def _small_operators(lexemes: list[Lexeme]) -> Iterator[str]:
    for before, lexeme, after in zip(lexemes, lexemes[1:], lexemes[2:], strict=False):
        between = before.kind in ("word", "phrase", ")") and after.kind in OPERAND
        if between and lexeme.kind == "word" and lexeme.text in ("and", "or", "not"):
            operator = lexeme.text.upper()
            yield f"“{lexeme.text}” is searched as a word; the operator is {operator}"


def _question_marks(lexemes: list[Lexeme]) -> Iterator[str]:
    """A wildcard that was probably meant as the end of a question."""
    for before, lexeme in zip([None, *lexemes], lexemes, strict=False):
        in_address = before and before.kind == "field" and before.text in q.ADDRESSES
        if lexeme.kind == "word" and not in_address and lexeme.chars[-1].sign == "?":
            yield f"“{lexeme.text}”: the question mark stands for one letter or digit"


def _parse(text: str) -> q.Query:
    _check(text)
    return tree(text)


def _check(text: str) -> None:
    if len(text) > MAX_LENGTH:
        reason = f"the query has {len(text):,} characters; {MAX_LENGTH:,} are the most"
        keep = text.rfind(" ", 1, MAX_LENGTH)
        keep = keep if keep > 0 else MAX_LENGTH
        raise Mistake(reason, MAX_LENGTH, len(text), (keep, len(text), ""))
    if broken := re.search("[\ud800-\udfff]+", text):
        reason = "half a character (a lone surrogate); paste the text again"
        raise Mistake(reason, *broken.span(), (*broken.span(), ""))


def _suggestion(text: str, mistake: Mistake) -> str:
    """A query that parses: repaired mistake by mistake, else its plain words, else everything."""
    for _ in range(_MAX_REPAIRS):
        if mistake.repair is None:
            break
        start, end, replacement = mistake.repair
        text = text[:start] + replacement + text[end:]
        try:
            _parse(text)
        except Mistake as next_mistake:
            mistake = next_mistake
        else:
            # A repair leaves double spaces; a backslash may make one of them an ordinary sign.
            return (text if "\\" in text else " ".join(text.split())) or "*"
    found = words(text)
    while len(" ".join(found)) > MAX_LENGTH:
        found = found[: len(found) // 2]
    return " ".join(found) or "*"
