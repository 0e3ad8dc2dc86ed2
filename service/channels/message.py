"""What is handed over, and how every channel does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Attachment:
    """`kind` is the media type; `name` is shown to the reader."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message to one person. The same message gives the same bytes each time."""

    delivery_id: UUID
    to_name: str
    to_address: str
    from_name: str
    reply_to: str
    subject: str
    text: str
    html: str
    language: str
    written_at: datetime
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to leave: its identity, and its bytes as they will be sent."""

    message_id: str
    sender: str
    recipient: str
    raw: bytes


class Channel(Protocol):
    @property
    def rests(self) -> bool:
        """Whether the other side is left alone for a while after repeated failures."""

    def ping(self) -> None:
        """See that the other side answers and knows us. Raises as `deliver` does."""

    def write(self, message: Message) -> Letter:
        """Return the letter; writing the same message again gives the same bytes."""

    def deliver(self, letter: Letter, *, on_intent: Callable[[], None]) -> str:
        """Hand the letter over and return the other side's answer.

        `on_intent` is called once, when nothing but the last byte is missing; when it
        raises, nothing has been handed over. Raises TryLater, GiveUp, HoldQueue, or
        OutcomeUnknown when the other side may have taken the letter.
        """

    def close(self) -> None:
        """Let go of connections."""
