"""What is asked for must be possible, and each mistake is told at its own field."""

from datetime import UTC, date, datetime

import pytest

from service.actions.composing import check
from service.core.errors import Invalid
from service.kinds.consent import KIND
from tests.consent.asking import ANSWERS, answers

TODAY = date(2026, 3, 2)
SARA, KARIM = ANSWERS["guardians"]
MOTHER = {**SARA, "identity": "19811218-9876"}
BORN = {"identity": "1985-03-01"}


def problems(today=TODAY, **changes):
    """Return what is wrong, as `guardians.1.email: sentence`."""
    try:
        KIND.read(answers(**changes), today=today)
    except Invalid as refused:
        return dict(_flat(refused.problems))
    return {}


def _flat(found, at=""):
    for name, said in found.items():
        path = f"{at}{name}"
        if isinstance(said, dict):
            yield from _flat(said, f"{path}.")
        else:
            yield path, str(said[0])


def guardians(*people):
    return {"guardians": list(people)}


def checked_on(day):
    return guardians({**SARA, "custody_checked_on": day})


CHECKED = "guardians.0.custody_checked_on"
PROTECTED = {
    "child_protected": True,
    **guardians(*({**one, "email": ""} for one in (SARA, KARIM))),
}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"child_identity": "2026-03-03"}, "child_identity"),  # D3: not born yet
        ({"child_identity": "1986-03-02"}, "child_identity"),  # D3: a child of 40
        ({"child_identity": "2014-02-30"}, "child_identity"),  # D1
        ({"child_identity": "2014-13-01"}, "child_identity"),
        ({"child_identity": "0001-01-01"}, "child_identity"),  # D2
        ({"child_identity": "140517-2385"}, "child_identity"),  # no century
        ({"child_identity": "20140517-2381"}, "child_identity"),  # D9: check digit
        ({"valid_to": "2025-02-29"}, "valid_to"),  # D1
        ({"valid_to": "9999-01-01"}, "valid_to"),  # D2
        ({"valid_to": "2029-01-01"}, "valid_to"),  # more than two years ahead
        ({"valid_from": "2026-06-02", "valid_to": "2026-06-01"}, "valid_to"),  # D7
        ({"valid_to": ""}, "valid_to"),
        ({"valid_to": "", "until_event": "Planen är klar"}, "valid_to"),  # B1.4
        ({"valid_to": "2026-03-01"}, "valid_to"),  # yesterday
        ({"valid_from": "1899-01-01"}, "valid_from"),  # D2
        ({"child_informed_how": ""}, "child_informed_how"),
        ({"child_protected": True, **guardians(SARA)}, "guardians.0.email"),
        (
            {**PROTECTED, "child_email": "alma@example.se"},
            "child_email",
        ),
        (checked_on("2026-03-03"), CHECKED),  # tomorrow
        (checked_on("2029-01-01"), CHECKED),  # D2 in a row
        (checked_on("1899-12-31"), CHECKED),
        ({"guardians": []}, "guardians"),  # D15
        (guardians(SARA, SARA), "guardians.1.name"),  # D13
        (guardians(SARA, {**SARA, "name": "SARA Lindgren"}), "guardians.1.name"),
        (
            guardians({**SARA, **BORN}, {**SARA, **BORN, "email": "s@example.se"}),
            "guardians.1.name",
        ),
        (guardians({**SARA, "identity": "2017-01-01"}), "guardians.0.identity"),
        (guardians({**SARA, "identity": "2012-01-01"}), "guardians.0.identity"),
        (guardians({**SARA, "identity": "2030-01-01"}), "guardians.0.identity"),
        (guardians({**SARA, "email": ""}), "guardians.0.email"),
        (guardians({**SARA, "protected": True}), "guardians.0.email"),
        (guardians({**SARA, "left_out": True}), "guardians.0.left_out"),
        ({"rule": "any"}, "rule_reason"),
        ({"child_decides": True}, "child_policy"),
        ({"other_information": "Simning"}, "other_information"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(changes, place):
    assert list(problems(**changes)) == [place]


def test_more_than_five_guardians_are_refused_before_any_is_read():
    assert list(problems(**guardians(*[SARA] * 6))) == ["guardians"]


def test_the_same_number_is_the_same_person_whatever_the_name():
    twice = guardians(MOTHER, {**MOTHER, "name": "Sara L", "email": "s@example.se"})

    assert list(problems(**twice)) == ["guardians.1.name"]


@pytest.mark.parametrize(
    "changes",
    [
        guardians(SARA, {**KARIM, "email": SARA["email"]}),  # D14: one mailbox
        guardians({**SARA, "custody": "sole"}),  # D15: one is enough by law
        guardians(SARA, KARIM, {**KARIM, "name": "Ida Ek", "custody": "appointed"}),
        guardians({**SARA, "protected": True, "email": ""}),
        {
            "child_identity": "2024-05-17",
            **guardians({**SARA, "identity": "2008-01-01"}),
        },
        {"child_identity": "", "until_event": "Planen är klar"},
        {"valid_to": str(TODAY)},  # the last day is a whole one
        guardians({**SARA, **BORN}, {**KARIM, **BORN}),  # twins in time, not in person
        guardians({**SARA, **BORN}, {**SARA, "identity": "1959-03-01"}),  # a namesake
        checked_on(str(TODAY)),
        checked_on("1999-01-01"),  # a warning: see the page that checks
        PROTECTED,
    ],
)
def test_what_is_unusual_and_possible_goes_through(changes):
    assert problems(**changes) == {}


# D4: the day somebody turns 18 they decide alone. A year without 29 February has the
# birthday on the 28th: at the end of that day the year is full.
@pytest.mark.parametrize(
    ("born", "today", "is_adult"),
    [
        ("2008-03-02", TODAY, True),  # today
        ("2008-03-03", TODAY, False),  # tomorrow
        ("2008-02-29", date(2026, 2, 27), False),
        ("2008-02-29", date(2026, 2, 28), True),
    ],
)
def test_on_the_day_of_eighteen_the_guardians_are_asked_no_more(born, today, is_adult):
    found = problems(today=today, child_identity=born)

    assert list(found) == (["child_identity"] if is_adult else [])


def test_who_is_of_age_decides_alone():
    alone = {
        "child_identity": "2008-01-01",
        "rule": "child",
        "rule_reason": "Alma är myndig.",
        "child_policy": "Rutin 4",
        "child_email": "alma@example.se",
        "guardians": [],
    }

    assert problems(**alone) == {}


def test_what_was_asked_then_is_read_for_ever():
    """A stored question is not judged by the day it is read."""
    assert KIND.read(answers(child_identity="1980-01-01")).child_name


def test_all_that_is_wrong_is_told_at_once():
    """What is wrong between the answers does not wait until each can be read."""
    told = problems(
        purpose="",
        valid_to="2020-01-01",
        child_informed_how="",
        **guardians({**SARA, "custody": "half"}, {"name": "Karim"}),
    )

    assert list(told) == [
        "purpose",
        "guardians.0.custody",
        "guardians.1.custody",
        "guardians.1.custody_checked",
        "guardians.1.custody_checked_on",
        "guardians.1.email",
        "valid_to",
        "child_informed_how",
    ]


@pytest.mark.parametrize(
    "changes", [{"information": []}, {"information": ["gossip"]}, {"parties": ["x"]}]
)
def test_nothing_is_blamed_on_what_could_not_be_read(changes):
    other = {"other_information": "Simning"} if "information" in changes else {}
    [place] = {path.split(".")[0] for path in problems(**changes, **other)}

    assert place in changes


def test_an_empty_question_is_told_who_is_missing():
    with pytest.raises(Invalid) as refused:
        KIND.read({}, today=TODAY)

    assert refused.value.problems["guardians"] == [
        "Give at least one guardian who decides."
    ]


def test_a_day_begins_by_stockholms_clock(small_house):
    """In UTC it is the day before the child turns 18 (D4)."""
    birthday = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    asks = answers(child_identity="2008-03-02")
    with pytest.raises(Invalid) as refused:
        check(small_house.tools, "consent", asks, now=birthday)

    assert list(refused.value.problems) == ["child_identity"]
