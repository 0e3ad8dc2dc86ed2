"""What was written: drafts, records with their revisions, files, deliveries.

What people wrote, and to whom it went, is sealed under the record's own data key.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base, Id, Owned


class DraftRow(Owned, Base):
    """Answers as typed, kept for the account that types them."""

    __tablename__ = "draft"

    id: Mapped[Id]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    key_id: Mapped[UUID | None] = mapped_column(ForeignKey("api_key.id"))
    kind: Mapped[str]
    record_id: Mapped[UUID | None] = mapped_column(ForeignKey("record.id"))
    sealed: Mapped[bytes]
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]


class RecordRow(Owned, Base):
    __tablename__ = "record"
    __table_args__ = (
        CheckConstraint(
            "classification IN ('open', 'internal', 'confidential')",
            name="classification",
        ),
    )

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(index=True)
    classification: Mapped[str]
    language: Mapped[str]
    revision: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(index=True)
    saved_by: Mapped[str]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    key_id: Mapped[UUID | None] = mapped_column(ForeignKey("api_key.id"))
    erased_at: Mapped[datetime | None]


class RecordGroupRow(Owned, Base):
    """A group a record was addressed to: its members of today may read it."""

    __tablename__ = "record_group"

    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    group_id: Mapped[UUID] = mapped_column(
        ForeignKey("team.id"), primary_key=True, index=True
    )


class RevisionRow(Owned, Base):
    """One submission of answers. Its key makes a second posting of it a replay."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("record_id", "number"),
        UniqueConstraint("organisation_id", "submission_key"),
    )

    id: Mapped[Id]
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"))
    number: Mapped[int]
    sealed_title: Mapped[bytes]
    sealed: Mapped[bytes]
    answers_version: Mapped[int]
    attach: Mapped[list[str]]
    classification: Mapped[str]
    language: Mapped[str]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    key_id: Mapped[UUID | None] = mapped_column(ForeignKey("api_key.id"))
    submission_key: Mapped[str]
    request_sha256: Mapped[str]
    template_version: Mapped[str] = mapped_column(default="")
    undo_seconds: Mapped[int] = mapped_column(default=0)
    recalled_at: Mapped[datetime | None]


class RenditionRow(Owned, Base):
    """A drawn file. `sha256` is of what people get, `stored` of what lies on disk."""

    __tablename__ = "rendition"
    __table_args__ = (UniqueConstraint("revision_id", "format"),)

    id: Mapped[Id]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    format: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    stored: Mapped[str]
    pages: Mapped[int]


class DeliveryRow(Owned, Base):
    """One message to one recipient. Its state is read from its job, never stored."""

    __tablename__ = "delivery"

    id: Mapped[Id]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"), index=True)
    position: Mapped[int]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    sealed: Mapped[bytes]
    language: Mapped[str]
    created_at: Mapped[datetime]
    link_hash: Mapped[str | None] = mapped_column(unique=True)
    link_expires_at: Mapped[datetime | None]
    link_revoked_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    wrong_codes: Mapped[int] = mapped_column(default=0)
    codes_locked_until: Mapped[datetime | None]
    replaced_by: Mapped[UUID | None]
