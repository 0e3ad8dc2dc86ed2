"""The account of who comes from the sign-in service: made at first, then kept fresh."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.auth.identity import Identity
from service.core.accounts import Source
from service.core.actor import Actor
from service.core.errors import SignInRefused
from service.core.permits import Role
from service.core.sentence import Sentence
from service.store.tables.register import (
    AccountRow,
    OrganisationRow,
    PersonRow,
    RoleGrantRow,
)
from service.store.work import Work

CLOSED = Sentence("Your account is closed. Ask your administrator.")


def provision(work: Work, who: Identity, *, now: datetime) -> AccountRow:
    """Return the account of `who`, with name, unit, e-mail and roles as told now.

    Raises SignInRefused: disabled, or of an organisation we do not know, or of another
    one than before.
    """
    owner = _organisation(work.session, who.organisation)
    account = _account(work.session, who) or _new_account(work, who, owner, now=now)
    if account.organisation_id != owner:
        raise SignInRefused(
            "moved",
            Sentence(
                "Your account belongs to another organisation than you do now."
                " Ask your administrator."
            ),
        )
    if account.disabled_at is not None:
        raise SignInRefused("disabled", CLOSED)
    account.name, account.unit, account.email = who.name, who.unit, who.email
    if account.person_id is None:
        account.person_id = _person(work.session, owner, who.email)
    _tell_roles(work, account, who.roles, now=now)
    return account


def _organisation(session: Session, told: str) -> UUID:
    """Return the one organisation with this number or id."""
    known = [OrganisationRow.organisation_number == told]
    with suppress(ValueError):
        known = [OrganisationRow.id == UUID(told)]
    found = session.scalars(select(OrganisationRow.id).where(*known)).all()
    if len(found) != 1:
        raise SignInRefused(
            "unknown_organisation",
            Sentence(
                "Your organisation is not set up in this service."
                " Ask your administrator."
            ),
        )
    return found[0]


def _account(session: Session, who: Identity) -> AccountRow | None:
    return session.scalar(
        select(AccountRow)
        .where(AccountRow.issuer == who.issuer, AccountRow.subject == who.subject)
        .with_for_update()
    )


def _new_account(
    work: Work, who: Identity, owner: UUID, *, now: datetime
) -> AccountRow:
    """Return a new account, or the one that a second window has just made."""
    row = AccountRow(
        organisation_id=owner, issuer=who.issuer, subject=who.subject, name=who.name
    )
    with suppress(IntegrityError), work.session.begin_nested():
        work.session.add(row)
    account = _account(work.session, who)
    assert account is not None  # ours, or the one that was there before ours
    if account is row:
        work.note("account created", _of(row), about=str(row.id), now=now)
    return account


def _person(session: Session, owner: UUID, email: str) -> UUID | None:
    """Return who in the register has exactly this address, when it is one person."""
    if not email:
        return None
    found = session.scalars(
        select(PersonRow.id)
        .where(PersonRow.organisation_id == owner, PersonRow.email == email)
        .limit(2)
    ).all()
    return found[0] if len(found) == 1 else None


def _tell_roles(
    work: Work, account: AccountRow, roles: frozenset[Role], *, now: datetime
) -> None:
    """Let the roles told by the sign-in service be these; others stay as they are."""
    told = (
        RoleGrantRow.account_id == account.id,
        RoleGrantRow.source == Source.CLAIMS,
    )
    before = frozenset(work.session.scalars(select(RoleGrantRow.role).where(*told)))
    if before == roles:
        return
    work.session.execute(
        delete(RoleGrantRow).where(*told, RoleGrantRow.role.not_in(roles))
    )
    for role in roles - before:
        work.session.add(
            RoleGrantRow(
                organisation_id=account.organisation_id,
                account_id=account.id,
                role=role,
                source=Source.CLAIMS,
                granted_at=now,
            )
        )
    work.note(
        "roles told", _of(account), about=str(account.id), values=sorted(roles), now=now
    )


def _of(account: AccountRow) -> Actor:
    return Actor(account.organisation_id, account.id, account.name)
