"""Choose what is erased, confirm it, stop it, follow it, and fetch its certificate."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from service.actions.certifying import PLACE
from service.actions.retention import list_ripe, titles
from service.core.actor import Actor, require
from service.core.erasures import Erasure, RipeRecord
from service.core.errors import Invalid, Refused
from service.core.jobs import JobKind, JobState
from service.core.permits import Act
from service.core.sentence import Sentence
from service.store import erasures, jobs
from service.store.clock import db_now
from service.store.tables.jobs import JobRow
from service.store.tables.retention import ErasureItemRow, ErasureRow
from service.store.work import Work
from service.tools import Tools

LATEST = 20


def propose(
    tools: Tools, actor: Actor, record_ids: Iterable[UUID], *, now: datetime
) -> UUID:
    """Write a choice of records down, for somebody to confirm. Nothing goes by it.

    What is held, not due, or waited for by another run is left out of it. Raises
    Invalid when none is left.
    """
    require(actor, Act.MANAGE_RETENTION)
    chosen = _chosen(tools, actor, record_ids, now=now)
    with tools.begin(actor) as work:
        row = ErasureRow(
            organisation_id=actor.organisation_id,
            asked_by=actor.account_id,
            asked_at=now,
        )
        work.session.add(row)
        work.session.flush()
        work.session.add_all(_item(row, one) for one in chosen)
        return row.id


def confirm(tools: Tools, actor: Actor, erasure_id: UUID, *, now: datetime) -> None:
    """Let a choice be erased once the delay is over; until then it can be stopped.

    What is held or not due any more by then stays. Raises NotFound, Refused when it
    was confirmed or stopped before.
    """
    require(actor, Act.ERASE, now=now)
    delay = timedelta(hours=tools.settings.erasure_delay_hours)
    with tools.begin(actor) as work:
        row = erasures.run_row(work.session, erasure_id, lock=True)
        if row.due_at or row.stopped_at:
            raise Refused(Sentence("It was confirmed or stopped before."))
        row.asked_by, row.asked_at, row.due_at = actor.account_id, now, now + delay
        work.enqueue(
            JobKind.ERASE,
            row.id,
            organisation_id=actor.organisation_id,
            delay=delay.total_seconds(),
        )
        work.note("erasure asked for", actor, about=str(row.id), now=now)


def stop(tools: Tools, actor: Actor, erasure_id: UUID, *, now: datetime) -> None:
    """Let stay what has not gone. Raises NotFound, Refused when all is over.

    What a worker has begun with is finished, and certified.
    """
    require(actor, Act.MANAGE_RETENTION)
    with tools.begin(actor) as work:
        row = erasures.run_row(work.session, erasure_id, lock=True)
        if row.done_at or row.stopped_at:
            raise Refused(Sentence("It is over already: there is nothing to stop."))
        row.stopped_at = now
        if row.due_at is None or _call_back(work, actor, erasure_id):
            row.done_at = now
        work.note("erasure stopped", actor, about=str(erasure_id), now=now)


def list_erasures(tools: Tools, actor: Actor) -> tuple[Erasure, ...]:
    """Return the latest runs, the latest first."""
    require(actor, Act.MANAGE_RETENTION)
    with tools.look(actor) as session:
        return tuple(erasures.runs(session, limit=LATEST))


def get_erasure(tools: Tools, actor: Actor, erasure_id: UUID) -> Erasure:
    """Return a run with all its records. Raises NotFound."""
    require(actor, Act.MANAGE_RETENTION)
    with tools.look(actor) as session:
        return erasures.as_view(session, erasures.run_row(session, erasure_id))


def titles_of(tools: Tools, actor: Actor, erasure: Erasure) -> dict[UUID, str]:
    """Return what the records of a run are called that are still here."""
    require(actor, Act.MANAGE_RETENTION)
    here = [item.record_id for item in erasure.items if not item.begun_at]
    with tools.look(actor) as session:
        return titles(tools, session, here)


def read_certificate(tools: Tools, actor: Actor, erasure_id: UUID) -> bytes:
    """Return the certificate, a PDF. Raises NotFound, Refused while there is none."""
    require(actor, Act.MANAGE_RETENTION)
    with tools.look(actor) as session:
        stored = erasures.run_row(session, erasure_id).certificate
    if not stored:
        raise Refused(Sentence("There is no certificate."))
    box = tools.vault.box(erasure_id, actor.organisation_id)
    return box.open(tools.files.get(stored), what=PLACE)


def _chosen(
    tools: Tools, actor: Actor, record_ids: Iterable[UUID], *, now: datetime
) -> tuple[RipeRecord, ...]:
    ripe = list_ripe(tools, actor, only=record_ids, now=now)
    with tools.look(actor) as session:
        waiting = erasures.in_runs(session)
    chosen = tuple(
        one for one in ripe if not one.term.facts.is_held and one.id not in waiting
    )
    if not chosen:
        raise Invalid({"records": [Sentence("Choose at least one record.")]})
    return chosen


def _item(row: ErasureRow, one: RipeRecord) -> ErasureItemRow:
    item = ErasureItemRow(
        organisation_id=row.organisation_id,
        erasure_id=row.id,
        record_id=one.id,
        kind=one.term.facts.kind,
    )
    erasures.follow_term(item, one.term)
    return item


def _call_back(work: Work, actor: Actor, erasure_id: UUID) -> bool:
    """Cancel the job of a run of which nothing has begun. Return whether it was so."""
    if any(i.begun_at or i.kept for i in erasures.items(work.session, erasure_id)):
        return False
    job = work.session.scalars(
        select(JobRow)
        .where(JobRow.subject_id == erasure_id, JobRow.kind == JobKind.ERASE)
        .with_for_update()
    ).one()
    before = JobState(job.state)
    if before not in (JobState.READY, JobState.DEAD):
        return False
    work.session.execute(
        update(JobRow)
        .where(JobRow.id == job.id)
        .values(state=JobState.CANCELLED, finished_at=db_now())
        .execution_options(synchronize_session=False)
    )
    jobs.record_event(
        work, job.id, before, JobState.CANCELLED, actor=actor.label, reason="recall"
    )
    return True
