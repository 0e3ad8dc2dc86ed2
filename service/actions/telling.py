"""What each kind of notice tells, read at the moment it is mailed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.core.codes import code_of
from service.core.errors import Erased, GiveUp, Late
from service.core.sentence import Sentence
from service.store import recipients, revisions, scans
from service.store.clock import db_now
from service.store.tables.access import BrokenGlassRow, CodeRow, NoticeRow
from service.store.tables.audit import AuditDayRow
from service.store.tables.records import DeliveryRow
from service.store.tables.retention import ErasureItemRow, ErasureRow
from service.tools import Tools


@dataclass(frozen=True, slots=True)
class Told:
    """To whom, where it is to be seen (may be empty), and what the template says."""

    to_name: str
    to_address: str
    link: str = ""
    said: Mapping[str, object] = field(default_factory=dict)


def of_code(tools: Tools, session: Session, notice: NoticeRow) -> Told:
    """Tell the code, while it opens anything. Raises Late, GiveUp.

    The address is read from the sealed delivery, and stands nowhere else.
    """
    code = session.get(CodeRow, notice.subject_id)
    if code is None or code.used_at or code.expires_at <= _now(session):
        raise Late(Sentence("The code is over."))
    delivery = session.get_one(DeliveryRow, code.delivery_id)
    if recipients.is_protected(session, delivery.person_id):
        raise GiveUp("protected")
    revision = revisions.get(session, delivery.revision_id)
    to = revisions.delivery_to(revisions.box_of(tools.vault, revision), delivery)
    digits = code_of(code.id, tools.settings.secret_key)
    return Told(to.name, to.email, said={"code": f"{digits[:3]} {digits[3:]}"})


def of_glass(tools: Tools, session: Session, notice: NoticeRow) -> Told:
    """Point at who has seen the record: who it was, and why, is for who signs in."""
    glass = session.get(BrokenGlassRow, notice.subject_id)
    if glass is None:
        raise Erased(Sentence("The record is gone."))
    return _kept(notice, tools, f"/records/{glass.record_id}/looks")


def of_anchor(tools: Tools, session: Session, notice: NoticeRow) -> Told:
    """Tell the last day that was sealed when the notice was written down."""
    day = session.scalars(
        select(AuditDayRow)
        .where(AuditDayRow.sealed_at <= notice.created_at)
        .order_by(AuditDayRow.day.desc())
        .limit(1)
    ).one()
    return _kept(notice, tools, day=day.day, events=day.events, hash=day.hash)


def of_erasure(tools: Tools, session: Session, notice: NoticeRow) -> Told:
    """Tell how many records went, and where the certificate is."""
    erasure = session.get(ErasureRow, notice.subject_id)
    if erasure is None:
        raise Erased(Sentence("The erasure is gone."))
    gone = select(func.count()).where(
        ErasureItemRow.erasure_id == erasure.id, ErasureItemRow.done_at.is_not(None)
    )
    path = f"/retention/erasures/{erasure.id}"
    return _kept(notice, tools, path, count=session.scalar(gone))


def of_scans(tools: Tools, session: Session, notice: NoticeRow) -> Told:
    """Tell that a pile of scans will be erased. Raises Late when nothing waits."""
    if scans.is_settled(session, notice.subject_id):
        raise Late(Sentence("Nothing of this pile waits any more."))
    return _kept(notice, tools, f"/scans/{notice.subject_id}")


def _kept(notice: NoticeRow, tools: Tools, path: str = "", **said: object) -> Told:
    """Return what goes to the address that was written down with the notice."""
    link = tools.settings.base_url.rstrip("/") + path if path else ""
    return Told(notice.to_name, notice.to_address, link, said)


def _now(session: Session) -> datetime:
    return datetime.fromtimestamp(session.execute(select(db_now())).scalar_one(), UTC)
