"""How long a job waits, and when it stops trying: PROMISES 3.5."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.jobs import DAY, SCHEDULES, JobKind, JobState, next_wait
from tests.house import TO_IDA, sending
from tests.jobs import rows
from tests.jobs.relays import at_relay
from tests.smtp_script import CUT

# The longest wait before each try, in seconds; the shortest is half of it.
LONGEST_WAITS = {
    "connection": [30, 60, 120, 240, 480, 960, 1920, 3600, 3600],
    "greylisted": [600, 1200, 2400, 3600, 3600],
    "too_large": [3600, 3600],
    "bug": [30, 60, 120, 240, 300, 300],
}
PATIENCE = {"connection": 3 * DAY, "greylisted": 3 * DAY, "too_large": DAY, "bug": 900}

# What a relay says to whom; what becomes of that job, with its code and longest wait.
ANSWERS = {
    "full": ({"rcpt": "452 4.2.2 full"}, ("ready", "", "recipient_452", 3600)),
    "grey": ({"rcpt": "450 4.2.0 grey"}, ("ready", "", "recipient_450", 600)),
    "busy": ({"data": "421 4.3.2 away"}, ("ready", "", "data_421", 30)),
    "later": ({"dot": "451 4.3.0 later"}, ("ready", "", "content_451", 600)),
    "lost": ({"data": CUT}, ("ready", "", "connection_lost", 30)),
    "nobody": ({"rcpt": "550 5.1.1 no"}, ("dead", "permanent", "recipient_550", None)),
    "policy": ({"dot": "554 5.7.1 no"}, ("dead", "permanent", "content_554", None)),
    "doubt": ({"dot": CUT}, ("uncertain", "", "connection_lost_after_dot", None)),
    "good": ({}, ("succeeded", "", "", None)),
}


@given(
    cause=st.sampled_from(sorted(SCHEDULES)),
    attempt=st.integers(1, 200),
    share=st.floats(0, 1, exclude_max=True),
)
def test_a_wait_lies_between_half_the_plan_and_the_plan(cause, attempt, share):
    plan = SCHEDULES[cause]
    planned = min(plan.cap, plan.base * 2 ** min(attempt - 1, 60))

    wait = next_wait(cause, attempt=attempt, age=share * plan.give_up_after)

    assert planned / 2 <= wait <= planned


@given(cause=st.sampled_from(sorted(SCHEDULES)), extra=st.floats(0, 1e9))
def test_patience_ends_by_age_and_not_by_count(cause, extra):
    old = SCHEDULES[cause].give_up_after + extra

    assert next_wait(cause, attempt=1, age=old) is None


@pytest.mark.parametrize("cause", LONGEST_WAITS)
def test_the_plan_is_the_published_one(cause):
    for number, longest in enumerate(LONGEST_WAITS[cause], start=1):
        waits = [next_wait(cause, attempt=number, age=0) for _ in range(50)]
        assert longest / 2 <= min(waits) <= max(waits) <= longest
    assert SCHEDULES[cause].give_up_after == PATIENCE[cause]


def test_who_greylists_us_is_not_asked_again_within_five_minutes():
    assert min(next_wait("greylisted", attempt=1, age=0) for _ in range(50)) >= 300


def test_each_answer_of_the_relay_has_its_outcome(house):
    """Nine recipients of one record, each with another fate (PROMISES 5)."""
    with at_relay(house) as relay:
        for name, (answers, _) in ANSWERS.items():
            relay.say(to=f"{name}@example.se", **answers)
        everybody = [{**TO_IDA, "email": f"{name}@example.se"} for name in ANSWERS]
        house.submit(sending=sending(typed=everybody))
        house.work()

    assert outcomes(house) == {name: fate for name, (_, fate) in ANSWERS.items()}


def test_a_mail_that_failed_for_three_days_waits_for_a_person(small_house):
    with at_relay(small_house) as relay:
        relay.say(rcpt="421 4.3.2 away")
        small_house.submit()
        small_house.work(JobKind.RENDER)
        rows.let_jobs_grow_old(small_house, 3 * DAY)
        small_house.work()

    job = rows.one_job(small_house)
    assert (job.state, job.death) == (JobState.DEAD, "exhausted")


def test_the_waits_of_one_job_grow(small_house):
    with at_relay(small_house) as relay:
        relay.say(rcpt="421 4.3.2 away")
        small_house.submit()
        small_house.work()
        for _ in range(3):
            rows.make_everything_due(small_house)
            small_house.work()

    assert rows.one_job(small_house).tries == 4
    assert 119 <= wait_of(small_house, rows.one_job(small_house)) <= 240


def test_a_bug_gets_some_patience_and_then_a_person(small_house):
    small_house.submit()
    broken(small_house)

    small_house.work()
    first = rows.one_job(small_house, JobKind.RENDER)
    rows.make_everything_due(small_house)
    rows.let_jobs_grow_old(small_house, 900)
    small_house.work()
    second = rows.one_job(small_house, JobKind.RENDER)

    assert (first.state, first.last_code) == (JobState.READY, "bug_ZeroDivisionError")
    assert (second.state, second.death) == (JobState.DEAD, "exhausted")


def test_work_on_what_was_erased_is_cancelled(house):
    """Q3: there is nothing left to do, and nobody need look at it."""
    rows.enqueue(house, JobKind.RENDER)
    rows.enqueue(house, JobKind.MAIL)

    house.work()

    for job in rows.job_rows(house):
        assert (job.state, job.last_code) == (JobState.CANCELLED, "erased")
        assert rows.steps(house, job.id) == ["leased", "cancelled"]


def test_a_document_that_has_gone_from_the_disk_is_a_person_s_to_find(small_house):
    """Mutant: the lost file taken for an erased record, and the mail silently gone."""
    small_house.submit()
    small_house.work(JobKind.RENDER)
    for file in small_house.tools.files.root.rglob("*"):
        if file.is_file():
            file.unlink()

    small_house.work()

    job = rows.one_job(small_house)
    assert (job.state, job.death) == (JobState.DEAD, "permanent")


def broken(house):
    """Let drawing fail as code fails: with an error nobody planned for."""
    broken_ones = {form: lambda document, now: 1 / 0 for form in house.tools.renderers}
    house.tools = replace(house.tools, renderers=broken_ones)


def outcomes(house):
    who = {
        row.id: rows.recipient(house, row).email.partition("@")[0]
        for row in rows.deliveries(house)
    }
    return {
        who[job.subject_id]: (job.state, job.death, job.last_code, longest(house, job))
        for job in rows.job_rows(house, JobKind.MAIL)
    }


def longest(house, job):
    """Return the plan's wait that a job's wait fits into, if there is another try."""
    if job.state != JobState.READY:
        return None
    wait = wait_of(house, job)
    return next(plan for plan in (30, 600, 3600) if plan / 2 - 1 <= wait <= plan)


def wait_of(house, job):
    """Return how long after its failure a job is due, on the database's clock."""
    return job.available_at - rows.events(house, job.id)[-1].at
