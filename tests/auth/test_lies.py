"""A provider, or somebody in its place, that says what is not so: nobody comes in."""

import hmac
import json
import logging
import time
from base64 import urlsafe_b64encode

import pytest
from joserfc.jwk import ECKey, RSAKey

from service.web import create_app
from tests.auth.guests import Guest, oidc
from tests.auth.provider import KEY, SECRET, Provider, serving, unsigned
from tests.house import open_house
from tests.web.browser import Browser

STRANGER = RSAKey.generate_key(2048, {"kid": "first"}, private=True)
OTHER_CURVE = ECKey.generate_key("P-384", {"kid": "first"})
EVIL = "https://evil.example.se"


def hmac_with(secret: bytes):
    def sign(provider: Provider, said: dict) -> str:
        bare = unsigned(said, {"alg": "HS256", "kid": provider.kid}).rstrip(".")
        mac = hmac.digest(secret, bare.encode(), "sha256")
        return f"{bare}.{urlsafe_b64encode(mac).decode().rstrip('=')}"

    return sign


def doubled(name: str, value: str):
    """Say one claim twice: first a lie, then the truth, or the other way round."""

    def sign(provider: Provider, said: dict) -> str:
        text = json.dumps(said)
        return provider.signed(f'{{"{name}": "{value}", {text[1:]}'.encode())

    return sign


def by(key, **header):
    """Sign with another key than the published one, and hand it over in the token."""

    def sign(provider: Provider, said: dict) -> str:
        alg = "RS256" if isinstance(key, RSAKey) else "ES384"
        stranger = Provider(key=key, alg=alg, header=header)
        return stranger.signed(said)

    return sign


def plain(signature: bytes = b"signed", **header):
    return lambda provider, said: unsigned(said, header, signature)


def changed(provider: Provider, said: dict) -> str:
    """Keep the signature of another person's token."""
    head, _, signature = provider.signed(said).split(".")
    lie = unsigned({**said, "sub": "somebody else"}, {}).split(".")[1]
    return f"{head}.{lie}.{signature}"


OWN = STRANGER.as_dict(private=False)
SIGNATURES = {
    "alg none": (plain(b"", alg="none"), "no_signed_token"),
    "alg none, and a signature": (plain(alg="none"), "algorithm"),
    "alg nOnE": (plain(alg="nOnE", kid="first"), "algorithm"),
    "no alg": (plain(kid="first"), "algorithm"),
    "alg a list": (plain(alg=["RS256"], kid="first"), "algorithm"),
    "no signature": (plain(b"", alg="RS256", kid="first"), "no_signed_token"),
    "HS256 by the public key": (hmac_with(KEY.as_pem(private=False)), "algorithm"),
    "HS256 by the secret": (hmac_with(SECRET.encode()), "algorithm"),
    "RS512": (lambda p, said: Provider(alg="RS512").signed(said), "algorithm"),
    "a stranger's key": (by(STRANGER), "signature"),
    "another curve": (by(OTHER_CURVE), "algorithm"),
    "its own key": (by(STRANGER, jwk=OWN), "header"),
    "the address of keys": (by(STRANGER, jku=f"{EVIL}/keys"), "header"),
    "the address of a chain": (by(STRANGER, x5u=f"{EVIL}/chain"), "header"),
    "a chain": (by(STRANGER, x5c=["MIIB"]), "header"),
    "a header that must be known": (by(KEY, crit=["b64"], b64=True), "header"),
    "an unknown key": (by(KEY, kid="unheard of"), "unknown_key"),
    "a key id that is no text": (plain(alg="RS256", kid={"a": 1}), "header"),
    "an access token": (by(KEY, typ="at+jwt"), "type"),
    "a logout token": (by(KEY, typ="logout+jwt"), "type"),
    "changed afterwards": (changed, "signature"),
    "doubled issuer": (doubled("iss", EVIL), "not_json"),
    "doubled subject": (doubled("sub", "somebody else"), "not_json"),
    "no object": (lambda p, said: p.signed(b'["sub"]'), "not_json"),
    "no JSON": (lambda p, said: p.signed(b"sub=ida"), "not_json"),
    "NaN": (lambda p, said: p.signed(b'{"exp": NaN}'), "not_json"),
    "deep": (lambda p, said: p.signed(b"[" * 9_000), "not_json"),
    "no token": (lambda p, said: "", "no_id_token"),
    "no text": (lambda p, said: 17, "no_id_token"),
    "not three parts": (lambda p, said: "eyJ.eyJ", "no_signed_token"),
    "five parts": (lambda p, said: "a.b.c.d.e", "no_signed_token"),
    "huge": (lambda p, said: p.signed({**said, "x": "y" * 20_000}), "token_too_long"),
}
MINUTE = 60
CLAIMS = {
    "wrong issuer": ({"iss": EVIL}, "claim_iss"),
    "issuer with a slash": ({"iss": "{issuer}/"}, "claim_iss"),
    "no issuer": ({"iss": None}, "claim_iss"),
    "for another program": ({"aud": "another"}, "claim_aud"),
    "for nobody": ({"aud": []}, "claim_aud"),
    "no audience": ({"aud": None}, "claim_aud"),
    "for two, and nobody authorized": ({"aud": ["handslag", "x"]}, "claim_azp"),
    "another is authorized": ({"azp": "another"}, "claim_azp"),
    "another's nonce": ({"nonce": "another"}, "claim_nonce"),
    "no nonce": ({"nonce": None}, "claim_nonce"),
    "a nonce that is no text": ({"nonce": ["x"]}, "claim_nonce"),
    "expired": ({"exp": -2 * MINUTE}, "claim_exp"),
    "no end": ({"exp": None}, "claim_exp"),
    "an end in words": ({"exp": "tomorrow"}, "claim_exp"),
    "an end that is true": ({"exp": True}, "claim_exp"),
    "issued in the future": ({"iat": 2 * MINUTE}, "claim_iat"),
    "never issued": ({"iat": None}, "claim_iat"),
    "not yet": ({"nbf": 2 * MINUTE}, "claim_nbf"),
    "nobody": ({"sub": None}, "claim_sub"),
    "an empty name": ({"sub": ""}, "claim_sub"),
    "a number for a name": ({"sub": 17}, "claim_sub"),
    "a name with a NUL": ({"sub": "a\0b"}, "claim_sub"),
    "a name without end": ({"sub": "x" * 300}, "claim_sub"),
    "another access token": ({"at_hash": "AAAA"}, "claim_at_hash"),
    "proved in the future": ({"auth_time": 10 * MINUTE}, "claim_auth_time"),
    "proved in words": ({"auth_time": "now"}, "claim_auth_time"),
}
RELATIVE = ("exp", "iat", "nbf", "auth_time")


