"""A seal that is to last carries what proves it, and can be renewed (PAdES B-LTA)."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from service.core.errors import GiveUp, TryLater
from service.seal import revocation
from service.seal.lasting import AHEAD
from service.seal.report import Flaw, Stamp
from service.settings.seal_level import Level
from tests.documents.samples import NOW
from tests.seal import certificates, tampering
from tests.seal.authority import STAMPS_END, open_authority
from tests.seal.clockwork import open_clockwork
from tests.seal.nearby import Nearby
from tests.seal.others import verdict_at

SEALED, RENEWED, ENDED = (
    datetime(year, 6, 1, tzinfo=UTC) for year in (2021, 2022, 2024)
)
NAMES = {"reason": "Samtycke", "label": "Sigill", "now": SEALED}


@pytest.fixture(scope="module")
def authority():
    with open_authority(SEALED) as service:
        yield service


@pytest.fixture(scope="module")
def clockwork(authority):
    with open_clockwork(SEALED, authority.clock) as service:
        yield service


@pytest.fixture(scope="module")
def lasting(authority, clockwork):
    env = {**authority.environment, "SEAL_TSA_URL": clockwork.url}
    return Nearby(certificates.settings(**env))


@pytest.fixture(scope="module")
def files(drawn, lasting, authority, clockwork):
    """Return files that were sealed to last, and one of them when it was renewed."""
    sealed = lasting.seal(drawn["arabic"], **NAMES)
    latin = lasting.seal(drawn["latin"], **NAMES)
    authority.at = clockwork.at = RENEWED
    clockwork.identity = authority.identity(ends=datetime(2060, 1, 1, tzinfo=UTC))
    renewed = lasting.preserve(sealed, now=RENEWED)
    authority.at = clockwork.at = SEALED
    clockwork.identity = authority.clock
    return {"sealed": sealed, "renewed": renewed, "latin": latin}


@pytest.fixture
def trouble(authority, clockwork):
    """Let the services be as they were when a test has spoilt them."""
    yield
    authority.status, clockwork.answers = HTTPStatus.OK, True
    authority.revoked.clear()
    authority.at = SEALED


def test_the_seal_holds_with_its_timestamps_and_so_does_a_renewed_one(files, lasting):
    first = lasting.inspect(files["sealed"], now=NOW)
    second = lasting.inspect(files["renewed"], now=NOW)

    assert first.holds, first
    assert second.holds, second
    assert (first.archived, second.archived) == (1, 2)
    assert (first.stamp, first.stamped_at) == (Stamp.VALID, SEALED)
    assert (second.signatures, second.stamped_at) == (1, SEALED)


@pytest.mark.parametrize("name", ["sealed", "renewed", "latin"])
def test_it_can_be_archived_and_read_aloud_with_all_that_came_later(files, judge, name):
    """PDF/A-2 6.4.3: each signature covers the entire file, as it was then."""
    assert judge.breaches(files[name]) == []


def test_the_first_timestamps_field_stands_in_the_tree_and_later_ones_need_not(files):
    fields = PdfFileReader(BytesIO(files["renewed"])).embedded_signatures
    seal, first, later = (one.sig_field for one in fields)

    assert {one["/TU"] for one in (seal, first, later)} == {"Sigill"}
    assert "/StructParent" in first
    assert "/StructParent" not in later
    assert all(edge < 0 for edge in later["/Rect"])


def test_others_can_check_it_alone_until_its_timestamp_ends_and_renewed_for_longer(
    files, authority
):
    root = authority.root[1]

    assert verdict_at(RENEWED, files["sealed"], root) == "OK"
    late = datetime(2032, 1, 1, tzinfo=UTC)
    assert verdict_at(late, files["sealed"], root) == "NO_POE"
    assert verdict_at(ENDED, files["renewed"], root) == "OK"


def test_it_says_when_it_has_to_be_renewed_and_what_was_there_stays(files, lasting):
    assert lasting.renew_at(files["sealed"]) == STAMPS_END - AHEAD
    assert files["renewed"].startswith(files["sealed"])
    assert (
        lasting.renew_at(files["renewed"]) == datetime(2060, 1, 1, tzinfo=UTC) - AHEAD
    )


@pytest.mark.parametrize("tamper", tampering.ALL, ids=lambda how: how.__name__)
@pytest.mark.parametrize("name", ["sealed", "renewed"])
def test_every_change_is_noticed(files, lasting, name, tamper):
    assert not lasting.inspect(tamper(files[name]), now=NOW).holds


@pytest.mark.parametrize("name", ["sealed", "renewed"])
def test_a_change_under_a_timestamp_of_the_same_service_is_noticed(
    files, lasting, name
):
    """Mutant: pyHanko's own policy, which lets an update change the metadata."""
    changed = tampering.change_the_metadata(files[name])
    found = lasting.inspect(lasting.preserve(changed, now=SEALED), now=NOW)

    assert found.covers_all
    assert (found.modification, found.flaw) == ("OTHER", Flaw.ADDED_TO)


