"""A consent that will soon run out: who asked and who answered are told once."""

from datetime import datetime

from service.actions.consent.standing import Case
from service.actions.consent.telling_people import (
    Letter,
    each_once,
    owner_of,
    reached,
    write,
)
from service.actions.noticing import NoticeKind
from service.core.consent_state import SHARING
from service.core.day import home_day
from service.store import notices, revisions
from service.store.work import Work


def remind_of_the_end(work: Work, case: Case, *, now: datetime) -> bool:
    """Tell of the last day of a locked consent, once for each question that was asked.

    Return whether that was now.
    """
    row, session = case.row, work.session
    revision = revisions.numbered(session, row.record_id, row.revision)
    if case.standing(today=home_day(now)).state not in SHARING or notices.is_written(
        session, NoticeKind.CONSENT_RENEW, revision.id
    ):
        return False
    owner = Letter(NoticeKind.CONSENT_RENEW, revision.id, owner_of(session, case))
    others = [
        Letter(NoticeKind.CONSENT_ENDS, one.id, to)
        for one in case.participants
        if one.answers and (to := reached(session, case, one))
    ]
    for letter in each_once([owner, *others]):
        write(work, case, letter, now=now)
    return True
