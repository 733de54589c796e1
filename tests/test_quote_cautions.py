"""What a check says beside its verdict: another speaker, sentences joined, a denial cut off; and where it says so."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from urllib.parse import quote as quoted

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from test_web_pages import Outline, read

from search import archive as on_disk
from search.engine import Engine
from search.engines.memory import MemoryEngine
from search.quotes import Checked, check, checked_json
from search.quotes.denials import after, before
from tests.engines import article
from web.app import create_app
from web.quote_commands import quote

GULLS = "We counted nine hundred gulls before the fog came in"
DENIED = "the harbour will be closed to every ferry in spring"
ARTICLES = [
    article(
        "gulls",
        f"“{GULLS},” said Maren Oduya. Auditor Corvin Hale, who had lost count, nodded.",
        published="2022-03-04",
        outlet="daily-quay",
        outlet_name="Daily Quay",
        language="en",
        quotes=[(GULLS, "Maren Oduya", "said", "said after it")],
        persons=["Maren Oduya", "Corvin Hale"],
    ),
    article(
        "strike",
        "“We will never give up the northern mole. To the last crane we stand by our word,” said Dagny Moll.",
        published="2022-04-04",
        language="en",
        quotes=[("We will never give up the northern mole. To the last crane we stand by our word", "Dagny Moll")],
    ),
    article(
        "denial",
        f"The mayor was angry on Friday. “I did not say that {DENIED},” she told the council. “Somebody "
        "dreamed it. We shall pay every rower twice only if the lock opens in May.”",
        published="2022-05-04",
        language="en",
    ),
    article(
        "whole",
        f"It was confirmed that {DENIED}, according to a notice on the customs house door in Kessin.",
        published="2022-06-04",
        language="en",
    ),
    article(
        "boats",
        "“We counted forty boats on Monday, and nobody counted them before,” said the harbour master.",
        published="2022-10-03",
        outlet="velmora-courier",
        outlet_name="Velmora Courier",
        language="en",
        quotes=[("We counted forty boats on Monday, and nobody counted them before", "Arno Feld")],
    ),
    article(
        "lamps",
        "“The lamps on the quay burn until four, and then the rats take over,” said the night watch.",
        published="2023-05-06",
        outlet="gazette",
        outlet_name="Lorn Gazette",
        language="en",
    ),
]  # fmt: skip
SPLICE = "We counted forty boats on Monday, and then the rats take over"


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The archive of these articles."""
    made = MemoryEngine()
    made.write(ARTICLES)
    made.flush()
    return made


@pytest.fixture(scope="module")
def client(engine: Engine) -> FlaskClient:
    """A client over it."""
    return create_app(engine).test_client()


def kinds(checked: Checked) -> list[tuple[str, str, str]]:
    """The cautions of the first hit."""
    return [(c.kind, c.printed, c.quoted) for c in checked.hits[0].cautions]


# Who said it


@pytest.mark.parametrize(
    ("pasted", "name"),
    [
        (f"“{GULLS},” said Petra Kolm.", "Petra Kolm"),
        (f"“{GULLS},” Ms Kolm told reporters on Tuesday.", "Kolm"),
        (f"Petra Kolm: {GULLS}", "Petra Kolm"),
        (f"BREAKING: Kolm just said “{GULLS}” #gulls", "Kolm"),
        (f"Did Petra van Kolm really say “{GULLS}”?", "Petra van Kolm"),
        (f"{GULLS} — Petra Kolm, in Kessin on Friday", "Petra Kolm"),
        (f"{GULLS} (Petra Kolm)", "Petra Kolm"),
        (f"“{GULLS},” said Maren Kolm.", "Maren Kolm"),
        (f"“{GULLS},” Kolm, the mayor of Sallow, told the Quay.", "Kolm"),
        (f"“{GULLS},” said Sallow mayor Petra Kolm in May.", "Petra Kolm"),
        (f"„{GULLS}“, so Bürgermeisterin Petra Kolm", "Petra Kolm"),
        (f"« {GULLS} », a déclaré la ministre Petra Kolm", "Petra Kolm"),
        (f"According to Petra Kolm, {GULLS}", "Petra Kolm"),
        (f"“{GULLS},” said Corvin Hale.", "Corvin Hale"),
    ],
)
def test_a_contradicting_attribution_is_told(engine: Engine, pasted: str, name: str) -> None:
    """Print gives the words to somebody else: that is said, and the verdict about the words stays."""
    checked = check(engine, pasted)
    assert checked.verdict == "verbatim"
    assert kinds(checked) == [("speaker", "Maren Oduya", name)]
    assert name in [one.name for one in checked.attributions]


