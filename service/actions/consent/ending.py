"""Nothing leaves once a consent has been withdrawn: it is called back."""

from uuid import UUID

from sqlalchemy import select

from service.actions.consent.reminding import OPEN
from service.actions.consent.telling_receivers import CALLED_BACK
from service.actions.noticing import NoticeKind
from service.core.consent import Role
from service.core.jobs import JobKind
from service.store import consents
from service.store.recalling import call_back
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
    if row.state in OPEN:
        told = told.where(NoticeRow.kind != NoticeKind.CONSENT_REMINDER)
    notices = work.session.scalars(told).all()
    subjects = [one for one in (*mails, *notices) if one]
    kinds = (JobKind.MAIL, JobKind.NOTICE)
    stopped = call_back(work, subjects, by=by, reason="withdrawn", kinds=kinds)
    if stopped and row.told_state and not row.told_state.endswith(CALLED_BACK):
        row.told_state += CALLED_BACK
    return stopped
