"""What can only be seen when answers are laid beside each other."""

import pytest

from service.core.errors import Invalid
from service.kinds import KINDS

MINUTES = {
    "group": "Styrgruppen",
    "held_on": "2020-06-16",
    "attendance": [{"name": "Ylva Rosén"}],
    "secretary": "Ida Broman",
    "items": [{"heading": "Syfte"}],
}
ACTION = {"what": "Processtöd", "responsible": ["Ida"], "deadline": "tills vidare"}


def problems(kind="minutes", **answers):
    with pytest.raises(Invalid) as refusal:
        KINDS[kind].read({**MINUTES, **answers})
    return refusal.value.problems


def test_minutes_can_be_short():
    assert KINDS["minutes"].read(MINUTES).actions == []


@pytest.mark.parametrize("name", ["attendance", "items"])
def test_a_meeting_has_somebody_there_and_something_said(name):
    assert list(problems(**{name: []})) == [name]


@pytest.mark.parametrize("item", [2, 100])
def test_what_stands_under_an_item_needs_that_item(item):
    found = problems(
        actions=[ACTION, ACTION | {"item": item}],
        decisions=[{"text": "Ja.", "item": item}],
        next_meetings_item=item,
    )

    said = ["There is no item with that number."]
    assert found == {
        "actions": {1: {"item": said}},
        "decisions": {0: {"item": said}},
        "next_meetings_item": said,
    }


@pytest.mark.parametrize("missing", ["responsible", "deadline"])
def test_an_action_needs_somebody_and_a_time(missing):
    action = {name: answer for name, answer in ACTION.items() if name != missing}

    assert problems(actions=[action])["actions"][0].keys() == {missing}


def test_a_deadline_that_does_not_exist_is_told_at_its_action():
    found = problems(actions=[ACTION | {"deadline": "senast 30 februari"}])

    assert found["actions"][0].keys() == {"deadline"}


@pytest.mark.parametrize(
    ("date", "why"),
    [
        ("ons 8 september", "That date is a Tuesday."),
        ("2020-06-15", "Give a date after this meeting."),
        ("2025-02-29", "There is no such date. Check the day and the month."),
        ("9999-12-31", "The year must be between 1900 and 2022."),
    ],
)
def test_a_next_meeting_is_a_day_that_comes(date, why):
    found = problems(next_meetings=[{"date": "8 september"}, {"date": date}])

    assert found == {"next_meetings": {1: {"date": [why]}}}


def test_a_meeting_ends_after_it_starts():
    assert problems(time="09:00-08:00") == {
        "time": ["The end must be later than 09:00."]
    }


def test_the_matrix_stands_under_an_item_that_exists():
    notes = {name: MINUTES[name] for name in MINUTES if name != "secretary"}
    with pytest.raises(Invalid) as refusal:
        KINDS["notes"].read({**notes, "matrix_item": 2, "next_meetings_item": 2})

    assert refusal.value.problems.keys() == {"matrix_item", "next_meetings_item"}


def test_a_milestone_that_cannot_be_is_told_at_its_row():
    texts = "background purpose goals giver taker task timeline reporting title"
    mandate = dict.fromkeys(texts.split(), "x") | {"dated": "2019-02-06"}
    stones = [{"kind": "start", "when": "i juni"}, {"kind": "start", "when": "31 juni"}]
    with pytest.raises(Invalid) as refusal:
        KINDS["mandate"].read({**mandate, "milestones": stones})

    assert refusal.value.problems["milestones"][1].keys() == {"when"}