@pytest.fixture(scope="module")
def shared(services, tmp_path_factory):
    """One house for all the lies: nobody comes in, so nothing is left behind."""
    folder = tmp_path_factory.mktemp("lies")
    with serving() as provider:
        url = services.database("sqlite", folder)
        with open_house(url, services, folder, **oidc(provider)) as house:
            yield create_app(house.tools), provider


@pytest.fixture
def liar(shared) -> Guest:
    app, provider = shared
    provider.behave()
    return Guest(Browser(app.test_client()), provider)


@pytest.mark.parametrize(("sign", "code"), SIGNATURES.values(), ids=SIGNATURES)
def test_a_token_that_is_not_rightly_signed_opens_nothing(liar, sign, code, caplog):
    liar.provider.sign = sign

    _nobody_came_in(liar, code, caplog)


@pytest.mark.parametrize(("lies", "code"), CLAIMS.values(), ids=CLAIMS)
def test_a_token_that_says_something_else_opens_nothing(liar, lies, code, caplog):
    liar.provider.claims = _spelled(lies, liar.provider)

    _nobody_came_in(liar, code, caplog)


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_a_short_key_is_no_key(guest, caplog):
    guest.provider.key = RSAKey.generate_key(1024, {"kid": "first"}, private=True)

    _nobody_came_in(guest, "unknown_key", caplog)


def test_a_key_on_another_curve_is_no_key(guest, caplog):
    guest.provider.published = [OTHER_CURVE]

    _nobody_came_in(guest, "unknown_key", caplog)


def test_clocks_may_be_a_minute_apart(guest):
    guest.provider.claims = _spelled({"iat": 50, "exp": -50}, guest.provider)
    guest.sign_in()

    assert guest.is_in


def test_an_audience_of_several_is_well_when_we_are_the_authorized_one(guest):
    guest.provider.claims = {"aud": ["handslag", "another"], "azp": "handslag"}
    guest.sign_in()

    assert guest.is_in


def _nobody_came_in(guest, code, caplog):
    caplog.set_level(logging.WARNING)
    page = guest.sign_in()

    assert page.status == 400
    assert "gick inte att lita på" in page.text
    assert f"no sign-in: {code}" in caplog.messages
    assert not guest.is_in
    assert not guest.browser.client.get_cookie("session")


def _spelled(lies: dict, provider: Provider) -> dict:
    """Write moments as seconds from now, and the provider's own address."""
    now = int(time.time())

    def spell(name, value):
        if name in RELATIVE and type(value) is int:
            return now + value
        return value.format(issuer=provider.issuer) if isinstance(value, str) else value

    return {name: spell(name, value) for name, value in lies.items()}
