"""A real server, a real browser; every page that is looked at is also examined."""

import shutil
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from service import api
from service.web import create_app
from tests.browser.looking import Looker, Sight

# The first has no windows to keep, and does the same with a third less work.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
)
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = {"desktop": 1280, "phone": 360}
SCREENS = Path(__file__).parents[2] / "var" / "screens"


@pytest.fixture(scope="session")
def chromium() -> Browser:
    if CHROMIUM is None:
        pytest.skip("no Chromium on PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def address(small_house) -> str:
    """Return where the house is served, pages and API, while the test runs."""
    app = create_app(small_house.tools)
    api.register(app, small_house.tools)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def looking(chromium, address):
    """Return a function that opens a browser window on the house.

    Whoever goes about in it has the first sight; each page is examined in all of them.
    """

    @contextmanager
    def open_window(name: str, *sights: Sight, scripts: bool = True, **sight):
        seen = sights or (Sight(**sight),)
        context = chromium.new_context(
            base_url=address,
            viewport=seen[0].size,
            java_script_enabled=scripts,
            color_scheme=seen[0].scheme,
            reduced_motion="reduce",
            locale="sv-SE",
        )
        page: Page = context.new_page()
        looker = Looker(page, SCREENS / name, seen, examines=scripts)
        try:
            yield looker
        except BaseException:
            looker.keep_picture("failed")
            raise
        context.close()
        assert looker.complaints == []

    return open_window
