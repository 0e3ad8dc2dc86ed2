"""Everything the record page shows, worked out before a template sees it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from service.core.classification import Classification
from service.core.errors import Invalid
from service.core.meeting import NextMeeting
from service.core.records import CAN_BE_SENT_AGAIN, RecordView
from service.core.register import LANGUAGES
from service.core.sentence import Sentence
from service.document.words import Words
from service.kinds import find_kind
from service.web.record.files import ordered, size
from service.web.record.journey import journey, sentence
from service.web.record.saying import say
from service.web.record.situation import can_undo, heading
from service.web.record.spoken import at
from service.web.record.states import LOOKS, current, help_first, tally

OPENNESS = {
    Classification.OPEN: Sentence("Open, may be attached"),
    Classification.INTERNAL: Sentence("Internal, by link only"),
    Classification.CONFIDENTIAL: Sentence("Confidential, read signed in only"),
}
OPENLY = {
    Classification.OPEN: Sentence("open record"),
    Classification.INTERNAL: Sentence("internal record"),
    Classification.CONFIDENTIAL: Sentence("confidential record"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """An address that was not accepted: whose, what was written, and why not."""

    delivery_id: UUID
    written: str
    said: Sentence


def shown(view: RecordView, words: Words, *, now: datetime) -> dict[str, Any]:
    deliveries = current(view.latest.deliveries)
    heaps = tally(deliveries)
    return {
        "view": view,
        "kind": words(find_kind(view.kind).label),
        "openness": words.say(OPENNESS[view.classification]),
        "openly": words.say(OPENLY[view.classification]),
        "language": words(dict(LANGUAGES)[view.language]),
        "heading": words.say(heading(view, now=now)),
        "steps": journey(view, words, now=now),
        "heaps": heaps,
        "counts": sentence(heaps, words),
        "deliveries": help_first(deliveries),
        "looks": LOOKS,
        "current": current,
        "can_be_sent_again": CAN_BE_SENT_AGAIN,
        "meetings": meetings(view),
        "files": ordered(view.latest.renditions),
        "can_undo": can_undo(view, now=now),
        "size": size,
        "say": lambda delivery: say(delivery, words, now=now),
        "at": lambda moment: at(words, moment, now=now),
        "now": now,
    }


def meetings(view: RecordView) -> tuple[NextMeeting, ...]:
    """Return the meetings to come; none when the form has since changed too much."""
    kind = find_kind(view.kind)
    try:
        return kind.meetings(kind.read(view.latest.answers))
    except Invalid:
        return ()
