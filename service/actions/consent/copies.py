"""What is drawn of an event: each reader's own copy, composed from what was said."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions.composing import letterhead_of
from service.actions.consent.answered import answer_of, swedish_of, text_of
from service.actions.consent.standing import name_of
from service.actions.consent.steps import Step, last_words
from service.core.consent import Role, Rule
from service.core.languages import MASTER
from service.document.blocks import Document
from service.kinds.consent.office_copy import OfficeCopy, compose_office_copy
from service.kinds.consent.receipt import Copy, compose_copy
from service.store import consents
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


def sheets(tools: Tools, session: Session, step: Step) -> Iterator[Sheet]:
    """Return all that must be drawn of a step: the signer's receipt, sealed copies."""
    copy_of = partial(_copy, tools, session, step)
    wanted = step.effects
    said = last_words(step.case)
    for one in step.case.participants:
        if wanted.has_receipt and one.id == step.event.participant_id:
            yield copy_of(one, step.event, purpose=RECEIPT)
        if wanted.is_sealed and one.id in said and _is_due(step, one):
            yield copy_of(one, said[one.id], purpose=SEALED)
    if wanted.is_sealed:
        yield _office_copy(tools, session, step)


def _is_due(step: Step, one: ParticipantRow) -> bool:
    """Whether who decides gets a sealed copy of their own now.

    A copy that came with another's answer would tell what that was. So it comes when
    all have answered, which each is told; and after one's own word, where that alone
    ended the round.
    """
    if step.effects.tells_others:
        return True
    is_theirs = one.id == step.event.participant_id
    return is_theirs and (step.all_answered or _settles(step, one))


def _settles(step: Step, one: ParticipantRow) -> bool:
    """Whether what they said is enough, whatever others say: a no, or one yes.

    One guardian's yes may be enough; a child's never is beside theirs.
    """
    allows = bool(consents.told(step.case.box, step.event)["allowed"])
    one_is_enough = step.case.model.rule is Rule.ANY and one.role != Role.CHILD
    return allows is one_is_enough


def _copy(
    tools: Tools,
    session: Session,
    step: Step,
    one: ParticipantRow,
    event: ConsentEventRow,
    *,
    purpose: str,
) -> Sheet:
    case, owner = step.case, step.case.row.organisation_id
    own = text_of(session, step, one, event)
    words = tools.speak(own.language)
    copy = Copy(
        reader=name_of(case.model, one),
        answer=answer_of(session, step, one, event),
        own=own,
        swedish=swedish_of(session, step, one),
        all_answered=step.all_answered,
        is_child=one.role == Role.CHILD,
        is_final=purpose == SEALED,
        check=f"{tools.settings.base_url.rstrip('/')}/verify",
    )
    head = letterhead_of(session, owner, words)
    document = compose_copy(case.model, copy, words, tools.speak(MASTER), head)
    return Sheet(purpose, one.id, own.language, document)


def _office_copy(tools: Tools, session: Session, step: Step) -> Sheet:
    case, said, words = step.case, last_words(step.case), tools.speak(MASTER)
    copy = OfficeCopy(
        state=step.after.state,
        at=step.event.at,
        answers=tuple(
            answer_of(session, step, one, said[one.id])
            for one in case.participants
            if one.id in said
        ),
    )
    head = letterhead_of(session, case.row.organisation_id, words)
    document = compose_office_copy(case.model, copy, words, head)
    return Sheet(SEALED, None, MASTER, document)
