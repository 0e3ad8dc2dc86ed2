"""A record as a test hands it over, and what came of it."""

from dataclasses import replace
from uuid import UUID, uuid4

from sqlalchemy import select

from service.actions.accounts import disable_account
from service.actions.handing_over import hand_over
from service.core.actor import SYSTEM
from service.core.permits import Role
from service.store.tables.audit import AuditEventRow
from service.store.tables.records import RecordRow
from tests.house import NOW

OVER_TO_YOU = "A record has been handed over to you"
MANY_TO_YOU = "Records have been handed over to you"


def give(house, record_id: UUID, mailbox: str, *, by=None, **said: str) -> bool:
    """Hand a record to the account of that mailbox, as its owner unless told."""
    to = house.actor_of(mailbox).account_id
    return give_to(house, record_id, to, by=by, **said)


def give_to(house, record_id: UUID, to: UUID, *, by=None, **said: str) -> bool:
    given = {"account_id": str(to), **said}
    return hand_over(house.tools, by or house.actor, record_id, given, now=NOW)


def shut_out(house, mailbox: str) -> UUID:
    """Disable an account, as an administrator who is somebody else."""
    gone = house.actor_of(mailbox).account_id
    boss = replace(house.actor, account_id=uuid4(), roles=frozenset(Role))
    disable_account(house.tools, boss, gone, now=NOW)
    return gone


def owner(house, record_id: UUID) -> UUID | None:
    with house.tools.look(SYSTEM) as session:
        return session.get_one(RecordRow, record_id).account_id


def noted(house, what: str) -> list[tuple[str, str]]:
    """Return who did that, and about what, in order."""
    with house.tools.look(SYSTEM) as session:
        wanted = select(AuditEventRow).where(AuditEventRow.what == what)
        rows = session.scalars(wanted.order_by(AuditEventRow.at, AuditEventRow.id))
        return [(row.actor, row.about) for row in rows]
