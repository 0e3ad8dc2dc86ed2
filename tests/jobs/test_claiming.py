"""A job is one worker's at a time, and only while its lease lives."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.actions import rendering, running
from service.core.actor import SYSTEM
from service.core.errors import Fenced
from service.core.jobs import MAX_CRASHES, PAYLOAD_VERSION, JobKind, JobState
from service.store import jobs
from service.store.clock import db_now
from service.store.tables.jobs import JobRow
from tests.jobs import rows
from tests.jobs.invariants import check_invariants

JOBS, THREADS = 60, 8


def test_each_job_is_handed_out_once(house):
    """Mutant: select, then update, which on SQLite hands out 60 jobs 231 times."""
    subjects = {rows.enqueue(house) for _ in range(JOBS)}

    with ThreadPoolExecutor(THREADS) as workers:
        taken = list(workers.map(lambda _: claim_all(house), range(THREADS)))

    handed_out = Counter(job.subject_id for some in taken for job in some)
    assert handed_out == Counter(subjects)


def test_the_job_that_waits_longest_comes_first(house):
    subjects = [rows.enqueue(house) for _ in range(3)]
    for age, subject in enumerate(subjects):
        due = db_now() - 100 * (age + 1)
        rows.change(house, JobRow.subject_id == subject, available_at=due)

    assert [job.subject_id for job in claim_all(house)] == subjects[::-1]


def test_a_job_that_is_not_due_is_left_alone(house):
    rows.enqueue(house)
    rows.change(house, available_at=db_now() + 60)

    assert rows.claim(house) is None


def test_a_worker_takes_only_its_own_kinds(house):
    rows.enqueue(house, JobKind.RENDER)

    assert rows.claim(house, JobKind.MAIL) is None
    assert rows.claim(house, JobKind.RENDER) is not None


def test_the_worker_that_comes_back_too_late_changes_nothing(house):
    """Claim A, expire, claim B, finish B, finish A. Chaos does not find this one.

    Mutant: an outcome without the fence, which makes two sets of documents.
    """
    house.submit()
    late = rows.claim(house, owner="late")
    rows.let_leases_expire(house)
    rows.sweep(house)
    house.work()

    with pytest.raises(Fenced):
        rendering.make_documents(house.tools, late)

    check_invariants(house)
    assert len(house.mails()) == 1


def test_the_late_worker_may_also_come_first(house):
    """Claim A, expire, claim B, finish A, finish B: the lease decides, not speed."""
    house.submit()
    late = rows.claim(house, owner="late")
    rows.let_leases_expire(house)
    rows.sweep(house)
    ours = rows.claim(house, owner="ours")

    with pytest.raises(Fenced):
        rendering.make_documents(house.tools, late)
    assert rows.renditions(house) == []
    running.run(house.tools, ours)
    house.work()

    check_invariants(house)


def test_a_late_worker_is_told_so_at_its_heartbeat(house):
    rows.enqueue(house)
    late = rows.claim(house)
    rows.let_leases_expire(house)
    rows.sweep(house)

    with pytest.raises(Fenced):
        running.renew(house.tools, late)


def test_a_heartbeat_keeps_a_slow_worker_its_job(house):
    rows.enqueue(house)
    slow = rows.claim(house)
    rows.let_leases_expire(house)

    running.renew(house.tools, slow)

    assert rows.sweep(house) == 0
    with house.tools.begin(SYSTEM) as work:
        jobs.finish(work, slow)


def test_a_lease_that_lives_is_not_taken_away(house):
    rows.enqueue(house)
    rows.claim(house)

    assert rows.sweep(house) == 0
    assert rows.claim(house) is None


def test_a_lost_worker_s_job_is_ready_again(house):
    rows.enqueue(house)
    rows.claim(house)
    rows.let_leases_expire(house)

    assert rows.sweep(house) == 1
    again = rows.claim(house, owner="b")

    assert (again.attempt, again.fence) == (2, 2)
    assert rows.one_job(house, JobKind.RENDER).crash_count == 1


def test_a_job_that_kills_its_workers_stops_itself(house):
    rows.enqueue(house)
    for _ in range(MAX_CRASHES):
        assert rows.claim(house) is not None
        rows.let_leases_expire(house)
        rows.sweep(house)

    job = rows.one_job(house, JobKind.RENDER)
    assert (job.state, job.death) == (JobState.DEAD, "poison")
    assert rows.claim(house) is None


def test_two_sweeps_at_once_count_a_crash_once(house):
    rows.enqueue(house)
    rows.claim(house)
    rows.let_leases_expire(house)

    with ThreadPoolExecutor(4) as sweepers:
        freed = sum(sweepers.map(lambda _: rows.sweep(house), range(4)))

    assert freed == 1
    assert rows.one_job(house, JobKind.RENDER).crash_count == 1


def test_what_newer_code_wrote_waits_for_newer_code(house):
    """Q4, after a rollback: not done wrongly, and not dead either."""
    rows.enqueue(house)
    rows.change(house, payload_version=PAYLOAD_VERSION + 1)

    assert rows.claim(house) is None
    assert rows.one_job(house, JobKind.RENDER).state == JobState.READY


def claim_all(house):
    taken = []
    while (job := rows.claim(house)) is not None:
        taken.append(job)
    return taken
