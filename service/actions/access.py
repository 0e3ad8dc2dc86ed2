"""Who may come in: demo accounts of the embedded mode, and programs with a key."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select, update

from service.core.errors import Invalid, NotFound, Refused
from service.core.records import Actor
from service.core.sentence import Sentence
from service.core.text import clean_line
from service.store.tables.register import AccountRow, ApiKeyRow
from service.tools import Tools

KEY_PREFIX = "hs_"
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Account:
    id: UUID
    name: str
    title: str
    organisation_id: UUID
    language: str

    @property
    def actor(self) -> Actor:
        return Actor(self.organisation_id, self.id, self.name, self.language)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as its list shows it: never the key itself."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


def demo_accounts(tools: Tools) -> tuple[Account, ...]:
    """Return who one may sign in as. Raises Refused without the demo sign-in."""
    if not tools.settings.demo_sign_in:
        raise Refused(Sentence("There is no demo sign-in here."))
    with tools.look() as session:
        rows = session.scalars(select(AccountRow).order_by(AccountRow.name))
        return tuple(map(_account, rows))


def get_account(tools: Tools, account_id: UUID) -> Account:
    """Return an account, or raise NotFound."""
    with tools.look() as session:
        row = session.get(AccountRow, account_id)
        if row is None:
            raise NotFound(Sentence("There is no such account."))
        return _account(row)


def create_api_key(tools: Tools, actor: Actor, *, name: str, now: datetime) -> str:
    """Return a new key, which is shown this once: only its hash is kept."""
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    with tools.begin() as work:
        row = ApiKeyRow(
            organisation_id=actor.organisation_id,
            name=_name(name),
            key_hash=_hash(key),
            created_at=now,
        )
        work.session.add(row)
        work.session.flush()
        work.note("key created", actor, about=str(row.id), now=now)
    return key


def list_api_keys(tools: Tools, actor: Actor) -> tuple[ApiKey, ...]:
    """Return the organisation's keys, the newest first."""
    with tools.look() as session:
        rows = session.scalars(
            select(ApiKeyRow)
            .where(ApiKeyRow.organisation_id == actor.organisation_id)
            .order_by(ApiKeyRow.created_at.desc())
        )
        return tuple(
            ApiKey(row.id, row.name, row.created_at, row.last_used_at, row.revoked_at)
            for row in rows
        )


def revoke_api_key(tools: Tools, actor: Actor, key_id: UUID, *, now: datetime) -> None:
    """Make a key useless from now on. Raises NotFound."""
    with tools.begin() as work:
        revoked = work.session.execute(
            update(ApiKeyRow)
            .where(ApiKeyRow.id == key_id)
            .where(ApiKeyRow.organisation_id == actor.organisation_id)
            .values(revoked_at=now)
            .returning(ApiKeyRow.id)
        ).one_or_none()
        if revoked is None:
            raise NotFound(Sentence("There is no such key."))
        work.note("key revoked", actor, about=str(key_id), now=now)


def find_api_key(tools: Tools, key: str, *, now: datetime) -> Actor:
    """Return the program that holds `key`. Raises NotFound: unknown, or revoked."""
    with tools.look() as session:
        row = session.scalar(
            select(ApiKeyRow)
            .where(ApiKeyRow.key_hash == _hash(key))
            .where(ApiKeyRow.revoked_at.is_(None))
        )
        if row is None:
            raise NotFound(Sentence("There is no such key."))
        actor = Actor(row.organisation_id, None, row.name)
        used_today = row.last_used_at and row.last_used_at.date() == now.date()
        key_id = row.id
    if not used_today:
        _mark_used(tools, key_id, now=now)
    return actor


def _mark_used(tools: Tools, key_id: UUID, *, now: datetime) -> None:
    """Once a day is enough to see which keys are alive, and costs nothing."""
    with tools.begin() as work:
        work.session.execute(
            update(ApiKeyRow).where(ApiKeyRow.id == key_id).values(last_used_at=now)
        )


def _account(row: AccountRow) -> Account:
    return Account(row.id, row.name, row.title, row.organisation_id, row.language)


def _name(name: str) -> str:
    try:
        cleaned = clean_line(name)
    except ValueError as problem:
        raise Invalid({"name": [problem.args[0]]}) from None
    if not cleaned:
        raise Invalid({"name": [Sentence("Give the key a name.")]})
    if len(cleaned) > LONGEST_NAME:
        raise Invalid({"name": [Sentence("The name is too long.")]})
    return cleaned


def _hash(key: str) -> str:
    return sha256(key.encode(errors="replace")).hexdigest()
