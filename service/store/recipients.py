"""Who a sending reaches: groups, people and typed-in addresses, each person once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from service.core.collation import by_name
from service.core.records import Recipient
from service.store.tables.register import GroupRow, MembershipRow, PersonRow


def known_groups(session: Session, ids: Sequence[UUID]) -> set[UUID]:
    """Return those of `ids` that are groups."""
    return set(session.scalars(select(GroupRow.id).where(GroupRow.id.in_(ids))))


def people(session: Session, ids: Sequence[UUID]) -> dict[UUID, PersonRow]:
    """Return those of `ids` that are people."""
    rows = session.scalars(select(PersonRow).where(PersonRow.id.in_(ids)))
    return {row.id: row for row in rows}


def members(session: Session, group_id: UUID, *, today: date) -> Iterable[PersonRow]:
    """Return today's members of a group, in the order they stand in the register."""
    rows = session.scalars(
        select(PersonRow)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .where(MembershipRow.group_id == group_id)
        .where(MembershipRow.since <= today)
        .where(or_(MembershipRow.until.is_(None), MembershipRow.until >= today))
    )
    return sorted(rows, key=by_name)


def is_protected(session: Session, person_id: UUID | None) -> bool:
    """Whether somebody has come under protection since the sending was asked for."""
    person = session.get(PersonRow, person_id) if person_id else None
    return person is not None and person.protected


@dataclass(frozen=True, slots=True)
class Protected:
    """Everybody with a protected identity: by id, and by address in small letters."""

    people: frozenset[UUID]
    addresses: frozenset[str]

    def holds(self, to: Recipient) -> bool:
        return to.person_id in self.people or to.email.lower() in self.addresses


def protected(session: Session) -> Protected:
    wanted = select(PersonRow.id, PersonRow.email).where(PersonRow.protected.is_(True))
    found = session.execute(wanted).all()
    return Protected(
        frozenset(row.id for row in found),
        frozenset(row.email.lower() for row in found if row.email),
    )


def is_protected_address(
    session: Session, email: str, *, owner: UUID | None = None
) -> bool:
    """Whether somebody with a protected identity is reached at this address.

    `owner` says whose register is asked, where the session sees every one.
    """
    held = select(PersonRow.id).where(
        PersonRow.protected.is_(True), func.lower(PersonRow.email) == email.lower()
    )
    if owner is not None:
        held = held.where(PersonRow.organisation_id == owner)
    return bool(email) and session.scalar(held.limit(1)) is not None
