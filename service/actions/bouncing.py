"""A mail came back: its delivery says so, and a consent's owner is told."""

import logging
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from service.actions.consent.happening import follow_up
from service.actions.consent.standing import refresh
from service.actions.consent.taking_part import MAILED_ANEW
from service.channels.bounces import NoBounce, read_bounce
from service.core.actor import SYSTEM
from service.core.audit_views import POST
from service.core.consent import Happened
from service.core.jobs import JobKind
from service.settings.embedded import bounces_folder
from service.store import attempts, consents
from service.store.consents import NewEvent
from service.store.tables.access import CodeRow, NoticeRow
from service.store.tables.consents import ConsentEventRow, ParticipantRow
from service.store.tables.jobs import JobRow
from service.store.work import Work
from service.tools import Tools

log = logging.getLogger(__name__)


def take_bounce(tools: Tools, raw: bytes, *, to: str = "", now: datetime) -> str:
    """Take in a mail that arrived at a return path; return what was made of it.

    That is "bounced", "known" for one told before, or why it counts for nothing. It is
    never answered, and never an error: a mail server would only try again.
    """
    try:
        bounce = read_bounce(raw, tools.settings, to=to)
    except NoBounce as problem:
        return problem.code
    with tools.begin(SYSTEM) as work:
        job = work.session.scalar(
            select(JobRow).where(
                JobRow.subject_id == bounce.subject_id,
                JobRow.kind.in_((JobKind.MAIL, JobKind.NOTICE)),
            )
        )
        if job is None:
            return "unknown"
        if not attempts.came_back(work, job.id, status=bounce.status):
            return "known"
        note_bounced(tools, work, job.subject_id, code=bounce.status, now=now)
    return "bounced"


def take_spooled(tools: Tools, *, now: datetime) -> int:
    """Take in what the embedded mailbox has laid aside; return how many mails."""
    spooled = sorted(bounces_folder(tools.settings.var).glob("*.eml"))
    for file in spooled:
        said = take_bounce(tools, file.read_bytes(), now=now)
        log.info("a mail came back: %s", said)
        file.unlink(missing_ok=True)
    return len(spooled)


def note_bounced(
    tools: Tools, work: Work, subject_id: UUID, *, code: str, now: datetime
) -> None:
    """Note that a mail of a consent did not arrive: reminders stop, its owner is told.

    `subject_id` is the delivery or the notice. Mails of other records are none of ours,
    nor is a mail to an address that has been corrected since.
    """
    one = _participant(work, subject_id)
    if one is None:
        return
    row = consents.lock(work, one.record_id)
    if _went_to_an_older_address(work, one, subject_id):
        return
    work.session.refresh(one)
    one.remind_at = None
    new = NewEvent(
        happened=Happened.BOUNCED, by=POST, participant=one, said={"code": code}
    )
    box = tools.vault.box(row.record_id, row.organisation_id)
    event = consents.add_event(work, row, new, box=box, now=now)
    follow_up(work, event.id, row)
    refresh(tools.vault, work, row, now=now)


def _went_to_an_older_address(
    work: Work, one: ParticipantRow, subject_id: UUID
) -> bool:
    notice = work.session.get(NoticeRow, subject_id)
    mailed = consents.newest_of(work.session, one.id, MAILED_ANEW)
    return bool(notice and mailed and notice.created_at <= mailed.at)


def _participant(work: Work, subject_id: UUID) -> ParticipantRow | None:
    """Return whom a mail asked, reminded or gave a code, if it was one of a consent."""
    notice = work.session.get(NoticeRow, subject_id)
    if notice is None:
        return consents.of_delivery(work.session, subject_id)
    code = work.session.get(CodeRow, notice.subject_id)
    if code is not None:
        return consents.of_delivery(work.session, code.delivery_id)
    event = work.session.get(ConsentEventRow, notice.subject_id)
    if event is not None and not notice.to_address:  # a receipt; the owner's has one
        return work.session.get(ParticipantRow, event.participant_id)
    return work.session.get(ParticipantRow, notice.subject_id)
