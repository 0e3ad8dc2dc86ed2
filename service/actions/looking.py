"""Note who was shown a confidential record, and say who has seen a record."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.core.actor import Actor, require
from service.core.audit_views import KEY, LINK, Look, Looks, Way
from service.core.classification import Classification
from service.core.permits import Act
from service.core.records import Recipient
from service.core.register import PROTECTED
from service.store import events, listing, recipients, revisions, trail
from service.store.recipients import Protected
from service.store.tables.access import BrokenGlassRow
from service.store.tables.audit import AuditEventRow
from service.store.tables.records import DeliveryRow, RecordRow
from service.store.vault import Box
from service.tools import Tools

LOOKED, DOWNLOADED, EXPORTED = "looked", "downloaded", "exported"
LOOKS = (LOOKED, DOWNLOADED, EXPORTED, "opened by link", "opened by code")
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


def list_looks(tools: Tools, actor: Actor, record_id: UUID, *, now: datetime) -> Looks:
    """Return who has seen a record. Raises NotFound, Confidential, Forbidden."""
    require(actor, Act.SEE_LOOKS)
    with tools.look(actor) as session:
        record = listing.record(session, actor, record_id, Act.SEE_LOOKS, now=now)
        rows = events.of_record(session, record_id, LOOKS)
        box = tools.vault.box(record.id, record.organisation_id)
        names = {
            **events.names_of(session, {row.actor for row in rows}),
            **_recipients(session, box, actor, {row.actor for row in rows}),
        }
        glasses = _glasses(session, record_id)
    return Looks(
        record_id=record.id,
        kind=record.kind,
        classification=Classification(record.classification),
        saved_at=record.saved_at,
        looks=tuple(_look(row, names, glasses) for row in rows),
    )


def _looked_lately(
    tools: Tools, actor: Actor, record_id: UUID, *, now: datetime
) -> bool:
    with tools.look(actor) as session:
        last = trail.last(session, record_id, actor=actor.label, what=LOOKED)
    return last is not None and now - last.at < ONE_LOOK_LASTS


def _recipients(
    session: Session, box: Box, actor: Actor, labels: Iterable[str]
) -> dict[str, str]:
    """Return the names of those whose personal links the labels stand for."""
    ids = [UUID(label.removeprefix(LINK)) for label in labels if label.startswith(LINK)]
    rows = session.scalars(select(DeliveryRow).where(DeliveryRow.id.in_(ids)))
    hidden = recipients.protected(session)
    sent = ((f"{LINK}{row.id}", revisions.delivery_to(box, row)) for row in rows)
    return {label: _named(to, hidden, actor) for label, to in sent}


def _named(to: Recipient, hidden: Protected, actor: Actor) -> str:
    """Return a recipient's name, unless it is protected from the asker by now."""
    is_hidden = hidden.holds(to) and not actor.may(Act.SEE_PROTECTED)
    return PROTECTED if is_hidden else to.name


def _glasses(session: Session, record_id: UUID) -> list[BrokenGlassRow]:
    wanted = select(BrokenGlassRow).where(BrokenGlassRow.record_id == record_id)
    return list(session.scalars(wanted))


def _look(
    row: AuditEventRow, names: events.Names, glasses: Iterable[BrokenGlassRow]
) -> Look:
    return Look(
        at=row.at,
        name=names.get(row.actor, ""),
        way=_way(row, glasses),
        is_download=row.what in (DOWNLOADED, EXPORTED),
    )


def _way(row: AuditEventRow, glasses: Iterable[BrokenGlassRow]) -> Way:
    """Return how they got there; while their glass is broken, all is through it."""
    if row.actor.startswith((LINK, KEY)):
        return Way.LINK if row.actor.startswith(LINK) else Way.PROGRAM
    return Way.GLASS if any(_is_through(glass, row) for glass in glasses) else Way.PAGE


def _is_through(glass: BrokenGlassRow, row: AuditEventRow) -> bool:
    is_theirs = str(glass.account_id) == row.actor
    return is_theirs and glass.opened_at <= row.at < glass.until
