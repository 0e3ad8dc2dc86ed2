"""The people one can choose among on the recipients page, and why some cannot be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from service.core.register import MEMBER_ROLES, Group, Membership, Person
from service.core.sentence import Sentence

ROLES = {role: Sentence(label) for role, label in MEMBER_ROLES}
NO_ROLE = Sentence("")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person with a box to tick. `obstacle` says why there is none, or is empty."""

    person: Person
    role: Sentence
    is_chosen: bool

    @property
    def obstacle(self) -> Sentence:
        return obstacle(self.person)


def obstacle(person: Person) -> Sentence:
    if person.protected:
        return Sentence("Protected identity: nothing is sent by mail. Use paper.")
    if not person.email:
        return Sentence("No e-mail address in the register.")
    return Sentence("")


def current(group: Group, *, today: date) -> tuple[Membership, ...]:
    """Return the memberships that hold today."""
    return tuple(
        one
        for one in group.memberships
        if one.since <= today and (one.until is None or one.until >= today)
    )


def mailable(members: Iterable[Membership]) -> list[str]:
    return [str(one.person.id) for one in members if not obstacle(one.person)]


def candidates(
    members: Iterable[Membership],
    found: Iterable[Person],
    everybody: Iterable[Person],
    *,
    chosen: Sequence[str],
) -> list[Candidate]:
    """Return each person once: members of the group, then those found, then chosen.

    Who is masked can be nobody's choice.
    """
    shown = [
        *((one.person, ROLES.get(one.role, NO_ROLE)) for one in members),
        *((person, NO_ROLE) for person in found),
        *((person, NO_ROLE) for person in everybody if str(person.id) in chosen),
    ]
    listed: dict[str, Candidate] = {}
    for person, role in shown:
        if person.masked:
            continue
        key = str(person.id)
        listed.setdefault(key, Candidate(person, role, key in chosen))
    return list(listed.values())
