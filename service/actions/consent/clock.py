"""What time alone brings a consent: a first day, a last day, an 18th birthday.

Asked at every sweep of every worker. What is due is looked for without a lock, then
weighed once more under it: whoever comes second finds nothing left to do.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select

from service.actions.consent.coming_of_age import come_of_age
from service.actions.consent.dates import keep_dates
from service.actions.consent.happening import follow_up
from service.actions.consent.running_out import (
    have_decided_together,
    remind_of_the_end,
)
from service.actions.consent.standing import Case, read_case, refresh
from service.actions.consent.telling_receivers import tell_receivers
from service.actions.noticing import NoticeKind
from service.core.actor import SYSTEM
from service.core.audit_views import CLOCK
from service.core.consent import Happened, Rule
from service.core.consent_state import OVER, SHARING, ConsentState
from service.core.day import home_day
from service.core.errors import Erased, NotFound, Tampered, Unavailable
from service.store import consents
from service.store.consents import NewEvent
from service.store.tables.access import NoticeRow
from service.store.tables.consents import ConsentEventRow, ConsentRow
from service.store.tables.records import RecordRow
from service.store.work import Work
from service.tools import Tools

log = logging.getLogger(__name__)
AT_A_TIME = 100
ENDINGS = (Happened.EXPIRED, Happened.ENDED)  # told already, whichever came
# An expiry that somebody's visit has found first is still told, so many days later.
LOOKS_BACK = timedelta(days=7)
BEFORE_THE_END = timedelta(days=30)
STILL_FRESH = timedelta(days=14)
TELL_THE_END = (NoticeKind.CONSENT_RENEW, NoticeKind.CONSENT_ENDS)

Page = Callable[[Tools, Work, Case, datetime], bool]


def turn_pages(tools: Tools, *, now: datetime) -> int:
    """Do what the day calls for; return to how many consents something happened."""
    return sum(
        _turn(tools, record_id, page, now=now)
        for due, page in PAGES
        for record_id in _due(tools, due(home_day(now), now))
    )


def _due(tools: Tools, wanted: ColumnElement[bool]) -> list[UUID]:
    with tools.look(SYSTEM) as session:
        return list(
            session.scalars(
                select(ConsentRow.record_id)
                .join(RecordRow, RecordRow.id == ConsentRow.record_id)
                .where(RecordRow.erased_at.is_(None), wanted)
                .order_by(ConsentRow.changed_at)
                .limit(AT_A_TIME)
            )
        )


def _turn(tools: Tools, record_id: UUID, page: Page, *, now: datetime) -> bool:
    """Turn one page. A consent that cannot be opened must not stop the others."""
    try:
        with tools.begin(SYSTEM) as work:
            row = consents.lock(work, record_id)
            case = read_case(work.session, tools.vault, row)
            return page(tools, work, case, now)
    except (Erased, NotFound, Tampered, Unavailable) as problem:
        log.warning("consent %s: %s", record_id, type(problem).__name__)
        return False


def _run_out(tools: Tools, work: Work, case: Case, now: datetime) -> bool:
    """Note once that the last day is over; who must know is told by that event."""
    last, row = case.row.valid_to, case.row
    if last is None or home_day(now) <= last or _has_ended(case):
        return False
    new = NewEvent(happened=Happened.EXPIRED, by=CLOCK)
    event = consents.add_event(work, row, new, box=case.box, now=now)
    follow_up(work, event.id, row)
    refresh(tools.vault, work, row, now=now)
    return True


def _tell_the_day(tools: Tools, work: Work, case: Case, now: datetime) -> bool:
    """Tell the parties what has begun today, or ended with a newer question."""
    row, told = case.row, case.row.told_state
    tell_receivers(tools, work, case, today=home_day(now), now=now)
    keep_dates(work, case)
    if row.told_state == told:
        return False
    row.changed_at = now  # a job that comes late weighs no earlier day than this
    return True


def _turn_18(tools: Tools, work: Work, case: Case, now: datetime) -> bool:
    return come_of_age(tools, work, case, now=now)


def _remind(tools: Tools, work: Work, case: Case, now: datetime) -> bool:
    return remind_of_the_end(work, case, now=now)


def _has_ended(case: Case) -> bool:
    now_asked = case.row.revision
    return any(
        one.happened in ENDINGS and one.revision == now_asked for one in case.events
    )


def _over_by_now(today: date, _: datetime) -> ColumnElement[bool]:
    just_over = ConsentRow.valid_to >= today - LOOKS_BACK
    found_by_others = and_(ConsentRow.state == ConsentState.EXPIRED, just_over)
    return and_(
        ConsentRow.valid_to < today,
        or_(ConsentRow.state.not_in(OVER), found_by_others),
        ~_noted(ConsentEventRow.happened.in_(ENDINGS)),
    )


def _begun_or_replaced(today: date, _: datetime) -> ColumnElement[bool]:
    begun = or_(ConsentRow.valid_from.is_(None), ConsentRow.valid_from <= today)
    shares = ConsentRow.state.in_(SHARING)
    return or_(
        and_(shares, ConsentRow.valid_from.is_not(None), begun, ~_is_told()),
        and_(~shares, _is_told()),
    )


def _of_age(today: date, _: datetime) -> ColumnElement[bool]:
    by_clock = and_(
        ConsentEventRow.happened == Happened.DOUBTED, ConsentEventRow.actor == CLOCK
    )
    return and_(
        ConsentRow.adult_on <= today,
        ConsentRow.rule != Rule.CHILD,
        ConsentRow.state.not_in(OVER),
        ~_noted(by_clock),
    )


def _ending_soon(today: date, now: datetime) -> ColumnElement[bool]:
    is_told = exists().where(
        NoticeRow.kind.in_(TELL_THE_END),
        NoticeRow.record_id == ConsentRow.record_id,
        NoticeRow.created_at > now - BEFORE_THE_END - STILL_FRESH,
    )
    return and_(
        or_(ConsentRow.state.in_(SHARING), have_decided_together()),
        ConsentRow.valid_to.between(today, today + BEFORE_THE_END),
        ConsentRow.changed_at < now - STILL_FRESH,
        ~is_told,
    )


def _is_told() -> ColumnElement[bool]:
    return ConsentRow.told_state != ""


def _noted(wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        ConsentEventRow.record_id == ConsentRow.record_id,
        ConsentEventRow.revision == ConsentRow.revision,
        wanted,
    )


Due = Callable[[date, datetime], ColumnElement[bool]]
PAGES: tuple[tuple[Due, Page], ...] = (
    (_of_age, _turn_18),
    (_over_by_now, _run_out),
    (_begun_or_replaced, _tell_the_day),
    (_ending_soon, _remind),
)
