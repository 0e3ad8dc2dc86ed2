"""A worker's heartbeat: while a job runs, its lease is renewed from a thread."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread

from service.core.jobs import Job


class Pulse:
    """Beats every `seconds` for the job in hand, and rests between jobs."""

    def __init__(self, renew: Callable[[Job], None], *, seconds: float) -> None:
        self._renew = renew
        self._seconds = seconds
        self._job: Job | None = None
        self._lock = Lock()
        self._stopped = Event()

    def start(self) -> None:
        Thread(target=self._beat, name="pulse", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    @contextmanager
    def beating_for(self, job: Job) -> Iterator[None]:
        with self._lock:
            self._job = job
        try:
            yield
        finally:
            with self._lock:
                self._job = None

    def _beat(self) -> None:
        while not self._stopped.wait(self._seconds):
            with self._lock:
                job = self._job
            if job is not None:
                self._try(job)

    def _try(self, job: Job) -> None:
        """A beat that fails is no news: the outcome is guarded by the fence."""
        try:
            self._renew(job)
        except Exception:
            return
