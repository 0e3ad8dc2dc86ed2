"""A consent is thought over again, upheld, or ended; the answers stay as they are."""

from datetime import UTC, datetime

import pytest

from service.actions.consent.doubting import doubt, end, uphold
from service.core.consent_state import ConsentState
from service.core.errors import Forbidden, Invalid, Refused
from tests.consent.asking import KARIM, SARA, answer, asked
from tests.consent.desk import YES, seen
from tests.house import NOW

CUSTODY = {"doubt": "custody", "note": "Domen kom i går."}
WHY = {"note": "Vårdnaden är gemensam som förut."}
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
