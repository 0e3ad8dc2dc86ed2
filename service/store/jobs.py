"""Jobs: leased to one worker at a time, retried with patience, never lost.

Each change of state is one guarded UPDATE and one event, in one transaction.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, insert, select, update

from service.core.errors import Fenced, Recalled
from service.core.jobs import (
    PAYLOAD_VERSION,
    QUEUES,
    Death,
    Job,
    JobKind,
    JobState,
    next_wait,
)
from service.store.clock import db_now
from service.store.tables.base import table_of
from service.store.tables.jobs import JobEventRow, JobRow, QueueHoldRow
from service.store.work import Work

JOB, EVENT = table_of(JobRow), table_of(JobEventRow)
LEASED = (
    JOB.c.id,
    JOB.c.kind,
    JOB.c.subject_id,
    JOB.c.fence,
    JOB.c.attempt,
    (db_now() - JOB.c.created_at).label("age"),
)
# A job that was called back while it was leased must not come up again.
READY_UNLESS_RECALLED = case(
    (JOB.c.cancel_requested, JobState.CANCELLED.value), else_=JobState.READY.value
)


def claim(
    work: Work, kinds: Sequence[JobKind], *, owner: str, lease: float
) -> Job | None:
    """Lease the next due job of these kinds, or return None when nothing is due.

    What newer code has written down waits for newer code. One statement, so two workers
    never get the same job: SQLite has no SKIP LOCKED, and the outer check of the state
    makes up for it.
    """
    row = work.session.execute(
        update(JOB)
        .where(JOB.c.id == _next_due(kinds).scalar_subquery())
        .where(JOB.c.state == JobState.READY)
        .values(
            state=JobState.LEASED,
            lease_owner=owner,
            lease_until=db_now() + lease,
            fence=JOB.c.fence + 1,
            attempt=JOB.c.attempt + 1,
        )
        .returning(*LEASED)
    ).one_or_none()
    if row is None:
        return None
    job = Job(
        row.id, JobKind(row.kind), row.subject_id, row.fence, row.attempt, row.age
    )
    record_event(work, job.id, JobState.READY, JobState.LEASED, actor=owner)
    return job


def _next_due(kinds: Sequence[JobKind]) -> Select[UUID]:
    held_queues = select(QueueHoldRow.queue)
    by_queue = case(
        {kind.value: queue for kind, queue in QUEUES.items()}, value=JOB.c.kind
    )
    return (
        select(JOB.c.id)
        .where(JOB.c.state == JobState.READY, JOB.c.held.is_(False))
        .where(JOB.c.kind.in_(kinds), JOB.c.available_at <= db_now())
        .where(JOB.c.payload_version <= PAYLOAD_VERSION)
        .where(by_queue.not_in(held_queues))
        .order_by(JOB.c.priority, JOB.c.available_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def renew(work: Work, job: Job, *, lease: float) -> None:
    """Keep the lease alive. Raises Fenced when it is lost, Recalled when it is void."""
    is_recalled = work.session.execute(
        update(JOB)
        .where(*_mine(job))
        .values(lease_until=db_now() + lease)
        .returning(JOB.c.cancel_requested)
    ).scalar_one_or_none()
    if is_recalled is None:
        raise Fenced("lease_lost")
    if is_recalled:
        raise Recalled("recall")


def finish(work: Work, job: Job) -> None:
    _leave(work, job, JobState.SUCCEEDED, code="", finished_at=db_now())


def cancel(work: Work, job: Job, *, code: str) -> None:
    """End a job whose reason is gone, before it has had any effect."""
    _leave(work, job, JobState.CANCELLED, code=code, finished_at=db_now())


def give_up(work: Work, job: Job, *, death: Death, code: str) -> None:
    _leave(work, job, JobState.DEAD, code=code, death=death, finished_at=db_now())


def put_back(work: Work, job: Job, *, code: str, cause: str, tries: int) -> None:
    """Wait for a better moment, or give up when patience has run out."""
    wait = next_wait(cause, attempt=tries, age=job.age)
    if wait is None:
        give_up(work, job, death=Death.EXHAUSTED, code=code)
    else:
        _leave(
            work,
            job,
            READY_UNLESS_RECALLED,
            code=code,
            tries=tries,
            available_at=db_now() + wait,
        )


def let_go(work: Work, job: Job, *, code: str) -> None:
    """Return the job untouched: the trouble was ours, not the job's."""
    _leave(work, job, READY_UNLESS_RECALLED, code=code, available_at=db_now())


def doubt(work: Work, job: Job, *, grace: float, code: str) -> None:
    """The effect may have happened: wait for evidence before anything is repeated."""
    _leave(work, job, JobState.UNCERTAIN, code=code, available_at=db_now() + grace)


def tries(work: Work, job: Job) -> int:
    """Return how many attempts have failed by now, this one included."""
    known = work.session.scalar(select(JOB.c.tries).where(JOB.c.id == job.id))
    return (known or 0) + 1


def record_event(
    work: Work,
    job_id: UUID,
    before: str,
    after: str,
    *,
    actor: str,
    reason: str = "",
) -> None:
    work.session.execute(
        insert(EVENT).values(
            job_id=job_id,
            from_state=before,
            to_state=after,
            actor=actor,
            reason=reason,
            at=db_now(),
        )
    )


def _leave(
    work: Work,
    job: Job,
    state: JobState | ColumnElement[str],
    *,
    code: str,
    **values: object,
) -> None:
    """End the lease with an outcome; raise Fenced when another worker holds it."""
    left = work.session.execute(
        update(JOB)
        .where(*_mine(job))
        .values(state=state, last_code=code, lease_until=None, **values)
        .returning(JOB.c.lease_owner, JOB.c.state)
    ).one_or_none()
    if left is None:
        raise Fenced("fenced_out")
    who, after = left
    record_event(work, job.id, JobState.LEASED, after, actor=who, reason=code)


def _mine(job: Job) -> tuple[Any, ...]:
    return (
        JOB.c.id == job.id,
        JOB.c.fence == job.fence,
        JOB.c.state == JobState.LEASED,
    )
