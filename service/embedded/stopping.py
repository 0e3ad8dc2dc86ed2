"""Ctrl-C, a termination or a closed terminal: all mean stop, in order."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

ASKED_BY = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stop_signal() -> Iterator[Event]:
    """Yield an event that the first signal sets; a second one does not wait."""
    stop = Event()

    def asked(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise SystemExit(1)
        stop.set()

    before = {number: signal.signal(number, asked) for number in ASKED_BY}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
