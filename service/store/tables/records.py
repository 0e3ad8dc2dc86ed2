"""What was written: drafts, records with their revisions, files, deliveries."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base, Id, Owner


class DraftRow(Base):
    """Answers as typed, kept for the account that types them."""

    __tablename__ = "draft"

    id: Mapped[Id]
    organisation_id: Mapped[Owner]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str]
    record_id: Mapped[UUID | None] = mapped_column(ForeignKey("record.id"))
    answers: Mapped[dict[str, Any]]
    sending: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]


class RecordRow(Base):
    __tablename__ = "record"
    __table_args__ = (
        CheckConstraint(
            "classification IN ('open', 'internal', 'confidential')",
            name="classification",
        ),
    )

    id: Mapped[Id]
    organisation_id: Mapped[Owner]
    kind: Mapped[str] = mapped_column(index=True)
    classification: Mapped[str]
    language: Mapped[str]
    revision: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    saved_at: Mapped[datetime] = mapped_column(index=True)
    saved_by: Mapped[str]


class RevisionRow(Base):
    """One submission of answers. Its key makes a second posting of it a replay."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("record_id", "number"),
        UniqueConstraint("organisation_id", "submission_key"),
    )

    id: Mapped[Id]
    organisation_id: Mapped[Owner]
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"))
    number: Mapped[int]
    title: Mapped[str]
    answers: Mapped[dict[str, Any]]
    answers_version: Mapped[int]
    attach: Mapped[list[str]]
    classification: Mapped[str]
    language: Mapped[str]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    submission_key: Mapped[str]
    request_sha256: Mapped[str]
    template_version: Mapped[str] = mapped_column(default="")
    undo_seconds: Mapped[int] = mapped_column(default=0)
    recalled_at: Mapped[datetime | None]


class RenditionRow(Base):
    __tablename__ = "rendition"
    __table_args__ = (UniqueConstraint("revision_id", "format"),)

    id: Mapped[Id]
    organisation_id: Mapped[Owner]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    format: Mapped[str]
    filename: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    pages: Mapped[int]


class DeliveryRow(Base):
    """One message to one recipient. Its state is read from its job, never stored."""

    __tablename__ = "delivery"

    id: Mapped[Id]
    organisation_id: Mapped[Owner]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"), index=True)
    position: Mapped[int]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    email: Mapped[str]
    language: Mapped[str]
    created_at: Mapped[datetime]
    link_hash: Mapped[str | None] = mapped_column(unique=True)
    link_expires_at: Mapped[datetime | None]
    link_revoked_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    replaced_by: Mapped[UUID | None]


class AuditRow(Base):
    """Who did what to which id. Never a name, an address or an answer."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[Owner]
    at: Mapped[datetime]
    actor: Mapped[str]
    what: Mapped[str]
    record_id: Mapped[UUID | None] = mapped_column(index=True)
    about: Mapped[str]
