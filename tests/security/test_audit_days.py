"""Each finished day is sealed once, whoever does it, and told to somebody outside."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from service.actions.anchoring import latest_anchor, seal_days, seal_finished_days
from service.actions.verifying import verify_audit
from service.core.actor import SYSTEM
from service.core.errors import NotFound
from service.core.jobs import JobKind
from service.store import evidence
from tests.house import open_house
from tests.security.intruder import write_chain, write_event

MORNING = datetime(2026, 3, 3, 0, 0, 1, tzinfo=UTC)
THREADS = 20


def days_of(house):
    with house.tools.look(SYSTEM) as session:
        return [sealed.day for sealed in evidence.days(session)]


def test_nothing_is_sealed_before_anything_has_happened(small_house):
    assert seal_days(small_house.tools, now=MORNING) == 0
    with pytest.raises(NotFound):
        latest_anchor(small_house.tools)


def test_a_finished_day_is_sealed_once_and_today_is_not(house):
    write_chain(house, events=2)

    assert seal_days(house.tools, now=MORNING) == 1
    assert seal_days(house.tools, now=MORNING + timedelta(hours=23)) == 0
    assert latest_anchor(house.tools).day == date(2026, 3, 2)


def test_a_day_holds_only_the_chains_that_have_moved(house):
    still, moving = write_chain(house, events=2), write_chain(house, events=3)
    seal_days(house.tools, now=MORNING)
    write_event(house, moving)
    seal_days(house.tools, now=MORNING + timedelta(days=1))

    first, second = days_of(house)

    assert {head.chain_id for head in first.heads} == {still, moving}
    assert [head.chain_id for head in second.heads] == [moving]
    assert (first.events, second.events) == (5, 1)


def test_days_that_nobody_was_there_for_are_caught_up_with(house):
    write_chain(house)
    seal_days(house.tools, now=MORNING)

    assert seal_days(house.tools, now=MORNING + timedelta(days=4)) == 4
    assert [day.day.day for day in days_of(house)] == [2, 3, 4, 5, 6]
    assert verify_audit(house.tools).is_whole


def test_a_worker_asks_the_database_which_day_it_is(house):
    write_chain(house)

    assert seal_finished_days(house.tools) == 1
    today = datetime.now(UTC).date()
    assert latest_anchor(house.tools).day == today - timedelta(days=1)


def test_many_workers_seal_each_day_once_between_them(house):
    write_chain(house)
    seal_days(house.tools, now=MORNING)
    later = MORNING + timedelta(days=3)

    with ThreadPoolExecutor(8) as workers:
        sealed = sum(workers.map(lambda _: seal_days(house.tools, now=later), range(8)))

    assert sealed == 3
    assert verify_audit(house.tools).is_whole


def test_twenty_who_write_at_once_make_one_chain(house):
    chain = uuid4()

    with ThreadPoolExecutor(THREADS) as writers:
        list(writers.map(lambda _: write_event(house, chain), range(THREADS)))

    with house.tools.look(SYSTEM) as session:
        numbers = [link.event.number for link in evidence.links(session)]
    assert numbers == list(range(1, THREADS + 1))
    assert verify_audit(house.tools).is_whole


def test_the_last_sealed_day_is_mailed_once_to_who_keeps_it(sqlite, services, tmp_path):
    to = "dataskyddsombud@example.se"
    with open_house(sqlite, services, tmp_path, AUDIT_ANCHOR_TO=to) as house:
        write_chain(house)
        seal_days(house.tools, now=MORNING)
        house.work(JobKind.NOTICE)
        seal_days(house.tools, now=MORNING + timedelta(days=3))
        house.work(JobKind.NOTICE)

        first, second = house.mails()

        assert first["To"] == to
        text = second.get_body(("plain",)).get_content()
        assert str(latest_anchor(house.tools)) in text
