"""Where a record's sending stands, as one word that headings and steps hang on."""

from datetime import datetime
from enum import StrEnum

from service.core.records import Making, RecordView
from service.core.sentence import Sentence
from service.kinds import consent
from service.web.record.states import Heap, current, tally


class Situation(StrEnum):
    MAKING = "making"
    NOT_MADE = "not_made"
    KEPT = "kept"
    UNDOABLE = "undoable"
    SENDING = "sending"
    RECALLED = "recalled"
    HELP = "help"
    DONE = "done"


HEADINGS = {
    Situation.MAKING: Sentence("The documents are being made"),
    Situation.NOT_MADE: Sentence("The documents could not be made"),
    Situation.KEPT: Sentence("Saved, without recipients"),
    Situation.UNDOABLE: Sentence("The mails are about to leave"),
    Situation.SENDING: Sentence("The mails are being sent now"),
    Situation.RECALLED: Sentence("The sending was recalled"),
    Situation.HELP: Sentence("Not everybody has got it"),
    Situation.DONE: Sentence("Everybody has got it"),
}
# Of a consent: what has left has not been answered yet.
OF_CONSENTS = {
    Situation.KEPT: Sentence("Nobody is asked by mail"),
    Situation.HELP: Sentence("Not all mails have arrived"),
    Situation.DONE: Sentence("The mails have left"),
}


def heading(view: RecordView, *, now: datetime) -> Sentence:
    """Return what is said of the newest version's mails."""
    said = HEADINGS | OF_CONSENTS if view.kind == consent.NAME else HEADINGS
    return said[situation(view, now=now)]


def can_undo(view: RecordView, *, now: datetime) -> bool:
    """Whether mails wait that can be recalled: a question on paper alone has none."""
    if view.undo_until is None or now >= view.undo_until:
        return False
    return tally(current(view.latest.deliveries))[Heap.WAITING] > 0


def situation(view: RecordView, *, now: datetime) -> Situation:
    """Return where the newest version stands; the first that fits, in this order."""
    heaps = tally(current(view.latest.deliveries))
    cases = (
        (view.latest.making is Making.FAILED, Situation.NOT_MADE),
        (can_undo(view, now=now), Situation.UNDOABLE),
        (view.latest.making is Making.WAITING, Situation.MAKING),
        (not heaps, Situation.KEPT),
        (bool(heaps[Heap.NOW] + heaps[Heap.WAITING]), Situation.SENDING),
        (bool(heaps[Heap.HELP]), Situation.HELP),
        (not heaps[Heap.DONE], Situation.RECALLED),
    )
    return next((answer for fits, answer in cases if fits), Situation.DONE)