@pytest.mark.parametrize(
    "pasted",
    [
        f"“{GULLS},” said Maren Oduya.",
        f"“{GULLS},” Oduya said in Kessin.",
        f"“{GULLS},” said Auditor-General Maren Oduja.",
        f"“{GULLS},” she said.",
        f"“{GULLS},” the minister said on Monday.",
        f"“{GULLS},” said the President.",
        f"{GULLS} (Daily Quay)",
        f"“{GULLS},” according to CNN",
        f"“{GULLS}” https://quay.example/Petra-Kolm",
        f"“{GULLS},” the Auditor said.",
        f"«{GULLS}», — заявила Марен Одуя у Кессіні.",
        f"“{GULLS},” she told Petra Lindqvist of the Courier.",
        f"“{GULLS},” said the Sallow city council.",
        f"According to the Harbour Post, {GULLS}",
        f"{GULLS} — Lorn Gazette",
        f"“{GULLS},” Oduya told Petra Lindqvist.",
    ],
)
def test_what_may_be_the_same_speaker_is_no_contradiction(engine: Engine, pasted: str) -> None:
    """Last names, misspellings, other scripts, pronouns, offices, outlets and links say nothing against print."""
    checked = check(engine, pasted)
    assert checked.verdict == "verbatim"
    assert kinds(checked) == []
    assert checked.attributions


def test_no_attribution_is_told_where_none_was_pasted(engine: Engine) -> None:
    """Of a bare quotation nothing was left out."""
    assert check(engine, GULLS).attributions == ()


def test_two_people_of_one_family_are_two() -> None:
    """Where the article names both: else a last name tells nothing against another first name."""
    said = "The nets were mended twice before the winter"
    given = {"quotes": [(said, "Ann Tarrow")], "language": "en"}
    for people, told in ((["Ann Tarrow", "Edmund Tarrow"], True), (["Ann Tarrow"], False)):
        made = MemoryEngine()
        made.write(
            [article("x", f"“{said},” said Ann Tarrow.", persons=people, **given), *ARTICLES]
        )
        made.flush()
        checked = check(made, f"“{said},” said Edmund Tarrow.")
        assert bool(kinds(checked)) == told


MOUTHS = (
    "“We will open the northern lock in spring,” said Ilka Brandt. “Nobody has paid for the sluices yet,” "
    "said {}."
)


@pytest.mark.parametrize(
    ("speaker", "verdict"),
    [("Tomas Reuel", "spliced"), ("Brandt", "verbatim"), ("Ilka Brant", "verbatim"), (None, "verbatim")],
)  # fmt: skip
def test_what_two_people_said_is_no_quotation_of_one(speaker: str | None, verdict: str) -> None:
    """A narrator between two quotations of one person interrupts them; of two people they are a splice,
    unless the pasted text has both with their own marks."""
    first, second = MOUTHS.split("“")[1:]
    said = [(first.partition(",”")[0], "Ilka Brandt"), (second.partition(",”")[0], speaker)]
    made = MemoryEngine()
    made.write([article("x", MOUTHS.format(speaker), quotes=said, language="en"), *ARTICLES])
    made.flush()
    joined = ". ".join(text for text, _ in said)
    assert check(made, joined).verdict == verdict
    assert check(made, MOUTHS.format(speaker)).verdict == "verbatim"


# Sentences


