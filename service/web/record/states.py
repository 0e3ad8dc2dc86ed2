"""One word, one colour and one heap for each state of a delivery."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from service.core.collation import key
from service.core.records import DeliveryState, DeliveryView
from service.core.sentence import Sentence


class Heap(StrEnum):
    """What the reader counts: arrived, on the move, waiting, in need of help."""

    DONE = "done"
    NOW = "now"
    WAITING = "waiting"
    HELP = "help"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class Look:
    """`tag` is the colour class of the tag, empty for the acting colour."""

    word: Sentence
    tag: str
    heap: Heap


LOOKS = {
    DeliveryState.FAILED: Look(Sentence("Failed"), "red", Heap.HELP),
    DeliveryState.STOPPED: Look(Sentence("Has stopped"), "red", Heap.HELP),
    DeliveryState.UNCERTAIN: Look(Sentence("Uncertain"), "yellow", Heap.WAITING),
    DeliveryState.SENDING: Look(Sentence("Being sent"), "", Heap.NOW),
    DeliveryState.QUEUED: Look(Sentence("In the queue"), "grey", Heap.WAITING),
    DeliveryState.RETRYING: Look(Sentence("Trying again"), "yellow", Heap.WAITING),
    DeliveryState.OPENED: Look(Sentence("Opened"), "green", Heap.DONE),
    DeliveryState.SENT: Look(Sentence("Sent"), "green", Heap.DONE),
    DeliveryState.CANCELLED: Look(Sentence("Recalled"), "grey", Heap.RECALLED),
}
_ORDER = list(LOOKS)


def current(deliveries: Iterable[DeliveryView]) -> tuple[DeliveryView, ...]:
    """Return the last delivery to each recipient: a resending replaces what failed."""
    return tuple({delivery.position: delivery for delivery in deliveries}.values())


def tally(deliveries: Iterable[DeliveryView]) -> Counter[Heap]:
    return Counter(LOOKS[delivery.state].heap for delivery in deliveries)


def help_first(deliveries: Iterable[DeliveryView]) -> list[DeliveryView]:
    """Return what needs a person first, then what moves, then what is done; by name."""
    return sorted(deliveries, key=lambda d: (_ORDER.index(d.state), key(d.name)))
