"""What time alone brings: a first day, a last one, an 18th birthday; each once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from service.actions.consent.clock import turn_pages
from service.actions.consent.doubting import end
from service.core.consent import Happened
from service.core.consent_state import ConsentState
from service.core.errors import NotFound
from service.core.retention import Event
from service.store.tables.retention import RecordDateRow
from tests.consent.asking import (
    KARIM,
    SARA,
    answer,
    asked,
    case_of,
    take_back,
    token_of,
)
from tests.consent.copies import happened, mailed
from tests.consent.test_telling import APPLIES, LOOK, OVER, OWNER, PARTIES
from tests.house import NOW
from tests.jobs import rows
from tests.links import ask

YES = ("yes", "yes", "yes")
ENDS = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # 1 January 2027 in Stockholm
LAST_MINUTE = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)
RENEW, RUNS_OUT = (
    "A consent will soon run out",
    "What you have answered will soon run out",
)


@pytest.fixture
def agreed(house):
    return agree(house)


def agree(house, **changes):
    record_id = asked(house, **changes)
    answer(house, record_id, SARA, *YES)
    answer(house, record_id, KARIM, *YES)
    house.work()
    return record_id


def days(house, event):
    found = rows.rows(house, RecordDateRow, RecordDateRow.event == event)
    return [row.on.isoformat() for row in found]


def test_the_day_after_the_last_it_has_run_out_and_all_are_told_once(house, agreed):
    turn_pages(house.tools, now=LAST_MINUTE - timedelta(days=40))
    assert case_of(house, agreed).row.state == ConsentState.VALID

    with ThreadPoolExecutor(4) as threads:
        turned = list(threads.map(lambda _: turn_pages(house.tools, now=ENDS), "1234"))
    house.work()

    assert sum(turned) >= 1
    assert happened(house, agreed).count(Happened.EXPIRED) == 1
    assert case_of(house, agreed).row.state == ConsentState.EXPIRED
    assert mailed(house, APPLIES) == sorted(PARTIES * 2)
    assert mailed(house, OVER) == OWNER


def test_on_the_last_day_it_still_applies(small_house):
    record_id = agree(small_house)
    turn_pages(small_house.tools, now=LAST_MINUTE)

    assert case_of(small_house, record_id).row.state == ConsentState.VALID


def test_an_end_that_is_near_is_told_once_to_who_asked_and_who_answered(small_house):
    agree(small_house)
    near = ENDS - timedelta(days=20)
    for day in range(3):
        turn_pages(small_house.tools, now=near + timedelta(days=day))
    small_house.work()

    assert mailed(small_house, RENEW) == OWNER
    assert mailed(small_house, RUNS_OUT) == ["sara.lindgren@example.se"]
    assert mailed(small_house, RUNS_OUT, "ar") == ["karim.haddad@example.se"]


def test_what_begins_later_is_told_when_it_begins(small_house):
    agree(small_house, valid_from="2026-05-01")
    assert mailed(small_house, APPLIES) == []

    for _ in range(2):
        turn_pages(small_house.tools, now=datetime(2026, 5, 1, 8, tzinfo=UTC))
    small_house.work()

    assert mailed(small_house, APPLIES) == PARTIES


def test_on_the_18th_birthday_guardians_are_out_and_it_is_thought_over(house):
    """D4: of age on the day; born on 29 February, on the 28th in a common year."""
    record_id = agree(house, child_identity="2009-02-28", valid_to="2027-06-30")
    birthday = datetime(2027, 2, 27, 23, 30, tzinfo=UTC)  # the 28th in Stockholm
    turn_pages(house.tools, now=birthday - timedelta(hours=1))
    assert case_of(house, record_id).row.state == ConsentState.VALID

    assert turn_pages(house.tools, now=birthday) >= 1
    turn_pages(house.tools, now=birthday)
    house.work()

    assert case_of(house, record_id).row.state == ConsentState.RECONSIDER
    assert happened(house, record_id).count(Happened.DOUBTED) == 1
    assert mailed(house, LOOK) == OWNER
    assert days(house, Event.EIGHTEENTH_BIRTHDAY) == ["2027-02-28"]
    with pytest.raises(NotFound):
        ask(house, token_of(house, record_id, SARA))


def test_a_withdrawal_counts_for_retention_until_somebody_says_yes_again(small_house):
    record_id = agree(small_house)
    later = NOW + timedelta(days=3)
    take_back(small_house, record_id, KARIM, now=later)
    small_house.work()
    assert days(small_house, Event.WITHDRAWAL) == ["2026-03-05"]

    answer(small_house, record_id, KARIM, *YES, now=later)
    small_house.work()
    assert days(small_house, Event.WITHDRAWAL) == []


def test_a_link_lives_as_long_as_what_was_answered_by_it(small_house):
    record_id = agree(small_house)
    autumn = NOW + timedelta(days=200)

    take_back(small_house, record_id, SARA, now=autumn)

    assert case_of(small_house, record_id).row.state == ConsentState.WITHDRAWN


def test_what_staff_have_ended_is_not_told_once_more_on_its_last_day(small_house):
    record_id = agree(small_house)
    said = {"note": "Planen är avslutad."}
    end(small_house.tools, small_house.actor, record_id, said, now=NOW)
    turn_pages(small_house.tools, now=ENDS)
    small_house.work()

    assert Happened.EXPIRED not in happened(small_house, record_id)
    assert mailed(small_house, OVER) == OWNER


def test_a_withdrawal_still_counts_for_retention_when_the_last_day_is_over(small_house):
    record_id = agree(small_house)
    take_back(small_house, record_id, KARIM, now=NOW + timedelta(days=3))
    small_house.work()
    turn_pages(small_house.tools, now=ENDS)
    small_house.work()

    assert case_of(small_house, record_id).row.state == ConsentState.EXPIRED
    assert days(small_house, Event.WITHDRAWAL) == ["2026-03-05"]
