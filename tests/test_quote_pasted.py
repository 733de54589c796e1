"""The pasted text is read: words, marks of editing, and what only stands beside the quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import RequestError
from search.quotes.pasted import MAX_WORDS, parse


@pytest.mark.parametrize(
    "mark",
    ["...", "…", ". . .", "....", "[...]", "[…]", "(...)", "(…)", "[. . .]", "\u00a0...\u00a0"],
)
def test_the_forms_of_ellipsis(mark: str) -> None:
    """Each form says that something was left out between the words around it."""
    assert parse(f"one two {mark} three").ellipses == {2}


def test_an_ellipsis_at_an_end_marks_nothing() -> None:
    """At an end it only says that the quotation was cut there."""
    assert parse("... one two …").ellipses == frozenset()


@pytest.mark.parametrize("text", ["one. Two", "one.. two three", "one, two", "e.g. one", "1.000"])
def test_other_dots_are_no_ellipsis(text: str) -> None:
    """A full stop is none; two dots are none inside a sentence's end."""
    assert parse(text).ellipses == frozenset() or ".." in text


def test_words_in_brackets() -> None:
    """Their numbers are told; parentheses are ordinary text."""
    pasted = parse("she [the senator] said (twice) so")
    assert [pasted.words[n] for n in sorted(pasted.bracketed)] == ["the", "senator"]


@pytest.mark.parametrize(
    ("text", "word"), [("[T]he boat", "the"), ("want[ed] it", "wanted"), ("[re]new", "renew")]
)
def test_brackets_inside_a_word(text: str, word: str) -> None:
    """They do not cut it, and it is told that they are there."""
    pasted = parse(text)
    assert word in pasted.words
    assert pasted.partly == {pasted.words.index(word)}


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("Moll said: “the boat sails”", ["moll", "said"]),
        ("BREAKING: Moll just said “the boat sails” #harbour", ["breaking", "moll", "just", "said", "harbour"]),
        ("“The boat sails,” said Dagny Moll.", ["said", "dagny", "moll"]),
        ("\"The boat sails\"\n\n— Moll, in Kessin", ["moll", "in", "kessin"]),
        ("''The boat sails'' (Dagny Moll)", ["dagny", "moll"]),
        ("„Das Boot fährt“, sagte Ahlert", ["sagte", "ahlert"]),
        ("« Le bateau part », a dit la directrice", ["a", "dit", "la", "directrice"]),
        ("“The boat,” she said, “sails at nine”", ["she", "said"]),
        ("The boat,\" she said, \"sails at nine", ["she", "said"]),
        ("The boat sails at nine,” said Moll", ["said", "moll"]),
        ("“The boat sails at nine,” she said. “It sails in the rain, and it sails late.”", ["she", "said"]),
        ("“The boat sails,” she said. Nobody in the town believed her.", ["she", "said"]),
        ("“The boat sails”", []),
        ("It is a “special” boat, as boats go", []),
        ("The “old” and the “new” boat", []),
    ],
)  # fmt: skip
def test_an_attribution_is_told_from_the_quotation(text: str, beside: list[str]) -> None:
    """Words outside the marks that name who said it are set aside; others belong to the quotation."""
    pasted = parse(text)
    assert [pasted.words[n] for n in sorted(pasted.outside)] == beside


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("“The boat sails at nine,” the harbour master, Dagny Moll, told us", "the harbour master dagny moll told us"),
        ("«El barco sale a las nueve», remachó Íñigo Moll", "remacho inigo moll"),
        ("Moll told the Quay that “the boat sails at nine sharp”", "moll told the quay that"),
        ("As Moll put it, “the boat sails at nine”", "as moll put it"),
        ("According to Kessin Today, the boat sails at nine", "according to kessin today"),
        ("The boat sails at nine, said a spokeswoman", "said a spokeswoman"),
        ("The boat sails at nine sharp, Dagny Moll said.", "dagny moll said"),
        ("The boat sails at nine - Dagny Moll", "dagny moll"),
        ("The boat sails at nine (Dagny Moll, 2022)", "dagny moll 2022"),
        ("The boat sails at nine (source: the harbour board)", "source the harbour board"),
        ("The boat sails at nine via Kessin Today", "via kessin today"),
        ("The boat sails at nine #harbour #boats", "harbour boats"),
        ("The boat sails at nine https://quay.example/boat?id=9", "https quay example boat id 9"),
        ("The boat sails at nine (if it sails)", ""),
        ("The boat sails at nine - slowly", ""),
        ("We left, she said", ""),
        ("The boat sails at nine sharp, [the board] said", ""),
        ("Moll was late. “The boat sails at nine”", ""),
    ],
)  # fmt: skip
def test_what_looks_like_an_attribution_is_doubtful(text: str, doubtful: str) -> None:
    """Sources, links and tags beside the quotation, in any language where punctuation tells; a sentence
    beside it is none."""
    pasted = parse(text)
    found = sorted(n for group in pasted.doubtful for n in group)
    assert " ".join(pasted.words[n] for n in found) == doubtful
    assert pasted.outside == frozenset()


