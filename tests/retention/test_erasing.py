"""A run erases what is due, and nothing else: held, changed or stopped in between."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from service.actions import disposing, holding
from service.actions.plans import change_rule, end_rule
from service.actions.reading import get_record
from service.actions.verifying import verify_audit
from service.core.erasures import ErasureState, Kept
from service.core.errors import (
    Erased,
    Forbidden,
    FreshSignInNeeded,
    Invalid,
    NotFound,
    Refused,
)
from service.core.jobs import JobKind
from service.store.tables.records import RecordRow
from service.store.tables.retention import RecordHoldRow
from tests.house import NOW
from tests.jobs import rows
from tests.jobs.waiting import a_step_ahead_of
from tests.retention.keeping import (
    ask,
    begin_plan,
    items,
    old_record,
    record_row,
    registrar,
    what_happened,
)

WHY = {"reason": "Begärd av kommunarkivet"}


def run_of(house, erasure_id):
    return disposing.get_erasure(house.tools, registrar(house), erasure_id)


def hold(house, record_id) -> None:
    holding.hold(house.tools, registrar(house), record_id, WHY, now=NOW)


def kept(house, record_id) -> Kept:
    [item] = (item for id_, item in items(house).items() if id_ == record_id)
    return Kept(item.kept)


def test_a_record_whose_time_has_come_goes(house):
    begin_plan(house)
    record_id = old_record(house)
    erasure_id = ask(house, record_id)

    house.work(JobKind.ERASE)

    run = run_of(house, erasure_id)
    assert run.state is ErasureState.DONE
    assert [item.record_id for item in run.gone] == [record_id]
    assert record_row(house, record_id).erased_at is not None
    with pytest.raises(Erased):
        house.tools.vault.box(record_id, house.actor.organisation_id)
    for who in (house.actor, registrar(house)):
        with pytest.raises(NotFound):
            get_record(house.tools, who, record_id, now=NOW)


def test_its_chain_tells_of_it_and_still_holds(small_house):
    begin_plan(small_house)
    record_id = old_record(small_house)
    ask(small_house, record_id)
    small_house.work(JobKind.ERASE)

    told = what_happened(small_house, record_id)
    assert told[-2:] == ["erasing", "erased"]
    assert verify_audit(small_house.tools).findings == ()


def test_nothing_goes_before_the_day_has_passed_that_it_can_be_stopped(small_house):
    begin_plan(small_house)
    record_id, who = old_record(small_house), registrar(small_house)
    erasure_id = disposing.propose(small_house.tools, who, [record_id], now=NOW)
    assert run_of(small_house, erasure_id).state is ErasureState.PROPOSED
    assert rows.job_rows(small_house, JobKind.ERASE) == []

    disposing.confirm(small_house.tools, who, erasure_id, now=NOW)

    assert run_of(small_house, erasure_id).state is ErasureState.WAITING
    assert small_house.work() == 0
    assert record_row(small_house, record_id).erased_at is None
    with pytest.raises(Refused):
        disposing.confirm(small_house.tools, who, erasure_id, now=NOW)


def test_a_choice_thrown_away_cannot_be_confirmed(small_house):
    begin_plan(small_house)
    record_id, who = old_record(small_house), registrar(small_house)
    erasure_id = disposing.propose(small_house.tools, who, [record_id], now=NOW)

    disposing.stop(small_house.tools, who, erasure_id, now=NOW)

    assert run_of(small_house, erasure_id).state is ErasureState.STOPPED
    with pytest.raises(Refused):
        disposing.confirm(small_house.tools, who, erasure_id, now=NOW)


def test_a_run_that_was_stopped_takes_nothing(small_house):
    begin_plan(small_house)
    record_id = old_record(small_house)
    erasure_id = ask(small_house, record_id)

    disposing.stop(small_house.tools, registrar(small_house), erasure_id, now=NOW)

    assert small_house.work() == 0
    assert run_of(small_house, erasure_id).state is ErasureState.STOPPED
    assert record_row(small_house, record_id).erased_at is None
    with pytest.raises(Refused):
        disposing.stop(small_house.tools, registrar(small_house), erasure_id, now=NOW)


def test_a_hold_set_after_the_run_was_asked_for_keeps_the_record(house):
    begin_plan(house)
    record_id, other = old_record(house), old_record(house)
    erasure_id = ask(house, record_id, other)
    hold(house, record_id)

    house.work(JobKind.ERASE)

    assert kept(house, record_id) is Kept.HELD
    assert record_row(house, record_id).erased_at is None
    assert [item.record_id for item in run_of(house, erasure_id).gone] == [other]


def test_a_hold_that_is_just_being_set_wins(house):
    """Both want the record's row: whoever comes second sees what the first has done."""
    begin_plan(house)
    record_id = old_record(house)
    ask(house, record_id)
    row = RecordHoldRow(
        organisation_id=house.actor.organisation_id,
        record_id=record_id,
        sealed_reason=b"",
        set_at=NOW,
    )

    with a_step_ahead_of(house, lambda: house.work(JobKind.ERASE)) as work:
        locked = select(RecordRow).where(RecordRow.id == record_id).with_for_update()
        work.session.scalars(locked).one()
        work.session.add(row)

    assert kept(house, record_id) is Kept.HELD


