"""A program we started: watched, started again when it dies, stopped at the end.

Each child leads a process group of its own, so Ctrl-C reaches us alone and we stop the
children in order; and what a killed child leaves behind is ended with it.
"""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
STEADY_AFTER = 60.0  # seconds; a child that ran this long is not caught in a loop


@dataclass(slots=True, kw_only=True)
class Child:
    """`patience` is how many seconds it gets to stop by itself."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    log: Path
    patience: float
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _started_at: float = field(default=0.0, init=False)
    _wait: float = field(default=0.0, init=False)
    _due_at: float = field(default=0.0, init=False)

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                env=dict(self.env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._started_at = time.monotonic()

    def keep_alive(self) -> str:
        """Start it again once it has died and waited. Return what there is to tell."""
        if self._process is None:
            if time.monotonic() >= self._due_at:
                self.start()
            return ""
        status = self._process.poll()
        return "" if status is None else self._bury(status)

    def stop(self) -> None:
        """Ask it to stop, wait, and end what is still there."""
        if self._process is None:
            return
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(self.patience)
        self._end_group(self._process)
        self._process = None

    def _bury(self, status: int) -> str:
        """Wait 1 s before the next start, then twice as long each time, up to 30 s."""
        if self._process is not None:
            self._end_group(self._process)
        steady = time.monotonic() - self._started_at >= STEADY_AFTER
        longer = FIRST_WAIT if steady else max(FIRST_WAIT, 2 * self._wait)
        self._wait = min(LONGEST_WAIT, longer)
        self._due_at = time.monotonic() + self._wait
        self._process = None
        return (
            f"{self.name} stopped by itself (status {status}) and starts again in "
            f"{self._wait:.0f} s. Its last words are in {self.log}."
        )

    @staticmethod
    def _end_group(process: subprocess.Popen[bytes]) -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