def test_several_things_pasted_along_are_told_apart() -> None:
    """One may be printed along with the quotation and the other not."""
    pasted = parse("The boat sails at nine, the board said #harbour https://quay.example/1")
    assert [len(group) for group in pasted.doubtful] == [4, 1, 3]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "&quot;You can&#8217;t moor&quot; a caf&eacute; &amp; a boat",
            "you cant moor a cafe a boat",
        ),
        ("You can&amp;rsquo;t&nbsp;moor", "you cant moor"),
        ("<p>The <b>boat</b> sails<br/>at nine</p>", "the boat sails at nine"),
        ("Lock Boats <LBT> said AT&T; sails", "lock boats lbt said at t sails"),
    ],
)
def test_references_and_tags_are_read(text: str, words: str) -> None:
    """As a browser does, and the words stand where they were pasted; other signs stay text."""
    pasted = parse(text)
    assert " ".join(pasted.words) == words
    assert len(pasted.text) == len(text)
    assert text[slice(*pasted.spans[0])].lower().startswith(pasted.words[0][:3])


def test_an_attribution_without_marks_is_doubtful() -> None:
    """ "Name: words" may be an attribution, or printed so."""
    pasted = parse("Moll: the boat sails at nine")
    assert pasted.outside == frozenset()
    assert pasted.doubtful == (frozenset({0}),)
    assert pasted.without(frozenset({0})).outside == {0}


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("The boat sails at nine — Dagny Moll", 2),
        ("The boat sails at nine\n— Moll, in the harbour", 4),
        ("The boat sails at nine — Never", 0),
        ("The boat sails at nine — Unless it rains", 0),
    ],
)
def test_what_stands_after_a_dash(text: str, doubtful: int) -> None:
    """A name, or a line of its own, may be an attribution; other words belong to the quotation."""
    assert sum(map(len, parse(text).doubtful)) == doubtful


def test_brackets_around_everything_edit_nothing() -> None:
    """What is left must be enough to compare."""
    assert parse("[the boat sails at nine]").bracketed == frozenset()


@pytest.mark.parametrize("text", ["", "   ", "…", '""', "?!", "[...]", "\u200b"])
def test_a_text_without_words_is_refused(text: str) -> None:
    """The message says what to paste."""
    with pytest.raises(RequestError, match="paste the words of a quotation"):
        parse(text)


def test_a_text_that_is_too_long_is_refused_with_the_reason() -> None:
    """The message gives the length, the limit and what to do."""
    with pytest.raises(RequestError, match=r"12,000 words; up to 2,000 .* in parts"):
        parse("word " * 12_000)
    assert len(parse("word " * MAX_WORDS).words) == MAX_WORDS


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Numbers of words stay in range and spans lie in the text."""
    try:
        pasted = parse(text)
    except RequestError:
        return
    numbers = range(len(pasted.words))
    assert all(0 <= start < end <= len(text) for start, end in pasted.spans)
    beside = pasted.outside.union(*pasted.doubtful)
    assert (pasted.bracketed | pasted.partly | beside) <= set(numbers)
    assert all(0 < n < len(pasted.words) for n in pasted.ellipses)
