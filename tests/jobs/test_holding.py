"""Queues and jobs that must wait for a person."""

from dataclasses import replace

import pytest

from service.actions import operating
from service.core.actor import SYSTEM
from service.core.errors import Invalid, NotFound
from service.core.jobs import QUEUES, JobKind, JobState
from service.store import holds
from service.store.tables.jobs import InstanceRow
from tests.house import NOW
from tests.jobs import rows
from tests.jobs.relays import at_relay
from tests.jobs.waiting import a_step_ahead_of


def test_nothing_is_taken_from_a_held_queue(house):
    house.submit()
    operating.hold(house.tools, None, queue="deliver", reason="Relay moves", now=NOW)
    house.work()

    assert rows.one_job(house).state == JobState.READY
    assert operating.held_queues(house.tools) == {"deliver": "Relay moves"}

    operating.release(house.tools, None, queue="deliver", now=NOW)
    house.work()

    assert len(house.mails()) == 1


def test_a_hold_needs_a_reason_and_a_queue_that_exists(small_house):
    with pytest.raises(Invalid):
        operating.hold(small_house.tools, None, queue="deliver", reason="  ", now=NOW)
    with pytest.raises(NotFound):
        operating.hold(small_house.tools, None, queue="elsewhere", reason="x", now=NOW)
    with pytest.raises(NotFound):
        operating.release(small_house.tools, None, queue="elsewhere", now=NOW)


@pytest.mark.parametrize("fault", [{"mail": "550 5.7.1 not you"}, {"auth": "535 no"}])
def test_our_own_fault_holds_the_queue_and_burns_no_job(small_house, fault):
    """Mutant: a wrong password that kills thousands of jobs, one after the other."""
    small_house.settings = replace(
        small_house.settings, smtp_user="a", smtp_password="b"
    )
    with at_relay(small_house, offers=("AUTH PLAIN",)) as relay:
        relay.say(**fault)
        small_house.submit()
        small_house.work()
        job = rows.one_job(small_house)
        relay.forget()
        operating.release(small_house.tools, None, queue="deliver", now=NOW)
        small_house.work()

    assert (job.state, job.tries, job.crash_count) == (JobState.READY, 0, 0)
    assert rows.one_job(small_house).state == JobState.SUCCEEDED
    assert len(relay.taken) == 1


def test_two_workers_may_find_the_fault_at_once(house):
    """Mutant: look, then insert, where the second worker dies of the first row."""

    def find_fault_too():
        with house.tools.begin(SYSTEM) as work:
            holds.hold(work, "deliver", reason="second", actor="worker")

    with a_step_ahead_of(house, find_fault_too) as work:
        holds.hold(work, "deliver", reason="first", actor="worker")

    assert operating.held_queues(house.tools) == {"deliver": "first"}


def test_a_copy_of_the_database_elsewhere_holds_everything(house):
    """Q5: a production dump in a test system must not mail anybody."""
    house.submit()
    house.work(JobKind.RENDER)
    for _ in range(2):
        rows.enqueue(house)
    rows.claim(house, JobKind.RENDER)
    assert not operating.guard_instance(house.tools)
    elsewhere = moved(house)

    assert operating.guard_instance(elsewhere.tools)
    rows.recover(elsewhere)

    assert elsewhere.mails() == []
    unfinished = [j for j in rows.job_rows(house) if j.state != JobState.SUCCEEDED]
    assert all(job.held for job in unfinished)
    assert {job.state for job in unfinished} == {JobState.READY}


def test_a_person_may_let_the_copy_go_on(house):
    house.submit()
    operating.guard_instance(house.tools)
    elsewhere = moved(house)
    operating.guard_instance(elsewhere.tools)

    for queue in ("render", "deliver"):
        operating.release(elsewhere.tools, None, queue=queue, now=NOW)
    elsewhere.work()

    assert len(elsewhere.mails()) == 1


def test_what_is_sent_in_at_the_copy_waits_too(house):
    operating.guard_instance(house.tools)
    elsewhere = moved(house)
    operating.guard_instance(elsewhere.tools)

    elsewhere.submit()

    assert elsewhere.work() == 0
    assert set(operating.held_queues(elsewhere.tools)) == set(QUEUES.values())


def test_a_copy_that_was_let_go_is_at_home_from_then_on(house):
    operating.guard_instance(house.tools)
    elsewhere = moved(house)
    operating.guard_instance(elsewhere.tools)

    operating.release(elsewhere.tools, None, queue="deliver", now=NOW)

    assert not operating.guard_instance(elsewhere.tools)


def test_at_home_nothing_is_held(small_house):
    small_house.submit()

    assert not operating.guard_instance(small_house.tools)
    assert not operating.guard_instance(small_house.tools)
    small_house.work()

    assert len(small_house.mails()) == 1


def test_two_workers_may_be_the_first(house):
    """Mutant: each inserts the installation's name, and the second dies at start."""

    def start_too():
        assert not operating.guard_instance(house.tools)

    with a_step_ahead_of(house, start_too) as work:
        work.session.add(InstanceRow(id=house.settings.instance_id))


def moved(house):
    """Return the same house under another installation's name."""
    settings = replace(house.settings, instance_id="test-system")
    return replace(house, tools=replace(house.tools, settings=settings))
