"""Note who was shown a confidential record, and show it to those who ask."""

from datetime import datetime, timedelta
from uuid import UUID

from service.core.actor import Actor
from service.core.classification import Classification
from service.store import trail
from service.store.tables.records import DeliveryRow, RecordRow
from service.store.work import Work
from service.tools import Tools

LOOKED, DOWNLOADED = "looked", "downloaded"
LOOKS = (LOOKED, DOWNLOADED)
# A page that follows a record asks again and again: it is one look for so long.
ONE_LOOK_LASTS = timedelta(hours=1)


def note_look(
    tools: Tools,
    actor: Actor,
    record: RecordRow,
    *,
    what: str = LOOKED,
    following: bool = False,
    now: datetime,
) -> None:
    """Note a look at a confidential record, in a transaction of its own.

    Ask it before anything is shown: what cannot be noted must not be seen. `following`
    notes nothing while the same actor's last look is less than an hour old.
    """
    if record.classification != Classification.CONFIDENTIAL:
        return
    if following and _looked_lately(tools, actor, record.id, now=now):
        return
    with tools.begin(actor) as work:
        work.note(what, actor, record_id=record.id, now=now)


def note_link_look(
    work: Work,
    delivery: DeliveryRow,
    *,
    record_id: UUID,
    what: str = LOOKED,
    now: datetime,
) -> None:
    """Note that a record of any classification was shown to whoever holds a link."""
    trail.append(
        work.session,
        organisation_id=delivery.organisation_id,
        actor=f"{trail.LINK}{delivery.id}",
        what=what,
        record_id=record_id,
        about="",
        now=now,
    )


def _looked_lately(
    tools: Tools, actor: Actor, record_id: UUID, *, now: datetime
) -> bool:
    with tools.look(actor) as session:
        last = trail.last(session, record_id, actor=actor.label, what=LOOKED)
    return last is not None and now - last.at < ONE_LOOK_LASTS
