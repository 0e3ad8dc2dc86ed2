"""What is drawn of an event: each reader's own copy, composed from what was said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions.composing import letterhead_of
from service.actions.consent.standing import name_of
from service.actions.consent.turns import Turn, last_words, text_event
from service.actions.consent_texts import text_by_hash, text_for
from service.core.consent import Happened, Role, Route
from service.core.consent_text import ConsentText
from service.core.languages import MASTER, guardian_language
from service.document.blocks import Document
from service.kinds.consent.evidence import Answer
from service.kinds.consent.office_copy import OfficeCopy, compose_office_copy
from service.kinds.consent.receipt import Copy, compose_copy
from service.store import consents
from service.store.tables.audit import AuditEventRow
from service.store.tables.consents import ConsentEventRow, ParticipantRow
from service.tools import Tools

RECEIPT, RECEIPT_JSON, SEALED = "receipt", "receipt_json", "sealed"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file to be drawn and sealed. Nobody's `participant_id`: our own copy."""

    purpose: str
    participant_id: UUID | None
    language: str
    document: Document


def sheets(tools: Tools, session: Session, turn: Turn) -> Iterator[Sheet]:
    """Return all that must be drawn of a turn: the signer's receipt, sealed copies."""
    copy_of = partial(_copy, tools, session, turn)
    wanted = turn.effects
    said = last_words(turn.case)
    for one in turn.case.participants:
        if wanted.has_receipt and one.id == turn.event.participant_id:
            yield copy_of(one, turn.event, purpose=RECEIPT)
        if wanted.is_sealed and one.id in said:
            yield copy_of(one, said[one.id], purpose=SEALED)
    if wanted.is_sealed:
        yield _office_copy(tools, session, turn)


def answer_of(
    session: Session, turn: Turn, one: ParticipantRow, event: ConsentEventRow
) -> Answer:
    """Return what somebody said at an event, and how it came."""
    case = turn.case
    told, read = consents.told(case.box, event), text_event(case, one)
    pinned = consents.told(case.box, read) if read else {}
    return Answer(
        name=name_of(case.model, one),
        typed=told.get("name", ""),
        at=event.at,
        event=event.sequence,
        is_withdrawal=event.happened == Happened.WITHDRAWN,
        allowed=consents.cells_from(told["allowed"]),
        exclusions=told.get("exclusions", ""),
        route=Route(event.route),
        language=guardian_language(event.language or one.language).label,
        text_sha256=pinned.get("text", ""),
        question_sha256=pinned.get("question", ""),
        shown_sha256=read.text_sha256 if read else "",
        anchor=anchor_of(session, event),
        asked_at=_first(turn, Happened.ASKED, None),
        opened_at=_first(turn, Happened.OPENED, one),
        has_others=len(case.question.deciders) > 1,
        **_written_down(told),
    )


def anchor_of(session: Session, event: ConsentEventRow) -> str:
    """Return the hash of the record's audit chain once the event stood in it."""
    return (
        session.scalar(
            select(AuditEventRow.hash)
            .where(AuditEventRow.chain_id == event.record_id)
            .where(AuditEventRow.what == f"consent {event.happened}")
            .where(AuditEventRow.about == str(event.participant_id or ""))
            .where(AuditEventRow.at == event.at)
            .order_by(AuditEventRow.number.desc())
            .limit(1)
        )
        or ""
    )


def text_of(
    session: Session, turn: Turn, one: ParticipantRow, event: ConsentEventRow
) -> ConsentText:
    """Return exactly the text they had before them, or today's of their language."""
    owner, read = turn.case.row.organisation_id, text_event(turn.case, one)
    pinned = consents.told(turn.case.box, read).get("text") if read else ""
    if pinned:
        return text_by_hash(session, owner, pinned)
    return text_for(session, owner, event.language or one.language)


def _copy(
    tools: Tools,
    session: Session,
    turn: Turn,
    one: ParticipantRow,
    event: ConsentEventRow,
    *,
    purpose: str,
) -> Sheet:
    case, owner = turn.case, turn.case.row.organisation_id
    own = text_of(session, turn, one, event)
    words = tools.speak(own.language)
    copy = Copy(
        reader=name_of(case.model, one),
        answer=answer_of(session, turn, one, event),
        own=own,
        swedish=text_for(session, owner, MASTER),
        all_answered=turn.all_answered,
        is_child=one.role == Role.CHILD,
        is_final=purpose == SEALED,
        check=f"{tools.settings.base_url.rstrip('/')}/verify",
    )
    head = letterhead_of(session, owner, words)
    document = compose_copy(case.model, copy, words, tools.speak(MASTER), head)
    return Sheet(purpose, one.id, own.language, document)


def _office_copy(tools: Tools, session: Session, turn: Turn) -> Sheet:
    case, said, words = turn.case, last_words(turn.case), tools.speak(MASTER)
    copy = OfficeCopy(
        state=turn.after.state,
        at=turn.event.at,
        answers=tuple(
            answer_of(session, turn, one, said[one.id])
            for one in case.participants
            if one.id in said
        ),
    )
    head = letterhead_of(session, case.row.organisation_id, words)
    document = compose_office_copy(case.model, copy, words, head)
    return Sheet(SEALED, None, MASTER, document)


def _first(turn: Turn, happened: Happened, one: ParticipantRow | None) -> Any:
    """Return when it happened first to what is asked now; None when it never has."""
    return next(
        (
            event.at
            for event in turn.case.events
            if event.happened == happened
            and event.revision == turn.event.revision
            and (one is None or event.participant_id == one.id)
        ),
        None,
    )


def _written_down(told: dict[str, Any]) -> dict[str, Any]:
    if "witness" not in told:
        return {}
    day = date.fromisoformat(told["answered_on"])
    return {"witness": told["witness"], "answered_on": day}
