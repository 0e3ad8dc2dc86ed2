"""What is asked of the audit trail, and what is shown of it: ids, codes and names."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from service.core.classification import Classification

OPERATOR = "operator"
LINK = "link:"  # what the label of whoever holds a personal link begins with
KEY = "key:"
CLOCK = "clock"  # what the hour brings: a reminder, a last day, a birthday
POST = "mail server"  # what brings a mail back


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Events that fit every filter that is set. Days are Swedish ones, both included.

    `actor` is a label as events have it, or `LINK` for whoever holds any link.
    """

    since: date | None = None
    until: date | None = None
    actor: str = ""
    what: str = ""
    record_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class EventView:
    """An event. `name` is the account's or the program's, or empty."""

    id: int
    organisation_id: UUID
    at: datetime
    actor: str
    name: str
    what: str
    record_id: UUID | None
    about: str
    chain_id: UUID
    number: int
    commitment: str
    previous: str
    hash: str


class Way(StrEnum):
    """How somebody came to see a record."""

    PAGE = "page"
    PROGRAM = "program"
    LINK = "link"
    GLASS = "glass"


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody saw a record. `name` is empty when nobody can tell any more."""

    at: datetime
    name: str
    way: Way
    is_download: bool


@dataclass(frozen=True, slots=True)
class Looks:
    """Who has seen a record, the latest first. No title: the list is handed out."""

    record_id: UUID
    kind: str
    classification: Classification
    saved_at: datetime
    looks: tuple[Look, ...]
