"""A seal that has to wait, or cannot be set, is seen; what there is to tell is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.actions.consent.steps import waits_for_seal
from service.actions.operating import rerun
from service.core.jobs import DAY, JobKind, JobState
from service.seal.sealer import Sealer
from service.settings.environment import Environment
from service.settings.seal import SealSettings
from service.store import consents
from tests.consent.asking import KARIM, SARA, answer, asked, case_of, take_back
from tests.consent.copies import OFFICE, files_of, mailed
from tests.consent.test_telling import APPLIES, DONE, OWNER, PARTIES
from tests.house import NOW, open_house
from tests.jobs import rows
from tests.seal import certificates
from tests.seal.clockwork import open_clockwork

YES = ("yes", "yes", "yes")


@pytest.fixture
def clockwork():
    with open_clockwork(datetime.now(UTC)) as service:
        yield service


@pytest.fixture
def stamped(sqlite, services, tmp_path, clockwork):
    """A house that asks a timestamp service, which does not answer now."""
    clockwork.answers = False
    env = {"SEAL_TSA_URL": clockwork.url, "SEAL_TRUSTED": clockwork.certificate}
    with open_house(sqlite, services, tmp_path, **env) as house:
        yield house


def agreed(house):
    record_id = asked(house)
    for name in (SARA, KARIM):
        answer(house, record_id, name, *YES)
        house.work()
    return record_id


def seals(house, record_id):
    case = case_of(house, record_id)
    return [
        consents.told(case.box, one)["level"]
        for one in case.events
        if one.happened == "sealed"
    ]


def test_people_are_told_while_the_seal_waits_and_only_once(stamped, clockwork):
    record_id = agreed(stamped)
    assert files_of(stamped, record_id) == {}
    assert waits_for_seal(case_of(stamped, record_id))
    assert (mailed(stamped, DONE), mailed(stamped, APPLIES)) == (OWNER, PARTIES)
    told = len(stamped.mails())

    clockwork.answers = True
    rows.make_everything_due(stamped)
    stamped.work()

    assert len(files_of(stamped, record_id)) == 7
    assert seals(stamped, record_id) == ["B-T"]
    assert not waits_for_seal(case_of(stamped, record_id))
    assert len(stamped.mails()) == told


def test_a_withdrawal_is_told_at_once_though_no_seal_can_be_set(stamped):
    record_id = agreed(stamped)
    take_back(stamped, record_id, KARIM)
    stamped.work()

    assert mailed(stamped, APPLIES) == sorted(PARTIES * 2)
    assert files_of(stamped, record_id) == {}


def test_after_a_day_it_is_sealed_without_a_timestamp_and_that_is_noted(stamped):
    record_id = agreed(stamped)
    rows.let_jobs_grow_old(stamped, DAY + 1)
    rows.make_everything_due(stamped)
    stamped.work()

    assert seals(stamped, record_id) == ["B-B"]
    assert ("sealed", OFFICE, 5) in files_of(stamped, record_id)


def test_without_a_valid_certificate_the_job_stops_loudly_and_goes_on_later(
    small_house, caplog
):
    """Mutant: the consent is sealed all the same, or waits without a word."""
    house = with_certificate(small_house, ends=datetime.now(UTC) - timedelta(days=1))
    record_id = agreed(house)

    stopped = rows.job_rows(house, JobKind.CONSENT)
    assert {(job.state, job.last_code) for job in stopped} == {
        (JobState.DEAD, "seal_certificate")
    }
    assert "SEAL_CERTIFICATE is not valid" in caplog.text
    assert mailed(house, DONE) == OWNER

    for job in stopped:
        again = {"reason": "Nytt certifikat", "now": NOW}
        rerun(small_house.tools, small_house.actor, job.id, **again)
    small_house.work(JobKind.CONSENT)
    assert len(files_of(small_house, record_id)) == 7


def with_certificate(house, **changes):
    """Return the same house with another certificate."""
    env = certificates.environment("Region Gammal", **changes)
    settings = replace(house.settings, seal=SealSettings.read(Environment(env)))
    tools = replace(house.tools, settings=settings, sealer=Sealer(settings.seal))
    return replace(house, settings=settings, tools=tools)
