"""A consent is thought over again, upheld, or ended; the answers stay as they are."""

from datetime import UTC, datetime, timedelta

import pytest

from service.actions.bouncing import note_bounced
from service.actions.consent.doubting import doubt, end, uphold
from service.actions.consent.reminding import remind_due
from service.core.actor import SYSTEM
from service.core.consent_state import ConsentState
from service.core.errors import Forbidden, Invalid, Refused
from tests.consent.asking import KARIM, SARA, answer, asked
from tests.consent.desk import YES, person, seen
from tests.house import NOW

CUSTODY = {"doubt": "custody", "note": "Domen kom i går."}
WHY = {"note": "Vårdnaden är gemensam som förut."}
FOUR = timedelta(days=4)
GROWN_UP = datetime(2026, 5, 17, 9, 0, tzinfo=UTC)


@pytest.fixture
def agreed(small_house):
    record_id = asked(small_house)
    for name in (SARA, KARIM):
        answer(small_house, record_id, name, *YES)
    return record_id


def done(house, what, record_id, given, *, now=NOW, actor=None):
    return what(house.tools, actor or house.actor, record_id, given, now=now).state


def test_while_it_is_thought_over_it_does_not_apply(small_house, agreed):
    assert done(small_house, doubt, agreed, CUSTODY) == ConsentState.RECONSIDER
    assert done(small_house, uphold, agreed, WHY) == ConsentState.VALID

    told = [event.detail for event in seen(small_house, agreed).events[:2]]
    assert told == ["Vårdnaden är gemensam som förut.", "Domen kom i går."]


def test_it_ends_when_what_it_was_to_last_until_has_happened(small_house, agreed):
    given = {"note": "Planen är avslutad."}
    assert done(small_house, end, agreed, given) == ConsentState.EXPIRED

    for what, said in ((end, given), (doubt, CUSTODY), (uphold, WHY)):
        with pytest.raises(Refused):
            done(small_house, what, agreed, said)


def test_nothing_is_upheld_that_was_not_doubted(small_house, agreed):
    with pytest.raises(Refused):
        done(small_house, uphold, agreed, WHY)


def test_it_is_not_doubted_twice(small_house, agreed):
    done(small_house, doubt, agreed, CUSTODY)

    with pytest.raises(Refused):
        done(small_house, doubt, agreed, CUSTODY)


def test_no_reason_makes_the_guardians_of_somebody_of_age_decide(small_house):
    """D4: on the day of 18 the child decides alone."""
    record_id = asked(small_house, child_identity="2008-05-17")
    for name in (SARA, KARIM):
        answer(small_house, record_id, name, *YES)

    assert seen(small_house, record_id).state == ConsentState.VALID
    grown_up = seen(small_house, record_id, now=GROWN_UP)
    assert grown_up.state == ConsentState.RECONSIDER
    assert not grown_up.can_be_upheld
    with pytest.raises(Refused):
        done(small_house, uphold, record_id, WHY, now=GROWN_UP)


@pytest.mark.parametrize(
    ("what", "given", "field"),
    [
        (doubt, {"doubt": "weather"}, "doubt"),
        (doubt, {}, "doubt"),
        (end, {"note": " "}, "note"),
    ],
)
def test_a_decision_without_its_reason_is_none(small_house, agreed, what, given, field):
    with pytest.raises(Invalid) as refused:
        done(small_house, what, agreed, given)

    assert list(refused.value.problems) == [field]


def test_who_only_reads_decides_nothing(small_house, agreed):
    with pytest.raises(Forbidden):
        done(
            small_house,
            doubt,
            agreed,
            CUSTODY,
            actor=small_house.actor_of("maja.lind"),
        )


def test_upheld_it_reminds_those_who_have_not_answered_again(house):
    record_id = asked(house)
    answer(house, record_id, SARA, *YES)
    done(house, doubt, record_id, CUSTODY)
    assert remind_due(house.tools, now=NOW + FOUR) == 0  # it rests, and was due

    upheld = NOW + FOUR
    done(house, uphold, record_id, WHY, now=upheld)

    assert remind_due(house.tools, now=upheld) == 0
    assert remind_due(house.tools, now=upheld + FOUR) == 1
    assert person(house, record_id, KARIM).reminders == 1
    assert person(house, record_id, SARA).remind_at is None


def test_a_short_doubt_moves_no_reminder_and_none_comes_beyond_the_most(small_house):
    record_id, moment = asked(small_house), NOW
    done(small_house, doubt, record_id, CUSTODY)
    done(small_house, uphold, record_id, WHY)
    assert person(small_house, record_id).remind_at == NOW + FOUR

    for _ in range(3):
        moment += timedelta(days=5)
        assert remind_due(small_house.tools, now=moment) == 2
    done(small_house, doubt, record_id, CUSTODY, now=moment)
    done(small_house, uphold, record_id, WHY, now=moment)
    assert person(small_house, record_id).remind_at is None


def test_where_a_mail_came_back_no_reminder_wakes(small_house):
    record_id = asked(small_house)
    karim = person(small_house, record_id, KARIM)
    with small_house.tools.begin(SYSTEM) as work:
        bounced = {"code": "5.1.1", "now": NOW}
        note_bounced(small_house.tools, work, karim.delivery_id, **bounced)
    done(small_house, doubt, record_id, CUSTODY)
    done(small_house, uphold, record_id, WHY)

    assert person(small_house, record_id, KARIM).remind_at is None
