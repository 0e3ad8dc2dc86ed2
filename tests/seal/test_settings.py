"""A certificate that cannot seal stops production at its start, by its name."""

import logging
import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from service.actions.examining_seal import warn_of_the_end
from service.settings import Settings
from tests.ops.test_settings import PRODUCTION, refused
from tests.seal import certificates

OURS = certificates.environment()
OTHERS = certificates.environment("Somebody else")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
EXPIRED = certificates.environment("Old", begins=LONG_AGO, ends=certificates.BEGINS)
NOT_YET = certificates.environment("New", begins=certificates.ENDS - timedelta(1))
BY_HAND = (
    *("openssl", "req", "-x509", "-newkey", "ec", "-days", "1095"),
    *("-pkeyopt", "ec_paramgen_curve:prime256v1"),
    *("-addext", "basicConstraints=critical,CA:FALSE"),
    *("-addext", "keyUsage=critical,digitalSignature,nonRepudiation"),
)


@pytest.mark.parametrize(
    ("changes", "variable"),
    [
        ({"SEAL_CERTIFICATE": ""}, "SEAL_CERTIFICATE"),
        ({"SEAL_KEY": ""}, "SEAL_KEY"),
        ({"SEAL_CERTIFICATE": "no PEM"}, "SEAL_CERTIFICATE"),
        ({"SEAL_KEY": "no PEM"}, "SEAL_KEY"),
        ({"SEAL_KEY": OTHERS["SEAL_KEY"]}, "SEAL_KEY"),
        ({"SEAL_TRUSTED": "no PEM"}, "SEAL_TRUSTED"),
        ({"SEAL_TSA_URL": "tsa.example.se"}, "SEAL_TSA_URL"),
        ({"SEAL_CERTIFICATE": "", "SEAL_CERTIFICATE_FILE": "/no/such/file"}, None),
        (EXPIRED, "SEAL_CERTIFICATE"),
        (NOT_YET, "SEAL_CERTIFICATE"),
        (certificates.environment("Handslag demo"), "SEAL_CERTIFICATE"),
    ],
)
def test_production_does_not_start_with(changes, variable):
    assert refused({**PRODUCTION, **changes}) == (variable or "SEAL_CERTIFICATE_FILE")


def test_the_demo_makes_a_seal_of_its_own_once_that_production_refuses(tmp_path):
    first, again = (Settings.from_env({"VAR_DIR": str(tmp_path)}) for _ in range(2))
    made = {
        "SEAL_CERTIFICATE_FILE": str(tmp_path / "seal" / "certificate.pem"),
        "SEAL_KEY_FILE": str(tmp_path / "seal" / "key.pem"),
    }

    assert first.seal == again.seal
    assert first.seal.name == "Handslag demo"
    assert (tmp_path / "seal" / "key.pem").stat().st_mode & 0o777 == 0o600
    assert refused({**_without_seal(), **made}) == "SEAL_CERTIFICATE"


@pytest.mark.parametrize("password", ["", "hemligt"])
def test_a_certificate_made_as_the_manual_says_may_seal(tmp_path, password):
    key, certificate = tmp_path / "key", tmp_path / "certificate"
    kept = ("-passout", f"pass:{password}") if password else ("-noenc",)
    told = ("-subj", "/CN=Region Exempel", "-keyout", key, "-out", certificate)
    subprocess.run([*BY_HAND, *kept, *told], check=True, capture_output=True)
    made = {"SEAL_KEY_FILE": str(key), "SEAL_CERTIFICATE_FILE": str(certificate)}
    settings = Settings.from_env(
        {**_without_seal(), **made, "SEAL_KEY_PASSWORD": password}
    )

    assert settings.seal.name == "Region Exempel"
    if password:
        assert refused({**_without_seal(), **made}) == "SEAL_KEY"


def test_a_key_is_not_shown():
    shown = repr(Settings.from_env(PRODUCTION))

    assert "PRIVATE" not in shown
    assert str(certificates.settings().key) not in shown


def test_a_certificate_that_soon_ends_is_told_at_every_start(caplog):
    settings = Settings.from_env(PRODUCTION)
    calm, loud = (settings.seal.ends - timedelta(days=days) for days in (31, 29))

    warn_of_the_end(settings, now=calm)
    assert caplog.records == []
    warn_of_the_end(settings, now=loud)
    [line] = caplog.records
    assert line.levelno == logging.ERROR
    assert "SEAL_CERTIFICATE ends on 2045-01-01" in line.getMessage()


def _without_seal():
    return {k: v for k, v in PRODUCTION.items() if not k.startswith("SEAL")}
