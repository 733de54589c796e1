"""The dossier and the batch in a real browser: axe, narrow screens, keyboard, no script, print."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from test_browser_pages import RULES, tab_to
from test_web_quote import STATES, archive
from werkzeug.serving import make_server

from search.holdings import holdings
from search.query import All
from search.quotes.batch import Entry, answers
from web.app import create_app
from web.batch import Tally
from web.checking import Task
from web.report import whole

NARROWED = f"/quote?q={quote(STATES['verbatim'])}&outlet=daily-quay&date_from=2022-10&date_to=2023"
PAGES = (
    "/quote", "/quote?q=%21%21", "/quote/batch", "/doc/vote?at=1-5-00000000", NARROWED,
    *(f"/quote?q={quote(words)}" for words in STATES.values()),
)  # fmt: skip
FILE = "case,quote\n" + "".join(f'{n},"{words}"\n' for n, words in enumerate(STATES.values()))


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The archive of passed-on quotations, served on a free port of this machine."""
    server = make_server("127.0.0.1", 0, create_app(archive()), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one quotation of every state."""
    path = tmp_path / "mine.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def saved(tmp_path: Path) -> str:
    """The address of the report that the command writes on one quotation of every state."""
    engine, tally = archive(), Tally()
    asked = (Entry(name, words) for name, words in {**STATES, "none": "!!"}.items())
    lines = tally.counted(map(Task("html", 10, All()).line, answers(engine, asked)))
    rows = (line.text for line in lines)
    number = len(STATES) + 2  # one more than there are, as where the run was stopped
    pieces = whole(rows, name="mine.csv", number=number, tally=tally, held=holdings(engine))
    path = tmp_path / "report.html"
    path.write_text("".join(pieces), encoding="utf-8")
    return path.as_uri()


def report(page: Page, site: str, file: Path) -> None:
    """Hands the file in and waits for the whole report."""
    page.goto(f"{site}/quote/batch")
    page.get_by_label("The file: CSV or JSON Lines").set_input_files(file)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="The sum")).to_be_attached()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, site: str, scheme: str, file: Path, saved: str
) -> None:
    """No violation of WCAG 2.2 AA in any state, light and dark."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})  # type: ignore[arg-type]
    page = context.new_page()
    found = []

    def look(address: str) -> None:
        result = Axe().run(page, options={"runOnly": RULES[scheme]})
        found.extend(
            f"{address}: {v['id']}: {[n['html'] for n in v['nodes']][:3]}"
            for v in result.response["violations"]
        )

    for address in PAGES:
        page.goto(site + address)
        look(address)
    report(page, site, file)
    look("the report")
    page.goto(saved)
    look("the file")
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [320, 768])
def test_nothing_overflows(browser: Browser, site: str, width: int, file: Path, saved: str) -> None:
    """No state scrolls sideways, and the reports' tables not even inside themselves."""
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    beyond = "document.documentElement.scrollWidth - window.innerWidth"
    too_wide = {}
    for address in PAGES:
        page.goto(site + address)
        too_wide[address] = page.evaluate(beyond)
    report(page, site, file)
    inside = "n => n.scrollWidth - n.clientWidth"
    too_wide["report"] = page.evaluate(beyond)
    too_wide["table"] = page.locator(".spread").evaluate(inside)
    page.goto(saved)
    too_wide["file"] = page.evaluate(beyond)
    too_wide["table of the file"] = page.locator(".spread").evaluate(inside)
    context.close()
    assert {address: px for address, px in too_wide.items() if px > 0} == {}


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_from_the_masthead_to_the_passage_without_a_script(page: Page, site: str) -> None:
    """Ask, read the verdict, go to the passage in its article, and back to a check of it."""
    page.goto(site)
    page.get_by_role("link", name="Check a quotation", exact=True).click()
    page.get_by_label("The quotation, as you have it").fill(STATES["altered"])
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("status")).to_have_text(
        re.compile(r"Altered\.\s+It was printed, but with one difference\.")
    )
    page.get_by_role("link", name="Read it in its place: Daily Quay, 3 October 2022").click()
    expect(page.locator("mark:target")).to_contain_text("We counted forty boats on Monday")
    page.get_by_role("link", name="Check them").click()
    expect(page.get_by_role("status")).to_contain_text("Word for word.")


