"""Coming in and going out; a session that ends loses nothing."""

import pytest

from service.web import create_app
from tests.house import open_house
from tests.web.answers import SENDING, filled
from tests.web.browser import Browser, form_on

ELSEWHERE = (
    "//evil.example.se",
    "/\\evil.example.se",
    "https:evil.example.se",
    "https://evil.example.se",
    "javascript:alert(1)",
    "/\tevil",
    "evil",
)


def test_a_stranger_is_asked_who_they_are(stranger):
    assert stranger.open("/").status == 401
    assert "Vem är du?" in stranger.text


def test_signing_in_leads_to_the_page_that_was_asked_for(stranger):
    stranger.open("/new/notes").sign_in()

    stranger.open("/new/notes")
    assert stranger.status == 200


def test_nobody_comes_in_without_choosing_who_they_are(stranger):
    stranger.open("/sign-in").send({"account": "nobody"})

    assert stranger.status == 422
    assert stranger.problems == {"account": "Välj vem du är"}


def test_signing_out_closes_the_door(browser):
    browser.open("/account").post("/sign-out", {})

    assert browser.open("/").status == 401


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_never_leads_to_another_site(stranger, address):
    stranger.open("/sign-in").send({"next": address})

    assert stranger.path == "/"
    assert stranger.page.request.host == "localhost"


def test_what_was_written_when_the_session_ended_becomes_a_draft(browser):
    answers = filled()
    browser.open("/new/minutes")
    form = form_on(browser.html)
    _end_session(browser)

    browser.page = browser.client.post(form.action, data={**form.fields, **answers})
    assert browser.status == 401
    assert "Det du skrev finns kvar" in browser.text

    browser.come_back()
    assert browser.path.startswith("/drafts/")
    kept = form_on(browser.html).fields
    assert {name: kept[name][0] for name in answers} == answers


def test_a_draft_that_was_open_when_the_session_ended_goes_on_as_the_same(browser):
    browser.open("/new/notes").send({"group": "Temagruppen", "do": "add:items:0"})
    draft, form = browser.path, form_on(browser.html)
    _end_session(browser)

    browser.page = browser.client.post(
        draft, data={**form.fields, "group": "Nytt namn"}
    )
    browser.come_back()

    assert browser.path == draft
    assert form_on(browser.html).fields["group"] == ["Nytt namn"]


def test_recipients_that_were_chosen_when_the_session_ended_are_kept(browser):
    browser.open("/new/minutes").send(filled())
    address, form = browser.path, form_on(browser.html)
    _end_session(browser)

    browser.page = browser.client.post(address, data={**form.fields, **SENDING})
    browser.come_back()

    assert browser.path == address
    assert form_on(browser.html).fields["typed-0-name"] == ["Ylva Rosén"]


def test_somebody_else_who_signs_in_gets_a_draft_of_their_own(browser):
    browser.open("/new/notes").send({"group": "Temagruppen", "do": "add:items:0"})
    draft, form = browser.path, form_on(browser.html)
    _end_session(browser)

    browser.page = browser.client.post(draft, data=form.fields)
    browser.come_back("Alex Winter")

    assert browser.path.startswith("/drafts/")
    assert browser.path != draft


def test_somebody_who_may_not_write_comes_in_without_a_draft(browser):
    browser.open("/new/notes")
    form = form_on(browser.html)
    _end_session(browser)

    browser.page = browser.client.post(form.action, data=form.fields)
    browser.come_back("Maja Lind")

    assert (browser.status, browser.path) == (200, "/")
    assert "kunde inte bli ditt utkast" in browser.text


def test_production_has_no_demo_sign_in(sqlite, services, tmp_path):
    with open_house(sqlite, services, tmp_path, DEMO_SIGN_IN="no") as house:
        browser = Browser(create_app(house.tools).test_client())

        assert browser.open("/sign-in").status == 404
        assert browser.open("/").status == 401
        assert "OpenID Connect" in browser.text


def _end_session(browser: Browser) -> None:
    browser.client.delete_cookie("session")
