"""One worker process: its tools, its heartbeat, and a sweep that needs no broker."""

import logging
import os
import random
import socket
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from time import monotonic

from service.actions import anchoring, bouncing, operating, running
from service.actions.consent import clock, reminding
from service.core.jobs import QUEUES, Job
from service.core.pulse import Pulse
from service.settings import Settings
from service.tools import Tools
from service.wiring import open_tools

log = logging.getLogger(__name__)

TIDY_EVERY = 3600.0
ALIVE = "worker-alive"  # touched at every sweep: a container's health check looks at it


class Station:
    """Does due jobs when a hint comes, and every few seconds without one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tools: Tools | None = None
        self._one_at_a_time = Lock()
        self._stopped = Event()
        self._pulse = Pulse(self._renew, seconds=settings.lease_seconds / 4)

    def open(self, *, queues: tuple[str, ...]) -> None:
        """Open the tools of this process; call it after the fork."""
        self._settings.var.mkdir(parents=True, exist_ok=True)
        self._tools = open_tools(self._settings)
        self._kinds = [kind for kind, queue in QUEUES.items() if queue in queues]
        self._owner = f"{socket.gethostname()}:{os.getpid()}"
        if operating.guard_instance(self._tools):
            log.error("this database is another installation's: its jobs are held")
        self._pulse.start()
        Thread(target=self._sweep_for_ever, name="sweep", daemon=True).start()

    def close(self) -> None:
        self._stopped.set()
        self._pulse.stop()

    def work(self) -> int:
        """Do all that is due. Return how many jobs that was."""
        with self._one_at_a_time:
            return running.drain(
                self._ready(), self._kinds, owner=self._owner, pulse=self._pulse
            )

    def _ready(self) -> Tools:
        if self._tools is None:
            raise RuntimeError("The station is not open.")
        return self._tools

    def _renew(self, job: Job) -> None:
        running.renew(self._ready(), job)

    def _sweep_for_ever(self) -> None:
        """Find what nobody was told of. Jitter keeps many workers from one rhythm."""
        tidied = monotonic()
        while not self._stopped.wait(self._pause()):
            try:
                (self._settings.var / ALIVE).touch()
                running.sweep(self._ready())
                self.work()
                anchoring.seal_finished_days(self._ready())
                clock.turn_pages(self._ready(), now=datetime.now(UTC))
                reminding.remind_due(self._ready(), now=datetime.now(UTC))
                bouncing.take_spooled(self._ready(), now=datetime.now(UTC))
                if monotonic() - tidied > TIDY_EVERY:
                    tidied = monotonic()
                    running.tidy(self._ready(), now=datetime.now(UTC))
            except Exception as problem:
                log.warning("sweep failed: %s", type(problem).__name__)

    def _pause(self) -> float:
        return self._settings.sweep_seconds * random.uniform(0.75, 1.25)
