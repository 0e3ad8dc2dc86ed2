"""A job is work written down in the same transaction as its reason.

The state machine and its reasons: docs/jobs.md. A job never carries content: ids only.
"""

import random
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class JobState(StrEnum):
    READY = "ready"
    LEASED = "leased"
    UNCERTAIN = "uncertain"
    SUCCEEDED = "succeeded"
    DEAD = "dead"
    CANCELLED = "cancelled"


class JobKind(StrEnum):
    RENDER = "render"
    MAIL = "mail"
    NOTICE = "notice"
    ERASE = "erase"
    ARCHIVE = "archive"
    SCAN = "scan"
    CONSENT = "consent"
    BATCH = "batch"
    HANDOVER = "handover"


# Which Celery queue wakes a worker for which kind of job.
QUEUES = {
    JobKind.RENDER: "render",
    JobKind.MAIL: "deliver",
    JobKind.NOTICE: "deliver",
    JobKind.ERASE: "default",
    JobKind.ARCHIVE: "default",
    JobKind.SCAN: "default",
    JobKind.CONSENT: "render",
    JobKind.BATCH: "default",
    JobKind.HANDOVER: "default",
}
PAYLOAD_VERSION = 1
MAX_CRASHES = 3


class Death(StrEnum):
    """Why a job needs a human."""

    PERMANENT = "permanent"
    EXHAUSTED = "exhausted"
    POISON = "poison"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Job:
    """A leased job. `fence` proves the lease: every outcome must match it."""

    id: UUID
    kind: JobKind
    subject_id: UUID
    fence: int
    attempt: int
    age: float = 0.0


@dataclass(frozen=True, slots=True)
class Schedule:
    """Seconds: first wait, longest wait, and when to stop trying."""

    base: float
    cap: float
    give_up_after: float


DAY = 86_400.0
SCHEDULES = {
    "connection": Schedule(base=30, cap=3_600, give_up_after=3 * DAY),
    "greylisted": Schedule(base=600, cap=3_600, give_up_after=3 * DAY),
    "too_large": Schedule(base=3_600, cap=3_600, give_up_after=1 * DAY),
    "bug": Schedule(base=30, cap=300, give_up_after=900),
}


def next_wait(cause: str, *, attempt: int, age: float) -> float | None:
    """Return seconds to wait, with jitter, or None when patience has run out.

    `age` is the job's in seconds. The jitter keeps a crowd from coming back at once.
    """
    plan = SCHEDULES[cause]
    if age >= plan.give_up_after:
        return None
    longest: float = min(plan.cap, plan.base * 2 ** min(attempt - 1, 20))
    return longest * random.uniform(0.5, 1)
