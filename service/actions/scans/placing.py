"""Settle by hand the pages that no code has settled: file them, or let them go."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from service.actions.consent.standing import name_of
from service.actions.scans.filing import file_pages, forget
from service.actions.scans.following import own_pile
from service.core.actor import Actor, require
from service.core.collation import key
from service.core.consent import Role
from service.core.consent_state import OVER, ConsentState
from service.core.errors import Invalid
from service.core.paper_codes import read_paper_code
from service.core.permits import Act
from service.core.scans import (
    Destination,
    Destinations,
    Discard,
    Sheet,
    sheet_of,
)
from service.core.sentence import Sentence
from service.core.terms import asked_for
from service.kinds.consent import KIND
from service.store import consents, listing, revisions, scans, search_index
from service.store.tables.consents import ConsentRow, ParticipantRow
from service.store.tables.records import RecordRow, RevisionRow
from service.store.vault import Vault
from service.store.visibility import may_see
from service.tools import Tools

MOST_LISTED = 50
# A form of anything else may be a changed answer, or one that is taken back.
CLOSED = (ConsentState.DRAFT, *OVER)
REPLACED = Sentence(
    "The sheet is of a question that has been replaced. Choose who takes back what they"
    " have answered since."
)


def destinations(
    tools: Tools, actor: Actor, words: str = "", *, now: datetime
) -> Destinations:
    """Return who may hand a form in, in the consents that the actor may write.

    With words: those whose consent holds them all, such as a name or a reference
    number; without, those of the latest consents.
    """
    require(actor, Act.WRITE_RECORD)
    with tools.look(actor) as session:
        wanted = _asked(actor, now=now)
        if words.strip():
            wanted = wanted.where(_holds(session, tools.vault, actor, words))
        latest = wanted.order_by(
            ConsentRow.changed_at.desc(), ConsentRow.record_id, ParticipantRow.position
        )
        found = session.execute(latest.limit(MOST_LISTED)).all()
        count = session.scalar(select(func.count()).select_from(wanted.subquery()))
        people = [_destination(tools.vault, one, asked) for one, asked in found]
    in_order = sorted(people, key=lambda one: (key(one.child), key(one.name)))
    return Destinations(tuple(in_order), count or 0)


def _asked(actor: Actor, *, now: datetime) -> Select[ParticipantRow, RevisionRow]:
    return (
        select(ParticipantRow, RevisionRow)
        .join(ConsentRow, ConsentRow.record_id == ParticipantRow.record_id)
        .join(RecordRow, RecordRow.id == ConsentRow.record_id)
        .join(
            RevisionRow,
            (RevisionRow.record_id == ConsentRow.record_id)
            & (RevisionRow.number == ConsentRow.revision),
        )
        .where(ParticipantRow.revision == ConsentRow.revision)
        .where(ParticipantRow.role != Role.RECEIVER)
        .where(ConsentRow.state.not_in(CLOSED))
        .where(may_see(actor, Act.WRITE_RECORD, now=now))
    )


def _holds(
    session: Session, vault: Vault, actor: Actor, words: str
) -> ColumnElement[bool]:
    """Whether a consent holds all the words, as the search index knows them."""
    index = search_index.open_index(vault, actor.organisation_id)
    wanted = [word.anywhere for word in asked_for(words)] or [frozenset()]
    return search_index.holds(session, index, wanted)


def place(
    tools: Tools,
    actor: Actor,
    pile_id: UUID,
    numbers: Sequence[int],
    *,
    code: str = "",
    participant_id: UUID | None = None,
    sheet: Sheet = Sheet.ANSWER,
    now: datetime,
) -> None:
    """File pages by hand: by the code as typed, or with somebody of `destinations`.

    As a withdrawal where somebody says so, or where a code on paper does: then with
    who is asked now, for nobody would read it beside an older question. Raises Invalid,
    NotFound, Forbidden, Confidential.
    """
    require(actor, Act.WRITE_RECORD)
    _refuse_none(numbers)
    with tools.look(actor) as session:
        own_pile(session, actor, pile_id)
        pages = scans.still_waiting(session, pile_id, numbers)
        whose = _whose(session, code, participant_id)
        listing.record(session, actor, whose.record_id, Act.WRITE_RECORD, now=now)
        codes = (_typed(code), *(page.code for page in pages))
        if Sheet.WITHDRAWAL in (sheet, *map(sheet_of, codes)):
            sheet = Sheet.WITHDRAWAL
            _refuse_replaced(session, whose)
        session.expunge_all()
    file_pages(tools, actor, pile_id, numbers, whose, sheet=sheet, now=now)


def discard(
    tools: Tools,
    actor: Actor,
    pile_id: UUID,
    numbers: Sequence[int],
    *,
    reason: Discard,
    now: datetime,
) -> None:
    """Throw pages away for good, with a reason. Raises Invalid, NotFound."""
    require(actor, Act.WRITE_RECORD)
    _refuse_none(numbers)
    with tools.begin(actor) as work:
        own_pile(work.session, actor, pile_id)
        scans.lock(work, pile_id)
        rows = scans.still_waiting(work.session, pile_id, numbers)
        scans.settle(rows, discarded=reason, now=now)
        gone = [row.stored for row in rows]
        about = {"pages": sorted(numbers), "reason": str(reason)}
        work.note("scan discarded", actor, about=str(pile_id), values=about, now=now)
    forget(tools, actor, pile_id, gone)


def _refuse_none(numbers: Sequence[int]) -> None:
    if not numbers:
        raise Invalid({"pages": [Sentence("Choose at least one page.")]})


def _whose(session: Session, code: str, participant_id: UUID | None) -> ParticipantRow:
    """Return whose form it is. Raises Invalid at the field, NotFound."""
    if code:
        return _of_code(session, code)
    if participant_id is None:
        said = Sentence("Write the code, or choose whose form it is.")
        raise Invalid({"code": [said]})
    return consents.participant(session, participant_id)


def _refuse_replaced(session: Session, whose: ParticipantRow) -> None:
    """Raise Invalid where they were asked what has been asked anew since."""
    if whose.revision != consents.get(session, whose.record_id).revision:
        raise Invalid({"code": [REPLACED]})


def _typed(code: str) -> str:
    """Return a code as it is stored, "" for none. Raises Invalid."""
    try:
        return read_paper_code(code) if code else ""
    except ValueError as problem:
        raise Invalid({"code": [problem.args[0]]}) from None


def _of_code(session: Session, code: str) -> ParticipantRow:
    found = scans.of_code(session, _typed(code))
    if found is None:
        said = Sentence("No form of yours has this code.")
        raise Invalid({"code": [said]})
    return found


def _destination(vault: Vault, one: ParticipantRow, asked: RevisionRow) -> Destination:
    answers = revisions.answers_of(vault, asked)
    model = KIND.read(KIND.upgrade(answers, asked.answers_version))
    return Destination(one.id, model.child_name, name_of(model, one), model.reference)
