"""What a word is, and what it stands for in the text."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import MAX_WORD, stems, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("The WHO", ["the", "who"]),
        ("Café Ångström", ["cafe", "angstrom"]),
        ("cafe\u0301", ["cafe"]),
        ("it's it’s it‘s itʼs it′s it´s it`s its", ["its"] * 8),
        ("'tis rock'n'roll 'quoted'", ["tis", "rocknroll", "quoted"]),
        ("workers' and ''both''", ["workers", "and", "both"]),
        ("well-being, well–being", ["well", "being", "well", "being"]),
        ("well\u00adbeing zero\u200bwidth", ["wellbeing", "zerowidth"]),
        ("1,000 and 3.5%", ["1", "000", "and", "3", "5"]),
        ("snake_case a/b", ["snake", "case", "a", "b"]),
        ("Straße ﬁne", ["strasse", "fine"]),
        ("½ m²", ["1", "2", "m2"]),
        ("ışık IŞIK İstanbul ISTANBUL", ["isik", "isik", "istanbul", "istanbul"]),
        ("Łódź Ørsted Đorđe cœur Ægir", ["lodz", "orsted", "dorde", "coeur", "aegir"]),
        ("Ѐ Київ Ёлка", ["е", "киів", "елка"]),
        ("東京 タワー", ["東", "京", "タ", "ワ", "ー"]),
        ("“…” – ! ¶", []),
        ("ＡＢＣ　１", ["abc", "1"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """Case, accents, apostrophes, dashes, ligatures and scripts."""
    assert words(text) == expected


def test_a_span_is_the_printed_word() -> None:
    """Spans count in the text as given, whatever folding did to its length."""
    text = "Ça, l’été à Zu\u0308rich: ½ ﬁn"
    assert [(token.word, text[token.start : token.end]) for token in tokens(text)] == [
        ("ca", "Ça"),
        ("lete", "l’été"),
        ("a", "à"),
        ("zurich", "Zu\u0308rich"),
        ("1", "½"),
        ("2", "½"),
        ("fin", "ﬁn"),
    ]


SIGNS = st.one_of(st.sampled_from("aAé'`’‘´ʼ_-½ \u00ad\u200b\u0301ﬁ9«…中ß"), st.characters())


@settings(max_examples=300)
@given(st.text(SIGNS))
def test_the_quick_way_finds_the_same_words(text: str) -> None:
    """`words` is `tokens` without the spans, for any text."""
    assert words(text) == [token.word for token in tokens(text)]


@settings(max_examples=300)
@given(st.text(SIGNS))
def test_spans_are_in_order_and_inside(text: str) -> None:
    """No span is empty, none overlaps another in part, none leaves the text."""
    last = (0, 0)
    for token in tokens(text):
        span = (token.start, token.end)
        assert span == last or token.start >= last[1]
        assert token.start < token.end <= len(text)
        last = span


def test_folding_of_any_sign_is_final() -> None:
    """Of every single sign of Unicode, as below of texts."""
    signs = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    assert not [s for s in signs if [w for word in words(s) for w in words(word)] != words(s)]


@settings(max_examples=300)
@given(st.text(SIGNS))
def test_folding_is_final(text: str) -> None:
    """A word folded again is itself, so that what is indexed can be asked for."""
    for word in words(text):
        assert words(word) == [word]


def test_huge_words_are_cut() -> None:
    """A run of letters keeps its first MAX_WORD, plain or accented."""
    assert words("x" * 100_000) == ["x" * MAX_WORD]
    assert words("é" * 100_000) == ["e" * MAX_WORD]


def test_stems_follow_the_language() -> None:
    """The article's language decides; regional codes count as their language, unknown ones as none."""
    assert stems(["strikes", "striking"], "en") == ["strike", "strike"]
    assert stems(["maisons"], "fr-CA") == stems(["maison"], "fr")
    assert (
        stems(["strikes"], None)
        == stems(["strikes"], "xx")
        == stems(["strikes"], "")
        == ["strikes"]
    )


def test_stems_stay_right_when_the_cache_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many words there are, each has its stem."""
    from search import analysis

    monkeypatch.setattr(analysis._Stems, "most", 3)
    many = [f"{letter}runs" for letter in "abcdefgh"]
    assert stems(many, "en") == [word[:-1] for word in many]
