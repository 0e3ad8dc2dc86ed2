"""Whatever is done to the audit trail behind the service's back, it is found."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.actions.anchoring import latest_anchor, seal_days
from service.actions.verifying import verify_audit
from service.core.audit import FIRST, Anchor, Event, Head, Link
from service.core.tampering import Finding, Flaw, check_chains
from tests.conftest import DATABASES
from tests.house import NOW, House, open_house
from tests.security.intruder import Intruder, write_chain, write_event

MORNING = datetime(2026, 3, 3, 0, 5, tzinfo=UTC)


@pytest.fixture(scope="module", params=DATABASES)
def burgled(request, services, tmp_path_factory) -> House:
    """A house without triggers; each test does its harm to a chain of its own."""
    folder = tmp_path_factory.mktemp("burgled")
    database = services.database(request.param, folder)
    with open_house(database, services, folder) as house:
        yield house


@pytest.fixture(scope="module")
def intruder(burgled) -> Intruder:
    return Intruder(burgled.engine)


@pytest.fixture
def chain(burgled) -> UUID:
    return write_chain(burgled)


def flaws(house: House, chain_id: UUID) -> list[tuple[int | None, Flaw]]:
    found = verify_audit(house.tools).findings
    return [(each.number, each.flaw) for each in found if each.chain_id == chain_id]


def test_what_nobody_touched_is_whole_and_counted(house):
    write_chain(house, events=3)
    write_chain(house, events=4)

    told = verify_audit(house.tools)

    assert told.findings == ()
    assert told.as_report() == {"events": 7, "verified": True}
    assert told.chains == 2


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "nobody"},
        {"what": "downloaded"},
        {"about": "other"},
        {"at": NOW + timedelta(microseconds=1)},
        {"record_id": None},
        {"commitment": "0" * 64},
        {"hash": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_edited_event_is_found_where_it_stands(burgled, intruder, chain, change):
    intruder.edit(chain, 3, **change)

    assert (3, Flaw.EDITED) in flaws(burgled, chain)


def test_an_event_deleted_in_the_middle_is_missed(burgled, intruder, chain):
    intruder.delete(chain, 3)

    assert flaws(burgled, chain) == [(4, Flaw.MISSING)]


def test_two_events_that_changed_places_are_found(burgled, intruder, chain):
    intruder.swap(chain, 3, 4)

    assert {number for number, _ in flaws(burgled, chain)} >= {3, 4}


def test_a_cut_tail_is_missed_by_the_head(burgled, intruder, chain):
    intruder.cut(chain, after=4)

    assert flaws(burgled, chain) == [(5, Flaw.CUT_OFF)]


def test_events_behind_the_head_are_found(burgled, intruder, chain):
    intruder.move_head(chain, length=4, hash=intruder.hash_of(chain, 4))

    assert flaws(burgled, chain) == [(5, Flaw.BEYOND_HEAD)]


def test_a_sealed_day_misses_a_tail_that_the_head_no_longer_knows(house):
    chain, intruder = write_chain(house), Intruder(house.engine)
    seal_days(house.tools, now=MORNING)

    intruder.cut(chain, after=4)
    intruder.move_head(chain, length=4, hash=intruder.hash_of(chain, 4))

    assert flaws(house, chain) == [(5, Flaw.CUT_OFF)]


def test_a_rewritten_trail_is_found_by_an_anchor_and_by_nothing_else(house):
    chain, intruder = write_chain(house), Intruder(house.engine)
    seal_days(house.tools, now=MORNING)
    before = latest_anchor(house.tools)
    write_event(house, chain)
    seal_days(house.tools, now=MORNING + timedelta(days=1))
    after = latest_anchor(house.tools)

    intruder.rewrite(house, chain, 7, actor="nobody")

    assert verify_audit(house.tools).findings == ()
    assert verify_audit(house.tools, [before]).findings == ()
    assert verify_audit(house.tools, [before, after]).findings == (
        Finding(Flaw.REWRITTEN, day=after.day, trusted=before.day),
    )


def test_an_anchor_of_a_day_that_is_gone_is_told(house):
    write_chain(house)
    gone = Anchor(date(2026, 3, 2), FIRST)

    [finding] = verify_audit(house.tools, [gone]).findings

    assert finding == Finding(Flaw.DAY_GONE, day=gone.day)


def _chain_of(length: int) -> list[Link]:
    links, after = [], FIRST
    for number in range(1, length + 1):
        event = Event(
            organisation_id=UUID(int=1),
            chain_id=UUID(int=2),
            number=number,
            at=NOW,
            actor="someone",
            what="looked",
            record_id=UUID(int=2),
            about="page",
            commitment="",
        )
        links.append(Link(event, after, event.hash(after=after)))
        after = links[-1].hash
    return links


CHAIN = _chain_of(5)
HEAD = Head(UUID(int=2), 5, CHAIN[-1].hash)
OTHER = {
    UUID: st.uuids(),
    UUID | None: st.none() | st.uuids(),
    int: st.integers(1, 2**53 - 1),
    str: st.text(st.characters(exclude_categories=["Cs"])),
    datetime: st.datetimes(timezones=st.just(UTC)),
}
KINDS = {field.name: OTHER[field.type] for field in fields(Event)}


@given(place=st.integers(0, 4), changed=st.data())
def test_any_change_of_any_field_is_found(place, changed):
    name = changed.draw(st.sampled_from(sorted(KINDS)))
    link = CHAIN[place]
    value = changed.draw(KINDS[name].filter(lambda v: v != getattr(link.event, name)))
    edited = replace(link, event=replace(link.event, **{name: value}))
    links = [*CHAIN[:place], edited, *CHAIN[place + 1 :]]
    ordered = sorted(links, key=lambda each: (each.event.chain_id, each.event.number))

    assert list(check_chains([HEAD], [], CHAIN)) == []
    assert list(check_chains([HEAD], [], ordered))
