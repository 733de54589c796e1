"""Entities: who and what an article names, under one name each. All texts are invented."""

from __future__ import annotations

import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.entities import Authority, AuthorityError, find_mentions, spacy_finder
from index.entities.fold import acronym, fold
from search.article import MENTION_KINDS, Mention


def names(text: str, kind: str, language: str | None = "en", title: str | None = None) -> set[str]:
    """The joined names of one kind in a text."""
    return {m.name for m in find_mentions(text, language, title=title) if m.kind == kind}


def named(text: str, word: str, language: str | None = "en") -> list[str]:
    """The joined names of the mentions that are printed as `word`."""
    return [m.name for m in find_mentions(text, language) if text[m.start : m.end] == word]


def test_a_last_name_is_folded_into_the_full_name_of_the_article() -> None:
    """A last name alone means the person whose full name the article gives."""
    text = "Ilka Brandt opened the sitting. Nobody objected, Brandt said. Brandt's deputy agreed."
    assert named(text, "Brandt") == ["Ilka Brandt", "Ilka Brandt"]


def test_titles_and_particles_make_persons() -> None:
    """Titles before a name are left out of it; particles, initials and hyphens belong to it."""
    text = (
        "Prime Minister Tomas Reuel met Dr. J.K. Tallow-Smith, Judge Moran and Ines de la Cruz. "
        "Secretary of State Ansel Frome wrote to Senator Lucie van der Berg."
    )
    assert names(text, "person") == {
        "Tomas Reuel",
        "J.K. Tallow-Smith",
        "Moran",
        "Ines de la Cruz",
        "Ansel Frome",
        "Lucie van der Berg",
    }


@pytest.mark.parametrize(
    ("word", "name"),
    [("Mr. Vesk", "Jonas Vesk"), ("Mrs. Vesk", "Anna Vesk"), ("then Vesk", "Anna Vesk")],
)
def test_a_shared_last_name_follows_the_title_then_the_nearest(word: str, name: str) -> None:
    """Of two persons with one last name the title's gender decides, else the nearest one before."""
    text = f"Jonas Vesk left at noon. Anna Vesk stayed, and {word} spoke to the crew."
    assert named(text, "Vesk") == [name]


def test_a_shared_last_name_before_both_persons_is_nobodys() -> None:
    """Where nothing tells which person is meant, there is no mention."""
    text = "The crew trusted Vesk alone. Jonas Vesk left. Anna Vesk stayed."
    assert named(text, "Vesk") == []


@pytest.mark.parametrize(
    "text",
    [
        "The Union of River and Harbour Workers (URHW) struck. The URHW won.",
        "The URHW (Union of River and Harbour Workers) struck. The URHW won.",
        "The URHW [Union of River and Harbour Workers] struck. The URHW won.",
    ],
)
def test_an_acronym_is_joined_with_its_expansion(text: str) -> None:
    """An acronym that the article defines, either way round, is one name with its expansion."""
    assert names(text, "organisation") == {"Union of River and Harbour Workers"}
    assert len(find_mentions(text, "en")) == 3


def test_known_variants_are_one_name() -> None:
    """Acronyms, transliterations, accents and possessives of known names meet under one name."""
    text = (
        "The CSTO, or Collective Security Treaty Organisation, met in Lugansk, not in Luhansk's "
        "suburbs. Zelensky, Zelenskyy and Zelenskiy were named; so was Lukashenko, in Sao Paulo "
        "and in São Paulo."
    )
    assert names(text, "organisation") == {"Collective Security Treaty Organization"}
    assert names(text, "place") == {"Luhansk", "São Paulo"}
    assert names(text, "person") == {"Volodymyr Zelensky", "Alexander Lukashenko"}


def test_organisations_are_told_by_their_head_words() -> None:
    """Head-words at either end, and topics joined by "and", make organisations."""
    text = (
        "The Orra Assembly asked the Ministry of Health and Social Affairs, the Audit Office and "
        "Gemmel Holdings Inc. Later Gemmel denied it to the University of Kessin."
    )
    assert names(text, "organisation") == {
        "Orra Assembly",
        "Ministry of Health and Social Affairs",
        "Audit Office",
        "Gemmel Holdings Inc",
        "University of Kessin",
    }


def test_places_are_told_by_head_words_and_surroundings() -> None:
    """Head-words, prepositions, datelines and a known place behind a comma make places."""
    text = (
        "KESSIN (Northern Wire) - Boats left Harrow Bay for Port Lorn. Flooding in Sarvane reached "
        "Rope Street. She had moved to Dunmere, Ohio."
    )
    found = names(text, "place")
    assert found >= {"Kessin", "Harrow Bay", "Port Lorn", "Sarvane", "Rope Street", "Dunmere"}


def test_what_is_capitalised_but_no_name_is_left_out() -> None:
    """Demonyms, weekdays, months, openers of sentences and headline words name nobody."""
    text = (
        "Yesterday the Belarusian and Russian sides met. However, Monday was quiet. "
        "Critics Say Ferry Fares Should Rise\nIn January the Catholic Poles and Democrats voted. TV "
        "crews left."
    )
    assert find_mentions(text, "en") == ()


