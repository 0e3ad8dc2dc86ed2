"""The way back belongs to one browser and one sign-in, and is gone once (L14)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from limits import parse
from sqlalchemy import text

from service.actions.signing_in import leave_to_sign_in
from service.actions.travelling import come_back
from service.core.errors import SignInFailed
from service.limits import Limit, Rule
from service.web import create_app
from tests.auth.guests import Guest, guest_of
from tests.auth.provider import query
from tests.house import NOW
from tests.web.browser import Browser

ELSEWHERE = ("//evil.example.se", "/\\evil.example.se", "https:evil", "javascript:x()")
OVER = "Den här inloggningen är avslutad"
WRITTEN = {"kept-path": "/new/notes", "kept-group": "Temagruppen i hemlighet"}


@pytest.mark.parametrize(
    "address", ["", "?code=x", "?state=x", "?code=x&state=y", "?error=access_denied"]
)
def test_a_way_back_that_nobody_left_by_is_refused(guest, address):
    page = guest.come_back(f"/sign-in/callback{address}")

    assert page.status == 400
    assert OVER in page.text
    assert not guest.is_in


def test_another_browser_cannot_come_back_for_this_one(guest, small_house):
    """Login CSRF: the attacker's way back, opened by the victim."""
    back = guest.provider.authorize(query(guest.leave()))
    victim = guest_of(small_house, guest.provider)

    assert victim.come_back(back).status == 400
    victim.leave()
    assert victim.come_back(back).status == 400
    assert not victim.is_in
    assert guest.come_back(back).status == 200


def test_a_way_back_is_used_once(guest):
    back = guest.provider.authorize(query(guest.leave()))
    assert guest.come_back(back).status == 200
    guest.browser.client.delete_cookie("session")

    assert guest.come_back(back).status == 400
    assert not guest.is_in


def test_a_code_that_the_provider_has_taken_already_is_refused(guest):
    back = guest.provider.authorize(query(guest.leave()))
    guest.provider.codes.clear()

    assert guest.come_back(back).status == 400
    assert not guest.is_in


def test_a_code_of_another_sign_in_lacks_its_proof(guest, small_house):
    """The verifier of PKCE never leaves us, so a stolen code is worth nothing."""
    stolen = query(guest.provider.authorize(query(guest.leave())))["code"]
    thief = guest_of(small_house, guest.provider)
    state = query(thief.leave())["state"]

    assert (
        thief.come_back(f"/sign-in/callback?code={stolen}&state={state}").status == 400
    )
    assert not thief.is_in


def test_stopping_at_the_provider_is_said_and_can_be_tried_again(guest):
    state = query(guest.leave("/records"))["state"]
    page = guest.come_back(f"/sign-in/callback?error=access_denied&state={state}")

    assert page.status == 400
    assert "Inloggningen avbröts" in page.text
    assert guest.arrive(guest.leave_from_here()).path == "/records"


def test_an_answer_of_another_provider_is_refused(guest):
    back = guest.provider.authorize(query(guest.leave()))

    assert guest.come_back(f"{back}&iss=https://evil.example.se").status == 400


def test_a_provider_that_names_itself_must_do_so(guest):
    name = "authorization_response_iss_parameter_supported"
    guest.provider.metadata = {name: True}
    back = guest.provider.authorize(query(guest.leave()))
    assert guest.come_back(back).status == 400

    back = guest.provider.authorize(query(guest.leave()))
    assert guest.come_back(f"{back}&iss={guest.provider.issuer}").status == 200


def test_a_doubled_parameter_is_refused(guest):
    back = guest.provider.authorize(query(guest.leave()))

    assert guest.come_back(f"{back}&state=another").status == 400


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_never_leads_to_another_site(guest, address):
    guest.browser.open("/sign-in")
    page = guest.arrive(guest.leave_from_here(next=address))

    assert page.path == "/"
    assert page.page.request.host == "localhost"


def test_whoever_leaves_again_and_again_must_wait(small_house, provider):
    once = Rule(parse("1/hour"), parse("1/hour"))
    strict = replace(small_house.tools.limits, rules={Limit.SIGN_IN: once})
    app = create_app(replace(small_house.tools, limits=strict))
    guest = Guest(Browser(app.test_client()), provider)
    guest.leave()
    guest.browser.open("/").send(to="/sign-in/provider")

    assert guest.browser.status == 429


def test_what_was_asked_for_names_nobody_and_proves_by_s256(guest):
    asked = query(guest.leave())

    assert asked.keys() == {
        "response_type",
        "client_id",
        "redirect_uri",
        "scope",
        "state",
        "nonce",
        "code_challenge",
        "code_challenge_method",
    }
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://localhost:8080/sign-in/callback"
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3


def test_a_sign_in_waits_for_ten_minutes(house):
    way = leave_to_sign_in(house.tools, browser="", way_on="/", now=NOW)
    back = {"state": query(way.address)["state"], "browser": way.browser}

    with pytest.raises(SignInFailed):
        come_back(house.tools, **back, now=NOW + timedelta(minutes=10))
    come_back(house.tools, **back, now=NOW + timedelta(minutes=9))
    with pytest.raises(SignInFailed):
        come_back(house.tools, **back, now=NOW + timedelta(minutes=9))


def test_what_was_written_waits_sealed_and_becomes_a_draft(guest, small_house):
    guest.browser.open("/sign-in")
    onward = guest.leave_from_here(**WRITTEN)
    with small_house.engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM sign_in")).one()
    assert b"hemlighet" not in row.kept
    assert "hemlighet" not in str(row)

    page = guest.arrive(onward)

    assert page.path.startswith("/drafts/")
    assert "Temagruppen i hemlighet" in page.html


def test_what_was_written_is_not_lost_when_the_sign_in_fails(guest):
    guest.browser.open("/sign-in")
    state = query(guest.leave_from_here(**WRITTEN))["state"]
    page = guest.come_back(f"/sign-in/callback?code=nothing&state={state}")
    assert page.status == 400

    page = guest.arrive(guest.leave_from_here())
    assert page.path.startswith("/drafts/")
    assert "Temagruppen i hemlighet" in page.html
