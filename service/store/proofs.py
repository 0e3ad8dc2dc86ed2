"""Proofs by e-ID as rows: they open a link in one browser, for as long as codes do."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.core.errors import NotFound
from service.store.codes import OPEN_FOR, browser_hash
from service.store.tables.access import ProofRow
from service.store.work import Work


def add(work: Work, new: ProofRow) -> None:
    """Let a proof open its link; those of the link that open nothing any more go."""
    is_over = ProofRow.created_at <= new.created_at - OPEN_FOR
    of_link = ProofRow.delivery_id == new.delivery_id
    work.session.execute(delete(ProofRow).where(of_link, is_over))
    work.session.add(new)
    work.session.flush()


def has_opened(
    session: Session, delivery_id: UUID, browser: str, *, now: datetime
) -> bool:
    """Whether an e-ID has opened the link in this browser, not too long ago."""
    return _latest(session, delivery_id, browser, now=now) is not None


def of_browser(
    session: Session, delivery_id: UUID, browser: str, *, now: datetime
) -> ProofRow:
    """Return the latest proof that opens the link in this browser. Raises NotFound."""
    row = _latest(session, delivery_id, browser, now=now)
    if row is None:
        raise NotFound
    return row


def _latest(
    session: Session, delivery_id: UUID, browser: str, *, now: datetime
) -> ProofRow | None:
    return session.scalar(
        select(ProofRow)
        .where(ProofRow.delivery_id == delivery_id)
        .where(ProofRow.browser_hash == browser_hash(browser))
        .where(ProofRow.created_at > now - OPEN_FOR)
        .order_by(ProofRow.created_at.desc())
        .limit(1)
    )
