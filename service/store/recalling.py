"""Call mails back that are on their way: what has not left does not leave."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import update

from service.core.jobs import JobKind, JobState
from service.store import jobs
from service.store.clock import db_now
from service.store.tables.jobs import JobRow
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
