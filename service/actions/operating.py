"""What operators do: see what has stopped, run it again, hold a queue."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.actions.reasons import reason_of
from service.actions.states import moment
from service.core.actor import SYSTEM, Actor, Within, require
from service.core.errors import Invalid, NotFound, Refused
from service.core.jobs import QUEUES, JobKind, JobState
from service.core.permits import Act
from service.core.records import JobEvent, JobView
from service.core.sentence import Sentence
from service.core.text import clean_line
from service.store import holds, jobs
from service.store.clock import db_now
from service.store.tables.jobs import InstanceRow, JobEventRow, JobRow
from service.store.tables.records import DeliveryRow, RevisionRow
from service.store.work import Work
from service.tools import Tools

OPERATOR = "operator"
ANOTHERS = "the database belongs to another installation"


def stopped_jobs(tools: Tools, actor: Actor | None = None) -> tuple[JobView, ...]:
    """Return the jobs that wait for a person, the oldest first."""
    return list_jobs(tools, actor, state=JobState.DEAD)


def list_jobs(
    tools: Tools, actor: Actor | None = None, *, state: JobState, limit: int = 200
) -> tuple[JobView, ...]:
    """Return jobs in a state, the oldest first. `actor=None` sees all organisations."""
    with tools.look(_within(actor)) as session:
        wanted = select(JobRow).where(JobRow.state == state)
        rows = session.scalars(wanted.order_by(JobRow.created_at).limit(limit)).all()
        return tuple(_view(row, _record_of(session, row)) for row in rows)


def show_job(tools: Tools, actor: Actor | None, job_id: UUID) -> JobView:
    """Return a job with its timeline, or raise NotFound."""
    with tools.look(_within(actor)) as session:
        row = _find(session, job_id)
        told = session.scalars(
            select(JobEventRow)
            .where(JobEventRow.job_id == job_id)
            .order_by(JobEventRow.id)
        )
        return _view(row, _record_of(session, row), tuple(map(_event, told)))


def rerun(
    tools: Tools, actor: Actor | None, job_id: UUID, *, reason: str, now: datetime
) -> None:
    """Let a stopped job start anew. Raises Invalid without a reason, Refused when it
    has not stopped, NotFound."""
    why = _reason(reason, missing=Sentence("Write why it should run again."))
    with tools.begin(_within(actor)) as work:
        row = _find(work.session, job_id)
        started = _start_anew(work, row)
        if not started:
            raise Refused(
                Sentence("The job cannot run: it has not stopped, or was recalled.")
            )
        who = _name(actor)
        jobs.record_event(
            work, row.id, JobState.DEAD, JobState.READY, actor=who, reason=why
        )
        if actor:
            work.note("rerun", actor, about=str(job_id), now=now)
    tools.broker.notify(QUEUES[JobKind(row.kind)], row.id)


def hold(
    tools: Tools, actor: Actor | None, *, queue: str, reason: str, now: datetime
) -> None:
    """Stop claiming from a queue. Raises NotFound for an unknown queue, Invalid."""
    _within(actor)
    _check_queue(queue)
    why = _reason(reason, missing=Sentence("Write why the queue is held."))
    with tools.begin(SYSTEM) as work:
        holds.hold(work, queue, reason=why, actor=_name(actor))
        if actor:
            work.note("held", actor, about=queue, now=now)


def release(tools: Tools, actor: Actor | None, *, queue: str, now: datetime) -> None:
    """Let a queue go on, and free the jobs that a move between places had held.

    A person who releases says with it that the database belongs here from now on.
    """
    _within(actor)
    _check_queue(queue)
    kinds = [kind for kind, name in QUEUES.items() if name == queue]
    with tools.begin(SYSTEM) as work:
        holds.release(work, queue)
        work.session.execute(update(InstanceRow).values(id=tools.settings.instance_id))
        work.session.execute(
            update(JobRow).where(JobRow.kind.in_(kinds)).values(held=False)
        )
        if actor:
            work.note("released", actor, about=queue, now=now)


def held_queues(tools: Tools) -> dict[str, str]:
    """Return the held queues with their reasons."""
    with tools.look(SYSTEM) as session:
        return holds.held(session)


def queue_counts(tools: Tools, actor: Actor | None = None) -> dict[str, int]:
    """Return how many jobs there are in each state; none is left out."""
    with tools.look(_within(actor)) as session:
        wanted = select(JobRow.state, func.count()).group_by(JobRow.state)
        known = {state: n for state, n in session.execute(wanted)}
    return {str(state): known.get(state, 0) for state in JobState}


def guard_instance(tools: Tools) -> bool:
    """Hold queues and unfinished jobs of a database that another installation made.

    Return whether it was: a copy of production must not mail anybody, nor must what is
    sent in later. What was leased when the copy was made comes back held, too.
    """
    ours = tools.settings.instance_id
    with tools.begin(SYSTEM) as work:
        known = work.session.scalar(select(InstanceRow.id)) or _settle_in(work, ours)
        if known == ours:
            return False
        work.session.execute(
            update(JobRow)
            .where(JobRow.finished_at.is_(None), JobRow.state != JobState.CANCELLED)
            .values(held=True)
        )
        for queue in QUEUES.values():
            holds.hold(work, queue, reason=ANOTHERS, actor=known)
    return True


def _settle_in(work: Work, ours: str) -> str:
    """Make a new database ours. Two workers may start at once, and say the same."""
    with suppress(IntegrityError), work.session.begin_nested():
        work.session.add(InstanceRow(id=ours))
    return ours


def _start_anew(work: Work, row: JobRow) -> bool:
    started = work.session.execute(
        update(JobRow)
        .where(JobRow.id == row.id, JobRow.state == JobState.DEAD)
        .where(JobRow.cancel_requested.is_(False))
        .values(
            state=JobState.READY,
            tries=0,
            crash_count=0,
            death="",
            finished_at=None,
            available_at=db_now(),
            created_at=db_now(),
        )
        .returning(JobRow.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return started is not None


def _find(session: Session, job_id: UUID) -> JobRow:
    row = session.get(JobRow, job_id)
    if row is None:
        raise NotFound(Sentence("There is no such job."))
    return row


def _record_of(session: Session, row: JobRow) -> UUID | None:
    """Return the record a job belongs to, whatever kind of job it is."""
    revision_id: UUID | None = row.subject_id
    if row.kind == JobKind.MAIL:
        revision_id = session.scalar(
            select(DeliveryRow.revision_id).where(DeliveryRow.id == row.subject_id)
        )
    found = select(RevisionRow.record_id).where(RevisionRow.id == revision_id)
    return session.scalar(found)


def _view(
    row: JobRow, record_id: UUID | None, events: tuple[JobEvent, ...] = ()
) -> JobView:
    return JobView(
        id=row.id,
        kind=row.kind,
        state=row.state,
        held=row.held,
        attempt=row.attempt,
        crash_count=row.crash_count,
        code=row.last_code,
        why=reason_of(row.last_code),
        record_id=record_id,
        created_at=moment(row.created_at),
        finished_at=moment(row.finished_at) if row.finished_at else None,
        events=events,
    )


def _event(row: JobEventRow) -> JobEvent:
    return JobEvent(moment(row.at), row.from_state, row.to_state, row.actor, row.reason)


def _reason(written: str, *, missing: Sentence) -> str:
    """Return a person's reason as it is kept, or raise Invalid."""
    try:
        reason = clean_line(written)
    except ValueError as problem:
        raise Invalid({"reason": [problem.args[0]]}) from None
    if not reason:
        raise Invalid({"reason": [missing]})
    return reason


def _check_queue(queue: str) -> None:
    if queue not in QUEUES.values():
        raise NotFound(Sentence("There is no such queue."))


def _name(actor: Actor | None) -> str:
    return actor.label if actor else OPERATOR


def _within(actor: Actor | None) -> Within:
    """Return what an operator sees: their organisation's jobs, or at the machine all.

    Raises Forbidden when the actor runs no jobs.
    """
    if actor is None:
        return SYSTEM
    require(actor, Act.RUN_JOBS)
    return actor
