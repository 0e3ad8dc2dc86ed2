"""A consent as those who asked follow it: what applies, and where each stands."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions import states
from service.actions.consent.past_people import names_of
from service.actions.consent.people import people
from service.actions.consent.questions import earlier_questions
from service.actions.consent.reminder_policy import in_days, policy_of
from service.actions.consent.standing import Case, read_case
from service.actions.consent.steps import waits_for_seal
from service.actions.looking import note_look
from service.core.actor import Actor, require
from service.core.consent import SAYING, Cell, Happened
from service.core.consent_rules import Verdict
from service.core.consent_state import OVER, ConsentState, Standing
from service.core.consent_views import ConsentFile, EventTold, Followed, PartyState
from service.core.day import home_day
from service.core.errors import NotFound
from service.core.permits import Act
from service.core.sentence import Sentence
from service.kinds.consent.grounds import grounds
from service.store import consents, listing, revisions
from service.store import events as trail_events
from service.store.vault import Vault
from service.tools import Tools

WITHDRAWAL_SCANNED = Happened.WITHDRAWAL_SCANNED
# What an event tells in the history: the first of these that it has.
DETAILS: Mapping[str, tuple[str, ...]] = {
    Happened.QUESTION: ("text",),
    Happened.REPLIED: ("text",),
    Happened.SETTLED: ("text", "way"),
    Happened.DOUBTED: ("note", "doubt"),
    Happened.UPHELD: ("note",),
    Happened.ENDED: ("note",),
    Happened.KEPT: ("note",),
}


def follow(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    *,
    act: Act = Act.READ_RECORD,
    of: UUID | None = None,
    following: bool = False,
    now: datetime,
) -> Followed:
    """Return a consent whole, for `act`. Raises NotFound, Forbidden, Confidential.

    `of` is somebody who must take part in it, where one is told.

    Who looks is noted, as for any confidential record; `following` is for a page that
    stays open and looks again and again.
    """
    require(actor, act)
    with tools.look(actor) as session:
        if of is not None:
            consents.refuse_stranger(session, record_id, of)
        record = listing.record(session, actor, record_id, act, now=now)
        case = read_case(session, tools.vault, consents.get(session, record_id))
        told = _followed(tools, session, actor, case, now=now)
    note_look(tools, actor, record, following=following, now=now)
    return told


def _followed(
    tools: Tools, session: Session, actor: Actor, case: Case, *, now: datetime
) -> Followed:
    row, model = case.row, case.model
    revision = revisions.numbered(session, row.record_id, row.revision)
    mailed = states.deliveries(session, tools.vault, actor, revision)
    standing = case.standing(today=home_day(now))
    is_doubted = standing.state is ConsentState.RECONSIDER
    return Followed(
        id=row.record_id,
        child=model.child_name,
        state=standing.state,
        is_being_sealed=waits_for_seal(case),
        revision=row.revision,
        changed_at=row.changed_at,
        rule=row.rule,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        until_event=model.until_event,
        is_over=standing.state in OVER,
        is_doubted=is_doubted,
        can_be_upheld=is_doubted and not case.is_of_age(home_day(now)),
        other_information=model.other_information,
        parties=tuple(_parties(case, standing)),
        people=people(case, {one.id: one for one in mailed}),
        earlier_questions=earlier_questions(case),
        events=tuple(_events(session, tools.vault, case)),
        files=tuple(_files(session, tools.vault, case)),
        permitted=listing.permitted(session, actor, row.record_id, now=now),
        reminders=in_days(policy_of(tools, session, row.organisation_id)),
        grounds=grounds(model),
    )


def _parties(case: Case, standing: Standing) -> Iterator[PartyState]:
    for place, party in enumerate(case.model.parties):
        yield PartyState(
            name=party.name,
            function=party.function,
            verdicts={
                what: _verdict(standing, Cell(place, what))
                for what in case.model.told(party)
            },
        )


def _verdict(standing: Standing, cell: Cell) -> Verdict:
    return standing.decisions[cell].verdict


def _events(session: Session, vault: Vault, case: Case) -> Iterator[EventTold]:
    """Yield what has happened, the latest first; people by the name they had then."""
    people = {one.participant_id for one in case.events if one.participant_id}
    names = names_of(session, vault, case, people)
    staff = trail_events.names_of(session, {one.actor for one in case.events})
    for row in reversed(case.events):
        told = consents.told(case.box, row)
        is_said = row.happened in SAYING
        yield EventTold(
            sequence=row.sequence,
            revision=row.revision,
            happened=row.happened,
            at=row.at,
            who=names[row.participant_id] if row.participant_id else "",
            by=staff.get(row.actor, ""),
            route=row.route,
            detail=_detail(row.happened, told),
            allowed=consents.cells_from(told["allowed"]) if is_said else None,
        )


def _detail(happened: str, told: Mapping[str, Any]) -> str:
    said = (told.get(key) for key in DETAILS.get(happened, ()))
    return str(next(filter(None, said), ""))


def _files(session: Session, vault: Vault, case: Case) -> Iterator[ConsentFile]:
    """Yield the files of all revisions; whose each is, by the name they had then."""
    rows = consents.files(session, case.row.record_id)
    people = {row.participant_id for row in rows if row.participant_id}
    names = names_of(session, vault, case, people)
    come = {e.sequence for e in case.events if e.happened == WITHDRAWAL_SCANNED}
    for row in rows:
        yield ConsentFile(
            id=row.id,
            participant_id=row.participant_id,
            reference=case.model.reference,
            purpose=row.purpose,
            whose=names[row.participant_id] if row.participant_id else "",
            is_ours=row.participant_id is None,
            made_at=row.made_at,
            size=row.size,
            media_type=row.media_type,
            is_withdrawal=row.sequence in come,
        )


def read_consent_file(
    tools: Tools, actor: Actor, record_id: UUID, file_id: UUID, *, now: datetime
) -> tuple[ConsentFile, bytes]:
    """Return a file of a consent, and note who took it. Raises NotFound, Tampered."""
    require(actor, Act.READ_RECORD)
    with tools.look(actor) as session:
        record = listing.record(session, actor, record_id, Act.READ_RECORD, now=now)
        case = read_case(session, tools.vault, consents.get(session, record_id))
        rows = [row for row in consents.files(session, record_id) if row.id == file_id]
        if not rows:
            raise NotFound(Sentence("There is no such file."))
        place = consents.consent_file_place(rows[0])
        content = case.box.open(tools.files.get(rows[0].stored), what=place)
        found = _files(session, tools.vault, case)
        [told] = [file for file in found if file.id == file_id]
    note_look(tools, actor, record, what="downloaded", now=now)
    return told, content
