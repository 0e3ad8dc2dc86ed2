"""Drafts: answers as typed, valid or not, so that nothing is ever lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.core.errors import NotFound
from service.core.records import Actor, Draft
from service.core.sentence import Sentence
from service.kinds import find_kind
from service.store import revisions
from service.store.tables.records import DraftRow
from service.store.work import Work
from service.tools import Tools


def save_draft(
    tools: Tools,
    actor: Actor,
    *,
    kind: str,
    answers: Mapping[str, Any],
    sending: Mapping[str, Any] | None = None,
    draft_id: UUID | None = None,
    record_id: UUID | None = None,
    now: datetime,
) -> Draft:
    """Keep answers as they are. `sending=None` leaves what the draft says of it.

    Raises NotFound for an unknown kind, or a draft that is not the actor's own.
    """
    find_kind(kind)
    with tools.begin() as work:
        row = (
            _own(work.session, actor, draft_id)
            if draft_id
            else _new(work, actor, kind, record_id, now=now)
        )
        row.answers = dict(answers)
        row.sending = row.sending if sending is None else dict(sending)
        row.version += 1
        row.saved_at = now
        work.session.flush()
        return _as_draft(row)


def get_draft(tools: Tools, actor: Actor, draft_id: UUID) -> Draft:
    """Return the actor's own draft, or raise NotFound."""
    with tools.look() as session:
        return _as_draft(_own(session, actor, draft_id))


def list_drafts(tools: Tools, actor: Actor) -> tuple[Draft, ...]:
    """Return the actor's drafts, the latest first."""
    with tools.look() as session:
        return drafts_of(session, actor)


def drafts_of(session: Session, actor: Actor) -> tuple[Draft, ...]:
    rows = session.scalars(
        select(DraftRow).where(*_owned(actor)).order_by(DraftRow.saved_at.desc())
    )
    return tuple(_as_draft(row) for row in rows)


def discard_draft(tools: Tools, actor: Actor, draft_id: UUID, *, now: datetime) -> None:
    """Throw a draft away. Raises NotFound when it is not the actor's own."""
    with tools.begin() as work:
        _own(work.session, actor, draft_id)
        drop_draft(work, draft_id)
        work.note("draft discarded", actor, about=str(draft_id), now=now)


def drop_draft(work: Work, draft_id: UUID) -> None:
    work.session.execute(delete(DraftRow).where(DraftRow.id == draft_id))


def correct(tools: Tools, actor: Actor, record_id: UUID, *, now: datetime) -> Draft:
    """Return a new draft that holds a record's latest answers and recipients."""
    with tools.look() as session:
        latest = revisions.latest(session, actor.organisation_id, record_id)
        kind = revisions.kind_of(session, record_id)
        sending = revisions.sending_of(session, latest)
        answers = find_kind(kind).upgrade(latest.answers, latest.answers_version)
    return save_draft(
        tools,
        actor,
        kind=kind,
        answers=answers,
        sending=sending,
        record_id=record_id,
        now=now,
    )


def _new(
    work: Work, actor: Actor, kind: str, record_id: UUID | None, *, now: datetime
) -> DraftRow:
    row = DraftRow(
        organisation_id=actor.organisation_id,
        account_id=actor.account_id,
        kind=kind,
        record_id=record_id,
        answers={},
        sending={},
        version=0,
        saved_at=now,
    )
    work.session.add(row)
    return row


def _own(session: Session, actor: Actor, draft_id: UUID) -> DraftRow:
    row = session.scalar(
        select(DraftRow).where(DraftRow.id == draft_id, *_owned(actor))
    )
    if row is None:
        raise NotFound(Sentence("There is no such draft."))
    return row


def _owned(actor: Actor) -> tuple[Any, ...]:
    mine = (
        DraftRow.account_id == actor.account_id
        if actor.account_id
        else DraftRow.account_id.is_(None)
    )
    return (DraftRow.organisation_id == actor.organisation_id, mine)


def _as_draft(row: DraftRow) -> Draft:
    return Draft(
        id=row.id,
        kind=row.kind,
        record_id=row.record_id,
        answers=row.answers,
        sending=row.sending,
        version=row.version,
        saved_at=row.saved_at,
    )
