"""The language of a text is told from its words; what a page declares helps where they are few."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language import detect_language

TEXTS = {
    "en": "The ferry came late to the north bank, and nobody could say who had sent it there that night.",
    "de": "Die Fähre kam spät ans Nordufer, und niemand konnte sagen, wer sie dorthin geschickt hatte.",
    "fr": "Le bac est arrivé tard sur la rive nord, et personne ne pouvait dire qui l'y avait envoyé.",
    "es": "La barca llegó tarde a la orilla norte y nadie supo decir quién la había enviado hasta allí.",
    "pt": "A balsa chegou tarde à margem norte e ninguém sabia dizer quem a tinha mandado para lá.",
    "it": "Il traghetto arrivò tardi sulla riva nord e nessuno sapeva dire chi lo avesse mandato.",
    "ru": "Паром поздно пришёл на северный берег, и никто не мог сказать, кто его туда отправил.",
    "uk": "Пором пізно прийшов на північний берег, і ніхто не міг сказати, хто його туди відправив.",
    "tr": "Feribot kuzey kıyısına geç geldi ve onu oraya kimin gönderdiğini kimse söyleyemedi.",
    "ar": "وصلت العبارة متأخرة إلى الضفة الشمالية ولم يستطع أحد أن يقول من أرسلها إلى هناك في الليل",
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages_of_the_press_are_told_apart(code: str) -> None:
    """Two lines of prose are enough."""
    assert detect_language(TEXTS[code] * 2) == code


def test_a_text_too_short_to_tell_has_no_language() -> None:
    """Nothing, or a few words, without a declaration: None."""
    assert detect_language("") is None
    assert detect_language("Kestrel Post") is None


@pytest.mark.parametrize(
    ("declared", "expected"),
    [("pt-BR", "pt"), ("de_AT", "de"), ("EN", "en"), ("ast", None), ("", None), ("1", None)],
)
def test_a_declaration_is_reduced_to_its_code(declared: str, expected: str | None) -> None:
    """The two letters of a language tag; a tag of another form says nothing."""
    assert detect_language("Kestrel Post", declared) == expected


def test_prose_overrules_a_wrong_declaration() -> None:
    """Templates declare English around texts of every language."""
    assert detect_language(TEXTS["uk"] * 4, "en") == "uk"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400), st.text(max_size=8))
def test_no_text_raises(source: str, declared: str) -> None:
    """Any text gives two letters or None."""
    found = detect_language(source, declared)
    assert found is None or (len(found) == 2 and found.isalpha())
