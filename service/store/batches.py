"""Batches as rows: read, counted, and emptied when they are over."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from service.core.actor import Actor
from service.core.batches import OVER, Batch, BatchState, ItemState
from service.core.errors import NotFound
from service.core.sentence import Sentence
from service.store.tables.base import table_of
from service.store.tables.batches import BatchItemRow, BatchRow
from service.store.vault import Box, Vault
from service.store.work import Work

PATTERN = "pattern"
AT_A_TIME = 500


def item_place(number: int) -> str:
    return f"row:{number}"


def box_of(vault: Vault, row: BatchRow) -> Box:
    """Return the box of a batch. Raises Erased when it is over."""
    return vault.box(row.id, row.organisation_id)


def own(
    session: Session, actor: Actor, batch_id: UUID, *, lock: bool = False
) -> BatchRow:
    """Return a batch of the actor's own, locked if asked for. Raises NotFound."""
    wanted = select(BatchRow).where(
        BatchRow.id == batch_id, BatchRow.asked_by == actor.account_id
    )
    return _found(session.scalar(wanted.with_for_update() if lock else wanted))


def of_run(session: Session, run_id: UUID, *, lock: bool = False) -> BatchRow:
    """Return the batch a job is about. Raises NotFound when it has another one now."""
    wanted = select(BatchRow).where(BatchRow.run_id == run_id)
    return _found(session.scalar(wanted.with_for_update() if lock else wanted))


def locked(work: Work, batch_id: UUID) -> BatchRow:
    """Return a batch as it is now, locked until the transaction ends."""
    wanted = select(BatchRow).where(BatchRow.id == batch_id)
    return _found(work.session.scalar(wanted.with_for_update()))


def owned(session: Session, actor: Actor, *, limit: int) -> Sequence[BatchRow]:
    """Return the actor's batches, the latest first."""
    wanted = select(BatchRow).where(BatchRow.asked_by == actor.account_id)
    return session.scalars(wanted.order_by(BatchRow.made_at.desc()).limit(limit)).all()


def lock_live(session: Session) -> Sequence[BatchRow]:
    """Return, locked, all batches that are not over: who releases waits for others."""
    wanted = select(BatchRow).where(BatchRow.state.not_in(OVER)).order_by(BatchRow.id)
    return session.scalars(wanted.with_for_update()).all()


def add_items(work: Work, row: BatchRow, items: Sequence[Mapping[str, Any]]) -> None:
    known = {"organisation_id": row.organisation_id, "batch_id": row.id, "why": ""}
    nothing = {"record_id": None, "made_at": None}
    if items:
        whole = [{**known, **nothing, **item} for item in items]
        work.session.execute(insert(table_of(BatchItemRow)), whole)


def items(
    session: Session, batch_id: UUID, state: ItemState, *, limit: int | None = None
) -> Sequence[BatchItemRow]:
    wanted = select(BatchItemRow).where(
        BatchItemRow.batch_id == batch_id, BatchItemRow.state == state
    )
    return session.scalars(wanted.order_by(BatchItemRow.number).limit(limit)).all()


def pattern_in(box: Box, row: BatchRow) -> dict[str, Any]:
    """Return the `question` of a batch, and the `names` that were found in it."""
    return dict(box.open_json(row.pattern, what=PATTERN))


def answers_in(box: Box, item: BatchItemRow) -> dict[str, Any]:
    """Return what a row answers of its child. Raises Tampered."""
    return dict(box.open_json(item.sealed, what=item_place(item.number))["answers"])


def settle(
    work: Work, batch_id: UUID, numbers: Sequence[int], **values: object
) -> None:
    """Write down what has become of these rows, if they were waiting."""
    for at in range(0, len(numbers), AT_A_TIME):
        work.session.execute(
            update(BatchItemRow)
            .where(BatchItemRow.batch_id == batch_id)
            .where(BatchItemRow.number.in_(numbers[at : at + AT_A_TIME]))
            .where(BatchItemRow.state == ItemState.WAITING)
            .values(**values)
            .execution_options(synchronize_session=False)
        )


def made_since(session: Session, owner: UUID, moment: datetime) -> int:
    """Count what batches of the organisation have asked since then."""
    ours = (BatchItemRow.organisation_id == owner, BatchItemRow.made_at > moment)
    return session.scalar(select(func.count()).where(*ours)) or 0


def ended(session: Session, *, after: datetime) -> Sequence[UUID]:
    """Return the batches that have been over since then."""
    return session.scalars(select(BatchRow.id).where(BatchRow.ended_at > after)).all()


def unreleased(
    session: Session, *, before: datetime, only: UUID | None = None
) -> Sequence[BatchRow]:
    """Return the batches read before then of which nobody has made anything."""
    wanted = select(BatchRow).where(
        BatchRow.state == BatchState.READ, BatchRow.made_at < before
    )
    if only is not None:
        wanted = wanted.where(BatchRow.id == only).with_for_update()
    return session.scalars(wanted).all()


def end(work: Work, row: BatchRow, state: BatchState, *, now: datetime) -> None:
    """Let a batch be over: what stood in the file is blanked, and its key goes after
    the commit. What has become of each row stays."""
    row.state, row.ended_at, row.run_id, row.pattern = state, now, None, b""
    work.session.execute(
        update(BatchItemRow)
        .where(BatchItemRow.batch_id == row.id)
        .values(sealed=b"")
        .execution_options(synchronize_session=False)
    )


def as_view(session: Session, vault: Vault, row: BatchRow) -> Batch:
    counted = select(BatchItemRow.state, func.count()).group_by(BatchItemRow.state)
    found = session.execute(counted.where(BatchItemRow.batch_id == row.id))
    return Batch(
        id=row.id,
        state=BatchState(row.state),
        purpose=_purpose(vault, row),
        encoding=row.encoding,
        mails=row.mails,
        papers=row.papers,
        per_hour=row.per_hour,
        why=row.why,
        made_at=row.made_at,
        released_at=row.released_at,
        starts_at=row.starts_at,
        ended_at=row.ended_at,
        counts={ItemState(state): count for state, count in found},
    )


def _purpose(vault: Vault, row: BatchRow) -> str:
    if row.state in OVER:
        return ""
    pattern = pattern_in(box_of(vault, row), row)
    return str(pattern["question"]["purpose"])


def _found(row: BatchRow | None) -> BatchRow:
    if row is None:
        raise NotFound(Sentence("There is no such batch."))
    return row
