"""Who did what to which id: chains of events, and a daily chain of their heads."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base, Owned


class AuditEventRow(Owned, Base):
    """One line: never a name, an address or an answer. Insert only.

    A chain is a record's, or the organisation's own for all that is about no record.
    """

    __tablename__ = "audit_event"
    __table_args__ = (UniqueConstraint("chain_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chain_id: Mapped[UUID]
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str]
    what: Mapped[str]
    record_id: Mapped[UUID | None] = mapped_column(index=True)
    about: Mapped[str]
    commitment: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


class AuditHeadRow(Owned, Base):
    """Where a chain ends; locked while a line is added to it. It only grows."""

    __tablename__ = "audit_head"

    chain_id: Mapped[UUID] = mapped_column(primary_key=True)
    length: Mapped[int]
    hash: Mapped[str]


class AuditSaltRow(Owned, Base):
    """What makes a commitment checkable. Deleted with the values it is about."""

    __tablename__ = "audit_salt"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("audit_event.id"), primary_key=True
    )
    salt: Mapped[bytes]


class AuditDayRow(Base):
    """One day (UTC) of the whole installation, sealed over the heads that moved.

    `events` counts what was added since the day before was sealed. Insert only.
    """

    __tablename__ = "audit_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    events: Mapped[int]
    previous: Mapped[str]
    hash: Mapped[str]
    sealed_at: Mapped[datetime]


class AuditDayHeadRow(Base):
    """Where a chain stood when its day was sealed. Insert only."""

    __tablename__ = "audit_day_head"
    __table_args__ = (Index("ix_audit_day_head_chain_id_length", "chain_id", "length"),)

    day: Mapped[date] = mapped_column(ForeignKey("audit_day.day"), primary_key=True)
    chain_id: Mapped[UUID] = mapped_column(primary_key=True)
    length: Mapped[int]
    hash: Mapped[str]
