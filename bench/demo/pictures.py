"""Pictures of the pages a person meets, as a desktop and as a phone shows them."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.demo.people import by_name, by_openid
from bench.demo.sending import Sent
from bench.stack import Stack

CHROMIUMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREENS = {"desktop": (1280, 900), "phone": (360, 740)}
WAYS = {"desktop": by_openid, "phone": by_name}


def take(stack: Stack, sent: Sequence[Sent], folder: Path) -> list[Path]:
    """Photograph form, check and record page of each record; return the files.

    Whoever holds the desktop signs in by OpenID Connect, whoever holds the phone by
    name, as the embedded mode lets them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    base = f"http://localhost:{stack.port}"
    with a_browser() as browser:
        return [
            picture
            for screen, (width, height) in SCREENS.items()
            for picture in _visit(
                browser.new_page(
                    base_url=base,
                    viewport={"width": width, "height": height},
                    locale="sv-SE",
                    reduced_motion="reduce",
                ),
                sent,
                folder / screen,
                WAYS[screen],
            )
        ]


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Open the machine's Chromium, or the one Playwright has fetched."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield browser
        browser.close()


def _visit(
    page: Page, sent: Sequence[Sent], folder: Path, sign_in: Callable[[Page], str]
) -> Iterator[Path]:
    name = sign_in(page)
    page.goto("/account")
    expect(page.locator("h1")).to_have_text(name)
    yield _photograph(page, folder / "account.png")
    for one in sent:
        kind, record = one.seed.kind, f"/records/{one.record['id']}"
        page.goto(record)
        yield _photograph(page, folder / f"{kind}-record.png")
        page.locator("form[action$='/correct'] button").click()
        draft = page.url  # the form as it was filled in, to be corrected
        yield _photograph(page, folder / f"{kind}-form.png")
        page.goto(f"{draft}/check")
        yield _photograph(page, folder / f"{kind}-check.png")


def _photograph(page: Page, file: Path) -> Path:
    page.screenshot(path=file, full_page=True)
    return file
