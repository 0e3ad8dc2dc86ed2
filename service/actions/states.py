"""What has become of documents and mails: read from their jobs, never stored twice."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions.reasons import reason_of
from service.core.actor import Actor
from service.core.jobs import Death, JobKind, JobState
from service.core.permits import Act
from service.core.records import (
    DeliveryState,
    DeliveryView,
    Happening,
    Making,
    Recipient,
    RevisionView,
)
from service.core.sentence import Sentence
from service.store import recipients, revisions
from service.store.attempts import Phase
from service.store.tables.jobs import AttemptRow, JobRow
from service.store.tables.records import DeliveryRow, RevisionRow
from service.store.vault import Vault

STATES = {
    JobState.LEASED: DeliveryState.SENDING,
    JobState.UNCERTAIN: DeliveryState.UNCERTAIN,
    JobState.SUCCEEDED: DeliveryState.SENT,
    JobState.CANCELLED: DeliveryState.CANCELLED,
}
MADE = {JobState.SUCCEEDED: Making.READY, JobState.DEAD: Making.FAILED}


@dataclass(frozen=True, slots=True)
class _Sent:
    """The last transaction with the relay. `bounced` is why it came back, if it did."""

    message_id: str = ""
    bounced: str = ""


def making(session: Session, revision_id: UUID) -> tuple[Making, Sentence]:
    """Return how far the documents have come, and what is wrong if they failed."""
    job = session.scalar(
        select(JobRow).where(
            JobRow.subject_id == revision_id, JobRow.kind == JobKind.RENDER
        )
    )
    if job is None:
        return Making.WAITING, Sentence("")
    made = MADE.get(JobState(job.state), Making.WAITING)
    return made, reason_of(job.last_code) if made is Making.FAILED else Sentence("")


def deliveries(
    session: Session, vault: Vault, actor: Actor, revision: RevisionRow
) -> tuple[DeliveryView, ...]:
    """Return the deliveries of a revision in the order of its recipients."""
    rows = revisions.deliveries(session, revision.id)
    hidden = recipients.protected(session)
    jobs = _jobs(session, [row.id for row in rows])
    sent = _sent(session, [job.id for job in jobs.values()])
    box = revisions.box_of(vault, revision)
    views = (
        (to, _view(revision, row, to, jobs.get(row.id), sent))
        for row in rows
        for to in (revisions.delivery_to(box, row),)
    )
    return tuple(
        _guarded(view, actor) if hidden.holds(to) else view for to, view in views
    )


def _guarded(view: DeliveryView, actor: Actor) -> DeliveryView:
    """Return a delivery to somebody who has a protected identity by now."""
    if actor.may(Act.SEE_PROTECTED):
        return replace(view, protected=True)
    return replace(view, protected=True, masked=True, name="", email="")


def state_of(job: JobRow | None, *, recalled: bool, opened: bool) -> DeliveryState:
    """Return the state of a delivery, from its job's; the table in docs/jobs.md."""
    if job is None:
        return DeliveryState.CANCELLED if recalled else DeliveryState.QUEUED
    if job.state == JobState.READY:
        return DeliveryState.RETRYING if job.tries else DeliveryState.QUEUED
    if job.state == JobState.DEAD:
        refused = job.death == Death.PERMANENT
        return DeliveryState.FAILED if refused else DeliveryState.STOPPED
    if job.state == JobState.SUCCEEDED and opened:
        return DeliveryState.OPENED
    return STATES[JobState(job.state)]


def happenings(row: RevisionRow, view: RevisionView) -> Iterator[Happening]:
    """Return what happened to one revision: ids and counts, no names of recipients."""
    number = str(row.number)
    yield Happening(
        row.saved_at,
        Sentence("{name} sent version {number}", name=row.saved_by, number=number),
    )
    if row.recalled_at:
        yield Happening(row.recalled_at, Sentence("The sending was recalled"))
    for state, said in TOLD.items():
        if times := [one.at for one in view.deliveries if one.state is state]:
            yield Happening(max(times), Sentence(said, number=str(len(times))))


TOLD = {
    DeliveryState.SENT: Sentence("Mails sent: {number}"),
    DeliveryState.OPENED: Sentence("Recipients who opened the document: {number}"),
    DeliveryState.FAILED: Sentence("Mails that could not be delivered: {number}"),
    DeliveryState.STOPPED: Sentence("Mails that have stopped: {number}"),
}


def _view(
    revision: RevisionRow,
    row: DeliveryRow,
    to: Recipient,
    job: JobRow | None,
    sent: dict[UUID, _Sent],
) -> DeliveryView:
    recalled, opened = revision.recalled_at is not None, row.opened_at is not None
    state = state_of(job, recalled=recalled, opened=opened)
    last = sent.get(job.id, _Sent()) if job else _Sent()
    came_back = last.bounced and state is DeliveryState.SENT
    return DeliveryView(
        id=row.id,
        revision=revision.number,
        name=to.name,
        email=to.email,
        language=to.language,
        state=DeliveryState.FAILED if came_back else state,
        reason=reason_of(f"bounced_{last.bounced}")
        if came_back
        else _reason(job, state),
        at=_at(row, job),
        next_try=_next_try(job, state),
        message_id=last.message_id,
        is_replaced=row.replaced_by is not None,
        position=row.position,
    )


def _reason(job: JobRow | None, state: DeliveryState) -> Sentence:
    if job is None:
        return Sentence("")
    return reason_of(job.last_code, trying=state is DeliveryState.RETRYING)


def _at(row: DeliveryRow, job: JobRow | None) -> datetime:
    if row.opened_at:
        return row.opened_at
    finished = job.finished_at if job else None
    return moment(finished) if finished else row.created_at


def _next_try(job: JobRow | None, state: DeliveryState) -> datetime | None:
    if job is None or state is not DeliveryState.RETRYING:
        return None
    return moment(job.available_at)


def moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _jobs(session: Session, delivery_ids: list[UUID]) -> dict[UUID, JobRow]:
    rows = session.scalars(
        select(JobRow).where(
            JobRow.subject_id.in_(delivery_ids), JobRow.kind == JobKind.MAIL
        )
    )
    return {row.subject_id: row for row in rows}


def _sent(session: Session, job_ids: list[UUID]) -> dict[UUID, _Sent]:
    rows = session.scalars(
        select(AttemptRow)
        .where(AttemptRow.job_id.in_(job_ids))
        .order_by(AttemptRow.number)
    )
    return {
        row.job_id: _Sent(
            row.message_id, row.reply if row.phase == Phase.BOUNCED else ""
        )
        for row in rows
    }
