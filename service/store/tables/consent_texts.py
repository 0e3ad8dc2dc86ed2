"""What guardians read before they answer: every version of it, in every language."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base, Id, Owned


class ConsentTextRow(Owned, Base):
    """One version of a text. What it says never changes: a change is a new version.

    `master` is the number of the Swedish version it renders. Who reviewed it and who
    approved it are written once. `saved_by` is null for what came with the service.
    """

    __tablename__ = "consent_text"
    __table_args__ = (UniqueConstraint("organisation_id", "language", "number"),)

    id: Mapped[Id]
    language: Mapped[str]
    number: Mapped[int]
    master: Mapped[int]
    body: Mapped[dict[str, Any]]
    sha256: Mapped[str] = mapped_column(index=True)
    reviewed_by: Mapped[str] = mapped_column(default="")
    reviewed_at: Mapped[datetime | None]
    approved_by: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[datetime | None]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
