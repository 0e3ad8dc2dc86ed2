"""What is left of an answer when somebody takes it back, whole or for some parties."""

from collections.abc import Mapping
from typing import Any

from service.actions.consent.saying import is_next
from service.actions.consent.standing import Case
from service.core.consent import Allowed
from service.core.errors import Invalid, Refused
from service.core.sentence import Sentence
from service.store import consents
from service.store.tables.consents import ParticipantRow

NOTHING = Sentence("There is nothing to take back.")
UNKNOWN = Sentence("Choose among those who were asked for.")


def left_after(
    case: Case, participant: ParticipantRow, asked: Mapping[str, Any]
) -> Allowed | None:
    """Return what they still allow, None when this was taken back already.

    `asked` has the `parties`, counted from 1, none of them for all, and the `turn` of
    its page. What must end ends, however old the page is (PROMISES P14, L6). Raises
    Refused when there is nothing to take back, Invalid for what was never asked.
    """
    places = _places(case, asked["parties"])
    is_new = is_next(participant, asked["turn"])
    allowed = _allowed_now(case, participant)
    left = frozenset(one for one in allowed if one.party not in places)
    if left != allowed:
        return left
    if is_new:
        raise Refused(NOTHING)
    return None


def _places(case: Case, parties: list[str]) -> set[int]:
    known = {str(place + 1): place for place in range(len(case.model.parties))}
    if not set(parties) <= set(known):
        raise Invalid({"parties": [UNKNOWN]})
    return {known[one] for one in parties} or set(known.values())


def _allowed_now(case: Case, participant: ParticipantRow) -> Allowed:
    said = consents.said(case.box, case.events, revision=case.row.revision)
    mine = [one.allowed for one in said if one.by == participant.id]
    return mine[-1] if mine else frozenset()
