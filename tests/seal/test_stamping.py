"""A timestamp service says by when a seal was there (PAdES B-T)."""

from datetime import timedelta

import pytest

from service.core.errors import Refused, TryLater
from service.seal.report import Flaw, Stamp
from service.settings.seal_level import Level
from tests.documents.samples import NOW
from tests.seal import certificates
from tests.seal.clockwork import open_clockwork
from tests.seal.nearby import Nearby

STAMPED_AT = NOW + timedelta(seconds=2)
NAMES = {"reason": "Samtycke", "label": "Sigill", "now": NOW}


@pytest.fixture
def clockwork():
    with open_clockwork(STAMPED_AT) as service:
        yield service


@pytest.fixture
def stamping(clockwork):
    return sealer_with(clockwork, SEAL_TRUSTED=clockwork.certificate)


def sealer_with(clockwork, **more):
    return Nearby(certificates.settings(SEAL_TSA_URL=clockwork.url, **more))


def test_a_stamped_seal_proves_its_time_and_the_file_stays_archival(
    drawn, clockwork, stamping, judge
):
    sealed = stamping.seal(drawn["arabic"], **NAMES)
    found = stamping.inspect(sealed, now=NOW)

    assert found.holds
    assert (found.stamp, found.stamped_at) == (Stamp.VALID, STAMPED_AT)
    assert clockwork.asked == ["application/timestamp-query"]
    assert judge.breaches(sealed) == []


def test_a_service_that_nobody_vouches_for_leaves_the_time_in_doubt(drawn, clockwork):
    sealer = sealer_with(clockwork)
    found = sealer.inspect(sealer.seal(drawn["latin"], **NAMES), now=NOW)

    assert (found.stamp, found.flaw) == (Stamp.INVALID, Flaw.TIME_IN_DOUBT)
    with pytest.raises(Refused, match="SEAL_TRUSTED"):
        sealer.ask_the_time(now=NOW)


def test_while_the_service_is_down_the_seal_waits_or_goes_without(
    drawn, clockwork, stamping
):
    clockwork.answers = False

    with pytest.raises(TryLater, match="timestamp_service"):
        stamping.seal(drawn["latin"], **NAMES)
    with pytest.raises(TryLater):
        stamping.ask_the_time(now=NOW)
    plain = stamping.seal(drawn["latin"], **NAMES, most=Level.B_B)
    assert stamping.inspect(plain, now=NOW).stamp is Stamp.NONE


def test_the_service_can_be_tried(stamping):
    stamping.ask_the_time(now=NOW)
