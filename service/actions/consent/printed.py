"""Which text stood on the paper form that somebody got: each printing is an event."""

from datetime import date, datetime

from service.actions.consent.shown import Pin
from service.actions.consent.standing import Case
from service.core.consent import Happened
from service.core.day import home_day
from service.store import consents
from service.store.consents import NewEvent
from service.store.tables.consents import ConsentEventRow, ParticipantRow
from service.store.work import Work


def note_printed(
    work: Work, case: Case, one: ParticipantRow, pin: Pin, *, by: str, now: datetime
) -> None:
    """Write down what is printed for somebody, unless their last form said the same.

    One that they have wished for since is another. The case's row is locked, and was
    read since.
    """
    printings = _printings(case, one)
    if printings and not _is_new(case, one, printings[-1], pin):
        return
    event = NewEvent(
        happened=Happened.PRINTED,
        by=by,
        participant=one,
        language=pin.language,
        text_sha256=pin.sha256,
        said=dict(pin.kept),
    )
    consents.add_event(work, case.row, event, box=case.box, now=now)


def printed(case: Case, one: ParticipantRow, *, answered_on: date) -> Pin | None:
    """Return what stood on the form that somebody filled in on that day, None if we
    have printed none: the last one that there was by then."""
    printings = _printings(case, one)
    known = [event for event in printings if home_day(event.at) <= answered_on]
    if not printings:
        return None
    event = known[-1] if known else printings[0]
    kept = {key: str(value) for key, value in consents.told(case.box, event).items()}
    return Pin(event.language, event.text_sha256, kept)


def _is_new(case: Case, one: ParticipantRow, last: ConsentEventRow, pin: Pin) -> bool:
    is_wanted = any(
        event.participant_id == one.id
        and event.happened == Happened.PAPER_WANTED
        and event.sequence > last.sequence
        for event in case.events
    )
    return is_wanted or last.text_sha256 != pin.sha256


def _printings(case: Case, one: ParticipantRow) -> list[ConsentEventRow]:
    return [
        event
        for event in case.events
        if event.participant_id == one.id and event.happened == Happened.PRINTED
    ]
