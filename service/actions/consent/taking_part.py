"""Somebody who takes part in what is asked now, and what has happened to them."""

from collections.abc import Sequence
from uuid import UUID

from service.actions.consent.standing import Case
from service.core.consent import Happened
from service.core.errors import NotFound, Refused
from service.core.sentence import Sentence
from service.store.tables.consents import ConsentEventRow, ParticipantRow

MAILED_ANEW = (Happened.REACHED, Happened.SENT_AGAIN)


def decider(case: Case, participant_id: UUID) -> ParticipantRow:
    """Return the one who is asked for an answer. Raises NotFound.

    Refused for who does not decide.
    """
    for one in case.participants:
        if one.id == participant_id:
            if not one.decides:
                raise Refused(Sentence("They take no part in what is asked now."))
            return one
    raise NotFound(Sentence("There is no such participant."))


def is_bounced(case: Case, one: ParticipantRow) -> bool:
    """Whether their last mail came back, and none was sent or opened since."""
    weighed = (Happened.BOUNCED, *MAILED_ANEW, Happened.OPENED)
    last = [e.happened for e in events_of(case, one) if e.happened in weighed][-1:]
    return last == [Happened.BOUNCED]


def events_of(case: Case, one: ParticipantRow) -> Sequence[ConsentEventRow]:
    """Return what has happened to somebody, the oldest first."""
    return [event for event in case.events if event.participant_id == one.id]
