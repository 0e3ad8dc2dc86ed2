"""Somebody who was asked is mailed anew, perhaps to another address."""

from datetime import datetime

from service.actions.consent.reminding import first_reminder
from service.core.actor import Actor
from service.core.consent import Happened
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

    The reminders start over. Mails of other records are none of ours.
    """
    one = consents.of_delivery(work.session, old.id)
    if one is None:
        return
    row = consents.lock(work, one.record_id)
    work.session.refresh(one)
    old.link_revoked_at = now
    one.delivery_id = new.id
    one.reminders = 0
    first = first_reminder(one, tools.settings.reminders, now=now)
    one.remind_at = None if one.answers else first
    if is_corrected:
        reached = NewEvent(happened=Happened.REACHED, by=actor.label, participant=one)
        box = tools.vault.box(row.record_id, row.organisation_id)
        consents.add_event(work, row, reached, box=box, now=now)
