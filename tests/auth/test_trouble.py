"""A provider that is down, slow, or not the one that was agreed on."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
from werkzeug import Response

from service.auth.client import OpenIdClient, WayBack
from service.core.errors import SignInDown
from tests.auth.guests import client_of, guest_of, oidc
from tests.auth.provider import Provider, query
from tests.house import NOW, open_house

DISCOVERY = "/.well-known/openid-configuration"
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
def client(provider) -> OpenIdClient:
    return client_of(provider)


@pytest.fixture
def hasty(provider) -> OpenIdClient:
    return client_of(provider, OIDC_TIMEOUT_SECONDS="1")


@pytest.mark.parametrize("metadata", UNFIT.values(), ids=UNFIT)
def test_a_provider_that_does_not_fit_is_not_used(client, provider, metadata):
    provider.metadata = metadata

    with pytest.raises(SignInDown):
        client.leave(again=False, now=NOW)


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_odd_answer_about_the_provider_is_not_used(client, provider, answer):
    provider.answers[DISCOVERY] = answer

    with pytest.raises(SignInDown):
        client.leave(again=False, now=NOW)


@pytest.mark.parametrize("place", ["/token", "/keys"])
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_odd_answer_on_the_way_back_lets_nobody_in(client, provider, answer, place):
    provider.answers[place] = answer

    with pytest.raises(SignInDown):
        _go_and_come_back(client, provider)


def test_a_provider_that_is_down_is_left_alone_for_five_seconds(client, provider):
    provider.answers[DISCOVERY] = Response("no", status=500)
    for second in range(5):
        with pytest.raises(SignInDown):
            client.leave(again=False, now=NOW + timedelta(seconds=second))
    assert provider.requests == [DISCOVERY]
    provider.answers.clear()

    assert client.leave(again=False, now=NOW + timedelta(seconds=5)).address


def test_what_is_known_of_a_provider_goes_on_when_it_does_not_say_more(
    client, provider
):
    client.leave(again=False, now=NOW)
    provider.answers[DISCOVERY] = Response("no", status=500)

    for hour in range(1, 4):
        assert client.leave(again=False, now=NOW + timedelta(hours=hour)).address
    assert provider.requests.count(DISCOVERY) == 4


@pytest.mark.parametrize("place", [DISCOVERY, "/token", "/keys"])
def test_a_provider_that_says_nothing_is_not_waited_for(hasty, provider, place):
    provider.silence, provider.silent_at = Event(), place
    try:
        with pytest.raises(SignInDown):
            _go_and_come_back(hasty, provider)
    finally:
        provider.silence.set()


def test_a_provider_that_drips_is_not_waited_for(hasty, provider):
    provider.silence = Event()
    provider.answers[DISCOVERY] = Response(_drip(provider))
    try:
        with pytest.raises(SignInDown):
            hasty.leave(again=False, now=NOW)
    finally:
        provider.silence.set()


def test_our_own_wrong_secret_is_no_fault_of_the_guests(provider):
    wrong = client_of(provider, OIDC_CLIENT_SECRET="wrong")
    provider.answers["/token"] = Response('{"error": "invalid_client"}', status=401)

    with pytest.raises(SignInDown):
        _go_and_come_back(wrong, provider)


@pytest.mark.parametrize("proof", ["client_secret_basic", "client_secret_post"])
def test_we_prove_who_we_are_as_the_provider_wishes(client, provider, proof):
    provider.metadata = {"token_endpoint_auth_methods_supported": [proof]}

    assert _go_and_come_back(client, provider)


def test_nothing_is_asked_that_is_known(client, provider):
    for _ in range(2):
        _go_and_come_back(client, provider)

    asked = provider.requests
    assert [asked.count(place) for place in (DISCOVERY, "/keys", "/token")] == [1, 1, 2]


def test_a_provider_that_is_down_is_said_in_words(sqlite, services, tmp_path, provider):
    gone = oidc(provider, OIDC_ISSUER="http://127.0.0.1:9")
    with open_house(sqlite, services, tmp_path, **gone) as house:
        guest = guest_of(house, provider)
        page = guest.browser.open("/records").send(to="/sign-in/provider")

        assert page.status == 503
        assert "Inloggningstjänsten svarar inte" in page.text
        assert page.open("/healthz").status == 200


def test_a_provider_that_goes_down_meanwhile_loses_nothing(guest):
    onward = guest.leave("/records")
    guest.provider.answers["/token"] = Response("no", status=500)
    page = guest.arrive(onward)
    assert page.status == 503
    assert "Inloggningstjänsten svarar inte" in page.text
    guest.provider.answers.clear()

    assert guest.arrive(guest.leave_from_here()).path == "/records"


def _go_and_come_back(client: OpenIdClient, provider: Provider) -> dict[str, Any]:
    way = client.leave(again=False, now=datetime.now(UTC))
    code = query(provider.authorize(query(way.address)))["code"]
    return client.come_back(
        WayBack(code),
        nonce=way.nonce,
        verifier=way.verifier,
        now=datetime.now(UTC),
    )


def _drip(provider: Provider) -> Iterator[str]:
    yield json.dumps({"issuer": provider.issuer})[:-1]
    while not provider.silence.wait(timeout=0.2):
        yield " "
