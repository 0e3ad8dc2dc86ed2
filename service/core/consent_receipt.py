"""A receipt for programs: the sections of ISO/IEC TS 27560, as plain JSON values.

docs/consent-receipts.md says what each field means. It tells of one person's own answer
and names nobody else who was asked.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from service.core.consent import Route, Rule
from service.core.consent_text import Reference

SCHEMA = "handslag-consent-receipt-1"
JURISDICTION = "SE"
# What the answer does: it lifts secrecy. It is no legal basis for handling the data.
BASIS = "secrecy-waiver"
AUTHENTICATION = {
    Route.LINK: "link-and-code",
    Route.EID: "electronic-identification",
}
# Who is left out, and why, is nobody else's business: all who do decide must say yes.
RULES = {
    Rule.ALL: "all",
    Rule.WITHOUT: "all",
    Rule.ANY: "any-guardian",
    Rule.CHILD: "child",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """One party, what was asked for it, and what the signer allows; codes."""

    party: str
    function: str
    direction: str
    asked: tuple[str, ...]
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts:
    """All that a receipt tells. Moments are aware; hashes are SHA-256 in hex.

    `text_sha256` is of what they read, `swedish_sha256` of the text that binds, and
    `legal` what that leans on. `dpo` is the controller's data protection officer;
    without contact there is none.
    """

    receipt_id: UUID
    record_id: UUID
    principal_id: UUID
    made_at: datetime
    language: str
    text_sha256: str
    swedish_sha256: str
    legal: tuple[Reference, ...]
    rule: Rule
    question_sha256: str
    shown_sha256: str
    purpose: str
    ways: tuple[str, ...]
    sharing: tuple[Sharing, ...]
    exclusions: str
    valid_from: date | None
    valid_to: date | None
    until_event: str
    storage: str
    withdrawal: str
    controller: str
    controller_number: str
    contact: str
    dpo: str
    dpo_contact: str
    principal: str
    role: str
    answer_number: int
    event_at: datetime
    event_type: str
    route: Route
    eid_issuer: str
    eid_acr: str
    audit_sha256: str


def receipt(facts: ReceiptFacts) -> dict[str, Any]:
    """Return the receipt; keys are as in docs/consent-receipts.md."""
    return {
        "receipt_metadata": {
            "receipt_id": str(facts.receipt_id),
            "schema_version": SCHEMA,
            "created": _moment(facts.made_at),
        },
        "record_header": {
            "record_id": str(facts.record_id),
            "pii_principal_id": str(facts.principal_id),
        },
        "pii_processing": _processing(facts),
        "party_identification": _parties(facts),
        "event": _event(facts),
    }


def _processing(facts: ReceiptFacts) -> dict[str, Any]:
    return {
        "privacy_notice": {
            "language": facts.language,
            "sha256": facts.text_sha256,
            "swedish_sha256": facts.swedish_sha256,
            "question_sha256": facts.question_sha256,
            "shown_sha256": facts.shown_sha256,
        },
        "purposes": [{"purpose": facts.purpose, "ways": list(facts.ways)}],
        "legal_note": {
            "type": BASIS,
            "references": [
                {"reference": one.reference, "as_of": _day(one.as_of)}
                for one in facts.legal
            ],
            "is_lawful_basis": False,
        },
        "decision_rule": RULES[facts.rule],
        "pii_information": [
            {
                "recipient": one.party,
                "function": one.function,
                "direction": one.direction,
                "asked": list(one.asked),
                "allowed": list(one.allowed),
            }
            for one in facts.sharing
        ],
        "exclusions": facts.exclusions,
        "validity": {
            "from": _day(facts.valid_from),
            "to": _day(facts.valid_to),
            "until_event": facts.until_event,
        },
        "storage_location": facts.storage,
        "withdrawal_method": facts.withdrawal,
        "jurisdiction": JURISDICTION,
    }


def _parties(facts: ReceiptFacts) -> list[dict[str, str]]:
    controller = {
        "party_role": "pii_controller",
        "party_name": facts.controller,
        "party_number": facts.controller_number,
        "party_contact": facts.contact,
    }
    officer = {
        "party_role": "data_protection_officer",
        "party_name": facts.dpo,
        "party_contact": facts.dpo_contact,
    }
    signer = {"party_role": facts.role, "party_name": facts.principal}
    return [controller, *([officer] if facts.dpo_contact else []), signer]


def _event(facts: ReceiptFacts) -> dict[str, Any]:
    return {
        "answer_number": facts.answer_number,
        "event_time": _moment(facts.event_at),
        "event_type": facts.event_type,
        "event_state": _outcome(facts),
        "collection_method": str(facts.route),
        "authentication": AUTHENTICATION.get(facts.route, "recorded-by-staff"),
        "authentication_issuer": facts.eid_issuer,
        "authentication_level": facts.eid_acr,
        "audit_sha256": facts.audit_sha256,
    }


def _outcome(facts: ReceiptFacts) -> str:
    """Return what is allowed after the event, as a whole."""
    is_left = any(one.allowed for one in facts.sharing)
    if facts.event_type == "withdrawn":
        return "withdrawn-in-part" if is_left else "withdrawn"
    if all(one.allowed == one.asked for one in facts.sharing):
        return "given"
    return "partly" if is_left else "refused"


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
