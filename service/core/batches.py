"""A batch of consents as doors are shown it: numbers, states, and what was found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from service.core.sentence import Sentence

HOUR = 3_600
LONGEST_PORTION = 100  # requests of one lease: it must not outlive its worker


class BatchState(StrEnum):
    READ = "read"  # looked at: nothing leaves until somebody releases it
    RELEASED = "released"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"
    DROPPED = "dropped"  # thrown away before anything was asked


class ItemState(StrEnum):
    WAITING = "waiting"
    BAD = "bad"
    SKIPPED = "skipped"
    MADE = "made"
    FAILED = "failed"


UNDER_WAY = frozenset({BatchState.RELEASED, BatchState.PAUSED})
OVER = frozenset({BatchState.DONE, BatchState.STOPPED, BatchState.DROPPED})
FAILURES: Mapping[str, Sentence] = {
    "invalid": Sentence("The answers do not fit any more."),
    "asked": Sentence("The child has been asked this already."),
}
STUCK = Sentence("All who are left wait for a text that must be translated.")
PAUSES: Mapping[str, Sentence] = {
    "forbidden": Sentence("Whoever released it may not do so any more."),
    "refused": Sentence("A text for guardians must be looked at first."),
    "stale": STUCK,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a row: `column` as the file heads it; both are "" for the row."""

    row: int
    column: str
    value: str
    said: Sentence


@dataclass(frozen=True, slots=True)
class ReadGuardian:
    """`email` is "" for who answers on paper."""

    name: str
    language: str
    email: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A good row as we understood it. `born` is a day, or "" where none is known."""

    row: int
    child: str
    born: str
    guardians: tuple[ReadGuardian, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """`mails` counts by language; `counts` the rows of the file by state.

    `purpose` is "" once the batch is over: it went with the key.
    """

    id: UUID
    state: BatchState
    purpose: str
    encoding: str
    mails: Mapping[str, int]
    papers: int
    per_hour: int
    why: str
    made_at: datetime
    released_at: datetime | None
    starts_at: datetime | None
    ended_at: datetime | None
    counts: Mapping[ItemState, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    @property
    def requests(self) -> int:
        """How many are or were to be asked."""
        states = (ItemState.WAITING, ItemState.MADE, ItemState.FAILED)
        return sum(self.counted(state) for state in states)

    @property
    def settled(self) -> int:
        return self.requests - self.counted(ItemState.WAITING)

    def counted(self, state: str) -> int:
        return self.counts.get(ItemState(state), 0)


def portion(per_hour: int) -> int:
    """Return how many requests go at a time: about a minute's worth."""
    return max(1, min(LONGEST_PORTION, per_hour // 60))


def seconds_between(per_hour: int) -> float:
    """Return how long after a portion the next one goes, so that the hour holds."""
    return HOUR * portion(per_hour) / per_hour
