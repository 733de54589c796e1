"""Quotations of an article and who said them."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.quotes import find_quotes
from search.article import Mention, Quote


def said(
    text: str, language: str | None = "en", mentions: tuple[Mention, ...] = ()
) -> list[tuple[str, str | None]]:
    """(words, speaker) of each quotation."""
    return [(q.text, q.speaker) for q in find_quotes(text, language, mentions)]


def only(text: str, language: str | None = "en", mentions: tuple[Mention, ...] = ()) -> Quote:
    """The one quotation of a text."""
    (quote,) = find_quotes(text, language, mentions)
    return quote


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("“We rebuilt it,” said Mara Quill.", "Mara Quill", "said"),
        ("“We rebuilt it,” Mara Quill said on Monday.", "Mara Quill", "said"),
        ("“Who paid?” asked Mara Quill, who runs the mill.", "Mara Quill", "asked"),
        ("“We rebuilt it,” said former harbour minister Mara Quill.", "Mara Quill", "said"),
        ("“We rebuilt it,” said Secretary of Fisheries Mara Quill.", "Mara Quill", "said"),
        ("“We rebuilt it,” said the mayor, Mara Quill.", "Mara Quill", "said"),
        (
            "“We rebuilt it,” Mara Quill, 41, the mayor of Ostrow, told reporters.",
            "Mara Quill",
            "told",
        ),
        ("“We rebuilt it,” Sen. Mara Quill (D-Ost.) said.", "Mara Quill", "said"),
        ("“We rebuilt it,” according to Mara Quill, the mayor.", "Mara Quill", "according to"),
        ("According to Mara Quill, “it was rebuilt in a week.”", "Mara Quill", "According to"),
        ("Mara Quill tweeted: “We rebuilt it.”", "Mara Quill", "tweeted"),
        ("Mara Quill: “We rebuilt it.”", "Mara Quill", ":"),
        (
            "Mara Quill, asked about the mill, called it “a wreck with a roof on it.”",
            "Mara Quill",
            "called",
        ),
        ("Mara Quill visited the mill on Monday, saying “we rebuilt it.”", "Mara Quill", "saying"),
        ("“We rebuilt it” – Mara Quill", "Mara Quill", "–"),
        ("“We rebuilt it.”\n\n— Mara Quill, mayor of Ostrow", "Mara Quill", "—"),
        ("Mara Quill told the council this:\n\n“We rebuilt it.”", "Mara Quill", "told"),
        ("Mara Quill Says ‘We Rebuilt It’ as Mill Reopens", "Mara Quill", "Says"),
        ("“We rebuilt it,” said Dr. Mara King.", "Mara King", "said"),
        ("“We rebuilt it,” Mara Read said.", "Mara Read", "said"),
    ],
)
def test_speaker_and_cue(text: str, speaker: str, cue: str) -> None:
    """Narrator text after or before a quotation, with titles, appositions and colons, names its speaker."""
    quote = only(text)
    assert (quote.speaker, quote.cue) == (speaker, cue)
    assert quote.evidence
    assert quote.confidence is not None
    assert 0.3 < quote.confidence <= 1


INTERVIEW = (
    "{name} runs the mill at Orra, and spoke to the Kestrel Post at her desk.\n\n"
    "{asks}: What became of the old wheel?\n\n{label}: We burned it in the hard winter.\n\n"
    "{asks}: And who paid for the new one?\n\n{label}: The ferrymen did, every one of them."
)


@pytest.mark.parametrize("label", ["M.Q.", "MQ", "M. Q.", "Quill", "Mara Quill", "MS. QUILL"])
def test_turns_of_an_interview_have_speakers(label: str) -> None:
    """A line behind initials or a name with a colon is said by the person whom the article names so."""
    text = INTERVIEW.format(name="Mara Quill", asks="Kestrel Post", label=label)
    mentions = (Mention(0, 10, "Mara Quill", "person"),)
    assert said(text, mentions=mentions) == [
        ("We burned it in the hard winter.", "Mara Quill"),
        ("The ferrymen did, every one of them.", "Mara Quill"),
    ]


def test_initials_before_marks_have_a_speaker() -> None:
    """Where the answer stands in marks, its words are the quotation."""
    text = "Mara Quill runs the mill.\n\nM.Q.: “We burned it in the hard winter.”"
    quote = only(text, mentions=(Mention(0, 10, "Mara Quill", "person"),))
    assert (quote.text, quote.speaker) == ("We burned it in the hard winter.", "Mara Quill")


@pytest.mark.parametrize(
    "text",
    [
        # Initials of two persons.
        INTERVIEW.format(name="Mara Quill and Milo Quest", asks="Q", label="M.Q."),
        # A label that names nobody.
        INTERVIEW.format(name="Mara Quill", asks="Pros", label="Cons"),
        # Counts.
        "Mara Quill won.\n\nQuill: 547.\n\nTarn: 46.\n\nQuill: 2,316 in all.",
        # One line with a colon.
        "Mara Quill won.\n\nQuill: We burned it in the hard winter.",
    ],
    ids=["two persons", "nobody", "counts", "one line"],
)
def test_other_labels_with_a_colon_speak_nothing(text: str) -> None:
    """Only a label that means one person of the article, at several lines of words, is a speaker's."""
    names = ("Mara Quill", "Milo Quest")
    mentions = tuple(
        Mention(at, at + len(name), name, "person")
        for name in names
        if (at := text.find(name)) >= 0
    )
    assert said(text, mentions=mentions) == []


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("uk", "«Ми відбудували міст», — наголосив міський голова Іван Фельд.", "Іван Фельд"),
        ("uk", "Як повідомила речниця Мара Квіль, «міст відкрито».", "Мара Квіль"),
        ("uk", "«Міст наш», — написав у Telegram Іван Фельд.", "Іван Фельд"),
        ("uk", "Мара Квіль розповіла, що «міст упав уночі».", "Мара Квіль"),
        ("es", "«El puente está listo», enfatizó Mara Quill, ministra de Obras.", "Mara Quill"),
        ("es", "“El puente está listo”, indicó el alcalde Juan Feld a la prensa.", "Juan Feld"),
        ("es", '"El puente está listo", ha explicado Juan Feld este lunes.', "Juan Feld"),
        ("es", 'A juicio de Mara Quill, "el puente está listo".', "Mara Quill"),
    ],
)
def test_attribution_in_ukrainian_and_spanish(language: str, text: str, speaker: str) -> None:
    """Verbs, and what stands between verb and name, in the ways of the two languages."""
    assert only(text, language).speaker == speaker


