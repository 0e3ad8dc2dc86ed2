"""One transaction: what changed, who did it, and what must happen next."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from service.core.actor import Actor, Within
from service.core.errors import Locked, Unavailable
from service.core.jobs import QUEUES, JobKind
from service.store import trail
from service.store.clock import db_now
from service.store.tables.jobs import JobRow
from service.store.walls import BOTH_WALLS, Walls, confine

# How many workers one commit wakes per queue; each then takes all the work it finds.
WAKE_AT_MOST = 2

LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code for a lock waited for too long

Notify = Callable[[str, UUID], None]


@dataclass(slots=True)
class Work:
    session: Session
    enqueued: list[JobRow] = field(default_factory=list)

    def enqueue(
        self,
        kind: JobKind,
        subject_id: UUID,
        *,
        organisation_id: UUID,
        delay: float = 0,
        priority: int = 0,
    ) -> None:
        """Write a job down; it exists exactly when this transaction commits.

        `delay` is in seconds. A smaller `priority` goes before what is due as well.
        """
        job = JobRow(
            organisation_id=organisation_id,
            kind=kind,
            subject_id=subject_id,
            dedupe_key=f"{kind}:{subject_id}",
            priority=priority,
            available_at=db_now() + delay,
            created_at=db_now(),
        )
        self.session.add(job)
        if not delay:
            self.enqueued.append(job)

    def note(
        self,
        what: str,
        actor: Actor,
        *,
        record_id: UUID | None = None,
        about: str = "",
        values: object = None,
        now: datetime,
    ) -> None:
        """Add a line to the audit trail, in the same transaction as the change.

        `values` are what was written: the line holds a salted commitment to them, and
        the salt goes when they go.
        """
        trail.append(
            self.session,
            organisation_id=actor.organisation_id,
            actor=actor.label,
            what=what,
            record_id=record_id,
            about=about,
            values=values,
            now=now,
        )


Begin = Callable[[Within], AbstractContextManager[Work]]
Look = Callable[[Within], AbstractContextManager[Session]]


def make_begin(engine: Engine, notify: Notify, *, walls: Walls = BOTH_WALLS) -> Begin:
    """Return `begin`: commits on a clean exit, then wakes workers for new jobs."""

    @contextmanager
    def begin(within: Within) -> Iterator[Work]:
        with (
            _named_errors(),
            Session(engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            confine(session, within, walls=walls)
            work = Work(session)
            yield work
            session.flush()
        for queue, job_id in _hints(work.enqueued):
            notify(queue, job_id)

    return begin


def make_look(engine: Engine, *, walls: Walls = BOTH_WALLS) -> Look:
    """Return `look`: a transaction that only reads, and never waits for writers."""
    reading = engine.execution_options(read_only=True)

    @contextmanager
    def look(within: Within) -> Iterator[Session]:
        with (
            _named_errors(),
            Session(reading, expire_on_commit=False) as session,
            session.begin(),
        ):
            confine(session, within, walls=walls)
            yield session

    return look


@contextmanager
def _named_errors() -> Iterator[None]:
    """Tell apart a database that is gone or full, and a lock that was not given."""
    try:
        yield
    except OperationalError as problem:
        is_lock = getattr(problem.orig, "sqlstate", "") == LOCK_NOT_AVAILABLE
        raise (Locked if is_lock else Unavailable)() from problem


def _hints(jobs: list[JobRow]) -> Iterator[tuple[str, UUID]]:
    for kind, queue in QUEUES.items():
        due = [job for job in jobs if job.kind == kind][:WAKE_AT_MOST]
        yield from ((queue, job.id) for job in due)
