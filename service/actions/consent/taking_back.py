"""What is left of an answer when somebody takes it back, the whole or a part of it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from service.actions.consent.saying import (
    Heard,
    Saying,
    heard_already,
    is_next,
    say,
)
from service.actions.consent.standing import Case
from service.core.consent import Allowed, Happened
from service.core.errors import Invalid, Refused
from service.core.sentence import Sentence
from service.store.tables.consents import ParticipantRow
from service.store.work import Work
from service.tools import Tools

NOTHING = Sentence("There is nothing to take back.")
UNKNOWN = Sentence("Choose among those who were asked for.")


def take_back(
    tools: Tools,
    work: Work,
    case: Case,
    participant: ParticipantRow,
    asked: Mapping[str, Any],
    *,
    saying: Callable[..., Saying],
    now: datetime,
) -> Heard:
    """Write down what somebody takes back, unless they have before.

    `saying` is made with all that they still allow. Raises Over, and as `_left_after`.
    """
    left = _left_after(case, participant, asked)
    if left == allowed_now(case, participant):
        return heard_already(case, now=now)
    said = saying(happened=Happened.WITHDRAWN, allowed=left, text_sha256="")
    return say(tools, work, case, participant, said, now=now)


def _left_after(
    case: Case, participant: ParticipantRow, asked: Mapping[str, Any]
) -> Allowed:
    """Return what they still allow: as much as before when it was taken back already.

    `asked` has the `parties`, counted from 1, or one piece of information of theirs as
    "1:schooling", none of them for all, and the `turn` of its page. What must end ends,
    however old the page is (PROMISES P14, L6). Raises Refused when there is nothing to
    take back, Invalid for what was never asked.
    """
    taken = _cells(case, asked["parties"])
    is_new = is_next(participant, asked["turn"])
    allowed = allowed_now(case, participant)
    left = allowed - taken
    if left == allowed and is_new:
        raise Refused(NOTHING)
    return left


def _cells(case: Case, parties: list[str]) -> Allowed:
    whole: dict[str, Allowed] = {}
    for cell in case.model.cells:
        party = str(cell.party + 1)
        whole[party] = whole.get(party, frozenset()) | {cell}
        whole[f"{party}:{cell.information}"] = frozenset({cell})
    if not set(parties) <= set(whole):
        raise Invalid({"parties": [UNKNOWN]})
    taken = (whole[one] for one in parties or whole)
    return frozenset(cell for cells in taken for cell in cells)


def allowed_now(case: Case, participant: ParticipantRow) -> Allowed:
    """Return what they allow as things stand; nothing before they have answered."""
    mine = [one.allowed for one in case.said if one.by == participant.id]
    return mine[-1] if mine else frozenset()
