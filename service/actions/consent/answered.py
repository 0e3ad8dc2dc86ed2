"""What somebody said at an event, what shows how they did, and of which text."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions.consent.exclusions import exclusions_by_person
from service.actions.consent.standing import name_of
from service.actions.consent.steps import Step, text_event
from service.actions.consent_texts import text_by_hash, text_for
from service.core.consent import Happened, Route
from service.core.consent_text import ConsentText
from service.core.languages import MASTER, guardian_language
from service.kinds.consent.evidence import Answer
from service.store import consents
from service.store.tables.audit import AuditEventRow
from service.store.tables.consents import ConsentEventRow, ParticipantRow


def answer_of(
    session: Session, step: Step, one: ParticipantRow, event: ConsentEventRow
) -> Answer:
    """Return what somebody said at an event, and how it came."""
    case = step.case
    told, read = consents.told(case.box, event), text_event(case, one)
    signed = consents.told(case.box, read) if read else {}
    language = guardian_language(event.language or one.language)
    return Answer(
        name=name_of(case.model, one),
        typed=told.get("name", ""),
        at=event.at,
        turn=event.turn or 0,
        event=event.sequence,
        is_withdrawal=event.happened == Happened.WITHDRAWN,
        allowed=consents.cells_from(told["allowed"]),
        exclusions=exclusions_by_person(case).get(one.id, ""),
        voice=signed.get("voice", ""),
        strokes=tuple(signed.get("drawing", ())),
        route=Route(event.route),
        language=language.label,
        tag=language.tag,
        text_sha256=signed.get("text", ""),
        swedish_sha256=signed.get("swedish", ""),
        question_sha256=signed.get("question", ""),
        shown_sha256=read.text_sha256 if read else "",
        anchor=anchor_of(session, event),
        asked_at=_first(step, Happened.ASKED, None),
        opened_at=_first(step, Happened.OPENED, one),
        has_others=len(case.question.deciders) > 1,
        **_had_text(read, signed),
        **_proved(told),
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
    session: Session, step: Step, one: ParticipantRow, event: ConsentEventRow
) -> ConsentText:
    """Return exactly the text they had before them, or today's of their language."""
    language = event.language or one.language
    return _pinned(session, step, one, "text", language=language)


def swedish_of(session: Session, step: Step, one: ParticipantRow) -> ConsentText:
    """Return exactly the Swedish text that binds what they said, or today's."""
    return _pinned(session, step, one, "swedish", language=MASTER)


def _pinned(
    session: Session, step: Step, one: ParticipantRow, which: str, *, language: str
) -> ConsentText:
    owner, read = step.case.row.organisation_id, text_event(step.case, one)
    pinned = consents.told(step.case.box, read).get(which) if read else ""
    if pinned:
        return text_by_hash(session, owner, pinned)
    return text_for(session, owner, language)


def _first(step: Step, happened: Happened, one: ParticipantRow | None) -> Any:
    """Return when it happened first to what is asked now; None when it never has."""
    return next(
        (
            event.at
            for event in step.case.events
            if event.happened == happened
            and event.revision == step.event.revision
            and (one is None or event.participant_id == one.id)
        ),
        None,
    )


def _proved(told: dict[str, Any]) -> dict[str, Any]:
    """Return who vouched for them by e-ID and how strongly; {} where nobody did."""
    proof = told.get("strength", {})
    return {name: proof[name] for name in ("issuer", "acr") if name in proof}


def _had_text(read: ConsentEventRow | None, signed: dict[str, Any]) -> dict[str, Any]:
    """Return how they had the text, where they did not read it on the page."""
    route = Route(read.route) if read else Route.LINK
    is_spoken = route in (Route.ORAL, Route.IN_PERSON)
    explained_by = signed["witness"] if is_spoken else ""
    return {"explained_by": explained_by, "is_printed": route is Route.PAPER}


def _written_down(told: dict[str, Any]) -> dict[str, Any]:
    if "witness" not in told:
        return {}
    day = date.fromisoformat(told["answered_on"])
    return {"witness": told["witness"], "answered_on": day}
