"""Records as lines of a list, with how many of their mails stand where."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select
from sqlalchemy.orm import Session

from service.core.actor import Actor
from service.core.classification import Classification
from service.core.errors import (
    Confidential,
    Forbidden,
    KeyMissing,
    NotFound,
    Tampered,
)
from service.core.jobs import JobState
from service.core.permits import RECORD_ACTS, Act
from service.core.records import RecordLine
from service.core.sentence import Sentence
from service.store.attempts import Phase
from service.store.revisions import title_of
from service.store.tables.jobs import AttemptRow, JobRow
from service.store.tables.records import DeliveryRow, RecordRow, RevisionRow
from service.store.vault import Vault
from service.store.visibility import may_see

Counts = dict[UUID, dict[str, int]]
OVER = (JobState.SUCCEEDED, JobState.DEAD, JobState.CANCELLED)


def record(
    session: Session,
    actor: Actor,
    record_id: UUID,
    act: Act,
    *,
    now: datetime,
    lock: bool = False,
) -> RecordRow:
    """Return a record the actor may do this to, locked if asked for.

    Raises NotFound, Confidential when the glass could be broken, or Forbidden when
    they may read it and no more.
    """
    wanted = select(RecordRow).where(RecordRow.id == record_id)
    row = session.scalar(
        (wanted.with_for_update() if lock else wanted).where(
            may_see(actor, act, now=now)
        )
    )
    if row is not None:
        return row
    if session.scalar(wanted.where(may_see(actor, Act.READ_RECORD, now=now))):
        raise Forbidden(Sentence("You may read this record, but not change it."))
    is_there = session.scalar(wanted.where(RecordRow.erased_at.is_(None))) is not None
    if is_there and actor.may(Act.BREAK_GLASS):
        raise Confidential(Sentence("This record is confidential."))
    raise NotFound(Sentence("There is no such record."))


def permitted(
    session: Session, actor: Actor, record_id: UUID, *, now: datetime
) -> frozenset[Act]:
    """Return which acts on records they may do to this one."""
    asked = [act for act in RECORD_ACTS if actor.may(act)]
    answers = select(
        *(
            exists()
            .where(RecordRow.id == record_id, may_see(actor, act, now=now))
            .label(act.name)
            for act in asked
        )
    )
    found = session.execute(answers).one()
    return frozenset(act for act, is_so in zip(asked, found, strict=True) if is_so)


def lines(
    session: Session,
    vault: Vault,
    actor: Actor,
    *,
    kind: str | None = None,
    before: datetime | None = None,
    limit: int,
    now: datetime,
) -> tuple[RecordLine, ...]:
    """Return the records the actor may read, the latest first."""
    wanted = select(RecordRow, RevisionRow).join(RevisionRow, is_latest())
    wanted = wanted.where(may_see(actor, Act.READ_RECORD, now=now))
    if kind is not None:
        wanted = wanted.where(RecordRow.kind == kind)
    if before is not None:
        wanted = wanted.where(RecordRow.saved_at < before)
    latest = wanted.order_by(RecordRow.saved_at.desc(), RecordRow.id).limit(limit)
    found = [(row, revision) for row, revision in session.execute(latest)]
    return as_lines(session, vault, found)


def as_lines(
    session: Session, vault: Vault, found: Sequence[tuple[RecordRow, RevisionRow]]
) -> tuple[RecordLine, ...]:
    """Return records, each with its latest revision, as lines in the same order."""
    counts = _counts(session, [row.id for row, _ in found])
    return tuple(
        _line(row, _title(vault, revision), counts.get(row.id, {}))
        for row, revision in found
    )


def stopped(session: Session) -> int:
    """Count the organisation's jobs that wait for a person."""
    dead = select(func.count()).select_from(JobRow)
    return session.scalar(dead.where(JobRow.state == JobState.DEAD)) or 0


def _title(vault: Vault, revision: RevisionRow) -> str:
    """Return the title, or a reference: one bad record must not spoil a whole list."""
    try:
        return title_of(vault, revision)
    except (KeyMissing, Tampered):
        return f"[{revision.record_id.hex[:8]}]"


def _line(row: RecordRow, title: str, by_state: dict[str, int]) -> RecordLine:
    return RecordLine(
        id=row.id,
        kind=row.kind,
        title=title,
        classification=Classification(row.classification),
        revision=row.revision,
        saved_at=row.saved_at,
        saved_by=row.saved_by,
        sent=by_state.get(JobState.SUCCEEDED, 0),
        failed=by_state.get(JobState.DEAD, 0),
        waiting=sum(n for state, n in by_state.items() if state not in OVER),
    )


def _counts(session: Session, record_ids: list[UUID]) -> Counts:
    """Return per record how many jobs of its latest revision are in which state."""
    counts: Counts = {}
    subjects: Select[UUID, str, int]
    for subjects in (_renderings(), _deliveries()):
        found = session.execute(subjects.where(RecordRow.id.in_(record_ids)))
        for record_id, state, n in found.all():
            by_state = counts.setdefault(record_id, {})
            by_state[state] = by_state.get(state, 0) + n
    return counts


def _renderings() -> Select[UUID, str, int]:
    """A rendering counts until it is done: what it made is told by the mails."""
    return (
        select(RecordRow.id, JobRow.state, func.count())
        .join(RevisionRow, is_latest())
        .join(JobRow, JobRow.subject_id == RevisionRow.id)
        .where(JobRow.state != JobState.SUCCEEDED)
        .group_by(RecordRow.id, JobRow.state)
    )


def _deliveries() -> Select[UUID, str, int]:
    state = case((_has_come_back(), JobState.DEAD), else_=JobRow.state)
    return (
        select(RecordRow.id, state, func.count())
        .join(RevisionRow, is_latest())
        .join(DeliveryRow, DeliveryRow.revision_id == RevisionRow.id)
        .join(JobRow, JobRow.subject_id == DeliveryRow.id)
        .where(DeliveryRow.replaced_by.is_(None))
        .group_by(RecordRow.id, state)
    )


def _has_come_back() -> ColumnElement[bool]:
    """Whether a mail that the relay took came back, and nobody opened its link."""
    came_back = exists().where(
        AttemptRow.job_id == JobRow.id, AttemptRow.phase == Phase.BOUNCED
    )
    return and_(came_back, DeliveryRow.opened_at.is_(None))


def is_latest() -> ColumnElement[bool]:
    return and_(
        RevisionRow.record_id == RecordRow.id, RevisionRow.number == RecordRow.revision
    )
