"""What follows from a protected identity: no link, no mail, no second entry."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.actions.links import is_alive
from service.core.actor import Actor
from service.core.errors import Erased, KeyMissing, Tampered
from service.core.permits import Act
from service.core.register import Person, SavedPerson
from service.store import recipients, revisions
from service.store.recalling import call_back
from service.store.tables.consents import ParticipantRow
from service.store.tables.records import DeliveryRow
from service.store.vault import Vault
from service.store.work import Work


def guarded(
    session: Session, actor: Actor, values: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a person's answers, protected if their address already is.

    Who cannot see that somebody is there would otherwise write them down once more,
    and a second entry without protection could be mailed.
    """
    is_known = not actor.may(Act.SEE_PROTECTED) and (
        recipients.is_protected_address(session, values["email"])
    )
    return {**values, "protected": values["protected"] or is_known}


def close_consents(
    work: Work, vault: Vault, actor: Actor, addresses: frozenset[str], *, now: datetime
) -> tuple[int, int]:
    """Close the links to consents at these addresses, and stop the mails to them.

    Such an address is typed in, so no person stands at its delivery: each sealed one
    whose link is alive is read. Return how many links closed and how many mails will
    not go. `addresses` are in small letters.
    """
    alive = (
        select(DeliveryRow, ParticipantRow.record_id)
        .join(ParticipantRow, ParticipantRow.delivery_id == DeliveryRow.id)
        .where(is_alive(now))
    )
    theirs = [
        (row, record_id)
        for row, record_id in work.session.execute(alive)
        if _address(vault, row, record_id) in addresses - {""}
    ]
    for row, record_id in theirs:
        row.link_revoked_at = now
        work.note("consent link closed", actor, record_id=record_id, now=now)
    deliveries = [row.id for row, _ in theirs]
    mails = call_back(work, deliveries, by=actor.label, reason="protected")
    return len(theirs), mails


def _address(vault: Vault, row: DeliveryRow, record_id: UUID) -> str:
    """Return where a consent was mailed to, "" when that cannot be read any more."""
    try:
        box = vault.box(record_id, row.organisation_id)
        return revisions.delivery_to(box, row).email.lower()
    except (Erased, KeyMissing, Tampered):
        return ""


def withdraw(work: Work, actor: Actor, person: Person, *, now: datetime) -> SavedPerson:
    """Close the links somebody has and stop the mails on their way to them."""
    theirs = DeliveryRow.person_id == person.id
    links = work.session.scalars(
        update(DeliveryRow)
        .where(theirs, is_alive(now))
        .values(link_revoked_at=now)
        .returning(DeliveryRow.id)
        .execution_options(synchronize_session=False)
    ).all()
    deliveries: list[UUID] = list(
        work.session.scalars(select(DeliveryRow.id).where(theirs))
    )
    mails = call_back(work, deliveries, by=actor.label, reason="protected")
    work.note("person protected", actor, about=str(person.id), now=now)
    return SavedPerson(person, links=len(links), mails=mails)
