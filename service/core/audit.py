"""The audit trail as values: events in chains, and days sealed over the chains' heads.

docs/audit.md tells what is hashed, so that anybody can check it without this code.
"""

import re
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import rfc8785

FIRST = "0" * 64  # what the first event of a chain follows, and the first day
ANCHOR_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to which id, when (UTC). It holds ids and codes, never values."""

    organisation_id: UUID
    chain_id: UUID
    number: int
    at: datetime
    actor: str
    what: str
    record_id: UUID | None
    about: str
    commitment: str

    @property
    def fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in EVENT_FIELDS}

    def written(self) -> dict[str, Any]:
        """Return the event as it is hashed and exported."""
        return {name: _written(value) for name, value in self.fields.items()}

    def hash(self, *, after: str) -> str:
        """Return SHA-256 in hex over the hash before and the event (RFC 8785)."""
        return sha256(after.encode() + rfc8785.dumps(self.written())).hexdigest()


EVENT_FIELDS = tuple(field.name for field in fields(Event))


@dataclass(frozen=True, slots=True)
class Link:
    """An event as it was found, with the hashes that stand beside it."""

    event: Event
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends, or ended when a day was sealed: its last number and hash."""

    chain_id: UUID
    length: int
    hash: str


@dataclass(frozen=True, slots=True)
class Day:
    """A sealed day (UTC): the heads of the chains that had moved since the one before.

    `events` counts what they had moved by; `sealed_at` may be days later.
    """

    day: date
    events: int
    sealed_at: datetime
    heads: tuple[Head, ...]

    def written(self) -> dict[str, Any]:
        """Return the day as it is hashed and exported; heads are ordered by chain."""
        return {
            "day": self.day.isoformat(),
            "events": self.events,
            "sealed_at": _written(self.sealed_at),
            "heads": sorted([str(h.chain_id), h.length, h.hash] for h in self.heads),
        }

    def hash(self, *, after: str) -> str:
        """Return SHA-256 in hex over the hash of the day before and this day."""
        return sha256(after.encode() + rfc8785.dumps(self.written())).hexdigest()


@dataclass(frozen=True, slots=True)
class SealedDay:
    """A day as it was found, with the hashes that stand beside it."""

    day: Day
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day and its hash, to be kept where nobody who runs the service can reach."""

    day: date
    hash: str

    def __str__(self) -> str:
        return f"{self.day}:{self.hash}"


def read_anchor(text: str) -> Anchor:
    """Return the anchor that "2026-03-01:" and 64 hexadecimal digits spell.

    Raises ValueError.
    """
    day, _, digits = text.strip().partition(":")
    if not ANCHOR_HASH.fullmatch(digits):
        raise ValueError(text)
    return Anchor(date.fromisoformat(day), digits)


def commitment(values: object, salt: bytes) -> str:
    """Return SHA-256 in hex over salt and values: without the salt it tells nothing."""
    return sha256(salt + rfc8785.dumps(values)).hexdigest()  # type: ignore[arg-type]


def _written(value: object) -> Any:
    """Return a value as the canonical JSON has it; moments to the microsecond, UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value) if isinstance(value, UUID) else value
