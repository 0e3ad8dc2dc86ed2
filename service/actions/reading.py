"""Look at records: lists, one whole record, its files. Nothing is changed here."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions import states
from service.actions.drafts import drafts_of
from service.core.records import (
    Actor,
    Classification,
    DeliveryState,
    DeliveryView,
    Happening,
    Overview,
    RecordLine,
    RecordView,
    RenditionView,
    RevisionView,
)
from service.kinds import find_kind
from service.store import listing, revisions
from service.store.tables.records import RecordRow, RevisionRow
from service.tools import Tools

LATEST = 8


def overview(tools: Tools, actor: Actor) -> Overview:
    """Return what waits for somebody and what was done lately."""
    owner = actor.organisation_id
    with tools.look() as session:
        lines = listing.lines(session, owner, limit=50)
        return Overview(
            drafts=drafts_of(session, actor),
            failed=_failed(session, lines),
            under_way=tuple(line for line in lines if line.waiting),
            latest=lines[:LATEST],
            stopped_jobs=listing.stopped(session, owner),
        )


def list_records(
    tools: Tools,
    actor: Actor,
    *,
    kind: str | None = None,
    before: datetime | None = None,
    limit: int = 50,
) -> tuple[RecordLine, ...]:
    """Return records, the latest first, saved before `before`. At most `limit`."""
    if kind is not None:
        find_kind(kind)
    with tools.look() as session:
        return listing.lines(
            session, actor.organisation_id, kind=kind, before=before, limit=limit
        )


def get_record(tools: Tools, actor: Actor, record_id: UUID) -> RecordView:
    """Return a record with all its versions. Raises NotFound."""
    with tools.look() as session:
        rows = revisions.newest_first(session, actor.organisation_id, record_id)
        record = listing.record(session, actor.organisation_id, record_id)
        return _record_view(session, record, tuple(rows))


def read_file(
    tools: Tools, actor: Actor, record_id: UUID, *, revision: int, format: str
) -> tuple[RenditionView, bytes]:
    """Return a file of a record. Raises NotFound, also while it is being made."""
    with tools.look() as session:
        row = revisions.numbered(session, actor.organisation_id, record_id, revision)
        rendition = revisions.rendition(session, row.id, format)
    return rendition, tools.files.get(rendition.sha256)


def _record_view(
    session: Session, record: RecordRow, rows: tuple[RevisionRow, ...]
) -> RecordView:
    latest = rows[0]
    views = tuple(_revision_view(session, row) for row in rows)
    return RecordView(
        id=record.id,
        kind=record.kind,
        language=record.language,
        classification=Classification(record.classification),
        revisions=views,
        happenings=_happenings(rows, views),
        undo_until=_undo_until(latest),
    )


def _undo_until(row: RevisionRow) -> datetime | None:
    if not row.undo_seconds or row.recalled_at:
        return None
    return row.saved_at + timedelta(seconds=row.undo_seconds)


def _revision_view(session: Session, row: RevisionRow) -> RevisionView:
    making, trouble = states.making(session, row.id)
    return RevisionView(
        number=row.number,
        title=row.title,
        saved_at=row.saved_at,
        saved_by=row.saved_by,
        answers=row.answers,
        making=making,
        trouble=trouble,
        renditions=tuple(
            revisions.as_view(file) for file in revisions.renditions(session, row.id)
        ),
        deliveries=states.deliveries(session, row),
    )


def _happenings(
    rows: tuple[RevisionRow, ...], views: tuple[RevisionView, ...]
) -> tuple[Happening, ...]:
    """Return the history of a record, the latest first."""
    told = [
        happening
        for row, view in zip(rows, views, strict=True)
        for happening in states.happenings(row, view)
    ]
    return tuple(sorted(told, key=lambda happening: happening.at, reverse=True))


def _failed(
    session: Session, lines: tuple[RecordLine, ...]
) -> tuple[tuple[RecordLine, DeliveryView], ...]:
    troubled = (line for line in lines if line.failed)
    return tuple(
        (line, delivery)
        for line in troubled
        for row in _latest_row(session, line)
        for delivery in states.deliveries(session, row)
        if delivery.state in (DeliveryState.FAILED, DeliveryState.STOPPED)
        and not delivery.is_replaced
    )


def _latest_row(session: Session, line: RecordLine) -> tuple[RevisionRow, ...]:
    return tuple(
        session.scalars(
            select(RevisionRow).where(
                RevisionRow.record_id == line.id, RevisionRow.number == line.revision
            )
        )
    )
