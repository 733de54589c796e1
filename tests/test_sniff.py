"""Bytes to text: by content, not by label."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.page import Page, Parsed, Rejected
from index.sniff import PAGE_LIMIT, decode, parse


def page(body: bytes, media_type: str | None = None) -> Page:
    return Page("k", "o", "p", body, media_type=media_type)


HTML = "<!doctype html><html><head><title>Fähre</title></head><body><p>Die Fähre fährt.</p></body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_are_recognised(encoding: str) -> None:
    """UTF-8 with and without its mark, and UTF-16, are read without being told."""
    assert "Fähre fährt" in parse(page(HTML.encode(encoding))).text


def test_a_declared_encoding_counts_where_utf8_does_not_fit() -> None:
    """A charset in the page's head names its encoding; ISO-8859-1 means windows-1252, as in browsers."""
    body = HTML.replace("<head>", '<head><meta charset="iso-8859-1">').replace(
        "fährt", "fährt – jetzt"
    )
    parsed = parse(page(body.encode("cp1252")))
    assert "fährt – jetzt" in parsed.text
    assert parsed.encoding == "iso-8859-1"


def test_the_header_counts_before_the_page() -> None:
    """The charset of the HTTP header is believed before that of the page."""
    text, encoding = decode(
        "<meta charset=utf-8>Мост".encode("cp1251"), "text/html; charset=windows-1251"
    )
    assert (text[-4:], encoding) == ("Мост", "windows-1251")


def test_undeclared_cyrillic_is_guessed_from_its_bytes() -> None:
    """Without any label, the statistics of the bytes decide."""
    russian = "Паром через реку больше не ходит, сообщила в среду городская комиссия. " * 5
    assert decode(russian.encode("cp1251"))[0] == russian


FERRY = {
    "pt": "A balsa de São Gonçalo não sai mais às terças-feiras. Os pescadores dizem que a decisão da "
    "prefeitura é um erro, porque já não há outra ligação com a ilha das Maçãs durante o verão.",
    "es": "La barca de Peñalba ya no saldrá los miércoles. Los vecinos señalan que la decisión del "
    "concejo es un error, porque en otoño ningún otro camino llega a la aldea de los niños.",
    "it": "Il traghetto per l’isola di Corvara non partirà più il lunedì. Il sindaco dice che la società "
    "non ha più denaro, perché la metà dei viaggiatori è già passata al ponte della città.",
    "fr": "Le bac de Brévoisin ne traversera plus la rivière le dimanche. Les élèves de l’île devront "
    "désormais dormir à l’école où leurs pères ont déjà passé tant d’hivers, a déclaré le maire.",
    "da": "Færgen til Måløse sejler ikke længere om søndagen. Beboerne på øen siger, at kommunen har "
    "glemt dem, og at børnene nu må gå hjem over isen, når vinteren får magt over fjorden.",
    "sv": "Färjan till Gråholmen går inte längre på söndagar. De boende på ön säger att kommunen har "
    "glömt dem och att barnen nu får gå hem över isen när vintern tar makten över fjärden.",
    "nl": "Het veer naar Oud-Reeënoord vaart niet meer op zondag. De bewoners vinden dat de gemeente "
    "één belofte heeft gebroken, want financiële hulp voor de patiënten op het eiland blijft uit.",
    "de": "Die Fähre nach Krähenwörth fährt sonntags nicht mehr über den Fluss. Die Bürger müssen nun "
    "die große Straße nehmen, für die der Landkreis seit Jahren kein Geld übrig hat.",
    "pl": "Prom do Żurawiej Kępy nie będzie już pływał w niedziele. Mieszkańcy wyspy mówią, że gmina "
    "zapomniała o nich, a dzieci będą musiały wracać do domu po lodzie, gdy przyjdą mrozy.",
    "cs": "Přívoz do Vraního Týnce už v neděli nepojede. Lidé na druhém břehu říkají, že na ně obec "
    "zapomněla a že děti budou muset chodit domů po ledě, když v zimě řeka zamrzne.",
    "hu": "A holtági komp vasárnaponként többé nem közlekedik. A túlsó part lakói szerint a község "
    "elfeledkezett róluk, és a gyerekeknek télen a jégen át kell majd hazajutniuk az erdőből, hűvösben.",
    "tr": "Kargaköy vapuru artık pazar günleri çalışmayacak. Adada yaşayanlar belediyenin kendilerini "
    "unuttuğunu, çocukların kışın eve dönmek için uzun bir yol yürüyeceğini söylüyor.",
    "lt": "Keltas į Varnų salą sekmadieniais daugiau neplauks. Salos gyventojai sako, kad savivaldybė "
    "juos pamiršo ir kad žiemą vaikai turės grįžti namo per užšalusią upę, nes kito kelio nėra.",
}
CODE_PAGES = {
    **dict.fromkeys(("pt", "es", "it", "fr", "da", "sv", "nl", "de"), "cp1252"),
    **dict.fromkeys(("pl", "cs", "hu"), "cp1250"),
    "tr": "cp1254",
    "lt": "cp1257",
}


