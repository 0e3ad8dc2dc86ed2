"""Who may come in: people by their account, and programs by their key."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.core.actor import SYSTEM, Actor, require
from service.core.collation import by_name
from service.core.errors import Invalid, NotFound, Refused
from service.core.permits import Act, Role, Scope
from service.core.sentence import Sentence
from service.core.text import clean_line
from service.store.tables.register import AccountRow, ApiKeyRow, RoleGrantRow
from service.tools import Tools

KEY_PREFIX = "hs_"
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in, with what they may do from whichever source."""

    id: UUID
    name: str
    title: str
    unit: str
    email: str
    organisation_id: UUID
    language: str
    roles: frozenset[Role]
    person_id: UUID | None

    @property
    def actor(self) -> Actor:
        return Actor(
            self.organisation_id,
            self.id,
            self.name,
            self.language,
            roles=self.roles,
            person_id=self.person_id,
        )


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as its list shows it: never the key itself."""

    id: UUID
    name: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


def demo_accounts(tools: Tools) -> tuple[Account, ...]:
    """Return who one may sign in as. Raises Refused without the demo sign-in."""
    if not tools.settings.demo_sign_in:
        raise Refused(Sentence("There is no demo sign-in here."))
    with tools.look(SYSTEM) as session:
        rows = session.scalars(
            select(AccountRow).where(AccountRow.disabled_at.is_(None))
        ).all()
        return tuple(_account(session, row) for row in sorted(rows, key=by_name))


def get_account(tools: Tools, account_id: UUID) -> Account:
    """Return who may come in. Raises NotFound: unknown, or disabled."""
    with tools.look(SYSTEM) as session:
        row = session.get(AccountRow, account_id)
        if row is None or row.disabled_at is not None:
            raise NotFound(Sentence("There is no such account."))
        return _account(session, row)


def create_api_key(
    tools: Tools, actor: Actor, *, name: str, scopes: Collection[str], now: datetime
) -> str:
    """Return a new key, which is shown this once: only its hash is kept.

    Raises Invalid: no name, or no scope.
    """
    require(actor, Act.MANAGE_KEYS)
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    wanted = _wanted(name, scopes)
    with tools.begin(actor) as work:
        row = ApiKeyRow(
            organisation_id=actor.organisation_id,
            key_hash=_hash(key),
            created_at=now,
            **wanted,
        )
        work.session.add(row)
        work.session.flush()
        about = " ".join((str(row.id), *row.scopes))
        work.note("key created", actor, about=about, now=now)
    return key


def list_api_keys(tools: Tools, actor: Actor) -> tuple[ApiKey, ...]:
    """Return the organisation's keys, the newest first."""
    require(actor, Act.MANAGE_KEYS)
    with tools.look(actor) as session:
        rows = session.scalars(select(ApiKeyRow).order_by(ApiKeyRow.created_at.desc()))
        return tuple(map(_api_key, rows))


def revoke_api_key(tools: Tools, actor: Actor, key_id: UUID, *, now: datetime) -> None:
    """Make a key useless from now on. Raises NotFound."""
    require(actor, Act.MANAGE_KEYS)
    with tools.begin(actor) as work:
        row = work.session.get(ApiKeyRow, key_id, with_for_update=True)
        if row is None:
            raise NotFound(Sentence("There is no such key."))
        if row.revoked_at is None:
            row.revoked_at = now
            work.note("key revoked", actor, about=str(key_id), now=now)


def find_api_key(tools: Tools, key: str, *, now: datetime) -> Actor:
    """Return the program that holds `key`. Raises NotFound: unknown, or revoked."""
    with tools.look(SYSTEM) as session:
        row = session.scalar(
            select(ApiKeyRow)
            .where(ApiKeyRow.key_hash == _hash(key))
            .where(ApiKeyRow.revoked_at.is_(None))
        )
        if row is None:
            raise NotFound(Sentence("There is no such key."))
        actor = Actor(
            row.organisation_id,
            None,
            row.name,
            scopes=frozenset(map(Scope, row.scopes)),
            key_id=row.id,
        )
        key_id = row.id
        used_today = row.last_used_at and row.last_used_at.date() == now.date()
    if not used_today:
        _mark_used(tools, key_id, now=now)
    return actor


def _mark_used(tools: Tools, key_id: UUID, *, now: datetime) -> None:
    """Once a day is enough to see which keys are alive, and costs nothing."""
    with tools.begin(SYSTEM) as work:
        work.session.execute(
            update(ApiKeyRow).where(ApiKeyRow.id == key_id).values(last_used_at=now)
        )


def _account(session: Session, row: AccountRow) -> Account:
    granted = session.scalars(
        select(RoleGrantRow.role).where(RoleGrantRow.account_id == row.id)
    )
    return Account(
        id=row.id,
        name=row.name,
        title=row.title,
        unit=row.unit,
        email=row.email,
        organisation_id=row.organisation_id,
        language=row.language,
        roles=frozenset(map(Role, granted)),
        person_id=row.person_id,
    )


def _api_key(row: ApiKeyRow) -> ApiKey:
    return ApiKey(
        id=row.id,
        name=row.name,
        scopes=tuple(map(Scope, row.scopes)),
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )


def _wanted(name: str, scopes: Collection[str]) -> dict[str, Any]:
    problems: dict[str | int, Any] = {}
    cleaned = ""
    try:
        cleaned = _name(name)
    except ValueError as problem:
        problems["name"] = [problem.args[0]]
    if not scopes or not set(scopes) <= set(Scope):
        problems["scopes"] = [Sentence("Choose at least one thing the key may do.")]
    if problems:
        raise Invalid(problems)
    return {"name": cleaned, "scopes": sorted(set(scopes))}


def _name(name: str) -> str:
    """Return the name cleaned. Raises ValueError with a sentence."""
    cleaned = clean_line(name)
    if not cleaned:
        raise ValueError(Sentence("Give the key a name."))
    if len(cleaned) > LONGEST_NAME:
        raise ValueError(Sentence("The name is too long."))
    return cleaned


def _hash(key: str) -> str:
    return sha256(key.encode(errors="replace")).hexdigest()
