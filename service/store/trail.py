"""Append to the audit trail: a chain per record, and one per organisation."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.core.audit import EVENT_FIELDS, FIRST, Event, Link, commitment
from service.store.tables.audit import AuditEventRow, AuditHeadRow, AuditSaltRow
from service.store.tables.base import Base

SALT_BYTES = 32
INSERTS: dict[str, Callable[[type[Base]], Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def append(
    session: Session,
    *,
    organisation_id: UUID,
    actor: str,
    what: str,
    record_id: UUID | None,
    about: str,
    values: object = None,
    now: datetime,
) -> None:
    """Add an event to its chain, which is locked until the transaction ends.

    `now` is the moment the asker's door saw: its clock may be a little behind that of
    the event before. The order is told by the number, never by the time.
    """
    salt = b"" if values is None else secrets.token_bytes(SALT_BYTES)
    head = _locked_head(session, organisation_id, record_id or organisation_id)
    event = Event(
        organisation_id=organisation_id,
        chain_id=head.chain_id,
        number=head.length + 1,
        at=now,
        actor=actor,
        what=what,
        record_id=record_id,
        about=about,
        commitment=commitment(values, salt) if salt else "",
    )
    row = AuditEventRow(
        **event.fields, previous=head.hash, hash=event.hash(after=head.hash)
    )
    session.add(row)
    session.flush()
    head.length, head.hash = row.number, row.hash
    if salt:
        kept = {"organisation_id": organisation_id, "event_id": row.id, "salt": salt}
        session.add(AuditSaltRow(**kept))
    session.flush()


def last(
    session: Session, record_id: UUID, *, actor: str, what: str
) -> AuditEventRow | None:
    """Return the latest event of a record's chain of that kind and by that actor."""
    return session.scalar(
        select(AuditEventRow)
        .where(AuditEventRow.chain_id == record_id)
        .where(AuditEventRow.actor == actor, AuditEventRow.what == what)
        .order_by(AuditEventRow.number.desc())
        .limit(1)
    )


def chain(session: Session, chain_id: UUID) -> tuple[Link, ...]:
    """Return the events of one chain from the first, as the session may see them."""
    rows = session.scalars(
        select(AuditEventRow)
        .where(AuditEventRow.chain_id == chain_id)
        .order_by(AuditEventRow.number)
    )
    return tuple(
        Link(
            Event(**{name: getattr(row, name) for name in EVENT_FIELDS}),
            row.previous,
            row.hash,
        )
        for row in rows
    )


def _locked_head(session: Session, owner: UUID, chain_id: UUID) -> AuditHeadRow:
    """Return where the chain ends. Two who begin one at once wait for each other.

    It is read anew even where the session has seen it: that was before the lock.
    """
    locked = (
        select(AuditHeadRow)
        .where(AuditHeadRow.chain_id == chain_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if (head := session.scalar(locked)) is not None:
        return head
    first = {"chain_id": chain_id, "organisation_id": owner, "length": 0, "hash": FIRST}
    insert = INSERTS[session.get_bind().dialect.name]
    session.execute(insert(AuditHeadRow).values(**first).on_conflict_do_nothing())
    return session.scalars(locked).one()
