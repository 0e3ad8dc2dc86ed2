"""What must happen next. Times are seconds since 1970 on the database's own clock."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.core.jobs import PAYLOAD_VERSION, JobState
from service.store.tables.base import Base, Id, Owned


class JobRow(Owned, Base):
    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_due", "state", "held", "kind", "priority", "available_at"),
        CheckConstraint(
            "state IN ('ready', 'leased', 'uncertain',"
            " 'succeeded', 'dead', 'cancelled')",
            name="state",
        ),
    )

    id: Mapped[Id]
    kind: Mapped[str]
    subject_id: Mapped[UUID] = mapped_column(index=True)
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    payload_version: Mapped[int] = mapped_column(default=PAYLOAD_VERSION)
    state: Mapped[str] = mapped_column(default=JobState.READY)
    held: Mapped[bool] = mapped_column(default=False)
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    priority: Mapped[int] = mapped_column(default=0)
    attempt: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    crash_count: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(default=0)
    available_at: Mapped[float]
    created_at: Mapped[float]
    lease_owner: Mapped[str] = mapped_column(default="")
    lease_until: Mapped[float | None]
    finished_at: Mapped[float | None]
    death: Mapped[str] = mapped_column(default="")
    last_code: Mapped[str] = mapped_column(default="")


class AttemptRow(Base):
    """One SMTP transaction: intended before the final dot, then its outcome."""

    __tablename__ = "attempt"
    __table_args__ = (UniqueConstraint("job_id", "number"),)

    id: Mapped[Id]
    job_id: Mapped[UUID] = mapped_column(ForeignKey("job.id"))
    number: Mapped[int]
    message_id: Mapped[str]
    raw_sha256: Mapped[str]
    phase: Mapped[str]
    reply: Mapped[str] = mapped_column(default="")
    at: Mapped[float]


class JobEventRow(Base):
    """Every change of state, append-only."""

    __tablename__ = "job_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[UUID] = mapped_column(ForeignKey("job.id"), index=True)
    from_state: Mapped[str]
    to_state: Mapped[str]
    actor: Mapped[str]
    reason: Mapped[str]
    at: Mapped[float]


class QueueHoldRow(Base):
    """A queue that must not be claimed from until a person releases it."""

    __tablename__ = "queue_hold"

    queue: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime]


class InstanceRow(Base):
    """Which installation this database belongs to: a copy elsewhere must not mail."""

    __tablename__ = "instance"

    id: Mapped[str] = mapped_column(primary_key=True)
