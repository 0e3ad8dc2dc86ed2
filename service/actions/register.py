"""Keep the register: the organisation, its units and groups, people and memberships."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions.protecting import close_consents, guarded, withdraw
from service.core.actor import Actor, require
from service.core.collation import by_name
from service.core.errors import Invalid, NotFound
from service.core.permits import Act
from service.core.register import Group, Organisation, Person, SavedPerson, Unit
from service.core.sentence import Sentence
from service.forms.answers import load
from service.forms.register import (
    GroupForm,
    MembershipForm,
    OrganisationForm,
    PersonForm,
    UnitForm,
)
from service.store import organisations, registry
from service.store.tables.register import (
    GroupRow,
    MembershipRow,
    OrganisationRow,
    PersonRow,
    UnitRow,
)
from service.store.work import Work
from service.tools import Tools

Answers = Mapping[str, Any]


def get_organisation(tools: Tools, actor: Actor) -> Organisation:
    require(actor, Act.READ_REGISTER)
    with tools.look(actor) as session:
        return organisations.get(session, actor.organisation_id)


def organisation_name(tools: Tools, actor: Actor) -> str:
    with tools.look(actor) as session:
        return organisations.get(session, actor.organisation_id).name


def save_organisation(
    tools: Tools, actor: Actor, answers: Answers, *, now: datetime
) -> None:
    require(actor, Act.CHANGE_ORGANISATION)
    values = load(OrganisationForm(), answers)
    with tools.begin(actor) as work:
        _set(work.session.get_one(OrganisationRow, actor.organisation_id), values)
        work.note("organisation changed", actor, now=now)


def save_logo(tools: Tools, actor: Actor, logo: bytes, *, now: datetime) -> None:
    """Keep a PNG as the letterhead's logo; the door has checked what it is."""
    require(actor, Act.CHANGE_ORGANISATION)
    with tools.begin(actor) as work:
        work.session.get_one(OrganisationRow, actor.organisation_id).logo = logo
        work.note("logo changed", actor, now=now)


def list_units(tools: Tools, actor: Actor) -> tuple[Unit, ...]:
    require(actor, Act.READ_REGISTER)
    with tools.look(actor) as session:
        rows = session.scalars(select(UnitRow))
        return tuple(Unit(row.id, row.name) for row in sorted(rows, key=by_name))


def add_unit(tools: Tools, actor: Actor, answers: Answers, *, now: datetime) -> UUID:
    require(actor, Act.WRITE_REGISTER)
    values = load(UnitForm(), answers)
    with tools.begin(actor) as work:
        row = UnitRow(organisation_id=actor.organisation_id)
        return _save(work, row, values, actor, what="unit added", now=now)


def list_groups(tools: Tools, actor: Actor) -> tuple[Group, ...]:
    """Return the groups by name, with all their memberships."""
    require(actor, Act.READ_REGISTER)
    with tools.look(actor) as session:
        return registry.groups(session, actor)


def get_group(tools: Tools, actor: Actor, group_id: UUID) -> Group:
    """Return a group with its memberships, or raise NotFound."""
    for group in list_groups(tools, actor):
        if group.id == group_id:
            return group
    raise NotFound(Sentence("There is no such group."))


def save_group(
    tools: Tools,
    actor: Actor,
    answers: Answers,
    *,
    group_id: UUID | None = None,
    now: datetime,
) -> UUID:
    require(actor, Act.WRITE_REGISTER)
    values = load(GroupForm(), answers)
    with tools.begin(actor) as work:
        row = (
            registry.group_row(work.session, group_id)
            if group_id
            else GroupRow(organisation_id=actor.organisation_id)
        )
        return _save(work, row, values, actor, what="group saved", now=now)


def list_people(tools: Tools, actor: Actor, *, search: str = "") -> tuple[Person, ...]:
    """Return people by name; `search` is found in name or organisation."""
    require(actor, Act.READ_REGISTER)
    with tools.look(actor) as session:
        return registry.people(session, actor, search=search)


def get_person(tools: Tools, actor: Actor, person_id: UUID) -> Person:
    require(actor, Act.READ_REGISTER)
    with tools.look(actor) as session:
        row = registry.person_row(session, actor, person_id)
        return registry.as_person(row, actor)


def save_person(
    tools: Tools,
    actor: Actor,
    answers: Answers,
    *,
    person_id: UUID | None = None,
    now: datetime,
) -> SavedPerson:
    """Store a person. Who comes under protection loses their links and mails at once.

    Raises NotFound, Invalid.
    """
    require(actor, Act.WRITE_REGISTER)
    values = load(PersonForm(), answers)
    with tools.begin(actor) as work:
        row = (
            registry.person_row(work.session, actor, person_id)
            if person_id
            else PersonRow(organisation_id=actor.organisation_id)
        )
        was_protected = bool(row.protected)
        kept = guarded(work.session, actor, values)
        _save(work, row, kept, actor, what="person saved", now=now)
        person = registry.as_person(row, actor)
        if not row.protected:
            return SavedPerson(person)
        saved = SavedPerson(person)
        if not was_protected:
            saved = withdraw(work, actor, person, now=now)
        theirs = frozenset({row.email.lower()})
        links, mails = close_consents(work, tools.vault, actor, theirs, now=now)
        return replace(saved, links=saved.links + links, mails=saved.mails + mails)


def add_membership(
    tools: Tools, actor: Actor, group_id: UUID, answers: Answers, *, now: datetime
) -> UUID:
    """Let a person be a member. Raises NotFound, Invalid (unknown person included)."""
    require(actor, Act.WRITE_REGISTER)
    values = load(MembershipForm(), answers)
    with tools.begin(actor) as work:
        registry.group_row(work.session, group_id)
        _check_person(work.session, actor, values["person_id"])
        row = MembershipRow(organisation_id=actor.organisation_id, group_id=group_id)
        return _save(work, row, values, actor, what="membership added", now=now)


def end_membership(
    tools: Tools,
    actor: Actor,
    membership_id: UUID,
    *,
    of: UUID | None = None,
    until: date,
    now: datetime,
) -> None:
    """Let a membership end after the day `until`. Raises NotFound, Invalid.

    `of` is the group it must be of, where one is told.
    """
    require(actor, Act.WRITE_REGISTER)
    with tools.begin(actor) as work:
        row = work.session.get(MembershipRow, membership_id)
        if row is None or of not in (None, row.group_id):
            raise NotFound(Sentence("There is no such membership."))
        if until < row.since:
            raise Invalid({"until": [Sentence("The end lies before the start.")]})
        row.until = until
        work.note("membership ended", actor, about=str(row.id), now=now)


def _check_person(session: Session, actor: Actor, person_id: UUID) -> None:
    try:
        registry.person_row(session, actor, person_id)
    except NotFound as problem:
        raise Invalid({"person_id": [problem.said]}) from None


def _save(
    work: Work,
    row: UnitRow | GroupRow | PersonRow | MembershipRow,
    values: Answers,
    actor: Actor,
    *,
    what: str,
    now: datetime,
) -> UUID:
    _set(row, values)
    work.session.add(row)
    work.session.flush()
    work.note(what, actor, about=str(row.id), now=now)
    return row.id


def _set(row: object, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
