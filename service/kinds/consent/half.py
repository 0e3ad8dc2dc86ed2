"""A consent of which not all can be read: enough of one to say what else is wrong.

What is missing gets a stand-in that no rule of the model has anything against.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from service.core.consent import Information
from service.kinds.consent.model import Consent, Guardian, Party

PARTY = {"organisation": ""}
GUARDIAN = {"name": "", "custody_checked": "", "custody_checked_on": date(2000, 1, 1)}
WAYS = {"protected", "on_paper"}
CONSENT = {
    **dict.fromkeys(("child_name", "purpose", "contact_name"), ""),
    **dict.fromkeys(("custodian", "storage"), ""),
    "cooperation": [],
    "valid_to": date.max,
}


def half(told: Mapping[str, Any]) -> Consent:
    """Return a consent that says what `told` does; a row may be a mapping of a part."""
    parties = [_party(row) for row in told.get("parties", ())]
    guardians = [_guardian(row) for row in told.get("guardians", ())]
    asked = told.get("information") or _implied(told, parties)
    rows = {"parties": parties, "guardians": guardians, "information": asked}
    return Consent(**{**CONSENT, **told, **rows})


def _guardian(row: Any) -> Guardian:
    """Whose way is not known is not asked for an address."""
    if isinstance(row, Guardian):
        return row
    way = {} if row.keys() >= WAYS else {"on_paper": True}
    return Guardian(**{**GUARDIAN, **row, **way})


def _party(row: Any) -> Party:
    return row if isinstance(row, Party) else Party(**{**PARTY, **row})


def _implied(told: Mapping[str, Any], parties: list[Party]) -> list[Information]:
    """Return what must have been asked for, by the other answers that rest on it."""
    other = [Information.OTHER] if told.get("other_information") else []
    return [*(one for party in parties for one in party.information), *other]
