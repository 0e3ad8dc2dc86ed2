"""Staff write down what came on paper, orally or at a meeting: an answer as others."""

from datetime import timedelta
from uuid import uuid4

import pytest

from service.actions.consent.following import follow
from service.actions.consent.recording import record_answer
from service.actions.consent.reminding import remind
from service.core.consent_state import ConsentState
from service.core.consent_views import Reach, Stand
from service.core.errors import Forbidden, Invalid, NotFound, Refused
from service.core.jobs import JobKind, JobState
from tests.consent.asking import (
    ANSWERS,
    KARIM,
    SARA,
    answer,
    asked,
    case_of,
    take_back,
)
from tests.consent.desk import NO, YES, one, person, record, seen, written
from tests.house import NOW
from tests.jobs import rows

TOMORROW = NOW + timedelta(days=1)


def on_paper(place: int, **changes):
    """Return the guardians with one of them answering on paper only."""
    guardians = [dict(guardian) for guardian in ANSWERS["guardians"]]
    guardians[place] |= {"on_paper": True, "email": "", **changes}
    return guardians


def test_an_answer_by_phone_counts_as_any_other(house):
    record_id = asked(house)
    answer(house, record_id, KARIM, *YES)

    record(house, record_id, SARA, *YES)

    assert seen(house, record_id).state == ConsentState.VALID
    given = one(house, record_id).given
    assert (given.route, given.witness, given.note) == (
        "oral",
        "Maria Ek",
        "Ringde upp",
    )
    assert given.by == house.actor.label
    assert given.day == NOW.date()


@pytest.mark.parametrize("protected", [True, False])
def test_who_is_reached_on_paper_only_can_answer(small_house, protected):
    guardians = on_paper(1, protected=protected)
    record_id = asked(small_house, guardians=guardians)
    assert len(small_house.mails()) == 1

    record(small_house, record_id, KARIM, *NO, route="paper")

    karim = one(small_house, record_id, KARIM)
    assert karim.reach is (Reach.PROTECTED if protected else Reach.PAPER)
    assert karim.stand is Stand.ANSWERED
    assert seen(small_house, record_id).state == ConsentState.REFUSED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"answered_on": "2026-03-03"}, "answered_on"),  # tomorrow
        ({"answered_on": "2026-01-01"}, "answered_on"),  # long before it was asked
        ({"answered_on": "2026-02-30"}, "answered_on"),
        ({"witness": ""}, "witness"),
        ({"route": "link"}, "route"),
        ({"scan": str(uuid4())}, "scan"),
        ({"turn": 0}, "turn"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(small_house, changes, field):
    record_id = asked(small_house)

    with pytest.raises(Invalid) as refused:
        record(small_house, record_id, SARA, *YES, **changes)

    assert list(refused.value.problems) == [field]
    assert person(small_house, record_id).answers == 0


def test_a_page_posted_twice_is_one_answer(small_house):
    record_id = asked(small_house)
    first = record(small_house, record_id, SARA, *YES)
    second = record(small_house, record_id, SARA, *YES)

    assert (first.was_new, second.was_new) == (True, False)
    assert len(one(small_house, record_id).given.allowed) == 8


def test_an_answer_from_an_older_page_comes_back_to_be_looked_through(small_house):
    record_id = asked(small_house)
    record(small_house, record_id, SARA, *YES)

    with pytest.raises(Invalid) as refused:
        record(small_house, record_id, SARA, *NO)

    assert list(refused.value.problems) == ["turn"]
    assert len(one(small_house, record_id).given.allowed) == 8


def test_a_withdrawal_from_an_older_page_ends_sharing_all_the_same(small_house):
    record_id = asked(small_house)
    record(small_house, record_id, SARA, *YES)
    record(small_house, record_id, SARA, *YES, turn=2)

    heard = record(small_house, record_id, SARA, turn=2)
    again = record(small_house, record_id, SARA, turn=2)

    assert (heard.was_new, again.was_new) == (True, False)
    assert not one(small_house, record_id).given.allowed


def test_nobody_skips_turns(small_house):
    record_id = asked(small_house)

    with pytest.raises(Invalid):
        record(small_house, record_id, SARA, *YES, turn=999)


def test_what_was_said_at_a_meeting_last_week_is_written_down_as_it_was(small_house):
    record_id = asked(small_house)
    last_week = {"answered_on": "2026-02-20"}

    record(small_house, record_id, SARA, *YES, route="oral", **last_week)

    with pytest.raises(Invalid):  # no paper came before it was printed
        record(small_house, record_id, KARIM, *YES, route="paper", **last_week)
    with pytest.raises(Invalid):
        record(small_house, record_id, KARIM, *YES, answered_on="2026-01-01")


@pytest.mark.parametrize("ticked", [["schooling"], ["schooling", "social"]])
def test_yes_beside_some_ticks_is_asked_once_more(small_house, ticked):
    record_id = asked(small_house)

    with pytest.raises(Invalid) as refused:
        record(small_house, record_id, SARA, "yes " + " ".join(ticked), "no")

    assert list(refused.value.problems) == ["choices"]


def test_a_withdrawal_by_phone_ends_sharing_and_calls_mails_back(house):
    record_id = asked(house)
    record(house, record_id, SARA, *YES)
    karim = person(house, record_id, KARIM).id
    remind(house.tools, house.actor, record_id, karim, now=NOW)

    record(house, record_id, SARA, turn=2, answered_on="2026-03-03", now=TOMORROW)

    assert not one(house, record_id, now=TOMORROW).given.allowed
    notices = rows.job_rows(house, JobKind.NOTICE)
    assert {job.state for job in notices} == {JobState.CANCELLED}
    events = [event.happened for event in case_of(house, record_id).events]
    assert (events.count("answered"), events[-1]) == (1, "withdrawn")


def test_what_was_never_given_cannot_be_taken_back(small_house):
    record_id = asked(small_house)

    with pytest.raises(Refused):
        record(small_house, record_id, SARA)


def test_only_who_writes_the_record_writes_answers_down(small_house):
    record_id = asked(small_house)
    maja = small_house.actor_of("maja.lind")  # the registrar reads, and writes nothing

    assert follow(small_house.tools, maja, record_id, now=NOW).people
    with pytest.raises(Forbidden):
        record(small_house, record_id, SARA, *YES, actor=maja)


def test_nobody_who_takes_no_part_gives_an_answer(small_house):
    record_id, other = asked(small_house), asked(small_house)
    stranger = person(small_house, other).id
    case = case_of(small_house, record_id)
    receiver = next(p for p in case.participants if p.role == "receiver")

    for who in (stranger, receiver.id):
        with pytest.raises((Refused, NotFound)):
            _write(small_house, record_id, who)


def _write(house, record_id, who):
    return record_answer(
        house.tools, house.actor, record_id, who, written(*YES), now=NOW
    )


def test_a_paper_from_before_their_last_word_does_not_take_its_place(small_house):
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, *YES, now=TOMORROW)
    take_back(small_house, record_id, SARA, now=TOMORROW)

    with pytest.raises(Invalid) as refused:
        record(small_house, record_id, SARA, *YES, turn=3, now=TOMORROW)

    assert list(refused.value.problems) == ["answered_on"]
    today = {"answered_on": "2026-03-03", "now": TOMORROW}
    assert record(small_house, record_id, SARA, *YES, turn=3, **today).was_new


def test_what_is_taken_back_is_so_whatever_day_they_said_it(small_house):
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, *YES, now=TOMORROW)

    assert record(small_house, record_id, SARA, turn=2, now=TOMORROW).was_new
