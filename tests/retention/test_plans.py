"""The plan is data: who may change it, how it keeps its history, and what it means."""

from dataclasses import replace
from datetime import date

import pytest

from service.actions import holding
from service.actions.plans import change_rule, end_rule, list_rules
from service.actions.retention import list_ripe, see_ahead
from service.core.errors import Forbidden, Invalid, NotFound
from service.core.retention import Event
from service.forms.answers import load
from service.forms.retention import RuleForm
from service.store.tables.retention import RecordHoldRow
from tests.house import NOW, seed
from tests.jobs import rows
from tests.retention.keeping import (
    CANARY,
    OLD_RULE,
    begin_plan,
    old_record,
    registrar,
    what_happened,
)


def ripe(house) -> list:
    return [one.id for one in list_ripe(house.tools, registrar(house), now=NOW)]


def test_without_a_plan_everything_is_kept(small_house):
    old_record(small_house)

    assert ripe(small_house) == []
    assert see_ahead(small_house.tools, registrar(small_house), now=NOW).kept == 1


def test_a_change_ends_the_old_rule_and_begins_a_new_one(small_house):
    who, rule_id = registrar(small_house), begin_plan(small_house)
    answers = {**OLD_RULE, "years": 10}

    change_rule(small_house.tools, who, rule_id, answers, now=NOW)

    first, second = list_rules(small_house.tools, who, with_ended=True)
    assert (first.years, first.ended_at, second.years) == (1, NOW, 10)
    assert list_rules(small_house.tools, who) == (second,)
    told = what_happened(small_house, small_house.actor.organisation_id)
    assert [line for line in told if "retention" in line] == [
        "retention rule began",
        "retention rule ended",
        "retention rule began",
    ]


def test_a_rule_that_has_ended_is_neither_changed_nor_ended_again(small_house):
    who, rule_id = registrar(small_house), begin_plan(small_house)
    end_rule(small_house.tools, who, rule_id, now=NOW)

    with pytest.raises(NotFound):
        end_rule(small_house.tools, who, rule_id, now=NOW)
    with pytest.raises(NotFound):
        change_rule(small_house.tools, who, rule_id, OLD_RULE, now=NOW)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("years", ""),
        ("years", 0),
        ("years", 151),
        ("years", "fem"),
        ("disposal", "burn"),
        ("event", "never"),
        ("outcome", "maybe"),
        ("plan", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_field(field, said):
    answers = {**OLD_RULE, field: said}
    told = {name: value for name, value in answers.items() if value != ""}

    with pytest.raises(Invalid) as problem:
        load(RuleForm(), told)

    assert list(problem.value.problems) == [field]


def test_two_rules_for_the_same_records_are_refused(small_house):
    begin_plan(small_house)

    with pytest.raises(Invalid) as problem:
        begin_plan(small_house)
    begin_plan(small_house, outcome="granted")

    assert list(problem.value.problems) == ["outcome"]


def test_only_a_registrar_decides(small_house):
    stranger = replace(registrar(small_house), roles=small_house.actor.roles)

    with pytest.raises(Forbidden):
        list_rules(small_house.tools, stranger)
    with pytest.raises(Forbidden):
        see_ahead(small_house.tools, stranger, now=NOW)


def test_a_decision_is_as_old_as_its_meeting_and_follows_a_correction(house):
    """Not as old as the day it was typed in."""
    begin_plan(house, years=5)
    record_id = old_record(house)
    assert _dates(house, record_id)[Event.DECISION] == date(2020, 6, 16)
    assert ripe(house) == [record_id]

    answers = {**seed("minutes"), "held_on": "2026-02-16"}
    house.submit("minutes", record_id=record_id, answers=answers)

    assert _dates(house, record_id)[Event.DECISION] == date(2026, 2, 16)
    assert ripe(house) == []


def test_what_is_due_is_told_with_title_and_reason(small_house):
    begin_plan(small_house)
    old_record(small_house)

    [one] = list_ripe(small_house.tools, registrar(small_house), now=NOW)

    assert one.title == CANARY
    assert (one.term.rule.plan, one.term.event_on, one.term.goes_on) == (
        "Plan 2026, 4.2",
        date(2020, 6, 16),
        date(2021, 6, 17),
    )


def test_a_child_of_age_and_a_closed_case_count_from_what_the_registrar_wrote(house):
    begin_plan(house, "notes", event="eighteenth_birthday", years=12)
    record_id, who = old_record(house, "notes"), registrar(house)
    assert see_ahead(house.tools, who, now=NOW).waiting == 1

    answers = {"born": "1990-02-28", "case_closed": "2021-01-02", "outcome": "refused"}
    holding.set_days(house.tools, who, record_id, answers, now=NOW)

    found = holding.get_keeping(house.tools, who, record_id, now=NOW).term
    assert found.facts.dates[Event.EIGHTEENTH_BIRTHDAY] == date(2008, 2, 28)
    assert (found.facts.outcome, found.goes_on) == ("refused", date(2020, 2, 29))
    holding.set_days(house.tools, who, record_id, {}, now=NOW)
    assert _dates(house, record_id).keys() == {Event.DECISION}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"case_closed": "2031-01-01"}, "case_closed"),
        ({"born": "2026-03-03"}, "born"),
        ({"outcome": "granted"}, "case_closed"),
        ({"withdrawal": "igår"}, "withdrawal"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(small_house, wrong, field):
    record_id, who = old_record(small_house), registrar(small_house)

    with pytest.raises(Invalid) as problem:
        holding.set_days(small_house.tools, who, record_id, wrong, now=NOW)

    assert list(problem.value.problems) == [field]


def test_a_hold_needs_a_reason_which_lies_sealed(house):
    begin_plan(house)
    record_id, who = old_record(house), registrar(house)
    with pytest.raises(Invalid):
        holding.hold(house.tools, who, record_id, {"reason": " "}, now=NOW)

    holding.hold(house.tools, who, record_id, {"reason": "Tvist"}, now=NOW)

    [held] = holding.get_keeping(house.tools, who, record_id, now=NOW).holds
    assert (held.reason, held.set_by) == ("Tvist", who.name)
    assert see_ahead(house.tools, who, now=NOW).held == 1
    [row] = rows.rows(house, RecordHoldRow)
    assert b"Tvist" not in row.sealed_reason
    holding.lift(house.tools, who, record_id, held.id, {"reason": "Klar"}, now=NOW)
    [lifted] = holding.get_keeping(house.tools, who, record_id, now=NOW).holds
    assert (lifted.lifted_at, lifted.lifted_because) == (NOW, "Klar")
    with pytest.raises(NotFound):
        holding.lift(house.tools, who, record_id, held.id, {"reason": "!"}, now=NOW)
    assert see_ahead(house.tools, who, now=NOW).due == 1


def _dates(house, record_id):
    who = registrar(house)
    keeping = holding.get_keeping(house.tools, who, record_id, now=NOW)
    return keeping.term.facts.dates
