"""Seal the audit trail's finished days, and hand the last hash to somebody outside."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from service.actions.noticing import NoticeKind, enqueue_notice
from service.core.actor import SYSTEM
from service.core.audit import Anchor
from service.core.records import Recipient
from service.core.register import LANGUAGES
from service.store import days
from service.store.clock import db_now
from service.store.tables.register import OrganisationRow
from service.store.work import Work
from service.tools import Tools


def seal_finished_days(tools: Tools) -> int:
    """Seal by the database's own clock: some worker's will be wrong some day."""
    with tools.look(SYSTEM) as session:
        seconds = session.execute(select(db_now())).scalar_one()
    return seal_days(tools, now=datetime.fromtimestamp(seconds, UTC))


def seal_days(tools: Tools, *, now: datetime) -> int:
    """Seal the days (UTC) that are over and have not been. Return how many.

    Any number of workers may do it at once: one of them seals each day, in order.
    """
    with tools.look(SYSTEM) as session:
        waiting = days.due(session, now=now)
    return sum(
        _seal(tools, day, is_last=day == waiting[-1], now=now) for day in waiting
    )


def latest_anchor(tools: Tools) -> Anchor:
    """Return the last sealed day and its hash. Raises NotFound before the first."""
    with tools.look(SYSTEM) as session:
        return days.latest_anchor(session)


def _seal(tools: Tools, day: date, *, is_last: bool, now: datetime) -> bool:
    """Seal a day; the last one's hash stands for those before it, and is mailed."""
    with tools.begin(SYSTEM) as work:
        is_ours = days.seal(work.session, day, now=now)
        if is_ours and is_last and tools.settings.audit_anchor_to:
            _mail(work, tools.settings.audit_anchor_to, now=now)
        return is_ours


def _mail(work: Work, address: str, *, now: datetime) -> None:
    """Mail the anchor. Days belong to all organisations, but a notice has one sender:
    the organisation whose id comes first, so that it is the same one every day.
    """
    sender = work.session.scalars(
        select(OrganisationRow.id).order_by(OrganisationRow.id).limit(1)
    ).one()
    enqueue_notice(
        work,
        NoticeKind.ANCHOR,
        organisation_id=sender,
        subject_id=sender,
        to=Recipient(name="", email=address, language=LANGUAGES[0][0]),
        now=now,
    )
