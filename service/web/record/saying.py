"""What stands beside a recipient's tag: when, and what happens next."""

from datetime import datetime

from service.core.records import DeliveryState, DeliveryView
from service.core.sentence import Sentence
from service.document.words import Words
from service.web.record.spoken import at

SAYINGS = {
    DeliveryState.QUEUED: Sentence("Leaves within a minute"),
    DeliveryState.SENDING: Sentence("Started {at}"),
    DeliveryState.RETRYING: Sentence("A new try {next}"),
    DeliveryState.SENT: Sentence("Accepted {at}"),
    DeliveryState.OPENED: Sentence("Opened {at}"),
    DeliveryState.UNCERTAIN: Sentence("We wait for a sign of whether it arrived."),
    DeliveryState.FAILED: Sentence("Nothing more is sent there."),
    DeliveryState.STOPPED: Sentence("It waits for a person."),
    DeliveryState.CANCELLED: Sentence("Recalled {at}"),
}


def say(delivery: DeliveryView, words: Words, *, now: datetime) -> str:
    following = delivery.next_try or delivery.at
    return words(
        SAYINGS[delivery.state],
        at=at(words, delivery.at, now=now),
        next=at(words, following, now=now),
    )
