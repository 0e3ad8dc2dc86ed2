"""Rows of the register as the values doors are shown."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.core.errors import NotFound
from service.core.register import Group, Membership, Person
from service.core.sentence import Sentence
from service.store.tables.register import GroupRow, MembershipRow, PersonRow


def person_row(session: Session, owner: UUID, person_id: UUID) -> PersonRow:
    row = session.scalar(
        select(PersonRow).where(
            PersonRow.id == person_id, PersonRow.organisation_id == owner
        )
    )
    if row is None:
        raise NotFound(Sentence("There is no such person."))
    return row


def group_row(session: Session, owner: UUID, group_id: UUID) -> GroupRow:
    row = session.scalar(
        select(GroupRow).where(
            GroupRow.id == group_id, GroupRow.organisation_id == owner
        )
    )
    if row is None:
        raise NotFound(Sentence("There is no such group."))
    return row


def people(session: Session, owner: UUID, *, search: str) -> tuple[Person, ...]:
    """Return people by name. `search` is meant literally: % and _ are letters (T18).

    Compared here, because SQLite knows no small ö, nor does every PostgreSQL.
    """
    wanted = select(PersonRow).where(PersonRow.organisation_id == owner)
    rows = session.scalars(wanted.order_by(PersonRow.name, PersonRow.id))
    return tuple(as_person(row) for row in rows if _mentions(row, search.casefold()))


def groups(session: Session, owner: UUID) -> tuple[Group, ...]:
    """Return the groups by name, each with all its memberships, past ones too."""
    rows = session.scalars(
        select(GroupRow)
        .where(GroupRow.organisation_id == owner)
        .order_by(GroupRow.name)
    ).all()
    members = _memberships(session, [row.id for row in rows])
    return tuple(
        Group(row.id, row.name, row.type, tuple(members.get(row.id, ())))
        for row in rows
    )


def _mentions(row: PersonRow, folded: str) -> bool:
    return folded in row.name.casefold() or folded in row.organisation.casefold()


def as_person(row: PersonRow) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        title=row.title,
        organisation=row.organisation,
        email=row.email,
        language=row.language,
        protected=row.protected,
    )


def _memberships(
    session: Session, group_ids: Sequence[UUID]
) -> dict[UUID, list[Membership]]:
    found = session.execute(
        select(MembershipRow, PersonRow)
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(MembershipRow.group_id.in_(group_ids))
        .order_by(PersonRow.name, MembershipRow.since)
    )
    by_group: dict[UUID, list[Membership]] = {}
    for row, person in found:
        by_group.setdefault(row.group_id, []).append(
            Membership(
                row.id, as_person(person), row.role, row.co_opted, row.since, row.until
            )
        )
    return by_group
