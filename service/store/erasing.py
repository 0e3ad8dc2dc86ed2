"""What is left of a record when it goes: ids, days and its chain of events.

`service.actions.erasing` says in which order, and why.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    String,
    cast,
    delete,
    exists,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql import Executable, Select

from service.core.jobs import JobKind, JobState
from service.store import search_index
from service.store.clock import db_now
from service.store.jobs import record_event
from service.store.tables.access import BrokenGlassRow, CodeRow, NoticeRow, ProofRow
from service.store.tables.audit import AuditEventRow, AuditSaltRow
from service.store.tables.batches import BatchItemRow
from service.store.tables.consents import (
    ConsentEventRow,
    ConsentFileRow,
    ConsentRow,
    EarlierFileRow,
    ParticipantRow,
)
from service.store.tables.handovers import HandoverRow
from service.store.tables.jobs import JobEventRow, JobRow
from service.store.tables.records import (
    DeliveryRow,
    DraftRow,
    RecordGroupRow,
    RecordRow,
    RenditionRow,
    RevisionRow,
)
from service.store.tables.retention import ArchiveRow, RecordDateRow, RecordHoldRow
from service.store.work import Work

UNDER_WAY = (JobState.READY, JobState.LEASED, JobState.UNCERTAIN)
Ids = Select[UUID]


def is_under_way(
    session: Session, record_id: UUID, *, kinds: Collection[JobKind] = tuple(JobKind)
) -> bool:
    """Whether documents are still to be made, or mails to leave or to be heard of."""
    moving = exists().where(
        _jobs_of(record_id), JobRow.kind.in_(kinds), JobRow.state.in_(UNDER_WAY)
    )
    return bool(session.scalar(select(moving)))


def scrub(work: Work, record: RecordRow, *, now: datetime) -> None:
    """Take out of the tables all that was written, by whom, and to whom it went.

    What tells where its files and drafts are stays, until those are gone (`clear`).
    """
    cancel_jobs(work, record.id, actor="erasure")
    search_index.forget(work.session, record.id)
    for statement in (*_blanked(record.id, now=now), *_removed(record.id)):
        work.session.execute(statement.execution_options(synchronize_session=False))
    record.saved_by, record.erased_at = "", now


def cancel_jobs(work: Work, record_id: UUID, *, actor: str) -> None:
    """Cancel what has stopped and would wait for a person: it will never run again."""
    stopped = work.session.execute(
        select(JobRow.id, JobRow.state).where(
            _jobs_of(record_id), JobRow.state == JobState.DEAD
        )
    ).all()
    for job_id, state in stopped:
        gone = JobState.CANCELLED
        work.session.execute(
            update(JobRow)
            .where(JobRow.id == job_id)
            .values(state=gone, last_code="erased", finished_at=db_now())
            .execution_options(synchronize_session=False)
        )
        record_event(work, job_id, state, gone, actor=actor, reason="erased")


def files_of(session: Session, record_id: UUID) -> tuple[str, ...]:
    """Return the names under which a record's documents lie on disk."""
    drawn = select(RenditionRow.stored).where(
        RenditionRow.revision_id.in_(_revisions(record_id))
    )
    given = select(ConsentFileRow.stored).where(ConsentFileRow.record_id == record_id)
    return (*session.scalars(drawn), *session.scalars(given))


def drafts_of(session: Session, record_id: UUID) -> tuple[UUID, ...]:
    wanted = select(DraftRow.id).where(DraftRow.record_id == record_id)
    return tuple(session.scalars(wanted))


def packages_with(session: Session, record_id: UUID) -> tuple[ArchiveRow, ...]:
    """Return the packages with a copy of the record, those in the making too."""
    wanted = select(ArchiveRow).where(ArchiveRow.box_id.is_not(None))
    rows = session.scalars(wanted.order_by(ArchiveRow.asked_at))
    return tuple(row for row in rows if str(record_id) in row.records)


