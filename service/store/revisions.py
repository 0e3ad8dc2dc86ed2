"""Revisions as they are read back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.core.errors import Erased, NotFound
from service.core.records import RenditionView
from service.core.sentence import Sentence
from service.store.tables.records import (
    DeliveryRow,
    RecordRow,
    RenditionRow,
    RevisionRow,
)
from service.store.work import Work


def get(session: Session, revision_id: UUID) -> RevisionRow:
    row = session.get(RevisionRow, revision_id)
    if row is None:
        raise Erased(Sentence("There is no such version."))
    return row


def lock(work: Work, revision_id: UUID) -> RevisionRow:
    """Return a revision, locked until the transaction ends.

    A recall and the end of the drawing both take this lock: either the recall comes
    first and no mail is enqueued, or it finds the mails and cancels them.
    """
    return work.session.scalars(
        select(RevisionRow).where(RevisionRow.id == revision_id).with_for_update()
    ).one()


def kind_of(session: Session, record_id: UUID) -> str:
    kind = session.scalar(select(RecordRow.kind).where(RecordRow.id == record_id))
    if kind is None:
        raise NotFound(Sentence("There is no such record."))
    return kind


def latest(session: Session, owner: UUID, record_id: UUID) -> RevisionRow:
    """Return the newest revision of a record of this organisation."""
    row = session.scalar(
        _of_record(owner, record_id).order_by(RevisionRow.number.desc()).limit(1)
    )
    return _found(row)


def numbered(
    session: Session, owner: UUID, record_id: UUID, number: int
) -> RevisionRow:
    row = session.scalar(
        _of_record(owner, record_id).where(RevisionRow.number == number)
    )
    return _found(row)


def newest_first(
    session: Session, owner: UUID, record_id: UUID
) -> Sequence[RevisionRow]:
    return session.scalars(
        _of_record(owner, record_id).order_by(RevisionRow.number.desc())
    ).all()


def renditions(session: Session, revision_id: UUID) -> Sequence[RenditionRow]:
    return session.scalars(
        select(RenditionRow)
        .where(RenditionRow.revision_id == revision_id)
        .order_by(RenditionRow.format)
    ).all()


def rendition(session: Session, revision_id: UUID, form: str) -> RenditionView:
    """Return one rendition of a revision, or raise NotFound."""
    row = session.scalar(
        select(RenditionRow).where(
            RenditionRow.revision_id == revision_id, RenditionRow.format == form
        )
    )
    if row is None:
        raise NotFound(Sentence("There is no such file."))
    return as_view(row)


def as_view(row: RenditionRow) -> RenditionView:
    return RenditionView(row.format, row.filename, row.size, row.sha256, row.pages)


def deliveries(session: Session, revision_id: UUID) -> Sequence[DeliveryRow]:
    return session.scalars(
        select(DeliveryRow)
        .where(DeliveryRow.revision_id == revision_id)
        .order_by(DeliveryRow.position, DeliveryRow.created_at)
    ).all()


def sending_of(session: Session, revision: RevisionRow) -> dict[str, Any]:
    """Return how a revision went out, in the shape a sending is asked for.

    A delivery that was sent anew counts as the new one: its address may be mended.
    """
    sent = deliveries(session, revision.id)
    rows = [row for row in sent if row.replaced_by is None]
    return {
        "classification": revision.classification,
        "language": revision.language,
        "attach": list(revision.attach),
        "groups": [],
        "people": [str(row.person_id) for row in rows if row.person_id],
        "typed": [
            {"name": row.name, "email": row.email, "language": row.language}
            for row in rows
            if row.person_id is None
        ],
    }


def _of_record(owner: UUID, record_id: UUID) -> Any:
    return select(RevisionRow).where(
        RevisionRow.record_id == record_id, RevisionRow.organisation_id == owner
    )


def _found(row: RevisionRow | None) -> RevisionRow:
    if row is None:
        raise NotFound(Sentence("There is no such version."))
    return row
