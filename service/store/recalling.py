"""Call mails back that are on their way: what has not left does not leave."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from service.core.jobs import JobKind, JobState
from service.store import jobs
from service.store.attempts import Phase
from service.store.clock import db_now
from service.store.tables.jobs import AttemptRow, JobRow
from service.store.work import Work


def call_back(
    work: Work,
    subject_ids: Collection[UUID],
    *,
    by: str,
    reason: str,
    kinds: Collection[JobKind] = (JobKind.MAIL,),
) -> int:
    """Cancel the mails that wait for these deliveries; return how many will not go.

    What is in a worker's hands, or in doubt, must not go (on). `by` labels who asks.
    """
    ours = (JobRow.subject_id.in_(subject_ids), JobRow.kind.in_(kinds))
    cancelled = work.session.scalars(
        update(JobRow)
        .where(*ours, JobRow.state == JobState.READY)
        .values(state=JobState.CANCELLED, finished_at=db_now())
        .returning(JobRow.id)
        .execution_options(synchronize_session=False)
    ).all()
    asked = work.session.scalars(
        update(JobRow)
        .where(*ours, JobRow.state.in_((JobState.LEASED, JobState.UNCERTAIN)))
        .values(cancel_requested=True)
        .returning(JobRow.id)
        .execution_options(synchronize_session=False)
    ).all()
    move = (JobState.READY, JobState.CANCELLED)
    for job_id in cancelled:
        jobs.record_event(work, job_id, *move, actor=by, reason=reason)
    return len(cancelled) + len(asked)


def never_left(session: Session, delivery_id: UUID) -> bool:
    """Whether the mail of a delivery was called back in time: nobody has it or will.

    One that was intended may have left; one that the relay refused has not.
    """
    left = exists().where(
        AttemptRow.job_id == JobRow.id, AttemptRow.phase != Phase.REFUSED
    )
    is_back = or_(JobRow.state == JobState.CANCELLED, JobRow.cancel_requested)
    may_arrive = select(JobRow.id).where(
        JobRow.subject_id == delivery_id,
        JobRow.kind == JobKind.MAIL,
        or_(~is_back, left),
    )
    return session.scalar(may_arrive.limit(1)) is None
