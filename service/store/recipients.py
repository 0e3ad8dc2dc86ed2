"""Who a sending reaches: groups, people and typed-in addresses, each person once."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.store.tables.register import GroupRow, MembershipRow, PersonRow


def known_groups(session: Session, owner: UUID, ids: Sequence[UUID]) -> set[UUID]:
    """Return those of `ids` that are groups of this organisation."""
    return set(
        session.scalars(
            select(GroupRow.id).where(
                GroupRow.organisation_id == owner, GroupRow.id.in_(ids)
            )
        )
    )


def people(session: Session, owner: UUID, ids: Sequence[UUID]) -> dict[UUID, PersonRow]:
    """Return those of `ids` that are people of this organisation."""
    rows = session.scalars(
        select(PersonRow).where(
            PersonRow.organisation_id == owner, PersonRow.id.in_(ids)
        )
    )
    return {row.id: row for row in rows}


def members(
    session: Session, owner: UUID, group_id: UUID, *, today: date
) -> Iterable[PersonRow]:
    """Return today's members of a group, in the order they stand in the register."""
    return session.scalars(
        select(PersonRow)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .where(MembershipRow.group_id == group_id, PersonRow.organisation_id == owner)
        .where(MembershipRow.since <= today)
        .where(or_(MembershipRow.until.is_(None), MembershipRow.until >= today))
        .order_by(PersonRow.name)
    )


def is_protected(session: Session, person_id: UUID | None) -> bool:
    """Whether somebody has come under protection since the sending was asked for."""
    person = session.get(PersonRow, person_id) if person_id else None
    return person is not None and person.protected
