"""The grammar of the query language, by recursive descent.

    query   = and (OR and)*
    and     = not (AND? not)*             AND binds tighter than OR
    not     = (NOT | -)? boosted          NOT binds tightest
    boosted = primary (^number)?
    primary = word (~number)? | "phrase" (~number)? | ( query )
            | field:primary | field:=("value" ...)

Operators are upper case. Each Mistake carries the smallest repair that takes it away.
"""

from __future__ import annotations

import dataclasses
import difflib
import re

from . import query as q
from .analysis import words
from .fields import FIELDS, Kind
from .leaves import MAX_BOOST, leaf
from .lexer import Lexeme, Mistake, lex

# Deepest nesting of brackets: far past what a reader follows, far below what recursion allows.
MAX_DEPTH = 50
# Names that other archives use, where spelling alone does not lead to ours.
_ALIASES = {
    "source": "outlet", "publisher": "outlet", "paper": "outlet", "newspaper": "outlet",
    "headline": "title", "text": "body", "lang": "language", "byline": "author", "by": "author",
    "people": "person", "org": "organisation", "company": "organisation", "location": "place",
    "country": "place", "quote": "said", "quotation": "said", "quoted": "said", "site": "url", "link": "url", "published": "date",
}  # fmt: skip
OPERAND = frozenset({"word", "phrase", "(", "field", "exact", "NOT", "-"})
_NEGATIONS = ("NOT", "-")


def tree(text: str) -> q.Query:
    """The tree of a query text. Raises Mistake."""
    return _Parser(text).parse()


