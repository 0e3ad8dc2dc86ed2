"""The heartbeat: it beats for the job in hand, rests without one, and survives."""

from queue import Queue
from uuid import uuid4

from service.core.jobs import Job, JobKind
from service.core.pulse import Pulse

JOB = Job(uuid4(), JobKind.MAIL, uuid4(), fence=1, attempt=1)
SOON = 10  # seconds a test waits at most for a beat that comes within milliseconds


def test_it_beats_for_the_job_in_hand_and_rests_without_one():
    beats = Queue()
    pulse = Pulse(beats.put, seconds=0.001)
    pulse.start()

    with pulse.beating_for(JOB):
        assert beats.get(timeout=SOON) == JOB
    pulse.stop()


def test_a_beat_that_fails_does_not_stop_the_next():
    """The database may be gone for a moment; the fence guards the outcome."""
    beats = Queue()

    def renew(job):
        beats.put(job)
        raise OSError

    pulse = Pulse(renew, seconds=0.001)
    pulse.start()

    with pulse.beating_for(JOB):
        assert [beats.get(timeout=SOON) for _ in range(2)] == [JOB, JOB]
    pulse.stop()
