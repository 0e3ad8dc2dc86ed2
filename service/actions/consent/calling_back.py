"""Call back what a batch has asked and what has not left yet."""

from datetime import datetime

from sqlalchemy import exists, or_, select, update

from service.core.actor import Actor
from service.store import batches
from service.store.listing import OVER
from service.store.recalling import call_back
from service.store.tables.batches import BatchItemRow, BatchRow
from service.store.tables.jobs import JobRow
from service.store.tables.records import DeliveryRow, RevisionRow
from service.store.work import Work


def call_back_batch(work: Work, row: BatchRow, actor: Actor, *, now: datetime) -> int:
    """Cancel what has not left, as a recall of each record would; return how many.

    What is not drawn yet is never mailed: the end of the drawing waits for this
    transaction, and finds the version recalled.
    """
    ours = select(BatchItemRow.record_id).where(BatchItemRow.batch_id == row.id)
    moving = JobRow.state.not_in(OVER)
    drawing = exists().where(JobRow.subject_id == RevisionRow.id, moving)
    mailing = exists().where(
        DeliveryRow.revision_id == RevisionRow.id,
        JobRow.subject_id == DeliveryRow.id,
        moving,
    )
    wanted = select(RevisionRow.id).where(RevisionRow.record_id.in_(ours))
    under_way = wanted.where(or_(drawing, mailing)).order_by(RevisionRow.id)
    ids = work.session.scalars(under_way).all()
    count = 0
    for at in range(0, len(ids), batches.AT_A_TIME):
        some = ids[at : at + batches.AT_A_TIME]
        work.session.execute(
            update(RevisionRow)
            .where(RevisionRow.id.in_(some))
            .values(recalled_at=now)
            .execution_options(synchronize_session=False)
        )
        mails = work.session.scalars(
            select(DeliveryRow.id).where(DeliveryRow.revision_id.in_(some))
        ).all()
        count += call_back(work, mails, by=actor.label, reason="recall")
    return count
