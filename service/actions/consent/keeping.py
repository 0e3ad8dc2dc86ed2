"""A paper that was filed as a withdrawal, and takes nothing back: read, and noted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from service.actions.consent.happening import follow_up
from service.actions.consent.people import has_withdrawal
from service.actions.consent.standing import read_case
from service.actions.consent.taking_part import decider, events_of
from service.core.actor import Actor, require
from service.core.consent import Happened
from service.core.errors import Refused
from service.core.permits import Act
from service.core.sentence import Sentence
from service.forms.answers import load
from service.forms.consent_answer import KeptForm
from service.store import consents, listing
from service.store.consents import NewEvent
from service.tools import Tools

KEPT = KeptForm()
NOTHING_WAITS = Sentence("No withdrawal on paper waits to be read.")


def note_kept(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    participant_id: UUID,
    given: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Note that a paper was read, and is no withdrawal: what they answered stands.

    Raises Invalid without a word about what is on it, NotFound, Forbidden; Refused when
    no such paper of theirs waits.
    """
    require(actor, Act.WRITE_RECORD)
    with tools.begin(actor) as work:
        consents.refuse_stranger(work.session, record_id, participant_id)
        listing.record(work.session, actor, record_id, Act.WRITE_RECORD, now=now)
        row = consents.lock(work, record_id)
        case = read_case(work.session, tools.vault, row)
        one = decider(case, participant_id)
        asked = load(KEPT, given)
        if not has_withdrawal(events_of(case, one)):
            raise Refused(NOTHING_WAITS)
        read = NewEvent(
            happened=Happened.KEPT,
            by=actor.label,
            participant=one,
            said={"note": asked["note"]},
        )
        event = consents.add_event(work, row, read, box=case.box, now=now)
        follow_up(work, event.id, row)  # parties were told of nothing new meanwhile
