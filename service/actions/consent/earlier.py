"""What somebody answered last, to begin from when they change their mind."""

from datetime import datetime
from typing import Any

from service.actions.consent.exclusions import exclusions_by_person
from service.actions.consent.guardian_view import Seen, seen
from service.actions.consent.receipt_view import my_answers
from service.core.consent import Allowed, Cell, Happened
from service.kinds.consent.model import Consent, Party
from service.store import consents
from service.tools import Tools


def earlier(tools: Tools, token: str, *, browser: str, now: datetime) -> dict[str, Any]:
    """Return what still stands of it, as `AnswerForm` takes it.

    No choices when there are none: what somebody has refused, or taken back, does not
    lean them towards no. What they wrote is theirs to change, and never lost because a
    choice was. Raises NotFound, CodeNeeded.
    """
    with seen(tools, token, browser=browser, now=now) as found:
        allowed, written = _allowed(found), _written(found)
        asks = found.case.model
        return {**written, "choices": _choices(asks, allowed)} if allowed else written


def _allowed(found: Seen) -> Allowed:
    mine = my_answers(found.case, found.held.participant)
    if not mine:
        return frozenset()
    return consents.cells_from(consents.told(found.case.box, mine[-1])["allowed"])


def _written(found: Seen) -> dict[str, str]:
    """Return what must not be shared, and what a child says, in their own words."""
    case, me = found.case, found.held.participant
    answered = [e for e in my_answers(case, me) if e.happened == Happened.ANSWERED]
    voice = consents.told(case.box, answered[-1]).get("voice", "") if answered else ""
    return {
        "exclusions": exclusions_by_person(case).get(me.id, ""),
        "voice": str(voice),
    }


def _choices(asks: Consent, allowed: Allowed) -> list[dict[str, Any]]:
    return [
        _choice(asks, party, place, allowed) for place, party in enumerate(asks.parties)
    ]


def _choice(
    asks: Consent, party: Party, place: int, allowed: Allowed
) -> dict[str, Any]:
    asked = asks.told(party)
    still = [str(one) for one in asked if Cell(place, one) in allowed]
    if len(still) == len(asked):
        return {"answer": "yes", "information": []}
    return {"answer": "partly" if still else "no", "information": still}
