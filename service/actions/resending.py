"""Send once more to one recipient, or call back what has not left."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update

from service.actions import states
from service.actions.addressing import CLOSED
from service.actions.consent.reaching import follow_new_mail
from service.actions.links import give_link
from service.core.actor import Actor, require
from service.core.address import read_address
from service.core.errors import Invalid, NotFound, Refused
from service.core.jobs import JobKind
from service.core.permits import Act
from service.core.records import CAN_BE_SENT_AGAIN
from service.core.sentence import Sentence
from service.store import consents, listing, recipients, revisions
from service.store.recalling import call_back
from service.store.tables.jobs import JobRow
from service.store.tables.records import DeliveryRow
from service.store.tables.register import PersonRow
from service.store.vault import Box
from service.store.work import Work
from service.tools import Tools


def resend(
    tools: Tools,
    actor: Actor,
    delivery_id: UUID,
    *,
    of: UUID | None = None,
    email: str | None = None,
    now: datetime,
) -> UUID:
    """Send to the same recipient again, and return the new delivery's id.

    `of` is the record it must be of, where one is told. `email` mends the address, in
    the register as well if they keep it. Raises Invalid at `email`, NotFound,
    Forbidden; Refused while the first mail is under way or for who is protected now.
    """
    require(actor, Act.SEND_RECORD)
    address = _address(email)
    with tools.begin(actor) as work:
        _lock_consent(work, delivery_id)
        old = _delivery(work, delivery_id)
        record_id = revisions.get(work.session, old.revision_id).record_id
        if of not in (None, record_id):
            raise NotFound(Sentence("There is no such delivery."))
        listing.record(work.session, actor, record_id, Act.SEND_RECORD, now=now)
        _refuse_if_moving(work, old)
        _refuse_if_protected(work, old, address)
        box = tools.vault.box(record_id, old.organisation_id)
        new = _replace(tools, work, old, box, email=address, now=now)
        if address and old.person_id and actor.may(Act.WRITE_REGISTER):
            _mend(work, old.person_id, address)
        if address:
            old.link_revoked_at = now
        follow_new_mail(
            tools, work, actor, old, new, is_corrected=bool(address), now=now
        )
        work.enqueue(JobKind.MAIL, new.id, organisation_id=actor.organisation_id)
        work.note("resent", actor, record_id=record_id, about=str(new.id), now=now)
        return new.id


def recall(tools: Tools, actor: Actor, record_id: UUID, *, now: datetime) -> int:
    """Cancel every mail of the latest version that has not left; return how many.

    A mail in a worker's hands counts, and stops unless its last byte is out. Raises
    NotFound, Forbidden, and Refused when nothing is left to recall.
    """
    require(actor, Act.SEND_RECORD)
    with tools.begin(actor) as work:
        listing.record(
            work.session, actor, record_id, Act.SEND_RECORD, now=now, lock=True
        )
        latest = revisions.latest(work.session, record_id)
        revision = revisions.lock(work, latest.id)
        waiting = revisions.deliveries(work.session, revision.id)
        mails = [row.id for row in waiting]
        called_back = call_back(work, mails, by=actor.label, reason="recall")
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


def _lock_consent(work: Work, delivery_id: UUID) -> None:
    """Lock the consent first, if it is one's: so do all who lock a delivery of it."""
    if one := consents.of_delivery(work.session, delivery_id):
        consents.lock(work, one.record_id)


def _delivery(work: Work, delivery_id: UUID) -> DeliveryRow:
    row = work.session.scalar(
        select(DeliveryRow).where(DeliveryRow.id == delivery_id).with_for_update()
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


def _refuse_if_protected(work: Work, row: DeliveryRow, address: str) -> None:
    if recipients.is_protected(work.session, row.person_id):
        raise Refused(Sentence("This person has a protected identity. Use paper."))
    if recipients.is_protected_address(work.session, address):
        raise Invalid({"email": [CLOSED]})


def _replace(
    tools: Tools, work: Work, old: DeliveryRow, box: Box, *, email: str, now: datetime
) -> DeliveryRow:
    new = _copy(old, box, email=email, now=now)
    work.session.add(new)
    work.session.flush()
    give_link(tools, new)
    old.replaced_by = new.id
    return new


def _copy(old: DeliveryRow, box: Box, *, email: str, now: datetime) -> DeliveryRow:
    to, new_id = revisions.delivery_to(box, old), uuid4()
    return DeliveryRow(
        id=new_id,
        organisation_id=old.organisation_id,
        revision_id=old.revision_id,
        position=old.position,
        person_id=old.person_id,
        sealed=revisions.seal_delivery(
            box, new_id, name=to.name, email=email or to.email
        ),
        language=old.language,
        created_at=now,
    )


def _mend(work: Work, person_id: UUID, email: str) -> None:
    work.session.execute(
        update(PersonRow).where(PersonRow.id == person_id).values(email=email)
    )


def _has_mails(work: Work, waiting: Any) -> bool:
    ids = [row.id for row in waiting]
    found = select(JobRow.id).where(JobRow.subject_id.in_(ids)).limit(1)
    return work.session.scalar(found) is not None
