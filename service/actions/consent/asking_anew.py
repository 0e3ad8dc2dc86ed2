"""A question that is asked anew begins with what is known now, not with what was."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from sqlalchemy.orm import Session

from service.core.consent import Role
from service.store import consents, revisions
from service.store.tables.consents import ParticipantRow
from service.store.tables.records import DeliveryRow, RevisionRow
from service.store.vault import Vault


def with_newest_addresses(
    session: Session, vault: Vault, revision: RevisionRow, answers: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the answers with the addresses that people are reached by now.

    An address that staff have corrected stands in the delivery; the answers stay as
    they were asked.
    """
    newest = deepcopy(dict(answers))
    box = revisions.box_of(vault, revision)
    row = consents.get(session, revision.record_id)
    for one in consents.participants(session, row):
        if one.delivery_id is not None:
            delivery = session.get_one(DeliveryRow, one.delivery_id)
            _put(newest, one, revisions.delivery_to(box, delivery).email)
    return newest


def _put(answers: dict[str, Any], one: ParticipantRow, email: str) -> None:
    if one.role == Role.GUARDIAN:
        answers["guardians"][one.position]["email"] = email
    elif one.role == Role.CHILD:
        answers["child_email"] = email
    else:
        answers["parties"][one.position]["email"] = email
