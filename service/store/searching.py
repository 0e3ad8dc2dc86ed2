"""Records that fit what somebody looks for, of those they may read."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from service.core.actor import Actor
from service.core.day import HOME
from service.core.jobs import JobState
from service.core.permits import Act
from service.core.records import RecordLine
from service.core.search import PAGE, FoundRecords, Sought, Standing
from service.core.terms import Wanted, asked_for
from service.store import listing, search_index
from service.store.search_index import Condition, Index
from service.store.tables.jobs import JobRow
from service.store.tables.records import (
    DeliveryRow,
    RecordGroupRow,
    RecordRow,
    RevisionRow,
)
from service.store.vault import Vault
from service.store.visibility import may_see

STATES = {
    Standing.FAILED: (JobState.DEAD,),
    Standing.WAITING: tuple(set(JobState) - set(listing.OVER)),
}
A_DAY = timedelta(days=1)


def find(
    session: Session, vault: Vault, actor: Actor, sought: Sought, *, now: datetime
) -> FoundRecords:
    """Return a page of records: words in the title first, then the newest.

    Words without a letter or a digit are in no record.
    """
    index = search_index.open_index(vault, actor.organisation_id)
    wanted = asked_for(sought.words)
    fits = and_(
        may_see(actor, Act.READ_RECORD, now=now),
        *_filters(sought),
        *_by_words(session, index, sought, wanted),
    )
    page = (
        select(RecordRow.id, func.count().over())
        .where(fits)
        .order_by(*_by_title(session, index, wanted))
        .order_by(RecordRow.saved_at.desc(), RecordRow.id)
    )
    start = (sought.page - 1) * PAGE
    rows = session.execute(page.limit(PAGE).offset(start)).all()
    count = rows[0][1] if rows else _count(session, fits)
    records = _lines(session, vault, [row.id for row in rows])
    return FoundRecords(records, count, sought.page)


def savers(session: Session, actor: Actor, *, now: datetime) -> list[str]:
    """Return who saved the records that the actor may read."""
    names = select(RecordRow.saved_by).distinct()
    return list(session.scalars(names.where(may_see(actor, Act.READ_RECORD, now=now))))


def _count(session: Session, fits: Condition) -> int:
    return session.scalar(select(func.count()).select_from(RecordRow).where(fits)) or 0


def _lines(
    session: Session, vault: Vault, ids: Sequence[UUID]
) -> tuple[RecordLine, ...]:
    """Return the records in the order of `ids`."""
    wanted = (
        select(RecordRow, RevisionRow)
        .join(RevisionRow, listing.is_latest())
        .where(RecordRow.id.in_(ids))
    )
    rows = sorted(session.execute(wanted), key=lambda row: ids.index(row[0].id))
    return listing.as_lines(session, vault, rows)


def _by_words(
    session: Session, index: Index, sought: Sought, wanted: tuple[Wanted, ...]
) -> Iterator[Condition]:
    if sought.words:
        words = [word.anywhere for word in wanted] or [frozenset()]
        yield search_index.holds(session, index, words)


def _by_title(
    session: Session, index: Index, wanted: tuple[Wanted, ...]
) -> Iterator[Condition]:
    if wanted:
        words = (word.in_title for word in wanted)
        yield search_index.holds(session, index, words).desc()


def _filters(sought: Sought) -> Iterator[Condition]:
    for name, fits in FILTERS.items():
        if value := getattr(sought, name):
            yield fits(value)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, HOME)


def _was_sent_to(group: UUID) -> Condition:
    to_group = select(RecordGroupRow.record_id).where(RecordGroupRow.group_id == group)
    return RecordRow.id.in_(to_group)


def _stands(standing: Standing) -> Condition:
    """Whether a job of the latest revision is so: its drawing, or one of its mails."""
    version = select(RevisionRow.record_id, RevisionRow.number)
    drawing = version.join(JobRow, JobRow.subject_id == RevisionRow.id)
    mail = (
        version.join(DeliveryRow, DeliveryRow.revision_id == RevisionRow.id)
        .join(JobRow, JobRow.subject_id == DeliveryRow.id)
        .where(DeliveryRow.replaced_by.is_(None))
    )
    latest = tuple_(RecordRow.id, RecordRow.revision)
    is_so = JobRow.state.in_(STATES[standing])
    return or_(*(latest.in_(jobs.where(is_so)) for jobs in (drawing, mail)))


FILTERS: dict[str, Callable[[Any], Condition]] = {
    "kind": lambda kind: RecordRow.kind == kind,
    "classification": lambda wanted: RecordRow.classification == wanted,
    "since": lambda day: RecordRow.saved_at >= _start_of(day),
    "until": lambda day: RecordRow.saved_at < _start_of(day + A_DAY),
    "saved_by": lambda name: RecordRow.saved_by == name,
    "group": _was_sent_to,
    "standing": _stands,
}
