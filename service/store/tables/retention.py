"""How long what is kept, what must stay, and what went."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base, Id, Owned


class RetentionRuleRow(Owned, Base):
    """A line of an organisation's plan. No rule means: keep."""

    __tablename__ = "retention_rule"

    id: Mapped[Id]
    kind: Mapped[str]
    outcome: Mapped[str]
    disposal: Mapped[str]
    years: Mapped[int | None]
    event: Mapped[str]
    plan: Mapped[str]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class RecordDateRow(Owned, Base):
    """The day something happened that retention counts from."""

    __tablename__ = "record_date"
    __table_args__ = (UniqueConstraint("record_id", "event"),)

    id: Mapped[Id]
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"), index=True)
    event: Mapped[str]
    on: Mapped[date]
    outcome: Mapped[str] = mapped_column(default="")


class RecordHoldRow(Owned, Base):
    """A record that must not go, whatever the plan says, until the hold is lifted.

    Why is sealed under the record's own data key: a reason may name somebody.
    """

    __tablename__ = "record_hold"

    id: Mapped[Id]
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"), index=True)
    sealed_reason: Mapped[bytes]
    set_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    set_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


class ErasureRow(Owned, Base):
    """A run that erases: proposed, confirmed, waited for, done, and certified.

    Until it is confirmed it has no `due_at`, and no job.
    """

    __tablename__ = "erasure"

    id: Mapped[Id]
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    certificate: Mapped[str] = mapped_column(default="")


class ErasureItemRow(Owned, Base):
    """A record in a run, and by which line of which plan it goes: ids, never names.

    `begun_at` is when nobody could read it any more, `done_at` when nothing was left of
    it; `kept` is a code for why it stayed after all.
    """

    __tablename__ = "erasure_item"

    erasure_id: Mapped[UUID] = mapped_column(ForeignKey("erasure.id"), primary_key=True)
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    kind: Mapped[str]
    plan: Mapped[str]
    years: Mapped[int]
    event: Mapped[str]
    event_on: Mapped[date]
    outcome: Mapped[str] = mapped_column(default="")
    kept: Mapped[str] = mapped_column(default="")
    begun_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]


class ArchiveRow(Owned, Base):
    """A package for an archive: which records, how far it has come, where it is.

    `box_id` is whose data key it is sealed under: each try to make it has its own, so
    that one key destroyed takes whatever was written of it along.
    """

    __tablename__ = "archive"

    id: Mapped[Id]
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    records: Mapped[list[str]]
    done: Mapped[int] = mapped_column(default=0)
    box_id: Mapped[UUID | None]
    stored: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
