"""Queues that are held: nothing is claimed from them until a person releases them."""

from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.store.tables.jobs import QueueHoldRow
from service.store.work import Work


def hold(work: Work, queue: str, *, reason: str, actor: str) -> None:
    """Hold a queue; one that is held already keeps its first reason."""
    row = QueueHoldRow(queue=queue, reason=reason, actor=actor, at=datetime.now(UTC))
    with suppress(IntegrityError), work.session.begin_nested():
        work.session.add(row)


def release(work: Work, queue: str) -> None:
    work.session.execute(delete(QueueHoldRow).where(QueueHoldRow.queue == queue))


def held(session: Session) -> dict[str, str]:
    """Return the held queues with their reasons."""
    rows = session.scalars(select(QueueHoldRow).order_by(QueueHoldRow.queue))
    return {row.queue: row.reason for row in rows}