@pytest.mark.parametrize("longer", [True, False])
def test_a_plan_changed_meanwhile_counts(small_house, longer):
    rule_id = begin_plan(small_house)
    record_id = old_record(small_house)
    ask(small_house, record_id)
    who = registrar(small_house)
    if longer:
        answers = {"disposal": "erase", "years": 99, "plan": "Plan 2027"}
        change_rule(small_house.tools, who, rule_id, answers, now=NOW)
    else:
        end_rule(small_house.tools, who, rule_id, now=NOW)

    small_house.work(JobKind.ERASE)

    assert kept(small_house, record_id) is Kept.NOT_DUE


def test_the_item_says_by_which_line_it_went_in_the_end(small_house):
    rule_id = begin_plan(small_house)
    record_id = old_record(small_house)
    ask(small_house, record_id)
    answers = {"disposal": "erase", "years": 3, "plan": "Plan 2027"}
    change_rule(small_house.tools, registrar(small_house), rule_id, answers, now=NOW)

    small_house.work(JobKind.ERASE)

    item = items(small_house)[record_id]
    assert (item.plan, item.years, item.kept) == ("Plan 2027", 3, "")


def test_a_record_in_two_runs_goes_once(small_house):
    begin_plan(small_house)
    record_id = old_record(small_house)
    ask(small_house, record_id)

    with pytest.raises(Invalid):
        ask(small_house, record_id)


def test_what_is_held_or_not_due_cannot_be_chosen(small_house):
    begin_plan(small_house)
    held, young = old_record(small_house), old_record(small_house, "notes")
    hold(small_house, held)

    with pytest.raises(Invalid):
        ask(small_house, held, young)


def test_a_run_does_its_records_in_turns_and_misses_none(small_house, monkeypatch):
    monkeypatch.setattr("service.actions.erasing.AT_ONCE", 1)
    begin_plan(small_house)
    records = {old_record(small_house) for _ in range(3)}
    erasure_id = ask(small_house, *records)

    assert small_house.work(JobKind.ERASE) == 3

    gone = {item.record_id for item in run_of(small_house, erasure_id).gone}
    assert gone == records


def test_another_organisations_run_does_not_exist(small_house):
    begin_plan(small_house)
    erasure_id = ask(small_house, old_record(small_house))
    stranger = registrar(small_house, organisation_id=uuid4())

    with pytest.raises(NotFound):
        disposing.get_erasure(small_house.tools, stranger, erasure_id)


def test_only_a_registrar_who_has_just_signed_in_may_confirm(small_house):
    begin_plan(small_house)
    record_id, who = old_record(small_house), registrar(small_house, proven_at=None)
    erasure_id = disposing.propose(small_house.tools, who, [record_id], now=NOW)

    with pytest.raises(FreshSignInNeeded):
        disposing.confirm(small_house.tools, who, erasure_id, now=NOW)
    with pytest.raises(Forbidden):
        disposing.confirm(small_house.tools, small_house.actor, erasure_id, now=NOW)
