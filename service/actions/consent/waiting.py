"""Why a consent waits for somebody: asked of the database, before any list is cut."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, exists, or_
from sqlalchemy.orm import aliased

from service.core.consent import SAYING, WITH_PAPER, Happened
from service.core.consent_state import AWAITING, OVER, SHARING, ConsentState
from service.core.day import home_day
from service.store.tables.consents import ConsentEventRow, ConsentRow, ParticipantRow

ENDS_SOON = timedelta(days=30)
FRESH = timedelta(days=30)  # how long a refusal waits to be read


class Wait(StrEnum):
    """Why a consent waits, what presses most first."""

    WITHDRAWAL = "withdrawal scanned"
    REFUSED = "refused"
    CONFLICT = "conflict"
    RECONSIDER = "reconsider"
    BOUNCED = "bounced"
    SCANNED = "scanned"
    PAPER_WANTED = "paper wanted"
    QUESTION = "question"
    UNANSWERED = "unanswered"
    ENDING = "ending"


PRESSING = tuple(Wait)[: tuple(Wait).index(Wait.UNANSWERED)]  # need a person now
# What comes to somebody who is asked, and what of theirs settles it.
SETTLED_BY = {
    Happened.BOUNCED: (
        Happened.REACHED,
        Happened.SENT_AGAIN,
        Happened.OPENED,
        *SAYING,
    ),
    Happened.SCANNED: SAYING,
    # An answer written down from another paper must not hide it, nor less taken back
    # by the web or by phone.
    Happened.WITHDRAWAL_SCANNED: (Happened.WITHDRAWN, Happened.KEPT),
    Happened.PAPER_WANTED: (Happened.PRINTED, Happened.SCANNED, *SAYING),
}


def reason(*, first: timedelta, now: datetime) -> ColumnElement[int | None]:
    """Return the place in `Wait` of what presses most, NULL for who waits for nobody.

    `first` is how long after the question we remind. It stands in a SELECT of consents.
    """
    row, fresh = ConsentRow, ConsentRow.changed_at > now - FRESH
    is_open, is_over = row.state.in_(AWAITING), row.state.in_(OVER)
    withdrawal = _has_come(Happened.WITHDRAWAL_SCANNED)
    ends_soon = row.valid_to <= home_day(now) + ENDS_SOON
    reasons = {
        Wait.WITHDRAWAL: and_(~is_over, withdrawal),
        Wait.REFUSED: and_(row.state == ConsentState.REFUSED, fresh),
        Wait.CONFLICT: row.state == ConsentState.CONFLICT,
        Wait.RECONSIDER: row.state == ConsentState.RECONSIDER,
        Wait.BOUNCED: and_(is_open, _has_come(Happened.BOUNCED)),
        Wait.SCANNED: and_(~is_over, _has_come(Happened.SCANNED)),
        Wait.PAPER_WANTED: and_(is_open, _has_come(Happened.PAPER_WANTED)),
        Wait.QUESTION: row.open_questions > 0,
        Wait.UNANSWERED: and_(is_open, row.changed_at <= now - first),
        Wait.ENDING: and_(row.state.in_(SHARING), ends_soon),
    }
    places = ((reasons[wait], place) for place, wait in enumerate(Wait))
    return case(*places, else_=None)


def _has_come(happened: Happened) -> ColumnElement[bool]:
    """Whether that came to somebody who is asked now, and nothing has settled it."""
    event, one = aliased(ConsentEventRow), aliased(ParticipantRow)
    return (
        exists()
        .where(event.record_id == ConsentRow.record_id, event.happened == happened)
        .where(one.id == event.participant_id, one.decides.is_(True))
        .where(one.revision == ConsentRow.revision)
        .where(~_is_settled(event, happened))
        .correlate(ConsentRow)
    )


def _is_settled(
    event: type[ConsentEventRow], happened: Happened
) -> ColumnElement[bool]:
    later = aliased(ConsentEventRow)
    is_kept = later.happened == Happened.KEPT
    is_read = or_(is_kept, later.route.in_(WITH_PAPER))
    return exists().where(
        later.record_id == event.record_id,
        later.participant_id == event.participant_id,
        later.sequence > event.sequence,
        later.happened.in_(SETTLED_BY[happened]),
        or_(event.happened != Happened.WITHDRAWAL_SCANNED, is_read),
    )
