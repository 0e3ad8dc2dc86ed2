"""Notices: short mails of our own, such as a one-time code. They name nobody."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions import telling, telling_consents, telling_handovers
from service.actions.posting import post
from service.actions.telling import Told
from service.channels.message import Message
from service.channels.postman import Errand
from service.core.actor import SYSTEM
from service.core.errors import Erased
from service.core.jobs import Job, JobKind
from service.core.records import Recipient
from service.core.register import Organisation
from service.core.sentence import Sentence
from service.store import organisations, recipients
from service.store.tables.access import NoticeRow
from service.store.work import Work
from service.tools import Tools


class NoticeKind(StrEnum):
    """What a notice tells; its value names its templates in `templates/mail`."""

    CODE = "code"
    GLASS = "glass"
    ANCHOR = "anchor"
    ERASURE = "erasure"
    SCANS = "scans"
    HANDOVER = "handover"
    HANDOVERS = "handovers"
    CONSENT_REMINDER = "consent_reminder"
    CONSENT_RECEIPT = "consent_receipt"
    CONSENT_REPLY = "consent_reply"
    CONSENT_COMPLETE = "consent_complete"
    CONSENT_ENDS = "consent_ends"
    CONSENT_APPLIES = "consent_applies"
    CONSENT_LOOK = "consent_look"
    CONSENT_DONE = "consent_done"
    CONSENT_OVER = "consent_over"
    CONSENT_RENEW = "consent_renew"
    CONSENT_TAKEN_BACK = "consent_taken_back"
    CONSENT_CALLED_OFF = "consent_called_off"
    CONSENT_OFF = "consent_off"


SUBJECTS = {
    NoticeKind.CODE: Sentence("Your code"),
    NoticeKind.GLASS: Sentence("A confidential record was opened"),
    NoticeKind.ANCHOR: Sentence("The audit trail, to keep"),
    NoticeKind.ERASURE: Sentence("Records have been erased"),
    NoticeKind.SCANS: Sentence("Scanned forms wait for you"),
    NoticeKind.HANDOVER: Sentence("A record has been handed over to you"),
    NoticeKind.HANDOVERS: Sentence("Records have been handed over to you"),
    NoticeKind.CONSENT_REMINDER: Sentence("A question waits for your answer"),
    NoticeKind.CONSENT_RECEIPT: Sentence("Your answer has been received"),
    NoticeKind.CONSENT_REPLY: Sentence("We have answered your question"),
    NoticeKind.CONSENT_COMPLETE: Sentence("All have answered"),
    NoticeKind.CONSENT_ENDS: Sentence("What you have answered will soon run out"),
    NoticeKind.CONSENT_APPLIES: Sentence("A consent has changed"),
    NoticeKind.CONSENT_LOOK: Sentence("A consent needs you"),
    NoticeKind.CONSENT_DONE: Sentence("A consent has the answers it needs"),
    NoticeKind.CONSENT_OVER: Sentence("A consent has ended or changed"),
    NoticeKind.CONSENT_RENEW: Sentence("A consent will soon run out"),
    NoticeKind.CONSENT_CALLED_OFF: Sentence("A consent was called off"),
    NoticeKind.CONSENT_OFF: Sentence("You need not answer any more"),
    NoticeKind.CONSENT_TAKEN_BACK: Sentence("A withdrawal on paper: read it today"),
}
TELLING = {
    NoticeKind.CODE: telling.of_code,
    NoticeKind.GLASS: telling.of_glass,
    NoticeKind.ANCHOR: telling.of_anchor,
    NoticeKind.ERASURE: telling.of_erasure,
    NoticeKind.SCANS: telling.of_scans,
    NoticeKind.HANDOVER: telling_handovers.of_handover,
    NoticeKind.HANDOVERS: telling_handovers.of_all,
    NoticeKind.CONSENT_REMINDER: telling_consents.of_reminder,
    NoticeKind.CONSENT_RECEIPT: telling_consents.of_own_answer,
    NoticeKind.CONSENT_REPLY: telling_consents.of_own_answer,
    NoticeKind.CONSENT_COMPLETE: telling_consents.of_participant,
    NoticeKind.CONSENT_ENDS: telling_consents.of_participant,
    NoticeKind.CONSENT_APPLIES: telling_consents.of_participant,
    NoticeKind.CONSENT_LOOK: telling_consents.of_event,
    NoticeKind.CONSENT_DONE: telling_consents.of_event,
    NoticeKind.CONSENT_OVER: telling_consents.of_event,
    NoticeKind.CONSENT_RENEW: telling_consents.of_end,
    NoticeKind.CONSENT_TAKEN_BACK: telling_consents.of_event,
    NoticeKind.CONSENT_CALLED_OFF: telling_consents.of_event,
    NoticeKind.CONSENT_OFF: telling_consents.of_participant,
}
# Their addresses stand sealed in a delivery, and are read from there when they leave.
ADDRESSED_LATER = (
    NoticeKind.CODE,
    NoticeKind.CONSENT_REMINDER,
    NoticeKind.CONSENT_RECEIPT,
    NoticeKind.CONSENT_REPLY,
    NoticeKind.CONSENT_COMPLETE,
    NoticeKind.CONSENT_ENDS,
    NoticeKind.CONSENT_APPLIES,
    NoticeKind.CONSENT_OFF,
)
WAITED_FOR = -1  # somebody sits and waits for a code: it goes before other mails


def enqueue_notice(
    work: Work,
    kind: NoticeKind,
    *,
    organisation_id: UUID,
    subject_id: UUID,
    to: Recipient,
    record_id: UUID | None = None,
    now: datetime,
) -> None:
    """Write a notice down, to be mailed once this transaction has committed.

    `subject_id` is what it tells of: a code, a broken glass, an erasure; an anchor's is
    the organisation. Whoever has a protected identity or no address gets none. A code
    is told to the address of its delivery, and to no other: `to` gives the language.
    `record_id` is the consent whose withdrawal calls the notice back.
    """
    nowhere = not to.email and kind not in ADDRESSED_LATER
    if nowhere or recipients.is_protected(work.session, to.person_id):
        return
    notice = NoticeRow(
        organisation_id=organisation_id,
        kind=kind,
        subject_id=subject_id,
        record_id=record_id,
        to_name=to.name,
        to_address=to.email,
        language=to.language,
        created_at=now,
    )
    work.session.add(notice)
    work.session.flush()
    work.enqueue(
        JobKind.NOTICE,
        notice.id,
        organisation_id=organisation_id,
        priority=WAITED_FOR if kind is NoticeKind.CODE else 0,
    )


def send_notice(tools: Tools, job: Job) -> None:
    """Mail a notice, unless what it tells of is gone or over by now."""
    post(tools, job, _message(tools, job))


def _message(tools: Tools, job: Job) -> Message:
    with tools.look(SYSTEM) as session:
        notice = session.get(NoticeRow, job.subject_id)
        if notice is None:
            raise Erased(Sentence("There is no such notice."))
        sender = organisations.get(session, notice.organisation_id)
        told = _told(tools, session, notice)
        session.expunge_all()
    words = tools.speak(notice.language)
    return tools.postman.short(
        _errand(notice, told, sender),
        notice.kind,
        subject=words(SUBJECTS[NoticeKind(notice.kind)]),
        language=notice.language,
        **told.said,
    )


def _told(tools: Tools, session: Session, notice: NoticeRow) -> Told:
    return TELLING[NoticeKind(notice.kind)](tools, session, notice)


def _errand(notice: NoticeRow, told: Told, sender: Organisation) -> Errand:
    return Errand(
        delivery_id=notice.id,
        to_name=told.to_name,
        to_address=told.to_address,
        from_name=sender.name,
        reply_to=sender.email,
        written_at=notice.created_at,
        link=told.link,
        is_personal=False,
    )
