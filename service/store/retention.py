"""Plans, days and holds: the rows behind `service.core.retention`."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.core.day import home_day
from service.core.errors import NotFound
from service.core.retention import Disposal, Event, Facts, Rule
from service.core.sentence import Sentence
from service.store.tables.records import RecordRow
from service.store.tables.retention import (
    RecordDateRow,
    RecordHoldRow,
    RetentionRuleRow,
)

IN_FORCE = RecordHoldRow.lifted_at.is_(None)


def rules(session: Session, *, with_ended: bool = False) -> tuple[Rule, ...]:
    """Return the lines of the plan in force, or all there have been, by their start."""
    wanted = select(RetentionRuleRow).order_by(RetentionRuleRow.created_at)
    if not with_ended:
        wanted = wanted.where(RetentionRuleRow.ended_at.is_(None))
    return tuple(as_rule(row) for row in session.scalars(wanted))


def lock_rule(session: Session, rule_id: UUID) -> RetentionRuleRow:
    """Return a line in force, locked until the transaction ends. Raises NotFound."""
    row = session.scalar(
        select(RetentionRuleRow)
        .where(RetentionRuleRow.id == rule_id, RetentionRuleRow.ended_at.is_(None))
        .with_for_update()
    )
    if row is None:
        raise NotFound(Sentence("There is no such rule, or it has ended."))
    return row


def as_rule(row: RetentionRuleRow) -> Rule:
    return Rule(
        id=row.id,
        kind=row.kind,
        outcome=row.outcome,
        disposal=Disposal(row.disposal),
        years=row.years or 0,
        event=Event(row.event),
        plan=row.plan,
        began_at=row.created_at,
        ended_at=row.ended_at,
    )


def facts(session: Session, kinds: Collection[str]) -> tuple[Facts, ...]:
    """Return what retention knows of every record of these kinds that is still here."""
    records = session.execute(
        select(RecordRow.id, RecordRow.kind, RecordRow.saved_at)
        .where(RecordRow.kind.in_(kinds), RecordRow.erased_at.is_(None))
        .order_by(RecordRow.saved_at, RecordRow.id)
    ).all()
    days = defaultdict[UUID, list[RecordDateRow]](list)
    for day in session.scalars(select(RecordDateRow).order_by(RecordDateRow.on)):
        days[day.record_id].append(day)
    held = set(session.scalars(select(RecordHoldRow.record_id).where(IN_FORCE)))
    return tuple(
        _facts(id_, kind, saved_at, days[id_], is_held=id_ in held)
        for id_, kind, saved_at in records
    )


def facts_of(session: Session, record: RecordRow) -> Facts:
    return _facts(
        record.id,
        record.kind,
        record.saved_at,
        dates(session, record.id),
        is_held=bool(holds(session, record.id)),
    )


def dates(session: Session, record_id: UUID) -> Sequence[RecordDateRow]:
    """Return the days that are known of a record, the earliest first."""
    wanted = select(RecordDateRow).where(RecordDateRow.record_id == record_id)
    return session.scalars(wanted.order_by(RecordDateRow.on)).all()


def put_date(
    session: Session, record: RecordRow, event: Event, on: date, *, outcome: str = ""
) -> None:
    """Write down when something happened; what was known of it before is replaced."""
    known = session.scalar(
        select(RecordDateRow).where(
            RecordDateRow.record_id == record.id, RecordDateRow.event == event
        )
    )
    if known is None:
        owner = record.organisation_id
        known = RecordDateRow(organisation_id=owner, record_id=record.id, event=event)
        session.add(known)
    known.on, known.outcome = on, outcome
    session.flush()


def drop_date(session: Session, record_id: UUID, event: Event) -> None:
    """Forget when something happened: it is not so any more."""
    session.execute(
        delete(RecordDateRow).where(
            RecordDateRow.record_id == record_id, RecordDateRow.event == event
        )
    )


def holds(
    session: Session, record_id: UUID, *, with_lifted: bool = False
) -> Sequence[RecordHoldRow]:
    wanted = select(RecordHoldRow).where(RecordHoldRow.record_id == record_id)
    if not with_lifted:
        wanted = wanted.where(IN_FORCE)
    return session.scalars(wanted.order_by(RecordHoldRow.set_at)).all()


def _facts(
    record_id: UUID,
    kind: str,
    saved_at: datetime,
    known: Sequence[RecordDateRow],
    *,
    is_held: bool,
) -> Facts:
    """Without a day of its own a decision is as old as the last revision."""
    told = {Event(row.event): row.on for row in known}
    outcomes = [row.outcome for row in known if row.outcome]
    return Facts(
        record_id=record_id,
        kind=kind,
        dates={Event.DECISION: home_day(saved_at), **told},
        outcome=outcomes[-1] if outcomes else "",
        is_held=is_held,
    )
