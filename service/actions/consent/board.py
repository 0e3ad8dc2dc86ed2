"""Consents that wait for somebody: what needs a person first, and no child's name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from service.actions.consent.reminder_policy import policy_of
from service.core.actor import Actor
from service.core.consent import Happened
from service.core.consent_state import ConsentState
from service.core.day import home_day
from service.core.errors import KeyMissing, Tampered
from service.core.permits import Act
from service.kinds.consent.naming import initials
from service.store import revisions
from service.store.tables.consents import (
    ConsentEventRow,
    ConsentRow,
    ParticipantRow,
)
from service.store.tables.records import RecordRow
from service.store.visibility import may_see
from service.tools import Tools

ENDS_SOON = timedelta(days=30)
FRESH = timedelta(days=30)  # how long a refusal stays on the board
MOST = 50


class Wait(StrEnum):
    """Why a consent stands on the board, what needs a person first."""

    BOUNCED = "bounced"
    SCANNED = "scanned"
    PAPER_WANTED = "paper wanted"
    QUESTION = "question"
    CONFLICT = "conflict"
    REFUSED = "refused"
    RECONSIDER = "reconsider"
    UNANSWERED = "unanswered"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class Waiting:
    """`name` is the organisation's reference, or initials; never a child's name."""

    id: UUID
    name: str
    why: Wait
    since: datetime


ASKED_FOR = (Happened.BOUNCED, Happened.SCANNED, Happened.PAPER_WANTED)
SETTLED_BY = {
    Happened.BOUNCED: (Happened.REACHED, Happened.SENT_AGAIN, Happened.OPENED)
}
BY_STATE = {
    ConsentState.CONFLICT: Wait.CONFLICT,
    ConsentState.REFUSED: Wait.REFUSED,
    ConsentState.RECONSIDER: Wait.RECONSIDER,
}
OPEN = (ConsentState.SENT, ConsentState.WAITING)
APPLIES = (ConsentState.VALID, ConsentState.PARTIAL)


def waiting_consents(
    tools: Tools, actor: Actor, *, now: datetime
) -> tuple[Waiting, ...]:
    """Return the consents this actor may read that wait, the most pressing first.

    Whoever may read none gets none.
    """
    if not actor.may(Act.READ_RECORD):
        return ()
    with tools.look(actor) as session:
        rows = session.scalars(
            select(ConsentRow)
            .join(RecordRow, RecordRow.id == ConsentRow.record_id)
            .where(may_see(actor, Act.READ_RECORD, now=now), _may_wait(now))
            .order_by(ConsentRow.open_questions.desc(), ConsentRow.changed_at)
            .limit(MOST)
        ).all()
        first = policy_of(tools, session, actor.organisation_id).first
        wants = _wants(session, rows)
        found = [
            Waiting(row.record_id, _name(tools, session, row), why, since)
            for row in rows
            for why, since in _why(row, wants.get(row.record_id), first, now=now)
        ]
    order = list(Wait)
    return tuple(sorted(found, key=lambda one: (order.index(one.why), one.since)))


def _may_wait(now: datetime) -> ColumnElement[bool]:
    """Whether a consent may stand on the board, as far as its own row tells."""
    ends = home_day(now) + ENDS_SOON
    return or_(
        ConsentRow.open_questions > 0,
        ConsentRow.state.in_((*OPEN, ConsentState.RECONSIDER, ConsentState.CONFLICT)),
        and_(
            ConsentRow.state == ConsentState.REFUSED,
            ConsentRow.changed_at > now - FRESH,
        ),
        and_(ConsentRow.state.in_(APPLIES), ConsentRow.valid_to <= ends),
    )


def _why(
    row: ConsentRow,
    want: tuple[Wait, datetime] | None,
    first: timedelta,
    *,
    now: datetime,
) -> Iterator[tuple[Wait, datetime]]:
    """Yield the most pressing reason, if there is one. `first` is when we remind."""
    state = ConsentState(row.state)
    if want:
        yield want
    elif state in BY_STATE:
        yield BY_STATE[state], row.changed_at
    elif state in APPLIES:
        yield Wait.ENDING, row.changed_at
    elif state in OPEN and now - row.changed_at >= first:
        yield Wait.UNANSWERED, row.changed_at


def _wants(
    session: Session, rows: Sequence[ConsentRow]
) -> Mapping[UUID, tuple[Wait, datetime]]:
    """Return what somebody wants of us, the most pressing of it, per consent."""
    waiting = [row.record_id for row in rows if row.state in OPEN]
    asking = [row.record_id for row in rows if row.open_questions]
    found = [*_of_who_has_not_answered(session, waiting), *_questions(session, asking)]
    order = list(Wait)
    ranked = sorted(found, key=lambda e: order.index(Wait(e.happened)), reverse=True)
    return {e.record_id: (Wait(e.happened), e.at) for e in ranked}


def _of_who_has_not_answered(
    session: Session, record_ids: Sequence[UUID]
) -> Iterator[ConsentEventRow]:
    """Yield what somebody wants, or has come to, who has not answered yet."""
    weighed = {*ASKED_FOR, *(one for settles in SETTLED_BY.values() for one in settles)}
    events = session.scalars(
        select(ConsentEventRow)
        .join(ParticipantRow, ParticipantRow.id == ConsentEventRow.participant_id)
        .where(ConsentEventRow.record_id.in_(record_ids))
        .where(ConsentEventRow.happened.in_(weighed), ParticipantRow.answers == 0)
        .where(ParticipantRow.decides.is_(True))
        .order_by(ConsentEventRow.sequence)
    )
    found: dict[tuple[UUID, UUID | None, str], ConsentEventRow] = {}
    for event in events:
        for asked, settles in SETTLED_BY.items():
            if event.happened in settles:
                found.pop((event.record_id, event.participant_id, asked), None)
        if event.happened in ASKED_FOR:
            found[event.record_id, event.participant_id, event.happened] = event
    yield from found.values()


def _questions(
    session: Session, record_ids: Sequence[UUID]
) -> Iterator[ConsentEventRow]:
    """Yield the questions that wait for an answer, the latest first."""
    reply = aliased(ConsentEventRow)
    is_answered = exists().where(
        reply.record_id == ConsentEventRow.record_id,
        reply.settles == ConsentEventRow.sequence,
    )
    yield from session.scalars(
        select(ConsentEventRow)
        .where(ConsentEventRow.record_id.in_(record_ids))
        .where(ConsentEventRow.happened == Happened.QUESTION, ~is_answered)
        .order_by(ConsentEventRow.sequence.desc())
    )


def _name(tools: Tools, session: Session, row: ConsentRow) -> str:
    """Return a reference; one record that cannot be opened must not spoil the board."""
    short = row.record_id.hex[:8]
    try:
        revision = revisions.numbered(session, row.record_id, row.revision)
        answers = revisions.answers_of(tools.vault, revision)
        if reference := answers.get("reference"):
            return str(reference)
        is_protected = answers.get("child_protected") is True
        return short if is_protected else initials(str(answers["child_name"]))
    except (KeyMissing, Tampered):
        return short
