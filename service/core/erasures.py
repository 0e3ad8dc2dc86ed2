"""Erasing and archiving as doors are shown them: frozen values, ids and days."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from service.core.retention import Event, Rule, Term
from service.core.sentence import Sentence


@dataclass(frozen=True, slots=True)
class RipeRecord:
    """A record whose period has passed, held or not, as the registrar chooses it."""

    id: UUID
    title: str
    term: Term


class Kept(StrEnum):
    """Why a record that was to go has stayed."""

    GONE = "gone"
    HELD = "held"
    NOT_DUE = "not_due"
    UNDER_WAY = "under_way"


WHY_KEPT = {
    Kept.GONE: Sentence("It had been erased before."),
    Kept.HELD: Sentence("Somebody holds it."),
    Kept.NOT_DUE: Sentence("By the plan of that day it was not due."),
    Kept.UNDER_WAY: Sentence("Its documents or mails were still under way."),
}


class ErasureState(StrEnum):
    PROPOSED = "proposed"
    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureItem:
    """A record in a run. Without `done_at` and `kept` it is still to come."""

    record_id: UUID
    kind: str
    plan: str
    years: int
    event: Event
    event_on: date
    kept: Kept | None
    begun_at: datetime | None
    done_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """A run that erases. Until `due_at` nothing of it goes, and it can be stopped; one
    without is a choice that nobody has confirmed."""

    id: UUID
    asked_by: str
    asked_at: datetime
    due_at: datetime | None
    stopped_at: datetime | None
    done_at: datetime | None
    has_certificate: bool
    items: tuple[ErasureItem, ...]

    @property
    def gone(self) -> tuple[ErasureItem, ...]:
        return tuple(item for item in self.items if item.done_at)

    @property
    def stayed(self) -> tuple[ErasureItem, ...]:
        return tuple(item for item in self.items if item.kept)

    @property
    def state(self) -> ErasureState:
        if self.done_at:
            return ErasureState.STOPPED if self.stopped_at else ErasureState.DONE
        if self.due_at is None:
            return ErasureState.PROPOSED
        # What had begun when it was stopped is finished, and certified.
        begun = self.stopped_at or any(i.begun_at or i.kept for i in self.items)
        return ErasureState.RUNNING if begun else ErasureState.WAITING


@dataclass(frozen=True, slots=True)
class Hold:
    """A record that must not go, until the hold is lifted."""

    id: UUID
    reason: str
    set_by: str
    set_at: datetime
    lifted_at: datetime | None
    lifted_because: str = ""


@dataclass(frozen=True, slots=True)
class Keeping:
    """One record as its retention page shows it."""

    id: UUID
    title: str
    term: Term
    holds: tuple[Hold, ...]

    @property
    def rule(self) -> Rule | None:
        return self.term.rule


@dataclass(frozen=True, slots=True)
class Archive:
    """A package for an archive. `total` counts its records; one that `is_over` and
    not ready is gone: its day has passed, or a record in it was erased."""

    id: UUID
    asked_at: datetime
    expires_at: datetime
    done: int
    total: int
    is_ready: bool
    is_over: bool
