"""Somebody who was asked is mailed anew, perhaps to another address."""

from datetime import datetime

from service.actions.consent.reminder_policy import policy_of
from service.actions.consent.reminding import first_reminder
from service.actions.consent.standing import read_case
from service.core.actor import Actor
from service.core.consent import Happened, Role
from service.core.day import home_day
from service.core.errors import Refused
from service.core.sentence import Sentence
from service.store import consents
from service.store.consents import NewEvent
from service.store.tables.records import DeliveryRow
from service.store.work import Work
from service.tools import Tools


def follow_new_mail(
    tools: Tools,
    work: Work,
    actor: Actor,
    old: DeliveryRow,
    new: DeliveryRow,
    *,
    is_corrected: bool,
    now: datetime,
) -> None:
    """Let whom `old` asked be reached by `new`, and no more by the old link.

    The reminders start over. Mails of other records are none of ours. Raises Refused
    for a guardian whose child has turned 18 meanwhile.
    """
    one = consents.of_delivery(work.session, old.id)
    if one is None:
        return
    row = consents.lock(work, one.record_id)
    work.session.refresh(one)
    case = read_case(work.session, tools.vault, row)
    if one.role == Role.GUARDIAN and case.is_of_age(home_day(now)):
        raise Refused(Sentence("Whoever is 18 decides alone."))
    old.link_revoked_at = now
    one.delivery_id = new.id
    one.reminders = 0
    policy = policy_of(tools, work.session, row.organisation_id)
    first = first_reminder(one, policy, now=now)
    one.remind_at = None if one.answers else first
    _let_live_as_long(old, new)
    happened = Happened.REACHED if is_corrected else Happened.SENT_AGAIN
    mailed = NewEvent(happened=happened, by=actor.label, participant=one)
    consents.add_event(work, row, mailed, box=case.box, now=now)


def _let_live_as_long(old: DeliveryRow, new: DeliveryRow) -> None:
    """Who has answered can take it back by the new link for as long as by the old."""
    if old.link_expires_at and new.link_expires_at:
        new.link_expires_at = max(old.link_expires_at, new.link_expires_at)