def test_a_word_that_opens_a_sentence_is_taken_off_a_name() -> None:
    """An ordinary word before a name at the head of a sentence is no part of it."""
    assert names("While Tomas Reuel slept, nothing moved. Then Reuel woke.", "person") == {
        "Tomas Reuel"
    }


def test_a_known_name_inside_a_longer_one_is_not_cut_out() -> None:
    """A city in the name of a person, a paper or a club is no place."""
    text = "Paris Holloway said the Boston Evening Herald was wrong: the Denver Ravens lost."
    assert names(text, "place") == set()
    assert names(text, "person") == {"Paris Holloway"}
    assert names(text, "organisation") == {"Boston Evening Herald", "Denver Ravens"}


def test_a_headline_introduces_its_persons() -> None:
    """A full name that only the headline gives explains a last name in the text."""
    text = "Nobody had expected Oduya to publish the figures."
    assert names(text, "person", title="Why Maren Oduya did not sign the letter") == {"Maren Oduya"}


def test_german_nouns_are_no_names() -> None:
    """Where all nouns are capitalised, only names with evidence of their own are found."""
    text = (
        "Die Präsidentin der Versammlung, Ilka Brandt, hat der Regierung den Brief gezeigt. „Kein "
        "Minister unterschreibt das“, sagte Brandt. Der Fährmann und die Brücke in Berlin warten."
    )
    found = {(m.name, m.kind) for m in find_mentions(text, "de")}
    assert found == {("Ilka Brandt", "person"), ("Berlin", "place")}


def test_cyrillic_case_endings_are_folded() -> None:
    """Inflected Russian and Ukrainian names meet their nominative."""
    text = "Мария Кольцова приехала в Москву. О Кольцовой говорили и в Москве, и в Минске."
    assert names(text, "person", "ru") == {"Мария Кольцова"}
    assert names(text, "place", "ru") == {"Moscow", "Minsk"}


@pytest.mark.parametrize(
    ("text", "language"),
    [("Les habitants de l’Italie et l'Espagne", "fr"), ("Gli abitanti dell’Italia e Spagna", "it")],
)
def test_elided_articles_are_no_part_of_a_name(text: str, language: str) -> None:
    """French and Italian articles before a name are left out of its span."""
    found = find_mentions(text, language)
    assert [m.name for m in found] == ["Italy", "Spain"]
    assert all(text[m.start].isupper() for m in found)


def test_scripts_without_capitals_are_searched_for_known_names() -> None:
    """Arabic and Chinese names are found where the authority has them."""
    assert {m.name for m in find_mentions("联合国在北京", "zh")} == {"United Nations", "Beijing"}
    assert {m.name for m in find_mentions("وفي موسكو وسوريا", "ar")} == {"Moscow", "Syria"}


def test_a_user_file_extends_and_overrides_the_authority(tmp_path: Path) -> None:
    """Names of the user's file are known, and win over those that come with Pressmark."""
    own = tmp_path / "authority.csv"
    own.write_text(
        "name,kind,aliases\nOrra River Commission,organisation,ORC|The River People\n"
        "Paris (Velmora),place,Paris\n",
        encoding="utf-8",
    )
    authority = Authority.load(own)
    text = "The ORC met the River People near Paris and London."
    found = [(m.name, m.kind) for m in find_mentions(text, "en", authority=authority)]
    assert ("Orra River Commission", "organisation") in found
    assert ("Paris (Velmora)", "place") in found
    assert ("London", "place") in found


@pytest.mark.parametrize("row", ["Kessin,town,", ",place,Kessin"])
def test_a_bad_authority_row_is_named(tmp_path: Path, row: str) -> None:
    """A row without name or with an unknown kind is refused with its file and line."""
    own = tmp_path / "authority.csv"
    own.write_text(f"name,kind,aliases\nOrra,place,\n{row}\n", encoding="utf-8")
    with pytest.raises(AuthorityError, match=r"authority\.csv:3: wants a name and a kind"):
        Authority.load(own)


