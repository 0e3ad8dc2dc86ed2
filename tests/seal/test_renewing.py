"""Seals are renewed before they end; copies of before are right ones all the same."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest
from click.testing import CliRunner

from service.actions import running
from service.actions.consent import renewing
from service.actions.examining_seal import examine_lasting
from service.actions.verifying_copies import verify_copy
from service.cli import main
from service.core.actor import SYSTEM
from service.core.copies import Verdict
from service.core.errors import Refused
from service.core.jobs import DAY
from service.store import erasing
from service.store.tables.audit import AuditEventRow
from service.store.tables.consents import ConsentFileRow, EarlierFileRow
from tests.consent.asking import SARA, answer, asked
from tests.consent.copies import files_of
from tests.consent.test_sealing_trouble import agreed, seals
from tests.house import open_house
from tests.jobs import rows
from tests.seal.authority import open_authority
from tests.seal.clockwork import open_clockwork
from tests.seal.test_copies import nearby

TODAY = datetime.now(UTC)
LATER = TODAY + timedelta(days=11)
ENDS = TODAY + timedelta(days=100)


@pytest.fixture(scope="module")
def authority():
    with open_authority(TODAY) as service:
        yield service


@pytest.fixture
def clockwork(authority):
    authority.at, authority.status = datetime.now(UTC), HTTPStatus.OK
    identity = authority.identity(ends=ENDS)
    with open_clockwork(authority.at, identity) as service:
        yield service


@pytest.fixture
def environment(authority, clockwork):
    return {**authority.environment, "SEAL_TSA_URL": clockwork.url}


@pytest.fixture
def lasting(database, services, tmp_path, environment):
    with open_house(database, services, tmp_path, **environment) as house:
        yield house


@pytest.fixture
def small_lasting(sqlite, services, tmp_path, environment):
    with open_house(sqlite, services, tmp_path, **environment) as house:
        yield house


def wait_until(moment, authority, clockwork):
    authority.at = clockwork.at = moment
    clockwork.identity = authority.identity(ends=moment + timedelta(days=3650))


def answered(house):
    """Let one of two answer: one file is sealed."""
    record_id = asked(house)
    answer(house, record_id, SARA, "yes", "yes", "yes")
    house.work()
    return record_id


def pdfs(house, record_id):
    return {
        place: file
        for place, file in files_of(house, record_id).items()
        if place[0] != "receipt_json"
    }


def test_what_is_due_is_renewed_and_both_are_the_right_copy(
    lasting, authority, clockwork
):
    record_id = answered(lasting)
    [before] = pdfs(lasting, record_id).values()
    assert renewing.renew_seals(lasting.tools, now=TODAY) == 0

    wait_until(LATER, authority, clockwork)
    assert renewing.renew_seals(lasting.tools, now=LATER) == 1

    [after], tools = pdfs(lasting, record_id).values(), nearby(lasting)
    assert after.startswith(before)
    for copy in (before, after):
        assert verify_copy(tools, copy, now=LATER).verdict is Verdict.GENUINE
    [noted] = rows.rows(lasting, AuditEventRow, AuditEventRow.what == "seal renewed")
    assert noted.record_id == record_id
    assert renewing.renew_seals(lasting.tools, now=LATER) == 0

    with lasting.tools.begin(SYSTEM) as work:
        erasing.clear(work, record_id)
    assert rows.rows(lasting, EarlierFileRow) == []
    assert verify_copy(tools, before, now=LATER).verdict is Verdict.UNKNOWN


def test_what_fell_short_is_noted_and_caught_up_when_the_services_are_back(
    small_lasting, authority
):
    house = small_lasting
    authority.status = HTTPStatus.SERVICE_UNAVAILABLE
    record_id = agreed(house)
    assert pdfs(house, record_id) == {}
    for _ in range(2):
        rows.let_jobs_grow_old(house, DAY + 1)
        rows.make_everything_due(house)
        house.work()
    assert seals(house, record_id) == ["B-T"]

    assert running.tidy(house.tools, now=datetime.now(UTC)) == 0
    authority.status = HTTPStatus.OK
    running.tidy(house.tools, now=datetime.now(UTC))
    inspect = nearby(house).sealer.inspect
    found = [inspect(file, now=LATER) for file in pdfs(house, record_id).values()]
    assert {(one.holds, one.archived) for one in found} == {(True, 1)}


def test_what_was_not_renewed_in_time_is_told_loudly_and_stays_as_it_is(
    small_lasting, authority, clockwork, caplog
):
    """Mutant: it waits for ever, as if a service were down."""
    house, late = small_lasting, ENDS + timedelta(days=1)
    record_id = answered(house)
    before = pdfs(house, record_id)
    wait_until(late, authority, clockwork)

    assert renewing.renew_seals(house.tools, now=late) == 0
    assert "seal_expired" in caplog.text
    with pytest.raises(Refused, match="1 seals were not renewed before"):
        examine_lasting(house.tools, late)
    assert pdfs(house, record_id) == before


def test_who_comes_second_changes_nothing(small_lasting, authority, clockwork):
    """Mutant: two workers renew one file, and the hash of one is lost."""
    house = small_lasting
    answered(house)
    wait_until(LATER, authority, clockwork)
    [file_id] = renewing.due(house.tools, now=LATER)
    late = renewing._renew(house.tools, file_id, now=LATER)
    renewing.renew_seals(house.tools, now=LATER)

    assert not renewing._keep(house.tools, late, now=LATER)
    [row] = rows.rows(house, ConsentFileRow, ConsentFileRow.id == file_id)
    assert row.sha256 != late.sha256
    [earlier] = rows.rows(house, EarlierFileRow)
    assert earlier.sha256 == late.before


def test_the_command_renews_them_all_or_says_how_many_are_left(
    small_lasting, authority, clockwork, environment, monkeypatch
):
    settings = small_lasting.settings
    for name, value in {
        **environment,
        "VAR_DIR": str(settings.var),
        "DATABASE_URL": settings.database_url,
    }.items():
        monkeypatch.setenv(name, value)
    clockwork.identity = authority.identity(ends=TODAY + timedelta(days=90))
    answered(small_lasting)
    authority.status = HTTPStatus.SERVICE_UNAVAILABLE

    left = CliRunner().invoke(main, ["seal", "renew"])
    assert (left.exit_code, left.output.split()[0]) == (1, "0")

    authority.status = HTTPStatus.OK
    wait_until(TODAY, authority, clockwork)
    done = CliRunner().invoke(main, ["seal", "renew"])
    assert (done.exit_code, "0 are due" in done.output) == (0, True), done.output
