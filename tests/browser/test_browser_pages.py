"""The web UI in a real browser: without a script, by keyboard alone, on narrow screens, in both schemes."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

PAGES = (
    "/", "/search", "/search?q=troops&outlet=daily-quay&not_person=Tomas+Reuel&year=2022",
    "/search?q=%22tram+troops%22&outlet=daily-quay", "/search?q=(troops", "/values/place?q=Orra",
    "/doc/vote?q=troops&scope=all#m2", "/doc/arabic", "/outlets", "/outlet/velmora-courier", "/people",
    "/places?letter=K", "/help", "/nowhere", "/search?q=said:minister&collapse=1",
    "/search?q=gauge&collapse=1&sort=date_asc", "/doc/flood-2", "/search?q=The+ferry&mode=verbatim",
    "/search?q=the+Ferry&mode=verbatim", "/search?q=%E2%80%A6&mode=verbatim",
)  # fmt: skip
# WCAG 2.2 A and AA, and the good practices that axe knows; the dark scheme changes colours only.
RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": {"type": "rule", "values": ["color-contrast"]},
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, site: str, scheme: str) -> None:
    """No violation of WCAG 2.2 AA on any page, all folds open, light and dark."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for address in PAGES:
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        result = Axe().run(page, options={"runOnly": RULES[scheme]})
        found += [
            f"{address}: {v['id']}: {[n['html'] for n in v['nodes']][:3]}"
            for v in result.response["violations"]
        ]
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [320, 768])
def test_nothing_overflows(browser: Browser, site: str, width: int) -> None:
    """No page scrolls sideways, all folds open; wide tables scroll inside themselves."""
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    too_wide = {}
    for address in PAGES:
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if beyond > 0:
            too_wide[address] = beyond
    context.close()
    assert too_wide == {}


def test_texts_may_be_spaced_as_readers_need(page: Page, site: str) -> None:
    """With the spacing of WCAG 1.4.12 nothing is cut off or pushed out at 320 px."""
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{site}/search?q=troops")
    # Set through the object model, which the policy allows to whoever sits before the screen.
    page.evaluate(
        "for (const e of document.querySelectorAll('body *')) { e.style.lineHeight = '1.5';"
        " e.style.letterSpacing = '.12em'; e.style.wordSpacing = '.16em' }"
    )
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_the_whole_way_without_a_script(page: Page, site: str) -> None:
    """Search, narrow, read, walk through the matches, and back, with JavaScript switched off."""
    page.goto(site)
    page.get_by_label("Search the archive").fill("troops")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("4 articles")
    page.get_by_label("Velmora Courier, 1 article").check()
    page.get_by_label("Daily Quay, 1 article").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("status")).to_contain_text("2 articles")
    page.get_by_role("link", name="Parliament says").first.click()
    expect(page.locator("mark")).to_have_count(2)
    page.get_by_role("link", name="First", exact=True).click()
    page.get_by_role("link", name="Next match").click()
    assert page.url.endswith("#m2")
    page.get_by_role("link", name="Back to the results").click()
    expect(page.get_by_role("status")).to_contain_text("2 articles")
    page.get_by_role("link", name="Outlet: Daily Quay").click()
    expect(page.get_by_role("status")).to_contain_text("1 article")


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_a_phrase_exactly_as_typed(page: Page, site: str) -> None:
    """The box under the search line stays ticked through filters, pages and orders; marks are the phrase."""
    page.goto(site)
    page.get_by_label("Search the archive").fill("the Ferry runs on.")
    page.get_by_label("exactly as typed").check()
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("0 articles")
    page.get_by_label("Search the archive").fill("“The ferry runs on.”")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("24 articles")
    expect(page.locator("mark").first).to_have_text("The ferry runs on.")
    page.get_by_label("Daily Quay, 8 articles").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("status")).to_contain_text("8 articles")
    page.get_by_role("link", name="Newest").click()
    expect(page.get_by_label("exactly as typed")).to_be_checked()
    page.get_by_role("link", name="Flood report").first.click()
    expect(page.locator("mark")).to_have_text("The ferry runs on.")
    page.get_by_role("link", name="Back to the results").click()
    expect(page.get_by_role("status")).to_contain_text("8 articles")
    page.get_by_label("exactly as typed").uncheck()
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".understood")).to_contain_text("in this order")


def test_the_whole_way_by_keyboard(page: Page, site: str) -> None:
    """Tab, Enter and Space alone: skip link, search, a filter, an article, its matches."""
    page.goto(site)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the archive"
    tab_to(page, "Search the archive")
    page.keyboard.type("troops")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=troops")
    tab_to(page, "Skip to the filters")
    page.keyboard.press("Enter")
    tab_to(page, "Daily Quay, 1 article")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**outlet=daily-quay**")
    tab_to(page, "What the Orra mission would cost")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/cost**")
    tab_to(page, "Skip to the first match")
    page.keyboard.press("Enter")
    assert page.url.endswith("#m1")