def test_a_spacy_pipeline_can_take_the_place_of_the_rules() -> None:
    """Entities of a pipeline become mentions of our kinds, joined through the authority."""
    entities = [
        SimpleNamespace(text="UN", label_="ORG", start_char=4, end_char=6),
        SimpleNamespace(text="Dagny\nMoll", label_="PER", start_char=11, end_char=21),
        SimpleNamespace(text="Monday", label_="DATE", start_char=25, end_char=31),
    ]
    find = spacy_finder(lambda text: SimpleNamespace(ents=entities))
    assert find("The UN met Dagny\nMoll on Monday.", "en") == (
        Mention(4, 6, "United Nations", "organisation"),
        Mention(11, 21, "Dagny Moll", "person"),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("Zelenskyy", "Zelenskiy"), ("Aleksei", "Alexey"), ("Orbán", "ORBAN"), ("Москве", "Москву")],
)
def test_spellings_of_a_name_fold_alike(one: str, other: str) -> None:
    """Accents, case, transliterated and Cyrillic endings do not part the spellings of a name."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("word", "letters"), [("U.S.", "US"), ("CSTO", "CSTO"), ("Who", None)])
def test_acronyms_are_capitals(word: str, letters: str | None) -> None:
    """Only capitals, with dots or without, are an acronym."""
    assert acronym(word) == letters


def test_short_forms_of_organisations_meet_the_full_name() -> None:
    """First words of a firm and last words of a body stand for the name that the article gives."""
    text = (
        "Gemmel Holdings Inc was fined. Later Gemmel appealed. The Orra Ferry Board agreed; nobody at "
        "the Ferry Board was surprised. Tarrow and Sons Ltd paid. Nothing changed for Tarrow."
    )
    assert names(text, "organisation") == {
        "Gemmel Holdings Inc",
        "Orra Ferry Board",
        "Tarrow and Sons Ltd",
    }


def test_the_topic_of_a_title_is_no_name() -> None:
    """What a minister is minister of belongs to the title, and so does a demonym before it."""
    text = "Russian Finance Minister Ilka Brandt met Defence Secretary Arno Feld."
    assert [(text[m.start : m.end], m.kind) for m in find_mentions(text, "en")] == [
        ("Ilka Brandt", "person"),
        ("Arno Feld", "person"),
    ]


def test_capitals_that_are_words_or_signs_are_no_acronyms() -> None:
    """Shouted words, tickers and party tags name no organisation; a real acronym does."""
    text = (
        "THIS IS NEWS TO US ALL\nGemmel Inc <GEM.O> sold its stake. Feld (R-TX) told the URHW that the "
        "URHW was wrong. REUTER"
    )
    assert names(text, "organisation") == {"Gemmel Inc", "URHW"}


def test_lines_broken_for_width_do_not_break_names() -> None:
    """In hard-wrapped text a name may run over the end of a line; a blank line ends it."""
    text = (
        "The council heard on Tuesday that Ansel\nFrome, the clerk of the Ministry of\nFisheries, "
        "had left\nwithout a word.\n\nNobody at the office\nknew why."
    )
    assert names(text, "person") == {"Ansel Frome"}
    assert names(text, "organisation") == {"Ministry of Fisheries"}


@pytest.mark.parametrize(
    "piece",
    [
        "Ansel Frome ",
        "Aa Bb (AB) ",
        "Vesk. Anna Vesk. ",
        "A.",
        "THE END ",
        "de la ",
        "People’s ",
        "KESSIN ",
    ],
)
def test_time_grows_with_the_length_of_a_text_only(piece: str) -> None:
    """Repetition without end costs what its length costs: eight times the text, well under 30 times."""
    spent = []
    for size in (6_000, 48_000):
        text = piece * (size // len(piece))
        start = time.process_time()
        find_mentions(text, "en")
        spent.append(time.process_time() - start)
    assert spent[1] < max(30 * spent[0], 1.0)


PIECES = st.sampled_from(
    [
        "Ilka Brandt", "Orra Assembly", "the", "of", "and", "de la", "(", ")", "[", "URHW", "U.S.", " ", "\n",
        "\n\n", ". ", ", ", "Mr.", "President", "’s", "“", "L'Italie", "Москва", "北京", "موسكو", "-based", "É",
        "I\u0307", "\u00ad", "\x00", "A.", "al-", "Said", "Kessin", "&", "Donald", "Trump", "  ", "New", "York", "-", "Union", "européenne",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    text=st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200)),
    language=st.sampled_from([None, "en", "de", "fr", "ru", "tr", "zh", "xx"]),
    title=st.one_of(st.none(), st.lists(PIECES, max_size=8).map(" ".join)),
)
def test_mentions_are_sound_for_any_text(
    text: str, language: str | None, title: str | None
) -> None:
    """Whatever the text: spans lie in it, are sorted, disjoint and not empty; kinds are of the three."""
    end = 0
    for mention in find_mentions(text, language, title=title):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.kind in MENTION_KINDS
        assert mention.name.strip()
        end = mention.end


def test_a_place_between_a_firm_and_its_said_is_no_person() -> None:
    """In "Orrin Labs, a start-up based in Vessport, said" the firm speaks."""
    text = "Orrin Labs, a start-up based in Vessport, said on Thursday that it had grown."
    assert "Vessport" not in names(text, "person")
    assert "Vessport" in names(text, "place")


def test_words_that_a_text_writes_small_are_ordinary_in_every_alphabet() -> None:
    """A word that the article also writes small is no name, whatever its letters."""
    for word in ("Gość", "Şehir"):
        once = f"Then {word} said no."
        assert names(once, "person") == {word}
        assert not names(f"{once} One {word.lower()} is every {word.lower()}.", "person")
