"""What somebody has asked staff, and what they got for an answer.

Nobody but whoever asked, and staff, is told any of it.
"""

from collections.abc import Iterator

from service.actions.consent.standing import Case, name_of
from service.core.consent import Happened, Reply
from service.core.consent_views import QuestionAsked, Replied
from service.store import consents
from service.store.tables.consents import ConsentEventRow, ParticipantRow


def questions_of(case: Case, one: ParticipantRow) -> tuple[QuestionAsked, ...]:
    """Return what they have asked, the oldest first, each with its answer."""
    return tuple(q for q in _questions(case) if q.participant_id == one.id)


def earlier_questions(case: Case) -> tuple[QuestionAsked, ...]:
    """Return the open questions of those who take no part in what is asked now."""
    now = {one.id for one in case.participants}
    return tuple(
        one
        for one in _questions(case)
        if one.participant_id not in now and one.reply is None
    )


def find_question(case: Case, number: int) -> QuestionAsked | None:
    return next((one for one in _questions(case) if one.number == number), None)


def _questions(case: Case) -> Iterator[QuestionAsked]:
    names = {one.id: name_of(case.model, one) for one in case.participants}
    replies = {event.settles: event for event in case.events if event.settles}
    for event in case.events:
        if event.happened == Happened.QUESTION and event.participant_id:
            reply = replies.get(event.sequence)
            yield QuestionAsked(
                number=event.sequence,
                participant_id=event.participant_id,
                who=names.get(event.participant_id, ""),
                at=event.at,
                text=consents.told(case.box, event).get("text", ""),
                reply=_reply(case, reply) if reply else None,
            )


def _reply(case: Case, event: ConsentEventRow) -> Replied:
    told = consents.told(case.box, event)
    return Replied(at=event.at, way=Reply(told["way"]), text=told["text"])
