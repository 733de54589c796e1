"""A browser, and the application served to it. Without a browser these tests skip, but never on CI."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from web_archive import engine
from werkzeug.serving import make_server

from web.app import create_app

# No sandbox: containers run as root. The others keep the browser from calling home.
_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        message = f"needs a browser: none of {', '.join(_NAMES)} is on the PATH"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of our small archive, served on a free port of this machine."""
    server = make_server("127.0.0.1", 0, create_app(engine()), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh profile; a test may ask for its settings with a `browser` parameter."""
    settings = {"viewport": {"width": 1280, "height": 900}} | getattr(request, "param", {})
    made = browser.new_context(**settings)
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose console is watched: an error or a breach of the policy fails the test."""
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    # The browser itself reports an error page's status on the console; that is no error of the page.
    assert [text for text in said if not text.startswith("Failed to load resource")] == []
