"""Sessions of signed-in browsers: what the cookie holds is kept as a hash only."""

import secrets
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from service.core.actor import Actor
from service.core.errors import NotFound
from service.core.permits import Role
from service.core.sentence import Sentence
from service.store.tables.access import SessionRow
from service.store.tables.register import AccountRow, RoleGrantRow

TOKEN_BYTES = 32  # 256 random bits: a plain hash of them needs no salt


def add(
    session: Session,
    account: AccountRow,
    *,
    device: str,
    assurance: str,
    proven_at: datetime,
    expires_at: datetime,
    now: datetime,
) -> tuple[str, UUID]:
    """Open a session; return its token, which is told this once, and its id."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = SessionRow(
        organisation_id=account.organisation_id,
        account_id=account.id,
        token_hash=hash_of(token),
        device=device,
        assurance=assurance,
        authenticated_at=proven_at,
        created_at=now,
        seen_at=now,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    return token, row.id


def find(
    session: Session, token: str, *, seen_since: datetime, now: datetime
) -> tuple[Actor, datetime]:
    """Return who holds the token, and when they were last seen.

    Raises NotFound: unknown, ended, expired, idle, or the account was disabled.
    """
    rows = session.execute(
        select(SessionRow, AccountRow, RoleGrantRow.role)
        .join(AccountRow, AccountRow.id == SessionRow.account_id)
        .outerjoin(RoleGrantRow, RoleGrantRow.account_id == AccountRow.id)
        .where(SessionRow.token_hash == hash_of(token))
        .where(AccountRow.disabled_at.is_(None))
        .where(*_is_live(seen_since=seen_since, now=now))
    ).all()
    if not rows:
        raise NotFound(Sentence("There is no such session."))
    granted = frozenset(Role(row.role) for row in rows if row.role)
    found, account, _ = rows[0]
    return _actor(found, account, granted), found.seen_at


def of_account(
    session: Session, account_id: UUID, *, seen_since: datetime, now: datetime
) -> list[SessionRow]:
    """Return the live sessions of an account, the last seen first."""
    return list(
        session.scalars(
            select(SessionRow)
            .where(SessionRow.account_id == account_id)
            .where(*_is_live(seen_since=seen_since, now=now))
            .order_by(SessionRow.seen_at.desc())
        )
    )


def mark_seen(session: Session, session_id: UUID, *, now: datetime) -> None:
    session.execute(
        update(SessionRow).where(SessionRow.id == session_id).values(seen_at=now)
    )


def end(
    session: Session, *which: ColumnElement[bool], now: datetime
) -> list[SessionRow]:
    """End the sessions that all of this is true of. Return those that were open."""
    ended = session.scalars(
        update(SessionRow)
        .where(*which, SessionRow.ended_at.is_(None))
        .values(ended_at=now)
        .returning(SessionRow)
    )
    return list(ended)


def holds(token: str) -> ColumnElement[bool]:
    return SessionRow.token_hash == hash_of(token)


def sweep(session: Session, *, now: datetime) -> int:
    """Forget what has expired: nobody can come back with it. Return how many."""
    gone = session.scalars(
        delete(SessionRow).where(SessionRow.expires_at <= now).returning(SessionRow.id)
    )
    return len(gone.all())


def hash_of(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()


def _is_live(*, seen_since: datetime, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        SessionRow.ended_at.is_(None),
        SessionRow.expires_at > now,
        SessionRow.seen_at > seen_since,
    )


def _actor(row: SessionRow, account: AccountRow, roles: frozenset[Role]) -> Actor:
    return Actor(
        organisation_id=account.organisation_id,
        account_id=account.id,
        name=account.name,
        language=account.language,
        roles=roles,
        person_id=account.person_id,
        session_id=row.id,
        proven_at=row.authenticated_at,
    )
