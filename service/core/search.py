"""What somebody looks for, and what was found."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from service.core.classification import Classification
from service.core.records import RecordLine
from service.core.register import Person

PAGE = 20


class Standing(StrEnum):
    """How far a record's mails have come: what one may look for."""

    FAILED = "failed"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Records that hold all the words and fit every filter that is set.

    Days are Swedish ones, both included. `saved_by` is a whole name.
    """

    words: str = ""
    kind: str | None = None
    classification: Classification | None = None
    since: date | None = None
    until: date | None = None
    saved_by: str = ""
    group: UUID | None = None
    standing: Standing | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class FoundRecords:
    """A page of records; `count` is how many there are on all pages."""

    records: tuple[RecordLine, ...]
    count: int
    page: int

    @property
    def pages(self) -> int:
        return -(-self.count // PAGE)


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody in the register, and the names of the groups they are in today."""

    person: Person
    groups: tuple[str, ...]
