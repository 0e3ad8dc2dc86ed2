"""What somebody answered last, to begin from when they change their mind."""

from datetime import datetime
from typing import Any

from service.actions.consent.guardian_view import Seen, seen
from service.actions.consent.receipt_view import my_answers
from service.core.consent import Allowed, Cell
from service.kinds.consent.model import Consent, Party
from service.store import consents
from service.tools import Tools


def earlier(
    tools: Tools, token: str, *, browser: str, now: datetime
) -> dict[str, list[dict[str, Any]]]:
    """Return the choices that still stand, as `AnswerForm` takes them.

    Empty when there are none: what somebody has refused, or taken back, does not lean
    them towards no. Raises NotFound, CodeNeeded.
    """
    with seen(tools, token, browser=browser, now=now) as found:
        allowed = _allowed(found)
        return {"choices": _choices(found.case.model, allowed)} if allowed else {}


def _allowed(found: Seen) -> Allowed:
    mine = my_answers(found.case, found.held.participant)
    if not mine:
        return frozenset()
    return consents.cells_from(consents.told(found.case.box, mine[-1])["allowed"])


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
