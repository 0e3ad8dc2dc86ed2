"""Nothing leaves once a consent has been withdrawn: it is called back."""

from uuid import UUID

from sqlalchemy import select

from service.core.jobs import JobKind
from service.store.recalling import call_back
from service.store.tables.access import NoticeRow
from service.store.tables.records import DeliveryRow, RevisionRow
from service.store.work import Work


def stop_what_is_on_its_way(work: Work, record_id: UUID, *, by: str) -> int:
    """Cancel a consent's mails and notices that have not left; return how many.

    What a worker holds stops at its intent, which is committed under the same lock of
    the job (PROMISES P14). What tells of the withdrawal itself is written down later.
    """
    mails = work.session.scalars(
        select(DeliveryRow.id)
        .join(RevisionRow, RevisionRow.id == DeliveryRow.revision_id)
        .where(RevisionRow.record_id == record_id)
    ).all()
    notices = work.session.scalars(
        select(NoticeRow.id).where(NoticeRow.record_id == record_id)
    ).all()
    kinds = (JobKind.MAIL, JobKind.NOTICE)
    return call_back(work, [*mails, *notices], by=by, reason="withdrawn", kinds=kinds)
