"""A record and its revisions, as they are written: sealed, but for ids and dates."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.core.actor import Actor
from service.core.records import Sending
from service.store.revisions import answers_place, seal_delivery, title_place
from service.store.tables.records import (
    DeliveryRow,
    RecordGroupRow,
    RecordRow,
    RevisionRow,
)
from service.store.vault import Box
from service.store.work import Work


@dataclass(frozen=True, slots=True)
class Submission:
    """What was sent in, checked. `key` is unique within the organisation.

    `asked` is the request as it came, whatever the order of its fields.
    """

    kind: str
    title: str
    answers: dict[str, Any]
    version: int
    sending: Sending
    key: str
    asked: bytes

    @property
    def values(self) -> dict[str, Any]:
        """What the audit trail commits to: all that somebody wrote or chose."""
        return {
            "title": self.title,
            "answers": self.answers,
            "sending": {
                "classification": str(self.sending.classification),
                "language": self.sending.language,
                "attach": list(self.sending.attach),
                "groups": [str(group) for group in self.sending.groups],
                "recipients": [[to.name, to.email] for to in self.sending.recipients],
            },
        }


def fingerprint(box: Box, asked: bytes) -> str:
    """Return HMAC-SHA256 in hex of a request: nobody can guess what was asked from it.

    It dies with the record's data key.
    """
    return hmac.digest(box.derive("request"), asked, "sha256").hex()


def find_by_key(session: Session, owner: UUID, key: str) -> RevisionRow | None:
    return session.scalar(
        select(RevisionRow).where(
            RevisionRow.organisation_id == owner, RevisionRow.submission_key == key
        )
    )


def add_record(
    work: Work, submission: Submission, actor: Actor, *, now: datetime
) -> RecordRow:
    """Write a record that has no revision yet; it belongs to the actor."""
    record = RecordRow(
        organisation_id=actor.organisation_id,
        kind=submission.kind,
        classification=submission.sending.classification,
        language=submission.sending.language,
        saved_at=now,
        saved_by=actor.name,
        account_id=actor.account_id,
        key_id=actor.key_id,
    )
    work.session.add(record)
    work.session.flush()
    return record


def add_revision(
    work: Work,
    record: RecordRow,
    submission: Submission,
    actor: Actor,
    *,
    box: Box,
    undo_seconds: int,
    now: datetime,
) -> RevisionRow:
    """Write the next revision, and let the record's own lines follow it."""
    sending, number = submission.sending, record.revision + 1
    _follow(work, record.id, submission, actor, number=number, now=now)
    _address(work, record, sending.groups)
    revision = RevisionRow(
        organisation_id=actor.organisation_id,
        record_id=record.id,
        number=number,
        sealed_title=box.seal(submission.title.encode(), what=title_place(number)),
        sealed=box.seal_json(submission.answers, what=answers_place(number)),
        answers_version=submission.version,
        attach=list(sending.attach),
        classification=sending.classification,
        language=sending.language,
        saved_at=now,
        saved_by=actor.name,
        account_id=actor.account_id,
        key_id=actor.key_id,
        submission_key=submission.key,
        request_sha256=fingerprint(box, submission.asked),
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
            classification=submission.sending.classification,
            language=submission.sending.language,
            saved_at=now,
            saved_by=actor.name,
        )
    )


def _address(work: Work, record: RecordRow, groups: Iterable[UUID]) -> None:
    """Let the groups of this sending read the record, and no groups of earlier ones."""
    work.session.execute(
        delete(RecordGroupRow).where(RecordGroupRow.record_id == record.id)
    )
    work.session.add_all(
        RecordGroupRow(
            organisation_id=record.organisation_id, record_id=record.id, group_id=group
        )
        for group in groups
    )


def add_deliveries(
    work: Work, revision: RevisionRow, sending: Sending, *, box: Box, now: datetime
) -> list[DeliveryRow]:
    """Write one delivery per recipient, in the order they were chosen."""
    rows = [
        DeliveryRow(
            id=(delivery_id := uuid4()),
            organisation_id=revision.organisation_id,
            revision_id=revision.id,
            position=position,
            person_id=one.person_id,
            sealed=seal_delivery(box, delivery_id, name=one.name, email=one.email),
            language=one.language,
            created_at=now,
        )
        for position, one in enumerate(sending.recipients)
    ]
    work.session.add_all(rows)
    work.session.flush()
    return rows
