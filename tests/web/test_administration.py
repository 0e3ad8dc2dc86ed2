"""The administration pages: they say what is so, and do what they say."""

import re

import pytest

from service.actions.access import get_account
from service.core.permit_words import ACTS
from service.core.permits import ACTS as WHO
from service.core.permits import RECORD_ACTS, Act, Role
from tests.actions.test_accounts import claim
from tests.web.browser import Browser


@pytest.fixture
def alex(small_house):
    return small_house.actor_of("alex.winter").account_id


@pytest.fixture
def page(alex) -> str:
    return f"/administration/accounts/{alex}"


def test_the_table_of_permits_stands_in_words_role_by_role(small_house, browser):
    said = words_by_role(browser.open("/administration").html)
    speak = small_house.tools.speak("sv")

    for act in set(Act) - {Act.ANYBODY}:
        allowed = WHO.get(act, set()) | RECORD_ACTS.get(act, {}).keys()
        shown = {role for role in Role if speak.say(ACTS[act]) in said[role]}
        everybody = speak.say(ACTS[act]) in said["everybody"]
        assert shown == (set() if everybody else allowed), act
        assert everybody == (allowed == set(Role)), act


def test_how_far_a_role_reaches_is_said_by_classification(browser):
    said = words_by_role(browser.open("/administration").html)

    assert "Läsa handlingar alla i organisationen" in said[Role.REGISTRAR]
    assert (
        "Läsa handlingar öppna, interna: alla i organisationen sekretessbelagda: "
        "de som de själva skrev" in said[Role.READER]
    )
    assert "alla i organisationen" not in said[Role.EDITOR].split("Skriva och rätta")[1]


def test_a_role_is_given_and_taken_on_the_account_s_page(
    small_house, browser, alex, page
):
    browser.open("/administration/accounts")
    assert "Alex Winter" in browser.text

    browser.open(page).send({"role": "registrar"}, to=f"{page}/roles")
    assert Role.REGISTRAR in get_account(small_house.tools, alex).roles
    assert "Rollen är given" in browser.text

    browser.send(to=f"{page}/roles/registrar/take")
    assert get_account(small_house.tools, alex).roles == {Role.EDITOR}


def test_a_role_must_be_chosen(browser, page):
    browser.open(page).send({"role": ""}, to=f"{page}/roles")

    assert (browser.status, list(browser.problems)) == (422, ["role"])


def test_a_role_from_the_sign_in_service_is_shown_with_the_reason_why_it_stays(
    small_house, browser, alex, page
):
    claim(small_house, alex, Role.AUDITOR)

    browser.open(page)

    assert "Kommer från inloggningstjänsten" in browser.text
    assert f"{page}/roles/auditor/take" not in browser.html
    assert browser.post(f"{page}/roles/auditor/take", {}).status == 409


def test_a_disabled_account_is_out_on_its_next_click(app, small_house, browser, page):
    theirs = Browser(app.test_client()).sign_in("Alex Winter")

    browser.open(page).send(to=f"{page}/disable")

    assert "Stängt" in browser.text
    assert theirs.open("/records").status == 401
    browser.send(to=f"{page}/enable")
    assert theirs.open("/records").status == 401
    assert theirs.sign_in("Alex Winter").open("/records").status == 200


def test_one_s_own_account_is_not_for_oneself_to_shut(small_house, browser):
    own = f"/administration/accounts/{small_house.actor.account_id}"

    browser.open(own)
    assert f"{own}/disable" not in browser.html
    assert browser.post(f"{own}/disable", {}).status == 409
    browser.open(own).send(to=f"{own}/roles/administrator/take")

    assert browser.status == 409
    assert "Be en kollega" in browser.text
    kept = get_account(small_house.tools, small_house.actor.account_id)
    assert Role.ADMINISTRATOR in kept.roles


@pytest.mark.parametrize("name", ["Maja Lind", "Eva Dahl", "Rolf Ek", "Lena Frost"])
def test_the_administration_is_for_administrators(app, page, name):
    visitor = Browser(app.test_client()).sign_in(name)

    assert "/administration" not in visitor.open("/").html
    for address in ("", "/accounts", "/keys"):
        assert visitor.open(f"/administration{address}").status == 403
    assert visitor.open(page).status == 403


def test_the_last_sign_in_is_shown(browser, page, app):
    assert "har aldrig loggat in" in browser.open("/administration/accounts").text

    Browser(app.test_client()).sign_in("Alex Winter")

    assert "Aldrig" not in browser.open(page).text


def words_by_role(html: str) -> dict[str, str]:
    """Return what each role's card says, without tags."""
    cards = re.findall(r'aria-labelledby="role-([a-z]+)">(.*?)</section>', html, re.S)
    return {
        role: " ".join(re.sub(r"<[^>]+>", " ", card).split()).replace(" :", ":")
        for role, card in cards
    }
