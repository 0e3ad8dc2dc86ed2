"""What comes with consents that are handed over: counted, and nobody is named."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from service.actions.consent.people import people
from service.actions.consent.reminder_policy import policy_of
from service.actions.consent.standing import read_case
from service.actions.consent.waiting import PRESSING, reason
from service.core.handovers import GoesAlong
from service.kinds.consent import NAME
from service.store import consents
from service.store.handovers import STANDS
from service.store.tables.consents import ConsentRow, ParticipantRow
from service.store.tables.records import RecordRow
from service.tools import Tools


def goes_along(tools: Tools, session: Session, record: RecordRow) -> GoesAlong:
    """Return what waits in one record, with its people; nothing but in a consent."""
    if record.kind != NAME:
        return GoesAlong()
    row = consents.get(session, record.id)
    asked = people(read_case(session, tools.vault, row), {})
    return GoesAlong(
        consents=1,
        questions=row.open_questions,
        papers=sum(
            one.has_scan or one.has_withdrawal or one.wants_paper for one in asked
        ),
        reminders=sum(one.remind_at is not None for one in asked),
    )


def all_go_along(
    tools: Tools, session: Session, account_id: UUID, *, now: datetime
) -> GoesAlong:
    """Return the same of all that stands in somebody's name; no record is opened."""
    theirs = (RecordRow.account_id == account_id, STANDS)
    records = session.scalar(select(func.count(RecordRow.id)).where(*theirs)) or 0
    organisation = select(RecordRow.organisation_id).where(*theirs).limit(1)
    owner = session.scalar(organisation)
    if owner is None:
        return GoesAlong(records=0)
    why = reason(first=policy_of(tools, session, owner).first, now=now)
    rows = session.execute(
        select(ConsentRow.open_questions, why, _reminders())
        .join(RecordRow, RecordRow.id == ConsentRow.record_id)
        .where(*theirs)
    ).all()
    return GoesAlong(
        records=records,
        consents=len(rows),
        questions=sum(row[0] for row in rows),
        reminders=sum(row[2] for row in rows),
        waiting=sum(row[1] is not None and row[1] < len(PRESSING) for row in rows),
    )


def _reminders() -> ColumnElement[int]:
    return (
        select(func.count(ParticipantRow.id))
        .where(ParticipantRow.record_id == ConsentRow.record_id)
        .where(ParticipantRow.remind_at.is_not(None))
        .correlate(ConsentRow)
        .scalar_subquery()
    )
