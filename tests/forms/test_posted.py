"""A posted form is flat text; answers are nested. Nothing is lost on the way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.errors import Invalid
from service.forms.posted import (
    answers_from,
    problem_list,
    problem_summary,
    row_numbers,
    values_of,
)
from service.forms.questions import questions
from service.forms.register import PersonForm
from service.forms.sending import SendingForm
from service.kinds import KINDS
from tests.forms.answering import answers

MINUTES = KINDS["minutes"].schema
SCHEMAS = {name: kind.schema for name, kind in KINDS.items()} | {
    form.__name__: form() for form in (PersonForm, SendingForm)
}


def test_rows_are_nested_in_their_order_and_blank_ones_dropped():
    posted = {
        "group": "Styrgrupp ",
        "place": "  ",
        "attendance-0-name": "Ylva Rosén",
        "attendance-0-presence": "part",
        "attendance-1-name": " ",
        "attendance-1-presence": "present",
        "actions-10-what": "Representation",
        "actions-10-responsible": "Marina, Monica\r\nLeif",
        "actions-2-what": "Processtöd",
        "sent_by_calendar": "on",
    }

    assert answers_from(MINUTES, posted) == {
        "group": "Styrgrupp ",
        "attendance": [{"name": "Ylva Rosén", "presence": "part"}],
        "actions": [
            {"what": "Processtöd"},
            {"what": "Representation", "responsible": ["Marina", " Monica", "Leif"]},
        ],
        "sent_by_calendar": True,
    }


def test_a_box_left_unticked_is_an_answer():
    assert answers_from(MINUTES, {}) == {"sent_by_calendar": False}


@pytest.mark.parametrize("key", ["actions-99999-what", "actions-x-what", "actions-1-"])
def test_rows_our_page_never_posts_are_no_rows(key):
    assert row_numbers("actions", {key: "x"}) == []


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
@settings(max_examples=25)
@given(data=st.data())
def test_answers_fill_the_form_that_gives_them_again(schema, data):
    given_answers = data.draw(answers(schema))
    again = answers_from(schema, values_of(schema, given_answers))

    assert schema.load(again) == schema.load(given_answers)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_stored_fills_the_form_again(kind, data):
    model = kind.model(**kind.schema.load(data.draw(answers(kind.schema))))
    again = answers_from(kind.schema, values_of(kind.schema, kind.write(model)))

    assert kind.model(**kind.schema.load(again)) == model


def test_each_problem_names_the_field_to_mend_in_the_forms_order():
    wrong = {
        "actions": [{"what": "x", "responsible": ["a\x00"], "deadline": "30 februari"}],
        "attendance": [{"name": "Ylva Rosén"}, {"presence": "gone", "name": "Leif"}],
        "time": "9-8",
        "items": [{"heading": "x"}],
        "unasked": "x",
    }
    with pytest.raises(Invalid) as refusal:
        KINDS["minutes"].read(wrong)

    ids = [field for field, _ in problem_list(refusal.value.problems, MINUTES)]
    assert ids == [
        "group",
        "held_on",
        "time",
        "attendance-1-presence",
        "secretary",
        "actions-0-responsible",
        "unasked",
    ]


def test_a_summary_says_which_row_and_which_question():
    wrong = {
        "group": "G\x00",
        "held_on": "2020-02-30",
        "attendance": [{"name": "Ylva"}, {"name": "Leif", "presence": "gone"}],
        "actions": [{}],
    }
    with pytest.raises(Invalid) as refusal:
        KINDS["minutes"].read(wrong)

    told = dict(problem_summary(refusal.value.problems, MINUTES))
    assert told["held_on"].startswith("Date: There is no such date.")
    assert told["attendance-1-presence"].startswith("Person 2, Attendance: Choose")
    assert told["actions-0-what"] == "Action 1: Fill in “What is to be done?”."
    assert told["secretary"] == "Fill in “Secretary”."


def test_a_row_that_is_no_row_is_told_at_its_first_field():
    listed = problem_list({"actions": {0: {"_schema": ["No."]}, 1: ["No."]}}, MINUTES)

    assert [field for field, _ in listed] == ["actions-0-what", "actions-1-what"]


def test_answers_that_are_no_form_are_told_at_the_first_question():
    assert problem_list({"_schema": ["No."]}, MINUTES) == [("group", "No.")]


def test_questions_know_their_rows_sections_and_limits():
    asked = {question.name: question for question in questions(MINUTES)}

    assert asked["actions"].starts == "Actions"
    assert asked["actions"].one == "Action"
    assert [q.name for q in asked["actions"].rows][:2] == ["what", "responsible"]
    assert asked["group"].most == 200
    assert dict(asked["attendance"].rows[3].choices)["part"] == "Part of the meeting"
