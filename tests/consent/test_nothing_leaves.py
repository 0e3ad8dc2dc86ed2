"""After a withdrawal nothing leaves that shares, or says that sharing is allowed (P14).

It comes between a worker's steps: before the job is taken, while it is held, while the
copies are drawn, and when all of a mail but its last dot is out. Mutants seen to die
here: nothing is called back; what was taken back meanwhile is told of all the same;
nobody is told of the end.
"""

from dataclasses import replace

import pytest

from service.actions import running
from service.actions.consent.clock import turn_pages
from service.actions.consent.reminding import remind
from service.core.consent_state import ConsentState
from service.core.jobs import JobKind, JobState
from service.store.attempts import Phase
from service.store.tables.access import NoticeRow
from service.store.tables.consents import ParticipantRow
from tests.consent.asking import KARIM, SARA, answer, asked, case_of, take_back
from tests.consent.copies import mailed
from tests.consent.desk import person
from tests.consent.test_telling import APPLIES, COMPLETE, DONE, OVER, OWNER, PARTIES
from tests.house import NOW
from tests.jobs import rows

YES = ("yes", "yes", "yes")
WAITS = "A question waits for your answer"
IN_FORCE = ("consent_done", "consent_complete")


@pytest.fixture
def agreed(house):
    """Both have said yes, and no worker has followed that up."""
    record_id = asked(house)
    answer(house, record_id, SARA, *YES)
    house.work()
    answer(house, record_id, KARIM, *YES)
    return record_id


def test_taken_back_before_anybody_was_told_nobody_is(house, agreed):
    take_back(house, agreed, KARIM)
    house.work()

    assert_nothing_left(house)
    assert mailed(house, APPLIES) == []
    assert mailed(house, OVER) == OWNER


def test_taken_back_while_the_copies_are_drawn_nobody_is_told(house, agreed):
    drawing = Withdrawing(house, agreed)
    draws = house.tools.renderers["pdf"]

    def draw(document, *, now):
        drawing.withdraw()
        return draws(document, now=now)

    tools = replace(house.tools, renderers={**house.tools.renderers, "pdf": draw})
    running.run(tools, rows.claim(house, JobKind.CONSENT))
    house.work()

    assert drawing.done
    assert_nothing_left(house)


def test_taken_back_while_mails_wait_they_never_leave(house, agreed):
    house.work(JobKind.CONSENT)
    assert waiting(house)

    take_back(house, agreed, KARIM)
    house.work()

    assert_nothing_left(house)


def test_taken_back_while_workers_hold_the_mails_they_never_leave(house, agreed):
    house.work(JobKind.CONSENT)
    held = []
    while job := rows.claim(house, JobKind.MAIL, JobKind.NOTICE):
        held.append(job)

    take_back(house, agreed, KARIM)
    for job in held:
        running.run(house.tools, job)
    house.work()

    assert held
    assert_nothing_left(house)
    assert {row.state for row in rows.job_rows(house)} <= {
        JobState.SUCCEEDED,
        JobState.CANCELLED,
    }


def test_taken_back_before_the_last_dot_the_mail_is_broken_off(house, agreed):
    house.work(JobKind.CONSENT)
    late = Withdrawing(house, agreed)
    before = Interrupted(house.tools.channels["mail"], before=late.withdraw)

    work_with(house, before)
    house.work()

    assert late.done
    assert_nothing_left(house)


def test_taken_back_after_the_last_dot_what_has_left_is_followed_by_the_end(
    house, agreed
):
    house.work(JobKind.CONSENT)
    late = Withdrawing(house, agreed)
    after = Interrupted(house.tools.channels["mail"], after=late.withdraw)

    work_with(house, after, JobKind.MAIL)
    house.work()

    assert late.done
    first = mailed(house, APPLIES)
    assert len([one for one in first if one in PARTIES]) >= 2
    assert_nothing_left(house, but=1)
    assert mailed(house, OVER) == OWNER


class Withdrawing:
    """Karim takes back what he said, once, whenever he is let."""

    def __init__(self, house, record_id):
        self.house, self.record_id, self.done = house, record_id, False

    def withdraw(self):
        if not self.done:
            self.done = True
            take_back(self.house, self.record_id, KARIM)


class Interrupted:
    """A mail server between whose steps something happens."""

    def __init__(self, channel, *, before=None, after=None):
        self.channel, self.before, self.after = channel, before, after
        self.rests, self.write = False, channel.write

    def deliver(self, letter, *, on_intent):
        def intend():
            if self.before:
                self.before()
            on_intent()
            if self.after:
                self.after()

        return self.channel.deliver(letter, on_intent=intend)


def work_with(house, channel, *kinds):
    tools = replace(house.tools, channels={"mail": channel})
    wanted = kinds or (JobKind.MAIL, JobKind.NOTICE)
    while job := rows.claim(house, *wanted):
        running.run(tools, job)


def waiting(house):
    return [job for job in rows.job_rows(house) if job.state == JobState.READY]


def assert_nothing_left(house, but=0):
    """No intent of a mail that tells of a consent in force is later than its end."""
    [end] = [
        one for one in rows.rows(house, NoticeRow, NoticeRow.kind == "consent_over")
    ]
    parties = {
        row.delivery_id
        for row in rows.rows(house, ParticipantRow, ParticipantRow.role == "receiver")
        if row.delivery_id
    }
    notices = rows.rows(house, NoticeRow, NoticeRow.kind.in_(IN_FORCE))
    telling = parties | {one.id for one in notices}
    jobs = {job.id for job in rows.job_rows(house) if job.subject_id in telling}
    left = [
        one
        for one in rows.attempts(house)
        if one.job_id in jobs and one.phase in (Phase.INTENT, Phase.ACCEPTED)
    ]
    assert end
    assert len(left) == but
    assert len(mailed(house, DONE)) + len(mailed(house, COMPLETE)) <= but


def test_a_reminder_goes_on_while_an_answer_is_still_waited_for(small_house):
    """One takes a part back before the other has answered; nobody was told anything."""
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, *YES)
    small_house.work()
    karim = person(small_house, record_id, KARIM).id
    remind(small_house.tools, small_house.actor, record_id, karim, now=NOW)

    take_back(small_house, record_id, SARA, "1")
    small_house.work()

    assert mailed(small_house, WAITS, "ar") == ["karim.haddad@example.se"]
    assert case_of(small_house, record_id).row.state == ConsentState.WAITING


def test_what_was_called_back_before_any_party_heard_stops_no_clock(small_house):
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, *YES)
    small_house.work()
    karim = person(small_house, record_id, KARIM).id
    remind(small_house.tools, small_house.actor, record_id, karim, now=NOW)

    take_back(small_house, record_id, SARA)
    small_house.work()
    turn_pages(small_house.tools, now=NOW)

    jobs = rows.job_rows(small_house, JobKind.CONSENT)
    assert {job.state for job in jobs} == {JobState.SUCCEEDED}
