"""Whom to tell of a record: who holds it now, not who wrote it once."""

from sqlalchemy.orm import Session

from service.core.records import Recipient
from service.store import organisations, recipients
from service.store.tables.records import RecordRow
from service.store.tables.register import AccountRow


def owner_of(session: Session, record: RecordRow) -> Recipient:
    """Return who holds a record; the organisation where nobody of its can be told."""
    account = reachable(session, record)
    if account is not None:
        return Recipient(
            account.name, account.email, account.language, account.person_id
        )
    sender = organisations.get(session, record.organisation_id)
    return Recipient(sender.name, sender.email, record.language)


def reachable(session: Session, record: RecordRow) -> AccountRow | None:
    """Return whose record it is. None: a program holds it, or they may not sign in
    any more, are protected, or have no address."""
    account = session.get(AccountRow, record.account_id) if record.account_id else None
    return account if account and _can_be_told(session, account) else None


def _can_be_told(session: Session, account: AccountRow) -> bool:
    is_protected = recipients.is_protected(session, account.person_id)
    return bool(account.email) and account.disabled_at is None and not is_protected