def test_words_joined_over_a_full_stop_are_told(engine: Engine) -> None:
    """Word for word they are, and yet another sentence: both sides of the seam are shown."""
    checked = check(engine, "We will never give up the northern mole to the last crane")
    assert checked.verdict == "verbatim"
    assert kinds(checked) == [("sentence", "mole. To", "mole to")]
    caution = checked.hits[0].cautions[0]
    assert checked.hits[0].article.text[caution.start : caution.end] == "mole. To"


def test_a_full_stop_that_is_not_in_print_is_told(engine: Engine) -> None:
    """One sentence made two says something else as well; a line's end or a comma does not."""
    checked = check(engine, "We will never give up. The northern mole")
    assert checked.verdict == "verbatim"
    assert kinds(checked) == [("sentence", "up the", "up. The")]
    for between in (", ", "\n", "\n\n", " – "):
        assert kinds(check(engine, f"We will never give up{between}the northern mole")) == []


@pytest.mark.parametrize("between", [". ", "; ", " – ", "! ", "\n", "… ", ": "])
def test_an_end_that_was_kept_is_no_join(engine: Engine, between: str) -> None:
    """Any sign that keeps the two sentences apart will do."""
    checked = check(
        engine, f"We will never give up the northern mole{between}To the last crane we stand"
    )
    assert [kind for kind, _, _ in kinds(checked)] == []


# Denials


def test_a_denial_cut_off_is_told(engine: Engine) -> None:
    """It is told of the article that denies, and not of the one that has the same words without."""
    checked = check(engine, DENIED)
    assert checked.verdict == "verbatim"
    told = {hit.article.id: [(c.kind, c.printed) for c in hit.cautions] for hit in checked.hits}
    assert told["denial"] == [("denial", "I did not say that")]
    assert told["whole"] == []


def test_a_condition_cut_off_is_told(engine: Engine) -> None:
    """Behind the words as well as before."""
    checked = check(engine, "We shall pay every rower twice")
    assert kinds(checked) == [("denial", "only if the lock opens in May", "")]


@pytest.mark.parametrize(
    "pasted", [f"I did not say that {DENIED}", f"It is not true that “{DENIED}”", f"… not say that {DENIED}"]
)  # fmt: skip
def test_a_denial_that_was_pasted_too_is_none_cut_off(engine: Engine, pasted: str) -> None:
    """Who has the denial need not be told of it."""
    denial = next(hit for hit in check(engine, pasted).hits if hit.article.id == "denial")
    assert [c for c in denial.cautions if c.kind == "denial"] == []


BEFORE = [
    ("en", "It is not true that “", "the dam is dry”, she said.", "It is not true that"),
    ("en", "The council denied that ", "the dam is dry.", "The council denied that"),
    ("en", "She never said, “", "the dam is dry”.", "She never said"),
    ("en", "“I don't think for a minute that ", "the dam is dry.”", "I don't think for a minute that"),
    ("en", "“If nobody opens the gate, ", "the dam is dry.”", "If nobody opens the gate"),
    ("de", "„Ich habe nie behauptet, dass ", "der Damm trocken ist.“", "Ich habe nie behauptet, dass"),
    ("fr", "« Je ne crois pas que ", "le barrage soit vide. »", "Je ne crois pas que"),
    ("es", "«No es verdad que ", "la presa esté seca.»", "No es verdad que"),
    ("uk", "«Я не казав, що ", "гребля суха.»", "Я не казав, що"),
    ("ru", "«Неправда, что ", "плотина пуста.»", "Неправда, что"),
    ("pl", "„Nie mówiłem, że ", "tama jest sucha.”", "Nie mówiłem, że"),
]  # fmt: skip
AFTER = [
    ("en", "“The dam is dry", "” was never said.", "was never said"),
    ("en", "“The dam is dry", ", unless it rains.”", "unless it rains"),
    ("de", "„Wir unterstützen diesen Damm", " nicht“, sagte er.", "nicht"),
    ("nl", "“Wij steunen deze dam", " vandaag niet”, zei hij.", "vandaag niet"),
]
NOTHING_BEFORE = [
    ("en", "Nobody answered him. “", "The dam is dry.”"),
    ("en", "Hale, no friend of the board, said: “", "The dam is dry.”"),
    ("en", "“I have no doubt that ", "the dam is dry.”"),
    ("en", "“Not only is the gate shut but ", "the dam is dry.”"),
    ("en", "“No, ", "the dam is dry.”"),
    ("en", "“The gate is not shut and ", "the dam is dry.”"),
    ("en", "“The non-", "returnable bottles are in the dam.”"),
    ("es", "«Sí, ", "la presa está seca.»"),
    ("en", "", "The dam is dry."),
]
NOTHING_AFTER = [
    ("en", "“The dam is dry", " and not to be filled.”"),
    ("en", "“The dam is dry", ".” Nobody laughed."),
    ("en", "“The dam is dry", ",” said Hale, who never smiles."),
    ("en", "“The dam is dry", " without doubt.”"),
    ("en", "“The dam is dry", " even if it rains.”"),
    ("en", "“The dam is dry", ""),
]


