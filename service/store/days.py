"""Seal finished days (UTC) over the heads of the audit trail's chains."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from service.core.audit import FIRST, Anchor, Day, Head
from service.core.errors import NotFound
from service.core.sentence import Sentence
from service.store.tables.audit import (
    AuditDayHeadRow,
    AuditDayRow,
    AuditEventRow,
    AuditHeadRow,
)
from service.store.trail import INSERTS

A_DAY = timedelta(days=1)


def due(session: Session, *, now: datetime) -> tuple[date, ...]:
    """Return the finished days that are not sealed yet, the oldest first.

    The first of all is the day before today, once there is anything to seal.
    """
    yesterday = now.astimezone(UTC).date() - A_DAY
    last = session.scalar(select(func.max(AuditDayRow.day)))
    if last is None:
        has_begun = session.scalar(select(AuditEventRow.id).limit(1)) is not None
        return (yesterday,) if has_begun else ()
    return tuple(last + A_DAY * n for n in range(1, (yesterday - last).days + 1))


def seal(session: Session, day: date, *, now: datetime) -> bool:
    """Seal a day over the heads as they stand. Return whether nobody else has.

    A day that is sealed late holds what has come since; the hashes are as good.
    """
    before = _last(session)
    if before and before.day >= day:
        return False
    moved = _moved(session)
    heads = tuple(head for head, _ in moved)
    sealed = Day(day, sum(by for _, by in moved), now, heads)
    after = before.hash if before else FIRST
    if not _insert_first(session, sealed, after=after):
        return False
    if heads:
        session.execute(insert(AuditDayHeadRow), [_row(day, head) for head in heads])
    return True


def latest_anchor(session: Session) -> Anchor:
    """Return the last sealed day with its hash. Raises NotFound before the first.

    The session must be the service's own: days belong to the whole installation.
    """
    last = _last(session)
    if last is None:
        raise NotFound(Sentence("No day of the audit trail has been sealed yet."))
    return Anchor(last.day, last.hash)


def _last(session: Session) -> AuditDayRow | None:
    newest = select(AuditDayRow).order_by(AuditDayRow.day.desc()).limit(1)
    return session.scalar(newest)


def _moved(session: Session) -> Sequence[tuple[Head, int]]:
    """Return the heads that have moved since they were sealed, and by how much."""
    sealed = func.coalesce(
        select(func.max(AuditDayHeadRow.length))
        .where(AuditDayHeadRow.chain_id == AuditHeadRow.chain_id)
        .scalar_subquery(),
        0,
    )
    rows = session.execute(
        select(AuditHeadRow.chain_id, AuditHeadRow.length, AuditHeadRow.hash, sealed)
        .where(AuditHeadRow.length > sealed)
        .order_by(AuditHeadRow.chain_id)
    )
    return [(Head(*head), head[1] - before) for *head, before in rows]


def _insert_first(session: Session, sealed: Day, *, after: str) -> bool:
    """Write the day down unless somebody has; two who try at once wait here."""
    insert_or_not = INSERTS[session.get_bind().dialect.name]
    values = {
        "day": sealed.day,
        "events": sealed.events,
        "previous": after,
        "hash": sealed.hash(after=after),
        "sealed_at": sealed.sealed_at,
    }
    written = session.execute(
        insert_or_not(AuditDayRow)
        .values(**values)
        .on_conflict_do_nothing()
        .returning(AuditDayRow.day)
    )
    return written.one_or_none() is not None


def _row(day: date, head: Head) -> dict[str, object]:
    return {
        "day": day,
        "chain_id": head.chain_id,
        "length": head.length,
        "hash": head.hash,
    }
