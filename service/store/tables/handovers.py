"""Records handed over from one member of staff to another, singly or all at once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base, Id, Owned


class HandoverRow(Owned, Base):
    """A record was handed over: from whom (a program by its key), to whom, by whom.

    `revision` is the record's then: a question asked after it names its own contact.
    `sealed` holds the note and the phone number, or that it was a way back, under the
    record's key; nothing where it was one of a run, whose id `run_id` is. `by` is an
    actor as the audit trail names them.
    """

    __tablename__ = "handover"
    __table_args__ = (UniqueConstraint("record_id", "number"),)

    id: Mapped[Id]
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"), index=True)
    number: Mapped[int]
    revision: Mapped[int]
    from_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    from_key_id: Mapped[UUID | None] = mapped_column(ForeignKey("api_key.id"))
    to_account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    by: Mapped[str]
    at: Mapped[datetime]
    sealed: Mapped[bytes]
    run_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("handover_run.id"), index=True
    )


class HandoverRunRow(Owned, Base):
    """All records of one account are handed over to another, by a job of this id.

    `records` is how many there were when it was asked for.
    """

    __tablename__ = "handover_run"

    id: Mapped[Id]
    from_account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    to_account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    records: Mapped[int]
    ended_at: Mapped[datetime | None]
