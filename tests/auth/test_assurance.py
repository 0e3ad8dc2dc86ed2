"""How sure it is who came: what the house demands, and a fresh proof when it counts."""

import time

import pytest
from sqlalchemy import update

from service.actions.signing_in import LONG_AGO
from service.core.actor import SYSTEM
from service.core.needs import needs
from service.core.permits import Act
from service.store.tables.access import SessionRow
from service.web import create_app
from tests.auth.guests import Guest, guest_of, oidc
from tests.auth.provider import query
from tests.house import open_house
from tests.web.browser import Browser


@pytest.fixture
def strict(sqlite, services, tmp_path, provider):
    """A guest of a house that demands two factors and a level."""
    demands = {"OIDC_REQUIRED_AMR": "mfa otp", "OIDC_REQUIRED_ACR": "loa3 loa4"}
    with open_house(sqlite, services, tmp_path, **oidc(provider, **demands)) as house:
        yield guest_of(house, provider)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("amr", None),
        ("amr", []),
        ("amr", ["pwd"]),
        ("acr", None),
        ("acr", "loa2"),
        ("acr", "LOA3"),
        ("acr", 3),
    ],
)
def test_a_proof_that_is_too_weak_is_refused_in_words(strict, claim, told):
    strict.provider.person[claim] = told
    page = strict.sign_in()

    assert page.status == 403
    assert "för svag" in page.text
    assert not strict.is_in


def test_a_proof_that_is_strong_enough_opens(strict):
    assert query(strict.leave())["acr_values"] == "loa3 loa4"

    assert strict.sign_in().status == 200


@pytest.fixture
def registrar(small_house, provider) -> Guest:
    """Somebody who may erase, and who proved an hour ago who they are."""
    app = create_app(small_house.tools)
    app.get("/fresh")(needs(Act.ERASE)(lambda: "fresh"))
    provider.person["groups"] = ["handslag-registrars"]
    provider.claims = {"auth_time": int(time.time()) - 3600}
    guest = Guest(Browser(app.test_client()), provider)
    guest.sign_in()
    return guest


def test_what_counts_asks_for_a_fresh_proof_and_leads_back(registrar, provider):
    before = registrar.browser.client.get_cookie("session").value
    page = registrar.browser.open("/fresh")
    assert page.status == 401
    assert "Visa en gång till att det är du" in page.text
    asked = query(registrar.leave_from_here())
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")

    provider.claims = {}
    page = registrar.come_back(provider.authorize(asked))
    assert (page.path, page.text) == ("/fresh", "fresh")
    assert registrar.browser.client.get_cookie("session").value != before


@pytest.mark.parametrize("seconds", [None, 310, 3600])
def test_a_provider_that_did_not_ask_anew_proves_nothing(registrar, provider, seconds):
    provider.claims = {"auth_time": seconds and int(time.time()) - seconds}
    registrar.browser.open("/fresh")
    page = registrar.arrive(registrar.leave_from_here())

    assert page.status == 403
    assert "frågade inte på nytt" in page.text
    assert registrar.browser.open("/fresh").status == 401
    assert registrar.is_in


def test_a_sign_in_that_does_not_say_when_is_no_fresh_proof(registrar, provider):
    """Being signed in at the provider already opens the door, not the archive."""
    provider.claims = {"auth_time": None}
    registrar.sign_in("/sign-in")

    assert registrar.browser.open("/fresh").status == 401


def test_somebody_else_cannot_prove_it_for_you(registrar, provider):
    registrar.browser.open("/fresh")
    provider.claims = {}
    provider.person |= {"sub": "a colleague", "name": "Maja Lind"}
    page = registrar.arrive(registrar.leave_from_here())

    assert page.status == 403
    assert "Det var någon annan" in page.text
    assert "Ida Broman" in registrar.browser.open("/account").text


def test_a_stranger_cannot_prove_it_again(guest):
    guest.browser.open("/sign-in").post("/sign-in/provider", {"again": "yes"})

    assert guest.browser.status == 401


def test_in_the_demo_the_name_is_the_proof(demo_registrar):
    page = demo_registrar.open("/fresh")
    assert page.status == 401
    page = page.send(to="/sign-in")

    assert (page.path, page.text) == ("/fresh", "fresh")


@pytest.fixture
def demo_registrar(sqlite, services, tmp_path):
    with open_house(sqlite, services, tmp_path) as house:
        app = create_app(house.tools)
        app.get("/fresh")(needs(Act.ERASE)(lambda: "fresh"))
        browser = Browser(app.test_client()).sign_in("Maja Lind")
        with house.tools.begin(SYSTEM) as work:
            work.session.execute(update(SessionRow).values(authenticated_at=LONG_AGO))
        yield browser
