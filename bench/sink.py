"""A mail server that takes everything, keeps nothing, and notes when it said yes.

It runs in a process of its own, and is the same for everything that is measured.
"""

import asyncio
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from aiosmtpd.smtp import SMTP, Envelope, Session

PATIENCE = 60.0
LARGEST_MAIL = 35 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Yes:
    """One mail that was accepted; `at` is the machine's monotonic clock."""

    recipient: str
    at: float


@dataclass(frozen=True, slots=True)
class Sink:
    port: int
    _notes: Connection

    def take(self, count: int) -> list[Yes]:
        """Wait for so many mails, and return when each was accepted."""
        return [self._next() for _ in range(count)]

    def _next(self) -> Yes:
        if not self._notes.poll(PATIENCE):
            raise RuntimeError(f"No mail came for {PATIENCE:.0f} s.")
        note: Yes = self._notes.recv()
        return note


@contextmanager
def open_sink() -> Iterator[Sink]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(there,), daemon=True)
    process.start()
    try:
        yield Sink(here.recv(), here)
    finally:
        process.terminate()
        process.join()


class _Clerk:
    """What aiosmtpd asks when a mail has arrived."""

    def __init__(self, notes: Connection) -> None:
        self._notes = notes

    async def handle_DATA(  # noqa: N802 (the name is aiosmtpd's)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self._notes.send(Yes(envelope.rcpt_tos[0], time.monotonic()))
        return "250 2.0.0 taken"


def _run(notes: Connection) -> None:
    asyncio.run(_serve(notes))


async def _serve(notes: Connection) -> None:
    clerk, loop = _Clerk(notes), asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(clerk, data_size_limit=LARGEST_MAIL), "127.0.0.1", 0
    )
    notes.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()
