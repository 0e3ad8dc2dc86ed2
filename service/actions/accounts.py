"""Look after who may sign in, and as what. Every change ends up in the audit trail."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.core.accounts import AccountView, Grant, Source
from service.core.actor import Actor, require
from service.core.collation import by_name
from service.core.errors import Invalid, NotFound, Refused
from service.core.permits import RECORD_ACTS, Act, Role
from service.core.records import Recipient
from service.core.sentence import Sentence
from service.store import sessions
from service.store.tables.access import SessionRow
from service.store.tables.register import AccountRow, RoleGrantRow
from service.store.work import Work
from service.tools import Tools


def list_accounts(tools: Tools, actor: Actor) -> tuple[AccountView, ...]:
    """Return the organisation's accounts by name, disabled ones too."""
    require(actor, Act.MANAGE_ACCOUNTS)
    with tools.look(actor) as session:
        rows = sorted(session.scalars(select(AccountRow)), key=by_name)
        return _views(session, rows)


def show_account(tools: Tools, actor: Actor, account_id: UUID) -> AccountView:
    """Return one account. Raises NotFound."""
    require(actor, Act.MANAGE_ACCOUNTS)
    with tools.look(actor) as session:
        row = session.get(AccountRow, account_id)
        if row is None:
            raise _unknown()
        [view] = _views(session, [row])
        return view


def grant_role(
    tools: Tools, actor: Actor, account_id: UUID, role: str, *, now: datetime
) -> None:
    """Give somebody a role; to give it twice changes nothing.

    Raises NotFound, and Invalid at `role`.
    """
    require(actor, Act.MANAGE_ACCOUNTS)
    wanted = _role(role)
    with tools.begin(actor) as work:
        row = _locked(work, account_id)
        if _granted(work.session, account_id, wanted):
            return
        work.session.add(
            RoleGrantRow(
                organisation_id=row.organisation_id,
                account_id=account_id,
                role=wanted,
                source=Source.ADMINISTRATOR,
                granted_at=now,
            )
        )
        work.note("role granted", actor, about=f"{account_id} {role}", now=now)


def take_role(
    tools: Tools, actor: Actor, account_id: UUID, role: str, *, now: datetime
) -> None:
    """Take a role back that was given here. It no longer counts from now on.

    Raises NotFound, and Refused: what the sign-in service says stands, and nobody
    gives up their own last hold on administration.
    """
    require(actor, Act.MANAGE_ACCOUNTS)
    with tools.begin(actor) as work:
        _locked(work, account_id)
        given = _granted(work.session, account_id, role)
        if given is None:
            raise Refused(NOT_OURS)
        if _is_own(actor, account_id) and _is_last_hold(work.session, given):
            raise Refused(OWN_ROLE)
        work.session.delete(given)
        work.note("role taken", actor, about=f"{account_id} {role}", now=now)


def disable_account(
    tools: Tools, actor: Actor, account_id: UUID, *, now: datetime
) -> None:
    """Shut somebody out at once, from every browser. Raises NotFound, Refused."""
    require(actor, Act.MANAGE_ACCOUNTS)
    if _is_own(actor, account_id):
        raise Refused(OWN_ACCOUNT)
    with tools.begin(actor) as work:
        row = _locked(work, account_id)
        if row.disabled_at is not None:
            return
        row.disabled_at = now
        sessions.end(work.session, SessionRow.account_id == account_id, now=now)
        work.note("account disabled", actor, about=str(account_id), now=now)


def enable_account(
    tools: Tools, actor: Actor, account_id: UUID, *, now: datetime
) -> None:
    """Let somebody sign in again, with the roles they have. Raises NotFound."""
    require(actor, Act.MANAGE_ACCOUNTS)
    with tools.begin(actor) as work:
        row = _locked(work, account_id)
        if row.disabled_at is None:
            return
        row.disabled_at = None
        work.note("account enabled", actor, about=str(account_id), now=now)


def without_sign_in(
    tools: Tools, actor: Actor, recipients: Iterable[Recipient]
) -> tuple[Recipient, ...]:
    """Return those of the recipients who cannot sign in to read what they get."""
    require(actor, Act.WRITE_RECORD)
    asked = tuple(recipients)
    people = {one.person_id for one in asked if one.person_id}
    with tools.look(actor) as session:
        known = set(
            session.scalars(
                select(AccountRow.person_id)
                .join(RoleGrantRow, RoleGrantRow.account_id == AccountRow.id)
                .where(AccountRow.person_id.in_(people))
                .where(AccountRow.disabled_at.is_(None))
                .where(RoleGrantRow.role.in_(RECORD_ACTS[Act.READ_RECORD]))
            )
        )
    return tuple(one for one in asked if one.person_id not in known)


NOT_OURS = Sentence("This role was not given here, so it cannot be taken here.")
OWN_ROLE = Sentence("You cannot take this role from yourself. Ask a colleague.")
OWN_ACCOUNT = Sentence("You cannot disable your own account. Ask a colleague.")


def _role(role: str) -> Role:
    try:
        return Role(role)
    except ValueError:
        raise Invalid({"role": [Sentence("Choose a role.")]}) from None


def _locked(work: Work, account_id: UUID) -> AccountRow:
    row = work.session.get(AccountRow, account_id, with_for_update=True)
    if row is None:
        raise _unknown()
    return row


def _granted(session: Session, account_id: UUID, role: str) -> RoleGrantRow | None:
    """Return the grant that was made here, if there is one."""
    return session.scalar(
        select(RoleGrantRow)
        .where(RoleGrantRow.account_id == account_id, RoleGrantRow.role == role)
        .where(RoleGrantRow.source == Source.ADMINISTRATOR)
    )


def _is_own(actor: Actor, account_id: UUID) -> bool:
    return actor.account_id == account_id


def _is_last_hold(session: Session, given: RoleGrantRow) -> bool:
    """Whether this grant alone makes its account an administrator."""
    others = (
        select(RoleGrantRow.id)
        .where(RoleGrantRow.account_id == given.account_id)
        .where(RoleGrantRow.role == given.role, RoleGrantRow.id != given.id)
    )
    is_ruling = given.role == Role.ADMINISTRATOR
    return is_ruling and session.scalar(others.limit(1)) is None


def _views(session: Session, rows: Iterable[AccountRow]) -> tuple[AccountView, ...]:
    known = tuple(rows)
    ids = [row.id for row in known]
    found = session.scalars(
        select(RoleGrantRow)
        .where(RoleGrantRow.account_id.in_(ids))
        .order_by(RoleGrantRow.role, RoleGrantRow.source)
    )
    grants: dict[UUID, list[Grant]] = {}
    for row in found:
        grant = Grant(Role(row.role), Source(row.source))
        grants.setdefault(row.account_id, []).append(grant)
    return tuple(_view(row, tuple(grants.get(row.id, ()))) for row in known)


def _view(row: AccountRow, grants: tuple[Grant, ...]) -> AccountView:
    return AccountView(
        id=row.id,
        name=row.name,
        title=row.title,
        unit=row.unit,
        email=row.email,
        issuer=row.issuer,
        subject=row.subject,
        grants=grants,
        signed_in_at=row.signed_in_at,
        disabled_at=row.disabled_at,
    )


def _unknown() -> NotFound:
    return NotFound(Sentence("There is no such account."))