@pytest.mark.parametrize("address", ["/search?q=troops", "/doc/vote?q=troops&scope=all"])
def test_focus_is_seen_and_never_covered(page: Page, site: str, address: str) -> None:
    """Each stop of the Tab key has an outline and does not lie under the sticky bar of matches."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{site}{address}")
    for _ in range(90):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
              const e = document.activeElement, box = e.getBoundingClientRect();
              if (e === document.body) return 'end';
              const style = getComputedStyle(e), x = box.x + box.width / 2, y = box.y + box.height / 2;
              const top = document.elementFromPoint(x, y);
              const covered = top && top.closest('.walk') && !e.closest('.walk');
              return style.outlineStyle !== 'none' && !covered ? 'yes' : e.outerHTML;
            }"""
        )
        if seen == "end":
            return
        assert seen == "yes"


def test_bars_and_years_of_the_chart_narrow_the_search(page: Page, site: str) -> None:
    """Clicking a bar chooses its month; a second click, or the chip, lifts it; the table does the same."""
    page.goto(f"{site}/search?q=Kessin")
    bar = page.locator("svg.bars a").filter(has=page.locator("title", has_text="January 2023"))
    bar.click()
    page.wait_for_url("**month=2023-01**")
    expect(page.get_by_role("status")).to_contain_text("24 articles")
    expect(page.locator("svg.bars a.on")).to_have_count(1)
    page.locator("svg.bars a.on").click()
    page.wait_for_url(lambda url: "month=" not in url)
    page.get_by_text("Articles by month, as a table").click()
    page.get_by_role("row", name="June 2022").get_by_role("link").click()
    page.wait_for_url("**month=2022-06**")
    page.get_by_role("link", name="2023: 25 articles").click()
    page.wait_for_url("**year=2023**")


def test_a_value_can_be_excluded_and_brought_back(page: Page, site: str) -> None:
    """The "not" beside a value, seen when it is pointed at, excludes it."""
    page.goto(f"{site}/search?q=troops")
    persons = page.get_by_role("group", name="Person")
    persons.get_by_role("link", name="Exclude Tomas Reuel").click()
    expect(page.get_by_role("status")).to_contain_text("2 articles")
    expect(page.get_by_text("excluded", exact=True)).to_be_visible()
    page.get_by_role("link", name="Stop excluding Tomas Reuel").click()
    expect(page.get_by_role("status")).to_contain_text("4 articles")


def test_two_dates_narrow_the_search(page: Page, site: str) -> None:
    """The inputs take a year or a month; the inputs keep what they were given."""
    page.goto(f"{site}/search?q=troops")
    page.get_by_label("From").fill("2022-06")
    page.get_by_label("to", exact=True).fill("2022")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("status")).to_contain_text("3 articles")
    expect(page.get_by_label("From")).to_have_value("2022-06")


def test_only_the_match_in_view_shows_its_steps(page: Page, site: str) -> None:
    """ "Match 2 of 3" stands beside the second match when its address is opened, and nowhere else."""
    page.goto(f"{site}/doc/vote?q=troops&scope=all#m2")
    expect(page.get_by_text("Match 2 of 3")).to_be_visible()
    expect(page.get_by_text("Match 1 of 3")).to_be_hidden()
    page.get_by_role("link", name="Next match").click()
    expect(page.get_by_text("Match 3 of 3")).to_be_visible()


def test_hostile_text_runs_nothing(page: Page, context: BrowserContext, site: str) -> None:
    """A script in a title and an image in a text stay letters, whatever page shows them."""
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    for address in ("/search?q=tram", "/doc/hostile?q=tram", "/outlet/daily-quay"):
        page.goto(site + address)
        assert page.locator("script, img").count() == 0
    assert context.cookies() == []


def test_printing_leaves_the_article(page: Page, site: str) -> None:
    """On paper stand the headline, the text and where it comes from, and no navigation."""
    page.goto(f"{site}/doc/vote?q=troops")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("navigation", name="Site")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Matches")).to_be_hidden()
    expect(page.get_by_text("Where this comes from")).to_be_visible()


def focused(page: Page) -> str:
    """The accessible name of what has the focus: its label or its text."""
    return str(
        page.evaluate(
            """() => {
              const e = document.activeElement;
              const text = e.labels && e.labels.length ? e.labels[0].textContent : e.textContent;
              return text.replace(/\\s+/g, ' ').trim();
            }"""
        )
    )


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until something of that name has the focus."""
    passed = []
    for _ in range(120):
        page.keyboard.press("Tab")
        passed.append(focused(page))
        if passed[-1] == name:
            return
    pytest.fail(f"{name!r} was not reached by Tab; passed {passed}")
