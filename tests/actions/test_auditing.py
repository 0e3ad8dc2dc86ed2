"""Events are selected and counted by Swedish days, within one organisation."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from service.actions.auditing import events_per_day, export_events, list_events
from service.actions.founding import add_organisation
from service.core.audit_views import LINK, Selection
from service.core.errors import Forbidden
from tests.house import NOW
from tests.security.intruder import write_event

DAY = NOW.date()
BEFORE = DAY - timedelta(days=1)
LATE = NOW.replace(day=1, hour=23, minute=30)  # it is the second of March in Sweden


@pytest.fixture
def auditor(house):
    return house.actor_of("eva.dahl")


@pytest.fixture
def chain(house):
    """Three events: late in the evening, in the morning, and by a link."""
    chain = uuid4()
    write_event(house, chain, now=LATE, what="late")
    write_event(house, chain, actor=house.actor.label)
    write_event(house, chain, actor=f"{LINK}{uuid4()}")
    return chain


def whats(house, auditor, **selected):
    found = list_events(house.tools, auditor, Selection(**selected))
    return [event.what for event in found]


def test_a_selection_fits_every_filter(house, auditor, chain):
    assert whats(house, auditor, record_id=chain) == ["looked", "looked", "late"]
    assert whats(house, auditor, record_id=uuid4()) == []
    assert whats(house, auditor, what="late", since=DAY, until=DAY) == ["late"]
    assert whats(house, auditor, record_id=chain, until=BEFORE) == []
    assert whats(house, auditor, actor=house.actor.label, what="looked") == ["looked"]
    assert whats(house, auditor, actor=LINK) == ["looked"]


def test_events_are_counted_by_swedish_days(house, auditor, chain):
    assert events_per_day(house.tools, auditor, since=DAY) == Counter({DAY: 3})
    later = DAY + timedelta(days=1)
    assert events_per_day(house.tools, auditor, since=later) == Counter()


def test_names_are_told_where_they_are_known(house, auditor, chain):
    link, ida, _ = list_events(house.tools, auditor, Selection(record_id=chain))

    assert (link.name, ida.name) == ("", "Ida Broman")


def test_another_organisation_reads_none_of_it(house, auditor, chain):
    other = add_organisation(house.tools, name="Grannkommunen")
    neighbour = replace(auditor, organisation_id=other)

    assert whats(house, neighbour, record_id=chain) == []
    assert events_per_day(house.tools, neighbour, since=DAY) == Counter()


def test_only_auditors_may_read_or_take_it_out(house):
    with pytest.raises(Forbidden):
        list_events(house.tools, house.actor)
    with pytest.raises(Forbidden):
        export_events(house.tools, house.actor, Selection(), now=NOW)
