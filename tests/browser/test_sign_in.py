"""The way to the provider and back in a real browser, and all pages on it."""

from threading import Thread

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from service.core.needs import needs
from service.core.permits import Act
from service.web import create_app
from tests.auth.guests import oidc
from tests.auth.provider import Provider, serving
from tests.browser.looking import EVERYWHERE, PHONE
from tests.house import open_house

CHANGED = "Nya Temagruppen"


@pytest.fixture
def provider() -> Provider:
    with serving() as running:
        running.person["groups"] = ["handslag-secretaries", "handslag-registrars"]
        yield running


@pytest.fixture
def address(sqlite, services, tmp_path, provider) -> str:
    """A house at its own address, which the provider sends the browser back to."""
    server = make_server("127.0.0.1", 0, _not_yet, threaded=True)
    here = f"http://localhost:{server.server_port}"
    settings = oidc(provider, BASE_URL=here)
    with open_house(sqlite, services, tmp_path, **settings) as house:
        server.app = create_app(house.tools)
        server.app.get("/fresh")(needs(Act.ERASE)(lambda: "fresh"))
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield here
        server.shutdown()
        thread.join()
        server.server_close()


def test_somebody_signs_in_looks_around_and_leaves(looking, provider):
    with looking("sign-in", *EVERYWHERE) as looker:
        page = looker.page
        looker.open("/records", name="stranger")
        _go(page)
        expect(page).to_have_url("/records")

        looker.open("/account", name="account")
        provider.claims = {"auth_time": 1}
        looker.open("/sign-in", name="sign-in")
        _go(page)
        looker.open("/fresh", name="again")
        _go(page)
        looker.look("not-anew")
        provider.claims = {}
        _go(page)
        expect(page.locator("body")).to_have_text("fresh")

        page.goto("/account")
        page.locator("main form[action='/sign-out'] button").click()
        looker.look("signed-out")
        expect(page.get_by_role("link", name="Logga ut från 127.0.0.1")).to_be_visible()


def test_somebody_without_a_role_is_told_so(looking, provider):
    provider.person["groups"] = []
    with looking("no-role", *EVERYWHERE) as looker:
        looker.page.goto("/")
        _go(looker.page)
        expect(looker.page.locator("h1")).to_have_text("Du har ingen roll än")
        looker.look("no-role")


def test_the_page_that_leaves_is_fit_for_everybody(looking, provider):
    with looking("sign-in-leaving", PHONE) as looker:
        page = looker.page
        page.route(f"{provider.issuer}/**", lambda route: route.abort("aborted"))
        page.goto("/")
        page.get_by_role("button", name="Logga in med ditt arbetskonto").click()
        expect(page.get_by_role("link", name="Fortsätt")).to_be_visible()
        looker.look("leaving")


def test_without_scripts_a_link_leads_on(looking):
    with looking("sign-in-plain", scripts=False) as looker:
        looker.page.goto("/")
        _go(looker.page)

        expect(looker.page.locator("h1")).to_contain_text("Ida")


def test_what_was_written_when_the_session_ended_comes_along(looking):
    with looking("sign-in-kept") as looker:
        page = looker.page
        page.goto("/new/notes")
        _go(page)
        page.fill("#group", CHANGED)
        page.context.clear_cookies(name="session")
        page.click("button[value='later']")
        looker.look("expired")
        _go(page)

        expect(page.locator("#group")).to_have_value(CHANGED)


def _go(page: Page) -> None:
    """Sign in at the provider, and come back."""
    page.get_by_role("button", name="Logga in med ditt arbetskonto").click()
    page.get_by_role("button", name="Jag är Ida").click()


def _not_yet(environ, start):
    raise AssertionError("asked before the house was open")
