"""Nothing leaves once a consent has been withdrawn: it is called back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from service.actions.consent.told import doubted
from service.actions.noticing import NoticeKind
from service.core.consent import Role
from service.core.consent_state import AWAITING
from service.core.jobs import JobKind
from service.store import consents, revisions
from service.store.recalling import call_back, never_left
from service.store.tables.access import NoticeRow
from service.store.tables.consents import ParticipantRow
from service.store.work import Work


def stop_what_is_on_its_way(work: Work, record_id: UUID, *, by: str) -> int:
    """Cancel what tells of a locked consent and has not left; return how many.

    What a worker holds stops at its intent, which is committed under the same lock of
    the job (PROMISES P14). What tells of the withdrawal itself is written down later,
    and then to everybody whose mail was called back. Others are still asked: while
    their answers are waited for, their reminders go on.
    """
    row = consents.get(work.session, record_id)
    mails = work.session.scalars(
        select(ParticipantRow.delivery_id)
        .where(ParticipantRow.record_id == record_id)
        .where(ParticipantRow.role == Role.RECEIVER)
        .where(ParticipantRow.delivery_id.is_not(None))
    ).all()
    told = select(NoticeRow.id).where(NoticeRow.record_id == record_id)
    if row.state in AWAITING:
        told = told.where(NoticeRow.kind != NoticeKind.CONSENT_REMINDER)
    notices = work.session.scalars(told).all()
    subjects = [one for one in (*mails, *notices) if one]
    kinds = (JobKind.MAIL, JobKind.NOTICE)
    stopped = call_back(work, subjects, by=by, reason="withdrawn", kinds=kinds)
    if stopped:
        row.told_state = doubted(row.told_state)
    return stopped


def stop_asking(work: Work, record_id: UUID, *, by: str, now: datetime) -> None:
    """Call the question back from all whom it has not reached, and each reminder.

    What is not drawn yet is never mailed: the end of the drawing finds it recalled.
    """
    row = consents.get(work.session, record_id)
    newest = revisions.numbered(work.session, record_id, row.revision)
    revision = revisions.lock(work, newest.id)
    asked = [
        one.delivery_id
        for one in consents.participants(work.session, row)
        if one.decides and one.delivery_id
    ]
    reminders = select(NoticeRow.id).where(
        NoticeRow.record_id == record_id,
        NoticeRow.kind == NoticeKind.CONSENT_REMINDER,
    )
    subjects = [*asked, *work.session.scalars(reminders)]
    kinds = (JobKind.MAIL, JobKind.NOTICE)
    call_back(work, subjects, by=by, reason="recall", kinds=kinds)
    if any(never_left(work.session, one) for one in asked):
        revision.recalled_at = revision.recalled_at or now
