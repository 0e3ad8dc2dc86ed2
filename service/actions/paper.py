"""What somebody who decides gets on paper: theirs alone, and with codes of its own.

The form that asks, and the sheet to take back what they have answered on it.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from service.actions.composing import letterhead_of
from service.actions.consent.contacts import contact_now
from service.actions.consent.printed import note_printed
from service.actions.consent.shown import Shown, shown_by_staff
from service.actions.consent.standing import Case, name_of, read_case
from service.actions.consent.taking_back import allowed_now
from service.actions.consent.taking_part import decider
from service.actions.consent_texts import pin_text
from service.actions.looking import note_look
from service.core.actor import Actor, require
from service.core.consent import Role
from service.core.errors import NotFound
from service.core.languages import MASTER
from service.core.paper_codes import withdrawal_code
from service.core.permits import Act
from service.core.sentence import Sentence
from service.document.blocks import Document, Letterhead
from service.kinds.consent.paper import PaperForm, compose_paper
from service.kinds.consent.withdrawal_sheet import WithdrawalSheet, compose_withdrawal
from service.store import consents, listing
from service.store.tables.consents import ParticipantRow
from service.tools import Tools

FILE_NAMES = {
    Role.GUARDIAN: Sentence("form-guardian"),
    Role.CHILD: Sentence("form-child"),
}
SHEET_NAME = Sentence("withdrawal")


def paper_form(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    participant_id: UUID,
    *,
    now: datetime,
) -> tuple[str, bytes]:
    """Return a name for the file, and the form as a PDF that can be filled in.

    Which text stands on it is written down: an answer on it is about that one. Raises
    NotFound, also for who is not asked for an answer, Forbidden, Confidential.
    """
    require(actor, Act.READ_RECORD)
    with tools.begin(actor) as work:
        session, read = work.session, Act.READ_RECORD
        record = listing.record(session, actor, record_id, read, now=now)
        case = read_case(session, tools.vault, consents.lock(work, record_id))
        one, owner = _asked(case, participant_id), case.row.organisation_id
        pin_text(work, owner, one.language, now=now)
        found = shown_by_staff(session, owner, case.model, language=one.language)
        note_printed(work, case, one, found.pin, by=actor.label, now=now)
        head = letterhead_of(session, owner, tools.speak(MASTER))
        document = _form(tools, case, one, found, head)
        kind = tools.speak(actor.language).say(FILE_NAMES[Role(one.role)])
        name = f"{kind}-{one.paper_code}.pdf"
    note_look(tools, actor, record, what="downloaded", now=now)
    pdf = tools.renderers["pdf"](document, now=now)
    return name, pdf


def withdrawal_sheet(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    participant_id: UUID,
    *,
    now: datetime,
) -> tuple[str, bytes]:
    """Return a name for the file, and the sheet as a PDF that can be filled in.

    It lists what they have said yes to; all that is asked while they have not answered,
    for it goes with their form. Raises as `paper_form`; Refused for who is not asked.
    """
    require(actor, Act.READ_RECORD)
    with tools.look(actor) as session:
        read = Act.READ_RECORD
        record = listing.record(session, actor, record_id, read, now=now)
        case = read_case(session, tools.vault, consents.get(session, record_id))
        one, owner = _asked(case, participant_id), case.row.organisation_id
        decider(case, participant_id)
        found = shown_by_staff(session, owner, case.model, language=one.language)
        head = letterhead_of(session, owner, tools.speak(MASTER))
        today = contact_now(session, case)
        model = replace(
            case.model,
            contact_name=today.name,
            contact_phone=today.phone,
            contact_email=today.email,
        )
        document = _sheet(tools, replace(case, model=model), one, found, head)
        name = f"{tools.speak(actor.language).say(SHEET_NAME)}-{document.code}.pdf"
    note_look(tools, actor, record, what="downloaded", now=now)
    return name, tools.renderers["pdf"](document, now=now)


def _sheet(
    tools: Tools, case: Case, one: ParticipantRow, found: Shown, head: Letterhead
) -> Document:
    words, theirs = tools.speak(MASTER), tools.speak(found.text.language)
    is_other = theirs.tag != words.tag  # easy Swedish has nothing to add to this sheet
    sheet = WithdrawalSheet(
        name=name_of(case.model, one),
        code=withdrawal_code(one.paper_code or ""),
        cells=allowed_now(case, one) or case.model.cells,
        own=((found.text.binding, theirs),) if is_other else (),
    )
    return compose_withdrawal(case.model, sheet, words, head)


def _asked(case: Case, participant_id: UUID) -> ParticipantRow:
    for one in case.participants:
        if one.id == participant_id and one.paper_code:
            return one
    raise NotFound(Sentence("There is no such participant."))


def _form(
    tools: Tools, case: Case, one: ParticipantRow, found: Shown, head: Letterhead
) -> Document:
    is_translated = found.text.language != MASTER
    own = ((found.text, tools.speak(found.text.language)),) if is_translated else ()
    form = PaperForm(
        name=name_of(case.model, one),
        is_child=one.role == Role.CHILD,
        code=one.paper_code or "",
        text=found.swedish,
        own=own,
    )
    return compose_paper(case.model, form, tools.speak(MASTER), head)
