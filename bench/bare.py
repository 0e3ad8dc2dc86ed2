"""The bare limit: the same documents and mails in a plain loop, and nothing else.

No web, no database, no queue, no file; several loops share the work evenly.
"""

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench.seeds import SENDER, Seed, address, read_seeds, renewed
from bench.stack import environment
from service.actions import meetings
from service.actions.bundles import MEDIA_TYPES
from service.actions.letterhead import letterhead
from service.actions.rendering import FORMATS
from service.channels import calendar
from service.channels.message import Attachment, Message
from service.channels.postman import Errand
from service.kind import AnyKind
from service.kinds import find_kind
from service.settings import Settings
from service.store.tables.records import RevisionRow
from service.tools import Tools
from service.wiring import open_tools


@dataclass(frozen=True, slots=True)
class Loops:
    _lines: Sequence[Connection]

    def start(self, numbers: Sequence[int], *, recipients: int) -> None:
        """Let the loops make and mail these submissions; they do not answer."""
        for turn, line in enumerate(self._lines):
            line.send((numbers[turn :: len(self._lines)], recipients))


@contextmanager
def open_loops(count: int, *, smtp_port: int, folder: Path) -> Iterator[Loops]:
    """Start so many processes that wait for work."""
    context = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        lines = []
        for _ in range(count):
            here, there = context.Pipe()
            process = context.Process(
                target=_loop, args=(there, smtp_port, folder), daemon=True
            )
            process.start()
            stack.callback(process.join)
            stack.callback(process.terminate)
            lines.append(here)
        yield Loops(lines)


def _loop(line: Connection, smtp_port: int, folder: Path) -> None:
    env = environment(VAR_DIR=str(folder), SMTP_PORT=str(smtp_port))
    tools, seeds = open_tools(Settings.from_env(env)), read_seeds()
    while True:
        numbers, recipients = line.recv()
        for number in numbers:
            _do(tools, seeds[number % len(seeds)], number, recipients)


def _do(tools: Tools, seed: Seed, number: int, recipients: int) -> None:
    """Read, compose, draw and mail one submission, as the service does."""
    kind, words, now = find_kind(seed.kind), tools.speak("sv"), datetime.now(UTC)
    model = kind.read(renewed(seed.answers, number), today=now.date())
    head = letterhead(SENDER, words)
    document = kind.compose(model, words, head)
    drawn = {form: tools.renderers[form](document, now=now) for form in FORMATS}
    channel = tools.channels["mail"]
    for recipient in range(recipients):
        message = _message(tools, kind, model, drawn, to=address(number, recipient))
        channel.deliver(channel.write(message), on_intent=lambda: None)


def _message(
    tools: Tools, kind: AnyKind, model: Any, drawn: dict[str, bytes], *, to: str
) -> Message:
    words, now = tools.speak("sv"), datetime.now(UTC)
    errand = Errand(
        delivery_id=uuid4(),
        to_name="Ida Broman",
        to_address=to,
        from_name=SENDER.name,
        reply_to=SENDER.email,
        written_at=now,
        link="https://handslag.example.se/l/x",
        is_personal=True,
    )
    subject = kind.title(model, words)
    return tools.postman.document(
        errand,
        subject=subject,
        language="sv",
        attachments=tuple(_attachments(kind, model, drawn, subject, now)),
        kind=words(kind.label),
        meetings=meetings.lines(kind, model, words),
        yours=(),
        saved_by="Ida Broman",
        number=1,
        is_attached=True,
    )


def _attachments(
    kind: AnyKind, model: Any, drawn: dict[str, bytes], subject: str, now: datetime
) -> Iterator[Attachment]:
    for form in ("pdf", "docx"):
        yield Attachment(f"dokument.{form}", MEDIA_TYPES[form], drawn[form])
    revision = RevisionRow(record_id=uuid4(), number=1, saved_at=now)
    if dates := meetings.as_file(kind, model, revision, summary=subject):
        yield Attachment("moten.ics", calendar.MEDIA_TYPE, dates)
