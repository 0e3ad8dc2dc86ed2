"""The mailbox of the embedded mode: it takes every mail and keeps it as a file.

`<time>-<n>.eml` is the mail byte for byte; `<time>-<n>.json` beside it is the envelope:
`{"from": …, "to": […], "received_at": …}`. The mail's file appears last and whole.
"""

import asyncio
import json
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Thread
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MAIL = 35 * 1024 * 1024


class Mailbox:
    """What aiosmtpd asks when a mail has arrived."""

    def __init__(self, folder: Path, *, clock: Callable[[], datetime]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._clock = clock
        self._numbers = count(1)

    async def handle_DATA(  # noqa: N802 (the name is aiosmtpd's)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Say 250 only once the mail is safely on disk."""
        now = self._clock()
        name = f"{now:%Y%m%dT%H%M%S.%fZ}-{next(self._numbers):06}"
        note = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "received_at": now.isoformat(),
        }
        self._keep(f"{name}.json", json.dumps(note).encode())
        self._keep(f"{name}.eml", envelope.original_content or b"")
        return f"250 2.0.0 kept as {name}"

    def _keep(self, name: str, content: bytes) -> None:
        draft = self._folder / f".{name}"
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(self._folder / name)


@contextmanager
def open_mailbox(folder: Path, *, host: str, port: int) -> Iterator[int]:
    """Take mail until the block ends. Port 0 means any free one; yield the real one."""
    mailbox = Mailbox(folder, clock=lambda: datetime.now(UTC))
    door = socket.create_server((host, port))
    loop = asyncio.new_event_loop()
    thread = Thread(target=_take_mail, args=(loop, door, mailbox), daemon=True)
    thread.start()
    try:
        yield door.getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _take_mail(
    loop: asyncio.AbstractEventLoop, door: socket.socket, mailbox: Mailbox
) -> None:
    guests: WeakSet[SMTP] = WeakSet()

    def greet() -> SMTP:
        guest = SMTP(mailbox, data_size_limit=LARGEST_MAIL, loop=loop)
        guests.add(guest)
        return guest

    server = loop.run_until_complete(loop.create_server(greet, sock=door))
    loop.run_forever()
    server.close()
    loop.run_until_complete(_see_out(guests))
    loop.close()


async def _see_out(guests: Iterable[SMTP]) -> None:
    """Hang up on everybody, and let each conversation come to its end."""
    for guest in guests:
        if guest.transport:
            guest.transport.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for conversation in others:
        conversation.cancel()
    await asyncio.gather(*others, return_exceptions=True)
