"""Staff write down what was answered on paper, orally or at a meeting.

It counts as any other answer. Who wrote it, who took it and when stand with it: it is
never mistaken for what somebody did themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from service.actions.consent.printed import printed
from service.actions.consent.saying import (
    Heard,
    Saying,
    allowed_by,
    heard_before,
    say,
)
from service.actions.consent.shown import Pin, shown_by_staff
from service.actions.consent.standing import Case, read_case
from service.actions.consent.steps import last_words
from service.actions.consent.taking_back import take_back
from service.actions.consent.taking_part import decider
from service.actions.consent_texts import pin_text
from service.core.actor import Actor, require
from service.core.consent import Happened, Route
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
WRITTEN_DOWN_WITHIN = timedelta(days=30)
SAID_LATER = Sentence(
    "They have said something later than that, and it counts. Look at the date."
)


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
        allowed = allowed_by(case.model, asked["choices"])
        if before := heard_before(case, one, asked["turn"], allowed=allowed, now=now):
            return before
        pin = _pinned(work, desk, now=now)
        saying = _saying(
            desk,
            actor,
            happened=Happened.ANSWERED,
            allowed=allowed,
            language=pin.language,
            text_sha256=pin.sha256,
            told={**pin.kept, "choices": _kept(asked["choices"])},
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
        told = {"parties": desk.asked["parties"]}
        saying = partial(_saying, desk, actor, language=one.language, told=told)
        return take_back(tools, work, case, one, desk.asked, saying=saying, now=now)


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
        "answered_on": _of_day(case, one, asked, today=home_day(now)),
        "scan": _of_scan(work, case, one, asked["scan"]),
    }
    found: Problems = {name: said for name, said in problems.items() if said}
    if found:
        raise Invalid(found)
    return _Desk(case, one, asked)


def _of_day(
    case: Case, one: ParticipantRow, asked: Mapping[str, Any], *, today: date
) -> list[Sentence]:
    """People say yes at a meeting, and it is written down when the desk is reached.

    An answer takes the place of none that is newer; what is taken back always ends.
    """
    day: date = asked["answered_on"]
    if day > today:
        return [Sentence("This day has not come yet.")]
    begun = home_day([e.at for e in case.events if e.happened == Happened.ASKED][-1])
    if asked["route"] is Route.PAPER and day < begun:
        return [Sentence("That was before the question was asked.")]
    if day < begun - WRITTEN_DOWN_WITHIN:
        return [Sentence("That was too long before the question was asked.")]
    if "choices" in asked and day < _last_day(case, one):
        return [SAID_LATER]
    return []


def _last_day(case: Case, one: ParticipantRow) -> date:
    """Return the day of the last that somebody said; the first of all before that."""
    word = last_words(case).get(one.id)
    if word is None:
        return date.min
    written_down = consents.told(case.box, word).get("answered_on")
    return date.fromisoformat(written_down) if written_down else home_day(word.at)


def _of_scan(work: Work, case: Case, one: ParticipantRow, scan: str) -> list[Sentence]:
    files = consents.files(work.session, case.row.record_id)
    known = {
        str(file.id)
        for file in files
        if (file.purpose, file.participant_id) == (SCAN, one.id)
    }
    if scan and scan not in known:
        return [Sentence("Choose among the scans of this consent.")]
    return []


def _pinned(work: Work, desk: _Desk, *, now: datetime) -> Pin:
    """Return what an answer is about: what stood on their form, or is explained now."""
    case, asked, owner = desk.case, desk.asked, desk.case.row.organisation_id
    if asked["route"] is Route.PAPER:
        form = printed(case, desk.one, answered_on=asked["answered_on"])
        if form:
            return form
    pin_text(work, owner, desk.one.language, now=now)
    found = shown_by_staff(work.session, owner, case.model, language=desk.one.language)
    return found.pin


def _saying(
    desk: _Desk, actor: Actor, *, told: Mapping[str, Any], **said: Any
) -> Saying:
    asked = desk.asked
    by_whom = {
        "witness": asked["witness"],
        "note": asked["note"],
        "exclusions": asked.get("exclusions", ""),
        "voice": asked.get("voice", ""),
        "answered_on": asked["answered_on"].isoformat(),
        "scan": asked["scan"],
    }
    return Saying(
        by=actor.label,
        route=asked["route"],
        told={**by_whom, **told},
        **said,
    )


def _kept(choices: Any) -> list[dict[str, Any]]:
    return [
        {**one, "information": [str(what) for what in one["information"]]}
        for one in choices
    ]
