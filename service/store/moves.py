"""The statements that move a job, each built once: to build one costs as much as to
run it. `service.store.jobs` says what they mean and when they are allowed.
"""

from typing import Any

from sqlalchemy import bindparam, case, insert, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from service.core.jobs import PAYLOAD_VERSION, QUEUES, JobState
from service.store.clock import db_now
from service.store.tables.base import table_of
from service.store.tables.jobs import JobEventRow, JobRow, QueueHoldRow

JOB, EVENT = table_of(JobRow), table_of(JobEventRow)
QUEUE = case({kind.value: queue for kind, queue in QUEUES.items()}, value=JOB.c.kind)
NEXT_DUE = (
    select(JOB.c.id)
    .where(JOB.c.state == JobState.READY, JOB.c.held.is_(False))
    .where(JOB.c.kind.in_(bindparam("kinds", expanding=True)))
    .where(JOB.c.available_at <= db_now(), JOB.c.payload_version <= PAYLOAD_VERSION)
    .where(QUEUE.not_in(select(QueueHoldRow.queue)))
    .order_by(JOB.c.priority, JOB.c.available_at)
    .limit(1)
    .with_for_update(skip_locked=True)
)
# One statement, so two workers never get the same job: SQLite has no SKIP LOCKED, and
# the outer check of the state makes up for it.
CLAIM = (
    update(JOB)
    .where(JOB.c.id == NEXT_DUE.scalar_subquery(), JOB.c.state == JobState.READY)
    .values(
        state=JobState.LEASED,
        lease_owner=bindparam("owner"),
        lease_until=db_now() + bindparam("lease"),
        fence=JOB.c.fence + 1,
        attempt=JOB.c.attempt + 1,
    )
    .returning(
        JOB.c.id,
        JOB.c.kind,
        JOB.c.subject_id,
        JOB.c.fence,
        JOB.c.attempt,
        (db_now() - JOB.c.created_at).label("age"),
    )
)
MINE = (
    JOB.c.id == bindparam("job_id"),
    JOB.c.fence == bindparam("proof"),
    JOB.c.state == JobState.LEASED,
)
RENEW = (
    update(JOB)
    .where(*MINE)
    .values(lease_until=db_now() + bindparam("lease"))
    .returning(JOB.c.cancel_requested)
)
RECORD = insert(EVENT).values(at=db_now())
# A job that was called back while it was leased must not come up again.
READY_UNLESS_RECALLED = case(
    (JOB.c.cancel_requested, JobState.CANCELLED.value), else_=JobState.READY.value
)


def leaving(**values: Any) -> ReturningUpdate[tuple[str, str]]:
    """Return the statement that ends a lease with an outcome."""
    left = update(JOB).where(*MINE).values(lease_until=None, **values)
    return left.returning(JOB.c.lease_owner, JOB.c.state)


FINISH = leaving(state=JobState.SUCCEEDED, last_code="", finished_at=db_now())
