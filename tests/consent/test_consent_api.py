"""A consent by the API: asked for, followed, written down, reminded of, and gated."""

import pytest

from service.core.day import home_day
from tests.api.program import open_program, open_stranger, pointers
from tests.consent.asking import KARIM, SARA, answer, answers
from tests.consent.desk import YES, one, written
from tests.consent.reading import asked_today
from tests.links import clock


@pytest.fixture
def program(small_house):
    return open_program(small_house)


@pytest.fixture
def consent(small_house):
    return asked_today(small_house)


def body(small_house, record_id, *said, **changes):
    who = str(one(small_house, record_id).id)
    day = home_day(clock()).isoformat()
    return {"participant": who, **written(*said, answered_on=day), **changes}


def test_a_consent_is_asked_for_without_saying_how_to_send_it(program, small_house):
    told = program.post("/records/consent", {"answers": answers()})
    assert told.status_code == 201, told.get_json()
    small_house.work()

    assert len(small_house.mails()) == 2
    shown = program.get(f"/consents/{told.get_json()['id']}").get_json()
    assert shown["state"] == "sent"
    assert [one["state"] for one in shown["participants"]][:2] == ["sent", "sent"]


def test_what_is_wrong_is_told_at_its_place(program):
    told = program.post(
        "/records/consent", {"answers": answers(child_identity="2039-01-01")}
    )

    assert told.status_code == 422
    assert pointers(told) == {"/answers/child_identity"}


def test_more_than_five_guardians_are_too_many(program):
    many = [*answers()["guardians"] * 3]
    told = program.post("/records/consent", {"answers": answers(guardians=many)})

    assert told.status_code == 422


def test_the_state_tells_what_applies_and_not_who_chose_what(
    program, small_house, consent
):
    now = clock()
    answer(small_house, consent, SARA, *YES, now=now)
    answer(small_house, consent, KARIM, "yes", "partly schooling", "no", now=now)

    shown = program.get(f"/consents/{consent}").get_json()
    assert shown["state"] == "partial"
    assert shown["parties"][1]["applies"] == [
        {"information": "schooling", "verdict": "yes"},
        {"information": "social", "verdict": "no"},
    ]
    assert {one["route"] for one in shown["participants"][:2]} == {"link"}
    assert "allowed" not in str(shown)


def test_the_gate_says_yes_or_no_and_why(program, small_house, consent):
    path = f"/consents/{consent}/gate?party=2&information=schooling"
    closed = program.get(path).get_json()
    for name in (SARA, KARIM):
        answer(small_house, consent, name, *YES, now=clock())
    opened = program.get(path).get_json()

    assert (closed["open"], opened["open"]) == (False, True)
    assert closed["why"]
    assert opened["rests_on"] > 0


@pytest.mark.parametrize("query", ["", "?party=0&information=social", "?party=1&x=y"])
def test_the_gate_wants_a_whole_question(program, consent, query):
    assert program.get(f"/consents/{consent}/gate{query}").status_code == 422


def test_an_answer_by_phone_is_written_down(program, small_house, consent):
    told = program.post(
        f"/consents/{consent}/answers", body(small_house, consent, *YES)
    )

    assert told.status_code == 200, told.get_json()
    assert told.get_json() == {"state": "waiting"}
    assert one(small_house, consent).given.by.startswith("key:")


def test_a_withdrawal_by_phone_is_written_down_as_easily(program, small_house, consent):
    program.post(f"/consents/{consent}/answers", body(small_house, consent, *YES))
    asked = body(small_house, consent, turn=2)
    del asked["choices"]

    told = program.post(f"/consents/{consent}/withdrawals", asked)

    assert told.status_code == 200, told.get_json()
    assert told.get_json() == {"state": "withdrawn"}
    assert program.post(f"/consents/{consent}/withdrawals", asked).status_code == 200


def test_a_wrong_answer_is_told_at_its_place(program, small_house, consent):
    wrong = body(small_house, consent, *YES, answered_on="2199-01-01")
    told = program.post(f"/consents/{consent}/answers", wrong)

    assert told.status_code == 422
    assert "/answered_on" in pointers(told)


@pytest.mark.parametrize("whose", [{}, {"participant": "x"}, {"participant": None}])
def test_an_answer_is_somebodys(program, small_house, consent, whose):
    wrong = body(small_house, consent, *YES)
    del wrong["participant"]
    told = program.post(f"/consents/{consent}/answers", {**wrong, **whose})

    assert told.status_code == 422
    assert pointers(told) == {"/participant"}


def test_somebody_is_reminded_once(program, small_house, consent):
    who = {"participant": str(one(small_house, consent).id)}

    assert program.post(f"/consents/{consent}/reminders", who).status_code == 204
    again = program.post(f"/consents/{consent}/reminders", who)
    assert again.status_code == 409
    assert again.mimetype == "application/problem+json"


def test_nobody_elses_consent_is_there(program, small_house, consent):
    stranger = open_stranger(program)
    asked_for = (
        stranger.get(f"/consents/{consent}"),
        stranger.get(f"/consents/{consent}/gate?party=1&information=social"),
        stranger.post(f"/consents/{consent}/answers", body(small_house, consent, *YES)),
        program.get(f"/consents/{small_house.actor.organisation_id}"),
    )

    assert [told.status_code for told in asked_for] == [404] * 4
