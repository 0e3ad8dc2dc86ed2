"""Jobs and queues in plain words. Codes are for technicians, and stay in `details`."""

from collections.abc import Mapping
from datetime import datetime

from service.core.jobs import JobKind, JobState
from service.core.records import JobView
from service.core.sentence import Sentence

HEADINGS = {
    JobKind.MAIL: Sentence("A mail could not be sent"),
    JobKind.NOTICE: Sentence("A notice could not be sent"),
    JobKind.RENDER: Sentence("A document could not be made"),
    JobKind.ERASE: Sentence("Records could not be erased"),
    JobKind.ARCHIVE: Sentence("A package could not be made"),
    JobKind.SCAN: Sentence("A pile of scans could not be read"),
    JobKind.CONSENT: Sentence("An answer to a consent could not be followed up"),
    JobKind.BATCH: Sentence("Consents from a file could not be asked for"),
    JobKind.HANDOVER: Sentence("Records could not be handed over"),
}
STATE_WORDS = {
    "": Sentence("Made"),
    JobState.READY: Sentence("Waits for its turn"),
    JobState.LEASED: Sentence("Being worked on"),
    JobState.UNCERTAIN: Sentence("Uncertain"),
    JobState.SUCCEEDED: Sentence("Finished"),
    JobState.DEAD: Sentence("Has stopped"),
    JobState.CANCELLED: Sentence("Cancelled"),
}
QUEUE_NAMES = {
    "render": Sentence("Documents"),
    "deliver": Sentence("Mails"),
    "default": Sentence("Erasures, packages, files and scans"),
}
# The page's figures: name, what it means, and the states that are counted.
FIGURES = (
    (
        Sentence("In the queue"),
        Sentence("Waiting for a worker or for the next try"),
        (JobState.READY, JobState.LEASED),
    ),
    (
        Sentence("Finished"),
        Sentence("Documents made and mails accepted"),
        (JobState.SUCCEEDED,),
    ),
    (
        Sentence("Uncertain"),
        Sentence("We wait for a sign of whether it arrived."),
        (JobState.UNCERTAIN,),
    ),
    (
        Sentence("Has stopped"),
        Sentence("Needs a person, see below"),
        (JobState.DEAD,),
    ),
)


def heading(job: JobView) -> Sentence:
    return HEADINGS[JobKind(job.kind)]


def stopped_at(job: JobView) -> datetime:
    return job.finished_at or job.created_at


def figures(counts: Mapping[str, int]) -> list[tuple[Sentence, Sentence, int]]:
    return [
        (name, said, sum(counts.get(state, 0) for state in states))
        for name, said, states in FIGURES
    ]
