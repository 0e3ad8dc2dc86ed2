"""The receipt for programs, made of the same facts as the printed one."""

import json
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from service.actions.consent.answered import answer_of, swedish_of, text_of
from service.actions.consent.steps import Step
from service.core.consent_receipt import ReceiptFacts, Sharing, receipt
from service.core.register import Organisation
from service.document import sections
from service.kinds.consent.evidence import Answer
from service.kinds.consent.model import Consent
from service.store import organisations
from service.store.tables.consents import ParticipantRow

MEDIA_TYPE = "application/json"


def receipt_json(session: Session, step: Step, one: ParticipantRow) -> bytes:
    """Return the receipt of who answered in this step, as UTF-8."""
    facts = _facts(session, step, one)
    return json.dumps(receipt(facts), ensure_ascii=False, indent=2).encode()


def receipt_id(step: Step) -> UUID:
    """Return the receipt's number, the same whenever it is made."""
    return uuid5(step.event.id, "receipt")


def _facts(session: Session, step: Step, one: ParticipantRow) -> ReceiptFacts:
    case, answer = step.case, answer_of(session, step, one, step.event)
    asks, text = case.model, text_of(session, step, one, step.event)
    swedish = swedish_of(session, step, one)
    controller = organisations.get(session, case.row.organisation_id)
    return ReceiptFacts(
        receipt_id=receipt_id(step),
        record_id=case.row.record_id,
        principal_id=one.id,
        made_at=answer.at,
        language=text.language,
        text_sha256=answer.text_sha256,
        swedish_sha256=answer.swedish_sha256,
        legal=swedish.legal,
        question_sha256=answer.question_sha256,
        shown_sha256=answer.shown_sha256,
        sharing=_sharing(asks, answer),
        exclusions=sections.joined(asks.exclusions, answer.exclusions),
        withdrawal=text.withdraw,
        principal=answer.name,
        role=one.role,
        answer_number=answer.turn,
        event_at=answer.at,
        event_type=step.event.happened,
        route=answer.route,
        eid_issuer=answer.issuer,
        eid_acr=answer.acr,
        audit_sha256=answer.anchor,
        **_asked(asks),
        **_controller(controller),
    )


def _asked(asks: Consent) -> dict[str, Any]:
    contact = (asks.contact_name, asks.contact_phone, asks.contact_email)
    return {
        "purpose": asks.purpose,
        "ways": tuple(asks.cooperation),
        "rule": asks.rule,
        "valid_from": asks.valid_from,
        "valid_to": asks.valid_to,
        "until_event": asks.until_event,
        "storage": sections.joined(asks.custodian, asks.storage),
        "contact": sections.joined(*contact),
    }


def _controller(owner: Organisation) -> dict[str, Any]:
    return {
        "controller": owner.name,
        "controller_number": owner.organisation_number,
        "dpo": owner.dpo_name or owner.name,
        "dpo_contact": owner.dpo_contact,
    }


def _sharing(asks: Consent, answer: Answer) -> tuple[Sharing, ...]:
    return tuple(
        Sharing(
            party=party.name,
            function=party.function,
            direction=party.direction,
            asked=tuple(asks.told(party)),
            allowed=tuple(
                what for what in asks.told(party) if (place, what) in answer.places
            ),
        )
        for place, party in enumerate(asks.parties)
    )