@pytest.mark.parametrize(("language", "head", "rest", "told"), BEFORE)
def test_a_denial_before_a_passage(language: str, head: str, rest: str, told: str) -> None:
    """In its sentence, close to it, in the languages of the lists."""
    span = before(head + rest, len(head), language)
    assert span is not None
    assert (head + rest)[slice(*span)] == told


@pytest.mark.parametrize(("language", "head", "rest", "told"), AFTER)
def test_a_denial_behind_a_passage(language: str, head: str, rest: str, told: str) -> None:
    """German and its like deny at the end of the clause."""
    span = after(head + rest, len(head), language)
    assert span is not None
    assert (head + rest)[slice(*span)] == told


@pytest.mark.parametrize(("language", "head", "rest"), NOTHING_BEFORE)
def test_no_denial_before_a_passage(language: str, head: str, rest: str) -> None:
    """Another sentence, another clause, an affirmation, part of a word."""
    assert before(head + rest, len(head), language) is None


@pytest.mark.parametrize(("language", "head", "rest"), NOTHING_AFTER)
def test_no_denial_behind_a_passage(language: str, head: str, rest: str) -> None:
    """The same behind it."""
    assert after(head + rest, len(head), language) is None


@pytest.mark.parametrize(
    ("pasted", "flags"),
    [
        ("We will […] give up the northern mole", ["negation"]),
        ("We will [soon] give up the northern mole", ["negation"]),
        ("We will never give up […] mole", []),
        ("We will [not] give up the northern mole", []),
    ],
)
def test_a_negation_openly_left_out_is_flagged(
    engine: Engine, pasted: str, flags: list[str]
) -> None:
    """Openly edited it is; that the mark stands for the negation must be seen all the same."""
    checked = check(engine, pasted)
    assert checked.verdict == "marked"
    assert [flag for edit in checked.hits[0].edits for flag in edit.flags] == flags


# Where it is told


def test_json_has_attributions_and_cautions(client: FlaskClient, engine: Engine) -> None:
    """Over HTTP as from the command line, with places in both texts."""
    pasted = f"“{GULLS},” said Petra Kolm."
    found = client.get("/api/v1/quote", query_string={"q": pasted}).get_json()
    here = checked_json(check(engine, pasted))
    assert found["attributions"] == here["attributions"]
    (beside,) = found["attributions"]
    assert pasted[slice(*beside["at"])] == beside["text"] == "said Petra Kolm"
    (caution,) = found["hits"][0]["cautions"]
    assert caution == {
        "kind": "speaker", "printed": "Maren Oduya", "quoted": "Petra Kolm",
        "start": ARTICLES[0].text.index(GULLS), "end": ARTICLES[0].text.index(GULLS) + len(GULLS),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        (f"“{GULLS},” said Petra Kolm.", "You have it from Petra Kolm; print gives it to Maren Oduya."),
        ("We will never give up the northern mole to the last crane", "A sentence ends in one and not in the other: print has “mole. To”, you have"),
        ("We will […] give up the northern mole", "It changes a negation; it may say the opposite."),
        ("We shall pay every rower twice", "Cut off right beside it: “only if the lock opens in May”. Without"),
    ],
)  # fmt: skip
def test_the_dossier_says_it_under_the_verdict(client: FlaskClient, pasted: str, told: str) -> None:
    """Before the list of printings, and the verdict is as it was."""
    page = read(client, f"/quote?q={quoted(pasted)}")
    assert (
        "Word for word. The words were printed; mind what stands below." in page.text
        or "[…]" in pasted
    )
    assert page.text.index(told) < page.text.index("Where it stands")


