"""What somebody wrote stays when they take a part back; a withdrawal is sealed."""

import json

import pytest

from service.actions.consent.doubting import doubt
from service.actions.submitting import submit
from service.core.consent import Happened
from service.core.consent_effects import ToOwner, effects, ends_round
from service.core.consent_state import ConsentState
from tests.consent import asking
from tests.consent.asking import KARIM, SARA, answer, answers, asked, let_in, token_of
from tests.consent.copies import OFFICE, files_of
from tests.consent.desk import one, seen
from tests.house import NOW
from tests.links import HERE
from tests.reading import said

YES = ("yes", "yes", "yes")
NOT_THIS = "Flytten"


def answer_but_for(house, record_id, name, what):
    """Let a guardian say yes to all, and write what must not be shared."""
    token = let_in(house, token_of(house, record_id, name))
    page = asking.given(house, token, name, *YES, exclusions=what)
    asking.answering.answer(
        house.tools, token, page, browser=HERE, language="sv", now=NOW
    )


def test_what_must_not_be_shared_stays_when_a_part_is_taken_back(small_house):
    house, record_id = small_house, asked(small_house)
    answer_but_for(house, record_id, SARA, NOT_THIS)
    answer(house, record_id, KARIM, *YES)
    asking.take_back(house, record_id, SARA, "1")
    house.work()
    files = files_of(house, record_id)
    at = max(number for _, _, number in files)
    receipt = json.loads(files["receipt_json", 0, at])

    for whose in (0, OFFICE):
        assert NOT_THIS in said(files["sealed", whose, at], "pdf")
    assert NOT_THIS in receipt["pii_processing"]["exclusions"]
    assert receipt["event"]["event_state"] == "withdrawn-in-part"
    assert one(house, record_id).given.exclusions == NOT_THIS


def test_a_withdrawal_while_it_rests_is_sealed(small_house):
    house, record_id = small_house, asked(small_house)
    for name in (SARA, KARIM):
        answer(house, record_id, name, *YES)
    doubt(house.tools, house.actor, record_id, {"doubt": "school"}, now=NOW)
    asking.take_back(house, record_id, SARA)
    assert seen(house, record_id).is_being_sealed
    house.work()
    files = files_of(house, record_id)
    at = max(number for _, _, number in files)

    assert ("sealed", OFFICE, at) in files
    assert ("sealed", 0, at) in files
    assert "Vilar:detövervägspånytt" in said(files["sealed", OFFICE, at], "pdf")
    assert not seen(house, record_id).is_being_sealed


@pytest.mark.parametrize(
    ("happened", "after", "is_so"),
    [
        (Happened.ANSWERED, ConsentState.RECONSIDER, False),
        (Happened.WITHDRAWN, ConsentState.RECONSIDER, True),
        (Happened.WITHDRAWN, ConsentState.WAITING, False),
        (Happened.OPENED, ConsentState.VALID, False),
    ],
)
def test_what_ends_a_round(happened, after, is_so):
    assert ends_round(happened, after) is is_so


def test_a_voice_needs_a_person_whatever_else_happened():
    state = ConsentState.WAITING
    told = effects(Happened.ANSWERED, before=state, after=state, has_voice=True)

    assert told.to_owner is ToOwner.LOOK


def test_files_of_an_earlier_question_are_still_theirs_who_were_asked(small_house):
    house, record_id = small_house, asked(small_house)
    answer(house, record_id, KARIM, "no", "no", "no")
    house.work()
    submit(
        house.tools,
        house.actor,
        kind="consent",
        answers=answers(guardians=answers()["guardians"][:1]),
        sending={},
        record_id=record_id,
        now=NOW,
    )
    told = {
        (file.purpose, file.whose, file.is_ours)
        for file in seen(house, record_id).files
    }

    assert told == {
        ("receipt", KARIM, False),
        ("receipt_json", KARIM, False),
        ("sealed", KARIM, False),
        ("sealed", "", True),
    }
