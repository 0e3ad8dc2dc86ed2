"""Runs and their records in plain words, with the colour of their tag."""

from service.core.erasures import ErasureItem, ErasureState
from service.core.sentence import Sentence

STATES = {
    ErasureState.PROPOSED: (Sentence("Not confirmed"), "grey"),
    ErasureState.WAITING: (Sentence("Waits"), "yellow"),
    ErasureState.RUNNING: (Sentence("Under way"), "blue"),
    ErasureState.STOPPED: (Sentence("Stopped"), "grey"),
    ErasureState.DONE: (Sentence("Carried out"), "green"),
}
HEADINGS = {
    ErasureState.PROPOSED: Sentence("Is this what shall be erased?"),
    ErasureState.WAITING: Sentence("The erasure waits, and can be stopped"),
    ErasureState.RUNNING: Sentence("The erasure is under way"),
    ErasureState.STOPPED: Sentence("The erasure was stopped"),
    ErasureState.DONE: Sentence("The erasure is finished"),
}
GONE = (Sentence("Erased"), "grey")
STAYS = (Sentence("Stays"), "green")
BEGUN = (Sentence("Under way"), "blue")
TO_COME = (Sentence("To come"), "yellow")


def standing(item: ErasureItem) -> tuple[Sentence, str]:
    """Return where one record of a run stands, and the colour of its tag."""
    if item.done_at:
        return GONE
    if item.kept:
        return STAYS
    return BEGUN if item.begun_at else TO_COME
