"""The whole way with a provider that is not ours, from a page to the page."""

import pytest

from service.actions.examining import examine
from service.web import create_app
from tests.auth.guests import HERE, Guest, oidc
from tests.auth.mock import approve, deny, serving_mock
from tests.auth.provider import IDA, Provider, query
from tests.house import NOW, open_house
from tests.web.browser import Browser


@pytest.fixture(scope="module")
def issuer() -> str:
    with serving_mock({**IDA, "groups": ["handslag-registrars"]}) as running:
        yield running


@pytest.fixture
def house(database, services, tmp_path, issuer):
    theirs = oidc(Provider(), OIDC_ISSUER=issuer)
    with open_house(database, services, tmp_path, **theirs) as opened:
        yield opened


@pytest.fixture
def guest(house) -> Guest:
    return Guest(Browser(create_app(house.tools).test_client()), Provider())


def test_somebody_signs_in_and_out_again(guest, issuer):
    page = guest.come_back(approve(guest.leave("/records"), IDA["sub"]))
    assert (page.status, page.path) == (200, "/records")
    assert "Ida Broman" in page.text

    page = page.open("/account").send(to="/sign-out")
    assert page.path == "/signed-out"
    assert f"{issuer}/oauth2/end_session?client_id=handslag" in page.html
    assert page.open("/records").status == 401


def test_a_code_is_worth_nothing_the_second_time(guest):
    back = approve(guest.leave(), IDA["sub"])
    code = query(back)["code"]
    guest.come_back(back)
    guest.browser.client.delete_cookie("session")
    state = query(guest.leave())["state"]

    again = f"{HERE}/sign-in/callback?code={code}&state={state}"
    assert guest.come_back(again).status == 400


def test_whoever_says_no_is_not_in(guest):
    page = guest.come_back(deny(guest.leave()))

    assert page.status == 400
    assert not guest.is_in


def test_a_fresh_proof_is_asked_for_and_given(guest):
    guest.come_back(approve(guest.leave(), IDA["sub"]))
    guest.browser.open("/sign-in")
    page = guest.come_back(approve(guest.leave_from_here(again="yes"), IDA["sub"]))

    assert page.status == 200


def test_the_doctor_finds_the_provider_well(house):
    found = {one.part: one for one in examine(house.tools, now=NOW)}["sign-in"]

    assert (found.wrong, found.found) == ("", "127.0.0.1 answers, 1 keys")
