"""What applies now, read from what was asked and all that has been said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from service.core.consent import Direction, Happened, Question, Role, Rule, Said
from service.core.consent_state import (
    Circumstances,
    ConsentState,
    Standing,
    by_answers,
    derive,
)
from service.core.day import home_day
from service.kinds.consent import KIND
from service.kinds.consent.model import Consent
from service.store import consents, revisions
from service.store.tables.consents import (
    ConsentEventRow,
    ConsentRow,
    ParticipantRow,
)
from service.store.vault import Box, Vault
from service.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One consent, read whole: what was asked, of whom, and all that has happened."""

    row: ConsentRow
    box: Box
    model: Consent
    participants: tuple[ParticipantRow, ...]
    events: tuple[ConsentEventRow, ...]

    @property
    def question(self) -> Question:
        return question_of(self.model, self.participants)

    @property
    def said(self) -> list[Said]:
        return consents.said(self.box, self.events, revision=self.row.revision)

    @property
    def by_answers(self) -> ConsentState:
        return by_answers(self.question, self.said)

    def standing(self, *, today: date) -> Standing:
        known = self.circumstances(today=today)
        return derive(self.question, self.said, known)

    def circumstances(self, *, today: date) -> Circumstances:
        ours = [one for one in self.events if one.revision == self.row.revision]
        happened = {one.happened: one.sequence for one in ours}
        return Circumstances(
            today=today,
            is_opened=Happened.OPENED in happened or Happened.ANSWERED in happened,
            doubted=_doubted(ours, has_come_of_age=self.is_of_age(today)),
            superseded=happened.get(Happened.SUPERSEDED),
            ended=happened.get(Happened.ENDED),
        )

    def is_of_age(self, today: date) -> bool:
        """Whether others still decide for somebody who is of age."""
        grown_up = self.row.adult_on is not None and today >= self.row.adult_on
        return grown_up and self.model.rule is not Rule.CHILD


def read_case(session: Session, vault: Vault, row: ConsentRow) -> Case:
    """Return a consent with all that belongs to it. Raises Erased, KeyMissing."""
    revision = revisions.numbered(session, row.record_id, row.revision)
    answers = revisions.answers_of(vault, revision)
    return Case(
        row=row,
        box=revisions.box_of(vault, revision),
        model=KIND.read(KIND.upgrade(answers, revision.answers_version)),
        participants=tuple(consents.participants(session, row)),
        events=tuple(consents.events(session, row.record_id)),
    )


def question_of(model: Consent, participants: Sequence[ParticipantRow]) -> Question:
    deciders = [one for one in participants if one.decides]
    return Question(
        cells=model.cells,
        deciders=frozenset(one.id for one in deciders),
        children=frozenset(one.id for one in deciders if one.role == Role.CHILD),
        givers=frozenset(
            place
            for place, party in enumerate(model.parties)
            if party.direction is Direction.GIVE
        ),
        rule=model.rule,
        valid_from=model.valid_from,
        valid_to=model.valid_to,
    )


def refresh(
    vault: Vault, work: Work, row: ConsentRow, *, now: datetime
) -> tuple[Case, Standing]:
    """Derive the state of a locked consent anew, remember it, and return both."""
    work.session.flush()
    case = read_case(work.session, vault, row)
    standing = case.standing(today=home_day(now))
    if row.state != standing.state:
        row.state, row.changed_at = standing.state, now
    work.session.flush()
    return case, standing


def name_of(model: Consent, one: ParticipantRow) -> str:
    """Return the name of who takes part, as the question has it."""
    if one.role == Role.GUARDIAN:
        return model.guardians[one.position].name
    if one.role == Role.CHILD:
        return model.child_name
    return model.parties[one.position].name


def _doubted(events: Sequence[ConsentEventRow], *, has_come_of_age: bool) -> int | None:
    """Return the last doubt that has not been settled yet: its event, or a birthday."""
    weighed = (Happened.DOUBTED, Happened.UPHELD)
    last = [one for one in events if one.happened in weighed][-1:]
    if last and last[0].happened == Happened.DOUBTED:
        return last[0].sequence
    return 0 if has_come_of_age else None
