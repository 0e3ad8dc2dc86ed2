"""What doors are shown of records, drafts and deliveries: frozen values, no rows."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from service.core.classification import Classification
from service.core.permits import Act
from service.core.register import PROTECTED
from service.core.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Recipient:
    name: str
    email: str
    language: str
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """How a record goes out. `attach` names formats (`pdf`, `docx`): open ones only.

    `groups` are those that were chosen; their members are among the recipients.
    """

    classification: Classification
    language: str
    attach: tuple[str, ...]
    recipients: tuple[Recipient, ...]
    groups: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers as typed, valid or not. `record_id` is set when it corrects a record."""

    id: UUID
    kind: str
    record_id: UUID | None
    answers: dict[str, Any]
    sending: dict[str, Any]
    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Submitted:
    record_id: UUID
    revision: int
    replayed: bool


class DeliveryState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    RETRYING = "retrying"
    SENT = "sent"
    OPENED = "opened"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    STOPPED = "stopped"
    CANCELLED = "cancelled"


CAN_BE_SENT_AGAIN = (
    DeliveryState.SENT,
    DeliveryState.OPENED,
    DeliveryState.FAILED,
    DeliveryState.STOPPED,
    DeliveryState.CANCELLED,
)


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One message to one recipient. `reason` is a sentence for staff, or empty.

    `position` is the recipient's place in the list: a later delivery to the same
    place has replaced an earlier one. Of who is `protected` by now, those who may not
    see protected people get a `masked` view, without name and address.
    """

    id: UUID
    revision: int
    name: str
    email: str
    language: str
    state: DeliveryState
    reason: Sentence
    at: datetime
    next_try: datetime | None
    message_id: str
    position: int = 0
    is_replaced: bool = False
    protected: bool = False
    masked: bool = False

    @property
    def who(self) -> str:
        return PROTECTED if self.masked else self.name

    @property
    def is_final(self) -> bool:
        moving = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.RETRYING)
        return self.state not in (*moving, DeliveryState.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class RenditionView:
    """A stored file. `size` in bytes, `sha256` in hex; `pages` is 0 when not paged."""

    format: str
    filename: str
    size: int
    sha256: str
    pages: int


class Making(StrEnum):
    """How far the documents of a revision have come."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RevisionView:
    number: int
    title: str
    saved_at: datetime
    saved_by: str
    answers: dict[str, Any]
    making: Making
    trouble: Sentence
    renditions: tuple[RenditionView, ...] = ()
    deliveries: tuple[DeliveryView, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the record's history: what, by whom, when (UTC)."""

    at: datetime
    what: Sentence


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record as lists show it."""

    id: UUID
    kind: str
    title: str
    classification: Classification
    revision: int
    saved_at: datetime
    saved_by: str
    sent: int
    failed: int
    waiting: int


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record with all its revisions, newest first, and its history, newest first.

    `undo_until` is when the mails leave; until then the sending can be recalled.
    `permitted` is what whoever looks may do to it.
    """

    id: UUID
    kind: str
    language: str
    classification: Classification
    revisions: tuple[RevisionView, ...]
    happenings: tuple[Happening, ...] = ()
    undo_until: datetime | None = None
    permitted: frozenset[Act] = frozenset()

    @property
    def latest(self) -> RevisionView:
        return self.revisions[0]

    @property
    def is_settled(self) -> bool:
        """Nothing more will happen by itself."""
        made = all(r.making is not Making.WAITING for r in self.revisions)
        return made and all(d.is_final for r in self.revisions for d in r.deliveries)


@dataclass(frozen=True, slots=True)
class Overview:
    """The start page: what waits for somebody, and what was done lately."""

    drafts: tuple[Draft, ...] = ()
    failed: tuple[tuple[RecordLine, DeliveryView], ...] = ()
    under_way: tuple[RecordLine, ...] = ()
    latest: tuple[RecordLine, ...] = ()
    stopped_jobs: int = 0


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as operators see it: ids and codes, no content. Times are UTC."""

    id: UUID
    kind: str
    state: str
    held: bool
    attempt: int
    crash_count: int
    code: str
    why: Sentence
    record_id: UUID | None
    created_at: datetime
    finished_at: datetime | None = None
    events: tuple["JobEvent", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class JobEvent:
    at: datetime
    from_state: str
    to_state: str
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail in the embedded mode's own mailbox; `name` is its file's name."""

    name: str
    to: str
    subject: str
    at: datetime
