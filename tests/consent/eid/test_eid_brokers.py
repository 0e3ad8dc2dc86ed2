"""Brokers as they are: written by others, with names and proofs of their own."""

import json

import pytest
from joserfc.jwk import ECKey
from werkzeug import Response

from service.actions.examining import examine
from service.settings import Settings, SettingsError
from service.settings.eid import EidSettings
from service.settings.environment import Environment
from tests.auth.mock import approve, serving_mock
from tests.auth.provider import Provider, query
from tests.consent.eid.holders import (
    COORDINATED,
    LOA3,
    NUMBER,
    PERSON,
    PUSHES,
    SARAS,
    SOMEBODYS,
    eid,
    holder_of,
)
from tests.house import open_house
from tests.links import clock

KEY = ECKey.generate_key("P-256", private=True)
BY_KEY = {"EID_CLIENT_SECRET": "", "EID_CLIENT_KEY": KEY.as_pem(private=True).decode()}
SSN = {"EID_CLAIM_NUMBER": "ssn", "EID_CLAIM_COORDINATION": "ssn"}
WRONG = {
    "EID_ISSUER": ("http://broker.example.se", "broker.example.se", ""),
    "EID_CLIENT_ID": ("",),
    "EID_CLIENT_SECRET": ("",),
    "EID_CLIENT_KEY": ("no key", "-----BEGIN PRIVATE KEY-----"),
    "EID_REQUIRED": ("yes", "always"),
    "EID_TIMEOUT_SECONDS": ("0",),
}
LINES = [(name, value) for name, values in WRONG.items() for value in values]


@pytest.fixture(scope="module")
def issuer() -> str:
    """A real provider that others wrote; it tells no level unless it is a claim."""
    somebody = {**PERSON, "sub": "somebody else", NUMBER: SOMEBODYS}
    with serving_mock(PERSON, somebody) as running:
        yield running


@pytest.fixture
def sara(sqlite, services, tmp_path, issuer):
    theirs = eid(Provider(), EID_ISSUER=issuer)
    with open_house(sqlite, services, tmp_path, **theirs) as house:
        yield holder_of(house, Provider())


def test_a_real_provider_opens_the_link_for_who_it_is_for(sara):
    page = sara.come_back(approve(sara.leave(), PERSON["sub"]))

    assert (page.status, page.path) == (200, "/c")
    assert "Alma" in page.text


def test_a_real_provider_opens_nothing_for_somebody_else(sara):
    page = sara.come_back(approve(sara.leave(), "somebody else"))

    assert page.status == 403
    assert "Alma" not in page.open("/c").text


@pytest.mark.parametrize("number", [SARAS, COORDINATED])
def test_a_broker_may_call_both_numbers_by_one_name(
    sqlite, services, tmp_path, broker, number
):
    with open_house(sqlite, services, tmp_path, **eid(broker, **SSN)) as house:
        sara = holder_of(house, broker, number)
        broker.person = {"sub": "x", "acr": LOA3, "ssn": number}

        assert "Alma" in sara.identify().text


def test_a_broker_may_tell_another_level_than_one_asks_for(
    sqlite, services, tmp_path, broker
):
    levels = {
        "EID_ACR": "urn:example:same-device urn:example:qr",
        "EID_ACR_VALUES": "idp:sbid",
        "EID_CLAIM_ACR": "authenticationtype",
    }
    with open_house(sqlite, services, tmp_path, **eid(broker, **levels)) as house:
        sara = holder_of(house, broker)
        broker.person |= {"acr": None, "authenticationtype": "urn:example:qr"}
        address = sara.leave()

        assert query(address)["acr_values"] == "idp:sbid"
        assert "Alma" in sara.come_back(broker.authorize(query(address))).text


def test_a_key_proves_who_we_are(sqlite, services, tmp_path, broker):
    broker.client_key = KEY
    broker.metadata = {
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        PUSHES: f"{broker.issuer}/pushed",
    }
    with open_house(sqlite, services, tmp_path, **eid(broker, **BY_KEY)) as house:
        sara = holder_of(house, broker)

        assert "Alma" in sara.identify().text
        assert SARAS in json.dumps(broker.asked)


def test_a_broker_that_refuses_what_is_told_beforehand_is_down(small_house, broker):
    sara = holder_of(small_house, broker)
    broker.metadata = {PUSHES: f"{broker.issuer}/nowhere"}
    broker.answers["/nowhere"] = Response("{}", status=400)
    page = sara.browser.open(f"/c/{sara.token}").send(to="/c/eid")

    assert page.status == 503


def test_the_doctor_finds_a_broker_that_never_tells_the_number(small_house, broker):
    broker.metadata = {"claims_supported": ["sub", "name"]}

    assert NUMBER in _looked_at(small_house).wrong


def test_the_doctor_finds_a_broker_well(small_house):
    assert _looked_at(small_house).found.startswith("127.0.0.1 answers, 1 keys")


@pytest.mark.parametrize(("name", "value"), LINES)
def test_a_wrong_setting_is_named(tmp_path, name, value):
    told = {**eid(Provider(port=9), EID_REQUIRED="offered"), "VAR_DIR": str(tmp_path)}

    with pytest.raises(SettingsError, match=name):
        Settings.from_env({**told, name: value})


def test_without_a_broker_there_is_none(tmp_path):
    assert Settings.from_env({"VAR_DIR": str(tmp_path)}).eid is None


def _looked_at(house):
    return next(one for one in examine(house.tools, now=clock()) if one.part == "e-ID")


def test_in_production_a_secret_is_a_secret():
    told = eid(Provider(port=9), EID_ISSUER="https://broker.example.se")
    assert EidSettings.read(Environment(told), may_be_plain=False).client_secret
    short = Environment({**told, "EID_CLIENT_SECRET": "demo"})

    with pytest.raises(SettingsError, match="EID_CLIENT_SECRET"):
        EidSettings.read(short, may_be_plain=False)
