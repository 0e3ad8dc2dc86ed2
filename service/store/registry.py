"""Rows of the register as the values doors are shown."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.core.actor import Actor
from service.core.collation import by_name
from service.core.errors import NotFound
from service.core.permits import Act
from service.core.register import Group, Membership, Person
from service.core.sentence import Sentence
from service.core.terms import fold
from service.store.tables.register import GroupRow, MembershipRow, PersonRow


def person_row(session: Session, actor: Actor, person_id: UUID) -> PersonRow:
    """Return a person. To who may not see protected people, those are not there."""
    row = session.get(PersonRow, person_id)
    if row is None or is_masked(row, actor):
        raise NotFound(Sentence("There is no such person."))
    return row


def group_row(session: Session, group_id: UUID) -> GroupRow:
    row = session.get(GroupRow, group_id)
    if row is None:
        raise NotFound(Sentence("There is no such group."))
    return row


def people(session: Session, actor: Actor, *, search: str) -> tuple[Person, ...]:
    """Return people by name, of whom every word of `search` is told somewhere.

    It is meant literally: % and _ are letters (T18). Compared here, because SQLite
    knows no small ö, nor does every PostgreSQL. Whoever is masked is not found by a
    search, and stands last, where no name puts them.
    """
    rows = sorted(session.scalars(select(PersonRow)), key=by_name)
    wanted = fold(search).split()
    found = (row for row in rows if _tells(row, wanted))
    told = (as_person(row, actor) for row in found)
    return masked_last(person for person in told if not (search and person.masked))


def groups(session: Session, actor: Actor) -> tuple[Group, ...]:
    """Return the groups by name, each with all its memberships, past ones too."""
    rows = sorted(session.scalars(select(GroupRow)), key=by_name)
    members = _memberships(session, actor, [row.id for row in rows])
    return tuple(
        Group(row.id, row.name, row.type, tuple(members.get(row.id, ())))
        for row in rows
    )


def _tells(row: PersonRow, wanted: Iterable[str]) -> bool:
    told = fold("\n".join((row.name, row.title, row.organisation)))
    return all(word in told for word in wanted)


def is_masked(row: PersonRow, actor: Actor) -> bool:
    return row.protected and not actor.may(Act.SEE_PROTECTED)


def as_person(row: PersonRow, actor: Actor) -> Person:
    if is_masked(row, actor):
        return Person(row.id, "", protected=True, masked=True)
    return Person(
        id=row.id,
        name=row.name,
        title=row.title,
        organisation=row.organisation,
        email=row.email,
        language=row.language,
        protected=row.protected,
    )


def masked_last(people: Iterable[Person]) -> tuple[Person, ...]:
    """Keep the order of those with a name; the others' place must not tell theirs."""
    return tuple(sorted(people, key=lambda one: str(one.id) if one.masked else ""))


def _memberships(
    session: Session, actor: Actor, group_ids: Sequence[UUID]
) -> dict[UUID, list[Membership]]:
    found = session.execute(
        select(MembershipRow, PersonRow)
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(MembershipRow.group_id.in_(group_ids))
    )
    by_group: dict[UUID, list[Membership]] = {}
    for row, person in sorted(found, key=lambda one: (by_name(one[1]), one[0].since)):
        told = as_person(person, actor)
        by_group.setdefault(row.group_id, []).append(
            Membership(row.id, told, row.role, row.co_opted, row.since, row.until)
        )
    for memberships in by_group.values():
        memberships.sort(key=lambda one: str(one.id) if one.person.masked else "")
    return by_group
