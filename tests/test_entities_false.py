"""Entities: what is capitalised like a person or an organisation and is none. All texts are invented."""

from __future__ import annotations

import pytest

from index.entities import find_mentions


def found(text: str, language: str | None = "en") -> set[tuple[str, str]]:
    """The joined names of a text with their kinds."""
    return {(m.name, m.kind) for m in find_mentions(text, language)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The tanker Silver Wanda, 44, left. A man aboard the Silver Wanda said so.", "en"),
        ("The ferry, the Anna Brodersen, was late. They waited for the Anna Brodersen.", "en"),
        ("HMS Harold Brandt met the MV Ilka Moll.", "en"),
        ("Die Fähre Ilka Brandt legte ab.", "de"),
        ("Le chalutier Jeanne Moreau a coulé.", "fr"),
        ("Танкер «Иван Кольцов» сел на мель.", "ru"),
        ("The liner Queen Margit docked, and Storm Ilka passed.", "en"),
        ("They drank in the King William pub, and the Brandt Arms was full.", "en"),
    ],
)
def test_ships_and_pubs_are_no_persons(text: str, language: str) -> None:
    """A vessel's or a pub's name is no mention, nor where it stands again without its noun."""
    assert found(text, language) == set()


def test_a_person_of_a_ship_s_name_elsewhere_is_still_one() -> None:
    """Only the article that names the ship is without the person."""
    assert found("Ilka Moll left the tanker at noon.") == {("Ilka Moll", "person")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The newspaper Dziennik reported it.", "Dziennik"),
        ("The local news agency Belda said so.", "Belda"),
        ("In Kessin, Robey Tarrow, a small research firm founded in May, said no.", "Robey Tarrow"),
        ("Lummus Crest, a division of the Orra works, fell.", "Lummus Crest"),
        ("It raised its stake in Corad.", "Corad"),
        ("Fares rose again, EgryAir said.", "EgryAir"),
        ("Nothing helped Corvane plc this year.", "Corvane"),
        ("They joined the Republican Ferry Association.", "Republican Ferry Association"),
        ("The Parks and Recreation Department closed it.", "Parks and Recreation Department"),
        ("She taught at St. Brannoc's School.", "St. Brannoc's School"),
        ("Reeve and Sons of Orra paid.", "Reeve and Sons"),
    ],
)
def test_what_stands_around_a_name_makes_it_an_organisation(text: str, name: str) -> None:
    """Nouns before a name or in its apposition, stakes, and whole names of bodies tell organisations."""
    assert (name, "organisation") in found(text)
    assert not {kind for _, kind in found(text)} & {"person"}


def test_a_word_before_a_known_person_is_no_part_of_the_name() -> None:
    """Nor is the person called by it where the name stands alone."""
    text = "They wrote of Vesker Angela Merkel. In the end Angela Merkel left."
    assert {n for n, kind in found(text) if kind == "person"} == {"Angela Merkel"}


def test_who_speaks_in_a_place_is_not_the_place() -> None:
    """ "Police in Kessin said": a preposition governs the name before the verb."""
    assert found("Police in Kessin said no. The letter to Kessin said so, too.") == {
        ("Kessin", "place")
    }


def test_the_end_of_an_address_says_nothing() -> None:
    """Between two commas behind another name, the speaker's verb is not a place's."""
    text = "Jonas Feld, of Harbour Street, Orra, denied it."
    assert {name for name, kind in found(text) if kind == "person"} == {"Jonas Feld"}


def test_a_region_behind_a_governor_is_no_person() -> None:
    """In "губернатор Оррской области Иван Фельд" only the governor has a name."""
    persons = {
        n
        for n, kind in found("Губернатор Оррской области Иван Фельд ушёл.", "ru")
        if kind == "person"
    }
    assert persons == {"Иван Фельд"}


def test_initials_that_speak_are_no_organisations() -> None:
    """Who speaks in an interview, given in capitals before a colon, names no organisation."""
    text = (
        "O.K.: You left in May. Why?\nA.B.: Because of the river.\nMK: And then? JH: Then I came."
    )
    assert found(text) == set()


def test_families_are_no_organisations() -> None:
    """The plural of a person's last name names nothing of its own."""
    assert found("Jonas Vesk left. He blamed the Vesks. Nobody heard the Vesks.") == {
        ("Jonas Vesk", "person")
    }


def test_titles_of_works_are_no_persons() -> None:
    """Unknown words that quotation marks hold alone are a title; a given name still makes a person."""
    text = "She read “Secondhand Lanterns” and watched “Brackish Minds,” but not “Orla Brandt”."
    assert found(text) == {("Orla Brandt", "person")}