def test_the_dossier_says_what_was_not_compared(client: FlaskClient) -> None:
    """And that nobody is named, where print names nobody."""
    page = read(client, f"/quote?q={quoted(f'{DENIED} — Petra Kolm')}")
    assert "Not compared, since it only stands beside the quotation: “Petra Kolm”." in page.text
    assert "No article found here says whose words these are." in page.text
    assert "Not compared" not in read(client, f"/quote?q={quoted(GULLS)}").text


def test_a_report_says_it_in_its_rows(client: FlaskClient) -> None:
    """As flags and sentences in CSV, as sentences in HTML."""
    asked = f'query\n"{GULLS}, said Petra Kolm"\nWe will never give up the northern mole to the last crane\n{DENIED}\n'
    first, joined, denied = rows(client, asked)
    assert (first["verdict"], first["flags"]) == ("verbatim", "another speaker")
    assert first["beside"].endswith("beside the quotation: “said Petra Kolm”.")
    assert first["cautions"] == "You have it from Petra Kolm; print gives it to Maren Oduya."
    assert (joined["flags"], denied["flags"]) == ("sentence end", "denial beside it")
    page = Outline(posted(client, asked, "html"))
    for row in (first, joined, denied):
        assert row["cautions"] in page.text
    assert first["beside"] in page.text


def test_a_splice_names_all_its_sources(client: FlaskClient) -> None:
    """One for each part, in its order, in CSV and HTML alike."""
    (row,) = rows(client, f'query\n"{SPLICE}"\n')
    assert row["verdict"] == "spliced"
    assert row["first_outlet"] == "Velmora Courier | Lorn Gazette"
    assert row["first_date"] == "2022-10-03 | 2023-05-06"
    assert (row["id"], row["speaker"]) == ("boats | lamps", "Arno Feld | ")
    page = Outline(posted(client, f'query\n"{SPLICE}"\n', "html"))
    assert "1. Velmora Courier, 3 October 2022" in page.text
    assert "2. Lorn Gazette, 6 May 2023" in page.text
    assert "1. Arno Feld2. not named" in page.text


def test_the_terminal_says_it_too(tmp_path: Path) -> None:
    """Under the passage; what was not compared stands under the verdict; a splice has a source a part."""
    engine = on_disk.create(tmp_path / "data", "tantivy")
    engine.write(ARTICLES)
    engine.flush()
    engine.close()
    given = ["--data", str(tmp_path / "data")]
    told = CliRunner().invoke(quote, [*given, f"“{GULLS},” said Petra Kolm."]).stdout
    assert "Not compared, since it only stands beside the quotation: “said Petra Kolm”." in told
    assert "You have it from Petra Kolm; print gives it to Maren Oduya." in told
    (tmp_path / "asked.csv").write_text(f'query\n"{SPLICE}"\n', encoding="utf-8")
    lines = CliRunner().invoke(quote, [*given, "--batch", str(tmp_path / "asked.csv")]).stdout
    assert "\tVelmora Courier, 2022-10-03; Lorn Gazette, 2023-05-06\t" in lines


def posted(client: FlaskClient, asked: str, form: str) -> str:
    """The answer to a file that is handed in."""
    file = (io.BytesIO(asked.encode()), "mine.csv")
    return client.post("/quote/batch", data={"file": file, "format": form}).text


def rows(client: FlaskClient, asked: str) -> list[dict[str, Any]]:
    """The rows of the CSV."""
    return list(csv.DictReader(io.StringIO(posted(client, asked, "csv"), newline="")))
