"""What somebody tries in vain by a personal link is written down: rows L7 and D12."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from service.actions.links import link_hash, lives
from service.core.actor import SYSTEM
from service.core.audit_views import LINK
from service.store import trail
from service.store.tables.consents import ParticipantRow
from service.store.tables.records import DeliveryRow
from service.tools import Tools


class Tried(StrEnum):
    """What was posted by a link, as the audit trail names it."""

    LATE = "form too late"  # the consent has run out, or been ended
    OLD = "form of an older question"
    DEAD = "form of a dead link"  # revoked, as all guardians' are on an 18th birthday
    UNOPENED = "form of an unopened link"  # no code, and no e-ID, opened it there
    OTHER = "form of another link"  # than the one that the browser holds


def note_refused(tools: Tools, token: str, tried: Tried, *, now: datetime) -> None:
    """Add to the trail of the consent what was tried by its link, and refused.

    Nothing is added for a token that never was one, nor for a link that lives and did
    not find what it asked for: no secret was tried there.
    """
    with tools.begin(SYSTEM) as work:
        wanted = (
            select(DeliveryRow, ParticipantRow.record_id)
            .join(ParticipantRow, ParticipantRow.delivery_id == DeliveryRow.id)
            .where(DeliveryRow.link_hash == link_hash(token))
        )
        found = work.session.execute(wanted).one_or_none()
        if found is None or (tried is Tried.DEAD and lives(found[0], now=now)):
            return
        delivery, record_id = found
        trail.append(
            work.session,
            organisation_id=delivery.organisation_id,
            actor=f"{LINK}{delivery.id}",
            what=tried,
            record_id=record_id,
            about=str(delivery.id),
            now=now,
        )
