"""Consents: who takes part, all that has happened, and the files that came of it.

What was asked is the record's revision. What was said stands in the events; they are
only ever added. `consent.state` is derived from them in the same transaction, so that
lists and clocks can ask for it.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.base import Base, Id, Owned


class ConsentRow(Owned, Base):
    """One consent; its row is locked by whoever adds an event (PROMISES: no lost one).

    `events` counts them. `adult_on` is the child's 18th birthday, when it is known.
    `told_state` is what the receivers were last told applies, as
    `actions/consent/told.py` writes it. `open_questions` counts those of its people
    that staff have not answered yet: lists ask for it, of every consent.
    """

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_clock", "state", "valid_to"),)

    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    revision: Mapped[int]
    state: Mapped[str]
    events: Mapped[int] = mapped_column(default=0)
    rule: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    adult_on: Mapped[date | None]
    changed_at: Mapped[datetime]
    told_state: Mapped[str] = mapped_column(default="")
    open_questions: Mapped[int] = mapped_column(default=0)
    batch_id: Mapped[UUID | None] = mapped_column(index=True)


class ParticipantRow(Owned, Base):
    """Somebody who takes part in one revision of a consent, in one role.

    `position` is their place among the guardians, or the parties, of the answers: names
    and addresses stand there, and in the delivery, sealed. Who has no `delivery_id` is
    never mailed and has no way in by the web. `decides` says whether their word counts.
    """

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("record_id", "revision", "role", "position"),
        Index("ix_participant_reminder", "remind_at"),
    )

    id: Mapped[Id]
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"), index=True)
    revision: Mapped[int]
    role: Mapped[str]
    position: Mapped[int]
    decides: Mapped[bool]
    delivery_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("delivery.id"), unique=True
    )
    language: Mapped[str]
    paper_code: Mapped[str | None] = mapped_column(unique=True)
    answers: Mapped[int] = mapped_column(default=0)
    reminders: Mapped[int] = mapped_column(default=0)
    remind_at: Mapped[datetime | None]


class ConsentEventRow(Owned, Base):
    """One thing that happened. `sealed` holds what was said, under the record's key.

    `turn` counts the answers and withdrawals of one participant: a second posting of
    the same page finds its turn taken. `text_sha256` pins the text they had before
    them, in `language`. `settles` is the number of the question that this one answers:
    each question is answered once.
    """

    __tablename__ = "consent_event"
    __table_args__ = (
        UniqueConstraint("record_id", "sequence"),
        UniqueConstraint("participant_id", "turn"),
        UniqueConstraint("record_id", "settles"),
    )

    id: Mapped[Id]
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"))
    sequence: Mapped[int]
    revision: Mapped[int]
    happened: Mapped[str]
    participant_id: Mapped[UUID | None] = mapped_column(ForeignKey("participant.id"))
    turn: Mapped[int | None]
    settles: Mapped[int | None]
    actor: Mapped[str]
    route: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    text_sha256: Mapped[str] = mapped_column(default="")
    sealed: Mapped[bytes]
    at: Mapped[datetime]


class ConsentFileRow(Owned, Base):
    """A file that came of a consent, sealed under the record's key.

    `purpose` is "receipt", "receipt_json", "sealed" or "scan", `participant_id` whose
    copy it is, None the organisation's own. `sequence` is the event it tells of. What
    lies on disk is named `stored`; `sha256` is of what a reader gets. It has to be
    sealed anew at `renew_at`.
    """

    __tablename__ = "consent_file"
    __table_args__ = (
        UniqueConstraint("record_id", "purpose", "participant_id", "sequence"),
    )

    id: Mapped[Id]
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"), index=True)
    participant_id: Mapped[UUID | None] = mapped_column(ForeignKey("participant.id"))
    purpose: Mapped[str]
    sequence: Mapped[int]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    stored: Mapped[str]
    made_at: Mapped[datetime]
    renew_at: Mapped[datetime | None] = mapped_column(index=True)


class EarlierFileRow(Owned, Base):
    """What a file was before its seal was renewed: readers may hold that one still."""

    __tablename__ = "earlier_file"

    id: Mapped[Id]
    file_id: Mapped[UUID] = mapped_column(ForeignKey("consent_file.id"), index=True)
    sha256: Mapped[str] = mapped_column(index=True)
    made_at: Mapped[datetime]
