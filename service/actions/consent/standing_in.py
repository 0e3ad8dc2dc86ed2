"""Somebody at the machine does what one person may do, in that person's name."""

from datetime import datetime
from uuid import UUID

from service.actions.access import get_account
from service.actions.accounts import show_account
from service.core.actor import Actor, require
from service.core.permits import Act
from service.tools import Tools


def stand_in(
    tools: Tools, operator: Actor, account_id: UUID, act: Act, *, now: datetime
) -> Actor:
    """Return an account of the operator's organisation as an actor.

    It may do no more than that person may, and the audit trail says first that an
    operator did it. Raises NotFound, Forbidden when the person may not do it either.
    """
    require(operator, Act.MANAGE_ACCOUNTS)
    show_account(tools, operator, account_id)
    person = get_account(tools, account_id).actor
    require(person, act)
    with tools.begin(operator) as work:
        work.note("stood in", operator, about=str(account_id), now=now)
    return person
