"""Consents: what applies, where each stands, and whether something may be shared."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from service.actions.consent.following import follow
from service.actions.consent.gate import may_share
from service.actions.consent.recording import record_answer, record_withdrawal
from service.actions.consent.reminding import remind
from service.actions.consent.replying import reply
from service.actions.consent.saying import Heard
from service.api.asking import actor, now, tools
from service.api.room import Room
from service.api.shapes.base import as_typed
from service.api.shapes.consents import (
    ConsentShape,
    GateQuery,
    PassageShape,
    RecordedAnswerForm,
    RecordedTakingBackForm,
    ReminderForm,
    StateShape,
)
from service.core.consent_state import Passage
from service.core.consent_views import Followed, Person, QuestionAsked
from service.core.permits import Act
from service.core.sentence import Sentence
from service.forms.answers import Form, load
from service.forms.consent_answer import RecordedForm, RecordedWithdrawalForm
from service.forms.consent_reply import ReplyForm

Body = dict[str, Any]
WHOSE = "participant"

room = Room(
    "consents", "/consents", about=Sentence("What applies, and who has answered")
)


@room.operation(
    "GET",
    "/<uuid:consent_id>",
    Sentence("Show what applies, and where each stands"),
    act=Act.READ_RECORD,
)
@room.response(200, ConsentShape)
def show_consent(consent_id: UUID) -> Body:
    return _shown(follow(tools(), actor(), consent_id, now=now()))


@room.operation(
    "GET",
    "/<uuid:consent_id>/gate",
    Sentence("Ask whether something may be shared now"),
    act=Act.READ_RECORD,
)
@room.arguments(GateQuery, location="query")
@room.response(200, PassageShape)
def ask_gate(query: Body, consent_id: UUID) -> Passage:
    return may_share(
        tools(),
        actor(),
        consent_id,
        party=query["party"] - 1,
        information=query["information"],
        now=now(),
    )


@room.operation(
    "POST",
    "/<uuid:consent_id>/reminders",
    Sentence("Remind somebody now"),
    act=Act.SEND_RECORD,
)
@room.arguments(ReminderForm)
@room.response(204)
def send_reminder(body: Body, consent_id: UUID) -> None:
    remind(tools(), actor(), consent_id, body["participant"], now=now())


@room.operation(
    "POST",
    "/<uuid:consent_id>/answers",
    Sentence("Write down an answer given on paper, orally or at a meeting"),
    act=Act.WRITE_RECORD,
)
@room.arguments(as_typed(RecordedAnswerForm))
@room.response(200, StateShape)
def write_answer(body: Body, consent_id: UUID) -> Body:
    return _written(record_answer, RecordedForm(), body, consent_id)


@room.operation(
    "POST",
    "/<uuid:consent_id>/withdrawals",
    Sentence("Write down that somebody takes back what they said"),
    act=Act.WRITE_RECORD,
)
@room.arguments(as_typed(RecordedTakingBackForm))
@room.response(200, StateShape)
def write_withdrawal(body: Body, consent_id: UUID) -> Body:
    return _written(record_withdrawal, RecordedWithdrawalForm(), body, consent_id)


def _written(
    does: Callable[..., Heard], form: Form, body: Body, consent_id: UUID
) -> Body:
    whose = {name: said for name, said in body.items() if name == WHOSE}
    given = {name: said for name, said in body.items() if name != WHOSE}
    who = load(ReminderForm(), whose)[WHOSE]
    load(form, given)  # what is wrong is told before what is not there
    heard = does(tools(), actor(), consent_id, who, given, now=now())
    return {"state": heard.standing.state}


@room.operation(
    "POST",
    "/<uuid:consent_id>/questions/<int(min=1, max=99999):asked>/answer",
    Sentence("Answer what somebody has asked"),
    act=Act.WRITE_RECORD,
)
@room.arguments(as_typed(ReplyForm))
@room.response(204)
def answer_question(body: Body, consent_id: UUID, asked: int) -> None:
    reply(tools(), actor(), consent_id, asked, body, now=now())


def _shown(seen: Followed) -> Body:
    return {
        "id": seen.id,
        "state": seen.state,
        "revision": seen.revision,
        "changed_at": seen.changed_at,
        "valid_from": seen.valid_from,
        "valid_to": seen.valid_to,
        "parties": [
            {
                "party": place,
                "name": party.name,
                "applies": [
                    {"information": what, "verdict": verdict}
                    for what, verdict in party.verdicts.items()
                ],
            }
            for place, party in enumerate(seen.parties, start=1)
        ],
        "participants": [
            {**_person(one), "route": one.given.route if one.given else None}
            for one in seen.people
        ],
        "questions": [_question(one) for one in seen.questions],
    }


def _question(one: QuestionAsked) -> Body:
    return {
        "number": one.number,
        "participant_id": one.participant_id,
        "at": one.at,
        "answered_at": one.reply.at if one.reply else None,
    }


def _person(one: Person) -> Body:
    names = ("id", "role", "name", "language", "decides", "reach", "stand", "since")
    clock = ("reminders", "remind_at", "turn")
    return {name: getattr(one, name) for name in (*names, *clock)}
