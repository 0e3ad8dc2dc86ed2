"""Who holds a personal link of a consent, and whether it works in their browser."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions.links import CodeNeeded, is_alive, link_hash, no_such_link
from service.core.audit_views import LINK
from service.store import codes, consents, proofs, recipients
from service.store.tables.consents import ConsentRow, ParticipantRow
from service.store.tables.records import DeliveryRow
from service.store.work import Work


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody at the door of a consent: their link, their part, and the consent."""

    delivery: DeliveryRow
    participant: ParticipantRow
    consent: ConsentRow

    @property
    def label(self) -> str:
        """Return how the audit trail names them: they have no account."""
        return f"{LINK}{self.delivery.id}"

    @property
    def is_outdated(self) -> bool:
        """Whether something else is asked now than when this link was mailed."""
        return self.participant.revision != self.consent.revision


def holder(session: Session, token: str, *, now: datetime) -> Holder:
    """Return who holds a link that works, or raise NotFound.

    Unknown, expired and revoked links look alike, and so do those of people who have
    come under protection since. A link of an older question still names its holder.
    """
    found = session.execute(
        select(DeliveryRow, ParticipantRow, ConsentRow)
        .join(ParticipantRow, ParticipantRow.delivery_id == DeliveryRow.id)
        .join(ConsentRow, ConsentRow.record_id == ParticipantRow.record_id)
        .where(DeliveryRow.link_hash == link_hash(token))
        .where(is_alive(now))
    ).one_or_none()
    if found is None or recipients.is_protected(session, found[0].person_id):
        raise no_such_link()
    return Holder(*found)


def opened(session: Session, token: str, *, browser: str, now: datetime) -> Holder:
    """As `holder`, where a code or an e-ID has opened it. Raises CodeNeeded."""
    found = holder(session, token, now=now)
    link = found.delivery.id
    if proofs.has_opened(session, link, browser, now=now):
        return found
    if not codes.has_opened(session, link, browser, now=now):
        raise CodeNeeded
    return found


def opened_and_locked(work: Work, token: str, *, browser: str, now: datetime) -> Holder:
    """As `opened`, with the consent locked: so that something may be added to it.

    A link that is closed while we wait for the lock is closed: its address may have
    been another's. Raises as `opened`.
    """
    found = opened(work.session, token, browser=browser, now=now)
    consents.lock(work, found.consent.record_id)
    again = opened(work.session, token, browser=browser, now=now)
    work.session.refresh(again.participant)
    return again
