"""A provider that is down, slow, or not the one that was agreed on."""

import json
from threading import Event

import pytest
from werkzeug import Response

from tests.auth.guests import guest_of, oidc
from tests.auth.provider import query
from tests.house import open_house

DISCOVERY = "/.well-known/openid-configuration"
SAID = "Inloggningstjänsten svarar inte"
EVIL = "https://evil.example.se"
UNFIT = {
    "another issuer": {"issuer": EVIL},
    "an issuer with a slash": {"issuer": "http://127.0.0.1/"},
    "no issuer": {"issuer": None},
    "no door": {"authorization_endpoint": None},
    "a door that is a script": {"authorization_endpoint": "javascript:alert(1)"},
    "a door without TLS": {"authorization_endpoint": "http://idp.example.se/a"},
    "tokens without TLS": {"token_endpoint": "http://idp.example.se/t"},
    "keys from a file": {"jwks_uri": "file:///etc/passwd"},
    "keys in the local network": {"jwks_uri": "http://169.254.169.254/keys"},
    "no codes": {"response_types_supported": ["id_token"]},
    "plain challenges only": {"code_challenge_methods_supported": ["plain"]},
    "shared secrets only": {"id_token_signing_alg_values_supported": ["HS256"]},
    "no way to prove who we are": {
        "token_endpoint_auth_methods_supported": ["private_key_jwt"]
    },
}
ANSWERS = {
    "an error": Response("no", status=500),
    "a redirect": Response(status=302, headers={"Location": f"{EVIL}/x"}),
    "no JSON": Response("<html>"),
    "a list": Response("[]"),
    "doubled names": Response('{"issuer": "a", "issuer": "b"}'),
    "deep": Response("[" * 200_000),
    "long": Response(" " * 300_000),
    "Latin-1": Response('{"å": 1}'.encode("latin-1")),
}


@pytest.fixture
def hasty(sqlite, services, tmp_path, provider):
    """A guest of a house that waits for one second only."""
    one = oidc(provider, OIDC_TIMEOUT_SECONDS="1")
    with open_house(sqlite, services, tmp_path, **one) as house:
        yield guest_of(house, provider)


@pytest.mark.parametrize("metadata", UNFIT.values(), ids=UNFIT)
def test_a_provider_that_does_not_fit_is_not_used(guest, metadata):
    guest.provider.metadata = metadata

    assert _cannot_leave(guest)


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_odd_answer_about_the_provider_is_not_used(guest, answer):
    guest.provider.answers[DISCOVERY] = answer

    assert _cannot_leave(guest)


@pytest.mark.parametrize("place", ["/token", "/keys"])
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_odd_answer_on_the_way_back_lets_nobody_in(guest, answer, place):
    back = guest.provider.authorize(query(guest.leave()))
    guest.provider.answers[place] = answer
    page = guest.come_back(back)

    assert page.status == 503
    assert SAID in page.text
    assert not guest.is_in


def test_a_provider_that_is_down_is_said_in_words(sqlite, services, tmp_path, provider):
    gone = oidc(provider, OIDC_ISSUER="http://127.0.0.1:9")
    with open_house(sqlite, services, tmp_path, **gone) as house:
        guest = guest_of(house, provider)

        assert _cannot_leave(guest)
        assert guest.browser.open("/healthz").status == 200


def test_a_provider_that_comes_back_is_used_at_once(guest):
    guest.provider.answers[DISCOVERY] = Response("no", status=500)
    assert _cannot_leave(guest)
    guest.provider.answers.clear()

    assert guest.sign_in().status == 200


@pytest.mark.parametrize("place", [DISCOVERY, "/token", "/keys"])
def test_a_provider_that_says_nothing_is_not_waited_for(hasty, place):
    hasty.provider.silence, hasty.provider.silent_at = Event(), place
    hasty.browser.open("/").send(to="/sign-in/provider")
    if hasty.browser.status == 200:
        hasty.arrive(hasty.onward)
    hasty.provider.silence.set()

    assert hasty.browser.status == 503
    assert SAID in hasty.browser.text


def test_a_provider_that_drips_is_not_waited_for(hasty):
    hasty.provider.answers[DISCOVERY] = Response(_drip(hasty.provider))
    assert _cannot_leave(hasty)
    hasty.provider.silence.set()


def test_our_own_wrong_secret_is_no_fault_of_the_guests(
    sqlite, services, tmp_path, provider
):
    wrong = oidc(provider, OIDC_CLIENT_SECRET="wrong")
    refusal = Response('{"error": "invalid_client"}', status=401)
    provider.answers["/token"] = refusal
    with open_house(sqlite, services, tmp_path, **wrong) as house:
        page = guest_of(house, provider).sign_in()

    assert page.status == 503


def test_the_secret_may_also_go_by_the_form(guest):
    name = "token_endpoint_auth_methods_supported"
    guest.provider.metadata = {name: ["client_secret_post"]}

    assert guest.sign_in().status == 200


def test_nothing_is_asked_that_is_known(guest, small_house):
    guest.sign_in()
    guest_of(small_house, guest.provider).sign_in()

    asked = guest.provider.requests
    assert (asked.count(DISCOVERY), asked.count("/keys")) == (1, 1)
    assert asked.count("/token") == 2


def _cannot_leave(guest) -> bool:
    guest.browser.open("/records").send(to="/sign-in/provider")
    assert guest.browser.status == 503
    assert guest.browser.page.headers["Cache-Control"] == "no-store"
    return SAID in guest.browser.text


def _drip(provider):
    provider.silence = Event()
    yield json.dumps({"issuer": provider.issuer})[:-1]
    while not provider.silence.wait(timeout=0.2):
        yield " "
