"""Jobs: leased to one worker at a time, retried with patience, never lost.

Each change of state is one guarded UPDATE and one event, in one transaction.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.sql.dml import ReturningUpdate

from service.core.errors import Fenced, Recalled
from service.core.jobs import Death, Job, JobKind, JobState, next_wait
from service.store.clock import db_now
from service.store.moves import (
    CLAIM,
    FINISH,
    JOB,
    READY_UNLESS_RECALLED,
    RECORD,
    RENEW,
    leaving,
)
from service.store.work import Work


def claim(
    work: Work, kinds: Sequence[JobKind], *, owner: str, lease: float
) -> Job | None:
    """Lease the next due job of these kinds, or return None when nothing is due.

    What newer code has written down waits for newer code.
    """
    asked = {"kinds": kinds, "owner": owner, "lease": lease}
    row = work.session.execute(CLAIM, asked).one_or_none()
    if row is None:
        return None
    job = Job(
        row.id, JobKind(row.kind), row.subject_id, row.fence, row.attempt, row.age
    )
    record_event(work, job.id, JobState.READY, JobState.LEASED, actor=owner)
    return job


def renew(work: Work, job: Job, *, lease: float) -> None:
    """Keep the lease alive. Raises Fenced when it is lost, Recalled when it is void."""
    asked = {"job_id": job.id, "proof": job.fence, "lease": lease}
    is_recalled = work.session.execute(RENEW, asked).scalar_one_or_none()
    if is_recalled is None:
        raise Fenced("lease_lost")
    if is_recalled:
        raise Recalled("recall")


def finish(work: Work, job: Job) -> None:
    _leave(work, job, FINISH)


def cancel(work: Work, job: Job, *, code: str) -> None:
    """End a job whose reason is gone, before it has had any effect."""
    ended = leaving(state=JobState.CANCELLED, last_code=code, finished_at=db_now())
    _leave(work, job, ended, code=code)


def give_up(work: Work, job: Job, *, death: Death, code: str) -> None:
    ended = leaving(
        state=JobState.DEAD, death=death, last_code=code, finished_at=db_now()
    )
    _leave(work, job, ended, code=code)


def put_back(work: Work, job: Job, *, code: str, cause: str, tries: int) -> None:
    """Wait for a better moment, or give up when patience has run out."""
    wait = next_wait(cause, attempt=tries, age=job.age)
    if wait is None:
        give_up(work, job, death=Death.EXHAUSTED, code=code)
    else:
        _wait(work, job, READY_UNLESS_RECALLED, wait, code=code, tries=tries)


def let_go(work: Work, job: Job, *, code: str, wait: float = 0) -> None:
    """Return the job untouched: the trouble was ours, or its turn comes again.

    `wait` is in seconds.
    """
    _wait(work, job, READY_UNLESS_RECALLED, wait, code=code)


def doubt(work: Work, job: Job, *, grace: float, code: str) -> None:
    """The effect may have happened: wait for evidence before anything is repeated."""
    _wait(work, job, JobState.UNCERTAIN, grace, code=code)


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
    told = {
        "job_id": job_id,
        "from_state": before,
        "to_state": after,
        "actor": actor,
        "reason": reason,
    }
    work.session.execute(RECORD, told)


def _wait(
    work: Work,
    job: Job,
    state: JobState | ColumnElement[str],
    seconds: float,
    *,
    code: str,
    **values: object,
) -> None:
    until = db_now() + seconds
    left = leaving(state=state, last_code=code, available_at=until, **values)
    _leave(work, job, left, code=code)


def _leave(
    work: Work, job: Job, ended: ReturningUpdate[tuple[str, str]], *, code: str = ""
) -> None:
    """End the lease with an outcome; raise Fenced when another worker holds it."""
    lease = {"job_id": job.id, "proof": job.fence}
    left = work.session.execute(ended, lease).one_or_none()
    if left is None:
        raise Fenced("fenced_out")
    record_event(
        work, job.id, JobState.LEASED, left.state, actor=left.lease_owner, reason=code
    )
