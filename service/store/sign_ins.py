"""Sign-ins on their way to the provider and back: each for one browser, and once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import delete
from sqlalchemy.orm import Session

from service.core.errors import NotFound
from service.store.sessions import hash_of
from service.store.tables.access import SignInRow
from service.store.vault import Box

LONGEST_AWAY = timedelta(minutes=10)
KEPT = "kept over a sign-in"
NOBODY_YET = UUID(int=0)  # whose organisation a stranger's words are sealed for


@dataclass(frozen=True, slots=True)
class Pending:
    """`way_on` is where they go, `kept` what they had written, if anything.

    `account_id` is who must come back, or None when anybody may.
    """

    nonce: str
    verifier: str
    way_on: str
    account_id: UUID | None
    kept: Any


def add(
    session: Session,
    pending: Pending,
    *,
    state: str,
    browser: str,
    secret: str,
    now: datetime,
) -> None:
    """Remember a sign-in that leaves from this browser with this state."""
    row_id = uuid4()
    box = _box(row_id, browser=browser, secret=secret)
    row = SignInRow(
        id=row_id,
        browser_hash=hash_of(browser),
        state_hash=hash_of(state),
        nonce=pending.nonce,
        verifier=pending.verifier,
        way_on=pending.way_on,
        account_id=pending.account_id,
        kept=box.seal_json(pending.kept, what=KEPT),
        created_at=now,
    )
    session.add(row)


def take(
    session: Session, *, state: str, browser: str, secret: str, since: datetime
) -> Pending:
    """Return what left from this browser after `since`, and forget it.

    Raises NotFound: never left, has been back already, or left from another browser.
    """
    row = session.scalars(
        delete(SignInRow)
        .where(SignInRow.state_hash == hash_of(state))
        .where(SignInRow.browser_hash == hash_of(browser))
        .where(SignInRow.created_at > since)
        .returning(SignInRow)
    ).one_or_none()
    if row is None:
        raise NotFound
    box = _box(row.id, browser=browser, secret=secret)
    return Pending(
        nonce=row.nonce,
        verifier=row.verifier,
        way_on=row.way_on,
        account_id=row.account_id,
        kept=box.open_json(row.kept, what=KEPT),
    )


def sweep(session: Session, *, before: datetime) -> int:
    """Forget those who never came back. Return how many."""
    gone = session.scalars(
        delete(SignInRow).where(SignInRow.created_at <= before).returning(SignInRow.id)
    )
    return len(gone.all())


def _box(row_id: UUID, *, browser: str, secret: str) -> Box:
    """Return a box that takes our secret and the browser's to open."""
    key = HKDF(SHA256(), 32, salt=browser.encode(errors="replace"), info=KEPT.encode())
    return Box(row_id, NOBODY_YET, key.derive(secret.encode()))
