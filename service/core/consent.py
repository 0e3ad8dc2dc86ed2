"""What a consent is about: who may tell whom what about a child, and who decides.

It waives secrecy (offentlighets- och sekretesslagen 10 kap. 1 § and 12 kap. 2 §); it is
not the legal basis for handling personal data.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from service.core.sentence import Sentence


class Information(StrEnum):
    SCHOOLING = "schooling"
    SOCIAL = "social"
    PHYSICAL = "physical_health"
    MENTAL = "mental_health"
    INVESTIGATIONS = "investigations"
    SUPPORT = "support"
    OTHER = "other"


class Direction(StrEnum):
    GIVE = "give"
    RECEIVE = "receive"
    BOTH = "both"


class Rule(StrEnum):
    """Whose yes it takes. All but the first are deviations, and need a reason."""

    ALL = "all"
    ANY = "any"
    CHILD = "child"
    WITHOUT = "without"


class Role(StrEnum):
    """How somebody takes part. A receiver is told what applies, and answers nothing."""

    GUARDIAN = "guardian"
    CHILD = "child"
    RECEIVER = "receiver"


class Route(StrEnum):
    """How an answer came, which is also how strongly we know whose it is."""

    LINK = "link"  # a personal link and a one-time code to the same address
    EID = "eid"
    PAPER = "paper"
    ORAL = "oral"
    IN_PERSON = "in_person"


# How it is told that whoever wrote a withdrawal down had its paper before them.
WITH_PAPER = (Route.PAPER, Route.IN_PERSON)


class Happened(StrEnum):
    """What the events of a consent tell. Nothing is ever changed or taken away."""

    ASKED = "asked"
    BOUNCED = "bounced"
    OPENED = "opened"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    REMINDED = "reminded"
    REACHED = "address corrected"
    SENT_AGAIN = "sent again"
    QUESTION = "question"
    REPLIED = "question answered"  # on the page of whoever asked
    SETTLED = "question settled"  # in another way: by phone, at a meeting …
    PAPER_WANTED = "paper wanted"
    PRINTED = "printed"
    SCANNED = "scanned"
    WITHDRAWAL_SCANNED = "withdrawal scanned"
    KEPT = "nothing taken back"  # a paper that was filed as a withdrawal, and is none
    DOUBTED = "doubted"  # it must be thought over again: custody, school, parties …
    UPHELD = "upheld"
    SUPERSEDED = "superseded"
    ENDED = "ended"  # the event it was to last until has come
    EXPIRED = "expired"
    SEALED = "sealed"
    EID_REFUSED = "e-ID refused"  # it was tried, and proved nothing or somebody else


SAYING = (Happened.ANSWERED, Happened.WITHDRAWN)  # what those who decide say


class Doubt(StrEnum):
    """Why a consent must be thought over again."""

    CUSTODY = "custody"
    NEW_GUARDIAN = "new_guardian"
    EIGHTEEN = "eighteen"
    SCHOOL = "school"
    PARTIES = "parties"
    OTHER = "other"


class Reply(StrEnum):
    """How staff answer a question that somebody has asked them."""

    PAGE = "page"
    PHONE = "phone"
    MEETING = "meeting"
    LETTER = "letter"
    OTHER = "other"


INFORMATION = (
    (Information.SCHOOLING, Sentence("School and absence")),
    (Information.SOCIAL, Sentence("Life at home")),
    (Information.PHYSICAL, Sentence("Physical health")),
    (Information.MENTAL, Sentence("Mental health")),
    (Information.INVESTIGATIONS, Sentence("Investigations")),
    (Information.SUPPORT, Sentence("Support the child has already")),
    (Information.OTHER, Sentence("Something else")),
)
DIRECTIONS = (
    (Direction.BOTH, Sentence("Gives and receives")),
    (Direction.GIVE, Sentence("Gives")),
    (Direction.RECEIVE, Sentence("Receives")),
)
REPLIES = (
    (Reply.PAGE, Sentence("In writing, on their own page")),
    (Reply.PHONE, Sentence("By phone")),
    (Reply.MEETING, Sentence("At a meeting")),
    (Reply.LETTER, Sentence("By letter")),
    (Reply.OTHER, Sentence("In another way")),
)
DOUBTS = (
    (Doubt.CUSTODY, Sentence("Custody has changed")),
    (Doubt.NEW_GUARDIAN, Sentence("There is a new guardian")),
    (Doubt.EIGHTEEN, Sentence("The child has turned 18")),
    (Doubt.SCHOOL, Sentence("The child has changed school")),
    (Doubt.PARTIES, Sentence("The parties have changed")),
    (Doubt.OTHER, Sentence("Something else")),
)


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One party and one piece of information. Parties count from 0, as asked."""

    party: int
    information: Information


Allowed = frozenset[Cell]


@dataclass(frozen=True, slots=True)
class Said:
    """What one of those who decide has said: all they allow from then on.

    `sequence` is the event's place among the consent's events.
    """

    by: UUID
    sequence: int
    at: datetime
    allowed: Allowed
    is_withdrawal: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of whom, and for how long. Days are Stockholm's, both included.

    `children` are those among the deciders whose own answer is asked for beside the
    guardians'. `givers` are the parties that only give: nothing may go to them.
    """

    cells: Allowed
    deciders: frozenset[UUID]
    rule: Rule
    children: frozenset[UUID] = frozenset()
    givers: frozenset[int] = frozenset()
    valid_from: date | None = None
    valid_to: date | None = None


def cells_of(parties: Iterable[Iterable[Information]]) -> Allowed:
    """Return a cell for each piece of information of each party, in their order."""
    return frozenset(
        Cell(number, information)
        for number, wanted in enumerate(parties)
        for information in wanted
    )
