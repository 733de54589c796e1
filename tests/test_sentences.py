"""Sentences end where a reader would say so; in doubt they go on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.sentences import sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["One ends.", "Two ends!", "Three?", "Four…"],
        ["“Never.”", "He left (at once).", "Then rain."],
        ["Dr. Lund met Gen. Ort on Nov. 3 at No. 5 Quay St. Halmen.", "It rained."],
        ["J. R. Brown and the U.S. envoy spoke.", "Nobody heard."],
        ["Am 3. Juni fuhr sie ab.", "Im Juli kam sie an."],
        ["“Why?” he asked.", "“Because.”"],
        ["It rose 5.3 percent to 1.234 crowns.", "Shares fell."],
        ["He said no.", "The ferry left."],
        ["It cost 500.", "She paid."],
        ["Приплыл паром.", "Он ушёл."],
        ["船来了。", "船走了！"],
        ["A headline without an end\n\n", "And then a text."],
        ["so it goes on... and on."],
    ],
)
def test_sentences(parts: list[str]) -> None:
    """Ends of sentences, abbreviations, initials, ordinals, quotation marks."""
    text = " ".join(parts)
    assert [text[a:b] for a, b in sentences(text)] == [part.strip() for part in parts]


def test_a_stretch_of_a_text() -> None:
    """Offsets are those of the whole text."""
    text = "One. Two. Three. Four."
    assert sentences(text, 5, 16) == [(5, 9), (10, 16)]


@given(st.text(st.sampled_from("aB1.!? \n”(。"), max_size=60))
def test_nothing_is_lost(text: str) -> None:
    """Sentences are in order, apart, without spaces around, and hold all that is not space."""
    found = sentences(text)
    assert "".join(text[a:b] for a, b in found).split() or not text.split()
    assert "".join("".join(text[a:b] for a, b in found).split()) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in found)
