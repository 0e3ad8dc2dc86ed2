"""What every answer carries, and what is turned away before a page sees it."""

import re

import pytest

from service.web import create_app, start
from service.web.assets import ASSETS
from service.web.headers import HEADERS
from tests.house import open_house
from tests.web.browser import Browser, form_on

PAGES = (
    "/",
    "/new/minutes",
    "/records",
    "/register",
    "/operations",
    "/account",
    "/administration/keys",
)
METHODS = ("get", "head", "options", "post", "delete")
OTHERS = (
    "/sign-in",
    "/healthz",
    "/readyz",
    "/dev/mail",
    "/no/such/page",
    "/language/en",
)


@pytest.mark.parametrize("method", METHODS)
def test_every_answer_carries_the_headers(browser, method):
    for address in (*PAGES, *OTHERS):
        answer = getattr(browser.client, method)(address)

        assert HEADERS.keys() <= set(answer.headers.keys())
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"


def test_styles_and_fonts_are_kept_for_long_under_a_versioned_address(browser):
    folder = re.search('"(/assets/[0-9a-f]+)/theme.css"', browser.open("/").html)[1]
    for name in ASSETS:
        with browser.client.get(f"{folder}/{name}") as answer:
            assert answer.status_code == 200
            assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "name", ["../app.py", "package.json", "%2e%2e/app.py", "x.css"]
)
def test_no_other_file_is_served(browser, name):
    assert browser.client.get(f"/assets/x/{name}").status_code in (404, 308)


@pytest.mark.parametrize("method", ["head", "options"])
def test_asking_about_a_page_is_harmless(browser, method):
    statuses = {getattr(browser.client, method)(page).status_code for page in PAGES}

    assert statuses == {200}


def test_a_doubled_parameter_is_refused(browser):
    assert browser.open("/records?kind=minutes&kind=notes").status == 400


@pytest.mark.parametrize(
    "address",
    ["//", "/%2e%2e/etc/passwd", "/drafts/%00", "/records/%c0%ae", "/new/%00"],
)
def test_odd_paths_are_not_found(browser, address):
    assert browser.client.get(address).status_code in (308, 400, 404)


def test_a_form_with_too_many_fields_is_refused(browser):
    many = {f"items-{n}-heading": "x" for n in range(2_001)}
    browser.open("/new/minutes").post("/new/minutes", many)

    assert browser.status == 413
    assert "Det var för mycket på en gång" in browser.text


def test_a_field_of_half_a_megabyte_is_refused(browser):
    browser.open("/new/minutes").post("/new/minutes", {"place": "x" * 501_000})

    assert browser.status == 413


def test_a_strange_wish_for_a_media_type_is_answered(browser):
    browser.headers = {"Accept": "*/*;q=abc", "Cookie": "x=" + "y" * 8_000}

    assert browser.open("/healthz").status == 200


def test_another_host_is_refused(browser):
    answer = browser.client.get("/", headers={"Host": "evil.example.se"})

    assert answer.status_code == 400
    assert "evil" not in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_cannot_post_for_you(browser, site):
    browser.open("/new/notes")
    browser.headers = {"Sec-Fetch-Site": site}

    assert browser.send({"group": "Kapad", "do": "later"}).status == 403


def test_a_posting_without_our_token_is_refused(browser):
    answer = browser.client.post("/new/notes", data={"group": "Kapad"})

    assert answer.status_code == 400
    assert "Vi kunde inte läsa" in answer.text


def test_the_session_cookie_is_closed_to_scripts(stranger):
    stranger.open("/sign-in")
    cookie = stranger.page.headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_behind_https_the_cookie_travels_over_tls_only(sqlite, services, tmp_path):
    with open_house(
        sqlite, services, tmp_path, BASE_URL="https://h.example.se"
    ) as house:
        browser = Browser(create_app(house.tools).test_client())
        answer = browser.client.get("/sign-in", base_url="https://h.example.se")

    assert answer.headers["Set-Cookie"].startswith("__Host-memory=")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "Path=/" in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" in answer.headers


def test_a_fault_tells_a_number_and_nothing_else(app, browser, monkeypatch, caplog):
    monkeypatch.setattr(start, "overview", lambda *_: 1 / 0)
    browser.open("/")

    assert browser.status == 500
    assert "ZeroDivision" not in browser.html
    number = browser.html.split('hs-mono">')[1].split("<")[0]
    assert number in caplog.text


def test_the_language_is_chosen_once_and_kept(browser):
    browser.open("/language/en?next=/new/notes")
    assert browser.path == "/new/notes"
    assert "Which group met?" in browser.text
    assert '<html lang="en"' in browser.open("/").html

    assert '<html lang="sv"' in browser.open("/language/sv").html
    assert browser.open("/language/xx").status == 404


def test_an_expired_token_with_a_live_session_is_told_apart(browser):
    form = form_on(browser.open("/new/notes").html)
    form.fields["csrf_token"] = ["old"]

    assert browser.client.post("/new/notes", data=form.fields).status_code == 400
