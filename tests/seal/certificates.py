"""Certificates for tests: each with a key of its own."""

from datetime import UTC, datetime
from functools import cache

from service.settings.demo_seal import certificate_for, demo_seal_key
from service.settings.environment import Environment
from service.settings.seal import SealSettings

BEGINS, ENDS = datetime(2025, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)


@cache
def environment(name="Region Exempel", *, begins=BEGINS, ends=ENDS):
    """Return the settings of a seal, the same ones each time."""
    key = demo_seal_key()
    certificate = certificate_for(key, name=name, begins=begins, ends=ends)
    return {"SEAL_CERTIFICATE": certificate, "SEAL_KEY": key}


def settings(name="Region Exempel", **more):
    """Return them read; `more` are further variables."""
    return SealSettings.read(Environment({**environment(name), **more}))
