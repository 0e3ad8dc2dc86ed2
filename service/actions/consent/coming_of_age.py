"""The child turns 18: from that day nobody else's answer holds (PROMISES D4)."""

from datetime import datetime

from service.actions.consent.dates import keep_dates
from service.actions.consent.happening import follow_up
from service.actions.consent.standing import Case, refresh
from service.core.audit_views import CLOCK
from service.core.consent import Doubt, Happened, Role, Rule
from service.core.day import home_day
from service.core.jobs import JobKind
from service.store import consents
from service.store.consents import NewEvent
from service.store.recalling import call_back
from service.store.tables.records import DeliveryRow
from service.store.work import Work
from service.tools import Tools


def come_of_age(tools: Tools, work: Work, case: Case, *, now: datetime) -> bool:
    """End the guardians' part of a locked consent, once. Return whether it was now.

    Their links are dead, what is on its way to them stays, and the one who asked is
    told that it must be thought over. What they have answered is kept as it is.
    """
    row, grown_up = case.row, case.row.adult_on
    is_due = grown_up is not None and home_day(now) >= grown_up
    if not is_due or case.model.rule is Rule.CHILD or _is_noted(case):
        return False
    _let_guardians_go(work, case, now=now)
    said = {"doubt": str(Doubt.EIGHTEEN), "note": ""}
    doubted = NewEvent(happened=Happened.DOUBTED, by=CLOCK, said=said)
    event = consents.add_event(work, row, doubted, box=case.box, now=now)
    follow_up(work, event.id, row)
    refresh(tools.vault, work, row, now=now)
    keep_dates(work, case)
    return True


def _is_noted(case: Case) -> bool:
    return any(
        one.happened == Happened.DOUBTED
        and one.actor == CLOCK
        and one.revision == case.row.revision
        for one in case.events
    )


def _let_guardians_go(work: Work, case: Case, *, now: datetime) -> None:
    guardians = [one for one in case.participants if one.role == Role.GUARDIAN]
    for one in guardians:
        one.remind_at = None
    mails = [one.delivery_id for one in guardians if one.delivery_id]
    for delivery_id in mails:
        delivery = work.session.get_one(DeliveryRow, delivery_id)
        delivery.link_revoked_at = delivery.link_revoked_at or now
    call_back(work, mails, by=CLOCK, reason="eighteen", kinds=(JobKind.MAIL,))
