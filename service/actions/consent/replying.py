"""Staff answer what somebody has asked: on the asker's own page, or in another way.

Each question is answered once, and what was said is never changed. A mail leads to what
stands on a page; it says nothing of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from service.actions.consent.happening import follow_up
from service.actions.consent.questions import find_question
from service.actions.consent.standing import Case, read_case
from service.actions.consent.taking_part import is_bounced
from service.actions.links import lives
from service.core.actor import Actor, require
from service.core.consent import Happened, Reply
from service.core.consent_views import QuestionAsked, Replied
from service.core.errors import Invalid, NotFound, Refused
from service.core.permits import Act
from service.core.sentence import Sentence
from service.forms.answers import load
from service.forms.consent_reply import ReplyForm
from service.store import consents, listing, recipients
from service.store.consents import NewEvent
from service.store.tables.consents import ConsentEventRow, ParticipantRow
from service.store.tables.records import DeliveryRow
from service.store.work import Work
from service.tools import Tools

REPLY = ReplyForm()
UNREACHED = Sentence("Their page cannot be reached now. Answer in another way.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question of a locked consent, and whose it is."""

    case: Case
    question: QuestionAsked
    one: ParticipantRow


def reply(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    number: int,
    given: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Answer the question of that number, as `ReplyForm` asks; posted twice, once.

    Raises Invalid, also where their page cannot be reached, NotFound, Forbidden;
    Refused when somebody has answered it in other words.
    """
    require(actor, Act.WRITE_RECORD)
    said = load(REPLY, given)  # what is wrong is told before what is not there
    with tools.begin(actor) as work:
        listing.record(work.session, actor, record_id, Act.WRITE_RECORD, now=now)
        row = consents.lock(work, record_id)
        case = read_case(work.session, tools.vault, row)
        question = _found(case, number)
        if _is_said_already(question.reply, said):
            return
        one = consents.participant(work.session, question.participant_id)
        if said["way"] is Reply.PAGE and not _is_reached(work, case, one, now=now):
            raise Invalid({"way": [UNREACHED]})
        event = _note(work, _Asked(case, question, one), actor, said, now=now)
        row.open_questions -= 1
        follow_up(work, event.id, row)


def _found(case: Case, number: int) -> QuestionAsked:
    question = find_question(case, number)
    if question is None:
        raise NotFound(Sentence("There is no such question."))
    return question


def _is_said_already(before: Replied | None, said: Mapping[str, Any]) -> bool:
    if before is None:
        return False
    if (before.way, before.text) != (said["way"], said["text"]):
        raise Refused(Sentence("The question has been answered already."))
    return True


def _is_reached(work: Work, case: Case, one: ParticipantRow, *, now: datetime) -> bool:
    """Whether a mail can lead them to their page, and the page opens."""
    if one.delivery_id is None or is_bounced(case, one):
        return False
    link = work.session.get_one(DeliveryRow, one.delivery_id)
    return lives(link, now=now) and not recipients.is_protected(
        work.session, link.person_id
    )


def _note(
    work: Work, asked: _Asked, actor: Actor, said: Mapping[str, Any], *, now: datetime
) -> ConsentEventRow:
    is_on_page = said["way"] is Reply.PAGE
    new = NewEvent(
        happened=Happened.REPLIED if is_on_page else Happened.SETTLED,
        by=actor.label,
        participant=asked.one,
        settles=asked.question.number,
        said={"way": str(said["way"]), "text": said["text"]},
    )
    return consents.add_event(work, asked.case.row, new, box=asked.case.box, now=now)