def test_a_name_that_its_language_bends_is_given_only_as_the_article_names_it() -> None:
    """Behind "за словами" a name stands in the genitive; the article's own form of it is taken, or none."""
    text = "Іван Фельд вийшов. За словами Фельда, «міст уже відбудовано»."
    at = text.find("Фельда")
    mentions = (
        Mention(0, 10, "Іван Фельд", "person"),
        Mention(at, at + 6, "Іван Фельд", "person"),
    )
    assert only(text, "uk", mentions).speaker == "Іван Фельд"
    assert only("За словами Івана Фельда, «міст уже відбудовано».", "uk").speaker is None


@pytest.mark.parametrize(
    "text",
    [
        "“We rebuilt it,” an aide said.",
        "“We rebuilt it,” said a spokesman for Mara Quill.",
        "“We rebuilt it,” said a Quill campaign worker.",
        "“We rebuilt it,” they said.",
        "“We rebuilt it,” I told Mara Quill.",
        "“We rebuilt it,” the ruling said.",
        "A sign beside Mara Quill read “No fishing from the weir.”",
    ],
)
def test_no_name_no_speaker(text: str) -> None:
    """A role without a name, a document or a plural gets no speaker, least of all the nearest name."""
    assert only(text).speaker is None


def test_role_stays_in_the_evidence() -> None:
    """What was printed in place of a name can be read in the evidence."""
    assert "a harbour official" in (
        only("“We rebuilt it,” a harbour official said.").evidence or ""
    )


def test_interrupted_quotation_has_one_speaker() -> None:
    """Both halves of a quotation that the narrator interrupts belong to the same speaker."""
    text = "“We rebuilt it,” said Mara Quill, the mayor. “And we would do it again.”"
    assert said(text) == [
        ("We rebuilt it,", "Mara Quill"),
        ("And we would do it again.", "Mara Quill"),
    ]


def test_second_speaker_in_a_paragraph() -> None:
    """A second attribution between two quotations wins over the first."""
    text = "“We rebuilt it,” said Mara Quill. Tom Ash replied: “You painted it over.”"
    assert said(text)[1] == ("You painted it over.", "Tom Ash")


def test_anonymous_first_half_makes_second_half_anonymous() -> None:
    """The second half does not fall to another name of the article."""
    text = "Mara Quill was away.\n\n“We rebuilt it,” a spokesman said. “It took us one week.”"
    assert [speaker for _, speaker in said(text)] == [None, None]