@pytest.mark.parametrize("times", [1, 6])
@pytest.mark.parametrize("start", ["", "<html lang={}>"])
@pytest.mark.parametrize("language", FERRY)
def test_undeclared_latin_letters_are_read_by_language(
    language: str, start: str, times: int
) -> None:
    """A page in its language's code page, told nowhere, reads as written, short or long, tagged or not."""
    written = start.format(language) + f"<title>1904</title><p>{FERRY[language]}</p>" * times
    assert decode(written.encode(CODE_PAGES[language]))[0] == written


def test_undeclared_latin_2_is_told_from_its_windows_cousin() -> None:
    """Polish has other bytes in ISO-8859-2 than in cp1250; signs inside words show which it is not."""
    written = f"<p>{FERRY['pl']}</p>"
    assert decode(written.encode("iso8859-2")) == (written, "iso8859-2")


def test_a_page_too_short_to_tell_is_read_as_its_language_tag_says() -> None:
    """The same few bytes are Portuguese or Turkish letters as the page's own tag has it."""
    for tag, word in (("pt-BR", "ý"), ("tr", "ı")):
        body = f'<html class=x lang="{tag}"><p>'.encode() + b"kap\xfd"
        assert decode(body)[0].endswith("kap" + word)


@pytest.mark.parametrize("times", [1, 6])
def test_a_template_with_the_wrong_language_does_not_decide(times: int) -> None:
    """Polish under an English tag stays Polish: western signs would stand inside its words."""
    written = '<html lang="en">' + f"<p>{FERRY['pl']}</p>" * times
    assert decode(written.encode("cp1250"))[0] == written


def test_scripts_and_menus_do_not_speak_for_the_article() -> None:
    """The language is that of the longest piece of text, not that of the code and menu before it."""
    menu = "".join(f"<a>{word}</a>" for word in ("Home", "News", "About us", "Weather") * 8)
    code = "<script>if (window.top < 3) { document.write('the reader is here'); }</script>" * 5
    written = f"{code}{menu}<p>{FERRY['tr']}</p>"
    assert decode(written.encode("cp1254"))[0] == written


def test_undeclared_greek_is_left_to_its_bytes() -> None:
    """Letters of another script are no matter of Latin code pages."""
    greek = "Το πλοίο δεν περνά πια το ποτάμι, είπε την Τετάρτη η επιτροπή της πόλης. " * 5
    assert decode(greek.encode("cp1253"))[0] == greek


@pytest.mark.parametrize(
    ("language", "start", "end"), [("es", "del concejo", "aldea"), ("nl", "De bewoners", "voor")]
)
def test_latin_letters_are_not_read_as_chinese_amid_words(
    language: str, start: str, end: str
) -> None:
    """Two or three accents in a sentence look like Big5 to statistics, but no Chinese sign ends a word."""
    told = FERRY[language]
    written = told[told.index(start) : told.index(end)]
    assert decode(written.encode("cp1252"))[0] == written


def test_undeclared_chinese_is_left_to_its_bytes() -> None:
    """Chinese with a foreign name in it is not taken for Latin letters."""
    chinese = "渡輪Marisol號星期三起不再過河，鎮公所說這是因為經費不足。居民們表示反對。" * 5
    assert decode(chinese.encode("big5"))[0] == chinese


def test_broken_utf8_stays_utf8() -> None:
    """A character cut in two costs that character, not the encoding of the page."""
    body = ("Über die Brücke führt kein Weg. " * 20).encode()[:-3] + b"\xc3"
    text, encoding = decode(body)
    assert encoding == "utf-8"
    assert text.count("\ufffd") == 1
    assert "Brücke" in text


def test_the_label_is_not_trusted() -> None:
    """HTML labelled as text is HTML; text labelled as HTML is text."""
    assert parse(page(HTML.encode(), "text/plain")).kind == "html"
    assert parse(page(b"Ferry strike ends\n\nThe ferry sails again.", "text/html")).kind == "text"


def test_a_text_that_shows_a_tag_is_a_text() -> None:
    """One tag quoted in a plain text does not make it HTML."""
    assert parse(page(b"The page began with a <p> and ended in tears.")).kind == "text"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (bytes(range(256)) * 20, "binary"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "feed"),
        (b"a" * (PAGE_LIMIT + 1), "larger than 16 MiB"),
    ],
)
def test_what_is_no_page_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    """Empty, binary and oversized input is rejected, and the reason says which."""
    with pytest.raises(Rejected, match=reason) as refused:
        parse(page(body))
    assert refused.value.step == "read"


def test_stray_nulls_are_dropped() -> None:
    """A NUL in an otherwise sound text does not make it binary, and does not stay."""
    text = parse(page(b"The ferry\0 sails. " + b"It sails on time. " * 30)).text
    assert text.startswith("The ferry sails.")


def test_an_html_page_has_a_tree_with_all_of_it() -> None:
    """The parser's depth limit does not cut off what is nested deeply."""
    body = "<html><body>" + "<div>" * 2000 + "<p>the deepest word</p>" + "</div>" * 2000
    tree = parse(page(body.encode())).tree
    assert "the deepest word" in "".join(tree.itertext())


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_parsed_or_rejected(body: bytes) -> None:
    """Any bytes give a Parsed page or a Rejected, nothing else."""
    try:
        outcome: object = parse(page(body))
    except Rejected as rejected:
        outcome = rejected.reason
    assert isinstance(outcome, Parsed | str)
