"""A record and its revisions, as they are written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.core.errors import NotFound
from service.core.records import Actor, Sending
from service.core.sentence import Sentence
from service.store.tables.records import DeliveryRow, RecordRow, RevisionRow
from service.store.work import Work


@dataclass(frozen=True, slots=True)
class Submission:
    """What was sent in, checked. `key` is unique within the organisation."""

    kind: str
    title: str
    answers: dict[str, Any]
    version: int
    sending: Sending
    key: str
    fingerprint: str


def find_by_key(session: Session, owner: UUID, key: str) -> RevisionRow | None:
    return session.scalar(
        select(RevisionRow).where(
            RevisionRow.organisation_id == owner, RevisionRow.submission_key == key
        )
    )


def add_record(
    work: Work, submission: Submission, actor: Actor, *, now: datetime
) -> RecordRow:
    record = RecordRow(
        organisation_id=actor.organisation_id,
        kind=submission.kind,
        classification=submission.sending.classification,
        language=submission.sending.language,
        title=submission.title,
        saved_at=now,
        saved_by=actor.name,
    )
    work.session.add(record)
    work.session.flush()
    return record


def lock_record(work: Work, owner: UUID, record_id: UUID) -> RecordRow:
    """Return the record, locked until the transaction ends. Raises NotFound."""
    record = work.session.scalar(
        select(RecordRow)
        .where(RecordRow.id == record_id, RecordRow.organisation_id == owner)
        .with_for_update()
    )
    if record is None:
        raise NotFound(Sentence("There is no such record."))
    return record


def add_revision(
    work: Work,
    record: RecordRow,
    submission: Submission,
    actor: Actor,
    *,
    undo_seconds: int,
    now: datetime,
) -> RevisionRow:
    """Write the next revision, and let the record's own lines follow it."""
    sending, number = submission.sending, record.revision + 1
    _follow(work, record.id, submission, actor, number=number, now=now)
    revision = RevisionRow(
        organisation_id=actor.organisation_id,
        record_id=record.id,
        number=number,
        title=submission.title,
        answers=submission.answers,
        answers_version=submission.version,
        attach=list(sending.attach),
        classification=sending.classification,
        language=sending.language,
        saved_at=now,
        saved_by=actor.name,
        account_id=actor.account_id,
        submission_key=submission.key,
        request_sha256=submission.fingerprint,
        undo_seconds=undo_seconds,
    )
    work.session.add(revision)
    work.session.flush()
    return revision


def _follow(
    work: Work,
    record_id: UUID,
    submission: Submission,
    actor: Actor,
    *,
    number: int,
    now: datetime,
) -> None:
    work.session.execute(
        update(RecordRow)
        .where(RecordRow.id == record_id)
        .values(
            revision=number,
            title=submission.title,
            classification=submission.sending.classification,
            language=submission.sending.language,
            saved_at=now,
            saved_by=actor.name,
        )
    )


def add_deliveries(
    work: Work, revision: RevisionRow, sending: Sending, *, now: datetime
) -> list[DeliveryRow]:
    """Write one delivery per recipient, in the order they were chosen."""
    rows = [
        DeliveryRow(
            organisation_id=revision.organisation_id,
            revision_id=revision.id,
            position=position,
            person_id=one.person_id,
            name=one.name,
            email=one.email,
            language=one.language,
            created_at=now,
        )
        for position, one in enumerate(sending.recipients)
    ]
    work.session.add_all(rows)
    work.session.flush()
    return rows