def test_paragraphs_reopened() -> None:
    """A quotation over paragraphs is one Quote each, all with the speaker named at either end."""
    late = "“It rained for days.\n\n“Then the weir broke,” said Mara Quill."
    early = "Mara Quill said: “It rained for days.\n\n“Then the weir broke.”\n\nThe mill stood."
    for text in (late, early):
        words = [w for w, _ in said(text)]
        assert words[0] == "It rained for days."
        assert words[1].startswith("Then the weir broke")
        assert [speaker for _, speaker in said(text)] == ["Mara Quill", "Mara Quill"]


def test_unclosed_mark_ends_with_its_paragraph() -> None:
    """A missing closing mark does not swallow the article."""
    text = "Mara Quill said: “It rained.\n\nThe mill stood. “It held,” said Tom Ash."
    assert said(text) == [("It rained.", "Mara Quill"), ("It held,", "Tom Ash")]


def test_bare_last_name_and_pronouns() -> None:
    """A last name and "she" or "he" are joined to the full name that the article gives."""
    text = (
        "Mayor Mara Quill opened the mill with the engineer Robert Ash.\n\n"
        "“We rebuilt it,” Quill said. “It was hard,” she added.\n\n"
        "Mr. Ash spoke after her. “The weir is new,” he said."
    )
    assert [speaker for _, speaker in said(text)] == ["Mara Quill", "Mara Quill", "Robert Ash"]


def test_pronoun_of_the_other_gender_is_not_taken() -> None:
    """Where the only person's gender contradicts the pronoun, nobody is named."""
    assert only("Mr. Robert Ash left early.\n\n“It will flood,” she said.").speaker is None


def test_role_resolved_when_only_one_holds_it() -> None:
    """ "The senator" is the article's one senator; with two of them it is nobody."""
    one = "Sen. Mara Quill met farmers.\n\n“It will flood,” the senator said."
    assert only(one).speaker == "Mara Quill"
    two = "Sen. Mara Quill met Sen. Robert Ash.\n\n“It will flood,” the senator said."
    assert only(two).speaker is None


def test_vice_president_is_no_president() -> None:
    """ "The president" is not the one vice president of the article."""
    text = "Vice President Mara Quill was there.\n\n“It will flood,” the president said."
    assert only(text).speaker is None


def test_mentions_are_used() -> None:
    """Given mentions decide the full name, whatever the capitals suggest."""
    text = "Maire nic Cuilinn came.\n\n“It will flood,” said Cuilinn."
    at = text.index("said Cuilinn") + 5
    mentions = (
        Mention(0, 16, "Maire nic Cuilinn", "person"),
        Mention(at, at + 7, "Maire nic Cuilinn", "person"),
    )
    assert only(text, "en", mentions).speaker == "Maire nic Cuilinn"


def test_scare_quotes_have_no_speaker() -> None:
    """One to three words without a verb of saying are a quotation without speaker."""
    text = "Mara Quill bought the “new” mill. It is a “smart weir” now."
    assert said(text) == [("new", None), ("smart weir", None)]


def test_nested_marks_stay_inside() -> None:
    """Single marks in double ones, and double in single ones, do not split a quotation."""
    assert said("“He called it ‘a wreck’ to me,” said Mara Quill.") == [
        ("He called it ‘a wreck’ to me,", "Mara Quill")
    ]
    assert said("'He said \"no\" to us,' said Mara Quill.") == [
        ('He said "no" to us,', "Mara Quill")
    ]


def test_british_single_marks_and_apostrophes() -> None:
    """Single marks quote, apostrophes do not: plurals, contractions, clipped years."""
    text = "'We won't sell the farmers' land,' said Mara Quill. In the '90s the Quills' mill didn't run."
    assert said(text) == [("We won't sell the farmers' land,", "Mara Quill")]


@pytest.mark.parametrize(
    "text",
    [
        "''We rebuilt it,'' said Mara Quill.",
        "``We rebuilt it,'' said Mara Quill.",
        '"We rebuilt it," said Mara Quill.',
        '"We rebuilt it,” said Mara Quill.',
        "“We rebuilt it,“ said Mara Quill.",
        "„We rebuilt it,” said Mara Quill.",
        "„We rebuilt it,“ said Mara Quill.",
        "«We rebuilt it,» said Mara Quill.",
        "« We rebuilt it, » said Mara Quill.",
        "»We rebuilt it,« said Mara Quill.",
        "”We rebuilt it,” said Mara Quill.",
        "‘We rebuilt it,’ said Mara Quill.",
    ],
)
def test_styles_of_marks(text: str) -> None:
    """All styles of quotation marks give the words without the marks."""
    assert said(text) == [("We rebuilt it,", "Mara Quill")]


