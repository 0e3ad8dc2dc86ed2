"""Organisations, units, groups, people and memberships, as doors are shown them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from service.core.sentence import Sentence

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
# What stands where the name of somebody with a protected identity would.
PROTECTED = Sentence("Protected identity")


@dataclass(frozen=True, slots=True)
class Organisation:
    """A sender. `logo` is a PNG file's bytes, or empty.

    `dpo_*` are the data protection officer's (GDPR art. 13(1)(b)): a person or a
    function.
    """

    id: UUID
    name: str
    unit: str = ""
    organisation_number: str = ""
    postal_address: str = ""
    visiting_address: str = ""
    email: str = ""
    web: str = ""
    logo: bytes = b""
    dpo_name: str = ""
    dpo_email: str = ""
    dpo_phone: str = ""

    @property
    def dpo_contact(self) -> str:
        """Return how to reach the data protection officer; empty when there is none."""
        return ", ".join(filter(None, (self.dpo_email, self.dpo_phone)))

    @property
    def dpo(self) -> str:
        """Return the data protection officer as guardians are told of them."""
        return ", ".join(filter(None, (self.dpo_name, self.dpo_contact)))


@dataclass(frozen=True, slots=True)
class Unit:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person as written. A protected person is never mailed.

    Who may not see protected people gets them `masked`: an id and nothing else.
    """

    id: UUID
    name: str
    title: str = ""
    organisation: str = ""
    email: str = ""
    language: str = "sv"
    protected: bool = False
    masked: bool = False

    @property
    def who(self) -> str:
        return PROTECTED if self.masked else self.name


@dataclass(frozen=True, slots=True)
class SavedPerson:
    """A person just saved, as the asker may see them.

    `links` and `mails` count what was stopped because they are protected from now on.
    """

    person: Person
    links: int = 0
    mails: int = 0


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
