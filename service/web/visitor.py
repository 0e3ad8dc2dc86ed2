"""What the masthead shows of the person who is signed in."""

from dataclasses import dataclass

from flask import g

from service.actions.operating import queue_counts
from service.actions.register import organisation_name
from service.core.actor import Actor
from service.core.jobs import JobState
from service.core.permits import Act
from service.core.sentence import Sentence
from service.web.context import SignInNeeded, actor, tools

# The main menu: address, name, and what one must be allowed to do to see it.
MENU = (
    ("/", Sentence("Start"), Act.SIGNED_IN),
    ("/records", Sentence("Records"), Act.READ_RECORD),
    ("/consents", Sentence("Consents"), Act.READ_RECORD),
    ("/register", Sentence("Register"), Act.READ_REGISTER),
    ("/retention", Sentence("Retention"), Act.MANAGE_RETENTION),
    ("/operations", Sentence("Operations"), Act.RUN_JOBS),
    ("/audit", Sentence("Audit"), Act.READ_AUDIT),
    ("/administration", Sentence("Administration"), Act.MANAGE_ACCOUNTS),
)
HELP_AT = "/operations"


@dataclass(frozen=True, slots=True)
class MenuItem:
    """`help` counts what waits for a person behind it."""

    href: str
    label: Sentence
    help: int


@dataclass(frozen=True, slots=True)
class Visitor:
    name: str
    owner: str
    menu: tuple[MenuItem, ...]

    @property
    def initials(self) -> str:
        names = self.name.split()
        return "".join(name[0] for name in (*names[:1], *names[1:][-1:])).upper()


def visitor() -> Visitor | None:
    """Return who is signed in, or None. After a fault nothing more is looked up."""
    person = _known()
    if person is None:
        return None
    stopped = _stopped(person)
    return Visitor(
        name=person.name,
        owner=organisation_name(tools(), person),
        menu=tuple(
            MenuItem(href, label, stopped if href == HELP_AT else 0)
            for href, label, act in MENU
            if person.may(act)
        ),
    )


def may(act: Act) -> bool:
    """Whether who is signed in may do this to anything: for links and buttons."""
    person = _known()
    return person is not None and person.may(act)


def _known() -> Actor | None:
    if g.get("at_fault"):
        return None
    try:
        return actor()
    except SignInNeeded:
        return None


def _stopped(person: Actor) -> int:
    if not person.may(Act.RUN_JOBS):
        return 0
    return queue_counts(tools(), person)[JobState.DEAD]
