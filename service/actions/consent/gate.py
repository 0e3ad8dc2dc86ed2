"""The gate: may this information about this child go to this party, now?

Whatever sends something about a child who is named must ask here first. While a paper
that takes the consent back waits to be read, nothing goes: it may be all of it.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions.consent.exclusions import exclusions
from service.actions.consent.people import unread_withdrawal
from service.actions.consent.standing import read_case
from service.core.actor import Actor, require
from service.core.consent import Cell, Information
from service.core.consent_state import Passage, passage
from service.core.day import home_day
from service.core.permits import Act
from service.core.sentence import Sentence
from service.store import consents, listing
from service.tools import Tools

UNREAD = Sentence("A withdrawal on paper waits to be read.")


def may_share(
    tools: Tools,
    actor: Actor,
    consent_id: UUID,
    *,
    party: int,
    information: Information,
    now: datetime,
) -> Passage:
    """Return yes or no, why, the number of the event it rests on, and what must not
    go there all the same: whoever sends has to heed that themselves.

    `party` counts from 0, as asked. Raises NotFound, Forbidden, Confidential.
    """
    require(actor, Act.READ_RECORD)
    with tools.look(actor) as session:
        listing.record(session, actor, consent_id, Act.READ_RECORD, now=now)
        return passes(tools, session, consent_id, Cell(party, information), now=now)


def passes(
    tools: Tools, session: Session, consent_id: UUID, cell: Cell, *, now: datetime
) -> Passage:
    """As `may_share`, within a transaction that acts upon the answer."""
    row, today = consents.get(session, consent_id), home_day(now)
    case = read_case(session, tools.vault, row)
    way = passage(case.standing(today=today), case.question, cell, today=today)
    if way.is_open and (come := unread_withdrawal(case)):
        return Passage(is_open=False, why=UNREAD, rests_on=come)
    return replace(way, exclusions=exclusions(case)) if way.is_open else way
