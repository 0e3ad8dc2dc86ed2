"""Whose records are, who could hold them, and how they came to change hands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from service.core.actor import Actor
from service.core.classification import Classification
from service.core.collation import by_name
from service.core.handovers import Held, may_hold
from service.core.permits import Role
from service.store.tables.handovers import HandoverRow, HandoverRunRow
from service.store.tables.records import DraftRow, RecordRow
from service.store.tables.register import AccountRow, RoleGrantRow
from service.store.vault import Box
from service.store.work import Work

STANDS = RecordRow.erased_at.is_(None)


def holders(session: Session, classification: Classification) -> list[AccountRow]:
    """Return who can hold such a record today, by name: nobody who is shut out."""
    rows = session.execute(
        select(AccountRow, RoleGrantRow.role)
        .join(RoleGrantRow, RoleGrantRow.account_id == AccountRow.id)
        .where(AccountRow.disabled_at.is_(None))
    ).all()
    roles: dict[UUID, set[Role]] = {}
    for account, role in rows:
        roles.setdefault(account.id, set()).add(Role(role))
    known = {account.id: account for account, _ in rows}
    fit = (
        known[one] for one in known if may_hold(frozenset(roles[one]), classification)
    )
    return sorted(fit, key=by_name)


def lock(work: Work, record_id: UUID) -> None:
    """Let who hands a record over wait for who does: then ask whose it is."""
    wanted = select(RecordRow.id).where(RecordRow.id == record_id)
    work.session.execute(wanted.with_for_update())


def pass_on(
    work: Work,
    box: Box | None,
    record: RecordRow,
    to: UUID,
    actor: Actor,
    *,
    said: dict[str, Any] | None = None,
    run_id: UUID | None = None,
    now: datetime,
) -> UUID:
    """Make a locked record theirs, and note it in its chain. Return the handover's id.

    `said` is what whoever hands it over wrote: sealed with the record, in its `box`. A
    correction that its owner has begun goes along: it holds all of the record.
    """
    row = _row(work.session, record, to, actor, now=now)
    row.sealed = box.seal_json(said, what=place(row.id)) if box and said else b""
    row.run_id = run_id
    _pass_drafts_on(work.session, record, to)
    record.account_id, record.key_id = to, None
    work.session.add(row)
    work.session.flush()
    about = " ".join((str(row.from_account_id or f"key:{row.from_key_id}"), str(to)))
    work.note(
        "handed over", actor, record_id=record.id, about=about, values=said, now=now
    )
    return row.id


def _pass_drafts_on(session: Session, record: RecordRow, to: UUID) -> None:
    session.execute(
        update(DraftRow)
        .where(DraftRow.record_id == record.id)
        .where(DraftRow.account_id.is_not_distinct_from(record.account_id))
        .where(DraftRow.key_id.is_not_distinct_from(record.key_id))
        .values(account_id=to, key_id=None)
        .execution_options(synchronize_session=False)
    )


def place(handover_id: UUID) -> str:
    """Where in its record's box lies what was said with a handover."""
    return f"handover:{handover_id}"


def said(box: Box, row: HandoverRow) -> dict[str, Any]:
    """Return what was written with a handover; nothing once it is erased, or of all."""
    if not row.sealed:
        return {}
    told: dict[str, Any] = box.open_json(row.sealed, what=place(row.id))
    return told


def of_record(session: Session, record_id: UUID) -> Sequence[HandoverRow]:
    """Return how often a record changed hands, the latest first."""
    wanted = select(HandoverRow).where(HandoverRow.record_id == record_id)
    return session.scalars(wanted.order_by(HandoverRow.number.desc())).all()


def lock_some(
    session: Session, run: HandoverRunRow, *, most: int
) -> Sequence[RecordRow]:
    """Return some of what a run is to hand over, locked in one order for all.

    What it has handed over and was handed back stays where it is.
    """
    moved = exists().where(
        HandoverRow.run_id == run.id, HandoverRow.record_id == RecordRow.id
    )
    wanted = select(RecordRow).where(
        RecordRow.account_id == run.from_account_id, STANDS, ~moved
    )
    return session.scalars(
        wanted.order_by(RecordRow.id).limit(most).with_for_update(key_share=True)
    ).all()


def held(session: Session) -> Held:
    """Return how many records stand in each name of those who may not sign in."""
    rows = session.execute(
        select(AccountRow.id, func.count())
        .join(RecordRow, RecordRow.account_id == AccountRow.id)
        .where(AccountRow.disabled_at.is_not(None), STANDS)
        .group_by(AccountRow.id)
    )
    return {account_id: number for account_id, number in rows}


def runs(session: Session, account_id: UUID) -> Sequence[HandoverRunRow]:
    """Return the runs that hand over what somebody has, the latest first."""
    wanted = select(HandoverRunRow).where(HandoverRunRow.from_account_id == account_id)
    return session.scalars(wanted.order_by(HandoverRunRow.asked_at.desc())).all()


def done(session: Session, run_id: UUID) -> int:
    """Return how many records a run has handed over."""
    wanted = select(func.count()).where(HandoverRow.run_id == run_id)
    return session.scalar(wanted) or 0


def _count(session: Session, record_id: UUID) -> int:
    wanted = select(func.count()).where(HandoverRow.record_id == record_id)
    return session.scalar(wanted) or 0


def _row(
    session: Session, record: RecordRow, to: UUID, actor: Actor, *, now: datetime
) -> HandoverRow:
    return HandoverRow(
        id=uuid4(),
        organisation_id=record.organisation_id,
        record_id=record.id,
        number=_count(session, record.id) + 1,
        revision=record.revision,
        from_account_id=record.account_id,
        from_key_id=record.key_id,
        to_account_id=to,
        by=actor.label,
        at=now,
    )
