"""What one guardian gets, and when, tells nothing of what another has said."""

from datetime import timedelta

import pytest

from service.actions.consent.clock import turn_pages
from tests.consent import asking
from tests.consent.asking import (
    KARIM,
    SARA,
    answer,
    answers,
    asked,
    case_of,
    take_back,
    token_of,
)
from tests.consent.copies import mailed, rows_of
from tests.consent.test_clock import ENDS, RENEW, RUNS_OUT
from tests.consent.test_telling import OWNER

YES, NO = ("yes", "yes", "yes"), ("no", "no", "no")
MIRA = "Mira Lindgren"


def three(house, **changes):
    plain = answers()["guardians"]
    third = {**plain[0], "name": MIRA, "email": "mira.lindgren@example.se"}
    return asked(house, guardians=[*plain, third], **changes)


def sealed_of(house, record_id, place):
    """Return the hashes of the sealed copies that a guardian has got."""
    case = case_of(house, record_id)
    [me] = [
        one.id
        for one in case.participants
        if one.role == "guardian" and one.position == place
    ]
    mine = [one for one in rows_of(house, record_id) if one.participant_id == me]
    return [one.sha256 for one in mine if one.purpose == "sealed"]


@pytest.mark.parametrize("said", [YES, NO], ids=["yes", "no"])
def test_before_all_have_answered_no_copy_tells_that_somebody_said_no(
    small_house, said
):
    record_id = three(small_house)
    answer(small_house, record_id, SARA, *YES)
    small_house.work()
    answer(small_house, record_id, KARIM, *said)
    small_house.work()

    assert sealed_of(small_house, record_id, 0) == []


@pytest.mark.parametrize("said", [YES, NO], ids=["yes", "no"])
def test_whoever_answers_next_cannot_tell_by_their_own_copy_either(small_house, said):
    record_id = three(small_house)
    answer(small_house, record_id, KARIM, *said)
    small_house.work()
    answer(small_house, record_id, SARA, *YES)
    small_house.work()

    assert sealed_of(small_house, record_id, 0) == []


def test_all_have_a_copy_once_all_have_answered(small_house):
    record_id = three(small_house)
    for name, said in ((SARA, YES), (KARIM, NO)):
        answer(small_house, record_id, name, *said)
        small_house.work()
    answer_as_mira(small_house, record_id)

    # Whose no was enough had one at once.
    assert [len(sealed_of(small_house, record_id, n)) for n in range(3)] == [1, 2, 1]


def test_what_another_takes_back_or_changes_brings_no_new_copy(small_house):
    record_id = asked(small_house)
    for name in (SARA, KARIM):
        answer(small_house, record_id, name, *YES)
        small_house.work()
    before = sealed_of(small_house, record_id, 0)
    take_back(small_house, record_id, KARIM)
    small_house.work()
    answer(small_house, record_id, KARIM, "yes", "no", "no")
    small_house.work()

    assert len(before) == 1
    assert sealed_of(small_house, record_id, 0) == before
    assert len(sealed_of(small_house, record_id, 1)) == 3


def test_where_one_is_enough_their_yes_is_sealed_at_once_for_them(small_house):
    record_id = three(small_house, rule="any", rule_reason="Beslut av nämnden.")
    answer(small_house, record_id, KARIM, *YES)
    small_house.work()
    answer(small_house, record_id, SARA, *NO)
    small_house.work()

    assert [len(sealed_of(small_house, record_id, n)) for n in range(3)] == [0, 1, 0]


def answer_as_mira(house, record_id):
    asking.LANGUAGE[MIRA] = "sv"
    assert token_of(house, record_id, MIRA)
    answer(house, record_id, MIRA, *YES)
    house.work()


@pytest.mark.parametrize("said", [YES, NO], ids=["yes", "no"])
def test_that_the_end_is_near_is_told_whatever_the_others_said(small_house, said):
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, *YES)
    answer(small_house, record_id, KARIM, *said)
    small_house.work()
    for _ in range(2):
        turn_pages(small_house.tools, now=ENDS - timedelta(days=20))
    small_house.work()

    assert mailed(small_house, RUNS_OUT) == ["sara.lindgren@example.se"]
    assert mailed(small_house, RENEW) == (OWNER if said is YES else [])


def test_of_a_question_that_waits_for_somebody_no_end_is_told(small_house):
    record_id = three(small_house)
    answer(small_house, record_id, SARA, *YES)
    answer(small_house, record_id, KARIM, *NO)

    assert turn_pages(small_house.tools, now=ENDS - timedelta(days=20)) == 0
