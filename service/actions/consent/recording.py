"""Staff write down what was answered on paper, orally or at a meeting.

It counts as any other answer. Who wrote it, who took it and when stand with it: it is
never mistaken for what somebody did themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from service.actions.consent.answering import still_allowed
from service.actions.consent.ending import stop_what_is_on_its_way
from service.actions.consent.reminding import decider
from service.actions.consent.saying import (
    Heard,
    Saying,
    allowed_by,
    heard_before,
    say,
)
from service.actions.consent.shown import shown
from service.actions.consent.standing import Case, read_case
from service.actions.consent_texts import pin_text
from service.core.actor import Actor, require
from service.core.consent import Happened
from service.core.day import home_day
from service.core.errors import Invalid, Problems
from service.core.permits import Act
from service.core.sentence import Sentence
from service.forms.answers import load
from service.forms.consent_answer import RecordedForm, RecordedWithdrawalForm
from service.store import consents, listing
from service.store.tables.consents import ParticipantRow
from service.store.work import Work
from service.tools import Tools

ANSWER, WITHDRAWAL = RecordedForm(), RecordedWithdrawalForm()
SCAN = "scan"


@dataclass(frozen=True, slots=True)
class _Desk:
    """What lies before whoever writes an answer down."""

    case: Case
    one: ParticipantRow
    asked: dict[str, Any]


def record_answer(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    participant_id: UUID,
    given: Mapping[str, Any],
    *,
    now: datetime,
) -> Heard:
    """Write down an answer that somebody gave, once: `given` is as `RecordedForm` asks.

    Raises Invalid with a path per problem, NotFound, Forbidden, Refused, Over.
    """
    require(actor, Act.WRITE_RECORD)
    with tools.begin(actor) as work:
        consents.refuse_stranger(work.session, record_id, participant_id)
        case = _case(tools, work, actor, record_id, now=now)
        one = _whose(work, case, participant_id)
        desk = _desk(work, case, one, load(ANSWER, given), now=now)
        asked = desk.asked
        if before := heard_before(case, one, asked["turn"], now=now):
            return before
        seen = shown(
            work.session, case.row.organisation_id, case.model, language=one.language
        )
        pin_text(work, case.row.organisation_id, one.language, now=now)
        told = {"text": seen.text.sha256, "question": seen.question_sha256}
        saying = _saying(
            desk,
            actor,
            happened=Happened.ANSWERED,
            allowed=allowed_by(case.model, asked["choices"]),
            text_sha256=seen.sha256,
            told=told | {"choices": _kept(asked["choices"])},
        )
        return say(tools, work, case, one, saying, now=now)


def record_withdrawal(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    participant_id: UUID,
    given: Mapping[str, Any],
    *,
    now: datetime,
) -> Heard:
    """Write down that somebody takes back what they said: sharing ends with this.

    Mails that are on their way stop (PROMISES P14). Raises as `record_answer`; Refused
    as well when there is nothing to take back.
    """
    require(actor, Act.WRITE_RECORD)
    with tools.begin(actor) as work:
        consents.refuse_stranger(work.session, record_id, participant_id)
        case = _case(tools, work, actor, record_id, now=now)
        one = _whose(work, case, participant_id)
        desk = _desk(work, case, one, load(WITHDRAWAL, given), now=now)
        if before := heard_before(case, one, desk.asked["turn"], now=now):
            return before
        parties = desk.asked["parties"]
        saying = _saying(
            desk,
            actor,
            happened=Happened.WITHDRAWN,
            allowed=still_allowed(case, one.id, parties),
            text_sha256="",
            told={"parties": parties},
        )
        heard = say(tools, work, case, one, saying, now=now)
        stop_what_is_on_its_way(work, record_id, by=actor.label)
        return heard


def _case(
    tools: Tools, work: Work, actor: Actor, record_id: UUID, *, now: datetime
) -> Case:
    listing.record(work.session, actor, record_id, Act.WRITE_RECORD, now=now)
    return read_case(work.session, tools.vault, consents.lock(work, record_id))


def _whose(work: Work, case: Case, participant_id: UUID) -> ParticipantRow:
    one = decider(case, participant_id)
    work.session.refresh(one)
    return one


def _desk(
    work: Work, case: Case, one: ParticipantRow, asked: dict[str, Any], *, now: datetime
) -> _Desk:
    problems = {
        "answered_on": _of_day(case, asked["answered_on"], today=home_day(now)),
        "scan": _of_scan(work, case, asked["scan"]),
    }
    found: Problems = {name: said for name, said in problems.items() if said}
    if found:
        raise Invalid(found)
    return _Desk(case, one, asked)


def _of_day(case: Case, day: date, *, today: date) -> list[Sentence]:
    if day > today:
        return [Sentence("This day has not come yet.")]
    asked = [one.at for one in case.events if one.happened == Happened.ASKED]
    if day < home_day(asked[-1]):
        return [Sentence("That was before the question was asked.")]
    return []


def _of_scan(work: Work, case: Case, scan: str) -> list[Sentence]:
    files = consents.files(work.session, case.row.record_id)
    known = {str(one.id) for one in files if one.purpose == SCAN}
    if scan and scan not in known:
        return [Sentence("Choose among the scans of this consent.")]
    return []


def _saying(
    desk: _Desk, actor: Actor, *, told: Mapping[str, Any], **said: Any
) -> Saying:
    asked = desk.asked
    by_whom = {
        "witness": asked["witness"],
        "note": asked["note"],
        "exclusions": asked.get("exclusions", ""),
        "answered_on": asked["answered_on"].isoformat(),
        "scan": asked["scan"],
    }
    return Saying(
        turn=asked["turn"],
        by=actor.label,
        route=asked["route"],
        language=desk.one.language,
        told={**by_whom, **told},
        **said,
    )


def _kept(choices: Any) -> list[dict[str, Any]]:
    return [
        {**one, "information": [str(what) for what in one["information"]]}
        for one in choices
    ]
