"""Each who takes part in a consent: how they are reached, and where they stand."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from service.actions.consent.exclusions import exclusions_by_person
from service.actions.consent.questions import questions_of
from service.actions.consent.reach import reach_of, reach_of_child, reach_of_party
from service.actions.consent.standing import Case, name_of
from service.actions.consent.taking_part import events_of, is_bounced
from service.actions.consent.waiting import SETTLED_BY
from service.core.consent import SAYING, WITH_PAPER, Happened, Role, Route
from service.core.consent_views import Given, Ground, Person, Reach, Stand
from service.core.records import DeliveryState, DeliveryView
from service.kinds.consent.grounds import grounds_of
from service.kinds.consent.model import Guardian
from service.store import consents
from service.store.tables.consents import ConsentEventRow, ParticipantRow

Mailed = Mapping[UUID, DeliveryView]
BROKEN = (DeliveryState.FAILED, DeliveryState.STOPPED)
GONE = (DeliveryState.SENT, DeliveryState.OPENED)
# What somebody did themselves, or what came of them: the last one is where they stand.
DEEDS = {
    Happened.ANSWERED: Stand.ANSWERED,
    Happened.WITHDRAWN: Stand.WITHDRAWN,
    Happened.PAPER_WANTED: Stand.PAPER_WANTED,
    Happened.SCANNED: Stand.SCANNED,
    Happened.WITHDRAWAL_SCANNED: Stand.WITHDRAWAL_SCANNED,
    Happened.OPENED: Stand.OPENED,
}


def people(case: Case, mailed: Mailed) -> tuple[Person, ...]:
    """Return everybody of the question that is asked now, in its order."""
    return tuple(_person(case, one, mailed) for one in case.participants)


def _person(case: Case, one: ParticipantRow, mailed: Mailed) -> Person:
    events = events_of(case, one)
    delivery = mailed.get(one.delivery_id) if one.delivery_id else None
    stand = _stand(case, one, events, delivery)
    wants_paper = _waits(events, Happened.PAPER_WANTED)
    if stand is Stand.PAPER_WANTED and not wants_paper:
        stand = Stand.PAPER
    reminded = [event.at for event in events if event.happened == Happened.REMINDED]
    return Person(
        id=one.id,
        role=Role(one.role),
        position=one.position,
        name=name_of(case.model, one),
        language=one.language,
        decides=one.decides,
        reach=_reach(case, one),
        stand=stand,
        since=_since(case, stand, events, delivery),
        delivery=delivery,
        given=given(case, events),
        turn=one.answers + 1,
        reminders=one.reminders,
        remind_at=one.remind_at,
        reminded_at=reminded[-1] if reminded else None,
        wants_paper=wants_paper,
        has_scan=_waits(events, Happened.SCANNED),
        has_withdrawal=has_withdrawal(events),
        questions=questions_of(case, one),
        has_paper_form=one.paper_code is not None,
        phone=_phone(case, one),
        grounds=_grounds(case, one),
    )


def given(case: Case, events: Sequence[ConsentEventRow]) -> Given | None:
    """Return the last that somebody said, if they have said anything."""
    said = [event for event in events if event.happened in SAYING]
    if not said:
        return None
    answers = [event for event in said if event.happened == Happened.ANSWERED]
    signed = consents.told(case.box, answers[-1]) if answers else {}
    excluded = exclusions_by_person(case).get(said[-1].participant_id, "")
    signed = {**signed, "exclusions": excluded}
    return _given(said[-1], consents.told(case.box, said[-1]), signed)


def _given(
    event: ConsentEventRow, told: Mapping[str, Any], signed: Mapping[str, Any]
) -> Given:
    day, scan = told.get("answered_on"), told.get("scan")
    return Given(
        at=event.at,
        route=Route(event.route),
        by=event.actor,
        allowed=consents.cells_from(told["allowed"]),
        is_withdrawal=event.happened == Happened.WITHDRAWN,
        witness=told.get("witness", ""),
        day=date.fromisoformat(day) if day else None,
        note=told.get("note", ""),
        exclusions=signed.get("exclusions", ""),
        voice=signed.get("voice", ""),
        strokes=tuple(signed.get("drawing", ())),
        scan=UUID(scan) if scan else None,
    )


def _phone(case: Case, one: ParticipantRow) -> str:
    found = _guardian(case, one)
    return found.phone if found and not found.protected else ""


def _grounds(case: Case, one: ParticipantRow) -> tuple[Ground, ...]:
    found = _guardian(case, one)
    return grounds_of(found) if found else ()


def _guardian(case: Case, one: ParticipantRow) -> Guardian | None:
    is_guardian = one.role == Role.GUARDIAN
    return case.model.guardians[one.position] if is_guardian else None


def _reach(case: Case, one: ParticipantRow) -> Reach:
    if one.delivery_id:
        return Reach.MAIL
    if one.role == Role.RECEIVER:
        return reach_of_party(case.model, case.model.parties[one.position])
    found = _guardian(case, one)
    return reach_of(case.model, found) if found else reach_of_child(case.model)


def _stand(
    case: Case,
    one: ParticipantRow,
    events: Sequence[ConsentEventRow],
    delivery: DeliveryView | None,
) -> Stand:
    if not one.decides:
        return Stand.NOT_ASKED if one.role == Role.RECEIVER else Stand.LEFT_OUT
    if has_withdrawal(events):
        return Stand.WITHDRAWAL_SCANNED
    # A paper that takes it back and was read since is no deed: what was written is.
    deeds = DEEDS.keys() - {Happened.WITHDRAWAL_SCANNED}
    done = [DEEDS[Happened(one.happened)] for one in events if one.happened in deeds]
    is_broken = delivery is not None and delivery.state in BROKEN
    if not one.answers and (is_broken or is_bounced(case, one)):
        return Stand.BOUNCED
    return done[-1] if done else _before_anything(delivery)


def _before_anything(delivery: DeliveryView | None) -> Stand:
    if delivery is None:
        return Stand.PAPER
    return Stand.SENT if delivery.state in GONE else Stand.ON_ITS_WAY


def _since(
    case: Case,
    stand: Stand,
    events: Sequence[ConsentEventRow],
    delivery: DeliveryView | None,
) -> datetime:
    """Return since when: their last deed, or when their mail or the question left."""
    deeds = [e.at for e in events if DEEDS.get(Happened(e.happened)) is stand]
    if deeds:
        return deeds[-1]
    asked = [e.at for e in case.events if e.happened == Happened.ASKED]
    return delivery.at if delivery else asked[-1]


def _waits(events: Sequence[ConsentEventRow], happened: Happened) -> bool:
    """Whether that came, and nothing has settled it; as the board asks the database."""
    weighed = (happened, *SETTLED_BY[happened])
    last = [event.happened for event in events if event.happened in weighed][-1:]
    return last == [happened]


def unread_withdrawal(case: Case) -> int:
    """Return the number of the last paper that takes it back and waits, 0 for none."""
    come = (events_of(case, one) for one in case.participants if one.decides)
    unread = [events for events in come if has_withdrawal(events)]
    scans = [
        event.sequence
        for events in unread
        for event in events
        if event.happened == Happened.WITHDRAWAL_SCANNED
    ]
    return max(scans, default=0)


def has_withdrawal(events: Sequence[ConsentEventRow]) -> bool:
    """Whether a paper that takes the consent back came in, and nobody has read it.

    As `waiting.SETTLED_BY` has it: less may be taken back by the web or by phone.
    """
    last = [event.happened for event in events if _is_of_a_withdrawal(event)][-1:]
    return last == [Happened.WITHDRAWAL_SCANNED]


def _is_of_a_withdrawal(event: ConsentEventRow) -> bool:
    is_read = event.happened == Happened.WITHDRAWN and event.route in WITH_PAPER
    return is_read or event.happened in (Happened.KEPT, Happened.WITHDRAWAL_SCANNED)
