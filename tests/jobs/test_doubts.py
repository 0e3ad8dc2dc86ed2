"""The one moment of doubt: between the final dot and what we know about it."""

import pytest

from service.actions import mailing, operating, running
from service.core.actor import SYSTEM
from service.core.errors import Fenced, Invalid, Refused
from service.core.jobs import JobKind, JobState
from service.store import attempts
from service.store.attempts import Phase
from tests.house import NOW
from tests.jobs import rows
from tests.jobs.relays import at_relay
from tests.smtp_script import CUT


@pytest.fixture
def relay(house):
    with at_relay(house) as running:
        yield running


def test_a_letter_in_doubt_goes_once_more_with_the_same_bytes(house, relay):
    """Mutant: a new Message-ID, or another boundary, for the second copy."""
    relay.say_once(dot=CUT)
    submit_and_work(house)
    assert rows.one_job(house).state == JobState.UNCERTAIN
    assert rows.claim(house) is None

    end_the_wait(house)
    house.work()

    first, second = relay.taken
    assert first == second
    job = rows.one_job(house)
    assert job.state == JobState.SUCCEEDED
    assert rows.steps(house, job.id).count("uncertain") == 1
    assert len({a.message_id for a in rows.attempts(house)}) == 1
    assert len({a.raw_sha256 for a in rows.attempts(house)}) == 1


def test_the_second_doubt_is_a_person_s_to_decide(house, relay):
    relay.say(dot=CUT)
    submit_and_work(house)
    end_the_wait(house)
    house.work()

    end_the_wait(house)

    job = rows.one_job(house)
    assert (job.state, job.death) == (JobState.DEAD, "uncertain")
    assert house.work() == 0
    assert len(relay.taken) == 2


def test_a_person_s_word_starts_a_new_count_of_doubts(house, relay):
    relay.say(dot=CUT)
    submit_and_work(house)
    for _ in range(2):
        end_the_wait(house)
        house.work()
    job = rows.one_job(house)

    operating.rerun(house.tools, house.actor, job.id, reason="Asked Ida.", now=NOW)
    house.work()
    end_the_wait(house)

    assert rows.one_job(house).state == JobState.READY
    assert rows.steps(house, job.id).count("uncertain") == 3


def test_doubt_is_not_decided_before_its_time(house, relay):
    """The relay may take ten minutes to answer: a shorter wait mails things twice."""
    relay.say(dot=CUT)
    submit_and_work(house)

    assert rows.sweep(house) == 0
    assert rows.one_job(house).state == JobState.UNCERTAIN


def test_a_lost_worker_s_intent_is_a_doubt(house):
    """Mutant: a reaper that looks at leases only, and mails what may be out."""
    lose_worker_after_intent(house)

    job = rows.one_job(house)
    assert (job.state, job.crash_count) == (JobState.UNCERTAIN, 0)


def test_a_bug_after_the_intent_is_a_doubt(house, relay, monkeypatch):
    """Mutant: put back like any bug, and the same mail leaves twice unnoticed."""
    monkeypatch.setattr(attempts, "conclude", lambda *_, **__: 1 / 0)

    submit_and_work(house)

    assert len(relay.taken) == 1
    job = rows.one_job(house)
    assert (job.state, job.last_code) == (JobState.UNCERTAIN, "bug_ZeroDivisionError")


def test_a_late_yes_is_evidence_though_the_lease_is_lost(house):
    """Fenced out, the worker may not touch the job; what it heard counts all the same.

    Mutant: the acceptance thrown away with the fence, and the mail sent again.
    """
    late = lose_worker_after_intent(house)
    with house.tools.begin(SYSTEM) as work:
        attempts.conclude(work, late, Phase.ACCEPTED, reply="250")

    end_the_wait(house)

    assert rows.one_job(house).state == JobState.SUCCEEDED
    assert house.work() == 0


def test_a_worker_fenced_out_while_the_relay_thinks_writes_what_it_heard(
    house, relay, monkeypatch
):
    """The whole of it: the lease is lost after the dot, and then the 250 comes."""
    house.submit()
    house.work(JobKind.RENDER)
    late = rows.claim(house)
    channel = house.tools.channels["mail"]
    deliver = type(channel).deliver

    def slowly(channel, letter, *, on_intent):
        reply = deliver(channel, letter, on_intent=on_intent)
        rows.let_leases_expire(house)
        rows.sweep(house)
        return reply

    monkeypatch.setattr(type(channel), "deliver", slowly)
    with pytest.raises(Fenced):
        mailing.send_mail(house.tools, late)

    assert [a.phase for a in rows.attempts(house)] == [Phase.ACCEPTED]
    end_the_wait(house)
    assert rows.one_job(house).state == JobState.SUCCEEDED
    assert len(relay.taken) == 1


def test_a_lost_lease_stops_the_letter_before_the_dot(house, relay):
    house.submit()
    house.work(JobKind.RENDER)
    late = rows.claim(house)
    rows.let_leases_expire(house)
    rows.sweep(house)
    house.work()

    running.run(house.tools, late)

    assert len(relay.taken) == 1
    assert rows.one_job(house).state == JobState.SUCCEEDED


def test_a_rerun_needs_a_reason_and_a_job_that_has_stopped(house, relay):
    relay.say(rcpt="550 5.1.1 no such user")
    submit_and_work(house)
    job = rows.one_job(house)

    with pytest.raises(Invalid) as refused:
        operating.rerun(house.tools, house.actor, job.id, reason=" ", now=NOW)
    assert list(refused.value.problems) == ["reason"]

    relay.forget()
    operating.rerun(house.tools, house.actor, job.id, reason="Mended.", now=NOW)
    house.work()
    with pytest.raises(Refused):
        operating.rerun(house.tools, house.actor, job.id, reason="Again.", now=NOW)

    told = operating.show_job(house.tools, house.actor, job.id)
    assert told.state == JobState.SUCCEEDED
    assert "Mended." in [event.reason for event in told.events]


def test_a_rerun_starts_anew(house, relay):
    """Patience, crashes and the cause of death belong to the life before."""
    relay.say(rcpt="550 5.1.1 no such user")
    submit_and_work(house)
    rows.change(house, tries=7, crash_count=2)
    rows.let_jobs_grow_old(house, 10 * rows.AN_HOUR)
    job = rows.one_job(house)

    operating.rerun(house.tools, house.actor, job.id, reason="Mended.", now=NOW)

    anew = rows.one_job(house)
    assert (anew.state, anew.tries, anew.crash_count, anew.death) == ("ready", 0, 0, "")
    assert anew.created_at > job.created_at + 9 * rows.AN_HOUR


def submit_and_work(house):
    house.submit()
    house.work()


def end_the_wait(house):
    rows.make_everything_due(house)
    rows.sweep(house)


def lose_worker_after_intent(house):
    house.submit()
    house.work(JobKind.RENDER)
    late = rows.claim(house)
    with house.tools.begin(SYSTEM) as work:
        attempts.intend(work, late, message_id="<a@example.se>", raw=b"raw")
    rows.let_leases_expire(house)
    rows.sweep(house)
    return late
