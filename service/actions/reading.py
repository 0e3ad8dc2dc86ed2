"""Look at records: lists, one whole record, its files. Nothing is changed here."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions import states
from service.actions.drafts import drafts_of
from service.actions.looking import note_look
from service.core.actor import Actor, require
from service.core.classification import Classification
from service.core.permits import Act
from service.core.records import (
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
from service.store.vault import Vault
from service.tools import Tools

LATEST = 8


def overview(tools: Tools, actor: Actor, *, now: datetime) -> Overview:
    """Return what waits for somebody and what was done lately, as far as they may."""
    with tools.look(actor) as session:
        lines = listing.lines(session, tools.vault, actor, limit=50, now=now)
        runs_jobs = actor.may(Act.RUN_JOBS)
        return Overview(
            drafts=drafts_of(session, tools.vault, actor),
            failed=_failed(session, tools.vault, actor, lines),
            under_way=tuple(line for line in lines if line.waiting),
            latest=lines[:LATEST],
            stopped_jobs=listing.stopped(session) if runs_jobs else 0,
        )


def list_records(
    tools: Tools,
    actor: Actor,
    *,
    kind: str | None = None,
    before: datetime | None = None,
    limit: int = 50,
    now: datetime,
) -> tuple[RecordLine, ...]:
    """Return records, the latest first, saved before `before`. At most `limit`."""
    require(actor, Act.READ_RECORD)
    if kind is not None:
        find_kind(kind)
    with tools.look(actor) as session:
        return listing.lines(
            session,
            tools.vault,
            actor,
            kind=kind,
            before=before,
            limit=limit,
            now=now,
        )


def get_record(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    *,
    following: bool = False,
    now: datetime,
) -> RecordView:
    """Return a record with all its versions. Raises NotFound or Confidential.

    Who looks at a confidential record is noted; `following` is for a page that stays
    open and looks again and again.
    """
    require(actor, Act.READ_RECORD)
    with tools.look(actor) as session:
        record = listing.record(session, actor, record_id, Act.READ_RECORD, now=now)
        rows = revisions.newest_first(session, record_id)
        view = _record_view(session, tools.vault, actor, record, tuple(rows), now=now)
    note_look(tools, actor, record, following=following, now=now)
    return view


def read_file(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    *,
    revision: int,
    format: str,
    now: datetime,
) -> tuple[RenditionView, bytes]:
    """Return a file of a record. Raises NotFound, also while it is being made."""
    require(actor, Act.READ_RECORD)
    with tools.look(actor) as session:
        record = listing.record(session, actor, record_id, Act.READ_RECORD, now=now)
        row = revisions.numbered(session, record_id, revision)
        told, content = revisions.file_of(
            session, tools.vault, tools.files, row, format
        )
    note_look(tools, actor, record, what="downloaded", now=now)
    return told, content


def _record_view(
    session: Session,
    vault: Vault,
    actor: Actor,
    record: RecordRow,
    rows: tuple[RevisionRow, ...],
    *,
    now: datetime,
) -> RecordView:
    views = tuple(_revision_view(session, vault, actor, row) for row in rows)
    return RecordView(
        id=record.id,
        kind=record.kind,
        language=record.language,
        classification=Classification(record.classification),
        revisions=views,
        happenings=_happenings(rows, views),
        undo_until=_undo_until(rows[0]),
        permitted=listing.permitted(session, actor, record.id, now=now),
    )


def _undo_until(row: RevisionRow) -> datetime | None:
    if not row.undo_seconds or row.recalled_at:
        return None
    return row.saved_at + timedelta(seconds=row.undo_seconds)


def _revision_view(
    session: Session, vault: Vault, actor: Actor, row: RevisionRow
) -> RevisionView:
    making, trouble = states.making(session, row.id)
    title = revisions.title_of(vault, row)
    return RevisionView(
        number=row.number,
        title=title,
        saved_at=row.saved_at,
        saved_by=row.saved_by,
        answers=revisions.answers_of(vault, row),
        making=making,
        trouble=trouble,
        renditions=tuple(
            revisions.as_view(file, row, title=title)
            for file in revisions.renditions(session, row.id)
        ),
        deliveries=states.deliveries(session, vault, actor, row),
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
    session: Session, vault: Vault, actor: Actor, lines: tuple[RecordLine, ...]
) -> tuple[tuple[RecordLine, DeliveryView], ...]:
    troubled = (line for line in lines if line.failed)
    return tuple(
        (line, delivery)
        for line in troubled
        for row in _latest_row(session, line)
        for delivery in states.deliveries(session, vault, actor, row)
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
