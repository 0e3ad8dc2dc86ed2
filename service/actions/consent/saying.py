"""Somebody says something about what was asked: one event, once, under the lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.actions.consent.happening import happen
from service.actions.consent.standing import Case
from service.core.consent import Allowed, Cell, Happened, Route
from service.core.consent_state import OVER, Standing
from service.core.day import home_day
from service.core.errors import Invalid, Refused
from service.core.sentence import Sentence
from service.kinds.consent.model import Consent
from service.store import consents
from service.store.consents import NewEvent
from service.store.tables.consents import ParticipantRow
from service.store.work import Work
from service.tools import Tools

NOTHING_TICKED = Sentence("Tick what they may share, or answer no.")
SOME_TICKED = Sentence(
    "You had ticked some of it, and yes means all of it. Choose once more."
)
SAID_SINCE = Sentence(
    "Something else has been answered since this page was opened. Look through it, and"
    " send it again if this is what applies."
)
NOBODY_GAVE = Sentence("No page gave this number. Fetch it anew.")


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

    `told` is kept with it, sealed.
    """

    happened: Happened
    allowed: Allowed
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

    The case's row is locked, and both were read since. Mails that tell what no longer
    applies are called back.
    """
    if case.standing(today=home_day(now)).state in OVER:
        raise Over
    participant.answers += 1
    participant.remind_at = None
    new = _event(participant, saying)
    case, standing = happen(tools, work, case, new, now=now)
    return Heard(case, standing, was_new=True)


def heard_already(case: Case, *, now: datetime) -> Heard:
    """Return what is so, where a page says once more what was said before."""
    return Heard(case, case.standing(today=home_day(now)), was_new=False)


def _event(participant: ParticipantRow, saying: Saying) -> NewEvent:
    allowed = consents.cells_to_store(saying.allowed)
    return NewEvent(
        happened=saying.happened,
        by=saying.by,
        participant=participant,
        turn=participant.answers,
        route=saying.route,
        language=saying.language,
        text_sha256=saying.text_sha256,
        said={**saying.told, "allowed": allowed},
    )


def heard_before(
    case: Case,
    participant: ParticipantRow,
    turn: int,
    *,
    allowed: Allowed,
    now: datetime,
) -> Heard | None:
    """Return what is so already when this very answer was taken in before, else None.

    Raises Invalid for a page from before they said something else.
    """
    if is_next(participant, turn):
        return None
    if _said_at(case, participant, turn) != (Happened.ANSWERED, allowed):
        raise Invalid({"turn": [SAID_SINCE]})
    return heard_already(case, now=now)


def is_next(participant: ParticipantRow, turn: int) -> bool:
    """Whether nothing was said since a page of that turn. Raises Invalid for none."""
    if turn > participant.answers + 1:
        raise Invalid({"turn": [NOBODY_GAVE]})
    return turn == participant.answers + 1


def _said_at(case: Case, participant: ParticipantRow, turn: int) -> tuple[str, Allowed]:
    [event] = [
        one
        for one in case.events
        if (one.participant_id, one.turn) == (participant.id, turn)
    ]
    told = consents.told(case.box, event)
    return event.happened, consents.cells_from(told["allowed"])


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
            problems[place] = {"information": [NOTHING_TICKED]}
        if choice["answer"] == "yes" and chosen and len(chosen) < len(asked):
            problems[place] = {"answer": [SOME_TICKED]}
        wanted = {"yes": asked, "partly": chosen, "no": ()}[choice["answer"]]
        cells |= {Cell(place, one) for one in wanted}
    if problems:
        raise Invalid({"choices": problems})
    return frozenset(cells)
