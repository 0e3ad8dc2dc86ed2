"""Whom guardians and parties may ask, beside the text that is pinned.

The question names a contact, and is never changed. What pages say beside it follows
the record: once it was handed over, whoever has it now is the one to ask, until it is
handed back or something else is asked.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.actions.consent.standing import Case
from service.actions.owners import owner_of, reachable
from service.kinds.consent.model import Consent
from service.store import handovers, revisions
from service.store.tables.handovers import HandoverRow
from service.store.tables.records import RecordRow


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask, at the one who asks; what is not known is empty.

    `is_new`: the text that was asked names somebody else.
    """

    name: str
    phone: str
    email: str
    is_new: bool = False


def contact_in(asks: Consent) -> Contact:
    """Return whom the question itself names."""
    return Contact(asks.contact_name, asks.contact_phone, asks.contact_email)


def contact_now(session: Session, case: Case) -> Contact:
    """Return whom to ask today."""
    last = handovers.of_record(session, case.row.record_id)[:1]
    if not last or _is_as_asked(session, case, last[0]):
        return contact_in(case.model)
    record = session.get_one(RecordRow, case.row.record_id)
    asked = contact_in(case.model)
    to = owner_of(session, record)
    if to.email.casefold() == asked.email.casefold():
        return asked
    has_phone = reachable(session, record) is not None
    told = handovers.said(case.box, last[0]) if has_phone else {}
    return Contact(to.name, told.get("phone", ""), to.email, is_new=True)


def _is_as_asked(session: Session, case: Case, last: HandoverRow) -> bool:
    """Whether something was asked since, or whoever asked has it back."""
    asked = revisions.numbered(session, case.row.record_id, case.row.revision)
    return last.revision < asked.number or last.to_account_id == asked.account_id
