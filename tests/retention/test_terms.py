"""How long a record stays: by which rule, and until which day."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.retention import (
    LONGEST_YEARS,
    YEARS_AHEAD,
    Disposal,
    Event,
    Facts,
    Rule,
    eighteenth_birthday,
    first_day_after,
    outlook,
    term,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
KINDS, OUTCOMES = ("minutes", "notes"), ("", "granted", "refused")

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
years = st.integers(1, LONGEST_YEARS)
rules = st.builds(
    Rule,
    id=st.uuids(),
    kind=st.sampled_from(KINDS),
    outcome=st.sampled_from(OUTCOMES),
    disposal=st.sampled_from(Disposal),
    years=years,
    event=st.sampled_from(Event),
    plan=st.just("Plan 2026"),
    began_at=st.just(NOW),
    ended_at=st.sampled_from([None, NOW]),
)
facts = st.builds(
    Facts,
    record_id=st.uuids(),
    kind=st.sampled_from(KINDS),
    dates=st.dictionaries(st.sampled_from(Event), days),
    outcome=st.sampled_from(OUTCOMES),
    is_held=st.booleans(),
)
plans = st.lists(rules, max_size=6)


def rule(**wishes) -> Rule:
    usual = {"kind": "notes", "disposal": Disposal.ERASE, "years": 5, "plan": "P"}
    return Rule(**{"id": uuid4(), "began_at": NOW, **usual, **wishes})


def record(**dates: date) -> Facts:
    known = {Event(event): day for event, day in dates.items()}
    return Facts(record_id=UUID(int=1), kind="notes", dates=known)


@pytest.mark.parametrize(
    ("event_on", "kept", "goes_on"),
    [
        (date(2020, 6, 16), 5, date(2025, 6, 17)),
        (date(2020, 12, 31), 1, date(2022, 1, 1)),
        (date(2020, 2, 29), 1, date(2021, 3, 1)),
        (date(2020, 2, 29), 4, date(2024, 3, 1)),
        (date(2020, 2, 28), 4, date(2024, 2, 29)),
    ],
)
def test_a_period_ends_as_the_law_counts(event_on, kept, goes_on):
    """Lag (1930:173) 1 §; erased the day after, so that the last day is a whole one."""
    assert first_day_after(event_on, years=kept) == goes_on


@given(days, years)
def test_nothing_goes_before_its_whole_period_has_passed(event_on, kept):
    goes_on = first_day_after(event_on, years=kept)

    assert (goes_on - event_on).days > kept * 365
    assert goes_on.year - event_on.year in (kept, kept + 1)
    assert goes_on - timedelta(days=1) <= date(event_on.year + kept, 12, 31)


@given(days, days, years)
def test_what_happened_later_stays_at_least_as_long(one, other, kept):
    first, second = sorted((one, other))

    assert first_day_after(first, years=kept) <= first_day_after(second, years=kept)


def test_whoever_is_born_on_a_leap_day_is_of_age_at_the_end_of_february():
    assert eighteenth_birthday(date(2008, 2, 29)) == date(2026, 2, 28)
    assert eighteenth_birthday(date(2010, 5, 1)) == date(2028, 5, 1)


@given(facts, plans)
def test_without_a_rule_that_fits_a_record_is_kept(one, plan):
    others = [r for r in plan if r.kind != one.kind or r.ended_at is not None]

    assert term(one, others).goes_on is None
    assert not term(one, others).is_waiting


@given(facts, plans, days)
def test_a_held_record_is_never_due(one, plan, today):
    assert not (one.is_held and term(one, plan).is_due(today))


@given(facts, plans)
def test_what_goes_goes_by_a_rule_in_force_and_by_its_own_day(one, plan):
    found = term(one, plan)
    if found.goes_on is not None:
        assert found.rule in plan
        assert found.rule.ended_at is None
        assert found.rule.disposal is Disposal.ERASE
        assert found.event_on == one.dates[found.rule.event]


@given(facts, plans)
def test_the_order_of_the_plan_does_not_matter(one, plan):
    there, back = term(one, plan), term(one, reversed(plan))

    assert there.is_waiting is back.is_waiting
    assert (there.rule is None) is (back.rule is None)


def test_a_rule_for_the_very_outcome_goes_before_one_for_any():
    granted = rule(outcome="granted", years=10)
    one = Facts(
        record_id=UUID(int=1),
        kind="notes",
        dates={Event.DECISION: date(2020, 6, 16)},
        outcome="granted",
    )

    assert term(one, [rule(), granted]).goes_on == date(2030, 6, 17)


def test_of_two_rules_for_the_same_the_longer_period_counts():
    one = record(decision=date(2020, 6, 16))
    keep = rule(disposal=Disposal.KEEP)

    assert term(one, [rule(years=2), rule(years=7)]).goes_on == date(2027, 6, 17)
    assert term(one, [rule(), keep]).goes_on is None


def test_a_record_waits_until_somebody_says_what_happened_when():
    closed = rule(event=Event.CASE_CLOSED)

    assert term(record(decision=date(2000, 1, 1)), [closed]).is_waiting
    assert term(record(case_closed=date(2020, 6, 16)), [closed]).goes_on == date(
        2025, 6, 17
    )


@given(st.lists(facts), plans)
def test_the_picture_counts_every_record_once(many, plan):
    seen = outlook([term(one, plan) for one in many], today=TODAY)

    heaps = (seen.due, seen.held, seen.waiting, seen.kept, seen.later)
    assert sum(heaps) + sum(n for _, n in seen.years) == len(many)
    assert [year for year, _ in seen.years] == list(range(2026, 2026 + YEARS_AHEAD))


def test_the_picture_tells_what_is_due_from_what_becomes_due():
    plan = [rule(years=5)]
    on = [date(2020, 1, 1), date(2021, 6, 16), date(2024, 1, 1), date(2099, 1, 1)]
    seen = outlook([term(record(decision=day), plan) for day in on], today=TODAY)

    assert (seen.due, seen.later) == (1, 1)
    assert {year: n for year, n in seen.years if n} == {2026: 1, 2029: 1}
