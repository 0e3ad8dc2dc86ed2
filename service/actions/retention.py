"""What the plans mean for the records that are here: what is due now, and when."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.core.actor import Actor, require
from service.core.day import home_day
from service.core.erasures import RipeRecord
from service.core.permits import Act
from service.core.retention import Event, Outlook, Term, outlook, term
from service.kinds import KINDS, find_kind
from service.store import retention, revisions
from service.store.tables.records import RecordRow, RevisionRow
from service.store.work import Work
from service.tools import Tools

MOST_AT_ONCE = 500  # as many as one page can show, and one form can post


def see_ahead(tools: Tools, actor: Actor, *, now: datetime) -> Outlook:
    """Return how many records become due in the coming years, and what is due now."""
    require(actor, Act.MANAGE_RETENTION)
    with tools.look(actor) as session:
        return outlook(terms(session), today=home_day(now))


def list_ripe(
    tools: Tools,
    actor: Actor,
    *,
    only: Iterable[UUID] | None = None,
    limit: int = MOST_AT_ONCE,
    now: datetime,
) -> tuple[RipeRecord, ...]:
    """Return the records whose period has passed, the held ones too, the longest due
    first. `only` asks about these; at most `limit` are shown."""
    require(actor, Act.MANAGE_RETENTION)
    today, asked = home_day(now), None if only is None else set(only)
    with tools.look(actor) as session:
        ripe = [
            one
            for one in terms(session)
            if one.is_ripe(today) and (asked is None or one.facts.record_id in asked)
        ]
        ripe.sort(key=lambda one: (one.goes_on or today, one.facts.record_id))
        said = titles(tools, session, [one.facts.record_id for one in ripe[:limit]])
    return tuple(
        RipeRecord(one.facts.record_id, said[one.facts.record_id], one)
        for one in ripe[:limit]
    )


def remember_decision(work: Work, record: RecordRow, model: Any) -> None:
    """Write down the day of the meeting or decision a record is about, if any."""
    if on := find_kind(record.kind).held_on(model):
        retention.put_date(work.session, record, Event.DECISION, on)


def terms(session: Session) -> list[Term]:
    """Return how long every record stays that is here, by the rules in force."""
    rules = retention.rules(session)
    return [term(facts, rules) for facts in retention.facts(session, tuple(KINDS))]


def titles(tools: Tools, session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return what these records are called; what is erased has no title."""
    rows = session.scalars(
        select(RevisionRow)
        .join(RecordRow, RecordRow.id == RevisionRow.record_id)
        .where(RecordRow.id.in_(list(ids)), RecordRow.erased_at.is_(None))
        .where(RevisionRow.number == RecordRow.revision)
    )
    return {row.record_id: revisions.title_of(tools.vault, row) for row in rows}
