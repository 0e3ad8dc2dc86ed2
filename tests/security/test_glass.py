"""Break-glass: read in need what is confidential, for an hour, and never unseen."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text, update

from service.actions.drafts import correct
from service.actions.founding import add_organisation
from service.actions.glass import close_glass
from service.actions.reading import list_records
from service.core.actor import SYSTEM, operator
from service.core.audit import commitment
from service.core.errors import Confidential, Forbidden, Invalid, NotFound
from service.core.jobs import JobKind
from service.core.permits import Role, Scope
from service.store.tables.access import BrokenGlassRow
from service.store.tables.audit import AuditEventRow, AuditSaltRow
from service.store.tables.records import RecordRow
from tests.glass import HOUR, REASON, break_it, confidential, read
from tests.house import NOW, sending
from tests.jobs import rows

SECOND = timedelta(seconds=1)
THREADS = 8


def test_an_hour_long_the_record_can_be_read_and_then_no_more(house):
    record_id, alex = confidential(house), house.actor_of("alex.winter")
    with pytest.raises(Confidential):
        read(house, alex, record_id)

    break_it(house, alex, record_id)

    assert read(house, alex, record_id, now=NOW + HOUR - SECOND)
    with pytest.raises(Confidential):
        read(house, alex, record_id, now=NOW + HOUR)


def test_it_opens_one_record_to_one_person(house):
    first, second = confidential(house), confidential(house)
    alex, lena = house.actor_of("alex.winter"), house.actor_of("lena.frost")

    break_it(house, alex, first)

    for who, record_id, refused in (
        (alex, second, Confidential),
        (lena, first, NotFound),
    ):
        with pytest.raises(refused):
            read(house, who, record_id)
    assert [line.id for line in list_records(house.tools, alex, now=NOW)] == [first]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.SECRETARY])
def test_what_was_opened_in_need_cannot_be_changed(house, role):
    record_id = confidential(house)
    alex = replace(house.actor_of("alex.winter"), roles=frozenset({role}))
    break_it(house, alex, record_id)

    with pytest.raises(Forbidden):
        correct(house.tools, alex, record_id, now=NOW)


@pytest.mark.parametrize(
    "reason",
    ["", "nio teckn", " " * 40, "\u00ad" * 40, "x" * 501, f"nöd{chr(0x202E)} nöd nöd"],
)
def test_a_reason_in_words_is_needed(small_house, reason):
    record_id, alex = confidential(small_house), small_house.actor_of("alex.winter")

    with pytest.raises(Invalid) as refused:
        break_it(small_house, alex, record_id, reason=reason)

    assert list(refused.value.problems) == ["reason"]
    assert rows.rows(small_house, BrokenGlassRow) == []


def test_one_must_say_that_one_has_understood(small_house):
    record_id, alex = confidential(small_house), small_house.actor_of("alex.winter")

    with pytest.raises(Invalid) as refused:
        break_it(small_house, alex, record_id, reason="", understood=False)

    assert list(refused.value.problems) == ["reason", "understood"]


@pytest.mark.parametrize("reason", ["x" * 10, "x" * 500])
def test_the_shortest_and_the_longest_reason_will_do(small_house, reason):
    record_id, alex = confidential(small_house), small_house.actor_of("alex.winter")

    break_it(small_house, alex, record_id, reason=reason)

    assert read(small_house, alex, record_id)


@pytest.mark.parametrize("mailbox", ["lena.frost", "eva.dahl", "rolf.ek", "maja.lind"])
def test_it_is_not_for_readers_auditors_operators_or_registrars(house, mailbox):
    with pytest.raises(Forbidden):
        break_it(house, house.actor_of(mailbox), confidential(house))

    assert rows.rows(house, BrokenGlassRow) == []


def test_it_is_not_for_programs_nor_for_who_sits_at_the_machine(house):
    record_id, owner = confidential(house), house.actor.organisation_id
    everything = frozenset(Scope)
    key = replace(
        house.actor,
        account_id=None,
        key_id=uuid4(),
        roles=frozenset(),
        scopes=everything,
    )

    for who in (key, operator(owner)):
        with pytest.raises(Forbidden):
            break_it(house, who, record_id)

    assert rows.rows(house, BrokenGlassRow) == []


def test_a_record_of_another_organisation_is_not_there(house):
    record_id = confidential(house)
    other = add_organisation(house.tools, name="Örebro kommun")
    stranger = replace(house.actor_of("alex.winter"), organisation_id=other)

    with pytest.raises(NotFound):
        break_it(house, stranger, record_id)


def test_an_erased_record_is_not_there(house):
    record_id = confidential(house)
    with house.tools.begin(SYSTEM) as work:
        work.session.execute(update(RecordRow).values(erased_at=NOW))

    with pytest.raises(NotFound):
        break_it(house, house.actor_of("alex.winter"), record_id)


@pytest.mark.parametrize("classification", ["open", "internal"])
def test_what_one_may_read_anyway_is_not_broken_open(small_house, classification):
    wish = sending(classification=classification)
    record_id = small_house.submit(sending=wish).record_id

    break_it(small_house, small_house.actor_of("alex.winter"), record_id)

    assert rows.rows(small_house, BrokenGlassRow) == []
    assert rows.job_rows(small_house, JobKind.NOTICE) == []


def test_the_trail_holds_a_commitment_to_the_reason_and_never_the_reason(house):
    record_id, alex = confidential(house), house.actor_of("alex.winter")

    break_it(house, alex, record_id)

    [glass] = rows.rows(house, BrokenGlassRow)
    [event] = rows.rows(house, AuditEventRow, AuditEventRow.what == "glass broken")
    [salt] = rows.rows(house, AuditSaltRow, AuditSaltRow.event_id == event.id)
    assert (event.actor, event.about) == (str(alex.account_id), str(glass.id))
    assert event.commitment == commitment({"reason": REASON}, salt.salt)


def test_the_reason_lies_sealed(house):
    break_it(house, house.actor_of("alex.winter"), confidential(house))

    with house.engine.connect() as connection:
        kept = connection.execute(text("SELECT sealed_reason FROM broken_glass"))
        assert b"polisen" not in bytes(kept.scalar_one())


def test_two_clicks_open_it_once_and_tell_once(house):
    record_id, alex = confidential(house), house.actor_of("alex.winter")

    with ThreadPoolExecutor(THREADS) as threads:
        clicks = [
            threads.submit(break_it, house, alex, record_id) for _ in range(THREADS)
        ]
    for click in clicks:
        click.result()

    assert len(rows.rows(house, BrokenGlassRow)) == 1
    assert len(rows.job_rows(house, JobKind.NOTICE)) == 1


def test_who_opened_it_can_close_it_early(house):
    record_id, alex = confidential(house), house.actor_of("alex.winter")
    break_it(house, alex, record_id)

    close_glass(house.tools, house.actor, record_id, now=NOW)
    assert read(house, alex, record_id)
    close_glass(house.tools, alex, record_id, now=NOW)

    with pytest.raises(Confidential):
        read(house, alex, record_id)
    closed = rows.rows(house, AuditEventRow, AuditEventRow.what == "glass closed")
    assert [event.actor for event in closed] == [str(alex.account_id)]
