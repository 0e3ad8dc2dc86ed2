"""The mailbox of the embedded mode: it takes every mail and keeps it as a file.

`<time>-<n>.eml` is the mail byte for byte; `<time>-<n>.json` beside it is the envelope:
`{"from": …, "to": […], "received_at": …}`. The mail's file appears last and whole.

Mails to a return path are laid aside for a worker, headed by the address they came to.
"""

import asyncio
import json
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Thread
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MAIL = 35 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounces:
    """Which domain the return paths are of, and where mails to it are laid aside."""

    domain: str
    folder: Path

    def takes(self, address: str) -> bool:
        return address.rpartition("@")[2].casefold() == self.domain.casefold()


class Mailbox:
    """What aiosmtpd asks when a mail has arrived."""

    def __init__(
        self, folder: Path, *, clock: Callable[[], datetime], bounces: Bounces | None
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._bounces = bounces
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
        mail = envelope.original_content or b""
        self._keep(f"{name}.eml", mail)
        for address in envelope.rcpt_tos:
            self._lay_aside(name, address, mail)
        return f"250 2.0.0 kept as {name}"

    def _lay_aside(self, name: str, address: str, mail: bytes) -> None:
        """Keep a mail to a return path where a worker looks for those."""
        if self._bounces is None or not self._bounces.takes(address):
            return
        self._bounces.folder.mkdir(parents=True, exist_ok=True)
        head = f"X-Original-To: {address}\r\n".encode()
        _write(self._bounces.folder, f"{name}.eml", head + mail)

    def _keep(self, name: str, content: bytes) -> None:
        _write(self._folder, name, content)


def _write(folder: Path, name: str, content: bytes) -> None:
    """Write a file that appears whole."""
    draft = folder / f".{name}"
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(folder / name)


@contextmanager
def open_mailbox(
    folder: Path, *, host: str, port: int, bounces: Bounces | None = None
) -> Iterator[int]:
    """Take mail until the block ends. Port 0 means any free one; yield the real one."""
    mailbox = Mailbox(folder, clock=lambda: datetime.now(UTC), bounces=bounces)
    door = socket.create_server((host, port))
    # Guests inherit it; else each greeting waits 40 ms for an acknowledgement.
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
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
