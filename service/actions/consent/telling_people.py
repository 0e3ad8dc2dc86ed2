"""Who asked and who answered are told what they may know, each thing once.

No mail says what anybody chose. One person in two parts gets one mail, where it would
say the same: by the same address and the same name, for a mailbox can be two people's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions.consent.standing import Case
from service.actions.consent.steps import Step, last_words
from service.actions.noticing import (
    ADDRESSED_LATER,
    NoticeKind,
    enqueue_notice,
)
from service.actions.owners import owner_of
from service.core.consent import Happened, Rule
from service.core.consent_effects import ToOwner
from service.core.records import Recipient
from service.store import consents, notices, revisions
from service.store.recalling import never_left
from service.store.tables.consents import ParticipantRow
from service.store.tables.records import DeliveryRow, RecordRow
from service.store.work import Work

OWNERS = {
    ToOwner.LOOK: NoticeKind.CONSENT_LOOK,
    ToOwner.DONE: NoticeKind.CONSENT_DONE,
    ToOwner.CALLED_OFF: NoticeKind.CONSENT_CALLED_OFF,
    ToOwner.OVER: NoticeKind.CONSENT_OVER,
    ToOwner.TAKEN_BACK: NoticeKind.CONSENT_TAKEN_BACK,
}
# A withdrawal calls back what says, or lets one think, that something may be shared.
CALLED_BACK = (
    NoticeKind.CONSENT_DONE,
    NoticeKind.CONSENT_COMPLETE,
    NoticeKind.CONSENT_ENDS,
    NoticeKind.CONSENT_RENEW,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One notice to be written down: what it says, of what, and to whom."""

    kind: NoticeKind
    subject_id: UUID
    to: Recipient


def tell_people(work: Work, case: Case, step: Step, *, now: datetime) -> None:
    """Write down all that an event lets people know, but for what is written already.

    `case` is what applies now, locked. What has been overtaken is not told any more.
    """
    letters = list(_of_owner(work.session, case, step))
    letters += _of_others(work.session, case, step)
    letters += _of_asked(work.session, case, step)
    own = (*_of_signer(step), *_of_asker(work.session, step))
    for one in (*own, *each_once(letters)):
        write(work, case, one, now=now)


def write(work: Work, case: Case, letter: Letter, *, now: datetime) -> None:
    """Write a notice down, unless it stands there already."""
    if notices.is_written(work.session, letter.kind, letter.subject_id):
        return
    is_called_back = letter.kind in CALLED_BACK
    is_sealed = letter.kind in ADDRESSED_LATER
    enqueue_notice(
        work,
        letter.kind,
        organisation_id=case.row.organisation_id,
        subject_id=letter.subject_id,
        to=Recipient("", "", letter.to.language) if is_sealed else letter.to,
        record_id=case.row.record_id if is_called_back else None,
        now=now,
    )


def reached(session: Session, case: Case, one: ParticipantRow) -> Recipient | None:
    """Return to whom their mails go now; None for who gets none."""
    if one.delivery_id is None:
        return None
    delivery = session.get_one(DeliveryRow, one.delivery_id)
    return revisions.delivery_to(case.box, delivery)


def each_once(letters: list[Letter]) -> Iterator[Letter]:
    """Return the first letter to each person."""
    seen: set[tuple[str, str]] = set()
    for one in letters:
        person = (one.to.email.casefold(), one.to.name.casefold())
        if person not in seen:
            seen.add(person)
            yield one


def _of_signer(step: Step) -> Iterator[Letter]:
    for one in step.case.participants:
        is_theirs = one.id == step.event.participant_id and step.effects.has_receipt
        if is_theirs and one.delivery_id:
            nobody = Recipient("", "", step.event.language or one.language)
            yield Letter(NoticeKind.CONSENT_RECEIPT, step.event.id, nobody)


def _of_asker(session: Session, step: Step) -> Iterator[Letter]:
    """Return word to whoever asked, of an earlier question as well as of this one."""
    asker = step.event.participant_id
    if step.effects.tells_asker and asker:
        one = consents.participant(session, asker)
        nobody = Recipient("", "", one.language)
        yield Letter(NoticeKind.CONSENT_REPLY, step.event.id, nobody)


def _of_owner(session: Session, case: Case, step: Step) -> Iterator[Letter]:
    to = step.effects.to_owner
    if to and not (to is ToOwner.DONE and _is_overtaken(case, step)):
        record = session.get_one(RecordRow, case.row.record_id)
        yield Letter(OWNERS[to], step.event.id, owner_of(session, record))


def _of_others(session: Session, case: Case, step: Step) -> Iterator[Letter]:
    """Return word to all others who have answered that now everybody has."""
    if not step.effects.tells_others or _is_overtaken(case, step):
        return
    for one in step.case.participants:
        is_other = one.id != step.event.participant_id and one.id in last_words(case)
        if is_other and (to := reached(session, case, one)):
            yield Letter(NoticeKind.CONSENT_COMPLETE, one.id, to)


def _of_asked(session: Session, case: Case, step: Step) -> Iterator[Letter]:
    """Return word to all whom the question reached that nobody need answer it.

    Where one is enough, only who has not answered: for others it may have applied.
    """
    if not step.effects.tells_asked or _is_overtaken(case, step):
        return
    heard = last_words(case) if case.model.rule is Rule.ANY else {}
    for one in step.case.participants:
        is_asked = one.decides and one.id not in heard
        if is_asked and (to := _asked_by_mail(session, case, one)):
            yield Letter(NoticeKind.CONSENT_OFF, one.id, to)


def _asked_by_mail(
    session: Session, case: Case, one: ParticipantRow
) -> Recipient | None:
    is_asked = one.delivery_id is not None and not never_left(session, one.delivery_id)
    return reached(session, case, one) if is_asked else None


def _is_overtaken(case: Case, step: Step) -> bool:
    """Whether somebody has taken something back since, or something else is asked."""
    is_taken_back = any(
        one.happened == Happened.WITHDRAWN and one.sequence > step.event.sequence
        for one in case.events
    )
    return is_taken_back or case.row.revision != step.event.revision
