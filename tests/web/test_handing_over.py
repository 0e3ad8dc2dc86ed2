"""The pages on which records change hands: what goes along is told before it goes."""

import pytest

from tests.actions.handing import owner, shut_out
from tests.consent.asking import asked
from tests.house import House, sending
from tests.web.browser import Browser

ALEX = "alex.winter"


@pytest.fixture
def alex(app) -> Browser:
    return Browser(app.test_client()).sign_in("Alex Winter")


@pytest.fixture
def alexs_page(small_house) -> str:
    """A record of Alex's, who has left; the page of their account."""
    alex = small_house.actor_of(ALEX)
    theirs = House(small_house.settings, small_house.tools, alex, small_house.engine)
    theirs.submit("notes")
    small_house.work()
    return f"/administration/accounts/{alex.account_id}"


def test_a_consent_is_handed_over_and_back_on_its_page(small_house, browser, alex):
    record_id = asked(small_house)
    page = f"/records/{record_id}"
    browser.open(page)
    assert "Ansvarig Ida Broman" in browser.text
    browser.open(f"{page}/hand-over")
    assert "0 frågor att svara på" in browser.text
    assert "2 påminnelser som ska gå iväg" in browser.text
    assert "ser den nya kontakten" in browser.text
    to = str(small_house.actor_of(ALEX).account_id)

    browser.send({"account_id": to, "note": "Ring först."}, to=f"{page}/hand-over")

    assert browser.path == "/"  # it is confidential, and not theirs any more
    assert "Handlingen är överlämnad" in browser.text
    alex.open(page)
    assert "From Ida Broman to Alex Winter" in alex.text
    assert "Ring först." in alex.text
    alex.send(to=f"{page}/hand-back")
    assert owner(small_house, record_id) == small_house.actor.account_id
    assert "Från Alex Winter till Ida Broman" in browser.open(page).text


def test_what_is_not_confidential_stays_to_be_read(small_house, browser):
    record_id = small_house.submit(sending=sending(typed=[])).record_id
    page = f"/records/{record_id}"
    to = str(small_house.actor_of(ALEX).account_id)

    browser.open(f"{page}/hand-over")
    assert "Telefonnummer" not in browser.text
    browser.send({"account_id": to}, to=f"{page}/hand-over")

    assert browser.path == page
    assert "Ansvarig Alex Winter" in browser.text
    assert "/hand-over" not in browser.html


def test_nobody_chosen_is_told_and_what_was_written_stays(small_house, browser):
    record_id = asked(small_house)
    page = f"/records/{record_id}/hand-over"

    browser.open(page).send({"account_id": "", "note": "Ring först."}, to=page)

    assert browser.status == 422
    assert "Ring först." in browser.html
    assert 'href="#account_id"' in browser.html


def test_who_shuts_an_account_is_told_what_is_left_and_led_on(
    small_house, browser, alexs_page
):
    browser.open(alexs_page).send(to=f"{alexs_page}/disable")
    assert "1 handling står i den personens namn." in browser.text

    assert "Den ansvariga har slutat" in browser.open("/").text
    browser.open("/administration/accounts")
    assert f'href="{alexs_page}/hand-over"' in browser.html

    browser.open(f"{alexs_page}/hand-over")
    to = str(small_house.actor.account_id)
    browser.send({"account_id": to}, to=f"{alexs_page}/hand-over")
    assert "0 av 1 överlämnade till Ida Broman" in browser.text
    small_house.work()
    browser.open(f"{alexs_page}/hand-over")
    assert "1 av 1 överlämnade till Ida Broman" in browser.text
    assert "Inget står i den personens namn." in browser.text
    assert "Den ansvariga har slutat" not in browser.open("/").text


def test_only_administrators_are_told_who_has_left(small_house, alexs_page, app):
    shut_out(small_house, ALEX)

    maja = Browser(app.test_client()).sign_in("Maja Lind")

    assert "Den ansvariga har slutat" not in maja.open("/").text
