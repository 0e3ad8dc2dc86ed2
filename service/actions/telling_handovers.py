"""What is mailed to who takes records over: that they have, and where; no content."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions.telling import Told
from service.core.errors import Erased, Late
from service.core.sentence import Sentence
from service.kinds.consent import NAME
from service.store import handovers
from service.store.tables.access import NoticeRow
from service.store.tables.handovers import HandoverRow, HandoverRunRow
from service.store.tables.records import RecordRow
from service.tools import Tools


def of_handover(tools: Tools, session: Session, notice: NoticeRow) -> Told:
    """Lead to the record, while it is theirs. Raises Erased, Late."""
    row = session.get(HandoverRow, notice.subject_id)
    record = session.get(RecordRow, row.record_id) if row else None
    if row is None or record is None or record.erased_at:
        raise Erased(Sentence("There is no such record."))
    if record.account_id != row.to_account_id:
        raise Late(Sentence("It has changed hands since."))
    return _led(tools, notice, f"/records/{record.id}")


def of_all(tools: Tools, session: Session, notice: NoticeRow) -> Told:
    """Lead to a list of what they have taken over, and say how many. Raises Erased."""
    row = session.get(HandoverRunRow, notice.subject_id)
    if row is None:
        raise Erased(Sentence("There is no such run."))
    count = handovers.done(session, row.id)
    theirs = (
        select(RecordRow.id)
        .join(HandoverRow, HandoverRow.record_id == RecordRow.id)
        .where(HandoverRow.run_id == row.id, RecordRow.kind == NAME)
    )
    has_consents = session.scalar(theirs.limit(1)) is not None
    path = "/consents?mine=1" if has_consents else "/records"
    return _led(tools, notice, path, count=count)


def _led(tools: Tools, notice: NoticeRow, path: str, **said: object) -> Told:
    link = tools.settings.base_url.rstrip("/") + path
    return Told(notice.to_name, notice.to_address, link, said)
