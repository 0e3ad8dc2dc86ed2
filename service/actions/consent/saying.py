"""Somebody says something about what was asked: one event, once, under the lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from service.actions.consent.standing import Case, refresh
from service.core.consent import Allowed, Cell, Happened, Route
from service.core.consent_state import OVER, Standing
from service.core.day import home_day
from service.core.errors import Invalid, Refused
from service.core.jobs import JobKind
from service.core.sentence import Sentence
from service.kinds.consent.model import Consent
from service.store import consents
from service.store.consents import NewEvent
from service.store.tables.consents import ConsentRow, ParticipantRow
from service.store.work import Work
from service.tools import Tools


class TextChanged(Refused):
    """What is asked has changed since they read it: a new mail leads there."""

    def __init__(self) -> None:
        super().__init__(Sentence("The text has changed. Read it again, and answer."))


class Over(Refused):
    """The consent has run out, or the child decides alone now: no answer counts."""

    def __init__(self) -> None:
        super().__init__(Sentence("The question is over: it cannot be answered now."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What is said, by whom it is written down, and how we know it is them.

    `turn` is which saying of theirs it is, from 1. `told` is kept with it, sealed.
    """

    happened: Happened
    allowed: Allowed
    turn: int
    by: str
    route: Route
    language: str
    text_sha256: str
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """`was_new` is false for a page posted twice: nothing was added the second time."""

    case: Case
    standing: Standing
    was_new: bool


def say(
    tools: Tools,
    work: Work,
    case: Case,
    participant: ParticipantRow,
    saying: Saying,
    *,
    now: datetime,
) -> Heard:
    """Write down what somebody says, and what follows from it. Raises Over.

    The case's row is locked, both were read since, and `heard_before` has been asked.
    """
    refuse_if_over(case.standing(today=home_day(now)))
    row = case.row
    participant.answers = saying.turn
    participant.remind_at = None
    event = consents.add_event(
        work, row, _event(participant, saying), box=case.box, now=now
    )
    follow_up(work, event.id, row)
    case, standing = refresh(tools.vault, work, row, now=now)
    return Heard(case, standing, was_new=True)


def _event(participant: ParticipantRow, saying: Saying) -> NewEvent:
    allowed = consents.cells_to_store(saying.allowed)
    return NewEvent(
        happened=saying.happened,
        by=saying.by,
        participant=participant,
        turn=saying.turn,
        route=saying.route,
        language=saying.language,
        text_sha256=saying.text_sha256,
        said={**saying.told, "allowed": allowed},
    )


def heard_before(
    case: Case, participant: ParticipantRow, turn: int, *, now: datetime
) -> Heard | None:
    """Return what is so already when this very page was posted before, else None."""
    if turn > participant.answers:
        return None
    return Heard(case, case.standing(today=home_day(now)), was_new=False)


def follow_up(work: Work, event_id: UUID, row: ConsentRow) -> None:
    """Let a worker do what an event calls for: receipts, seals, and telling."""
    work.enqueue(JobKind.CONSENT, event_id, organisation_id=row.organisation_id)


def refuse_if_over(standing: Standing) -> None:
    if standing.state in OVER:
        raise Over


def allowed_by(model: Consent, choices: Sequence[Mapping[str, Any]]) -> Allowed:
    """Return what answers per party allow. Raises Invalid at the party's place."""
    if len(choices) != len(model.parties):
        raise Invalid({"choices": [Sentence("Answer for each of them.")]})
    problems: dict[str | int, Any] = {}
    cells: set[Cell] = set()
    for place, (party, choice) in enumerate(zip(model.parties, choices, strict=True)):
        asked = model.told(party)
        chosen = [one for one in asked if one in choice["information"]]
        if choice["answer"] == "partly" and not chosen:
            said = Sentence("Tick what they may share, or answer no.")
            problems[place] = {"information": [said]}
        wanted = {"yes": asked, "partly": chosen, "no": ()}[choice["answer"]]
        cells |= {Cell(place, one) for one in wanted}
    if problems:
        raise Invalid({"choices": problems})
    return frozenset(cells)