def test_inch_marks_open_nothing() -> None:
    """A measure in inches or minutes is no quotation."""
    assert said('The 12" pipe and the 6\'2" man met Mara Quill.') == []


def test_corner_brackets() -> None:
    """Marks of scripts without capitals are found, without a guess at the speaker."""
    assert said("市長は「堤防は新しい」と述べた。", "ja") == [("堤防は新しい", None)]


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        (
            "de",
            "„Der Damm hält“, sagte Bürgermeisterin Petra Lohm. „Er ist neu.“",
            ["Petra Lohm"] * 2,
        ),
        ("de", "Der Bauer Klaus Brehm widersprach: „Davon haben wir nichts.“", ["Klaus Brehm"]),
        ("de", "„Der Damm hält“, so Petra Lohm.", ["Petra Lohm"]),
        ("de", "Das Amt erklärte: „Der Damm ist neu.“", [None]),
        ("fr", "« La digue tient », a déclaré le maire Luc Ferrand.", ["Luc Ferrand"]),
        ("fr", "Luc Ferrand est venu. « La digue tient », a-t-il dit.", ["Luc Ferrand"]),
        (
            "fr",
            "M. Luc Ferrand et Mme Claire Aubin. « Elle tient », ajoute-t-elle.",
            ["Claire Aubin"],
        ),
        ("fr", "Selon Mme Claire Aubin, « la digue ne tient pas ».", ["Claire Aubin"]),
        ("es", "«El dique aguanta», afirmó la alcaldesa Lucía Robles.", ["Lucía Robles"]),
        ("es", "Según Lucía Robles, “el dique aguanta”.", ["Lucía Robles"]),
        ("it", "«La diga tiene», ha detto il sindaco Marco Belli.", ["Marco Belli"]),
        ("pt", "“O dique aguenta”, disse a prefeita Ana Duarte.", ["Ana Duarte"]),
        ("ru", "«Дамба держится», — сказал мэр Олег Туров.", ["Олег Туров"]),
        ("ru", "Анна Лебедева добавила: «Дамба новая».", ["Анна Лебедева"]),
        ("sv", "”Dammen håller”, sade Eva Holm.", ["Eva Holm"]),
        (None, "« La digue tient », a déclaré Luc Ferrand.", ["Luc Ferrand"]),
    ],
)
def test_languages(language: str | None, text: str, speakers: list[str | None]) -> None:
    """Verbs, pronouns and word order of other languages attribute too."""
    assert [speaker for _, speaker in said(text, language)] == speakers


def test_lines_of_fixed_width_are_one_paragraph() -> None:
    """A wrapped line is no paragraph break, an indented one is."""
    text = (
        "    The mill was rebuilt in a week, which nobody in the town had\n"
        'thought possible after the flood of the last winter. "We did not\n'
        'sleep a single night in all that time," said Mara Quill,\n'
        "the mayor.\n"
        "    Tom Ash was there.\n"
    )
    assert said(text) == [("We did not\nsleep a single night in all that time,", "Mara Quill")]


MARKS = ["“", "”", '"', "''", "``", "'", "’", "‘", "«", "»", "„", ",", ".", ":", "?", "—", "(", ")"]
NARRATOR = "said says who with of according to she the mayor Mara Quill Dr. Quill's was asked"
WORDS = st.sampled_from([*MARKS, *NARRATOR.split(), "\n", "\n\n", " "])
TEXTS = (
    st.lists(WORDS, max_size=40).map(" ".join)
    | st.lists(WORDS, max_size=40).map("".join)
    | st.text(max_size=80)
)
MENTIONS = st.lists(
    st.builds(
        Mention,
        st.integers(0, 90),
        st.integers(0, 90),
        st.sampled_from(["Mara Quill", "Quill", " ", "", "Dr."]),
        st.sampled_from(["person", "place"]),
    ),
    max_size=4,
).map(tuple)


