"""One event of a consent, between what applied before it and what applied after it.

Later events change nothing here: whoever follows an event up late, or twice, sees what
somebody saw who did it at once. What applies now is another question (`standing`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions.consent.standing import Case, read_case
from service.core.consent import SAYING, Happened
from service.core.consent_effects import Effects, effects, ends_round
from service.core.consent_state import Standing
from service.core.day import home_day
from service.core.errors import Erased
from service.core.sentence import Sentence
from service.store import consents
from service.store.tables.consents import ConsentEventRow, ConsentRow, ParticipantRow
from service.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`case` holds the events up to this one; `before` and `after` are its days'."""

    event: ConsentEventRow
    case: Case
    before: Standing
    after: Standing

    @property
    def all_answered(self) -> bool:
        return all_answered(self.case)

    @property
    def effects(self) -> Effects:
        earlier = _all_answered(self.case, self.case.events[:-1])
        return effects(
            Happened(self.event.happened),
            before=self.before.state,
            after=self.after.state,
            completes=self.all_answered and not earlier,
            is_early=not self.all_answered,
            has_voice=bool(consents.told(self.case.box, self.event).get("voice")),
        )


def read_step(session: Session, vault: Vault, event_id: UUID) -> Step:
    """Return an event of a consent as it was then. Raises Erased, KeyMissing."""
    event = session.get(ConsentEventRow, event_id)
    if event is None:
        raise Erased(Sentence("There is no such event."))
    row = consents.get(session, event.record_id)
    then = ConsentRow(
        organisation_id=row.organisation_id,
        record_id=row.record_id,
        revision=event.revision,
        adult_on=row.adult_on,
    )
    whole = read_case(session, vault, then)
    until = tuple(one for one in whole.events if one.sequence <= event.sequence)
    case, day = replace(whole, events=until), home_day(event.at)
    return Step(
        event=event,
        case=case,
        before=replace(case, events=until[:-1]).standing(today=day),
        after=case.standing(today=day),
    )


def last_words(case: Case) -> dict[UUID, ConsentEventRow]:
    """Return the latest answer or withdrawal of each who has given one."""
    return {
        one.participant_id: one
        for one in case.events
        if one.happened in SAYING
        and one.revision == case.row.revision
        and one.participant_id
    }


def text_event(case: Case, one: ParticipantRow) -> ConsentEventRow | None:
    """Return their latest answer: it pins what they had before them when they gave it;
    None when nobody has one of theirs."""
    return next(
        (
            event
            for event in reversed(case.events)
            if event.participant_id == one.id and event.happened == Happened.ANSWERED
        ),
        None,
    )


def waits_for_seal(case: Case) -> bool:
    """Whether a round of answers has ended, and its copies are still being sealed."""
    said = last_words(case).values()
    if not said:
        return False
    newest = max(said, key=lambda one: one.sequence)
    sealed = [
        consents.told(case.box, one)["of"]
        for one in case.events
        if one.happened == Happened.SEALED
    ]
    if newest.sequence in sealed:
        return False
    until = tuple(one for one in case.events if one.sequence <= newest.sequence)
    state = replace(case, events=until).standing(today=home_day(newest.at)).state
    return ends_round(Happened(newest.happened), state)


def all_answered(case: Case) -> bool:
    """Whether nobody's answer to what is asked now is missing."""
    return _all_answered(case, case.events)


def _all_answered(case: Case, events: Sequence[ConsentEventRow]) -> bool:
    answered = set(last_words(replace(case, events=tuple(events))))
    return bool(answered) and answered >= case.question.deciders