def test_a_timestamp_nobody_vouches_for_leaves_the_time_in_doubt(files, authority):
    forgetful = {**authority.environment, "SEAL_TRUSTED": "", "SEAL_LONG_TERM": ""}
    found = Nearby(certificates.settings(**forgetful)).inspect(files["sealed"], now=NOW)

    assert (found.stamp, found.flaw) == (Stamp.INVALID, Flaw.TIME_IN_DOUBT)


def test_a_timestamp_of_tomorrow_leaves_the_time_in_doubt(files, lasting):
    found = lasting.inspect(files["renewed"], now=SEALED + timedelta(hours=1))

    assert found.flaw is Flaw.TIME_IN_DOUBT


def test_a_seal_without_any_is_caught_up(drawn, lasting):
    plain = lasting.seal(drawn["latin"], **NAMES, most=Level.B_B)
    found = lasting.inspect(lasting.preserve(plain, now=SEALED), now=NOW)

    assert found.holds, found
    assert (found.archived, found.stamped_at) == (1, SEALED)


@pytest.mark.usefixtures("trouble")
@pytest.mark.parametrize("down", ["authority", "clockwork"])
def test_while_a_service_is_down_it_waits_or_proves_less(
    drawn, lasting, authority, clockwork, down
):
    if down == "authority":
        authority.status = HTTPStatus.SERVICE_UNAVAILABLE
    else:
        clockwork.answers = False

    with pytest.raises(TryLater):
        lasting.seal(drawn["latin"], **NAMES)
    least = Level.B_T if down == "authority" else Level.B_B
    less = lasting.seal(drawn["latin"], **NAMES, most=least)
    assert lasting.inspect(less, now=NOW).holds


@pytest.mark.usefixtures("trouble")
def test_an_answer_of_yesterday_is_not_believed(drawn, lasting, authority):
    authority.at = SEALED - timedelta(days=2)

    with pytest.raises(TryLater, match="revocation_service"):
        lasting.seal(drawn["latin"], **NAMES)


@pytest.mark.usefixtures("trouble")
@pytest.mark.parametrize("whose", ["seal", "clock"])
def test_a_certificate_that_was_revoked_stops_it(drawn, lasting, authority, whose):
    authority.revoked.add(authority.serial(whose))

    with pytest.raises(GiveUp, match="seal_revoked"):
        lasting.seal(drawn["latin"], **NAMES)


def test_no_answer_is_longer_than_it_may_be(drawn, lasting, monkeypatch):
    monkeypatch.setattr(revocation, "MOST_BYTES", 100)

    with pytest.raises(TryLater, match="revocation_service"):
        lasting.seal(drawn["latin"], **NAMES)


@pytest.mark.usefixtures("trouble")
def test_only_the_addresses_in_the_certificates_are_asked(drawn, lasting, authority):
    authority.asked.clear()
    authority.status = HTTPStatus.FOUND

    with pytest.raises(TryLater):
        lasting.seal(drawn["latin"], **NAMES)
    assert authority.asked == ["/ocsp"]
    authority.status = HTTPStatus.OK
    lasting.seal(drawn["latin"], **NAMES)
    assert authority.asked == ["/ocsp", "/ocsp", "/list.crl"]