@settings(max_examples=300, deadline=None)
@given(TEXTS, MENTIONS, st.sampled_from(["en", "de", "fr", "xx", None]))
def test_any_text_gives_sound_spans(
    text: str, mentions: tuple[Mention, ...], language: str | None
) -> None:
    """Whatever the text and the mentions, nothing is raised; spans are in bounds, sorted, disjoint."""
    end = 0
    for quote in find_quotes(text, language, mentions):
        assert end <= quote.start < quote.end <= len(text)
        assert quote.text == text[quote.start : quote.end]
        assert (quote.confidence is None) == (quote.speaker is None)
        end = quote.end


def test_time_grows_with_the_text_only() -> None:
    """30,000 unbalanced marks cost no more than their number: seconds, where their square takes minutes."""
    started = time.process_time()
    for mark in ("“", '"', "'a", "« ", "„x “"):
        find_quotes(mark * 6_000, "en", ())
    assert time.process_time() - started < 8


def test_titles_of_works_have_no_speaker() -> None:
    """A programme's or a book's title beside a verb of saying is nobody's words."""
    text = "On Tarn Radio’s “Morning Water,” Mara Quill said the weir would hold."
    assert said(text) == [("Morning Water,", None)]


def test_verb_in_no_list() -> None:
    """A past tense beside a name right after a quotation attributes, whatever the verb."""
    assert only("“We rebuilt it,” Mara Quill warbled.").speaker == "Mara Quill"
    assert only("“We rebuilt it,” warbled Mara Quill, the mayor.").speaker == "Mara Quill"


def test_first_sentence_of_a_new_speaker_below() -> None:
    """A free-standing quotation belongs to who speaks in the sentence before, in the paragraph above too."""
    same = "Mara Quill says the weir will hold for years. “I looked at each stone of it.”"
    above = (
        "“It rained,” said Tom Ash. Mara Quill disagreed.\n\n“It was one dry week after another.”"
    )
    assert only(same).speaker == "Mara Quill"
    assert [speaker for _, speaker in said(above)] == ["Tom Ash", "Mara Quill"]


def test_narrator_sentence_with_a_scare_quote_between() -> None:
    """A quoted word inside the narrator's sentence does not break the chain of one speaker's sentences."""
    text = (
        "“It will hold,” Mara Quill said, though nobody calls it “safe” in the town. "
        "“I looked at each stone of it.”"
    )
    assert [speaker for _, speaker in said(text)][::2] == ["Mara Quill", "Mara Quill"]


def test_possessive_owner_of_a_reply() -> None:
    """Whose reply it is says whose words they are."""
    assert only("Mara Quill’s reply was short: “We rebuilt it.”").speaker == "Mara Quill"


def test_months_as_names() -> None:
    """A month is a last name beside a first name or a verb of saying, else a month."""
    assert only("“We rebuilt it,” said Mara May.").speaker == "Mara May"
    assert only("In May Mara Quill said: “We rebuilt it.”").speaker == "Mara Quill"


def test_passive_is_not_saying() -> None:
    """Who is called something does not say it."""
    assert only("Mara Quill was called “a danger to the whole town.”").speaker is None


def test_floors_on_real_articles(shared: Path) -> None:
    """Against real articles' gold speakers: last names of named ones 96 %, of pronouns 74 %, by capitals alone."""
    folder = shared / "eval" / "quotes"
    gold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(folder / "speakers-dev.jsonl.gz"):
        if row["last_name"]:
            gold[row["id"]].append(row)
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for article in _rows(folder / "articles.jsonl.gz"):
        if article["id"] not in gold:
            continue
        quotes = find_quotes(article["text"], article["language"], ())
        for row in gold[article["id"]]:
            near = max(quotes, key=lambda q: min(q.end, row["end"]) - max(q.start, row["start"]))
            asked[row["source_kind"]] += 1
            names = re.sub(r"['’]", "", near.speaker or "").casefold().split()
            right[row["source_kind"]] += row["last_name"] in names
    assert asked.total() > 1500
    assert right["name"] / asked["name"] >= 0.96
    assert right["pronoun"] / asked["pronoun"] >= 0.74


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def test_common_word_as_last_name() -> None:
    """A last name that is a common word is one once the full name has been printed."""
    text = "“It held,” said Mara Early.\n\n“It was close,” said Early. Early says it was “a matter of inches.”"
    assert {speaker for _, speaker in said(text)} == {"Mara Early"}


def test_capital_at_the_head_of_a_sentence_is_no_name() -> None:
    """A word that has its capital from its place alone does not speak."""
    text = "Teachers called the plan “a long list of empty promises.” The teachers left."
    assert only(text).speaker is None


