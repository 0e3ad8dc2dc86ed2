"""Who asks: a member of staff, a program with a key, or the service itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from service.core.errors import Forbidden, FreshSignInNeeded
from service.core.permits import (
    NEEDS_FRESH_SIGN_IN,
    Act,
    Reach,
    Role,
    Scope,
    may,
    reach,
)
from service.core.sentence import Sentence

FRESH_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Actor:
    """`account_id` names a member of staff, `key_id` a program; never both.

    `person_id` is the account's entry in the register: groups and mails know people.
    `proven_at` is when they last proved who they are (UTC).
    """

    organisation_id: UUID
    account_id: UUID | None
    name: str
    language: str = "sv"
    roles: frozenset[Role] = frozenset()
    scopes: frozenset[Scope] = frozenset()
    key_id: UUID | None = None
    person_id: UUID | None = None
    session_id: UUID | None = None
    proven_at: datetime | None = None

    @property
    def label(self) -> str:
        """Return how the audit trail names them: by id, never by name."""
        if self.account_id:
            return str(self.account_id)
        return f"key:{self.key_id}" if self.key_id else "operator"

    def may(self, act: Act) -> bool:
        return may(act, roles=self.roles, scopes=self.scopes)

    def reach(self, act: Act) -> Reach:
        return reach(act, roles=self.roles, scopes=self.scopes)


class System(Enum):
    """The service's own work: workers, sign-in, operators at the machine."""

    SYSTEM = "system"


SYSTEM = System.SYSTEM
Within = Actor | System


def require(actor: Actor, act: Act, *, now: datetime | None = None) -> None:
    """Raise Forbidden unless they may do this to something.

    What needs a fresh proof raises FreshSignInNeeded; such acts must be given `now`.
    A key is a proof each time it is used.
    """
    if not actor.may(act):
        raise Forbidden(Sentence("You do not have the role for this."))
    if act in NEEDS_FRESH_SIGN_IN and actor.account_id and not _is_fresh(actor, now):
        raise FreshSignInNeeded(Sentence("Show once more that it is you."))


def operator(organisation_id: UUID) -> Actor:
    """Return whoever sits at the machine: they could do all of it anyway."""
    return Actor(organisation_id, None, "operator", roles=frozenset(Role))


def _is_fresh(actor: Actor, now: datetime | None) -> bool:
    if now is None or actor.proven_at is None:
        return False
    return now - actor.proven_at <= FRESH_FOR
