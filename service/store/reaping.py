"""What became of jobs whose worker is gone, and of those whose outcome is unknown."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from service.core.jobs import MAX_CRASHES, Death, JobState
from service.store import attempts
from service.store.attempts import Phase
from service.store.clock import db_now
from service.store.jobs import record_event
from service.store.tables.jobs import JobEventRow, JobRow
from service.store.work import Work

REAPER = "reaper"
MAX_DOUBTS = 2
SEEN = (
    JobRow.id,
    JobRow.attempt,
    JobRow.fence,
    JobRow.crash_count,
    JobRow.cancel_requested,
)


def reap(work: Work, *, grace: float) -> int:
    """Free every job whose lease ran out, and return how many there were."""
    lost = work.session.execute(
        select(*SEEN)
        .where(JobRow.state == JobState.LEASED, JobRow.lease_until < db_now())
        .with_for_update(skip_locked=True)
    ).all()
    for row in lost:
        _settle(work, row, phase=attempts.phase(work, row.id, row.attempt), grace=grace)
    return len(lost)


def promote(work: Work) -> int:
    """Decide about uncertain jobs whose grace is over, and return how many."""
    due = work.session.execute(
        select(*SEEN)
        .where(JobRow.state == JobState.UNCERTAIN, JobRow.available_at <= db_now())
        .with_for_update(skip_locked=True)
    ).all()
    for row in due:
        _decide(work, row)
    return len(due)


def _settle(work: Work, row: Any, *, phase: Phase | None, grace: float) -> None:
    if phase in attempts.ARRIVED:
        _move(work, row, JobState.SUCCEEDED, "evidence", finished_at=db_now())
    elif phase is Phase.INTENT:
        until = db_now() + grace
        _move(work, row, JobState.UNCERTAIN, "worker_lost", available_at=until)
    elif row.cancel_requested:
        _move(work, row, JobState.CANCELLED, "recall", finished_at=db_now())
    elif row.crash_count + 1 >= MAX_CRASHES:
        _die(work, row, Death.POISON, "worker_lost", crash_count=row.crash_count + 1)
    else:
        again = {"available_at": db_now(), "crash_count": row.crash_count + 1}
        _move(work, row, JobState.READY, "worker_lost", **again)


def _decide(work: Work, row: Any) -> None:
    if attempts.was_accepted(work, row.id):
        _move(work, row, JobState.SUCCEEDED, "evidence", finished_at=db_now())
    elif row.cancel_requested or _doubts(work, row.id) >= MAX_DOUBTS:
        _die(work, row, Death.UNCERTAIN, "outcome_unknown")
    else:
        _move(work, row, JobState.READY, "sent_once_more", available_at=db_now())


def _doubts(work: Work, job_id: UUID) -> int:
    """Count doubts since a person last looked: a re-run starts a new count."""
    last_rerun = (
        select(func.coalesce(func.max(JobEventRow.id), 0))
        .where(JobEventRow.job_id == job_id, JobEventRow.from_state == JobState.DEAD)
        .scalar_subquery()
    )
    doubted = select(func.count()).where(
        JobEventRow.job_id == job_id,
        JobEventRow.to_state == JobState.UNCERTAIN,
        JobEventRow.id > last_rerun,
    )
    return work.session.scalar(doubted) or 0


def _die(work: Work, row: Any, death: Death, code: str, **values: object) -> None:
    _move(work, row, JobState.DEAD, code, death=death, finished_at=db_now(), **values)


def _move(work: Work, row: Any, state: JobState, reason: str, **values: object) -> None:
    """Move a job nobody holds; one that changed since it was read is left alone."""
    before = work.session.scalar(select(JobRow.state).where(JobRow.id == row.id))
    moved = work.session.execute(
        update(JobRow)
        .where(JobRow.id == row.id, JobRow.fence == row.fence, JobRow.state == before)
        .values(state=state, lease_until=None, last_code=reason, **values)
        .returning(JobRow.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if moved is not None:
        record_event(work, row.id, str(before), state, actor=REAPER, reason=reason)
