"""The paper form of somebody who decides: theirs alone, and with a code of its own."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions.composing import letterhead_of
from service.actions.consent.standing import Case, name_of, read_case
from service.actions.consent_texts import text_for
from service.actions.looking import note_look
from service.core.actor import Actor, require
from service.core.consent import Role
from service.core.errors import NotFound
from service.core.languages import MASTER
from service.core.permits import Act
from service.core.sentence import Sentence
from service.document.blocks import Document
from service.document.words import Words
from service.kinds.consent.paper import PaperForm, compose_paper
from service.store import consents, listing
from service.store.tables.consents import ParticipantRow
from service.tools import Tools

FILE_NAMES = {
    Role.GUARDIAN: Sentence("form-guardian"),
    Role.CHILD: Sentence("form-child"),
}


def paper_form(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    participant_id: UUID,
    *,
    now: datetime,
) -> tuple[str, bytes]:
    """Return a name for the file, and the form as a PDF that can be filled in.

    Raises NotFound, also for who is not asked for an answer, Forbidden, Confidential.
    """
    require(actor, Act.READ_RECORD)
    with tools.look(actor) as session:
        record = listing.record(session, actor, record_id, Act.READ_RECORD, now=now)
        case = read_case(session, tools.vault, consents.get(session, record_id))
        one = _asked(case, participant_id)
        own = [tools.speak(one.language)] if one.language != MASTER else []
        document = _form(session, case, one, words=tools.speak(MASTER), own=own)
    note_look(tools, actor, record, what="downloaded", now=now)
    pdf = tools.renderers["pdf"](document, now=now)
    name = tools.speak(actor.language).say(FILE_NAMES[Role(one.role)])
    return f"{name}-{one.paper_code}.pdf", pdf


def _asked(case: Case, participant_id: UUID) -> ParticipantRow:
    for one in case.participants:
        if one.id == participant_id and one.paper_code:
            return one
    raise NotFound(Sentence("There is no such participant."))


def _form(
    session: Session,
    case: Case,
    one: ParticipantRow,
    *,
    words: Words,
    own: Sequence[Words],
) -> Document:
    owner = case.row.organisation_id
    form = PaperForm(
        name=name_of(case.model, one),
        is_child=one.role == Role.CHILD,
        code=one.paper_code or "",
        text=text_for(session, owner, MASTER),
        own=tuple((text_for(session, owner, said.language), said) for said in own),
    )
    return compose_paper(case.model, form, words, letterhead_of(session, owner, words))
