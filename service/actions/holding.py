"""One record and its time: what happened to it and when, and who wants it to stay."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.orm import Session

from service.core.actor import Actor, require
from service.core.day import home_day
from service.core.erasures import Hold, Keeping
from service.core.errors import Invalid, NotFound
from service.core.permits import Act
from service.core.retention import SET_BY_HAND, Event, eighteenth_birthday, term
from service.core.sentence import Sentence
from service.forms.answers import load
from service.forms.retention import DaysForm, ReasonForm
from service.store import listing, retention, revisions
from service.store.tables.records import RecordRow
from service.store.tables.register import AccountRow
from service.store.tables.retention import RecordDateRow, RecordHoldRow
from service.store.vault import Box
from service.store.work import Work
from service.tools import Tools

DAYS, REASON = DaysForm(), ReasonForm()
ACT = Act.MANAGE_RETENTION


def get_keeping(
    tools: Tools, actor: Actor, record_id: UUID, *, now: datetime
) -> Keeping:
    """Return how long a record stays, and why. Raises NotFound."""
    require(actor, ACT)
    with tools.look(actor) as session:
        record = listing.record(session, actor, record_id, ACT, now=now)
        rules = retention.rules(session)
        latest = revisions.latest(session, record_id)
        return Keeping(
            id=record_id,
            title=revisions.title_of(tools.vault, latest),
            term=term(retention.facts_of(session, record), rules),
            holds=_holds(session, _box(tools, record), record_id),
        )


def set_days(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    answers: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Write down when what happened; what is left out is forgotten.

    Raises NotFound, and Invalid for a day that lies ahead.
    """
    require(actor, ACT)
    said = load(DAYS, answers)
    _refuse_days_ahead(said, today=home_day(now))
    days = _days(said)
    with tools.begin(actor) as work:
        record = _locked(work, actor, record_id, now=now)
        _forget_days(work, record_id)
        for event, on in days.items():
            outcome = said["outcome"] if event is Event.CASE_CLOSED else ""
            retention.put_date(work.session, record, event, on, outcome=outcome)
        told = {str(event): on.isoformat() for event, on in days.items()}
        work.note("days set", actor, record_id=record_id, values=told, now=now)


def hold(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    answers: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Keep a record whatever the plan says. Raises NotFound, Invalid without a reason.

    It blocks an erasure that was asked for before, until the very moment it begins.
    """
    require(actor, ACT)
    reason, hold_id = load(REASON, answers)["reason"], uuid4()
    with tools.begin(actor) as work:
        record = _locked(work, actor, record_id, now=now)
        box = _box(tools, record)
        row = RecordHoldRow(
            id=hold_id,
            organisation_id=actor.organisation_id,
            record_id=record_id,
            sealed_reason=box.seal_json({"set": reason}, what=_place(hold_id)),
            set_by=actor.account_id,
            set_at=now,
        )
        work.session.add(row)
        work.note("held", actor, record_id=record_id, about=str(hold_id), now=now)


def lift(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    hold_id: UUID,
    answers: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """End a hold, with a reason. Raises NotFound, Invalid."""
    require(actor, ACT)
    reason = load(REASON, answers)["reason"]
    with tools.begin(actor) as work:
        record = _locked(work, actor, record_id, now=now)
        row = _in_force(work.session, record_id, hold_id)
        box = _box(tools, record)
        told = {**_told(box, row), "lifted": reason}
        row.sealed_reason = box.seal_json(told, what=_place(hold_id))
        row.lifted_at = now
        work.note(
            "hold lifted", actor, record_id=record_id, about=str(hold_id), now=now
        )


def _locked(work: Work, actor: Actor, record_id: UUID, *, now: datetime) -> RecordRow:
    return listing.record(work.session, actor, record_id, ACT, now=now, lock=True)


def _refuse_days_ahead(said: Mapping[str, Any], *, today: date) -> None:
    ahead = [
        name for name, day in said.items() if isinstance(day, date) and day > today
    ]
    if ahead:
        told = Sentence("That day lies ahead. Write it down once it has come.")
        raise Invalid({name: [told] for name in ahead})


def _days(said: Mapping[str, Any]) -> dict[Event, date]:
    born = said["born"]
    known = {
        Event.CASE_CLOSED: said["case_closed"],
        Event.WITHDRAWAL: said["withdrawal"],
        Event.EIGHTEENTH_BIRTHDAY: eighteenth_birthday(born) if born else None,
    }
    return {event: on for event, on in known.items() if on}


def _forget_days(work: Work, record_id: UUID) -> None:
    work.session.execute(
        delete(RecordDateRow).where(
            RecordDateRow.record_id == record_id, RecordDateRow.event.in_(SET_BY_HAND)
        )
    )


def _in_force(session: Session, record_id: UUID, hold_id: UUID) -> RecordHoldRow:
    for row in retention.holds(session, record_id):
        if row.id == hold_id:
            return row
    raise NotFound(Sentence("There is no such hold, or it is lifted."))


def _holds(session: Session, box: Box, record_id: UUID) -> tuple[Hold, ...]:
    """Return the holds in force, then the lifted ones, each the oldest first."""
    rows = retention.holds(session, record_id, with_lifted=True)
    return tuple(
        _hold(session, box, row)
        for row in sorted(rows, key=lambda row: row.lifted_at is not None)
    )


def _hold(session: Session, box: Box, row: RecordHoldRow) -> Hold:
    told = _told(box, row)
    account = session.get(AccountRow, row.set_by) if row.set_by else None
    return Hold(
        id=row.id,
        reason=told["set"],
        set_by=account.name if account else "",
        set_at=row.set_at,
        lifted_at=row.lifted_at,
        lifted_because=told.get("lifted", ""),
    )


def _told(box: Box, row: RecordHoldRow) -> dict[str, str]:
    return dict(box.open_json(row.sealed_reason, what=_place(row.id)))


def _place(hold_id: UUID) -> str:
    return f"hold:{hold_id}"


def _box(tools: Tools, record: RecordRow) -> Box:
    return tools.vault.box(record.id, record.organisation_id)
