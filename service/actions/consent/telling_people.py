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
from service.actions.consent.turns import Turn, last_words
from service.actions.noticing import (
    ADDRESSED_LATER,
    NoticeKind,
    enqueue_notice,
)
from service.core.consent import Happened
from service.core.consent_effects import ToOwner
from service.core.records import Recipient
from service.store import consents, notices, organisations, revisions
from service.store.tables.consents import ParticipantRow
from service.store.tables.records import DeliveryRow
from service.store.tables.register import AccountRow
from service.store.work import Work

OWNERS = {
    ToOwner.LOOK: NoticeKind.CONSENT_LOOK,
    ToOwner.DONE: NoticeKind.CONSENT_DONE,
    ToOwner.OVER: NoticeKind.CONSENT_OVER,
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


def tell_people(work: Work, case: Case, turn: Turn, *, now: datetime) -> None:
    """Write down all that an event lets people know, but for what is written already.

    `case` is what applies now, locked. What has been overtaken is not told any more.
    """
    letters = list(_of_owner(work.session, case, turn))
    letters += _of_others(work.session, case, turn)
    own = (*_of_signer(turn), *_of_asker(work.session, turn))
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


def owner_of(session: Session, case: Case) -> Recipient:
    """Return whoever asked; the organisation itself where a program did, or where
    they may not sign in any more: nobody reads what is sent to them."""
    revision = revisions.numbered(session, case.row.record_id, case.row.revision)
    account = revision.account_id and session.get(AccountRow, revision.account_id)
    if account and account.disabled_at is None:
        return Recipient(
            account.name, account.email, account.language, account.person_id
        )
    sender = organisations.get(session, case.row.organisation_id)
    return Recipient(sender.name, sender.email, "sv")


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


def _of_signer(turn: Turn) -> Iterator[Letter]:
    for one in turn.case.participants:
        is_theirs = one.id == turn.event.participant_id and turn.effects.has_receipt
        if is_theirs and one.delivery_id:
            nobody = Recipient("", "", turn.event.language or one.language)
            yield Letter(NoticeKind.CONSENT_RECEIPT, turn.event.id, nobody)


def _of_asker(session: Session, turn: Turn) -> Iterator[Letter]:
    """Return word to whoever asked, of an earlier question as well as of this one."""
    asker = turn.event.participant_id
    if turn.effects.tells_asker and asker:
        one = consents.participant(session, asker)
        nobody = Recipient("", "", one.language)
        yield Letter(NoticeKind.CONSENT_REPLY, turn.event.id, nobody)


def _of_owner(session: Session, case: Case, turn: Turn) -> Iterator[Letter]:
    to = turn.effects.to_owner
    if to and not (to is ToOwner.DONE and _is_overtaken(case, turn)):
        yield Letter(OWNERS[to], turn.event.id, owner_of(session, case))


def _of_others(session: Session, case: Case, turn: Turn) -> Iterator[Letter]:
    """Return word to all others who have answered that now everybody has."""
    if not turn.effects.tells_others or _is_overtaken(case, turn):
        return
    for one in turn.case.participants:
        is_other = one.id != turn.event.participant_id and one.id in last_words(case)
        if is_other and (to := reached(session, case, one)):
            yield Letter(NoticeKind.CONSENT_COMPLETE, one.id, to)


def _is_overtaken(case: Case, turn: Turn) -> bool:
    """Whether somebody has taken something back since, or something else is asked."""
    is_taken_back = any(
        one.happened == Happened.WITHDRAWN and one.sequence > turn.event.sequence
        for one in case.events
    )
    return is_taken_back or case.row.revision != turn.event.revision
