"""Jobs of what is erased: none is left behind, and none sends anything (row Q3)."""

from service.actions import resending
from service.actions.running import run
from service.core.erasures import Kept
from service.core.jobs import JobKind, JobState
from service.store.tables.jobs import JobRow
from tests.house import NOW
from tests.jobs import rows
from tests.retention.keeping import ask, begin_plan, items, old_record


def test_a_record_whose_mails_are_under_way_stays(house):
    begin_plan(house)
    record_id = old_record(house)
    [delivery] = rows.deliveries(house)
    ask(house, record_id)
    resending.resend(house.tools, house.actor, delivery.id, now=NOW)

    house.work(JobKind.ERASE)

    assert items(house)[record_id].kept == Kept.UNDER_WAY
    assert house.work(JobKind.MAIL) == 1


def test_a_job_that_has_stopped_is_cancelled_with_its_record(small_house):
    """Q3: and nobody can let it run again."""
    begin_plan(small_house)
    record_id = old_record(small_house)
    [mail] = rows.job_rows(small_house, JobKind.MAIL)
    rows.change(
        small_house, state=JobState.DEAD, death="permanent", last_code="content_550"
    )
    ask(small_house, record_id)
    rows.change(small_house, JobRow.kind == JobKind.ERASE, state=JobState.READY)

    small_house.work(JobKind.ERASE)

    [after] = (
        job for job in rows.job_rows(small_house, JobKind.MAIL) if job.id == mail.id
    )
    assert after.state == JobState.CANCELLED
    last = rows.events(small_house, mail.id)[-1]
    assert (last.from_state, last.to_state, last.reason) == (
        JobState.DEAD,
        JobState.CANCELLED,
        "erased",
    )


def test_a_mail_that_slips_in_finds_its_record_gone(house):
    """Q3: the job is cancelled, with an event, and nothing is sent."""
    begin_plan(house)
    record_id = old_record(house)
    ask(house, record_id)
    house.work(JobKind.ERASE)
    mails = len(house.mails())
    rows.change(house, JobRow.kind == JobKind.MAIL, state=JobState.READY)

    house.work(JobKind.MAIL)

    [job] = rows.job_rows(house, JobKind.MAIL)
    assert (job.state, job.last_code) == (JobState.CANCELLED, "erased")
    assert len(house.mails()) == mails


def test_a_worker_that_has_lost_its_lease_ends_nothing(small_house):
    """Another worker has the job now: the run ends once, and is certified once."""
    begin_plan(small_house)
    ask(small_house, old_record(small_house))
    first = rows.claim(small_house, JobKind.ERASE)
    rows.let_leases_expire(small_house)
    rows.sweep(small_house)
    rows.make_everything_due(small_house)
    small_house.work(JobKind.ERASE)

    run(small_house.tools, first)

    [job] = rows.job_rows(small_house, JobKind.ERASE)
    assert job.state == JobState.SUCCEEDED