def test_contracted_pronoun() -> None:
    """ "She'd" is a pronoun like "she"."""
    text = "Ms. Mara Quill met Tom Ash. She’d told him it was “the end of the whole story.”"
    assert only(text).speaker == "Mara Quill"


def test_gender_by_the_pronoun_in_the_sentence() -> None:
    """Where no title or first name tells, the pronoun after a name does."""
    text = (
        "Aneska Quill brought her map. Tomkin Ash brought his dog.\n\n"
        "“It will flood,” she said.\n\n“It will not,” he said."
    )
    assert [speaker for _, speaker in said(text)] == ["Aneska Quill", "Tomkin Ash"]


def test_semicolon_parts_two_speakers() -> None:
    """What follows a semicolon attributes the next quotation, not the one before."""
    text = "Mara Quill said it was “good for all of us”; Tom Ash called it “a very bad joke.”"
    assert [speaker for _, speaker in said(text)] == ["Mara Quill", "Tom Ash"]


def test_who_wrote_the_article_did_not_say_its_quotations() -> None:
    """ "In an article by Petra Voss": she wrote it, the woman named before her spoke."""
    text = (
        "On Monday Anna Kestrel spoke for a minute.\n\n"
        "It was printed in an article by Petra Voss: “We sail at noon,” she said."
    )
    people = tuple(
        Mention(text.index(name), text.index(name) + len(name), name, "person")
        for name in ("Anna Kestrel", "Petra Voss")
    )
    assert said(text, "en", people) == [("We sail at noon,", "Anna Kestrel")]


def test_the_tail_of_a_name_inside_a_sentence_is_no_subject() -> None:
    """Of "in Harrow Bay" and "the Decency Act" no word speaks."""
    assert (
        only("The mug, sold at a stall in Harrow Bay, leaves out “not on my watch”.").speaker
        is None
    )
    assert only("Judges read the Decency Act to mean “no harm is done to anyone”.").speaker is None


def test_a_quotation_goes_on_from_the_one_before_it_in_its_own_paragraph() -> None:
    """Not from the paragraph above, whose speaker is another."""
    text = (
        "“It is late,” said Mara Quill.\n\n"
        "A guard called it “unpredictable.” Yet it is a “good ferry,” Tom Bellew said. “We like it here.”"
    )
    assert said(text)[-1] == ("We like it here.", "Tom Bellew")
    unknown = (
        "“It is late,” said Mara Quill.\n\nThe page of “Tidings” was open. “Who reads this now?”"
    )
    assert said(unknown)[-1][1] != "Mara Quill"


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("es", "Javier Montes habló de un «parche». «Llega tarde y mal», dijo.", "Javier Montes"),
        ("it", "Bruno Lanza parla di «follia». «Non cederemo mai», ha detto.", "Bruno Lanza"),
        ("tr", "Mehmet Kaya ise, “Şehir sahipsiz kalmayacak” dedi.", "Mehmet Kaya"),
        ("tr", "Ayşe Demir salı günü geldi. “Halk bunu bekliyordu” diye konuştu.", "Ayşe Demir"),
        ("tr", "“Her şey yoluna girecek” diyen Mehmet Kaya, salondan ayrıldı.", "Mehmet Kaya"),
    ],
)
def test_a_verb_without_a_subject_takes_that_of_its_sentence(
    language: str, text: str, speaker: str
) -> None:
    """Where a language leaves "he" out or sets the verb last, the subject stands before the quotation."""
    assert said(text, language)[-1][1] == speaker


def test_nested_marks_close_from_the_inside() -> None:
    """An outer quotation holds the inner ones, however many; one that nothing closes ends with its paragraph."""
    assert [q.text for q in find_quotes("« a « b » c » d « e »", None, ())] == ["a « b » c", "e"]
    assert [q.text for q in find_quotes("« a " * 9 + "b »" * 9 + " c", None, ())] == [
        ("« a " * 9 + "b »" * 9)[2:-1].strip()
    ]
    assert [q.text for q in find_quotes("« a " * 300 + "b", None, ())] == ["a b"]


def test_she_is_not_a_woman_named_before_where_another_without_a_name_speaks_between() -> None:
    """ "A woman told him she ...": whose name is not given stays without one."""
    text = "Anna Kestrel went home.\n\nA woman in the queue said she was “far too cold to wait”."
    assert only(text).speaker is None
    asked = "Anna Kestrel sat down.\n\nA reporter asked about the pier. “It floats,” she replied."
    assert only(asked).speaker == "Anna Kestrel"
