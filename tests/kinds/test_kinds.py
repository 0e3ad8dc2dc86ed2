"""What every kind brings along."""

import json
from dataclasses import replace
from datetime import date

import pytest

from service.core.errors import Invalid, NotFound, Refused
from service.document.blocks import Decision, Heading, Paragraph, Signature, Table
from service.kinds import KINDS, find_kind
from tests.kinds.composing import HEAD, blocks, seed, speak

SEEDS = ["mandate_000", "minutes_002", "notes_003"]


@pytest.mark.parametrize("name", SEEDS)
def test_what_is_written_as_json_is_read_back(name):
    kind, answers = seed(name)
    model = kind.read(answers)

    assert kind.read(json.loads(json.dumps(kind.write(model)))) == model


@pytest.mark.parametrize("name", SEEDS)
def test_the_same_answers_make_the_same_document(name):
    kind, answers = seed(name)
    once, twice = (
        kind.compose(kind.read(answers), speak("sv"), HEAD) for _ in range(2)
    )

    assert once == twice


@pytest.mark.parametrize("name", ["mandate_000", "notes_003"])
def test_a_day_lies_at_most_two_years_ahead_of_the_door(name):
    kind, answers = seed(name)
    day = next(field for field in ("held_on", "dated") if field in answers)
    distant = answers | {day: "2023-01-01"}

    assert kind.held_on(kind.read(distant)) == date(2023, 1, 1)
    with pytest.raises(Invalid) as refusal:
        kind.read(distant, today=date(2020, 12, 31))
    assert refusal.value.problems.keys() == {day}


def test_only_meetings_have_next_meetings():
    minutes, mandate = seed("minutes_002"), seed("mandate_000")

    assert len(minutes[0].meetings(minutes[0].read(minutes[1]))) == 3
    assert mandate[0].meetings(mandate[0].read(mandate[1])) == ()


def test_a_next_meeting_is_understood_near_the_one_that_named_it():
    kind, answers = seed("minutes_002")
    model = kind.read(answers)
    [first, *_] = kind.meetings(model)

    assert first.when(near=kind.held_on(model)).first == date(2020, 9, 8)
    assert len(first.ranges) == 1


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("sv", "Protokoll {group}, 2020-06-16"),
        ("en", "Minutes {group}, 2020-06-16"),
    ],
)
def test_minutes_without_a_title_are_named_by_group_and_date(language, title):
    kind, answers = seed("minutes_002")
    model = kind.read(answers | {"title": " "})

    assert kind.title(model, speak(language)) == title.format(group=answers["group"])


def test_older_answers_are_brought_up_step_by_step():
    steps = (lambda old: old | {"b": 2}, lambda old: old | {"c": old["b"] + 1})
    kind = replace(KINDS["minutes"], upgrades=steps)

    assert kind.version == 3
    assert kind.upgrade({"a": 1}, 1) == {"a": 1, "b": 2, "c": 3}
    assert kind.upgrade({"b": 5}, 2) == {"b": 5, "c": 6}
    assert kind.upgrade({"a": 1}, 3) == {"a": 1}


def test_answers_of_a_newer_version_are_refused_not_guessed():
    with pytest.raises(Refused):
        KINDS["minutes"].upgrade({}, 2)


@pytest.mark.parametrize("answers", [[], None, "x", 7])
def test_answers_that_are_no_form_are_invalid(answers):
    with pytest.raises(Invalid):
        KINDS["minutes"].read(answers)


def test_unknown_kinds_are_not_found():
    with pytest.raises(NotFound):
        find_kind("poem")


def test_what_stands_under_no_item_gets_a_heading_of_its_own():
    kind, answers = seed("notes_003")
    loose = [{"text": "Vi går vidare.\n\nOch mer därtill."}]
    changed = answers | {"decisions": loose, "matrix_item": None}
    document = kind.compose(kind.read(changed), speak("sv"), HEAD)
    made = list(document.blocks)
    decision, matrix = blocks(document, Decision)[0], blocks(document, Table)[0]

    assert decision.text == "Vi går vidare."
    assert made[made.index(decision) - 1] == Heading("Beslut")
    assert made[made.index(decision) + 1] == Paragraph("Och mer därtill.")
    assert made[made.index(matrix) - 1] == Heading("Uppföljning per område")


def test_who_approves_signs_on_a_line_of_their_own():
    kind, answers = seed("mandate_000")
    signed = answers | {"signatories": [{"name": "Ylva Rosén", "role": "ordförande"}]}
    document = kind.compose(kind.read(signed), speak("sv"), HEAD)

    assert document.blocks[-2:] == (
        Heading("Godkänd av"),
        Signature(("Ort och datum", "Ylva Rosén, ordförande")),
    )
