"""Runs that erase, and the records in them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.core.erasures import Erasure, ErasureItem, Kept
from service.core.errors import NotFound
from service.core.retention import Event, Term
from service.core.sentence import Sentence
from service.store.tables.register import AccountRow
from service.store.tables.retention import ErasureItemRow, ErasureRow
from service.store.work import Work


def run_row(session: Session, erasure_id: UUID, *, lock: bool = False) -> ErasureRow:
    wanted = select(ErasureRow).where(ErasureRow.id == erasure_id)
    row = session.scalar(wanted.with_for_update() if lock else wanted)
    if row is None:
        raise NotFound(Sentence("There is no such erasure."))
    return row


def item_row(work: Work, erasure_id: UUID, record_id: UUID) -> ErasureItemRow:
    """Return a record's place in a run, locked until the transaction ends."""
    return work.session.scalars(
        select(ErasureItemRow)
        .where(ErasureItemRow.erasure_id == erasure_id)
        .where(ErasureItemRow.record_id == record_id)
        .with_for_update()
    ).one()


def items(session: Session, erasure_id: UUID) -> Sequence[ErasureItemRow]:
    wanted = select(ErasureItemRow).where(ErasureItemRow.erasure_id == erasure_id)
    return session.scalars(wanted.order_by(ErasureItemRow.record_id)).all()


def left(session: Session, row: ErasureRow) -> list[UUID]:
    """Return what is still to do. Of a run that was stopped: only what had begun."""
    waiting = (
        item
        for item in items(session, row.id)
        if item.done_at is None and not item.kept
    )
    return [i.record_id for i in waiting if i.begun_at or row.stopped_at is None]


def follow_term(item: ErasureItemRow, term: Term) -> None:
    """Write down by which line of the plan a record goes, as it is this very day."""
    if term.rule is None or term.event_on is None:
        raise ValueError("A record goes by a rule, counted from a day.")
    item.plan, item.years = term.rule.plan, term.rule.years
    item.event, item.event_on = term.rule.event, term.event_on
    item.outcome = term.facts.outcome


def runs(session: Session, *, limit: int) -> list[Erasure]:
    """Return the runs, the latest first."""
    wanted = select(ErasureRow).order_by(ErasureRow.asked_at.desc()).limit(limit)
    return [as_view(session, row) for row in session.scalars(wanted).all()]


def as_view(session: Session, row: ErasureRow) -> Erasure:
    asker = session.get(AccountRow, row.asked_by) if row.asked_by else None
    return Erasure(
        id=row.id,
        asked_by=asker.name if asker else "",
        asked_at=row.asked_at,
        due_at=row.due_at,
        stopped_at=row.stopped_at,
        done_at=row.done_at,
        has_certificate=bool(row.certificate),
        items=tuple(_item(item) for item in items(session, row.id)),
    )


def in_runs(session: Session) -> set[UUID]:
    """Return the records that some run waits to erase already."""
    wanted = (
        select(ErasureItemRow.record_id)
        .join(ErasureRow, ErasureRow.id == ErasureItemRow.erasure_id)
        .where(ErasureRow.due_at.is_not(None), ErasureRow.done_at.is_(None))
        .where(ErasureItemRow.done_at.is_(None))
        .where(ErasureItemRow.kept == "")
    )
    return set(session.scalars(wanted))


def _item(row: ErasureItemRow) -> ErasureItem:
    return ErasureItem(
        record_id=row.record_id,
        kind=row.kind,
        plan=row.plan,
        years=row.years,
        event=Event(row.event),
        event_on=row.event_on,
        kept=Kept(row.kept) if row.kept else None,
        begun_at=row.begun_at,
        done_at=row.done_at,
    )
