"""What somebody has answered, as they see it again: theirs, and of others only whether.

Whether a consent applies tells what the others have said. So it is told to those who
decide together only that answers are missing, or that all have answered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from service.actions.consent.exclusions import exclusions_by_person
from service.actions.consent.guardian_files import OwnFile, own_files
from service.actions.consent.guardian_view import Seen, Visit, seen
from service.actions.consent.people import unread_withdrawal
from service.actions.consent.saying import TextChanged
from service.actions.consent.standing import Case, name_of
from service.core.consent import SAYING, Allowed, Cell, Happened, Role, Route, Rule
from service.core.consent_state import SHARING, ConsentState, Standing
from service.core.day import home_day
from service.core.errors import NotFound
from service.core.sentence import Sentence
from service.document.words import Words
from service.kinds.consent.document import named, until
from service.store import consents
from service.store.tables.consents import ConsentEventRow, ParticipantRow
from service.tools import Tools

NO_ANSWER = Sentence("There is no answer yet.")


class Given(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    TAKEN_BACK = "taken back"


class Whole(StrEnum):
    """What may be said of the consent as a whole to one of those who decide."""

    WAITING = "waiting"
    COMPLETE = "complete"
    APPLIES = "applies"
    NOT = "does not apply"
    RESTING = "resting"
    OVER = "over"
    CALLED_OFF = "called off"


@dataclass(frozen=True, slots=True)
class PartyGiven:
    """`place` counts from 1. `information` is what they may share now, in words."""

    place: int
    name: str
    given: Given
    information: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who decides. Who is protected has no name here."""

    name: str
    has_answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    visit: Visit
    answered_at: datetime
    is_withdrawal: bool
    route: Route
    eid_issuer: str
    eid_acr: str
    signed: str
    parties: tuple[PartyGiven, ...]
    exclusions: str
    voice: str
    strokes: tuple[str, ...]
    until: str
    number: str
    whole: Whole
    missing: int
    others: tuple[Other, ...]
    files: tuple[OwnFile, ...]

    @property
    def may_withdraw(self) -> bool:
        return self.visit.may_answer and any(one.information for one in self.parties)


def receipt(
    tools: Tools, token: str, *, browser: str, words: Words, now: datetime
) -> Receipt:
    """Return what they answered last, to what is asked now.

    Raises NotFound before they have, CodeNeeded, TextChanged.
    """
    with seen(tools, token, browser=browser, now=now) as found:
        if found.visit.is_outdated:
            raise TextChanged
        mine = my_answers(found.case, found.held.participant)
        if not mine:
            raise NotFound(NO_ANSWER)
        said = [consents.told(found.case.box, one) for one in mine]
        signed = _signed(mine, said)
        return Receipt(
            visit=found.visit,
            answered_at=mine[-1].at,
            is_withdrawal=mine[-1].happened == Happened.WITHDRAWN,
            route=Route(mine[-1].route),
            eid_issuer=said[-1].get("strength", {}).get("issuer", ""),
            eid_acr=said[-1].get("strength", {}).get("acr", ""),
            signed=signed.get("name", ""),
            parties=tuple(_parties(found.case, mine, words)),
            exclusions=exclusions_by_person(found.case).get(
                mine[-1].participant_id, ""
            ),
            voice=signed.get("voice", ""),
            strokes=tuple(signed.get("drawing", ())),
            until=until(found.case.model, words),
            number=found.case.model.reference or found.case.row.record_id.hex[:8],
            whole=_whole(found, _allowed(said[-1]), now=now),
            missing=sum(not one.has_answered for one in _others(found)),
            others=tuple(_others(found)),
            files=own_files(found, since=mine[-1].sequence),
        )


def my_answers(case: Case, one: ParticipantRow) -> list[ConsentEventRow]:
    """Return their answers and withdrawals to what is asked now, the oldest first."""
    return [
        event
        for event in case.events
        if event.participant_id == one.id and event.happened in SAYING
    ]


def _signed(mine: list[ConsentEventRow], said: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what they last put their name to: a withdrawal asks for none."""
    answers = [
        told
        for event, told in zip(mine, said, strict=True)
        if event.happened == Happened.ANSWERED
    ]
    return answers[-1] if answers else {}


def _parties(
    case: Case, mine: list[ConsentEventRow], words: Words
) -> Iterator[PartyGiven]:
    allowed = [_allowed(consents.told(case.box, one)) for one in mine]
    taken_back = _taken_back(mine, allowed)
    for place, party in enumerate(case.model.parties):
        cells = [Cell(place, one) for one in case.model.told(party)]
        still = [cell.information for cell in cells if cell in allowed[-1]]
        yield PartyGiven(
            place + 1,
            party.name,
            _given(len(still), len(cells), was_taken_back=place in taken_back),
            tuple(named(case.model, one, words) for one in still),
        )


def _allowed(said: Mapping[str, Any]) -> Allowed:
    return consents.cells_from(said["allowed"])


def _taken_back(mine: list[ConsentEventRow], allowed: list[Allowed]) -> set[int]:
    """Return the places of parties they withdrew from since they last answered."""
    taken: set[int] = set()
    for event, before, after in zip(mine[1:], allowed, allowed[1:], strict=False):
        if event.happened == Happened.WITHDRAWN:
            taken |= {cell.party for cell in before - after}
        else:
            taken = set()
    return taken


def _given(still: int, asked: int, *, was_taken_back: bool) -> Given:
    if was_taken_back:
        return Given.TAKEN_BACK
    if not still:
        return Given.NO
    return Given.YES if still == asked else Given.PARTLY


def _others(found: Seen) -> Iterator[Other]:
    """Yield the others who decide; of each only whether they have answered."""
    case, me = found.case, found.held.participant.id
    heard = {one.participant_id for one in case.events if _counts(case, one)}
    for one in case.participants:
        if one.decides and one.id != me:
            yield Other(_name_for_others(case, one), one.id in heard)


def _counts(case: Case, event: ConsentEventRow) -> bool:
    return event.happened in SAYING and event.revision == case.row.revision


def _name_for_others(case: Case, one: ParticipantRow) -> str:
    is_guardian = one.role == Role.GUARDIAN
    if is_guardian and case.model.guardians[one.position].protected:
        return ""
    return name_of(case.model, one)


def _whole(found: Seen, allowed: Allowed, *, now: datetime) -> Whole:
    """Return what may be said; that nothing is left of one's own yes, one knows."""
    standing = found.case.standing(today=home_day(now))
    one_is_enough = found.case.model.rule is Rule.ANY
    if found.visit.is_over:  # where one is enough, it may have applied
        is_off = found.visit.is_called_off and not one_is_enough
        return Whole.CALLED_OFF if is_off else Whole.OVER
    if standing.state is ConsentState.RECONSIDER:
        return Whole.RESTING
    if not allowed and not one_is_enough:
        return Whole.NOT
    others = list(_others(found))
    if not others:
        return _alone(found.case, standing)
    is_missing = not all(one.has_answered for one in others)
    return Whole.WAITING if is_missing and not one_is_enough else Whole.COMPLETE


def _alone(case: Case, standing: Standing) -> Whole:
    """Return what follows of one's own word; a paper that takes it back is waited for.

    Where others decide as well, they would learn by it what somebody took back.
    """
    if standing.state not in SHARING:
        return Whole.NOT
    return Whole.RESTING if unread_withdrawal(case) else Whole.APPLIES
