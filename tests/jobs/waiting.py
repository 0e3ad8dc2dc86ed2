"""Wait for what must come: never for a time, and never for ever."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from time import monotonic

from sqlalchemy import text

from service.core.actor import SYSTEM
from service.store.work import Work

LONGEST = 60.0  # seconds; what must come comes within one or two
WAITERS = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


def eventually(happens: Callable[[], object], *, meanwhile=lambda: None) -> None:
    """Wait until something is so. A wait, not a measurement."""
    pause, until = Event(), monotonic() + LONGEST
    while not happens():
        meanwhile()
        assert monotonic() < until, "It has not happened."
        pause.wait(0.05)


@contextmanager
def a_step_ahead_of(house, second: Callable[[], object]) -> Iterator[Work]:
    """Open a transaction that ends while `second` is under way and waits for it.

    On SQLite it waits for the only writer; on PostgreSQL it has looked already, and
    waits for a lock. What `second` raises is raised at the end of the block.
    """
    with ThreadPoolExecutor(1) as other:
        with house.tools.begin(SYSTEM) as work:
            yield work
            work.session.flush()
            answer = other.submit(second)
            eventually(lambda: _waits(house))
        answer.result(LONGEST)


def _waits(house) -> bool:
    if house.engine.dialect.name == "sqlite":
        return True
    with house.engine.connect() as connection:
        return connection.execute(WAITERS).scalar_one() > 0
