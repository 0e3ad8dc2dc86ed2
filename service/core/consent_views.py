"""What staff are shown of a consent: frozen values, no rows.

Staff of who asks may see everybody's answers. What others get is made elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from service.core.consent import Cell, Information, Reply, Role, Route
from service.core.consent_rules import Verdict
from service.core.consent_state import ConsentState
from service.core.permits import Act
from service.core.records import DeliveryView
from service.core.sentence import Sentence


class Stand(StrEnum):
    """Where somebody who takes part stands: what they did last, or what we wait for."""

    BOUNCED = "bounced"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    PAPER_WANTED = "paper_wanted"
    SCANNED = "scanned"
    WITHDRAWAL_SCANNED = "withdrawal_scanned"
    OPENED = "opened"
    SENT = "sent"
    ON_ITS_WAY = "on_its_way"
    PAPER = "paper"
    NOT_ASKED = "not_asked"
    LEFT_OUT = "left_out"


class Reach(StrEnum):
    """How somebody is reached."""

    MAIL = "mail"
    PAPER = "paper"
    PROTECTED = "protected"
    NOBODY = "nobody"  # does not decide, or a party without an address


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The latest answer of somebody: all that they allow from then on.

    `exclusions`, `voice` (their own words) and `strokes` (a signature they drew) are of
    their last answer; they stand after it is taken back in part, too.
    `witness` and `day` are of an answer that staff wrote down, else empty.
    """

    at: datetime
    route: Route
    by: str
    allowed: frozenset[Cell]
    is_withdrawal: bool
    witness: str = ""
    day: date | None = None
    note: str = ""
    exclusions: str = ""
    voice: str = ""
    strokes: tuple[str, ...] = ()
    scan: UUID | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What a consent rests on beside its answers; a `Sentence` where we have words."""

    label: Sentence
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """How and when staff answered a question; only `Reply.PAGE` is for the asker."""

    at: datetime
    way: Reply
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked:
    """What somebody asked; `number` is the event's. `reply` is None while it is open.

    `who` is their name, empty where they take no part in what is asked now.
    """

    number: int
    participant_id: UUID
    who: str
    at: datetime
    text: str
    reply: Replied | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who takes part. `delivery` is their latest mail, if any.

    `phone` is for staff to call by, empty for who is protected; `grounds` are what
    their part rests on. `since` is since when they stand where they do; `turn` is their
    next answer's.
    """

    id: UUID
    role: Role
    position: int
    name: str
    language: str
    decides: bool
    reach: Reach
    stand: Stand
    since: datetime
    delivery: DeliveryView | None
    given: Given | None
    turn: int
    reminders: int
    remind_at: datetime | None
    reminded_at: datetime | None
    wants_paper: bool
    has_scan: bool
    has_withdrawal: bool
    questions: tuple[QuestionAsked, ...]
    has_paper_form: bool
    phone: str
    grounds: tuple[Ground, ...]

    @property
    def is_asked(self) -> bool:
        return self.role is not Role.RECEIVER

    @property
    def is_waited_for(self) -> bool:
        return self.decides and self.given is None

    @property
    def waits_for_reply(self) -> bool:
        return any(one.reply is None for one in self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyState:
    """A party, and what applies to each piece of information it is about."""

    name: str
    function: str
    verdicts: Mapping[Information, Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTold:
    """One thing that happened. `who` it is about is empty where it is nobody.

    `by` is the name of whoever did it here, empty for others and for programs;
    `allowed` is all that an answer left open, None for what is no answer.
    """

    sequence: int
    revision: int
    happened: str
    at: datetime
    who: str
    by: str
    route: str
    detail: str
    allowed: frozenset[Cell] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentFile:
    """A file that came of a consent, of whichever revision.

    `is_ours`: it is the organisation's own, and nobody's who was asked. `whose` is the
    name of theirs then. `reference` is the organisation's for the consent, if any.
    `is_withdrawal`: it is a scan of what takes a consent back.
    """

    id: UUID
    participant_id: UUID | None
    reference: str
    purpose: str
    whose: str
    is_ours: bool
    made_at: datetime
    size: int
    media_type: str
    is_withdrawal: bool


@dataclass(frozen=True, slots=True)
class ReminderDays:
    """When we remind by ourselves: days until the first, days between, how many."""

    first: int
    every: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A consent as the record page and the API show it.

    `is_being_sealed`: a round of answers has ended, and its copies are not there yet.
    `earlier_questions` are open ones of people who take no part in what is asked now.
    """

    id: UUID
    child: str
    state: ConsentState
    is_being_sealed: bool
    revision: int
    changed_at: datetime
    rule: str
    valid_from: date | None
    valid_to: date | None
    until_event: str
    is_over: bool
    is_doubted: bool
    can_be_upheld: bool
    other_information: str
    parties: tuple[PartyState, ...]
    people: tuple[Person, ...]
    earlier_questions: tuple[QuestionAsked, ...]
    events: tuple[EventTold, ...]
    files: tuple[ConsentFile, ...]
    permitted: frozenset[Act]
    reminders: ReminderDays
    grounds: tuple[Ground, ...]

    @property
    def questions(self) -> tuple[QuestionAsked, ...]:
        """Return all that there is to answer, and what was answered already."""
        asked = (question for one in self.people for question in one.questions)
        return (*asked, *self.earlier_questions)

    @property
    def deciders(self) -> tuple[Person, ...]:
        return tuple(one for one in self.people if one.is_asked)

    @property
    def waits_for(self) -> tuple[Person, ...]:
        return tuple(one for one in self.people if one.is_waited_for)
