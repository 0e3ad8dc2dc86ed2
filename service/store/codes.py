"""One-time codes as rows: one per browser and link; no guess goes uncounted."""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from service.core.codes import CODE_LIVES, lock_after
from service.store.tables.access import CodeRow
from service.store.tables.records import DeliveryRow
from service.store.work import Work

OPEN_FOR = timedelta(hours=12)  # a code opens its link in its browser for that long


def browser_hash(browser: str) -> str:
    return sha256(browser.encode(errors="replace")).hexdigest()


def wait_for_turn(work: Work, delivery_id: UUID) -> None:
    """Let one at a time ask and try at a link, until this transaction ends."""
    locked = select(DeliveryRow.id).where(DeliveryRow.id == delivery_id)
    work.session.execute(locked.with_for_update())


def issue(work: Work, delivery_id: UUID, browser: str, *, now: datetime) -> CodeRow:
    """Write a new code down; the older one of this browser and link dies with it.

    So do those of other browsers that have long been of no use.
    """
    wait_for_turn(work, delivery_id)
    is_old = CodeRow.created_at <= now - CODE_LIVES - OPEN_FOR
    work.session.execute(
        delete(CodeRow).where(
            CodeRow.delivery_id == delivery_id,
            or_(CodeRow.browser_hash == browser_hash(browser), is_old),
        )
    )
    row = CodeRow(
        delivery_id=delivery_id,
        browser_hash=browser_hash(browser),
        created_at=now,
        expires_at=now + CODE_LIVES,
    )
    work.session.add(row)
    work.session.flush()
    return row


def of_browser(session: Session, delivery_id: UUID, browser: str) -> CodeRow | None:
    """Return the code asked for in this browser, spent or not; None: none was."""
    return session.scalar(select(CodeRow).where(*_of(delivery_id, browser)))


def has_opened(
    session: Session, delivery_id: UUID, browser: str, *, now: datetime
) -> bool:
    """Whether a code was used in this browser, not too long ago."""
    used = select(CodeRow.id).where(
        *_of(delivery_id, browser), CodeRow.used_at > now - OPEN_FOR
    )
    return session.scalar(used) is not None


def is_locked(delivery: DeliveryRow, *, now: datetime) -> bool:
    until = delivery.codes_locked_until
    return until is not None and until > now


def begin_try(work: Work, delivery_id: UUID, *, now: datetime) -> int | None:
    """Count one more wrong code in advance, unless the link is locked (None)."""
    is_free = or_(
        DeliveryRow.codes_locked_until.is_(None), DeliveryRow.codes_locked_until <= now
    )
    return work.session.scalar(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery_id, is_free)
        .values(wrong_codes=DeliveryRow.wrong_codes + 1)
        .returning(DeliveryRow.wrong_codes)
        .execution_options(synchronize_session=False)
    )


def take_back(work: Work, delivery_id: UUID) -> None:
    """The code was right: what was counted in advance was no wrong one."""
    work.session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery_id)
        .values(wrong_codes=DeliveryRow.wrong_codes - 1)
        .execution_options(synchronize_session=False)
    )


def redeem(work: Work, code_id: UUID, *, now: datetime) -> bool:
    """Use a code up. Return whether it was there to be used: it works once."""
    used = work.session.scalar(
        update(CodeRow)
        .where(CodeRow.id == code_id, CodeRow.used_at.is_(None))
        .where(CodeRow.expires_at > now)
        .values(used_at=now)
        .returning(CodeRow.id)
        .execution_options(synchronize_session=False)
    )
    return used is not None


def lock_if_due(work: Work, delivery_id: UUID, *, wrong: int, now: datetime) -> bool:
    """Lock the link after every fifth wrong code, and end the codes that were out."""
    pause = lock_after(wrong)
    if not pause:
        return False
    work.session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery_id)
        .values(codes_locked_until=now + pause)
        .execution_options(synchronize_session=False)
    )
    work.session.execute(
        update(CodeRow)
        .where(CodeRow.delivery_id == delivery_id, CodeRow.expires_at > now)
        .values(expires_at=now)
        .execution_options(synchronize_session=False)
    )
    return True


def _of(delivery_id: UUID, browser: str) -> tuple[ColumnElement[bool], ...]:
    return (
        CodeRow.delivery_id == delivery_id,
        CodeRow.browser_hash == browser_hash(browser),
    )
