"""People who may sign in, as those who look after them see them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from service.core.permits import Role


class Source(StrEnum):
    """Who says that somebody has a role."""

    CLAIMS = "claims"  # the sign-in service, anew at each sign-in
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Grant:
    role: Role
    source: Source


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account; `issuer` and `subject` are what the sign-in service knows it by."""

    id: UUID
    name: str
    title: str
    unit: str
    email: str
    issuer: str
    subject: str
    grants: tuple[Grant, ...]
    signed_in_at: datetime | None
    disabled_at: datetime | None

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the roles in the order of the permit table, each once."""
        held = {grant.role for grant in self.grants}
        return tuple(role for role in Role if role in held)

    def has(self, role: Role, source: Source) -> bool:
        return Grant(role, source) in self.grants
