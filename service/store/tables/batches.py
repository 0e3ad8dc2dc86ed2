"""Batches: many consents asked for from one file, and each row of that file.

What stands in the file is sealed under a data key of the batch's own (its id is the
subject), which is destroyed when the batch is over. Numbers, states and codes are all
that lies open.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base, Id, Owned


class BatchRow(Owned, Base):
    """One file, looked at and perhaps released.

    `pattern` is sealed: the question without child and guardians. `mails` counts the
    mails by language. `run_id` is what its job is about: another one, or none, and a
    job of earlier finds nothing to do. `why` is a code for what has paused it.
    """

    __tablename__ = "batch"

    id: Mapped[Id]
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    state: Mapped[str]
    pattern: Mapped[bytes]
    encoding: Mapped[str]
    mails: Mapped[dict[str, Any]]
    papers: Mapped[int] = mapped_column(default=0)
    per_hour: Mapped[int] = mapped_column(default=0)
    run_id: Mapped[UUID | None] = mapped_column(unique=True)
    why: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    starts_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class BatchItemRow(Owned, Base):
    """One row of the file, by the number that a spreadsheet shows.

    `sealed` holds its answers and what was found in it. `record_id` is the consent that
    came of it; `why` is a code for why none did.
    """

    __tablename__ = "batch_item"
    __table_args__ = (
        Index("ix_batch_item_state", "batch_id", "state"),
        Index("ix_batch_item_made", "organisation_id", "made_at"),
    )

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str]
    sealed: Mapped[bytes]
    why: Mapped[str] = mapped_column(default="")
    record_id: Mapped[UUID | None] = mapped_column(ForeignKey("record.id"))
    made_at: Mapped[datetime | None]
