"""Notices as rows: whether somebody has been told something already."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.tables.access import NoticeRow


def is_written(session: Session, kind: str, subject_id: UUID) -> bool:
    """Whether a notice of this kind stands there, sent or not, about that subject."""
    known = select(NoticeRow.id).where(
        NoticeRow.subject_id == subject_id, NoticeRow.kind == kind
    )
    return session.scalar(known.limit(1)) is not None
