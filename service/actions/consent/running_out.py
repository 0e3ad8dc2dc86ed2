"""A consent that will soon run out: who asked and who answered are told once.

Who decides together with others is told whatever they have said: if only a yes of all
were followed by this mail, it would tell each what the others said. Who asked is told
only of what may be shared.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from service.actions.consent.standing import Case
from service.actions.consent.telling_people import (
    Letter,
    each_once,
    reached,
    write,
)
from service.actions.noticing import NoticeKind
from service.actions.owners import owner_of
from service.core.consent import Rule
from service.core.consent_effects import DECIDED
from service.core.consent_state import SHARING
from service.core.day import home_day
from service.store import notices, revisions
from service.store.tables.consents import ConsentRow, ParticipantRow
from service.store.tables.records import RecordRow
from service.store.work import Work


def remind_of_the_end(work: Work, case: Case, *, now: datetime) -> bool:
    """Tell of the last day of a locked consent, once for each question that was asked.

    Return whether that was now.
    """
    row, session = case.row, work.session
    revision = revisions.numbered(session, row.record_id, row.revision)
    is_shared = case.standing(today=home_day(now)).state in SHARING
    is_written = notices.is_written(session, NoticeKind.CONSENT_RENEW, revision.id)
    if is_written or not (is_shared or _have_decided_together(case)):
        return False
    letters = [
        Letter(NoticeKind.CONSENT_ENDS, one.id, to)
        for one in case.participants
        if one.answers and (to := reached(session, case, one))
    ]
    if is_shared:
        to = owner_of(session, session.get_one(RecordRow, row.record_id))
        letters.insert(0, Letter(NoticeKind.CONSENT_RENEW, revision.id, to))
    for letter in each_once(letters):
        write(work, case, letter, now=now)
    return bool(letters)


def have_decided_together() -> ColumnElement[bool]:
    """Whether several have decided, and one of them can be mailed: asked of a SELECT of
    consents. One's answer may be enough; otherwise all have given theirs."""
    one = ParticipantRow
    theirs = (
        one.record_id == ConsentRow.record_id,
        one.revision == ConsentRow.revision,
        one.decides.is_(True),
    )
    several = select(func.count(one.id)).where(*theirs).scalar_subquery() > 1
    silent = exists().where(*theirs, one.answers == 0)
    reached_by_mail = exists().where(
        *theirs, one.answers > 0, one.delivery_id.is_not(None)
    )
    enough = or_(ConsentRow.rule == Rule.ANY, ~silent)
    return and_(ConsentRow.state.in_(DECIDED), several, enough, reached_by_mail)


def _have_decided_together(case: Case) -> bool:
    """As `have_decided_together`, once more under the lock."""
    theirs = [one.answers for one in case.participants if one.decides]
    is_enough = all(theirs) or case.model.rule is Rule.ANY
    return case.row.state in DECIDED and len(theirs) > 1 and is_enough