def is_mark(lexemes: list[Lexeme], index: int) -> bool:
    """Whether a lexeme is a sign standing alone: punctuation between words, left out like in the texts."""
    lexeme = lexemes[index]
    if lexeme.kind != "word":
        return False
    before = lexemes[index - 1].kind if index else "end"
    after = lexemes[index + 1]
    return (
        not any(char.sign in ("*", "?") for char in lexeme.chars)
        and not words(lexeme.text)
        and before not in ("field", *_NEGATIONS)
        and not (after.kind in ("~", "^") and after.tight)
    )


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        lexemes = lex(text)
        marks = {index for index in range(len(lexemes)) if is_mark(lexemes, index)}
        for index in sorted(marks):
            self._check_mark(lexemes, index)
        self.lexemes = [x for index, x in enumerate(lexemes) if index not in marks]
        self.empty = len(lexemes) == 1
        self.at = 0
        self.depth = 0

    def parse(self) -> q.Query:
        if self.empty:
            return q.All()
        if self._next.kind == "end":
            everything = (0, len(self.text))
            raise Mistake("no letter and no digit to search for", *everything, (*everything, "*"))
        node = self._or(None)
        if self._next.kind == ")":
            raise self._wrong(self._next, "this bracket closes nothing", "")
        return node

    @property
    def _next(self) -> Lexeme:
        return self.lexemes[self.at]

    def _take(self) -> Lexeme:
        self.at += 1
        return self.lexemes[self.at - 1]

    def _wrong(self, lexeme: Lexeme, reason: str, replacement: str | None) -> Mistake:
        repair = None if replacement is None else (lexeme.start, lexeme.end, replacement)
        return Mistake(reason, lexeme.start, lexeme.end, repair)

    def _check_mark(self, lexemes: list[Lexeme], index: int) -> None:
        """Signs that mean something elsewhere are not left out as if they meant nothing."""
        lexeme = lexemes[index]
        if operator := {"||": "OR", "|": "OR", "&&": "AND"}.get(lexeme.text):
            raise self._wrong(lexeme, f"the operator is written {operator}", operator)
        value = lexemes[max(0, index - 2)]
        if lexeme.text in ("..", "…") and value.kind == "field" and value.text == "date":
            end = lexemes[index + 1].start
            repair = (lexemes[index - 1].end, end, "..")
            raise Mistake(
                "a range of dates is written without spaces", lexeme.start, lexeme.end, repair
            )

    def _or(self, name: str | None) -> q.Query:
        children = [self._and(name)]
        while self._next.kind == "OR":
            self._take()
            children.append(self._and(name))
        return children[0] if len(children) == 1 else q.Or(tuple(children), span=_over(children))

    def _and(self, name: str | None) -> q.Query:
        children = [self._not(name)]
        while True:
            if self._next.kind == "AND":
                self._take()
            elif self._next.kind in ("~", "^"):
                raise self._stray(self._next)
            elif self._next.kind not in OPERAND:
                break
            children.append(self._not(name))
        return children[0] if len(children) == 1 else q.And(tuple(children), span=_over(children))

    def _not(self, name: str | None) -> q.Query:
        if self._next.kind not in _NEGATIONS:
            return self._boosted(name)
        sign = self._next
        before = self.lexemes[self.at - 1] if self.at and sign.tight else None
        if sign.kind == "-" and before and before.kind in ("phrase", ")"):
            raise self._wrong(sign, "a minus that leaves out has a space before it", " -")
        self._take()
        if self._next.kind in _NEGATIONS:
            raise self._wrong(self._next, "two negations, one after the other", "")
        if sign.kind == "-" and self._next.kind in ("AND", "OR"):
            raise self._wrong(sign, "this minus leaves nothing out", "")
        child = self._boosted(name)
        return q.Not(child, span=(sign.start, child.span[1]))

    def _boosted(self, name: str | None) -> q.Query:
        node = self._primary(name)
        if self._next.kind != "^" or not self._next.tight:
            return node
        sign = self._take()
        return q.Boost(node, self._factor(sign), span=(node.span[0], sign.end))

    def _factor(self, sign: Lexeme) -> float:
        number = re.fullmatch(r"(\d+\.?\d*|\.\d+)(e-?\d+)?", sign.text, re.ASCII)
        factor = float(sign.text) if number else 0.0
        if not 0 < factor <= MAX_BOOST:
            raise self._wrong(
                sign,
                f"^ takes a number above 0 and up to {MAX_BOOST:g}, not “{sign.text}”",
                f"^{MAX_BOOST:g}" if factor > MAX_BOOST else "",
            )
        return factor

    def _primary(self, name: str | None) -> q.Query:
        lexeme = self._next
        match lexeme.kind:
            case "(":
                return self._group(name)
            case "field":
                return self._field(name)
            case "exact":
                return self._exact(name)
            case "word" | "phrase":
                return self._leaf(self._take(), name, lexeme.start)
            case "~" | "^":
                raise self._stray(lexeme)
        raise self._missing(lexeme)

    def _leaf(self, lexeme: Lexeme, name: str | None, start: int) -> q.Query:
        suffix = self._take() if self._next.kind == "~" and self._next.tight else None
        everything = [char.sign for char in lexeme.chars] == ["*"] and lexeme.kind == "word"
        if everything and name is None and suffix is None:
            return q.All(span=(lexeme.start, lexeme.end))
        return leaf(lexeme, suffix, name, start)

    def _missing(self, lexeme: Lexeme) -> Mistake:
        """Why there is no operand here: an operator too many, an empty group, or the end."""
        before = self.lexemes[self.at - 1] if self.at else None
        if before and before.kind == "(" and lexeme.kind == ")":
            span = (before.start, lexeme.end)
            return Mistake("there is nothing between these brackets", *span, (*span, ""))
        if before is None or before.kind == "(":
            if lexeme.kind == "end":
                assert before
                return self._wrong(before, "this bracket is never closed", "")
            return self._wrong(lexeme, f"nothing stands before {lexeme.text}", "")
        if lexeme.kind in ("end", ")"):
            return self._wrong(before, f"nothing stands after {before.text}", "")
        return self._wrong(lexeme, f"{before.text} and {lexeme.text} stand side by side", "")

    def _stray(self, sign: Lexeme) -> Mistake:
        if sign.tight and self.at and self.lexemes[self.at - 1].kind in ("~", "^"):
            return self._wrong(sign, f"{sign.kind} cannot follow here; write word~1^2", "")
        if sign.tight and self.at and self.lexemes[self.at - 1].kind == ")":
            return self._wrong(sign, "~ belongs to a word or a phrase, not to a group", "")
        return self._wrong(
            sign,
            f"{sign.kind} stands right after a word; a backslash before it makes it an ordinary sign",
            sign.text,
        )

    def _group(self, name: str | None) -> q.Query:
        opening = self._take()
        if self.depth == MAX_DEPTH:
            raise self._wrong(opening, f"more than {MAX_DEPTH} brackets inside each other", None)
        self.depth += 1
        node = self._or(name)
        if self._next.kind != ")":
            end = len(self.text)
            raise Mistake(
                "this bracket is never closed", opening.start, opening.end, (end, end, ")")
            )
        closing = self._take()
        self.depth -= 1
        return dataclasses.replace(node, span=(opening.start, closing.end))

    def _field(self, outer: str | None) -> q.Query:
        sign = self._take()
        if sign.text not in FIELDS:
            raise self._unknown(sign)
        if outer:
            raise self._wrong(sign, f"a field inside the group of the field {outer}", "")
        value = self._next
        if not value.tight or value.kind not in ("word", "phrase", "("):
            if value.kind in OPERAND and not value.tight:
                span = (sign.start, value.start)
                fixed = (*span, f"{sign.text}:")
                raise Mistake(f"no space stands after {sign.text}:", *span, fixed)
            raise self._wrong(sign, f"nothing stands after {sign.text}:", f"{sign.text} ")
        if value.kind == "(":
            node = self._group(sign.text)
            return dataclasses.replace(node, span=(sign.start, node.span[1]))
        return self._leaf(self._take(), sign.text, sign.start)

    def _unknown(self, sign: Lexeme) -> Mistake:
        """A colon after what is no field: a field misspelt, or a colon that belongs to the text."""
        close = difflib.get_close_matches(sign.text, FIELDS, n=1, cutoff=0.6)
        known = _ALIASES.get(sign.text) or (close[0] if close else None)
        typed = self.text[sign.start : sign.end].rstrip(":")
        if known and self._next.tight:
            reason = f"there is no field “{typed}”; did you mean {known}?"
            return self._wrong(sign, reason, f"{known}:")
        reason = f"there is no field “{typed}”; if the colon is part of the text, quote it"
        if all(x.kind in ("word", "field", "end") for x in self.lexemes):
            everything = (0, len(self.text), '"' + re.sub(r"[*\\]", "", self.text.strip()) + '"')
            return Mistake(reason, sign.start, sign.end, everything)
        return self._wrong(sign, reason, f"{typed}\\:")

    def _exact(self, outer: str | None) -> q.Query:
        sign = self._take()
        if sign.text not in FIELDS:
            raise self._unknown(sign)
        if outer or FIELDS[sign.text].kind not in (Kind.KEY, Kind.NAME):
            raise self._wrong(sign, f"{sign.text}:=( ) does not go here", f"{sign.text}:(")
        values: list[str] = []
        while self._next.kind == "phrase":
            values.append(self._take().text)
        if self._next.kind != ")" or not values:
            raise self._wrong(
                sign,
                f'exact values are written {sign.text}:=("one" "another")',
                f"{sign.text}:(",
            )
        return q.OneOf(sign.text, tuple(values), span=(sign.start, self._take().end))


def _over(children: list[q.Query]) -> q.Span:
    return (children[0].span[0], children[-1].span[1])