def test_models_and_standards_are_no_places() -> None:
    """Letters with a number are a model's, whatever stands before them."""
    text = "It rose in Q3, ran over AC1900 and needs an EB-5 visa. Windows 10 came later."
    assert found(text) == set()


def test_headlines_with_a_full_stop_name_nobody() -> None:
    """A line of capitalised words is a headline even where a full stop was set behind it."""
    assert (
        found("Mayor Hears About Minor Tarwick Brelsing From Angry Ferrymen.\nIt said no.") == set()
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wczoraj zebrała się Rada, ale nic nie postanowiła.", "pl"),
        ("На засіданні Рада директорів мовчала.", "uk"),
        ("Die Zeit vergeht. Das Bild zeigt einen Hund, im Bild ist er klein.", "de"),
        ("Vale la pena. Ciudadanos de Orra salieron.", "es"),
        ("Le monde change.", "fr"),
    ],
)
def test_common_nouns_are_not_the_known_names_they_look_like(text: str, language: str) -> None:
    """A board is not the Ukrainian parliament, and a German picture no newspaper."""
    assert {name for name, kind in found(text, language) if kind == "organisation"} == set()


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Верховна Рада ухвалила закон.", "uk", "Verkhovna Rada"),
        ("Das sagte er der „Bild“.", "de", "Bild"),
        ("Le Monde rapporte que le pont est fermé.", "fr", "Le Monde"),
    ],
)
def test_known_names_of_common_words_are_known_where_they_are_told(
    text: str, language: str, name: str
) -> None:
    """The full name, quotation marks or a capital still tell the parliament and the newspaper."""
    assert (name, "organisation") in found(text, language)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Then Tiber Woods won. When Woods left, all cheered.", "person"),
        ("Then they moved to Tiber Woods.", "place"),
    ],
)
def test_a_last_name_that_is_a_place_s_word_follows_the_article(text: str, kind: str) -> None:
    """Whether "Woods" is a person's or a place's is told by the last name alone elsewhere."""
    assert ("Tiber Woods", kind) in found(text)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Burgemeester Jan de Vries zei nee.", "nl", "Jan de Vries"),
        ("Міський голова Орри Іван Фельд сказав ні.", "uk", "Іван Фельд"),
        ("Minority Whip Dick Durven said no.", "en", "Dick Durven"),
    ],
)
def test_titles_and_months_do_not_hide_a_given_name(text: str, language: str, name: str) -> None:
    """A given name that is a month's abbreviation too, and one behind a title and a place, begins a person."""
    assert (name, "person") in found(text, language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They moved to West Palm Beach.", ("West Palm Beach", "place")),
        ("They moved to Orra City.", ("Orra City", "place")),
        ("Rain fell in Orra region.", ("Orra", "place")),
        ("Kessin Magistrates' Court heard it.", ("Kessin Magistrates' Court", "organisation")),
        ("Prof. Sir Tom Feld CBE KC left.", ("Tom Feld", "person")),
        ("Chief Insp Jane Kim said no.", ("Jane Kim", "person")),
        ("It stood in Queen Street.", ("Queen Street", "place")),
        ("They rallied in Colorado Springs.", ("Colorado Springs", "place")),
        ("The Denver Ravens won.", ("Denver Ravens", "organisation")),
        ("Iowa Democrats met.", ("Iowa", "place")),
        ("He landed at Orlando International Airport.", ("Orlando International Airport", "place")),
        ("A Gemmel News/Orra Ferry Journal poll said so.", ("Orra Ferry Journal", "organisation")),
        ("White House Press Secretary Tom Feld said no.", ("Tom Feld", "person")),
        ("It was Donald Trump Jr. who left, and not Donald Trump.", ("Donald Trump Jr.", "person")),
    ],
)
def test_names_are_read_to_their_ends(text: str, expected: tuple[str, str]) -> None:
    """Directions, slashes, suffixes and the topics of titles neither cut a name nor lengthen it."""
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Puerto Rican governor and the Sri Lankan minister met.",
        "See https://orra.example/News/Ferry-Board/Kessin for more.",
        "White House Press Secretary unknown.",
        "Among Jewish Republicans and Iowa Democrats she was liked.",
    ],
)
def test_halves_of_names_and_paths_are_no_organisations(text: str) -> None:
    """What a demonym cuts, an address and the office of a press secretary name no body."""
    assert not {name for name, kind in found(text) if kind == "organisation"}
