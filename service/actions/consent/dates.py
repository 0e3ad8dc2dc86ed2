"""The days that retention counts from, as far as a consent knows them."""

from service.actions.consent.standing import Case
from service.actions.consent.steps import last_words
from service.core.consent_state import ConsentState
from service.core.day import home_day
from service.core.retention import Event
from service.store import retention
from service.store.tables.records import RecordRow
from service.store.work import Work


def keep_dates(work: Work, case: Case) -> None:
    """Write down the child's 18th birthday, and when it was withdrawn if it is.

    Somebody who says yes again ends the withdrawal: then nothing is counted from it.
    A last day or a doubt does not.
    """
    record = work.session.get_one(RecordRow, case.row.record_id)
    if case.row.adult_on is not None:
        on = case.row.adult_on
        retention.put_date(work.session, record, Event.EIGHTEENTH_BIRTHDAY, on)
    if case.by_answers is ConsentState.WITHDRAWN:
        on = max(home_day(one.at) for one in last_words(case).values())
        retention.put_date(work.session, record, Event.WITHDRAWAL, on)
    else:
        retention.drop_date(work.session, record.id, Event.WITHDRAWAL)
