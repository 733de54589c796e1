"""The query language: what means what, and what is said about a mistake."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.analysis import words
from search.errors import QueryError
from search.grammar import MAX_DEPTH
from search.parse import MAX_LENGTH, notes, parse
from search.plan import plan
from search.query import (
    All,
    And,
    Boost,
    Fuzzy,
    Not,
    OneOf,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Term,
    Wildcard,
)

A, B, C = Term("a"), Term("b"), Term("c")


def mistake(text: str) -> QueryError:
    """The complaint about a query; its suggestion has to be a query."""
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.suggestion is not None
    parse(caught.value.suggestion)
    return caught.value


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", All()),
        ("   \u00a0 ", All()),
        ("*", All()),
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a OR b c", Or((A, And((B, C))))),
        ("NOT a b", And((Not(A), B))),
        ("a -b", And((A, Not(B)))),
        ("-a -b", And((Not(A), Not(B)))),
        ("NOT a", Not(A)),
        ("-(a b)", Not(And((A, B)))),
        ('-"a b"', Not(Phrase("a b"))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("a (b c)", And((A, And((B, C))))),
        ("and or not", And((Term("and"), Term("or"), Term("not")))),
        ('"a b"', Phrase("a b")),
        ('"a b"~3', Phrase("a b", slop=3)),
        ("ferr*", Prefix("ferr")),
        ("ferr**", Prefix("ferr")),
        ("f?rry", Wildcard("f?rry")),
        ("*erry", Wildcard("*erry")),
        ("fe*ry", Wildcard("fe*ry")),
        ("ferry~", Fuzzy("ferry", distance=2)),
        ("ferry~1", Fuzzy("ferry", distance=1)),
        ("a^2", Boost(A, 2.0)),
        ('"a b"~3^1.5', Boost(Phrase("a b", slop=3), 1.5)),
        ("(a b)^.5", Boost(And((A, B)), 0.5)),
        ("-a^2", Not(Boost(A, 2.0))),
        ("title:a", Term("a", "title")),
        ("TITLE:a", Term("a", "title")),
        ('person:"a b"', Phrase("a b", "person")),
        ("title:(a OR b)", Or((Term("a", "title"), Term("b", "title")))),
        ("-title:a", Not(Term("a", "title"))),
        ('outlet:=("a b" "c")', OneOf("outlet", ("a b", "c"))),
        (r"\AND", Term("AND")),
        (r"a\:b", Term("a:b")),
        (r"a\*", Term("a*")),
        (r"New\ Hal", Term("New Hal")),
        (r'"a \"b\" c"', Phrase('a "b" c')),
        ("10:30", Term("10:30")),
        ("https://a.example/b", Term("https://a.example/b")),
        ("a.example:8080", Term("a.example:8080")),
        ("don't", Term("don't")),
        ("rock-solid", Term("rock-solid")),
        ("and/or", Term("and/or")),
    ],
)
def test_means(text: str, tree: Query) -> None:
    """Each form of the language gives its tree."""
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("date:2022", Term("2022", "date")),
        ("date:2022-06-08", Term("2022-06-08", "date")),
        ('date:"2022-06"', Term("2022-06", "date")),
        ("date:2022-01..2022-06", Range("date", "2022-01", "2022-06")),
        ("date:2022..", Range("date", "2022", None)),
        ("date:..2022", Range("date", None, "2022")),
        ("date:*..2022", Range("date", None, "2022")),
        ("date:*", Range("date")),
        ("date:(2021 OR 2022-05..)", Or((Term("2021", "date"), Range("date", "2022-05")))),
        ("date:2022-06..2022", Range("date", "2022-06", "2022")),
        ("year:2022", Term("2022", "year")),
        ("month:2022-06", Term("2022-06", "month")),
        ("day:2024-02-29", Term("2024-02-29", "day")),
        ("language:EN", Term("en", "language")),
        ("language:pt-BR", Term("pt-br", "language")),
        ("dated:No", Term("no", "dated")),
        ("url:https://a.example/b?c=(d)~e^f", Term("https://a.example/b?c=(d)~e^f", "url")),
        ('url:"https://a.example/*"', Term("https://a.example/*", "url")),
        ("url:https://a.example/*", Prefix("https://a.example/", "url")),
        ("(url:https://a.example/ b)", And((Term("https://a.example/", "url"), B))),
        ('id:"x y"', Term("x y", "id")),
    ],
)
def test_values_of_fields(text: str, tree: Query) -> None:
    """Dates and exact fields take values, checked and in the form that is stored."""
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("typographic", "plain"),
    [
        ("“so far”", '"so far"'),
        ("„so far“", '"so far"'),
        ("”so far”", '"so far"'),
        ("«so far»", '"so far"'),
        ("»so far«", '"so far"'),
        ("‹so far›", '"so far"'),
        ("``so far''", '"so far"'),
        ("''so far''", '"so far"'),
        ("＂so far＂", '"so far"'),
        ("“so far”~3", '"so far"~3'),
        ("title:“so far”", 'title:"so far"'),
        ("ferry –boat", "ferry -boat"),
        ("ferry −boat", "ferry -boat"),
        ("ferry\u00a0boat", "ferry boat"),
        ("ferry\u2009AND\u3000boat", "ferry AND boat"),
        ("\ufefffer\u200bry OR\u200d boat", "ferry OR boat"),
        ("tit\u00adle:ferry", "title:ferry"),
        ("date:2022–01…2022–06", "date:2022-01..2022-06"),
        ("date:2022…", "date:2022.."),
        ("don’t", "don't"),
        ("“don’t – stop…”", '"don\'t - stop..."'),
    ],
)
def test_typography_means_the_same(typographic: str, plain: str) -> None:
    """Curly marks, dashes, the ellipsis and spaces mean what their ASCII forms mean."""
    assert plan(parse(typographic), ()) == plan(parse(plain), ())


def test_other_quotation_marks_may_stand_inside_a_phrase() -> None:
    """A phrase ends at a mark of the kind that opened it."""
    assert parse("“he said «no» twice”") == Phrase("he said «no» twice")


def test_an_apostrophe_quotes_nothing() -> None:
    """Words between apostrophes are words, and a note says so."""
    text = "'so far' away"
    assert parse(text) == And((Term("'so"), Term("far'"), Term("away")))
    assert notes(text) == ('single quotation marks make no phrase; write "so far"',)


def test_signs_standing_alone_are_left_out_with_a_note() -> None:
    """Punctuation between words is no word, in queries as in texts."""
    assert parse("law & order – now") == parse("law order now")
    assert notes("law & order – now") == ("“&”, “–”: no letter and no digit, so left out",)


def test_lower_case_operators_are_words_with_a_note() -> None:
    """`and` between words is searched, which is said."""
    assert notes("bread and salt") == ("“and” is searched as a word; the operator is AND",)
    assert notes('"bread and salt" and') == ()
    assert notes("bread AND salt") == ()


def test_a_question_mark_at_the_end_is_noted() -> None:
    """A pasted question ends in a wildcard, which is said."""
    assert notes("is it dead?") == ("“dead?”: the question mark stands for one letter or digit",)


def test_spans_are_those_of_the_typed_text() -> None:
    """Each node knows where it stands, escapes and invisible characters counted."""
    text = 'x\u200b (title:"b  c"~2^3 OR -d) '
    tree = parse(text)
    assert isinstance(tree, And)
    group = tree.children[1]
    assert isinstance(group, Or)
    spans = [node.span for node in (tree.children[0], group, *group.children)]
    assert [text[start:end] for start, end in spans] == [
        "x", '(title:"b  c"~2^3 OR -d)', 'title:"b  c"~2^3', "-d",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "marked", "reason", "suggestion"),
    [
        ('so "far away', '"', "never closed", 'so "far away"'),
        ("so «far", "«", "never closed", "so «far»"),
        ('far"', '"', "never closed", "far"),
        ("(a b", "(", "never closed", "(a b)"),
        ("a)", ")", "closes nothing", "a"),
        ("()", "()", "nothing between these brackets", "*"),
        ("a (&)", "(&)", "nothing between these brackets", "a"),
        ("AND a", "AND", "nothing stands before AND", "a"),
        ("a OR", "OR", "nothing stands after OR", "a"),
        ("(a OR) b", "OR", "nothing stands after OR", "(a ) b"),
        ("a AND OR b", "OR", "side by side", "a AND b"),
        ("NOT NOT a", "NOT", "two negations", "NOT a"),
        ("--a", "-", "two negations", "-a"),
        ("a NOT", "NOT", "nothing stands after NOT", "a"),
        ('a ""', '""', "no letter and no digit", "a"),
        ('a "…"', '"…"', "no letter and no digit", "a"),
        ("&", "&", "no letter and no digit", "*"),
        ("titel:a", "titel:", "did you mean title?", "title:a"),
        ("source:a", "source:", "did you mean outlet?", "outlet:a"),
        ("Halmen: the end", "Halmen:", "quote it", '"Halmen: the end"'),
        ('Halmen: "the end"', "Halmen:", "quote it", 'Halmen\\: "the end"'),
        ("title: a", "title: ", "no space", "title:a"),
        ("title:", "title:", "nothing stands after", "title"),
        ("title:-a", "title:-a", "minus stands before the field", "-title:a"),
        ("title:(body:a)", "body:", "inside the group of the field title", "title:(a)"),
        ("date:2022-13", "date:2022-13", "is no date", "date:2022"),
        ("date:2022-02-30", "date:2022-02-30", "is no date", "date:2022-02"),
        ("date:2022-6-8", "date:2022-6-8", "is no date", "date:2022-06-08"),
        ("a date:soon", "date:soon", "is no date", "a"),
        ("date:2023..2022", "date:2023..2022", "ends before it begins", "date:2022..2023"),
        ("date:2022-2023", "date:2022-2023", "written with ..", "date:2022..2023"),
        ("date:>=2022-06", "date:>=2022-06", "written with ..", "date:2022-06.."),
        ("date:>2022-06", "date:>2022-06", "written with ..", "date:2022-07-01.."),
        ("date:<=2022", "date:<=2022", "written with ..", "date:..2022"),
        ("date:<2022", "date:<2022", "written with ..", "date:..2021-12-31"),
        ("date:2021 .. 2022", "..", "without spaces", "date:2021..2022"),
        ("year:2022-06", "year:2022-06", "takes a value like 2022", "month:2022-06"),
        ("year:2021..2022", "year:2021..2022", "has no ranges", "date:2021..2022"),
        ("person:a..b", "person:a..b", "has no ranges", 'person:"a..b"'),
        ("language:german x", "language:german", "two or three letters", "x"),
        ("dated:maybe", "dated:maybe", "yes or no", "dated:yes"),
        ("outlet:*", "outlet:*", "needs a letter or a digit", "*"),
        ("a ???", "???", "needs a letter or a digit", "a *"),
        ('"wil* card"', "*", "no wildcards in a phrase", '"wil card"'),
        ('"w?ld card"', "?", "no wildcards in a phrase", '"wld card"'),
        ("well-bei*", "well-bei*", "within one word", '"well bei"'),
        ("well-being~", "well-being~", "one word", '"well being"'),
        ("ferry~3", "~3", "takes 1 or 2", "ferry~2"),
        ("ferry~0.8", "~0.8", "takes 1 or 2", "ferry~1"),
        ('"a b"~', "~", "say how near", '"a b"~5'),
        ('"a b"~9999', "~9999", "from 1 to 1000", '"a b"~1000'),
        ('"a"~5', "~5", "at least two", '"a"'),
        ("(a b)~5", "~5", "not to a group", "(a b)"),
        ("year:2022~1", "~1", "exact values", "year:2022"),
        ("a^0", "^0", "above 0 and up to 100", "a"),
        ("a^101", "^101", "above 0 and up to 100", "a^100"),
        ("a^x", "^x", "above 0 and up to 100", "a"),
        ("a^2^3", "^3", "cannot follow", "a^2"),
        ("a ~5", "~5", "right after a word", "a 5"),
        ("a || b", "||", "written OR", "a OR b"),
        ("a && b", "&&", "written AND", "a AND b"),
        ("!a", "!a", "write a minus", "-a"),
        ('"a"-b', "-", "a space before it", '"a" -b'),
        ("a\\", "\\", "backslash", "a"),
        ("a\ud800b", "\ud800", "surrogate", "ab"),
        ('date:=("2022")', "date:=(", "does not go here", 'date:("2022")'),
        ("outlet:=(a)", "outlet:=(", "exact values are written", "outlet:(a)"),
    ],
)  # fmt: skip
def test_mistakes(text: str, marked: str, reason: str, suggestion: str) -> None:
    """A mistake is named, shown where it stands, and followed by a query that works."""
    found = mistake(text)
    assert reason in found.reason
    assert text[found.start : found.end] == marked
    assert found.suggestion == suggestion


def test_long_queries_are_refused() -> None:
    """A query has a longest length; the suggestion is its beginning."""
    found = mistake("word " * MAX_LENGTH)
    assert "10,000" in found.reason
    assert (found.suggestion or "").startswith("word word")


def test_deep_queries_are_refused() -> None:
    """Brackets go so deep and no deeper; the suggestion is the plain words."""
    parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH)
    found = mistake("(" * 3000 + "a" + ")" * 3000)
    assert "brackets inside each other" in found.reason
    assert found.suggestion == "a"


SYNTAX = st.sampled_from(
    [*'()"*?~^:-\\ \t\'`“”«»…–.=&|!\u200b\u00a0', "AND", "OR", "NOT", " AND ", " OR ", "NOT ",
     "title:", "date:", "url:", "year:", "person:", "outlet:=(", "dated:", "nofield:",
     "2022", "2022-06", "..", "~2", "^2", "a", "word", "Ä", "ﬁ", "½", "東", "\u0345", "\ud800"]
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.lists(SYNTAX, max_size=14).map("".join), st.text(max_size=40)))
@example('"a"*')
@example("''")
def test_any_text_is_a_tree_or_a_complaint(text: str) -> None:
    """Whatever is typed gives a tree that prints back, or a mistake with a place and a suggestion."""
    tree, complaint = tried(text)
    if complaint:
        assert 0 <= complaint.start <= complaint.end <= len(text)
        assert complaint.suggestion is not None
        parse(complaint.suggestion)
    if tree:
        assert parse(str(tree)) == tree
        assert 0 <= tree.span[0] <= tree.span[1] <= len(text)
        notes(text)


@pytest.mark.parametrize(
    "piece",
    ["-", "- ", '"', "(", ")", "(a ", ":", "a:", "*", "a*", "a~", "a^", "OR ", "NOT ", '"a" ', "\\",
     "'", "'a b ", "..", "date:2022..", "a,b ", "# ", "&& ", "a-"],
)  # fmt: skip
def test_hostile_texts_take_no_time(piece: str) -> None:
    """However often a sign is repeated, the answer comes at once."""
    start = time.process_time()
    tree, _ = tried((piece * MAX_LENGTH)[: MAX_LENGTH - 1] + "a")
    if tree:
        str(tree)
    assert time.process_time() - start < 5  # the worst takes 0.3 s, a quadratic one took 90


def tried(text: str) -> tuple[Query | None, QueryError | None]:
    """The tree of a text, or the complaint about it."""
    try:
        return parse(text), None
    except QueryError as error:
        return None, error


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(categories=("L", "Nd", "Zs")), max_size=60).map(str.lower))
def test_plain_words_lose_nothing(text: str) -> None:
    """Every word of a text without signs is searched."""
    tree, _ = tried(text)
    if tree is None:
        assert not words(text)
    else:
        assert [w for w in words(str(tree)) if w != "and"] == [w for w in words(text) if w != "and"]