def clear(work: Work, record_id: UUID) -> None:
    """Forget where files, drafts and packages were, once they are gone."""
    for package in packages_with(work.session, record_id):
        package.box_id, package.stored = None, ""
    given = select(ConsentFileRow.id).where(ConsentFileRow.record_id == record_id)
    for statement in (
        delete(RenditionRow).where(RenditionRow.revision_id.in_(_revisions(record_id))),
        delete(EarlierFileRow).where(EarlierFileRow.file_id.in_(given)),
        delete(ConsentFileRow).where(ConsentFileRow.record_id == record_id),
        delete(DraftRow).where(DraftRow.record_id == record_id),
    ):
        work.session.execute(statement.execution_options(synchronize_session=False))


def _blanked(record_id: UUID, *, now: datetime) -> tuple[Executable, ...]:
    """A key somebody chose for a submission may say something, so it goes as well."""
    nothing = {"sealed": b"", "sealed_title": b"", "saved_by": "", "request_sha256": ""}
    unique = literal("erased:").op("||")(cast(RevisionRow.id, String))
    return (
        update(RevisionRow)
        .where(RevisionRow.record_id == record_id)
        .values(submission_key=unique, **nothing),
        update(DeliveryRow)
        .where(DeliveryRow.revision_id.in_(_revisions(record_id)))
        .values(sealed=b"", person_id=None, link_hash=None, link_revoked_at=now),
        update(RecordHoldRow)
        .where(RecordHoldRow.record_id == record_id)
        .values(sealed_reason=b""),
        update(BrokenGlassRow)
        .where(BrokenGlassRow.record_id == record_id)
        .values(sealed_reason=b""),
        update(HandoverRow)
        .where(HandoverRow.record_id == record_id)
        .values(sealed=b""),
        update(JobEventRow)
        .where(JobEventRow.job_id.in_(select(JobRow.id).where(_jobs_of(record_id))))
        .where(JobEventRow.from_state == JobState.DEAD)
        .where(JobEventRow.to_state == JobState.READY)
        .values(reason=""),  # why somebody let it run again
        *_blanked_consent(record_id),
    )


def _blanked_consent(record_id: UUID) -> tuple[Executable, ...]:
    """A birthday tells of the child, and a batch that goes on has the row it came of.

    What was said is sealed under the record's key; events are never changed.
    """
    return (
        update(ConsentRow)
        .where(ConsentRow.record_id == record_id)
        .values(adult_on=None),
        update(ParticipantRow)
        .where(ParticipantRow.record_id == record_id)
        .values(remind_at=None),
        update(BatchItemRow)
        .where(BatchItemRow.record_id == record_id)
        .values(sealed=b""),
    )


def _removed(record_id: UUID) -> tuple[Executable, ...]:
    events = select(AuditEventRow.id).where(AuditEventRow.chain_id == record_id)
    deliveries = _deliveries(record_id)
    return (
        delete(CodeRow).where(CodeRow.delivery_id.in_(deliveries)),
        delete(ProofRow).where(ProofRow.delivery_id.in_(deliveries)),
        delete(RecordGroupRow).where(RecordGroupRow.record_id == record_id),
        delete(RecordDateRow).where(RecordDateRow.record_id == record_id),
        delete(AuditSaltRow).where(AuditSaltRow.event_id.in_(events)),
    )


def _jobs_of(record_id: UUID) -> ColumnElement[bool]:
    said = select(ConsentEventRow.id).where(ConsentEventRow.record_id == record_id)
    notices = select(NoticeRow.id).where(NoticeRow.record_id == record_id)
    subjects = _revisions(record_id).union_all(_deliveries(record_id), said, notices)
    return JobRow.subject_id.in_(subjects)


def _revisions(record_id: UUID) -> Ids:
    return select(RevisionRow.id).where(RevisionRow.record_id == record_id)


def _deliveries(record_id: UUID) -> Ids:
    return select(DeliveryRow.id).where(
        DeliveryRow.revision_id.in_(_revisions(record_id))
    )
