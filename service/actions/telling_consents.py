"""What is mailed of a consent besides the question: that something is to be seen.

No mail names a child or says what anybody chose. Addresses of those who take part are
read from their sealed deliveries at the moment the mail leaves.
"""

from uuid import UUID

from sqlalchemy.orm import Session

from service.actions.links import make_token
from service.actions.owners import owner_of
from service.actions.telling import Told
from service.core.consent_state import AWAITING
from service.core.errors import Erased, GiveUp, Late
from service.core.sentence import Sentence
from service.store import consents, recipients, revisions
from service.store.tables.access import NoticeRow
from service.store.tables.consents import ConsentEventRow
from service.store.tables.records import DeliveryRow, RecordRow
from service.tools import Tools


def of_reminder(tools: Tools, session: Session, notice: NoticeRow) -> Told:
    """Remind somebody of their question. Raises Late, also where none leads there now:
    they have answered meanwhile, or it rests, is over, or was asked anew; GiveUp."""
    one = consents.participant(session, notice.subject_id)
    row = consents.get(session, one.record_id)
    is_asked = one.revision == row.revision and row.state in AWAITING
    if one.answers or not is_asked:
        raise Late(Sentence("No answer is waited for now."))
    return _by_link(tools, session, one.id)


def of_participant(tools: Tools, session: Session, notice: NoticeRow) -> Told:
    """Lead somebody who takes part to their own page. Raises Erased, GiveUp."""
    return _by_link(tools, session, notice.subject_id)


def of_own_answer(tools: Tools, session: Session, notice: NoticeRow) -> Told:
    """Lead whom the event is about to their own page: there stands what they answered,
    or what they got for an answer. Raises Erased, GiveUp."""
    event = _event(session, notice)
    if event.participant_id is None:
        raise Erased(Sentence("There is no such participant."))
    return _by_link(tools, session, event.participant_id)


def of_event(tools: Tools, session: Session, notice: NoticeRow) -> Told:
    """Lead whoever holds the record to it, for who signs in."""
    return _by_record(tools, session, notice, _event(session, notice).record_id)


def of_end(tools: Tools, session: Session, notice: NoticeRow) -> Told:
    """Lead whoever holds it to a consent that will soon run out. Raises Erased."""
    if notice.record_id is None:
        raise Erased(Sentence("There is no such consent."))
    return _by_record(tools, session, notice, notice.record_id)


def _event(session: Session, notice: NoticeRow) -> ConsentEventRow:
    event = session.get(ConsentEventRow, notice.subject_id)
    if event is None:
        raise Erased(Sentence("There is no such event."))
    return event


def _by_record(
    tools: Tools, session: Session, notice: NoticeRow, record_id: UUID
) -> Told:
    """Lead whoever holds the record when the mail leaves, not when it was written."""
    link = f"{tools.settings.base_url}/records/{record_id}"
    to = owner_of(session, session.get_one(RecordRow, record_id))
    if not to.email:
        return Told(notice.to_name, notice.to_address, link)
    return Told(to.name, to.email, link)


def _by_link(tools: Tools, session: Session, participant_id: UUID) -> Told:
    one = consents.participant(session, participant_id)
    if one.delivery_id is None:
        raise Erased(Sentence("They are reached by no mail."))
    delivery = session.get_one(DeliveryRow, one.delivery_id)
    revision = revisions.get(session, delivery.revision_id)
    to = revisions.delivery_to(revisions.box_of(tools.vault, revision), delivery)
    owner = delivery.organisation_id
    if recipients.is_protected(
        session, delivery.person_id
    ) or recipients.is_protected_address(session, to.email, owner=owner):
        raise GiveUp("protected")
    token = make_token(delivery.id, tools.settings.secret_key)
    return Told(to.name, to.email, f"{tools.settings.base_url}/c/{token}")
