"""Drafts: answers as typed, valid or not, so that nothing is ever lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import and_, delete, select
from sqlalchemy.orm import Session

from service.actions.consent.asking_anew import as_known_now
from service.actions.looking import note_look
from service.core.actor import Actor, require
from service.core.errors import NotFound
from service.core.permits import Act
from service.core.records import Draft
from service.core.sentence import Sentence
from service.kinds import consent, find_kind
from service.store import listing, revisions
from service.store.tables.records import DraftRow
from service.store.vault import Vault
from service.store.work import Work
from service.tools import Tools

# Puts into a kind's latest answers what is newer than they are.
NEWEST = {consent.NAME: as_known_now}
PLACE = "draft"  # where in its own box a draft lies


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

    Raises NotFound for an unknown kind, a draft that is not the actor's own, or a
    record they may not correct.
    """
    require(actor, Act.WRITE_RECORD)
    find_kind(kind)
    with tools.begin(actor) as work:
        if record_id:
            listing.record(work.session, actor, record_id, Act.WRITE_RECORD, now=now)
        row = (
            _own(work.session, actor, draft_id)
            if draft_id
            else _new(tools, work, actor, kind, record_id, now=now)
        )
        kept = _as_draft(tools.vault, row)
        wish = kept.sending if sending is None else dict(sending)
        row.sealed = _seal(tools.vault, row, dict(answers), wish)
        row.version += 1
        row.saved_at = now
        work.session.flush()
        return _as_draft(tools.vault, row)


def get_draft(tools: Tools, actor: Actor, draft_id: UUID) -> Draft:
    """Return the actor's own draft, or raise NotFound."""
    with tools.look(actor) as session:
        return _as_draft(tools.vault, _own(session, actor, draft_id))


def list_drafts(tools: Tools, actor: Actor) -> tuple[Draft, ...]:
    """Return the actor's drafts, the latest first."""
    with tools.look(actor) as session:
        return drafts_of(session, tools.vault, actor)


def drafts_of(session: Session, vault: Vault, actor: Actor) -> tuple[Draft, ...]:
    rows = session.scalars(
        select(DraftRow).where(*_owned(actor)).order_by(DraftRow.saved_at.desc())
    )
    return tuple(_as_draft(vault, row) for row in rows)


def discard_draft(tools: Tools, actor: Actor, draft_id: UUID, *, now: datetime) -> None:
    """Throw a draft away. Raises NotFound when it is not the actor's own."""
    with tools.begin(actor) as work:
        _own(work.session, actor, draft_id)
        drop_draft(work, draft_id)
        work.note("draft discarded", actor, about=str(draft_id), now=now)
    tools.vault.destroy(draft_id)


def drop_draft(work: Work, draft_id: UUID) -> None:
    """Take a draft off its table; its data key is destroyed after the commit."""
    work.session.execute(delete(DraftRow).where(DraftRow.id == draft_id))


def correct(tools: Tools, actor: Actor, record_id: UUID, *, now: datetime) -> Draft:
    """Return a new draft that holds a record's latest answers and recipients.

    Addresses that were mended since are the mended ones, and whom to ask is who has it.
    """
    require(actor, Act.WRITE_RECORD)
    with tools.look(actor) as session:
        record = listing.record(session, actor, record_id, Act.WRITE_RECORD, now=now)
        latest = revisions.latest(session, record_id)
        sending = revisions.sending_of(session, tools.vault, latest)
        stored = revisions.answers_of(tools.vault, latest)
        answers = find_kind(record.kind).upgrade(stored, latest.answers_version)
        if record.kind in NEWEST:
            answers = NEWEST[record.kind](session, tools.vault, latest, answers)
    note_look(tools, actor, record, now=now)
    return save_draft(
        tools,
        actor,
        kind=record.kind,
        answers=answers,
        sending=sending,
        record_id=record_id,
        now=now,
    )


def _new(
    tools: Tools,
    work: Work,
    actor: Actor,
    kind: str,
    record_id: UUID | None,
    *,
    now: datetime,
) -> DraftRow:
    row = DraftRow(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        account_id=actor.account_id,
        key_id=actor.key_id,
        kind=kind,
        record_id=record_id,
        version=0,
        saved_at=now,
    )
    tools.vault.new_box(row.id, row.organisation_id)
    row.sealed = _seal(tools.vault, row, {}, {})
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
    """A draft belongs to who began it: a member of staff, or a program's key."""
    mine = (
        DraftRow.account_id == actor.account_id
        if actor.account_id
        else and_(DraftRow.account_id.is_(None), DraftRow.key_id == actor.key_id)
    )
    return (DraftRow.organisation_id == actor.organisation_id, mine)


def _seal(
    vault: Vault, row: DraftRow, answers: dict[str, Any], sending: dict[str, Any]
) -> bytes:
    content = {"answers": answers, "sending": sending}
    return vault.box(row.id, row.organisation_id).seal_json(content, what=PLACE)


def _as_draft(vault: Vault, row: DraftRow) -> Draft:
    kept = vault.box(row.id, row.organisation_id).open_json(row.sealed, what=PLACE)
    return Draft(
        id=row.id,
        kind=row.kind,
        record_id=row.record_id,
        answers=kept["answers"],
        sending=kept["sending"],
        version=row.version,
        saved_at=row.saved_at,
    )
