"""Somebody opens their link with a code: they have been reached."""

from datetime import datetime

from service.actions.consent.standing import refresh
from service.core.audit_views import LINK
from service.core.consent import Happened
from service.store import consents
from service.store.consents import NewEvent
from service.store.tables.records import DeliveryRow
from service.store.work import Work
from service.tools import Tools


def note_entered(
    tools: Tools, work: Work, delivery: DeliveryRow, *, now: datetime
) -> None:
    """Note that the holder of a consent's link has opened it, the first time.

    Links of other records are none of ours, nor are those of a question that has been
    asked anew since: of the new one nobody has seen anything.
    """
    participant = consents.of_delivery(work.session, delivery.id)
    if participant is None or delivery.opened_at is not None:
        return
    row = consents.lock(work, participant.record_id)
    if participant.revision != row.revision:
        return
    new = NewEvent(
        happened=Happened.OPENED, by=f"{LINK}{delivery.id}", participant=participant
    )
    box = tools.vault.box(row.record_id, row.organisation_id)
    consents.add_event(work, row, new, box=box, now=now)
    refresh(tools.vault, work, row, now=now)
