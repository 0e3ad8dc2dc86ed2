"""Whether somebody may, or must, show by e-ID who they are; and how they did it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions.consent.holding import Holder, holder
from service.actions.consent.standing import Case, read_case
from service.actions.links import CodeNeeded
from service.core.actor import SYSTEM
from service.core.consent import Role, Route
from service.core.errors import NotFound
from service.core.identity import is_number
from service.settings.eid import Demand
from service.store import consents, proofs
from service.store.tables.access import ProofRow
from service.store.tables.consents import ParticipantRow
from service.tools import Tools


class EidNeeded(CodeNeeded):
    """No code opens this link here: its holder has to show by e-ID who they are."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the door says of the e-ID; `label` is what its holders call it."""

    demand: Demand
    label: str = ""

    @property
    def is_made(self) -> bool:
        return self.demand is not Demand.NEVER

    @property
    def is_required(self) -> bool:
        return self.demand is Demand.REQUIRED


@dataclass(frozen=True, slots=True)
class Strength:
    """How we know whose answer it is. `told` is kept with it, and names no number."""

    route: Route
    told: Mapping[str, Any]


NO_OFFER = Offer(Demand.NEVER)


def offer_at(tools: Tools, token: str, *, now: datetime) -> Offer:
    """Return what the holder of a link is offered. Raises NotFound."""
    if tools.settings.eid is None:
        return NO_OFFER
    with tools.look(SYSTEM) as session:
        held = holder(session, token, now=now)
        if held.is_outdated:
            return NO_OFFER
        case = read_case(session, tools.vault, held.consent)
        return offer_to(tools, case, held.participant)


def offer_to(tools: Tools, case: Case, participant: ParticipantRow) -> Offer:
    """Return what one of a question's own people is offered.

    Who has no number cannot be bound to an e-ID; a child is never made to have one.
    """
    settings = tools.settings.eid
    if settings is None or not number_of(case, participant):
        return NO_OFFER
    is_child = participant.role == Role.CHILD
    demand = settings.demand
    softer = Demand.OFFERED if is_child and demand is Demand.REQUIRED else demand
    return Offer(softer, settings.label)


def number_of(case: Case, participant: ParticipantRow) -> str:
    """Return the twelve digits that somebody must be told by; empty without any."""
    known = {
        Role.GUARDIAN: [one.identity for one in case.model.guardians],
        Role.CHILD: [case.model.child_identity],
    }
    identities = known.get(Role(participant.role), [])
    identity = identities[participant.position] if identities else ""
    return identity if is_number(identity) else ""


def refuse_code(tools: Tools, session: Session, delivery_id: UUID) -> None:
    """Raise EidNeeded where no code may take the place of an e-ID."""
    settings = tools.settings.eid
    participant = consents.of_delivery(session, delivery_id)
    if settings is None or participant is None:
        return
    row = consents.get(session, participant.record_id)
    if settings.demand is not Demand.REQUIRED or participant.revision != row.revision:
        return
    if offer_to(tools, read_case(session, tools.vault, row), participant).is_required:
        raise EidNeeded


def strength_of(
    tools: Tools,
    session: Session,
    held: Holder,
    case: Case,
    *,
    browser: str,
    now: datetime,
) -> Strength:
    """Return how the link was opened in this browser. Raises EidNeeded.

    It was opened: `holding.opened` said so. A code from before the e-ID was required
    is not enough any more.
    """
    try:
        row = proofs.of_browser(session, held.delivery.id, browser, now=now)
    except NotFound:
        is_asked = not held.is_outdated
        if is_asked and offer_to(tools, case, held.participant).is_required:
            raise EidNeeded from None
        return Strength(Route.LINK, {})
    return Strength(Route.EID, {"strength": _evidence(row)})


def _evidence(row: ProofRow) -> dict[str, str]:
    return {
        "issuer": row.issuer,
        "acr": row.acr,
        "proved_at": row.proved_at.isoformat(),
        "token_sha256": row.token_sha256,
    }
