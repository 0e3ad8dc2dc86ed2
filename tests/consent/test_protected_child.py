"""A child with protected identity: paper for everybody, and nothing leaves by mail."""

import pytest

from service.actions.consent import batches, recording
from service.actions.consent.following import follow
from service.actions.consent.preparing import prepare
from service.actions.reading import list_records
from service.core.batches import ItemState
from service.core.consent_views import Reach
from service.kinds.consent.naming import known_by
from tests.consent.asking import ANSWERS, answers, asked
from tests.consent.many import HEAD, file, read, row, view
from tests.house import NOW

GUARDIANS = [{**one, "email": ""} for one in ANSWERS["guardians"]]
HIDDEN = {"child_protected": True, "guardians": GUARDIANS}
YES = {
    "route": "oral",
    "answered_on": str(NOW.date()),
    "witness": "Maria Ek",
    "choices": [{"answer": "yes"}] * 3,
    "turn": 1,
}


def people(house, record_id):
    return follow(house.tools, house.actor, record_id, now=NOW).people


def test_nobody_is_mailed_and_everybody_answers_on_paper(small_house):
    record_id = asked(small_house, **HIDDEN)

    assert small_house.mails() == []
    guardians = people(small_house, record_id)[:2]
    assert {one.reach for one in guardians} == {Reach.PROTECTED}
    assert all(one.has_paper_form for one in guardians)


def test_not_even_those_who_may_share_are_told_by_mail(small_house):
    """They have addresses, and the consent begins to apply."""
    record_id = asked(small_house, **HIDDEN)
    for one in people(small_house, record_id)[:2]:
        recording.record_answer(
            small_house.tools, small_house.actor, record_id, one.id, YES, now=NOW
        )
    small_house.work()

    followed = follow(small_house.tools, small_house.actor, record_id, now=NOW)
    assert followed.state == "valid"
    assert [mail for mail in small_house.mails() if "ida" not in mail["To"]] == []


def test_no_list_has_the_name_nor_its_initials(small_house):
    asked(small_house, **HIDDEN)

    [line] = list_records(small_house.tools, small_house.actor, now=NOW)
    assert line.title == "Samtycke till samverkan, BUN-2026-0142"


def test_staff_are_asked_whether_the_units_tell_where_the_child_lives(small_house):
    told = prepare(
        small_house.tools, small_house.actor, answers(**HIDDEN), now=NOW
    ).warnings

    assert any("tell where the protected person lives" in said for said in told)
    assert any("None of those who share is told by mail" in said for said in told)


def test_a_row_of_a_batch_may_say_so(small_house):
    hidden = f"{row(1, second='Kim Ek;kim@example.se;')};ja"
    other = f"{row(2)};nej"

    batch_id = read(small_house, file(hidden, other, head=f"{HEAD};Skyddat barn"))

    seen = view(small_house, batch_id)
    assert (seen.requests, seen.mails, seen.papers) == (2, {"sv": 1}, 2)
    child = batches.example(small_house.tools, small_house.actor, batch_id)
    assert {one["email"] for one in child["guardians"]} == {""}
    noted = batches.findings(
        small_house.tools, small_house.actor, batch_id, ItemState.WAITING
    )
    assert {one.row for one in noted} == {2}


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({}, "A.H.L., Så att A. H. får ro, och A.s lärare"),
        ({"reference": "BUN-1"}, "A.H.L., BUN-1"),
        ({"is_protected": True, "reference": "BUN-1"}, "BUN-1"),
        ({"child": "", "purpose": ""}, ""),
    ],
)
def test_a_list_names_no_child(changes, known):
    told = {
        "child": "Alma Haddad Lindgren",
        "is_protected": False,
        "reference": "",
        "purpose": "Så att Alma Haddad får ro, och Almas lärare",
    }

    assert known_by(**{**told, **changes}) == known
