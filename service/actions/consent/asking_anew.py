"""A question that is asked anew begins with what is known now, not with what was."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from sqlalchemy.orm import Session

from service.actions.consent.contacts import contact_now
from service.actions.consent.standing import read_case
from service.core.consent import Role
from service.store import consents, revisions
from service.store.tables.consents import ParticipantRow
from service.store.tables.records import DeliveryRow, RevisionRow
from service.store.vault import Vault


def as_known_now(
    session: Session, vault: Vault, revision: RevisionRow, answers: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the answers with the addresses that people are reached by now, and with
    whom to ask today.

    An address that staff have corrected stands in the delivery, and who has taken the
    record over in its handover; the answers stay as they were asked.
    """
    newest = deepcopy(dict(answers))
    box = revisions.box_of(vault, revision)
    row = consents.get(session, revision.record_id)
    for one in consents.participants(session, row):
        if one.delivery_id is not None:
            delivery = session.get_one(DeliveryRow, one.delivery_id)
            _put(newest, one, revisions.delivery_to(box, delivery).email)
    contact = contact_now(session, read_case(session, vault, row))
    if contact.is_new:
        newest |= {
            "contact_name": contact.name,
            "contact_phone": contact.phone,
            "contact_email": contact.email,
        }
    return newest


def _put(answers: dict[str, Any], one: ParticipantRow, email: str) -> None:
    if one.role == Role.GUARDIAN:
        answers["guardians"][one.position]["email"] = email
    elif one.role == Role.CHILD:
        answers["child_email"] = email
    else:
        answers["parties"][one.position]["email"] = email