def test_by_keyboard_alone(page: Page, site: str) -> None:
    """Tab and Enter: the box, the button, the skip link, a passage."""
    page.goto(f"{site}/quote")
    tab_to(page, "The quotation, as you have it")
    page.keyboard.type(STATES["earlier in other words"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/quote?q=There**")
    tab_to(page, "Skip to where it stands")
    page.keyboard.press("Enter")
    assert page.url.endswith("#stands")
    tab_to(page, "Report money-cut")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/money-cut?at=**#m1")


def test_what_differs_is_seen_without_colour(browser: Browser, site: str) -> None:
    """Your word is struck through, the printed one underlined, also where the system sets the colours."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{site}/quote?q={quote(STATES['altered'])}")
    line = "e => getComputedStyle(e).textDecorationLine"
    assert page.locator(".differ del").first.evaluate(line) == "line-through"
    assert page.locator(".differ ins").first.evaluate(line) == "underline"
    context.close()


def test_the_spoken_order_tells_the_change(page: Page, site: str) -> None:
    """The accessibility tree has deletion and insertion with their words."""
    page.goto(f"{site}/quote?q={quote(STATES['altered'])}")
    tree = page.locator(".differ").aria_snapshot()
    assert re.search(r"deletion:.*sixty", tree, re.DOTALL)
    assert re.search(r"insertion:.*forty", tree, re.DOTALL)


def test_a_printed_dossier_keeps_what_counts(page: Page, site: str) -> None:
    """On paper the form and the ways on are gone, verdict and address stay."""
    page.goto(f"{site}/quote?q={quote(STATES['altered'])}")
    page.emulate_media(media="print")
    expect(page.get_by_label("The quotation, as you have it")).to_be_hidden()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator(".paper")).to_have_text(STATES["altered"])
    expect(page.locator(".paper")).to_be_visible()
    expect(page.locator(".differ")).to_be_visible()
    expect(page.locator(".copy")).to_be_visible()


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_the_saved_report_reads_and_prints_by_itself(page: Page, saved: str) -> None:
    """It fetches nothing; a row has its case and columns; printed, the head comes again and no row is cut."""
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(saved)
    assert fetched == [saved]
    expect(page.get_by_role("row")).to_have_count(len(STATES) + 2)
    row = page.get_by_role("row", name="altered We counted sixty")
    expect(row.get_by_role("rowheader")).to_have_text("altered")
    expect(row.get_by_role("cell")).to_have_count(5)
    expect(row).to_contain_text("It changes a number.")
    expect(page.get_by_role("note")).to_contain_text("Stopped before the end: 1 quotation")
    page.emulate_media(media="print")
    expect(page.locator("thead")).to_have_css("display", "table-header-group")
    expect(row).to_have_css("break-inside", "avoid")
    expect(row).to_have_css("display", "table-row")


def test_a_file_is_answered_as_a_page_and_as_a_download(page: Page, site: str, file: Path) -> None:
    """The report links each dossier; CSV comes as a file."""
    report(page, site, file)
    expect(page.get_by_role("row")).to_have_count(len(STATES) + 1)
    page.get_by_role("link", name=STATES["spliced"]).click()
    expect(page.get_by_role("status")).to_contain_text("Spliced.")
    page.goto(f"{site}/quote/batch")
    page.get_by_label("The file: CSV or JSON Lines").set_input_files(file)
    page.get_by_label("CSV", exact=True).check()
    with page.expect_download() as started:
        page.get_by_role("button", name="Check").click()
    assert started.value.suggested_filename == "quotations.csv"


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_only_look_in_an_outlet_and_back(page: Page, site: str) -> None:
    """Tick, write a month, apply; the chips say so, and each is lifted by one click. No script."""
    page.goto(f"{site}/quote?q={quote(STATES['two mouths'])}")
    rail = page.get_by_label("Only look in")
    rail.get_by_role("checkbox", name=re.compile("^Daily Quay ?, [0-9]+ articles$")).check()
    rail.get_by_label("From").fill("2023-11")
    rail.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("status")).to_contain_text("Word for word.")
    expect(page.locator(".first")).to_contain_text("First found in Daily Quay, 2 November 2023")
    page.get_by_role("link", name=re.compile("^Outlet: Daily Quay .*remove")).click()
    expect(page.locator(".chips li")).to_have_count(2)
    rail.get_by_role("checkbox", name=re.compile("^Daily Quay ?, 1 article$")).check()
    rail.get_by_label("to", exact=True).fill("2023-11-01")
    rail.get_by_label("From").fill("2023-10")
    rail.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("status")).to_contain_text("It does not stand where you looked.")
    page.get_by_role("link", name="Look in the whole archive").click()
    expect(page.locator(".first")).to_contain_text("Velmora Courier, 2 November 2022")
    expect(page.locator(".chips")).to_have_count(0)


def test_the_conditions_stay_for_the_next_quotation_and_on_paper(page: Page, site: str) -> None:
    """Another quotation is looked for in the same place; a printed dossier says which it was."""
    page.goto(site + NARROWED)
    page.get_by_label("The quotation, as you have it").fill(STATES["altered"])
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("status")).to_contain_text("Altered.")
    expect(page.get_by_role("checkbox", name=re.compile("^Daily Quay"))).to_be_checked()
    on_paper = page.get_by_text("Only looked in: Outlet: Daily Quay, from October 2022, to 2023.")
    expect(on_paper).to_be_hidden()
    page.emulate_media(media="print")
    expect(on_paper).to_be_visible()
    expect(page.get_by_role("button", name="Apply")).to_be_hidden()
