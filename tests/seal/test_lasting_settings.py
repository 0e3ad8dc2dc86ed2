"""What cannot work is refused at start by its name, and what stops working is told."""

from datetime import timedelta
from http import HTTPStatus

import pytest

from service.actions.examining_seal import examine_lasting
from service.core.errors import Refused
from service.settings.environment import SettingsError
from service.settings.seal_level import Level
from tests.documents.samples import NOW
from tests.house import open_house
from tests.seal import certificates
from tests.seal.authority import open_authority, pem
from tests.seal.clockwork import open_clockwork

TSA = {"SEAL_TSA_URL": "https://tsa.example.se"}


@pytest.fixture(scope="module")
def authority():
    with open_authority(NOW) as service:
        yield service


def refused(**changes):
    with pytest.raises(SettingsError) as problem:
        certificates.settings(**changes)
    return str(problem.value)


def test_it_is_as_much_as_the_settings_let_it_be(authority):
    assert certificates.settings().level is Level.B_B
    assert certificates.settings(**TSA).level is Level.B_T
    most = certificates.settings(**authority.environment, **TSA).level
    assert (most, str(most)) == (Level.B_LTA, "B-LTA")


def test_it_needs_a_clock_an_authority_and_its_root(authority):
    env = authority.environment
    self_made = certificates.environment("Region Exempel")["SEAL_CERTIFICATE"]

    assert "SEAL_TSA_URL as well" in refused(**env)
    assert "root in SEAL_TRUSTED" in refused(**{**env, **TSA, "SEAL_TRUSTED": ""})
    alone = {"SEAL_LONG_TERM": "yes", "SEAL_TRUSTED": self_made, **TSA}
    assert "that an authority has issued" in refused(**alone)
    assert refused(SEAL_LONG_TERM="1").startswith("SEAL_LONG_TERM: expected yes or no")


def test_each_certificate_names_where_to_ask_about_it(authority):
    key, silent = authority.issued("Region Tyst", [])
    env = {**authority.environment, **TSA}
    env |= {"SEAL_CERTIFICATE": pem(silent), "SEAL_KEY": key}

    assert "an address of OCSP or a CRL in CN=Region Tyst" in refused(**env)


def test_the_doctor_tries_it_and_says_what_is_wrong(
    sqlite, services, tmp_path, authority
):
    with open_clockwork(NOW, authority.clock) as clockwork:
        env = {**authority.environment, "SEAL_TSA_URL": clockwork.url}
        with open_house(sqlite, services, tmp_path, **env) as house:
            assert "renewed on 2030-10-03" in examine_lasting(house.tools, NOW)
            authority.status = HTTPStatus.SERVICE_UNAVAILABLE
            with pytest.raises(Refused, match="revocation_service"):
                examine_lasting(house.tools, NOW)
            authority.status = HTTPStatus.OK
            authority.revoked.add(authority.serial("seal"))
            with pytest.raises(Refused, match="seal_revoked"):
                examine_lasting(house.tools, NOW + timedelta(minutes=1))


def test_without_it_the_doctor_says_that_it_is_not_set_up(small_house):
    assert "SEAL_LONG_TERM" in examine_lasting(small_house.tools, NOW)
