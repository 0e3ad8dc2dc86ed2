"""What applies, as an operation that may tell or be told sees it: its own part only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from service.actions.consent.contacts import Contact
from service.actions.consent.exclusions import exclusions
from service.actions.consent.guardian_view import Seen, seen
from service.actions.consent.people import unread_withdrawal
from service.core.consent import Cell, Direction
from service.core.consent_state import Passage, covered
from service.core.day import home_day
from service.document.words import Words
from service.kinds.consent.document import named, until
from service.kinds.consent.model import Consent
from service.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiverView:
    """`information` is what may be shared now, in words; none of it: nothing may.

    `since` is None then. Nothing of guardians but their names, and no protected ones.
    """

    organisation: str
    child: str
    party: str
    direction: Direction
    information: tuple[str, ...]
    since: datetime | None
    begins: date | None
    until: str
    exclusions: tuple[str, ...]
    guardians: tuple[str, ...]
    contact: Contact
    is_replaced: bool


def receiver_view(
    tools: Tools, token: str, *, browser: str, words: Words, now: datetime
) -> ReceiverView:
    """Return what applies to this party now. Raises NotFound, CodeNeeded.

    A link from an older question says only that another one has replaced it.
    """
    with seen(tools, token, browser=browser, now=now) as found:
        asks = found.case.model
        place = 0 if found.visit.is_outdated else found.held.participant.position
        open_now = _open(found, place, now=now)
        events = {one.sequence: one.at for one in found.case.events}
        return ReceiverView(
            organisation=found.visit.organisation,
            child="" if asks.child_protected else asks.child_name,
            party=found.visit.name,
            direction=asks.parties[place].direction,
            information=tuple(
                named(asks, one.information, words) for one, _ in open_now
            ),
            since=max((events[why.rests_on] for _, why in open_now), default=None),
            begins=asks.valid_from,
            until=until(asks, words),
            exclusions=exclusions(found.case),
            guardians=tuple(_names(asks)),
            contact=found.visit.contact,
            is_replaced=found.visit.is_outdated,
        )


def _open(
    found: Seen, place: int, *, now: datetime
) -> tuple[tuple[Cell, Passage], ...]:
    """Return what the consent covers for this party, and what that rests on.

    Nothing, as the gate has it, while a paper that takes it back waits to be read.
    """
    case, today = found.case, home_day(now)
    if found.visit.is_outdated or unread_withdrawal(case):
        return ()
    standing = case.standing(today=today)
    told = case.model.told(case.model.parties[place])
    weighed = (
        (cell, covered(standing, case.question, cell, today=today))
        for cell in (Cell(place, one) for one in told)
    )
    return tuple((cell, why) for cell, why in weighed if why.is_open)


def _names(asks: Consent) -> Iterator[str]:
    yield from (one.name for one in asks.guardians if not one.protected)
