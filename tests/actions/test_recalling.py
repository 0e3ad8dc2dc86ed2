"""Called back, a mail that has not left never leaves: at each step of its way."""

from dataclasses import replace

import pytest

from service.actions import running
from service.actions.reading import get_record
from service.actions.resending import recall, resend
from service.core.errors import Refused
from service.core.jobs import JobKind, JobState
from service.core.records import DeliveryState
from tests.house import NOW, TO_IDA, sending
from tests.jobs import rows
from tests.jobs.relays import at_relay
from tests.smtp_script import CUT

TWO = [TO_IDA, {**TO_IDA, "name": "Maja Lind", "email": "maja.lind@example.se"}]


def test_before_the_documents_are_made(house):
    record = house.submit(sending=sending(typed=TWO))

    assert call_back(house, record) == 2
    house.work()

    assert house.mails() == []
    assert states(house, record) == [DeliveryState.CANCELLED] * 2
    assert len(rows.renditions(house)) == 3


def test_while_the_mails_wait(house):
    record = house.submit(sending=sending(typed=TWO), delay=600)
    house.work()

    assert call_back(house, record) == 2
    rows.make_everything_due(house)
    house.work()

    assert house.mails() == []
    assert states(house, record) == [DeliveryState.CANCELLED] * 2


def test_in_a_worker_s_hands_before_the_last_byte(house):
    """Mutant: the recall refused because nothing waits, and the mail goes out."""
    record = house.submit()
    house.work(JobKind.RENDER)
    in_hand = rows.claim(house)

    assert call_back(house, record) == 1
    running.run(house.tools, in_hand)

    assert house.mails() == []
    job = rows.one_job(house)
    assert job.state == JobState.CANCELLED
    assert rows.steps(house, job.id) == ["leased", "cancelled"]
    assert house.work() == 0


def test_after_the_last_byte_it_is_too_late(house):
    record = house.submit()
    house.work(JobKind.RENDER)
    told = {}

    with at_relay(house) as relay:
        channel = house.tools.channels["mail"]
        house.tools = replace(
            house.tools,
            channels={
                "mail": Late(channel, lambda: told.update(n=call_back(house, record)))
            },
        )
        house.work()

    assert told == {"n": 1}
    assert len(relay.taken) == 1
    assert states(house, record) == [DeliveryState.SENT]


def test_when_the_worker_was_lost(house):
    """Mutant: the reaper frees it, and the next worker crashes it to its death."""
    record = house.submit()
    house.work(JobKind.RENDER)
    rows.claim(house)
    call_back(house, record)

    rows.recover(house)

    assert house.mails() == []
    job = rows.one_job(house)
    assert (job.state, job.crash_count) == (JobState.CANCELLED, 0)


def test_when_the_relay_asks_to_come_again(small_house):
    record = small_house.submit()
    with at_relay(small_house) as relay:
        relay.say(greeting="421 4.3.2 away")
        small_house.work(JobKind.RENDER)
        in_hand = rows.claim(small_house)
        call_back(small_house, record)
        running.run(small_house.tools, in_hand)

    assert rows.one_job(small_house).state == JobState.CANCELLED


def test_when_nobody_knows_if_it_left(house):
    """It is not sent once more; a person asks the recipient."""
    record = house.submit()
    with at_relay(house) as relay:
        relay.say(dot=CUT)
        house.work()
        assert call_back(house, record) == 1
        rows.make_everything_due(house)
        rows.sweep(house)
        house.work()

    job = rows.one_job(house)
    assert (job.state, job.death) == (JobState.DEAD, "uncertain")
    assert len(relay.taken) == 1


def test_when_all_have_left_there_is_nothing_to_recall(small_house):
    record = small_house.submit()
    small_house.work()

    with pytest.raises(Refused):
        call_back(small_house, record)

    assert rows.revisions(small_house)[0].recalled_at is None


def test_what_has_left_stays_and_the_rest_is_called_back(house):
    record = house.submit(sending=sending(typed=TWO))
    house.work(JobKind.RENDER)
    running.run(house.tools, rows.claim(house))

    assert call_back(house, record) == 1
    house.work()

    assert len(house.mails()) == 1
    assert sorted(states(house, record)) == ["cancelled", "sent"]


def test_one_who_was_called_back_can_be_sent_to_after_all(small_house):
    record = small_house.submit(delay=600)
    small_house.work()
    call_back(small_house, record)
    [old] = rows.deliveries(small_house)

    resend(small_house.tools, small_house.actor, old.id, now=NOW)
    small_house.work()

    assert len(small_house.mails()) == 1


def test_sent_again_before_the_drawing_it_waits_for_the_documents(small_house):
    sent = small_house.submit()
    recall(small_house.tools, small_house.actor, sent.record_id, now=NOW)
    [delivery] = rows.deliveries(small_house)
    resend(small_house.tools, small_house.actor, delivery.id, now=NOW)

    small_house.work(JobKind.MAIL)
    waiting = rows.one_job(small_house)
    small_house.work(JobKind.RENDER)
    rows.make_everything_due(small_house)
    small_house.work()

    assert waiting.last_code == "not_made_yet"
    assert len(small_house.mails()) == 1


def test_a_mail_under_way_is_not_sent_again(small_house):
    small_house.submit(delay=600)
    small_house.work()
    [waiting] = rows.deliveries(small_house)

    with pytest.raises(Refused):
        resend(small_house.tools, small_house.actor, waiting.id, now=NOW)


class Late:
    """A channel at which something happens just after the intent was written."""

    rests = False

    def __init__(self, channel, happens):
        self.channel = channel
        self.happens = happens

    def write(self, message):
        return self.channel.write(message)

    def deliver(self, letter, *, on_intent):
        def then():
            on_intent()
            self.happens()

        return self.channel.deliver(letter, on_intent=then)

    def close(self):
        self.channel.close()


def call_back(house, record):
    return recall(house.tools, house.actor, record.record_id, now=NOW)


def states(house, record):
    view = get_record(house.tools, house.actor, record.record_id, now=NOW)
    return [delivery.state for delivery in view.latest.deliveries]
