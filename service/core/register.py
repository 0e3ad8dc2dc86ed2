"""Organisations, units, groups, people and memberships, as doors are shown them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

# The first of each tuple is the value that is stored; the second, the English label.
GROUP_TYPES = (
    ("steering", "Steering group"),
    ("thematic", "Thematic group"),
    ("local", "Local group"),
    ("working", "Working group"),
    ("preparatory", "Preparatory group"),
    ("network", "Network"),
)
MEMBER_ROLES = (
    ("chair", "Chair"),
    ("vice_chair", "Vice chair"),
    ("member", "Member"),
    ("substitute", "Substitute"),
    ("secretary", "Secretary"),
    ("process_leader", "Process leader"),
    ("process_support", "Process support"),
    ("project_leader", "Project leader"),
    ("documenter", "Documenter"),
    ("coordinator", "Coordinator"),
)
LANGUAGES = (("sv", "Swedish"), ("en", "English"))


@dataclass(frozen=True, slots=True)
class Organisation:
    """A sender. `logo` is a PNG file's bytes, or empty."""

    id: UUID
    name: str
    unit: str = ""
    organisation_number: str = ""
    postal_address: str = ""
    visiting_address: str = ""
    email: str = ""
    web: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Unit:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person as written. A protected person is never mailed and never listed."""

    id: UUID
    name: str
    title: str = ""
    organisation: str = ""
    email: str = ""
    language: str = "sv"
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Membership:
    id: UUID
    person: Person
    role: str
    co_opted: bool
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    id: UUID
    name: str
    type: str
    memberships: tuple[Membership, ...] = ()


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line of a file that cannot be used. `line` counts from 1, header included."""

    line: int
    column: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do: nothing is stored yet. `added` holds names, in order."""

    people: tuple[Person, ...]
    bad_rows: tuple[BadRow, ...]
    known: int = 0
