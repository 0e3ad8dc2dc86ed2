"""What a field refuses: rows J3 to J9 and J20, and what only a number may be."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError

from service.core.sentence import Sentence
from service.forms import fields as ask
from service.forms.answers import Form

ID = "00000000-0000-4000-8000-000000000001"


class CupForm(Form):
    size = ask.whole("Size", most=9)


class TeaForm(Form):
    name = ask.line("Name")
    story = ask.text("Story", required=False)
    cups = ask.whole("Cups", most=1000, required=False)
    hot = ask.tick("Hot")
    brewed = ask.day("Brewed", required=False)
    at = ask.times("At", required=False)
    kind = ask.choice("Kind", [("black", "Black"), ("green", "Green")], required=False)
    with_it = ask.several(
        "With it", [("milk", "Milk"), ("mint", "Mint")], required=False
    )
    guests = ask.names("Guests", required=False)
    served = ask.rows("Served", CupForm, one="Cup", most=3, required=False)
    pot = ask.identity("Pot", required=False)


FORM = TeaForm()


def problems(**answers):
    with pytest.raises(ValidationError) as refusal:
        FORM.load({"name": "Lunch", **answers})
    return refusal.value.messages


NO_COUNTS = [
    *(2**63, 3.7, 3.0, 0, -1, 1001, float("nan"), float("inf")),
    *("\u0661\u0662", "3.7", "1e3", "", "9" * 5000, True, []),
]


@pytest.mark.parametrize("cups", NO_COUNTS)
def test_only_a_plain_bounded_integer_is_a_number(cups):
    assert list(problems(cups=cups)) == ["cups"]


@pytest.mark.parametrize("cups", [12, "12", " 12 "])
def test_a_number_may_come_from_a_page_or_a_program(cups):
    assert FORM.load({"name": "Lunch", "cups": cups})["cups"] == 12


@pytest.mark.parametrize("hot", ["yes", "true", "on", 1, 0, 1.0, "", None, []])
def test_only_true_and_false_are_yes_and_no(hot):
    assert list(problems(hot=hot)) == ["hot"]


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\u3164", "a\x00b", "a\nb", 7])
def test_a_name_must_be_seen(name):
    assert list(problems(name=name)) == ["name"]


def test_a_missing_answer_is_asked_for_by_its_label():
    with pytest.raises(ValidationError) as refusal:
        FORM.load({})

    [said] = refusal.value.messages["name"]
    assert said == "Fill in “Name”."
    assert said.template == "Fill in “{question}”."


def test_a_text_is_as_long_as_it_may_be_and_no_longer():
    assert FORM.load({"name": "x", "story": "a" * 10_000})
    assert problems(story="a" * 10_001) == {
        "story": ["Write at most 10000 characters."]
    }


def test_a_question_nobody_asked_is_refused():
    assert problems(role="admin") == {"role": ["This form has no such question."]}


def test_a_list_too_long_is_refused_before_any_of_it_is_read():
    assert problems(served=[object()] * 100_000) == {"served": ["Give at most 3."]}


def test_each_row_is_told_what_is_wrong_with_it():
    told = problems(served=[{"size": 1}, {"size": 10}, None])

    assert told["served"].keys() == {1, 2}
    assert told["served"][1] == {"size": ["Write a number from 1 to 9."]}


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("brewed", "2025-02-29"),
        ("brewed", "30 februari 2020"),
        ("at", "12-10"),
        ("kind", "coffee"),
        ("with_it", ["milk", "rum"]),
        ("with_it", ["milk", "milk"]),
        ("guests", ["Ylva, Leif"]),
        ("pot", "teapot"),
    ],
)
def test_what_does_not_exist_is_told_at_its_field(name, answer):
    assert list(problems(**{name: answer})) == [name]


def test_what_is_left_out_becomes_empty():
    loaded = FORM.load({"name": "x"})

    assert loaded == {
        "name": "x",
        "story": "",
        "cups": None,
        "hot": False,
        "brewed": None,
        "at": "",
        "kind": "",
        "with_it": [],
        "guests": [],
        "served": [],
        "pot": "",
    }


def test_an_id_becomes_one():
    assert FORM.load({"name": "x", "pot": ID})["pot"] == UUID(ID)


def test_people_with_like_names_stay_apart():
    guests = ["Marina Lundquist", "Märtha Lundkvist", "Marina Lundquist"]

    assert FORM.load({"name": "x", "guests": guests})["guests"] == guests


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(max_examples=50)
@given(st.fixed_dictionaries({}, optional={name: JSON for name in FORM.fields}) | JSON)
def test_whatever_is_sent_is_read_or_refused_in_sentences(answers):
    try:
        FORM.load(answers)
    except ValidationError as refusal:
        assert all(isinstance(said, Sentence) for said in _said(refusal.messages))  # noqa: PT017 - either may happen


def _said(problems):
    if isinstance(problems, list):
        return problems
    return [said for part in problems.values() for said in _said(part)]
