"""Send once more to one recipient, or call back what has not left."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from service.actions import states
from service.actions.links import give_link
from service.core.address import read_address
from service.core.errors import Invalid, NotFound, Refused
from service.core.jobs import JobKind, JobState
from service.core.records import CAN_BE_SENT_AGAIN, Actor
from service.core.sentence import Sentence
from service.store import jobs, recipients, revisions
from service.store.clock import db_now
from service.store.submissions import lock_record
from service.store.tables.jobs import JobRow
from service.store.tables.records import DeliveryRow
from service.store.tables.register import PersonRow
from service.store.work import Work
from service.tools import Tools


def resend(
    tools: Tools,
    actor: Actor,
    delivery_id: UUID,
    *,
    email: str | None = None,
    now: datetime,
) -> UUID:
    """Send to the same recipient again, and return the new delivery's id.

    `email` mends the address, in the register as well. Raises Invalid at `email`,
    Refused while the first mail is under way or for who is protected now, NotFound.
    """
    address = _address(email)
    with tools.begin() as work:
        old = _delivery(work, actor, delivery_id)
        _refuse_if_moving(work, old)
        _refuse_if_protected(work, old)
        new = _copy(old, email=address or old.email, now=now)
        work.session.add(new)
        work.session.flush()
        give_link(tools, new)
        old.replaced_by = new.id
        if address and old.person_id:
            _mend(work, old.person_id, address)
        if address:
            old.link_revoked_at = now
        work.enqueue(JobKind.MAIL, new.id, organisation_id=actor.organisation_id)
        record_id = revisions.get(work.session, old.revision_id).record_id
        work.note("resent", actor, record_id=record_id, about=str(new.id), now=now)
        return new.id


def recall(tools: Tools, actor: Actor, record_id: UUID, *, now: datetime) -> int:
    """Cancel every mail of the latest version that has not left; return how many.

    A mail in a worker's hands counts, and stops unless its last byte is out. Raises
    NotFound, and Refused when nothing is left to recall.
    """
    with tools.begin() as work:
        lock_record(work, actor.organisation_id, record_id)
        latest = revisions.latest(work.session, actor.organisation_id, record_id)
        revision = revisions.lock(work, latest.id)
        waiting = revisions.deliveries(work.session, revision.id)
        called_back = _call_back(work, [row.id for row in waiting], actor)
        if not called_back and revision.recalled_at:
            raise Refused(Sentence("The sending was recalled already."))
        if not called_back and _has_mails(work, waiting):
            raise Refused(Sentence("All the mails have left already."))
        revision.recalled_at = now
        work.note("recalled", actor, record_id=record_id, now=now)
        return called_back or len(waiting)


def _address(email: str | None) -> str:
    if email is None:
        return ""
    try:
        return read_address(email)
    except ValueError as problem:
        raise Invalid({"email": [problem.args[0]]}) from None


def _delivery(work: Work, actor: Actor, delivery_id: UUID) -> DeliveryRow:
    row = work.session.scalar(
        select(DeliveryRow)
        .where(DeliveryRow.id == delivery_id)
        .where(DeliveryRow.organisation_id == actor.organisation_id)
        .with_for_update()
    )
    if row is None:
        raise NotFound(Sentence("There is no such delivery."))
    return row


def _refuse_if_moving(work: Work, row: DeliveryRow) -> None:
    revision = revisions.get(work.session, row.revision_id)
    job = work.session.scalar(select(JobRow).where(JobRow.subject_id == row.id))
    state = states.state_of(
        job, recalled=revision.recalled_at is not None, opened=row.opened_at is not None
    )
    if state not in CAN_BE_SENT_AGAIN:
        raise Refused(Sentence("The mail is still under way. Wait until it is done."))


def _refuse_if_protected(work: Work, row: DeliveryRow) -> None:
    if recipients.is_protected(work.session, row.person_id):
        raise Refused(Sentence("This person has a protected identity. Use paper."))


def _copy(old: DeliveryRow, *, email: str, now: datetime) -> DeliveryRow:
    return DeliveryRow(
        organisation_id=old.organisation_id,
        revision_id=old.revision_id,
        position=old.position,
        person_id=old.person_id,
        name=old.name,
        email=email,
        language=old.language,
        created_at=now,
    )


def _mend(work: Work, person_id: UUID, email: str) -> None:
    work.session.execute(
        update(PersonRow).where(PersonRow.id == person_id).values(email=email)
    )


def _call_back(work: Work, delivery_ids: list[UUID], actor: Actor) -> int:
    """Cancel what waits; what is in a worker's hands, or in doubt, must not go (on)."""
    ours = (JobRow.subject_id.in_(delivery_ids), JobRow.kind == JobKind.MAIL)
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
    who = str(actor.account_id or "program")
    for job_id in cancelled:
        jobs.record_event(
            work, job_id, JobState.READY, JobState.CANCELLED, actor=who, reason="recall"
        )
    return len(cancelled) + len(asked)


def _has_mails(work: Work, waiting: Any) -> bool:
    ids = [row.id for row in waiting]
    found = select(JobRow.id).where(JobRow.subject_id.in_(ids)).limit(1)
    return work.session.scalar(found) is not None
