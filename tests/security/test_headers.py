"""Every answer carries what protects it, and a number by which to ask about it."""

from dataclasses import replace

import pytest
from flask import Flask

from service import api
from service.core.errors import TooMany, Unavailable
from service.core.permits import Act
from service.web import create_app
from service.web.permits import needs
from tests.api.program import open_program
from tests.house import open_house
from tests.security.headers import faults
from tests.web.browser import Browser

FORM = "application/x-www-form-urlencoded"
BIG = {"data": "x=" + "y" * 501_000, "content_type": FORM}
EVIL = {"Host": "evil.example.se"}
# What is asked of the pages, and the status that comes.
PAGES = {
    "a page": ({"path": "/"}, 200),
    "a page's head": ({"path": "/records", "method": "HEAD"}, 200),
    "methods": ({"path": "/records", "method": "OPTIONS"}, 200),
    "a redirect": ({"path": "/language/sv"}, 303),
    "health": ({"path": "/healthz"}, 200),
    "a host of others": ({"path": "/", "headers": EVIL}, 400),
    "a doubled parameter": ({"path": "/records?kind=a&kind=b"}, 400),
    "no token": ({"path": "/new/notes", "method": "POST"}, 400),
    "another site": (
        {
            "path": "/new/notes",
            "method": "POST",
            "headers": {"Sec-Fetch-Site": "cross-site"},
        },
        403,
    ),
    "no such page": ({"path": "/no/such/page"}, 404),
    "no such record": (
        {"path": "/records/00000000-0000-0000-0000-000000000000"},
        404,
    ),
    "another method": ({"path": "/records", "method": "DELETE"}, 405),
    "too much": ({"path": "/new/notes", "method": "POST", **BIG}, 413),
    "too often": ({"path": "/too/often"}, 429),
    "a fault": ({"path": "/fault"}, 500),
    "no database": ({"path": "/no/database"}, 503),
    "the reference": ({"path": "/api/v1/"}, 200),
}
API = {
    "a list": ({"path": "/records"}, 200),
    "the document": ({"path": "/openapi.json"}, 200),
    "a host of others": ({"path": "/records", "headers": EVIL}, 400),
    "no key": ({"path": "/records", "headers": {"Authorization": "none"}}, 401),
    "no such record": (
        {"path": "/records/00000000-0000-0000-0000-000000000000"},
        404,
    ),
    "no such address": ({"path": "/no/such/thing"}, 404),
    "another method": ({"path": "/records", "method": "DELETE"}, 405),
    "too much": (
        {
            "path": "/drafts",
            "method": "POST",
            "json": {"kind": "notes", "answers": {"group": "x" * 300_000}},
        },
        413,
    ),
    "another format": (
        {"path": "/drafts", "method": "POST", "data": "x", "content_type": FORM},
        415,
    ),
    "unknown fields": ({"path": "/drafts", "method": "POST", "json": {"a": 1}}, 422),
}


@pytest.fixture
def app(small_house) -> Flask:
    app = create_app(small_house.tools)
    _add_troubles(app)
    api.register(app, small_house.tools)
    return app


@pytest.fixture
def by_tls(sqlite, services, tmp_path):
    """Return a function that asks a house that is reached by TLS."""
    base = "https://h.example.se"
    with open_house(sqlite, services, tmp_path, BASE_URL=base) as house:
        app = create_app(house.tools)
        api.register(app, house.tools)
        yield lambda path: app.test_client().get(path, base_url=base)


@pytest.fixture
def browser(app) -> Browser:
    return Browser(app.test_client()).sign_in()


@pytest.mark.parametrize(("request_", "status"), PAGES.values(), ids=PAGES.keys())
def test_every_answer_of_the_pages_is_protected(browser, request_, status):
    answer = browser.client.open(**request_)

    assert answer.status_code == status
    assert list(faults(answer)) == []


@pytest.mark.parametrize(("request_", "status"), API.values(), ids=API.keys())
def test_every_answer_of_the_api_is_protected(small_house, app, request_, status):
    program = replace(open_program(small_house), client=app.test_client())
    answer = program.ask(**{"method": "GET", **request_})

    assert answer.status_code == status
    assert list(faults(answer)) == []


def test_a_file_that_has_not_changed_is_protected_too(browser):
    asset = browser.html.split('href="/assets/')[1].split('"')[0]
    with browser.client.get(f"/assets/{asset}") as first:
        tag = {"If-None-Match": first.headers["ETag"]}
    with browser.client.get(f"/assets/{asset}", headers=tag) as again:
        assert again.status_code == 304
        assert list(faults(again)) == []


def test_a_document_is_saved_and_never_kept_on_the_way(small_house, browser):
    record = small_house.submit().record_id
    small_house.work()
    answer = browser.client.get(f"/records/{record}/files/1/pdf")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert list(faults(answer)) == []
    path = f"/records/{record}/revisions/1/files/pdf"
    assert list(faults(open_program(small_house).get(path))) == []


def test_behind_tls_every_answer_says_so(by_tls):
    for path in ("/", "/x", "/api/v1/records"):
        told = by_tls(path).headers["Strict-Transport-Security"]

        assert told == "max-age=31536000; includeSubDomains"


def test_behind_tls_every_cookie_is_for_this_host_alone(by_tls):
    cookies = [
        cookie
        for path in ("/", "/sign-in", "/language/en")
        for cookie in by_tls(path).headers.getlist("Set-Cookie")
    ]

    assert len(cookies) >= 2
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {*cookie.split("; ")}


def test_who_signs_out_leaves_nothing_in_the_browser(browser):
    browser.open("/account").post("/sign-out", {})

    assert browser.page.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_an_error_page_and_the_log_tell_the_same_number(browser, caplog):
    answer = browser.client.get("/fault")
    number = answer.headers["X-Correlation-Id"]

    assert f">{number}<" in answer.text
    assert f"fault {number}" in caplog.text


def test_a_problem_and_its_header_tell_the_same_number(small_house, app):
    program = replace(open_program(small_house), client=app.test_client())
    answer = program.get("/no/such/thing")

    assert answer.get_json()["correlation_id"] == answer.headers["X-Correlation-Id"]


def test_the_number_is_ours_and_never_the_asker_s(browser):
    told = {"X-Correlation-Id": "0123456789ab", "X-Request-Id": "0123456789ab"}
    numbers = {
        browser.client.get("/", headers=told).headers["X-Correlation-Id"]
        for _ in range(3)
    }

    assert len(numbers | {"0123456789ab"}) == 4


def _add_troubles(app: Flask) -> None:
    """Add pages on which everything goes wrong."""
    troubles = {
        "/fault": ZeroDivisionError("SELECT secret FROM /work"),
        "/too/often": TooMany(7),
        "/no/database": Unavailable(),
    }
    for path, trouble in troubles.items():
        app.add_url_rule(path, path, needs(Act.ANYBODY)(_raiser(trouble)))


def _raiser(trouble):
    def view() -> str:
        raise trouble

    return view
