"""Records as lines of a list, with how many of their mails stand where."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from service.core.errors import NotFound
from service.core.jobs import JobState
from service.core.records import Classification, RecordLine
from service.core.sentence import Sentence
from service.store.tables.jobs import JobRow
from service.store.tables.records import DeliveryRow, RecordRow, RevisionRow

Counts = dict[UUID, dict[str, int]]
OVER = (JobState.SUCCEEDED, JobState.DEAD, JobState.CANCELLED)


def record(session: Session, owner: UUID, record_id: UUID) -> RecordRow:
    row = session.scalar(
        select(RecordRow).where(
            RecordRow.id == record_id, RecordRow.organisation_id == owner
        )
    )
    if row is None:
        raise NotFound(Sentence("There is no such record."))
    return row


def lines(
    session: Session,
    owner: UUID,
    *,
    kind: str | None = None,
    before: datetime | None = None,
    limit: int,
) -> tuple[RecordLine, ...]:
    """Return the organisation's records, the latest first."""
    wanted = select(RecordRow).where(RecordRow.organisation_id == owner)
    if kind is not None:
        wanted = wanted.where(RecordRow.kind == kind)
    if before is not None:
        wanted = wanted.where(RecordRow.saved_at < before)
    latest = wanted.order_by(RecordRow.saved_at.desc(), RecordRow.id).limit(limit)
    rows = session.scalars(latest).all()
    counts = _counts(session, [row.id for row in rows])
    return tuple(_line(row, counts.get(row.id, {})) for row in rows)


def stopped(session: Session, owner: UUID) -> int:
    """Count the jobs that wait for a person."""
    dead = select(func.count()).where(
        JobRow.organisation_id == owner, JobRow.state == JobState.DEAD
    )
    return session.scalar(dead) or 0


def _line(row: RecordRow, by_state: dict[str, int]) -> RecordLine:
    return RecordLine(
        id=row.id,
        kind=row.kind,
        title=row.title,
        classification=Classification(row.classification),
        revision=row.revision,
        saved_at=row.saved_at,
        saved_by=row.saved_by,
        sent=by_state.get(JobState.SUCCEEDED, 0),
        failed=by_state.get(JobState.DEAD, 0),
        waiting=sum(n for state, n in by_state.items() if state not in OVER),
    )


def _counts(session: Session, record_ids: list[UUID]) -> Counts:
    """Return per record how many jobs of its latest revision are in which state."""
    counts: Counts = {}
    subjects: Select[UUID, str, int]
    for subjects in (_renderings(), _deliveries()):
        found = session.execute(subjects.where(RecordRow.id.in_(record_ids)))
        for record_id, state, n in found.all():
            by_state = counts.setdefault(record_id, {})
            by_state[state] = by_state.get(state, 0) + n
    return counts


def _renderings() -> Select[UUID, str, int]:
    """A rendering counts until it is done: what it made is told by the mails."""
    return (
        select(RecordRow.id, JobRow.state, func.count())
        .join(RevisionRow, _is_latest())
        .join(JobRow, JobRow.subject_id == RevisionRow.id)
        .where(JobRow.state != JobState.SUCCEEDED)
        .group_by(RecordRow.id, JobRow.state)
    )


def _deliveries() -> Select[UUID, str, int]:
    return (
        select(RecordRow.id, JobRow.state, func.count())
        .join(RevisionRow, _is_latest())
        .join(DeliveryRow, DeliveryRow.revision_id == RevisionRow.id)
        .join(JobRow, JobRow.subject_id == DeliveryRow.id)
        .where(DeliveryRow.replaced_by.is_(None))
        .group_by(RecordRow.id, JobRow.state)
    )


def _is_latest() -> ColumnElement[bool]:
    return and_(
        RevisionRow.record_id == RecordRow.id, RevisionRow.number == RecordRow.revision
    )
