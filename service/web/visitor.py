"""What the masthead shows of the person who is signed in."""

from dataclasses import dataclass

from flask import g

from service.actions.operating import queue_counts
from service.actions.register import get_organisation
from service.core.jobs import JobState
from service.web.context import SignInNeeded, actor, tools


@dataclass(frozen=True, slots=True)
class Visitor:
    """`stopped` counts the jobs that need a person's help."""

    name: str
    owner: str
    stopped: int

    @property
    def initials(self) -> str:
        names = self.name.split()
        return "".join(name[0] for name in (*names[:1], *names[1:][-1:])).upper()


def visitor() -> Visitor | None:
    """Return who is signed in, or None. After a fault nothing more is looked up."""
    if g.get("at_fault"):
        return None
    try:
        person = actor()
    except SignInNeeded:
        return None
    return Visitor(
        name=person.name,
        owner=get_organisation(tools(), person).name,
        stopped=queue_counts(tools(), person)[JobState.DEAD],
    )
