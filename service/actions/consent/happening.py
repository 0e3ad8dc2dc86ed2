"""An event that may change what applies: written down, and followed up."""

from datetime import datetime
from uuid import UUID

from service.actions.consent.ending import stop_what_is_on_its_way
from service.actions.consent.reminding import restart
from service.actions.consent.standing import Case, refresh
from service.core.consent import Happened
from service.core.consent_state import AWAITING, Standing, shared
from service.core.day import home_day
from service.core.jobs import JobKind
from service.store import consents
from service.store.consents import NewEvent
from service.store.tables.consents import ConsentRow
from service.store.work import Work
from service.tools import Tools


def happen(
    tools: Tools, work: Work, case: Case, new: NewEvent, *, now: datetime
) -> tuple[Case, Standing]:
    """Add an event to a locked consent; return the consent and what applies then.

    Where answers are waited for once more, reminders begin again. Mails that tell what
    no longer applies are called back.
    """
    row, before = case.row, case.standing(today=home_day(now))
    was_awaiting = row.state in AWAITING
    event = consents.add_event(work, row, new, box=case.box, now=now)
    follow_up(work, event.id, row)
    case, standing = refresh(tools.vault, work, row, now=now)
    if standing.state in AWAITING and not was_awaiting:
        restart(tools, work, case, now=now)
    if shared(before) - shared(standing) or new.happened is Happened.WITHDRAWN:
        stop_what_is_on_its_way(work, row.record_id, by=new.by)
    return case, standing


def follow_up(work: Work, event_id: UUID, row: ConsentRow) -> None:
    """Let a worker do what an event calls for: receipts, seals, and telling."""
    work.enqueue(JobKind.CONSENT, event_id, organisation_id=row.organisation_id)
