"""Before the code: who asks, and nothing about whom. Looking changes nothing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from service.actions.consent.holding import holder
from service.core.actor import SYSTEM
from service.store import organisations
from service.tools import Tools


@dataclass(frozen=True, slots=True)
class Door:
    """What anybody with the link may know. `language` is what its holder reads."""

    delivery_id: UUID
    consent_id: UUID
    organisation: str
    language: str


def at_the_door(tools: Tools, token: str, *, now: datetime) -> Door:
    """Return what the door of a link says. Raises NotFound, alike for all bad ones."""
    with tools.look(SYSTEM) as session:
        held = holder(session, token, now=now)
        owner = organisations.get(session, held.consent.organisation_id)
        return Door(
            delivery_id=held.delivery.id,
            consent_id=held.consent.record_id,
            organisation=owner.name,
            language=held.participant.language,
        )
