"""The provider's keys change while we run, and nobody can make us ask for ever."""

from datetime import timedelta

import pytest
from joserfc.jwk import ECKey, OctKey, RSAKey

from service.auth.keys import KeyRing
from service.core.errors import SignInFailed
from tests.auth.guests import client_of
from tests.auth.provider import KEY, Provider
from tests.house import NOW

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ring(provider) -> KeyRing:
    return KeyRing(client_of(provider).settings)


def find(ring, provider, *, kid="first", alg="RS256", now=NOW):
    return ring.find(f"{provider.issuer}/keys", kid=kid, alg=alg, now=now)


def test_a_new_key_is_found_and_the_old_one_forgotten(guest):
    guest.sign_in()
    guest.provider.rotate("second")
    assert guest.sign_in("/sign-in").status == 200

    guest.provider.sign = lambda provider, said: Provider(key=KEY).signed(said)
    assert guest.sign_in("/sign-in").status == 400


def test_an_unknown_key_makes_us_ask_once_a_minute_at_most(ring, provider):
    find(ring, provider)
    for _ in range(20):
        with pytest.raises(SignInFailed):
            find(ring, provider, kid="unheard of")
    assert provider.requests.count("/keys") == 2

    with pytest.raises(SignInFailed):
        find(ring, provider, kid="unheard of", now=NOW + MINUTE)
    assert provider.requests.count("/keys") == 3


def test_a_key_that_was_withdrawn_is_forgotten_within_the_hour(ring, provider):
    find(ring, provider)
    provider.rotate("second")
    find(ring, provider, now=NOW + 59 * MINUTE)

    with pytest.raises(SignInFailed):
        find(ring, provider, now=NOW + 60 * MINUTE)


def test_a_single_key_needs_no_name(ring, provider):
    assert find(ring, provider, kid="").get("kid") == "first"


def test_of_two_keys_one_must_be_named(ring, provider):
    provider.published = [KEY, RSAKey.generate_key(2048, {"kid": "second"})]

    with pytest.raises(SignInFailed):
        find(ring, provider, kid="")


@pytest.mark.parametrize(
    "key",
    [
        OctKey.generate_key(256, {"kid": "first"}),
        RSAKey.generate_key(2048, {"kid": "first", "use": "enc"}),
        RSAKey.generate_key(2048, {"kid": "first", "alg": "RS512"}),
        ECKey.generate_key("P-256", {"kid": "first"}),
    ],
    ids=["shared secret", "for encryption", "for another algorithm", "another kind"],
)
def test_a_key_for_something_else_is_none(ring, provider, key):
    provider.published = [key]

    with pytest.raises(SignInFailed):
        find(ring, provider)
