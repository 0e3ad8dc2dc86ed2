"""Who sees which record: by role, by how they stand to it, and by how secret it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from service.actions import register
from service.actions.drafts import correct
from service.actions.reading import get_record, list_records
from service.core.actor import SYSTEM, Actor
from service.core.errors import Confidential, Forbidden, NotFound
from service.core.permits import Act, Role, Scope
from service.store.tables.records import RecordRow
from service.store.tables.register import (
    AccountRow,
    GroupRow,
    MembershipRow,
    PersonRow,
)
from tests.house import NOW, sending


@pytest.fixture
def people(house):
    """Return (a colleague's actor, their person's id, the group's id)."""
    with house.tools.begin(SYSTEM) as work:
        session = work.session
        person = session.scalars(
            select(PersonRow).where(PersonRow.name == "Amina Yusuf")
        ).one()
        group = session.scalars(
            select(GroupRow).where(GroupRow.type == "steering")
        ).one()
        account = session.scalars(
            select(AccountRow).where(AccountRow.name == "Alex Winter")
        ).one()
        return _actor(house, account.id, person.id, Role.EDITOR), person.id, group.id


def _actor(house, account_id, person_id, *roles):
    return Actor(
        house.actor.organisation_id,
        account_id,
        "Alex Winter",
        roles=frozenset(roles),
        person_id=person_id,
    )


def _confidential(house, **wishes):
    wish = sending(classification="confidential", attach=[], **wishes)
    return house.submit(sending=wish).record_id


def _sees(house, actor, record_id, *, now=NOW):
    listed = {line.id for line in list_records(house.tools, actor, now=now)}
    try:
        get_record(house.tools, actor, record_id, now=now)
    except (NotFound, Confidential):
        assert record_id not in listed
        return False
    assert record_id in listed
    return True


@pytest.mark.parametrize("classification", ["open", "internal"])
def test_colleagues_see_what_is_not_confidential(house, people, classification):
    wish = sending(classification=classification, attach=[])
    record_id = house.submit(sending=wish).record_id

    assert _sees(house, people[0], record_id)


def test_a_colleague_does_not_see_a_confidential_record(house, people):
    colleague, _, _ = people
    record_id = _confidential(house)

    assert not _sees(house, colleague, record_id)
    assert _sees(house, house.actor, record_id)


def test_who_was_sent_a_confidential_record_sees_it(house, people):
    colleague, person_id, _ = people

    assert _sees(house, colleague, _confidential(house, people=[str(person_id)]))


def test_a_group_s_members_of_today_see_its_records(house, people):
    """Also what was sent before they came: they take over the group's work."""
    colleague, person_id, group_id = people
    record_id = _confidential(house, groups=[str(group_id)])
    assert not _sees(house, colleague, record_id)

    joins = {"person_id": str(person_id), "role": "member", "since": "2026-03-05"}
    register.add_membership(
        house.tools, house.actor, group_id, joins | {"co_opted": False}, now=NOW
    )

    assert not _sees(house, colleague, record_id), "not a member yet"
    assert _sees(house, colleague, record_id, now=NOW + timedelta(days=4))


def test_who_has_left_the_group_sees_its_records_no_more(house, people):
    colleague, person_id, group_id = people
    record_id = _confidential(house, groups=[str(group_id)])
    _was_a_member(house, person_id, group_id, until=date(2026, 3, 3))

    assert _sees(house, colleague, record_id), "the last day counts"
    assert not _sees(house, colleague, record_id, now=NOW + timedelta(days=2))


def test_a_registrar_sees_all_and_may_change_nothing(house, people):
    registrar = _actor(house, people[0].account_id, None, Role.REGISTRAR)
    record_id = _confidential(house)

    assert _sees(house, registrar, record_id)
    with pytest.raises(Forbidden):
        correct(house.tools, registrar, record_id, now=NOW)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.OPERATOR])
def test_who_keeps_the_house_sees_no_records(house, people, role):
    keeper = _actor(house, people[0].account_id, people[1], role)
    record_id = house.submit().record_id

    with pytest.raises(Forbidden):
        get_record(house.tools, keeper, record_id, now=NOW)
    with pytest.raises(Forbidden):
        list_records(house.tools, keeper, now=NOW)


def test_an_editor_reads_a_colleague_s_record_and_changes_only_their_own(house, people):
    record_id = house.submit().record_id

    with pytest.raises(Forbidden):
        correct(house.tools, people[0], record_id, now=NOW)


def test_a_confidential_record_is_offered_to_who_may_break_the_glass(house, people):
    record_id = _confidential(house)
    reader = replace(people[0], roles=frozenset({Role.READER}))

    with pytest.raises(Confidential):
        get_record(house.tools, people[0], record_id, now=NOW)
    with pytest.raises(NotFound):
        get_record(house.tools, reader, record_id, now=NOW)


def test_a_key_needs_a_scope_of_its_own_for_confidential_records(house):
    record_id = _confidential(house)
    program = Actor(
        house.actor.organisation_id,
        None,
        "a program",
        scopes=frozenset({Scope.READ_RECORDS}),
    )
    trusted = replace(program, scopes=program.scopes | {Scope.CONFIDENTIAL})

    assert not _sees(house, program, record_id)
    assert _sees(house, trusted, record_id)


def test_what_is_erased_is_there_for_nobody(house, people):
    record_id = house.submit().record_id
    with house.tools.begin(SYSTEM) as work:
        work.session.execute(update(RecordRow).values(erased_at=NOW))

    registrar = _actor(house, people[0].account_id, None, Role.REGISTRAR)
    assert not _sees(house, house.actor, record_id)
    assert not _sees(house, registrar, record_id)


def test_a_page_is_told_what_its_reader_may_do(house, people):
    record_id = house.submit().record_id

    mine = get_record(house.tools, house.actor, record_id, now=NOW)
    theirs = get_record(house.tools, people[0], record_id, now=NOW)

    assert {Act.WRITE_RECORD, Act.SEND_RECORD} <= mine.permitted
    assert theirs.permitted == {Act.READ_RECORD}


def _was_a_member(house, person_id, group_id, *, until):
    with house.tools.begin(SYSTEM) as work:
        work.session.add(
            MembershipRow(
                organisation_id=house.actor.organisation_id,
                group_id=group_id,
                person_id=person_id,
                role="member",
                since=date(2020, 1, 1),
                until=until,
            )
        )
