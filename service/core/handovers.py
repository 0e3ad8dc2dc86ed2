"""Records that change hands, as doors are shown it: frozen values, no rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from service.core.classification import Classification
from service.core.permits import Act, Relation, Role, reach


def may_hold(roles: frozenset[Role], classification: Classification) -> bool:
    """Whether somebody with these roles can look after a record that is their own."""
    reached = reach(Act.WRITE_RECORD, roles=roles, scopes=frozenset())
    return Relation.OWN in reached[classification]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may be handed a record."""

    id: UUID
    name: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class GoesAlong:
    """What comes with records: how many they are, and what waits in the consents."""

    records: int = 1
    consents: int = 0
    questions: int = 0
    papers: int = 0
    reminders: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Parting:
    """A record before it is handed over. `owner` is empty where a program holds it.

    `is_read_after`: whoever hands it over may read it still, by their role.
    """

    record_id: UUID
    kind: str
    saved_at: datetime
    owner: str
    colleagues: tuple[Colleague, ...]
    goes_along: GoesAlong
    is_read_after: bool


@dataclass(frozen=True, slots=True)
class Handover:
    """One change of hands. `giver` and `by` are empty where it was a program."""

    at: datetime
    giver: str
    taker: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Ownership:
    """Whose a record is, and how it came to them, the latest first.

    `owner` is empty where it is a program's; `back_to` where it cannot be handed back.
    """

    owner: str
    has_left: bool
    back_to: str
    handovers: tuple[Handover, ...]


@dataclass(frozen=True, slots=True)
class HandoverRun:
    """How far the handing over of all that somebody had has come."""

    taker: str
    asked_at: datetime
    done: int
    records: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class Estate:
    """All that stands in somebody's name, and who could take it over."""

    account_id: UUID
    name: str
    goes_along: GoesAlong
    colleagues: tuple[Colleague, ...]
    runs: tuple[HandoverRun, ...]


# How many records stand in the name of each account.
Held = Mapping[UUID, int]
