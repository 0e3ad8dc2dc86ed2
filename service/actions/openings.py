"""Who has opened a confidential record in need, and why they said they had to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.core.actor import Actor, require
from service.core.permits import Act
from service.store import listing
from service.store.tables.access import BrokenGlassRow
from service.store.tables.records import RecordRow
from service.store.tables.register import AccountRow
from service.store.vault import Box
from service.store.visibility import may_see
from service.tools import Tools


@dataclass(frozen=True, slots=True)
class Opening:
    """Who opened a record in need, from when until when (UTC).

    `reason` is empty where it is not for the eyes of whoever asks.
    """

    name: str
    opened_at: datetime
    until: datetime
    reason: str
    is_mine: bool


def openings(
    tools: Tools, actor: Actor, record_id: UUID, *, now: datetime
) -> tuple[Opening, ...]:
    """Return how often a record was opened in need, the latest first.

    Raises NotFound or Confidential. The reasons are for who may see who has looked.
    """
    require(actor, Act.READ_RECORD)
    with tools.look(actor) as session:
        record = listing.record(session, actor, record_id, Act.READ_RECORD, now=now)
        rows = session.execute(
            select(BrokenGlassRow, AccountRow.name)
            .join(AccountRow, AccountRow.id == BrokenGlassRow.account_id)
            .where(BrokenGlassRow.record_id == record_id)
            .order_by(BrokenGlassRow.opened_at.desc())
        ).all()
        sees_reasons = _sees_reasons(session, actor, record_id, now=now)
        box = tools.vault.box(record.id, record.organisation_id)
        return tuple(
            _opening(box, row, name, actor, sees_reasons=sees_reasons)
            for row, name in rows
        )


def _sees_reasons(
    session: Session, actor: Actor, record_id: UUID, *, now: datetime
) -> bool:
    wanted = select(RecordRow.id).where(RecordRow.id == record_id)
    found = session.scalar(wanted.where(may_see(actor, Act.SEE_LOOKS, now=now)))
    return found is not None


def _opening(
    box: Box, row: BrokenGlassRow, name: str, actor: Actor, *, sees_reasons: bool
) -> Opening:
    is_mine = row.account_id == actor.account_id
    shown = is_mine or sees_reasons
    reason = (
        box.open(row.sealed_reason, what=reason_place(row.id)).decode() if shown else ""
    )
    return Opening(name, row.opened_at, row.until, reason, is_mine)


def reason_place(glass_id: UUID) -> str:
    """Where in its record's box a reason lies."""
    return f"glass:{glass_id}"
