"""How a batch stands, in plain words and in one colour."""

from collections.abc import Mapping

from service.core.batches import BatchState
from service.core.sentence import Sentence

STATES: Mapping[BatchState, tuple[Sentence, str]] = {
    BatchState.READ: (Sentence("Not released"), "grey"),
    BatchState.RELEASED: (Sentence("Under way"), "blue"),
    BatchState.PAUSED: (Sentence("Paused"), "yellow"),
    BatchState.DONE: (Sentence("Done"), "green"),
    BatchState.STOPPED: (Sentence("Stopped"), "red"),
    BatchState.DROPPED: (Sentence("Thrown away"), "grey"),
}
